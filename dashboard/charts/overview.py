"""The overview's pictures: how full each plan is by group, and where the communes are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from dashboard import theme

MAX_PLANS = 30  # rows of the picture; the table has them all
MAX_LABELS = 12  # names beside the dots; above this a colour bar
_LABEL_SHARE = 0.42  # of a row's height: the plan's name above its cells
_ROW_PX, _HEAD_PX, _MAP_PX = 64, 64, 480

# The seas and islands of the country, in degrees; the same picture whatever is loaded.
_WEST, _EAST, _SOUTH, _NORTH = 101.9, 116.2, 8.2, 23.7
_DEGREE_RATIO = 1.05  # a degree of latitude against one of longitude at 16° north
_FAINT = "rgba(123,135,148,0.45)"
_COUNTS_BELOW = 1000  # counts and shares are coloured from zero, years from the first one


@dataclass(frozen=True)
class Cells:
    """What a coverage picture draws, row by row (plans) and column by column (groups).

    shares: 0 to 1, NaN where nothing is set; texts, hovers: the words of each cell; ids:
    (plan_id, group_id) of each cell; all of shape plans x groups.
    """

    plans: list[str]
    groups: list[str]
    shares: np.ndarray
    texts: np.ndarray
    hovers: np.ndarray
    ids: list[list[tuple[str, str]]]


def coverage(cells: Cells) -> go.Figure:
    """Heatmap plan x group: the name above its cells, a number in each, grey where not set.

    A cell's mark carries `customdata` (None, plan_id, group_id): it is no single number.
    """
    rows, columns = cells.shares.shape
    figure = go.Figure()
    # Each plan is two bands, its name and its cells: the band of the name stays empty.
    edges = np.sort(np.concatenate([np.arange(rows + 1.0), np.arange(rows) + _LABEL_SHARE]))
    bands = np.full((2 * rows, columns), np.nan)
    bands[1::2] = cells.shares
    x_edges = np.arange(columns + 1.0)
    heat = {"x": x_edges, "y": edges, "showscale": False, "hoverinfo": "skip"}
    heat |= {"xgap": 3, "ygap": 0}
    figure.add_trace(
        go.Heatmap(z=bands, colorscale=[list(s) for s in theme.SEQUENTIAL], zmin=0, zmax=1, **heat)
    )
    empty = np.full((2 * rows, columns), np.nan)
    empty[1::2] = np.where(np.isnan(cells.shares), 1.0, np.nan)
    grey = [[0, theme.NOT_SET], [1, theme.NOT_SET]]
    figure.add_trace(go.Heatmap(z=empty, colorscale=grey, zmin=0, zmax=1, **heat))
    figure.add_traces(_cell_marks(cells))
    figure.update_layout(
        annotations=[_row_label(name, row) for row, name in enumerate(cells.plans)],
        height=_HEAD_PX + _ROW_PX * rows,
        showlegend=False,
        margin={"l": 0, "r": 0, "t": 54, "b": 4},
    )
    ticks = np.arange(columns) + 0.5
    figure.update_xaxes(
        side="top",
        tickvals=ticks,
        ticktext=cells.groups,
        tickfont={"size": 12},
        tickangle=0,
        range=[0, columns],
        showgrid=False,
        zeroline=False,
        ticks="",
    )
    figure.update_yaxes(range=[rows, 0], visible=False)
    return figure


def _row_label(name: str, row: int) -> dict:
    return {
        "text": f"<b>{name}</b>",
        "x": 0,
        "y": row + _LABEL_SHARE,
        "xanchor": "left",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": 13},
    }


def _cell_marks(cells: Cells) -> list[go.Scatter]:
    """Squares that can be clicked, with the words of the cells, in colours that can be read."""
    rows, columns = cells.shares.shape
    across, down = np.meshgrid(np.arange(columns) + 0.5, np.arange(rows))
    down = down + (1 + _LABEL_SHARE) / 2
    known = ~np.isnan(cells.shares)
    traces = []
    for mask, size in ((known, 14), (~known, 11)):
        if not mask.any():
            continue
        shares = cells.shares[mask]
        colours = [
            theme.text_on(theme.colour_at(theme.SEQUENTIAL, share))
            for share in shares[~np.isnan(shares)]
        ]
        ids = [cells.ids[row][column] for row, column in np.argwhere(mask)]
        font = {"size": size} | ({"color": colours} if colours else {})
        traces.append(
            go.Scatter(
                x=across[mask],
                y=down[mask],
                mode="markers+text",
                text=cells.texts[mask],
                textposition="middle center",
                textfont=font,
                hovertext=cells.hovers[mask],
                hovertemplate="%{hovertext}<extra></extra>",
                customdata=[[None, plan, group] for plan, group in ids],
                marker={"symbol": "square", "size": 34, "opacity": 0},
                unselected={"marker": {"opacity": 0}},
                selected={"marker": {"opacity": 0}},
            )
        )
    return traces


def where(
    units: pd.DataFrame,
    placed: pd.DataFrame,
    islands: Mapping[str, str],
    *,
    bounds: tuple[float, float, float, float] | None = None,
) -> go.Figure:
    """Communes with plans as large dots over all units as faint ones, on plain axes in degrees.

    `units`: `commune_code, lat, lon`; `placed`: `identity_key, lat, lon, value` (NaN: not set),
    `label`, `hover`; `islands` labels some units by code. `bounds` (west, east, south, north)
    narrows the view. A dot carries `customdata` (None, identity_key).
    """
    west, east, south, north = bounds or (_WEST, _EAST, _SOUTH, _NORTH)
    figure = go.Figure(
        go.Scatter(
            x=units["lon"].to_numpy("float32"),
            y=units["lat"].to_numpy("float32"),
            mode="markers",
            marker={
                "size": np.where(units["commune_code"].isin(list(islands)), 6, 3),
                "color": _FAINT,
                "opacity": 1,
                "line": {"width": 0},
            },
            hoverinfo="skip",
        )
    )
    few = len(placed) <= MAX_LABELS
    for known in (True, False):
        part = placed[placed["value"].notna() == known]
        if not part.empty:
            figure.add_trace(_dots(part, hollow=not known, scale=placed["value"], bar=not few))
    notes = _labels(placed, (west, east, south, north)) if few else []
    if bounds is None:
        notes += _island_notes(units, islands)
    figure.update_layout(
        height=_MAP_PX, showlegend=False, annotations=notes, margin={"l": 0, "r": 0, "t": 4, "b": 4}
    )
    figure.update_xaxes(range=[west, east], visible=False, constrain="domain")
    figure.update_yaxes(
        range=[south, north],
        visible=False,
        constrain="domain",
        scaleanchor="x",
        scaleratio=_DEGREE_RATIO,
    )
    return figure


def _dots(part: pd.DataFrame, *, hollow: bool, scale: pd.Series, bar: bool) -> go.Scatter:
    marker: dict = {"size": 15, "line": {"width": 2, "color": theme.ACCENT}}
    if hollow:
        marker |= {"symbol": "circle-open", "color": theme.MUTED}
    else:
        low, high = float(scale.min()), float(scale.max())
        low = 0.0 if low < _COUNTS_BELOW else low
        marker |= {
            "color": part["value"].to_numpy("float64"),
            "colorscale": [list(stop) for stop in theme.SEQUENTIAL],
            "cmin": low if low < high else low - 1,
            "cmax": high,
        }
        if bar:
            marker |= {
                "showscale": True,
                "colorbar": {"orientation": "h", "thickness": 10, "y": -0.02, "yanchor": "top"},
            }
    return go.Scatter(
        x=part["lon"],
        y=part["lat"],
        mode="markers",
        marker=marker,
        hovertext=part["hover"],
        hovertemplate="%{hovertext}<extra></extra>",
        customdata=[[None, key] for key in part["identity_key"]],
    )


def spread(places: list[float], least: float) -> list[float]:
    """Places moved up or down as little as needed so that neighbours are `least` apart.

    Keeps the order; the middle of a crowded run stays where it was.
    """
    order = sorted(range(len(places)), key=lambda i: places[i])
    runs: list[list] = []  # [sum of wanted centres, count, start]
    for i in order:
        runs.append([places[i], 1])
        while len(runs) > 1 and _overlap(runs[-2], runs[-1], least):
            (one, n), (two, m) = runs[-2], runs[-1]
            runs[-2:] = [[(one * n + two * m) / (n + m), n + m]]
    moved = [0.0] * len(places)
    at = iter(order)
    for centre, count in runs:
        for k in range(count):
            moved[next(at)] = centre + (k - (count - 1) / 2) * least
    return moved


def _overlap(below: list, above: list, least: float) -> bool:
    gap = above[0] - below[0]
    return gap < least * (below[1] + above[1]) / 2


def _labels(placed: pd.DataFrame, bounds: tuple[float, float, float, float]) -> list[dict]:
    """Names to the right of the dots, over the sea, each with a line to its dot."""
    west, east, south, north = bounds
    least = (north - south) * 0.05
    heights = spread(list(placed["lat"]), least)
    right = min(placed["lon"].max() + (east - west) * 0.13, east) if len(placed) else east
    return [
        {
            "text": label,
            "x": lon,
            "y": lat,
            "ax": right,
            "ay": height,
            "axref": "x",
            "ayref": "y",
            "xanchor": "left",
            "showarrow": True,
            "arrowhead": 0,
            "arrowwidth": 1,
            "arrowcolor": theme.MUTED,
            "standoff": 8,
            "font": {"size": 13},
            "align": "left",
        }
        for label, lon, lat, height in zip(
            placed["label"], placed["lon"], placed["lat"], heights, strict=True
        )
    ]


def _island_notes(units: pd.DataFrame, islands: Mapping[str, str]) -> list[dict]:
    """Names under the island units, which stand far from every other dot."""
    shown = units[units["commune_code"].isin(list(islands))]
    return [
        {
            "text": islands[row["commune_code"]],
            "x": row["lon"],
            "y": row["lat"],
            "yshift": -12,
            # the easternmost stands at the edge of a narrow screen
            "xanchor": "right" if row["lon"] > _EAST - 3 else "center",
            "xshift": 8 if row["lon"] > _EAST - 3 else 0,
            "showarrow": False,
            "font": {"size": 12, "color": theme.MUTED},
        }
        for _, row in shown.iterrows()
    ]
