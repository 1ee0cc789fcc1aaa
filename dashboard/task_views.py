"""What the tasks page is made of: a timeline a plan year, tables, the calendar's button."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
import streamlit as st

from dashboard import components, kept, language, places, task_frames
from dashboard.charts import tasks as charts
from dashboard.exports.task_calendar import task_calendar
from dashboard.narrative import tasks as narrative
from dashboard.text import plain
from messages import fmt_date, fmt_number, is_missing, t

COLUMNS = ("label", "lead", "plan", "due_words", "due", "state", "place", "recurring", "with")
_OPTIONAL = ("due", "state", "recurring", "with")  # left out of a table where no row has them
_TALL = 460  # pixels of a long table


@dataclass(frozen=True)
class View:
    """How the page looks at its tasks: labels of bodies and plans, the date, the one body."""

    units: Mapping[str, str]
    plans: Mapping[str, str]
    as_of: date
    unit: str | None = None


def year_timeline(year: int, tasks: pd.DataFrame, view: View) -> None:
    """The chart over one plan year's dated and recurring tasks; nothing where there are none."""
    placed = tasks[tasks["timing"] != task_frames.UNDATED]
    if placed.empty:
        return
    lanes = kept.once(f"lanes_{year}", lambda: lanes_of(placed, view))
    components.show_chart(
        lambda: charts.timeline(
            lanes, legend_words(view.as_of), view.as_of, t("tasks.more", n="{n}")
        ),
        key=f"timeline_{year}",
        title=kept.once(f"title_{year}", lambda: narrative.year_title(year, placed)),
        summary=kept.once(f"summary_{year}", lambda: narrative.year_summary(placed, view.as_of)),
        table=lambda: table_frame(placed, view),
        table_columns=headings(),
        origin_col="task_id",
        how_to_read=_how_to_read(len(lanes)),
        file_name=f"{t('tasks.ics.file')}-{year}",
    )


def lanes_of(tasks: pd.DataFrame, view: View) -> list[charts.Lane]:
    """A lane a leading body, those with most tasks first; tasks without one last."""
    rows = task_frames.by_lead(_drawn(tasks, view))
    if view.unit:
        rows = rows[rows["unit_id"] == view.unit]
    sizes = rows["unit_id"].value_counts()
    order = sorted(
        sizes.index, key=lambda unit: (unit == task_frames.NO_LEAD, -sizes[unit], str(unit))
    )
    labels = dict(view.units) | {task_frames.NO_LEAD: t("tasks.lead_none")}
    return [charts.Lane(labels.get(unit, unit), rows[rows["unit_id"] == unit]) for unit in order]


def table(key: str, tasks: pd.DataFrame, view: View) -> None:
    """A table of tasks, each row leading to where the task is written."""
    components.show_table(
        lambda: table_frame(tasks, view),
        headings(),
        key=f"tasks_{key}",
        origin_col="task_id",
        height=_TALL if len(tasks) > 12 else "auto",
    )


def table_frame(tasks: pd.DataFrame, view: View) -> pd.DataFrame:
    """The tasks in words, with `task_id`."""
    rows = tasks.to_dict("records")
    frame = pd.DataFrame(
        {
            "task_id": list(tasks["task_id"]),
            "label": list(tasks["label_vi"]),
            "lead": [narrative.lead_words(row, view.units) for row in rows],
            "due_words": [narrative.due_words(row) for row in rows],
            "due": _dates(tasks["due"]),
            "recurring": [narrative.recurring_words(row) for row in rows],
            "state": [narrative.state_words(row) for row in rows],
            "plan": [view.plans.get(row["plan_id"], row["plan_id"]) for row in rows],
            "place": [places.place(row["section"], row["ordinal"], row["part"]) for row in rows],
            "with": [task_frames.names_of(row["with_units"], view.units) for row in rows],
        }
    )
    empty = [name for name in _OPTIONAL if frame[name].isin([""]).all()]
    return frame.drop(columns=empty)


def _dates(due: pd.Series) -> list | np.ndarray:
    """Dates that sort by value, or words where some are missing: an empty date cell has none."""
    if due.notna().all():
        return pd.to_datetime(due).to_numpy()
    return ["" if is_missing(value) else fmt_date(value) for value in due]


def headings() -> dict[str, str]:
    """Headings of a table of tasks, in order."""
    return {name: t(f"tasks.column.{name}") for name in COLUMNS}


def calendar_button(
    tasks: pd.DataFrame, plans: Mapping[str, str], units: Mapping[str, str], edition: str
) -> None:
    """The calendar of the tasks shown, with how much is in it; a word when it would be empty."""
    dated = int((tasks["timing"] == task_frames.DATED).sum())
    repeating = tasks[tasks["timing"] == task_frames.RECURRING]["recurring"]
    recurring = int((repeating != "ongoing").sum())
    if not dated + recurring:
        st.caption(t("tasks.ics.none"))
        return
    st.download_button(
        t("tasks.ics.button"),
        data=language.keeping(
            lambda: task_calendar(tasks, plans=plans, units=units, edition=edition)
        ),
        file_name=f"{t('tasks.ics.file')}_{edition}.ics",
        mime="text/calendar",
        key="tasks_ics",
        on_click="ignore",
    )
    text = t("tasks.ics.what", dated=fmt_number(dated), recurring=fmt_number(recurring))
    st.caption(plain(text))


def _drawn(tasks: pd.DataFrame, view: View) -> pd.DataFrame:
    rows = tasks.to_dict("records")
    return pd.DataFrame(
        {
            "task_id": list(tasks["task_id"]),
            "lead_unit": list(tasks["lead_unit"]),
            "due": pd.to_datetime(tasks["due"]).to_numpy(),
            "recurring": list(tasks["recurring"]),
            "state": list(tasks["state"]),
            "start": pd.to_datetime(tasks["horizon_start"]).to_numpy(),
            "end": pd.to_datetime(tasks["horizon_end"]).to_numpy(),
            "dates": [task_frames.occurrences(row) for row in rows],
            "hover": [
                narrative.hover(row, view.plans.get(row["plan_id"], row["plan_id"]), view.units)
                for row in rows
            ],
        }
    )


def legend_words(as_of: date) -> dict[str, str]:
    states = {state: t(f"tasks.state.{state}") for state in task_frames.STATES}
    rhythms = ("weekly", "monthly", "quarterly", "yearly", "ongoing")
    words = states | {rhythm: t(f"tasks.recurring.{rhythm}").capitalize() for rhythm in rhythms}
    return words | {"as_of": t("tasks.as_of", date=fmt_date(as_of))}


def _how_to_read(lanes: int) -> str:
    text = t("tasks.year.how_to_read")
    if lanes <= charts.MAX_LANES:
        return text
    shown = t("tasks.year.shown", shown=fmt_number(charts.MAX_LANES), n=fmt_number(lanes))
    return f"{text} {shown}"
