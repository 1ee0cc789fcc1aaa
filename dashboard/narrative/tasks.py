"""The tasks page in sentences: how many tasks, how many dated, what has come due, who leads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape

import pandas as pd

import messages
from dashboard import places, task_frames
from dashboard.task_frames import AHEAD, DATED, DUE, NO_LEAD, RECURRING, REPORTED, UNDATED
from messages import fmt_date, fmt_list, fmt_number, t, tn

MAX_NAMED = 2  # bodies named on a tie
_HOVER_WIDTH = 60  # characters a line


def opening(tasks: pd.DataFrame, as_of: date, units: Mapping[str, str]) -> list[str]:
    """Two to four sentences over tasks with `timing` and `state`; one when there are none."""
    if tasks.empty:
        return [t("tasks.none")]
    sentences = [how_many(tasks), standing(tasks, as_of), busiest_lead(tasks, units)]
    return [sentence for sentence in sentences if sentence]


def how_many(tasks: pd.DataFrame) -> str:
    """How many tasks, of how many plans, with a date, recurring, without a date."""
    count = tasks["timing"].value_counts()
    return t(
        "tasks.how_many",
        tasks=tn("tasks.count", len(tasks)),
        plans=tn("tasks.plans", tasks["plan_id"].nunique()),
        dated=fmt_number(int(count.get(DATED, 0))),
        recurring=fmt_number(int(count.get(RECURRING, 0))),
        undated=fmt_number(int(count.get(UNDATED, 0))),
    )


def standing(tasks: pd.DataFrame, as_of: date) -> str:
    """How the dated tasks stand on the reader's date; empty where no task has a date."""
    dated = tasks[tasks["timing"] == DATED]
    if dated.empty:
        return t("tasks.standing.no_date")
    count = dated["state"].value_counts()
    parts = [
        tn(f"tasks.standing.{state}", int(count[state]))
        for state in (DUE, AHEAD, REPORTED)
        if count.get(state, 0)
    ]
    return t("tasks.standing", date=fmt_date(as_of), parts=fmt_list(parts))


def busiest_lead(tasks: pd.DataFrame, units: Mapping[str, str]) -> str:
    """Who leads most tasks, and for how many no leading body is named."""
    per_unit = task_frames.by_lead(tasks)["unit_id"].value_counts()
    unnamed = int(per_unit.get(NO_LEAD, 0))
    named = per_unit.drop(NO_LEAD, errors="ignore")
    if named.empty:
        return t("tasks.lead.nobody")
    most = int(named.iloc[0])
    first = sorted(units.get(unit, unit) for unit in named[named == most].index)
    key = "bodies" if len(first) > MAX_NAMED else "most" if len(named) > 1 else "only"
    text = t(
        f"tasks.lead.{key}",
        names=fmt_list(first[:MAX_NAMED]),
        tasks=tn("tasks.count", most),
        n=fmt_number(len(named)),
    )
    return f"{text} {tn('tasks.lead.unnamed', unnamed)}" if unnamed else text


def year_title(year: int, tasks: pd.DataFrame) -> str:
    """The finding over one plan year: how many dated tasks, and the month most fall due in."""
    dated = tasks[tasks["timing"] == DATED]
    if dated.empty:
        count = tn("tasks.count", int((tasks["timing"] == RECURRING).sum()))
        return t("tasks.year.no_date", year=year, recurring=count)
    months, most = task_frames.busiest_month(dated)
    text = tn("tasks.year.dated", len(dated), year=year)
    if most < 2 or len(months) > MAX_NAMED:
        return text
    named = fmt_list([f"{month.month}/{month.year}" for month in months])
    key = "tasks.year.all_in" if most == len(dated) else "tasks.year.most_in"
    return t(key, text=text, months=named, n=fmt_number(most))


def year_summary(tasks: pd.DataFrame, as_of: date) -> str:
    """One sentence for a reader who does not see the picture."""
    # a dated task that also recurs is drawn on its date, and counted there
    recurring = tasks.loc[tasks["timing"] == RECURRING, "recurring"].value_counts()
    parts = [
        t("tasks.rhythm_count", rhythm=t(f"tasks.recurring.{name}"), n=fmt_number(int(n)))
        for name, n in recurring.items()
    ]
    text = standing(tasks, as_of)
    return f"{text} {t('tasks.year.recurring', parts=fmt_list(parts))}" if parts else text


def due_words(row: Mapping) -> str:
    """When, as the plan words it, else the date; the word for a rhythm, else "no date stated"."""
    if not messages.is_missing(row["due_text"]):
        return str(row["due_text"])
    if not messages.is_missing(row["due"]):
        return fmt_date(row["due"])
    return recurring_words(row) or t("tasks.no_date")


def recurring_words(row: Mapping) -> str:
    """ "hằng tháng"; empty for a task that does not recur."""
    return "" if messages.is_missing(row["recurring"]) else t(f"tasks.recurring.{row['recurring']}")


def state_words(row: Mapping) -> str:
    """The reported status with its date, or how a dated task stands; empty where neither."""
    if row["state"] == REPORTED:
        status = t(f"tasks.status.{row['status']}")
        if messages.is_missing(row["status_date"]):
            return status
        return t("tasks.status_on", status=status, date=fmt_date(row["status_date"]))
    return "" if messages.is_missing(row["state"]) else t(f"tasks.state.{row['state']}")


def lead_words(row: Mapping, units: Mapping[str, str]) -> str:
    """The bodies that lead, or that the plan names none."""
    return task_frames.names_of(row["lead_unit"], units) or t("tasks.lead_none")


def hover(row: Mapping, plan: str, units: Mapping[str, str]) -> str:
    """What a mark says: the task, who, when, how it stands, where it is written."""
    place = places.place(row["section"], row["ordinal"], row["part"])
    lines = [
        f"<b>{_wrapped(row['label_vi'])}</b>",
        _wrapped(t("tasks.hover.lead", names=lead_words(row, units))),
        _wrapped(t("tasks.hover.due", text=due_words(row))),
        _wrapped(state_words(row)),
        _wrapped(f"{plan}, {place}"),
    ]
    return "<br>".join(line for line in lines if line)


def _wrapped(text: str) -> str:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) >= _HOVER_WIDTH:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "<br>".join(escape(piece) for piece in [*lines, line])
