"""Two values of many indicators, one row each: a hollow mark, a filled mark, and a line between.

The label and both values stand above the row, so that the chart is read at any width.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.label import as_text
from dashboard.theme import LESS, MORE, MUTED, SAME

ROW_HEIGHT = 50  # pixels
_STYLE = {
    "more": (MORE, "triangle-right"),
    "less": (LESS, "triangle-left"),
    "same": (SAME, "circle"),
}


def dumbbell(frame: pd.DataFrame, *, first: str, names: Mapping[str, str]) -> go.Figure:
    """Rows of shares (0 to 100) from top to bottom in the order of the frame.

    Columns: label, values_text, first_value, second_value, first_id, second_id, first_hover,
    second_hover, change ("more", "less", "same": how the second stands to the first). `first`
    names the hollow marks, `names[change]` the filled ones. Ids are statement ids.
    """
    rows = frame.reset_index(drop=True)
    height = [-float(row) for row in rows.index]
    figure = go.Figure()
    figure.add_trace(_lines(rows, height))
    figure.add_trace(
        _marks(
            rows["first_value"],
            height,
            rows[["first_id", "first_hover"]],
            name=as_text(first),
            marker={"symbol": "circle-open", "size": 15, "color": MUTED, "line": {"width": 2.5}},
        )
    )
    for change, (colour, symbol) in _STYLE.items():
        some = rows[rows["change"] == change]
        if len(some):
            figure.add_trace(
                _marks(
                    some["second_value"],
                    [-float(row) for row in some.index],
                    some[["second_id", "second_hover"]],
                    name=as_text(names[change]),
                    marker={"symbol": symbol, "size": 11, "color": colour},
                )
            )
    for row, place in zip(rows.itertuples(), height, strict=True):
        figure.add_annotation(**_text(row.label, place, "left"))
        figure.add_annotation(**_text(row.values_text, place, "right"))
    figure.update_layout(
        height=ROW_HEIGHT * len(rows) + 110,
        margin={"l": 10, "r": 10, "t": 64, "b": 30},
        xaxis={
            "range": [-2, 103],
            "tickvals": [0, 25, 50, 75, 100],
            "ticktext": ["0%", "25%", "50%", "75%", "100%"],
            "zeroline": False,
        },
        yaxis={
            "range": [-len(rows) + 0.4, 0.75],
            "showticklabels": False,
            "showgrid": False,
            "zeroline": False,
        },
        legend={"y": 1.0, "yanchor": "bottom", "font": {"size": 12}},
    )
    return figure


def _text(words: str, place: float, side: str) -> dict[str, object]:
    return {
        "x": 0 if side == "left" else 1,
        "xref": "paper",
        "xanchor": side,
        "y": place + 0.24,
        "yanchor": "bottom",
        "text": as_text(words),
        "showarrow": False,
        "font": {"size": 12},
        "align": side,
    }


def _lines(rows: pd.DataFrame, height: list[float]) -> go.Scatter:
    across: list[float | None] = []
    down: list[float | None] = []
    for (_, row), place in zip(rows.iterrows(), height, strict=True):
        across += [row["first_value"], row["second_value"], None]
        down += [place, place, None]
    return go.Scatter(
        x=across,
        y=down,
        mode="lines",
        line={"color": MUTED, "width": 2},
        hoverinfo="skip",
        showlegend=False,
    )


def _marks(
    values: pd.Series, height: list[float], customdata: pd.DataFrame, *, name: str, marker: dict
) -> go.Scatter:
    return go.Scatter(
        x=values,
        y=height,
        mode="markers",
        name=name,
        marker=marker,
        cliponaxis=False,
        customdata=customdata.to_numpy(),
        hovertemplate="%{customdata[1]}<extra></extra>",
    )
