"""When a recurring task falls due: the rule its plan states, and the dates that follow from it."""

from __future__ import annotations

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

import messages

WEEKLY, MONTHLY, YEARLY = "WEEKLY", "MONTHLY", "YEARLY"
LAST_DAY = -1
_FRIDAY = 4
_MAX_DATES = 400
_MONTH_DAY = re.compile(r"ngày\s+(\d{1,2})(?!\s*[/\d])")
_WEEKDAY = re.compile(r"thứ\s+(\w+)|(chủ nhật)")
_WEEKDAYS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5}


@dataclass(frozen=True)
class Rule:
    """How often, and on which day.

    weekday: 0 is Monday (weekly rules); month_day: 1 to 31, or -1 for the month's last day;
    stated: the plan names the day, it is not a default of ours.
    """

    frequency: str
    interval: int = 1
    weekday: int | None = None
    month_day: int | None = None
    stated: bool = False


def rule(recurring: object, due_text: object) -> Rule | None:
    """The rule of a task; None when it has no rhythm (ongoing work, or none).

    A plan that names no day gets the end of the period: Friday, or the last day of the month,
    quarter or year.
    """
    text = "" if messages.is_missing(due_text) else _normal(str(due_text))
    if recurring == "weekly":
        day = _weekday(text)
        return Rule(WEEKLY, weekday=_FRIDAY if day is None else day, stated=day is not None)
    intervals = {"monthly": 1, "quarterly": 3, "yearly": 12}
    if recurring not in intervals:
        return None
    found = _MONTH_DAY.search(text)
    day = int(found[1]) if found and 1 <= int(found[1]) <= 31 else None
    return Rule(
        MONTHLY,
        interval=intervals[str(recurring)],
        month_day=day or LAST_DAY,
        stated=day is not None,
    )


def dates(of: Rule, start: date, end: date) -> list[date]:
    """The dates of a rule from `start` to `end`, both included; quarters and years end with them.

    A month that lacks the day is left out, as calendars do.
    """
    return _weekly(of, start, end) if of.frequency == WEEKLY else _monthly(of, start, end)


def _weekly(of: Rule, start: date, end: date) -> list[date]:
    found = []
    day = start + timedelta(days=((of.weekday or 0) - start.weekday()) % 7)
    while day <= end and len(found) < _MAX_DATES:
        found.append(day)
        day += timedelta(weeks=of.interval)
    return found


def _monthly(of: Rule, start: date, end: date) -> list[date]:
    found = []
    year, month = start.year, start.month
    while (year, month) <= (end.year, end.month) and len(found) < _MAX_DATES:
        last = calendar.monthrange(year, month)[1]
        wanted = last if of.month_day == LAST_DAY else of.month_day or last
        if (
            month % of.interval == 0
            and wanted <= last
            and start <= date(year, month, wanted) <= end
        ):
            found.append(date(year, month, wanted))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def _weekday(text: str) -> int | None:
    found = _WEEKDAY.search(text)
    if not found:
        return None
    if found[2]:
        return 6
    word = found[1]
    if word.isdigit():
        return int(word) - 2 if 2 <= int(word) <= 7 else None
    return _WEEKDAYS.get(word)


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()
