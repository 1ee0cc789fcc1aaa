"""Ranked gaps as bars, and two plans head to head, with the words above each mark."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.gap_grid import words_at

_ROW = 78  # name, two lines of values, the bar
_PAIR_ROW = 66
_LEAST_SPAN = 50.0  # percentage points
_TICKS = (0, 25, 50, 75, 100)
_SPAN = (-4, 105)  # room for half a mark and half a "100%" beyond 0 and 100


def ranked(gaps: pd.DataFrame) -> go.Figure:
    """Bars as long as the gap, largest on top, shares only (percentage points).

    `gaps`: `name`, `gap_text`, `value_line`, `reference_line`, `hover` (plain words), `gap`,
    `pair_comparability`, `statement_id`. A near pair's bar is hatched.
    """
    tops = [place * _ROW for place in range(len(gaps))]
    near = gaps["pair_comparability"].eq("near")
    figure = go.Figure(
        go.Bar(
            x=gaps["gap"],
            y=[top + 62 for top in tops],
            width=14,
            orientation="h",
            marker={
                "color": theme.LESS,
                "pattern": {
                    "shape": ["/" if is_near else "" for is_near in near],
                    "fillmode": "overlay",
                    "fgcolor": "#FFFFFF",
                    "fgopacity": 0.7,
                    "size": 6,
                },
            },
            customdata=[[identifier] for identifier in gaps["statement_id"]],
            hovertext=[_breaks(text) for text in gaps["hover"]],
            hoverinfo="text",
            showlegend=False,
        )
    )
    # A scale of its own for each choice would draw 5 points as long as 50.
    end = max(float(gaps["gap"].max()) if len(gaps) else 0.0, _LEAST_SPAN)
    figure.add_traces(
        [
            words_at(0, [top + 10 for top in tops], _bold(gaps["name"])),
            words_at(end, [top + 10 for top in tops], _bold(gaps["gap_text"]), right=True),
            words_at(0, [top + 28 for top in tops], _plain(gaps["value_line"]), size=12),
            words_at(0, [top + 44 for top in tops], _plain(gaps["reference_line"]), size=12),
        ]
    )
    return _laid_out(figure, len(gaps) * _ROW, [0, end], ticks=False)


def two_plans(pairs: pd.DataFrame, names: Sequence[str]) -> go.Figure:
    """One strip from 0 to 100 an indicator: a circle for the first plan, a diamond for the second.

    `pairs`: shares that both set, with `name`, `gap_text`, `first_text`, `second_text`, `hover`
    (plain words), `first_value`, `second_value`, `first_statement_id`, `second_statement_id`.
    """
    middles = [place * _PAIR_ROW + 46 for place in range(len(pairs))]
    tracks = [(0.0, 100.0)] * len(pairs)
    spans = list(zip(pairs["first_value"], pairs["second_value"], strict=True))
    figure = go.Figure(
        [
            _lines(tracks, middles, {"color": theme.NOT_SET, "width": 6}),
            _lines(spans, middles, {"color": theme.MUTED, "width": 3}),
            _marks(pairs, middles, "first", names[0]),
            _marks(pairs, middles, "second", names[1]),
        ]
    )
    start, end = _SPAN
    upper, lower = [y - 36 for y in middles], [y - 18 for y in middles]
    firsts = [f"● {text}" for text in _plain(pairs["first_text"])]
    seconds = [f"◆ {text}" for text in _plain(pairs["second_text"])]
    figure.add_traces(
        [
            words_at(start, upper, _bold(pairs["name"])),
            words_at(end, upper, _plain(pairs["gap_text"]), size=12, right=True),
            words_at(start, lower, firsts, size=12),
            words_at(end, lower, seconds, size=12, right=True),
        ]
    )
    _laid_out(figure, len(pairs) * _PAIR_ROW, [start, end], ticks=True)
    figure.update_xaxes(showgrid=False, zeroline=False)  # a line would cross the words
    figure.update_layout(
        margin={"t": 64},
        height=len(pairs) * _PAIR_ROW + 64 + 28,
        legend={"orientation": "v", "y": 1.0, "yanchor": "bottom", "x": 0},
    )
    return figure


def _lines(
    spans: Sequence[tuple[float, float]], middles: Sequence[float], line: dict
) -> go.Scatter:
    """One line a row, from the first to the second value, in one trace."""
    return go.Scatter(
        x=[value for span in spans for value in (*span, None)],
        y=[value for middle in middles for value in (middle, middle, None)],
        mode="lines",
        line=line,
        hoverinfo="skip",
        showlegend=False,
    )


def _marks(pairs: pd.DataFrame, middles: Sequence[float], side: str, name: str) -> go.Scatter:
    first = side == "first"
    return go.Scatter(
        x=pairs[f"{side}_value"],
        y=list(middles),
        mode="markers",
        name=escape(name),
        marker={
            "symbol": "circle" if first else "diamond",
            "size": 16 if first else 11,
            "color": theme.SERIES[0] if first else theme.SERIES[1],
        },
        customdata=[[identifier] for identifier in pairs[f"{side}_statement_id"]],
        hovertext=[_breaks(text) for text in pairs["hover"]],
        hoverinfo="text",
    )


def _laid_out(figure: go.Figure, total: int, span: list[float], *, ticks: bool) -> go.Figure:
    figure.update_layout(
        height=total + 16 + (28 if ticks else 0),
        margin={"l": 0, "r": 0, "t": 8, "b": 8 + (28 if ticks else 0)},
        clickmode="event+select",
    )
    figure.update_xaxes(
        range=span,
        visible=ticks,
        automargin=False,
        tickvals=list(_TICKS),
        ticktext=[f"{tick}%" for tick in _TICKS],
        ticklabeloverflow="allow",
    )
    figure.update_yaxes(range=[max(total, 1), 0], visible=False, automargin=False)
    return figure


def _bold(texts: pd.Series) -> list[str]:
    return [f"<b>{escape(text)}</b>" for text in texts]


def _plain(texts: pd.Series) -> list[str]:
    return [escape(text) for text in texts]


def _breaks(text: str) -> str:
    return escape(text).replace("\n", "<br>")
