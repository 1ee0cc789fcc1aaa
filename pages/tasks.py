"""Nhiệm vụ: who does what by when, what has come due without a report, and a calendar of it."""

from __future__ import annotations

import streamlit as st

from dashboard import components, controls, kept, names, task_controls, task_frames, task_views
from dashboard.narrative import tasks as narrative
from dashboard.queries import tasks as queries
from dashboard.text import plain
from messages import fmt_date, t, tn

MAX_YEARS = 4  # timelines drawn, latest first, those with a date before those without


def show() -> None:
    selection = controls.current()
    components.page_title(t("tasks.title"), t("tasks.lead"))
    tasks = queries.tasks(selection.edition, controls.plan_ids(selection))
    units = queries.unit_names(selection.edition)
    as_of, unit = task_controls.draw(tasks, units)
    if unit:
        tasks = task_frames.led_by(tasks, unit)
    tasks = kept.once("tasks", lambda: task_frames.with_state(tasks, as_of))
    opening = kept.once("opening", lambda: narrative.opening(tasks, as_of, units))
    st.markdown(plain(" ".join(opening)))
    if selection.groups:
        st.caption(t("tasks.no_groups"))
    if tasks.empty:
        return
    plans = names.plan_names(selection.edition, short=True)
    task_views.calendar_button(tasks, plans, units, selection.edition)
    view = task_views.View(units=units, plans=plans, as_of=as_of, unit=unit)
    for year in task_frames.years(tasks)[:MAX_YEARS]:
        task_views.year_timeline(year, tasks[tasks["plan_year"] == year], view)
    show_due(tasks, view)
    show_rest("recurring", tasks[tasks["timing"] == task_frames.RECURRING], view)
    show_rest("undated", tasks[tasks["timing"] == task_frames.UNDATED], view)


def show_due(tasks, view: task_views.View) -> None:
    due = tasks[tasks["state"] == task_frames.DUE]
    date = fmt_date(view.as_of)
    st.header(tn("tasks.due.title", len(due), date=date), anchor=False)
    if due.empty:
        st.markdown(t("tasks.due.none", date=date))
        return
    st.markdown(t("tasks.due.note"))
    task_views.table("due", due, view)


def show_rest(key: str, tasks, view: task_views.View) -> None:
    st.header(tn(f"tasks.{key}.title", len(tasks)), anchor=False)
    if tasks.empty:
        st.markdown(t(f"tasks.{key}.none"))
        return
    st.caption(t("tasks.undated.note"))
    ordered = kept.once(f"ordered_{key}", lambda: task_frames.in_paper_order(tasks))
    task_views.table(key, ordered, view)


show()
