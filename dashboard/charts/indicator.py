"""One indicator: a row a plan with its value as a mark, or a row a year where plans are many.

Names and values stand above each row, so that the chart is read at any width.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme

ROW_HEIGHT = 48  # pixels
TALL_ROW = 68  # pixels, where name and words do not fit one line of a phone
_LINE = 44  # letters of one line of a phone
# kind of mark -> how it looks; each has a shape of its own
STYLE = {
    "set": {"symbol": "circle", "size": 13, "color": theme.ACCENT},
    "near": {"symbol": "circle-open", "size": 13, "color": theme.ACCENT, "line": {"width": 3}},
    "reported": {"symbol": "line-ns-open", "size": 15, "color": theme.MUTED, "line": {"width": 3}},
    "official": {"symbol": "diamond", "size": 13, "color": theme.SERIES[1]},
    "expired": {
        "symbol": "diamond-open",
        "size": 13,
        "color": theme.SERIES[1],
        "line": {"width": 2},
    },
}


def values(
    rows: pd.DataFrame, marks: pd.DataFrame, *, names: Mapping[str, str], unit: str
) -> go.Figure:
    """Rows from top to bottom, each a name, words and any number of marks.

    `rows`: `label`, `text` (plain words). `marks`: `row` (position in `rows`), `value` (in
    `unit`), `kind` (of STYLE), `id` (statement id or ""), `hover` (Plotly markup). `names[kind]`
    stands in the legend.
    """
    start, end = span(marks["value"], unit)
    count = len(rows)
    places = [-float(place) for place in range(count)]
    figure = go.Figure(_tracks(places, start, end))
    for kind, style in STYLE.items():
        some = marks[marks["kind"] == kind]
        if len(some):
            figure.add_trace(
                go.Scatter(
                    x=some["value"],
                    y=[-float(place) for place in some["row"]],
                    mode="markers",
                    name=escape(names[kind]),
                    marker=style,
                    cliponaxis=False,
                    customdata=some[["id", "hover"]].to_numpy(),
                    hovertemplate="%{customdata[1]}<extra></extra>",
                )
            )
    height = _add_words(figure, list(rows["label"]), list(rows["text"]), places, (start, end))
    return _laid_out(figure, count * height, count, (start, end), unit)


def by_year(counts: pd.DataFrame, *, unit: str) -> go.Figure:
    """A row a year, a circle a value, as large as many plans set it.

    `counts`: `row_label`, `text` (the year and its words), `value`, `plans`, `hover`.
    """
    start, end = span(counts["value"], unit)
    heads = counts.drop_duplicates("row_label")
    places = {label: -float(place) for place, label in enumerate(heads["row_label"])}
    most = float(counts["plans"].max())
    figure = go.Figure(_tracks(list(places.values()), start, end))
    figure.add_trace(
        go.Scatter(
            x=counts["value"],
            y=counts["row_label"].map(places),
            mode="markers",
            marker={
                "size": 6 + 12 * (counts["plans"] / most) ** 0.5,
                "color": theme.ACCENT,
                "opacity": 0.7,
            },
            cliponaxis=False,
            customdata=[["", hover] for hover in counts["hover"]],
            hovertemplate="%{customdata[1]}<extra></extra>",
            showlegend=False,
        )
    )
    rows = list(places.values())
    texts = list(heads["row_label"]), list(heads["text"])
    height = _add_words(figure, *texts, rows, (start, end))
    return _laid_out(figure, len(places) * height, len(places), (start, end), unit)


def span(found: pd.Series, unit: str) -> tuple[float, float]:
    """The axis: 0 to 100 for shares (further where a value is), else 0 to above the largest."""
    largest = float(found.max()) if len(found) else 0.0
    if unit == "percent":
        return 0.0, max(100.0, largest)
    return min(0.0, float(found.min()) if len(found) else 0.0), largest * 1.05 or 1.0


def _tracks(places: list[float], start: float, end: float) -> go.Scatter:
    return go.Scatter(
        x=[value for _ in places for value in (start, end, None)],
        y=[value for place in places for value in (place, place, None)],
        mode="lines",
        line={"color": theme.NOT_SET, "width": 4},
        hoverinfo="skip",
        showlegend=False,
    )


def _add_words(
    figure: go.Figure,
    labels: list[str],
    texts: list[str],
    places: list[float],
    ends: tuple[float, float],
) -> int:
    """Names left and words right above their rows, or below each other; the height of a row."""
    bold = [f"<b>{escape(label)}</b>" for label in labels]
    plain = [escape(text) for text in texts]
    longest = max((len(a) + len(b) for a, b in zip(labels, texts, strict=True)), default=0)
    if longest <= _LINE:
        figure.add_trace(_words(bold, places, ends[0], "top right"))
        figure.add_trace(_words(plain, places, ends[1], "top left"))
        return ROW_HEIGHT
    both = [f"{label}<br>{text}" for label, text in zip(bold, plain, strict=True)]
    figure.add_trace(_words(both, places, ends[0], "top right"))
    return TALL_ROW


def _words(texts: list[str], places: list[float], x: float, position: str) -> go.Scatter:
    return go.Scatter(
        x=[x] * len(texts),
        y=[place + 0.18 for place in places],
        mode="text",
        text=texts,
        textposition=position,
        textfont={"size": 12},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def _laid_out(
    figure: go.Figure, height: int, count: int, ends: tuple[float, float], unit: str
) -> go.Figure:
    start, end = ends
    padding = (end - start) * 0.025
    ticks: dict[str, object] = {"nticks": 5}
    if unit == "percent" and end == 100:
        ticks = {
            "tickvals": [0, 25, 50, 75, 100],
            "ticktext": ["0%", "25%", "50%", "75%", "100%"],
            "ticklabeloverflow": "allow",
        }
    figure.update_layout(
        height=height + 100,
        margin={"l": 12, "r": 20, "t": 60, "b": 32},
        xaxis={
            "range": [start - padding, end + padding],
            "showgrid": False,
            "zeroline": False,
            "automargin": False,
            **ticks,
        },
        yaxis={"range": [-count + 0.5, 0.85], "visible": False, "automargin": False},
        legend={"y": 1.0, "yanchor": "bottom", "font": {"size": 12}},
    )
    return figure
