"""Where a task is written: the panel for `?statement=task.<id>`, as for a number."""

from __future__ import annotations

import pandas as pd
import streamlit as st

import messages
from dashboard import names, places, task_frames
from dashboard.narrative import tasks as words
from dashboard.queries import tasks as queries
from dashboard.text import plain
from messages import fmt_date, t

PREFIX = "task."


def is_task(wanted: str) -> bool:
    """Whether an id of the address means a task rather than a number."""
    return wanted.startswith(PREFIX)


def draw(edition: str, task_id: str) -> None:
    """Write the task's plan, place, owners, date and reported status, or that there is none."""
    row = queries.task(edition, task_id)
    if row is None:
        st.markdown(t("tasks.origin.unknown"))
        return
    st.markdown(f"**{plain(row['label_vi'])}**")
    lines = [(t(f"tasks.origin.{name}"), text) for name, text in facts(edition, row) if text]
    st.markdown("\n".join(f"- {label}: {plain(text)}" for label, text in lines))


def facts(edition: str, row: pd.Series) -> list[tuple[str, str]]:
    """What the panel says, in order: pairs of the message `tasks.origin.<name>` and the text."""
    units = queries.unit_names(edition)
    return [
        ("plan", names.plan_names(edition).get(row["plan_id"], row["plan_id"])),
        ("number", _number(row)),
        ("province", _text(row["province_vi"])),
        ("place", places.place(row["section"], row["ordinal"], row["part"])),
        ("lead", words.lead_words(row, units)),
        ("with", task_frames.names_of(row["with_units"], units)),
        ("due", _text(row["due_text"]) or t("tasks.no_date")),
        ("due_date", "" if messages.is_missing(row["due"]) else fmt_date(row["due"])),
        ("recurring", words.recurring_words(row)),
        ("status", _status(row)),
        ("edition", edition),
    ]


def _number(row: pd.Series) -> str:
    number = _text(row["number"]) or t("common.no_number")
    if messages.is_missing(row["issued"]):
        return number
    if row["issued_precision"] == "month":
        return t("origin.number_issued_month", number=number, month=f"{row['issued']:%m/%Y}")
    return t("origin.number_issued", number=number, date=fmt_date(row["issued"]))


def _status(row: pd.Series) -> str:
    if messages.is_missing(row["status"]):
        return t("tasks.origin.no_status")
    text = words.state_words(row.to_dict() | {"state": task_frames.REPORTED})
    source = _text(row["status_source"])
    return f"{text} ({source})" if source else text


def _text(value: object) -> str:
    return "" if messages.is_missing(value) else str(value)
