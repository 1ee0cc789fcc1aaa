"""Tasks as the page counts and draws them: their state as of a date, one row a leading body."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

import messages
from dashboard import places, recurrence

DATED, RECURRING, UNDATED = "dated", "recurring", "undated"
REPORTED, DUE, AHEAD = "reported", "due", "ahead"
STATES = (DUE, AHEAD, REPORTED)
NO_LEAD = "none"  # tasks whose plan names no leading body


def with_state(tasks: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The tasks with `timing` (dated, recurring, undated) and `state`.

    state: `reported` when a status was reported by `as_of`; else, for dated tasks, `due` when
    the date has come by `as_of` or `ahead`; None for tasks without a date.
    """
    states = [_state(row, as_of) for row in tasks.to_dict("records")]
    timings = [timing(row) for row in tasks.to_dict("records")]
    return tasks.assign(
        timing=pd.Series(timings, index=tasks.index, dtype=object),
        state=pd.Series(states, index=tasks.index, dtype=object),
    )


def timing(row: Mapping) -> str:
    """How a task is set in time; one with a date counts as dated even where it also recurs."""
    if not messages.is_missing(row["due"]):
        return DATED
    return UNDATED if messages.is_missing(row["recurring"]) else RECURRING


def _state(row: Mapping, as_of: date) -> str | None:
    if not messages.is_missing(row["status"]):
        reported = row["status_date"]
        if messages.is_missing(reported) or pd.Timestamp(reported) <= pd.Timestamp(as_of):
            return REPORTED
    if messages.is_missing(row["due"]):
        return None
    return DUE if pd.Timestamp(row["due"]) <= pd.Timestamp(as_of) else AHEAD


def leads(row: Mapping) -> list[str]:
    """Ids of the bodies that lead a task; `none` where the plan names none."""
    return _ids(row["lead_unit"]) or [NO_LEAD]


def by_lead(tasks: pd.DataFrame) -> pd.DataFrame:
    """One row a task and leading body, with `unit_id`: a task led by two appears twice."""
    lists = [leads(row) for row in tasks.to_dict("records")]
    return tasks.assign(unit_id=pd.Series(lists, index=tasks.index, dtype=object)).explode(
        "unit_id"
    )


def led_by(tasks: pd.DataFrame, unit_id: str) -> pd.DataFrame:
    """The tasks that a body leads, alone or with others; `none`: those nobody is named for."""
    wanted = [unit_id in leads(row) for row in tasks.to_dict("records")]
    return tasks[pd.Series(wanted, index=tasks.index, dtype=bool)]


def names_of(ids: object, units: Mapping[str, str]) -> str:
    """Names of the bodies of "a;b", one after the other; empty where there are none."""
    return "; ".join(units.get(unit, unit) for unit in _ids(ids))


def busiest_month(tasks: pd.DataFrame) -> tuple[list[pd.Period], int]:
    """The months (several on a tie) in which most dated tasks fall due, and how many do."""
    months = pd.to_datetime(tasks["due"]).dropna().dt.to_period("M").value_counts()
    if months.empty:
        return [], 0
    most = int(months.iloc[0])
    return sorted(months[months == most].index), most


def years(tasks: pd.DataFrame) -> list[int]:
    """Plan years, latest first; those in which no task has a date come last."""
    dated = set(tasks["plan_year"][tasks["timing"] == DATED])
    return sorted({int(year) for year in tasks["plan_year"]}, key=lambda y: (y not in dated, -y))


def occurrences(row: Mapping) -> list[date]:
    """The dates of a recurring task within its plan's span; empty for ongoing work."""
    found = recurrence.rule(row["recurring"], row["due_text"])
    if found is None:
        return []
    start, end = pd.Timestamp(row["horizon_start"]), pd.Timestamp(row["horizon_end"])
    return recurrence.dates(found, start.date(), end.date())


def in_paper_order(tasks: pd.DataFrame) -> pd.DataFrame:
    """Sorted by plan (latest year first), then as they follow each other on paper."""
    keys = [
        (-int(row["plan_year"]), row["plan_id"])
        + places.order(row["section"], row["ordinal"], row["part"])
        for row in tasks.to_dict("records")
    ]
    return tasks.iloc[sorted(range(len(keys)), key=keys.__getitem__)]


def _ids(value: object) -> list[str]:
    return [] if messages.is_missing(value) else [part for part in str(value).split(";") if part]
