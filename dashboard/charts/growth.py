"""Change between two years: slopes with labels that do not overlap, counts by pair of plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.label import as_text
from dashboard.theme import LESS, MORE, MUTED, SAME, text_on

CHANGES = ("raised", "unchanged", "at_ceiling", "lowered")
_COLOUR = {"raised": MORE, "unchanged": SAME, "at_ceiling": MUTED, "lowered": LESS}
_DASH = {"raised": "solid", "unchanged": "dot", "at_ceiling": "dot", "lowered": "dash"}
_SYMBOL = {"raised": "circle", "unchanged": "square", "at_ceiling": "square", "lowered": "diamond"}
_PATTERN = {"raised": "", "unchanged": ".", "at_ceiling": "x", "lowered": "/"}
# Where things stand across a panel: the text of the earlier value, its mark, the mark of the later
# one, the label beside it. At 375 px the label still has room for a short name.
_START, _LEFT, _RIGHT, _LABEL = 0.25, 0.30, 0.50, 0.55
_STEP = 32  # pixels of one label: a name above its value
_START_STEP = 17  # pixels of one earlier value
_MOVING = 130  # pixels of the smallest panel in which something moves
_HEADING = 34  # pixels above a panel for what changed
_ENDS = 44  # pixels above the first panel for the names of both ends


def spread(wanted: Sequence[float], step: float, low: float, high: float) -> list[float]:
    """Places as near as possible to the wanted ones, `step` apart, kept within low to high.

    The order is kept (equal ones in the given order); when they cannot fit they overflow below.
    """
    order = sorted(range(len(wanted)), key=lambda place: (-wanted[place], place))
    placed = [0.0] * len(wanted)
    above = high + step
    for place in order:
        placed[place] = above = min(wanted[place], above - step)
    below = low - step
    for place in reversed(order):
        placed[place] = below = max(placed[place], below + step)
    above = high + step
    for place in order:
        placed[place] = above = min(placed[place], above - step)
    return placed


def slopes(frame: pd.DataFrame, *, years: tuple[str, str], names: Mapping[str, str]) -> go.Figure:
    """Lines from the earlier to the later value, one panel a kind of change, labels at their ends.

    Columns: change (one of CHANGES), label, from_value, to_value (shares, 0 to 100), from_text,
    to_text, from_id, to_id (statement ids), from_hover, to_hover. `years` heads the two ends,
    `names[change]` the panels.
    """
    figure = go.Figure()
    parts = [(change, frame[frame["change"] == change]) for change in CHANGES]
    panels = [(change, rows, _height(rows)) for change, rows in parts if len(rows)]
    total = _ENDS + sum(height + _HEADING for _, _, height in panels)
    layout: dict[str, object] = {}
    top = total - _ENDS
    for place, year, side in zip((_LEFT, _RIGHT), years, ("right", "left"), strict=True):
        words = "<br>".join(as_text(line) for line in wrap(year, 16))
        figure.add_annotation(**_heading(words, place, side, (top + 6) / total, "bottom"))
    for number, (change, rows, height) in enumerate(panels, start=1):
        suffix = "" if number == 1 else str(number)
        figure.add_annotation(
            **_heading(f"<b>{names[change]}</b>", 0, "left", (top - 4) / total, "top")
        )
        top -= _HEADING
        low, high = _limits(rows)
        layout[f"yaxis{suffix}"] = {
            "domain": [(top - height) / total, top / total],
            "anchor": "x",
            "range": [low, high],
            "visible": False,
        }
        _draw_panel(figure, rows, change, f"y{suffix}", (high - low) / height)
        top -= height
    figure.update_layout(
        height=total + 12,
        showlegend=False,
        margin={"l": 2, "r": 2, "t": 6, "b": 6},
        xaxis={"range": [0, 1], "visible": False},
        **layout,
    )
    return figure


def _height(rows: pd.DataFrame) -> int:
    """Pixels of one panel: room for its labels, and for slopes where something moves."""
    moves = bool((rows["from_value"] != rows["to_value"]).any())
    return max(_STEP * len(rows) + 8, _MOVING if moves else 0)


def _limits(rows: pd.DataFrame) -> tuple[float, float]:
    values = [*rows["from_value"], *rows["to_value"]]
    room = max(4.0, (max(values) - min(values)) * 0.08)
    return min(values) - room, max(values) + room


def _heading(words: str, x: float, side: str, y: float, edge: str) -> dict[str, object]:
    return {
        "text": words,
        "x": x,
        "xref": "paper",
        "xanchor": side,
        "align": side,
        "y": y,
        "yref": "paper",
        "yanchor": edge,
        "showarrow": False,
        "font": {"size": 13},
    }


def _draw_panel(
    figure: go.Figure, rows: pd.DataFrame, change: str, yaxis: str, pixel: float
) -> None:
    """The lines of one panel and the labels at both ends; `pixel` is a pixel in its units."""
    low, high = _limits(rows)
    half = _STEP / 2 * pixel
    ends = spread(list(rows["to_value"]), _STEP * pixel, low + half, high - half)
    style = {"color": _COLOUR[change], "dash": _DASH[change], "width": 2}
    for row, end in zip(rows.itertuples(), ends, strict=True):
        slope = go.Scatter(
            x=[_LEFT, _RIGHT],
            y=[row.from_value, row.to_value],
            mode="lines+markers",
            line=style,
            marker={"symbol": _SYMBOL[change], "size": 9},
            customdata=[[row.from_id, row.from_hover], [row.to_id, row.to_hover]],
            hovertemplate="%{customdata[1]}<extra></extra>",
        )
        figure.add_trace(slope.update(yaxis=yaxis))
        label = f"{as_text(row.label)}<br><b>{as_text(row.to_text)}</b>"
        figure.add_trace(_leader((_RIGHT, _LABEL), (row.to_value, end), label, row, yaxis))
    # One text for each earlier value, however many lines begin there.
    starts = rows.drop_duplicates("from_text")
    half = _START_STEP / 2 * pixel
    places = spread(list(starts["from_value"]), _START_STEP * pixel, low + half, high - half)
    for row, place in zip(starts.itertuples(), places, strict=True):
        figure.add_trace(
            _leader((_LEFT, _START), (row.from_value, place), as_text(row.from_text), None, yaxis)
        )


def _leader(
    x: tuple[float, float], y: tuple[float, float], text: str, row: object | None, yaxis: str
) -> go.Scatter:
    """A thin line from a value to its label; the label of a row is a mark that can be clicked."""
    clickable = {"hoverinfo": "skip"}
    if row is not None:
        clickable = {
            "customdata": [[row.to_id, row.to_hover]] * 2,  # type: ignore[attr-defined]
            "hovertemplate": "%{customdata[1]}<extra></extra>",
        }
    return go.Scatter(
        x=x,
        y=y,
        mode="lines+markers+text",
        line={"color": MUTED, "width": 0.8},
        marker={"size": 5, "color": MUTED, "opacity": [0, 1 if row is not None else 0]},
        text=["", text],
        textposition="middle right" if row is not None else "middle left",
        textfont={"size": 12},
        yaxis=yaxis,
        **clickable,
    )


def counts(frame: pd.DataFrame, *, names: Mapping[str, str]) -> go.Figure:
    """How many indicators changed how: one bar of parts a pair of plans, its name above the bar.

    Columns: label and one count for each of CHANGES.
    """
    rows = frame.reset_index(drop=True)
    height = [-float(row) for row in rows.index]
    figure = go.Figure()
    for change in CHANGES:
        figure.add_trace(
            go.Bar(
                x=rows[change],
                y=height,
                orientation="h",
                name=names[change],
                width=0.36,
                marker={
                    "color": _COLOUR[change],
                    "pattern": {
                        "shape": _PATTERN[change],
                        "fillmode": "overlay",
                        "fgcolor": "#FFFFFF",
                        "fgopacity": 0.35,
                        "size": 7,
                    },
                },
                text=[f"<b>{count}</b>" if count else "" for count in rows[change]],
                textposition="inside",
                insidetextanchor="middle",
                textangle=0,
                textfont={"size": 14, "color": text_on(_COLOUR[change])},
                hovertemplate="%{x}<extra>%{fullData.name}</extra>",
            )
        )
    for row, place in zip(rows.itertuples(), height, strict=True):
        figure.add_annotation(
            x=0, xref="paper", xanchor="left", y=place + 0.22, yanchor="bottom",
            align="left", text=row.label, showarrow=False, font={"size": 12},
        )  # fmt: skip
    figure.update_layout(
        barmode="stack",
        height=84 * len(rows) + 90,
        margin={"l": 4, "r": 8, "t": 64, "b": 10},
        xaxis={"visible": False},
        yaxis={"range": [-len(rows) + 0.6, 0.8], "visible": False},
        legend={"traceorder": "normal"},
    )
    return figure


def closing(frame: pd.DataFrame, *, unit_text: str) -> go.Figure:
    """Share of the headroom closed in a year: one bar an indicator, its name above the bar.

    Columns: label, value_text, closing (percent of the headroom a year), to_id, hover.
    """
    rows = frame.reset_index(drop=True)
    height = [-float(row) for row in rows.index]
    colours = [MORE if share > 0 else LESS if share < 0 else SAME for share in rows["closing"]]
    figure = go.Figure(
        go.Bar(
            x=rows["closing"],
            y=height,
            orientation="h",
            width=0.34,
            marker={"color": colours},
            customdata=rows[["to_id", "hover"]].to_numpy(),
            hovertemplate="%{customdata[1]}<extra></extra>",
            showlegend=False,
        )
    )
    for row, place in zip(rows.itertuples(), height, strict=True):
        for words, side in ((row.label, "left"), (row.value_text, "right")):
            figure.add_annotation(
                x=0 if side == "left" else 1, xref="paper", xanchor=side, y=place + 0.2,
                yanchor="bottom", text=as_text(words), showarrow=False, font={"size": 12},
            )  # fmt: skip
    low = min(0.0, float(rows["closing"].min())) if len(rows) else 0.0
    figure.update_layout(
        height=46 * len(rows) + 60,
        margin={"l": 10, "r": 10, "t": 8, "b": 30},
        xaxis={
            "range": [low * 1.05, 102],
            "ticksuffix": "%",
            "title": {"text": unit_text},
            "zeroline": False,  # it would cross the labels
        },
        yaxis={"range": [-len(rows) + 0.6, 0.8], "visible": False},
    )
    return figure
