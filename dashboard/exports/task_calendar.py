"""Tasks as a calendar: an event a dated task, a repeating event a weekly to yearly one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime

import pandas as pd

import messages
from dashboard import places, recurrence, task_frames
from dashboard.exports.calendar_file import Event, calendar_bytes
from dashboard.narrative import tasks as words
from messages import t

_HOST = "ke-hoach-chuyen-doi-so-cap-xa"
_EDITION = re.compile(r"^(\d{8}T\d{6})Z")


def task_calendar(
    tasks: pd.DataFrame, *, plans: Mapping[str, str], units: Mapping[str, str], edition: str
) -> bytes:
    """The tasks that have a date or a rhythm, as an iCalendar file that names its edition."""
    return calendar_bytes(
        events(tasks, plans=plans, units=units, edition=edition),
        name=t("tasks.ics.name"),
        product=t("common.app_name"),
        stamp=_made(edition),
    )


def events(
    tasks: pd.DataFrame, *, plans: Mapping[str, str], units: Mapping[str, str], edition: str
) -> list[Event]:
    """The events, in the order of the tasks; work without a date or a rhythm has none."""
    found = (_event(row, plans, units, edition) for row in tasks.to_dict("records"))
    return [event for event in found if event]


def _event(row: Mapping, plans: Mapping, units: Mapping, edition: str) -> Event | None:
    rule, day, until = _when(row)
    if day is None:
        return None
    plan = plans.get(row["plan_id"], row["plan_id"])
    leading = task_frames.names_of(row["lead_unit"], units)
    return Event(
        uid=f"{str(row['task_id']).removeprefix('task.')}@{_HOST}",
        day=day,
        summary=t("tasks.ics.summary", label=row["label_vi"], plan=plan),
        description="\n".join(_lines(row, rule, plan, units, edition)),
        category=leading or t("tasks.lead_none"),
        rule=rule,
        until=until,
    )


def _when(row: Mapping) -> tuple[recurrence.Rule | None, date | None, date | None]:
    """The rule of a rhythm with its first and last day, or the one day of a dated task."""
    if not messages.is_missing(row["due"]):
        return None, pd.Timestamp(row["due"]).date(), None
    days = task_frames.occurrences(row)
    if not days:
        return None, None, None
    rule = recurrence.rule(row["recurring"], row["due_text"])
    return rule, days[0], pd.Timestamp(row["horizon_end"]).date()


def _lines(row: Mapping, rule: recurrence.Rule | None, plan: str, units: Mapping, edition: str):
    yield t("tasks.hover.lead", names=words.lead_words(row, units))
    together = task_frames.names_of(row["with_units"], units)
    if together:
        yield t("tasks.ics.with", names=together)
    yield t("tasks.hover.due", text=words.due_words(row))
    if rule and not rule.stated:
        yield t("tasks.ics.day_not_stated")
    place = places.place(row["section"], row["ordinal"], row["part"])
    yield t("tasks.ics.place", plan=plan, place=place)
    yield t("tasks.ics.edition", edition=edition)


def _made(edition: str) -> datetime:
    """When the edition was made, which its id begins with; the epoch for an id that does not."""
    found = _EDITION.match(edition)
    if not found:
        return datetime(1970, 1, 1, tzinfo=UTC)
    return datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
