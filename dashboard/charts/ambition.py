"""Ambition: who asks for more (a grid of pairs), profile, score, ranks with their uncertainty.

Labels stand above their row, so that every chart is read at 375 px.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.label import as_text
from dashboard.theme import (
    ACCENT,
    DIVERGING,
    NOT_SET,
    SEQUENTIAL,
    SERIES,
    SYMBOLS,
    colour_at,
    text_on,
)

COMPONENTS = ("level", "breadth", "firmness")
_LABEL = 42  # pixels above a row of the grid for its label
_WRAP = 11  # letters of a line over a column


def balance_colour(balance: float) -> str:
    """Colour of a pair: balance from -1 (asks for less on all) to 1 (asks for more on all)."""
    return colour_at(DIVERGING, 0.5 - balance / 2)


def share_colour(share: float) -> str:
    """Colour of a share from 0 to 1."""
    return colour_at(SEQUENTIAL, share)


def grid(
    cells: pd.DataFrame,
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    cell_height: int,
) -> go.Figure:
    """Squares of text: row labels above their squares, column labels on top.

    `rows`, text and hover may hold Plotly's tags; what is in them from data is escaped already.

    Columns of `cells`: row, column (places), fill ("#RRGGBB", or "" for a cell that says
    nothing), text, hover, and the two ids that a click hands on, first and second.
    """
    heads = ["<br>".join(as_text(line) for line in wrap(column, _WRAP)) for column in columns]
    top = 18 * max(head.count("<br>") + 1 for head in heads) + 10
    pitch = cell_height + _LABEL
    total = top + pitch * len(rows)
    figure = go.Figure()
    filled = cells["fill"] != ""
    for some in (cells[filled], cells[~filled]):  # text of the page's own colour on unfilled ones
        figure.add_trace(_squares(some, pitch, cell_height, top))
    for cell in cells.itertuples():
        middle = _middle(cell.row, pitch, cell_height, top)
        figure.add_shape(
            type="rect",
            x0=cell.column + 0.02,
            x1=cell.column + 0.98,
            y0=middle - cell_height / 2,
            y1=middle + cell_height / 2,
            fillcolor=cell.fill or NOT_SET,
            line={"width": 0},
            layer="below",
        )
    for place, head in enumerate(heads):
        figure.add_annotation(**_words(head, place + 0.5, -top + 4, "center", "bottom", xref="x"))
    for place, label in enumerate(rows):
        low = -(top + place * pitch + _LABEL) + 3
        figure.add_annotation(**_words(label, 0, low, "left", "bottom", xref="paper"))
    figure.update_layout(
        height=total + 8,
        margin={"l": 0, "r": 0, "t": 4, "b": 4},
        xaxis={"range": [0, len(columns)], "visible": False},
        yaxis={"range": [-total, 0], "visible": False},
    )
    return figure


def _middle(row: int, pitch: int, cell_height: int, top: int) -> float:
    return -(top + row * pitch + _LABEL + cell_height / 2)


def _squares(cells: pd.DataFrame, pitch: int, cell_height: int, top: int) -> go.Scatter:
    ink = (
        {"color": [text_on(fill) for fill in cells["fill"]]} if (cells["fill"] != "").any() else {}
    )
    return go.Scatter(
        x=cells["column"] + 0.5,
        y=[_middle(row, pitch, cell_height, top) for row in cells["row"]],
        mode="markers+text",
        marker={"symbol": "square", "size": cell_height, "color": "rgba(0,0,0,0)"},
        text=cells["text"],
        textfont={"size": 12, **ink},
        textposition="middle center",
        customdata=cells[["first", "second", "hover"]].to_numpy(),
        hovertemplate="%{customdata[2]}<extra></extra>",
        showlegend=False,
    )


def _words(
    words: str, x: float, y: float, side: str, edge: str, *, xref: str, size: int = 12
) -> dict[str, object]:
    return {
        "text": words, "x": x, "xref": xref, "xanchor": side, "align": side, "y": y,
        "yref": "y", "yanchor": edge, "showarrow": False, "font": {"size": size},
    }  # fmt: skip


def profile(frame: pd.DataFrame, *, names: Mapping[str, str]) -> go.Figure:
    """Three marks a plan from 0 to 100: level, breadth, firmness, with counts above the row.

    Columns: label, counts_text, and level, breadth, firmness (missing: no mark).
    """
    rows = frame.reset_index(drop=True)
    height = [-float(row) for row in rows.index]
    figure = go.Figure()
    for place, component in enumerate(COMPONENTS):
        figure.add_trace(
            go.Scatter(
                x=rows[component],
                y=height,
                mode="markers",
                name=names[component],
                marker={
                    "symbol": SYMBOLS[place],
                    "size": 13,
                    "color": SERIES[place],
                    "opacity": 0.85,
                },
                customdata=[[""]] * len(rows),
                text=rows["label"].map(as_text),
                hovertemplate="%{text}<br>%{fullData.name}: %{x:.1f}<extra></extra>",
                cliponaxis=False,
            )
        )
    for row, place in zip(rows.itertuples(), height, strict=True):
        words = f"<b>{as_text(row.label)}</b><br>{row.counts_text}"
        figure.add_annotation(**_words(words, 0, place + 0.2, "left", "bottom", xref="paper"))
    figure.update_layout(**_scale(len(rows), pitch=92))
    return figure


def _scale(rows: int, *, pitch: int) -> dict[str, object]:
    """Layout of a chart of 0 to 100 with `rows` rows whose labels stand above."""
    return {
        "height": pitch * rows + 80,
        "margin": {"l": 8, "r": 10, "t": 44, "b": 30},
        "xaxis": {
            "range": [-1, 102],
            "tickvals": [0, 25, 50, 75, 100],
            "zeroline": False,
        },
        "yaxis": {"range": [-rows + 0.6, 0.95], "visible": False},
        "legend": {"y": 1.0, "yanchor": "bottom", "font": {"size": 12}},
    }


def scores(frame: pd.DataFrame) -> go.Figure:
    """One bar a plan, its label and score above it. Columns: label, score_text, score."""
    rows = frame.reset_index(drop=True)
    height = [-float(row) for row in rows.index]
    figure = go.Figure(
        go.Bar(
            x=rows["score"],
            y=height,
            orientation="h",
            width=0.34,
            marker={"color": ACCENT},
            text=rows["label"].map(as_text),
            textposition="none",
            customdata=[[""]] * len(rows),
            hovertemplate="%{text}: %{x:.1f}<extra></extra>",
            showlegend=False,
        )
    )
    for row, place in zip(rows.itertuples(), height, strict=True):
        for words, side in ((f"<b>{as_text(row.label)}</b>", "left"), (row.score_text, "right")):
            x = 0 if side == "left" else 1
            figure.add_annotation(**_words(words, x, place + 0.2, side, "bottom", xref="paper"))
    figure.update_layout(**_scale(len(rows), pitch=52))
    figure.update_layout(height=52 * len(rows) + 44, margin={"t": 8})
    return figure


def rank_intervals(frame: pd.DataFrame, *, plans: int, names: Mapping[str, str]) -> go.Figure:
    """A line from the 5th to the 95th percentile of each plan's ranks and a mark at the middle.

    Columns: label, words, rank_p05, rank_p50, rank_p95. Rank 1 is on the left; `plans` is how many
    are ranked. `names`: "interval" and "middle" for the legend.
    """
    rows = frame.reset_index(drop=True)
    height = [-float(row) for row in rows.index]
    across: list[float | None] = []
    down: list[float | None] = []
    for row, place in zip(rows.itertuples(), height, strict=True):
        across += [row.rank_p05, row.rank_p95, None]
        down += [place, place, None]
    figure = go.Figure(
        go.Scatter(
            x=across,
            y=down,
            mode="lines",
            name=names["interval"],
            line={"width": 9, "color": "rgba(47,129,183,0.35)"},
            hoverinfo="skip",
        )
    )
    figure.add_trace(
        go.Scatter(
            x=rows["rank_p50"],
            y=height,
            mode="markers",
            name=names["middle"],
            marker={"size": 13, "color": ACCENT, "symbol": "diamond"},
            customdata=[[""]] * len(rows),
            text=rows["label"].map(as_text) + "<br>" + rows["words"],
            hovertemplate="%{text}<extra></extra>",
            cliponaxis=False,
        )
    )
    for row, place in zip(rows.itertuples(), height, strict=True):
        for words, side in ((f"<b>{as_text(row.label)}</b>", "left"), (row.words, "right")):
            x = 0 if side == "left" else 1
            figure.add_annotation(**_words(words, x, place + 0.22, side, "bottom", xref="paper"))
    step = max(1, round(plans / 8))
    figure.update_layout(**_scale(len(rows), pitch=50))
    figure.update_layout(
        xaxis={"range": [0.5, plans + 0.5], "tickvals": list(range(1, plans + 1, step))}
    )
    return figure
