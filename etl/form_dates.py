"""Dates and periods as forms write them; only what is certain becomes a date."""

from __future__ import annotations

import re
from datetime import date

_DMY = r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*((?:19|20)\d\d)"
_LONG = r"(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+((?:19|20)\d\d)"
_ISO = re.compile(r"^((?:19|20)\d\d)-(\d\d)-(\d\d)(?:[T ].*)?$")
_UNTIL = re.compile(rf"(?:tính\s+)?đến\s+(?:hết\s+)?(?:ngày\s+)?(?:{_DMY}|{_LONG})", re.I)
_DAY = re.compile(rf"(?:{_DMY}|{_LONG})", re.I)
_MONTHS = re.compile(r"\b(3|6|9|12)\s+tháng(?:\s+đầu)?(?:\s+năm|\s*/)?\s*((?:19|20)\d\d)", re.I)
_QUARTER = re.compile(r"\bquý\s+(IV|I{1,3}|[1-4])(?:\s+năm|\s*[/,])?\s*((?:19|20)\d\d)", re.I)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_LAST_DAYS = {3: 31, 6: 30, 9: 30, 12: 31}
_MONTH_YEAR = re.compile(r"^(?:tháng\s*)?(\d{1,2})\s*[/\-]\s*((?:19|20)\d\d)$", re.I)
_IN_QUARTER = re.compile(r"^(?:trong\s+)?" + _QUARTER.pattern + "$", re.I)
_IN_YEAR = re.compile(r"^(?:trong\s+|cuối\s+)?năm\s+((?:19|20)\d\d)$", re.I)


def _day(year: int | str, month: int | str, day: int | str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def _of_match(found: re.Match[str]) -> str:
    day, month, year = [group for group in found.groups() if group]
    return _day(year, month, day)


def first_day_named(text: str) -> str:
    """The first full date of a text as ISO, "" where there is none that exists."""
    found = _DAY.search(text)
    return _of_match(found) if found else ""


def find_as_of(text: str) -> tuple[str, str]:
    """The date up to which a text says results run (ISO, "" if none), and the text without it.

    A half-year, a quarter or nine months end on a known day.
    """
    until = _UNTIL.search(text)
    if until and (day := _of_match(until)):
        return day, text[: until.start()] + " " + text[until.end() :]
    for pattern in (_MONTHS, _QUARTER):
        found = pattern.search(text)
        if found:
            month = int(found[1]) if pattern is _MONTHS else 3 * _quarter(found[1])
            rest = text[: found.start()] + " " + text[found.end() :]
            return _day(found[2], month, _LAST_DAYS[month]), rest
    return "", text


def _quarter(written: str) -> int:
    return _QUARTERS.get(written.lower()) or int(written)


def read_day(value: object, *, last: bool = False) -> str:
    """A cell of dates as ISO: a date, dd/mm/yyyy; with `last`, also the end of a period.

    "" where the cell does not say a day for certain.
    """
    text = str(value).strip()
    if found := _ISO.match(text):
        return _day(*found.groups())
    if found := re.fullmatch(rf"(?:(?:trước|đến)\s+)?(?:ngày\s+)?(?:{_DMY}|{_LONG})", text, re.I):
        return _of_match(found)
    return _end_of_period(text) if last else ""


def _end_of_period(text: str) -> str:
    if found := _IN_YEAR.match(text):
        return _day(found[1], 12, 31)
    if found := _IN_QUARTER.match(text):
        month = 3 * _quarter(found[1])
        return _day(found[2], month, _LAST_DAYS[month])
    if (found := _MONTH_YEAR.match(text)) and 1 <= int(found[1]) <= 12:
        month, year = int(found[1]), int(found[2])
        following = date(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1).isoformat()
    return ""
