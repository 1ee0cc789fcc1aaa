"""Charts of a slide as Plotly figures: still, in type that is read from the last row of a hall.

Drawn for a box of WIDTH by HEIGHT pixels of a 1920 by 1080 screen, which is scaled as a whole.
"""

from __future__ import annotations

from textwrap import wrap

import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.growth import spread
from dashboard.charts.label import as_text
from dashboard.deck import LABEL, Bars, Dots, Series, Slopes

WIDTH, HEIGHT = 1760, 700  # pixels
TYPE = 28  # pixels: the smallest type of a slide
_TOP = 64  # the legend
_THICKEST = 96  # pixels of a bar
_COLOURS = {
    "accent": theme.ACCENT,
    "second": theme.SERIES[2],
    "third": theme.SERIES[3],
    "less": theme.LESS,
    "more": theme.MORE,
    "same": theme.SAME,
    "muted": theme.MUTED,
}
_CHANGES = {"raised": "more", "lowered": "less", "unchanged": "same", "at_ceiling": "same"}
_DASH = {"raised": "solid", "lowered": "dash", "unchanged": "dot", "at_ceiling": "dot"}
_SYMBOLS = ("circle", "diamond", "square")
# where things stand across a picture of slopes
_LEFT, _RIGHT, _LABEL = 0.16, 0.46, 0.52


def colour(tone: str) -> str:
    """The colour of a tone of `dashboard.deck`, "#RRGGBB"."""
    return _COLOURS[tone]


def change_colour(change: str) -> str:
    """The colour of a line of slopes."""
    return _COLOURS[_CHANGES[change]]


def figure(chart: Bars | Dots | Slopes, height: int = HEIGHT) -> go.Figure:
    """The picture of a chart; grids are tables and have none. `height` in pixels."""
    draw = {Bars: _bars, Dots: _dots, Slopes: _slopes}[type(chart)]
    made = draw(chart, height)  # type: ignore[operator]
    made.update_layout(
        width=WIDTH,
        height=height,
        font={"size": TYPE},
        legend={"font": {"size": TYPE}, "traceorder": "normal"},
    )
    return made


def _labels(labels: tuple[str, ...]) -> list[str]:
    """Labels in lines; `deck.rows_that_fit` has seen to the room."""
    return ["<br>".join(as_text(line) for line in wrap(label, LABEL)) for label in labels]


def _rows(labels: tuple[str, ...]) -> list[int]:
    return list(range(len(labels)))


def _bars(chart: Bars, height: int) -> go.Figure:
    many = len(chart.series) > 1
    made = go.Figure([_bar(chart, one) for one in chart.series])
    side_by_side = 1 if chart.stacked else len(chart.series)
    row = (height - _TOP) / max(len(chart.labels), 1)
    made.update_layout(
        barmode="stack" if chart.stacked else "group",
        bargap=max(0.3, 1 - side_by_side * _THICKEST / row),
        bargroupgap=0.08,
        showlegend=many,
        margin={"l": 16, "r": 24, "t": _TOP if many else 8, "b": 8},
    )
    made.update_yaxes(
        tickvals=_rows(chart.labels),
        ticktext=_labels(chart.labels),
        tickfont={"size": TYPE},
        autorange="reversed",
        showgrid=False,
        automargin=True,
        ticklabelstandoff=12,
    )
    made.update_xaxes(visible=False, range=[0, _end(chart)])
    return made


def _bar(chart: Bars, one: Series) -> go.Bar:
    inside = chart.stacked
    fill = _COLOURS[one.tone]
    texts = [
        f"<b> {as_text(text)} </b>" if value or not inside else ""
        for text, value in zip(one.texts, one.values, strict=True)
    ]
    return go.Bar(
        x=[0.0 if value is None else value for value in one.values],
        y=_rows(chart.labels),
        orientation="h",
        name=as_text(one.name),
        marker={"color": fill},
        text=texts,
        textposition="inside" if inside else "outside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"size": TYPE, **({"color": theme.text_on(fill)} if inside else {})},
        constraintext="none",
        cliponaxis=False,
        hoverinfo="skip",
    )


def _end(chart: Bars) -> float:
    """The end of the scale, with room for the words beyond the longest bar."""
    if chart.stacked:
        return max(sum(one.values[row] or 0 for one in chart.series) for row in _rows(chart.labels))
    longest = max((value or 0 for one in chart.series for value in one.values), default=1.0)
    return (chart.highest or longest or 1.0) * 1.12


def _dots(chart: Dots, height: int) -> go.Figure:
    rows = _rows(chart.labels)
    made = go.Figure()
    for row in rows:
        values = [one.values[row] for one in chart.series if one.values[row] is not None]
        if len(values) > 1:
            made.add_trace(
                go.Scatter(
                    x=[min(values), max(values)],
                    y=[row, row],
                    mode="lines",
                    line={"color": theme.MUTED, "width": 5},
                    showlegend=False,
                    hoverinfo="skip",
                )
            )
    for place, one in enumerate(chart.series):
        made.add_trace(_marks(chart, place, one))
    made.update_layout(margin={"l": 16, "r": 200, "t": _TOP, "b": 16})
    made.update_yaxes(
        tickvals=rows,
        ticktext=_labels(chart.labels),
        tickfont={"size": TYPE},
        range=[len(rows) - 0.4, -0.6],
        automargin=True,
        ticklabelstandoff=190 if _lowest(chart) < 30 else 16,
        showgrid=False,
        zeroline=False,
    )
    made.update_xaxes(
        range=[0, 102],
        tickvals=[0, 25, 50, 75, 100],
        ticktext=["0%", "25%", "50%", "75%", "100%"],
        tickfont={"size": TYPE},
        zeroline=False,
    )
    return made


def _lowest(chart: Dots) -> float:
    """The leftmost mark, whose words need room before the labels of rows."""
    return min((value or 0.0 for one in chart.series for value in one.values), default=0.0)


def _marks(chart: Dots, place: int, one: Series) -> go.Scatter:
    return go.Scatter(
        x=list(one.values),
        y=_rows(chart.labels),
        mode="markers+text",
        name=as_text(one.name),
        marker={
            "symbol": _SYMBOLS[place % len(_SYMBOLS)],
            "size": 26 if place == 0 else 22,
            "color": _COLOURS[one.tone],
        },
        text=[f" {as_text(text)} " for text in one.texts],
        textposition=[_side(chart, place, row) for row in _rows(chart.labels)],
        textfont={"size": TYPE},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _side(chart: Dots, place: int, row: int) -> str:
    """The words stand outside the two marks: left of the lower, right of the higher one."""
    values = [one.values[row] for one in chart.series]
    mine = values[place]
    others = [value for i, value in enumerate(values) if i != place and value is not None]
    if mine is None or not others:
        return "middle right"
    lower = mine < min(others) or (mine == min(others) and place == 0)
    return "middle left" if lower else "middle right"


def _slopes(chart: Slopes, height: int) -> go.Figure:
    """Lines between two years, the words of each end beside it, moved apart where they meet."""
    top = 70
    inner = height - top - 10
    known = [*chart.start.values, *chart.end.values]
    values = [value for value in known if value is not None]
    low, high = min(values), max(values)
    low, high = (low, high) if high > low else (low - 1, high + 1)
    pixel = (high - low) / inner
    pad = 24 * pixel
    low, high = low - pad, high + pad
    step = min(46.0, inner / max(len(chart.labels), 1)) * pixel
    ends = [value or 0.0 for value in chart.end.values]
    places = spread(ends, step, low + step / 2, high - step / 2)
    made = go.Figure()
    for row, place in zip(_rows(chart.labels), places, strict=True):
        made.add_traces(_slope(chart, row, place))
    made.add_traces(_start_words(chart, step, low, high))
    for name, x, side in ((chart.start.name, _LEFT, "right"), (chart.end.name, _RIGHT, "left")):
        made.add_annotation(
            text=f"<b>{as_text(name)}</b>", x=x, xref="x", y=1, yref="paper", yanchor="bottom",
            xanchor=side, yshift=8, showarrow=False, font={"size": TYPE},
        )  # fmt: skip
    made.update_layout(showlegend=False, margin={"l": 0, "r": 0, "t": top, "b": 10})
    made.update_xaxes(visible=False, range=[0, 1])
    made.update_yaxes(visible=False, range=[low, high])
    return made


def _slope(chart: Slopes, row: int, place: float) -> list[go.Scatter]:
    change = chart.changes[row]
    words = f"{as_text(chart.labels[row])}: <b>{as_text(chart.end.texts[row])}</b>"
    line = {"color": change_colour(change), "dash": _DASH[change], "width": 5}
    values = [chart.start.values[row], chart.end.values[row]]
    return [
        go.Scatter(
            x=[_LEFT, _RIGHT], y=values, mode="lines+markers", line=line,
            marker={"size": 18}, hoverinfo="skip",
        ),
        _leader((_RIGHT, _LABEL), (values[1] or 0.0, place), words),
    ]  # fmt: skip


def _start_words(chart: Slopes, step: float, low: float, high: float) -> list[go.Scatter]:
    """One text for each earlier value, however many lines begin there."""
    first = dict(zip(chart.start.texts, chart.start.values, strict=True))
    values = [value or 0.0 for value in first.values()]
    places = spread(values, step, low + step / 2, high - step / 2)
    return [
        _leader((_LEFT, _LEFT - 0.03), (value, place), as_text(text), left=True)
        for text, value, place in zip(first, values, places, strict=True)
    ]


def _leader(
    x: tuple[float, float], y: tuple[float, float], words: str, *, left: bool = False
) -> go.Scatter:
    return go.Scatter(
        x=x,
        y=y,
        mode="lines+text",
        line={"color": theme.MUTED, "width": 1.5},
        text=["", f" {words} "],
        textposition="middle left" if left else "middle right",
        textfont={"size": TYPE},
        cliponaxis=False,
        hoverinfo="skip",
    )
