"""The timeline of tasks: one lane a leading body, a mark a date, a line a recurring task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme

MAX_LANES = 14  # bodies shown, those with most tasks first; the table has them all
MAX_ROWS = 8  # rows of marks in one lane
_ROW_PX, _LABEL_PX, _LANE_GAP_PX = 19, 24, 8
_TOP_PX, _BOTTOM_PX, _LEGEND_PX = 44, 30, 16  # the axis; the reader's date; a line of legend
_MARKS_ACROSS = 26  # two marks nearer than this share of the axis go into two rows
_TICK_SIZE = 9
_STATE_STYLE = {
    "due": (theme.SERIES[1], "square"),
    "ahead": (theme.ACCENT, "circle"),
    "reported": (theme.SERIES[2], "diamond"),
}
_RHYTHM_STYLE = {
    "weekly": ("line-ns-open", "solid"),
    "monthly": ("triangle-up", "solid"),
    "quarterly": ("triangle-down", "solid"),
    "yearly": ("star", "solid"),
    "ongoing": ("circle-open", "dot"),
}


@dataclass(frozen=True)
class Lane:
    """One leading body: its name and its items, each row of marks as the picture stacks them.

    items: columns `task_id, due, recurring, state, hover, dates` (list of dates of a recurring
    task), `start`, `end` (the plan's span).
    """

    name: str
    items: pd.DataFrame


def timeline(
    lanes: list[Lane],
    words: Mapping[str, str],
    as_of: date,
    more: str = "+{n}",
) -> go.Figure:
    """The picture. `words` names states and rhythms in the legend and `as_of`, the reader's date.

    A mark's customdata begins with the task's id. What does not fit a lane is counted at its
    right end in the words of `more`.
    """
    start, end = _span(lanes)
    figure = go.Figure()
    marks, lines, notes, height = _placed(lanes[:MAX_LANES], (end - start) / _MARKS_ACROSS, more)
    for rhythm, style in _RHYTHM_STYLE.items():
        if rhythm in lines:
            figure.add_trace(_line_trace(lines[rhythm], words[rhythm], *style))
    for state, style in _STATE_STYLE.items():
        if state in marks:
            figure.add_trace(_mark_trace(marks[state], words[state], *style))
    pad = (end - start) / 40
    now = pd.Timestamp(as_of)
    if start <= now <= end:
        figure.add_vline(x=now, line={"color": theme.MUTED, "width": 1, "dash": "dash"})
        notes.append(_as_of_note(now, start, end, words["as_of"]))
    bottom = _BOTTOM_PX + _LEGEND_PX * len(figure.data)
    figure.update_layout(
        annotations=notes,
        showlegend=True,
        height=height + _TOP_PX + bottom,
        margin={"l": 4, "r": 4, "t": _TOP_PX, "b": bottom},
        legend={"yref": "container", "y": 0.0, "yanchor": "bottom"},
    )
    figure.update_xaxes(
        range=[start - pad, end + pad],
        tickformat="%m\n%Y",
        dtick="M1" if (end - start).days <= 400 else "M3",
        side="top",
        ticklabelmode="period",
        showgrid=True,
    )
    figure.update_yaxes(range=[height, 0], visible=False)
    return figure


def _placed(
    lanes: list[Lane], near: pd.Timedelta, more: str
) -> tuple[dict[str, list], dict[str, list], list[dict], float]:
    """Marks by state, lines by rhythm, the lanes' names, and the height in pixels."""
    marks: dict[str, list] = {}
    lines: dict[str, list] = {}
    notes: list[dict] = []
    top = 0.0
    for lane in lanes:
        notes.append(_lane_name(lane.name, top))
        rows, left_out = _stacked(lane.items, near)
        for row, item in rows:
            y = top + _LABEL_PX + (row + 0.5) * _ROW_PX
            if pd.isna(item["due"]):
                lines.setdefault(item["recurring"], []).append((y, item))
            else:
                marks.setdefault(item["state"], []).append((y, item))
        used = max((row for row, _ in rows), default=0) + 1
        if left_out:
            notes.append(_more_note(more.format(n=left_out), top + _LABEL_PX / 2))
        top += _LABEL_PX + used * _ROW_PX + _LANE_GAP_PX
    return marks, lines, notes, top


def _stacked(items: pd.DataFrame, near: pd.Timedelta) -> tuple[list[tuple[int, dict]], int]:
    """Each item with its row in the lane, none over another, and how many did not fit."""
    ends: list[pd.Timestamp] = []
    rows: list[tuple[int, dict]] = []
    left_out = 0
    for item in items.sort_values("due", kind="stable").to_dict("records"):
        point = not pd.isna(item["due"])
        begins, ends_at = (item["due"], item["due"]) if point else (item["start"], item["end"])
        row = next((n for n, end in enumerate(ends) if end + near <= begins), len(ends))
        if row >= MAX_ROWS:
            left_out += 1
            continue
        ends[row : row + 1] = [ends_at]
        rows.append((row, item))
    return rows, left_out


def _mark_trace(
    placed: list[tuple[float, dict]], name: str, colour: str, symbol: str
) -> go.Scatter:
    return go.Scatter(
        x=[item["due"] for _, item in placed],
        y=[y for y, _ in placed],
        mode="markers",
        name=name,
        marker={"color": colour, "symbol": symbol, "size": 13},
        customdata=[[item["task_id"]] for _, item in placed],
        hovertext=[item["hover"] for _, item in placed],
        hoverinfo="text",
    )


def _line_trace(placed: list[tuple[float, dict]], name: str, symbol: str, dash: str) -> go.Scatter:
    """Lines over the plans' spans; marks on a task's own dates, or at both ends without dates."""
    x: list = []
    y: list = []
    sizes: list = []
    data: list = []
    hover: list = []
    for level, item in placed:
        points = [item["start"], *item["dates"], item["end"], None]
        end_size = 0 if item["dates"] else _TICK_SIZE
        x += points
        y += [*[level] * (len(points) - 1), None]
        sizes += [end_size, *[_TICK_SIZE] * len(item["dates"]), end_size, 0]
        data += [[item["task_id"]]] * len(points)
        hover += [item["hover"]] * len(points)
    return go.Scatter(
        x=x,
        y=y,
        mode="lines+markers",
        name=name,
        line={"color": theme.MUTED, "width": 1.5, "dash": dash},
        marker={"color": theme.SERIES[5], "symbol": symbol, "size": sizes, "line": {"width": 1.5}},
        customdata=data,
        hovertext=hover,
        hoverinfo="text",
        connectgaps=False,
    )


def _span(lanes: list[Lane]) -> tuple[pd.Timestamp, pd.Timestamp]:
    frame = pd.concat([lane.items for lane in lanes])
    days = pd.concat([pd.to_datetime(frame[name]) for name in ("start", "end", "due")]).dropna()
    return days.min(), days.max()


def _lane_name(name: str, top: float) -> dict:
    return {
        "text": f"<b>{escape(name)}</b>",
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": top + _LABEL_PX / 2,
        "yref": "y",
        "yanchor": "middle",
        "showarrow": False,
        "font": {"size": 13},
    }


def _more_note(text: str, y: float) -> dict:
    note = _lane_name(text, 0) | {"text": text, "x": 1, "xanchor": "right", "y": y}
    return note | {"font": {"size": 12}}


def _as_of_note(now: pd.Timestamp, start: pd.Timestamp, end: pd.Timestamp, text: str) -> dict:
    late = now - start > (end - start) / 2
    return {
        "text": text,
        "x": now,
        "xref": "x",
        "xanchor": "right" if late else "left",
        "xshift": -4 if late else 4,
        "y": 0,
        "yref": "paper",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 12},
    }
