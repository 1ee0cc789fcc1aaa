"""Start, target and result of each indicator against the straight path, a panel each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from html import escape

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard import theme

MAX_PANELS = 12  # panels drawn; the table has every row
_PANEL_PX, _TITLE_PX, _BOTTOM_PX, _LEGEND_PX = 118, 48, 34, 34
_RESULT_STYLE = {
    "on_track": (theme.SERIES[2], "circle"),
    "at_risk": (theme.SERIES[1], "triangle-up"),
    "off_track": (theme.SERIES[3], "diamond"),
}


@dataclass(frozen=True)
class Mark:
    """A point of a panel: when, how much, what is written beside it and on hover, whose number."""

    day: date
    value: float
    label: str = ""
    hover: str = ""
    statement_id: str | None = None


@dataclass(frozen=True)
class Panel:
    """One indicator of one plan. `start` is None where the plan reports no start."""

    title: str
    start: Mark | None
    target: Mark
    path: list[Mark] = field(default_factory=list)
    result: Mark | None = None
    status: str = "no_result"


def panels(rows: list[Panel], words: dict[str, str]) -> go.Figure:
    """The picture. `words`: legend names `start`, `target`, `path` and one a status.

    Marks carry the statement_id of the number they stand for; the path's points that of the
    target it leads to.
    """
    shown = rows[:MAX_PANELS]
    height = len(shown) * (_PANEL_PX + _TITLE_PX) + _BOTTOM_PX + _LEGEND_PX
    plot = height - _BOTTOM_PX - _LEGEND_PX
    figure = make_subplots(
        rows=max(len(shown), 1),
        cols=1,
        vertical_spacing=_TITLE_PX / plot if len(shown) > 1 else 0.0,
        row_heights=[1.0] * max(len(shown), 1),
    )
    named: set[str] = set()
    for place, panel in enumerate(shown, start=1):
        for trace in _traces(panel, words, named):
            figure.add_trace(trace, row=place, col=1)
        _frame(figure, panel, place)
    figure.update_layout(
        height=height + _TITLE_PX,
        margin={"l": 4, "r": 30, "t": _TITLE_PX, "b": _BOTTOM_PX + _LEGEND_PX},
        legend={"yref": "container", "y": 0.0, "yanchor": "bottom"},
    )
    return figure


def _traces(panel: Panel, words: dict[str, str], named: set[str]) -> list[go.Scatter]:
    rising = panel.start is None or panel.target.value >= panel.start.value
    line = [mark for mark in (panel.start, *panel.path, panel.target) if mark]
    traces = [
        go.Scatter(
            x=[mark.day for mark in line],
            y=[mark.value for mark in line],
            mode="lines+markers",
            line={"color": theme.MUTED, "dash": "dot", "width": 2},
            marker={"color": theme.MUTED, "size": 7},
            **_common(line, "path", words, named),
        ),
        _point(
            panel.target,
            "target",
            theme.ACCENT,
            "diamond-open",
            "top left" if rising else "bottom left",
            words,
            named,
        ),
    ]
    if panel.start:
        below = panel.target.value > panel.start.value
        place = "bottom right" if below else "top right"
        traces.append(_point(panel.start, "start", theme.MUTED, "square", place, words, named))
    if panel.result:
        colour, symbol = _RESULT_STYLE.get(panel.status, (theme.ACCENT, "circle"))
        place = "bottom center" if rising else "top center"
        traces.append(_point(panel.result, panel.status, colour, symbol, place, words, named))
    return traces


def _point(
    mark: Mark,
    name: str,
    colour: str,
    symbol: str,
    place: str,
    words: dict[str, str],
    named: set[str],
) -> go.Scatter:
    return go.Scatter(
        x=[mark.day],
        y=[mark.value],
        mode="markers+text",
        text=[escape(mark.label)],
        textposition=place,
        cliponaxis=False,
        marker={"color": colour, "symbol": symbol, "size": 13, "line": {"width": 2}},
        **_common([mark], name, words, named),
    )


def _common(marks: list[Mark], name: str, words: dict[str, str], named: set[str]) -> dict:
    """Hover, origin and one entry of the legend for each kind of mark."""
    first = name not in named
    named.add(name)
    return {
        "name": words[name],
        "legendgroup": name,
        "showlegend": first,
        "hovertext": [mark.hover for mark in marks],
        "hoverinfo": "text",
        "customdata": [[mark.statement_id] for mark in marks],
        "unselected": {"marker": {"opacity": 1}},
    }


def _middle(path: list[Mark]) -> list[date]:
    return [path[len(path) // 2].day] if path else []


def _frame(figure: go.Figure, panel: Panel, place: int) -> None:
    marks = [mark for mark in (panel.start, panel.target, panel.result, *panel.path) if mark]
    values = [mark.value for mark in marks]
    days = [mark.day for mark in marks]
    low, high = min(values), max(values)
    # Room for the labels above and below; a level path stands in the middle.
    pad = (high - low) * 0.45 if high > low else max(abs(high) * 0.1, 1.0)
    span = (max(days) - min(days)) / 30
    ends = [mark.value for mark in (panel.start, panel.target) if mark]
    figure.update_yaxes(range=[low - pad, high + pad], tickvals=sorted(set(ends)), row=place, col=1)
    figure.update_xaxes(
        range=[min(days) - span, max(days) + span],
        tickformat="%m/%Y",
        tickvals=sorted({min(days), *_middle(panel.path), max(days)}),
        row=place,
        col=1,
    )
    axis = "" if place == 1 else str(place)
    figure.add_annotation(
        text=f"<b>{escape(panel.title)}</b>",
        x=0,
        xref="paper",
        xanchor="left",
        y=1,
        yref=f"y{axis} domain",
        yanchor="bottom",
        showarrow=False,
        align="left",
        font={"size": 13},
    )
