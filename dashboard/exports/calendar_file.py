"""Events as an iCalendar file (RFC 5545): UTF-8, CRLF, lines folded at 75 octets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from dashboard.recurrence import LAST_DAY, WEEKLY, Rule

_MAX_OCTETS = 75
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True)
class Event:
    """One all-day event. `uid` stays the same from one file to the next; `until` ends a `rule`."""

    uid: str
    day: date
    summary: str
    description: str = ""
    category: str = ""
    rule: Rule | None = None
    until: date | None = None


def calendar_bytes(events: Sequence[Event], *, name: str, product: str, stamp: datetime) -> bytes:
    """The file; `stamp` is when the data was made (UTC), so that equal data gives equal bytes."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(product)}//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(name)}",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for event in events:
        lines += _event_lines(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode("utf-8")


def _event_lines(event: Event, stamp: datetime) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_text(event.summary)}",
    ]
    if event.rule:
        lines.append(f"RRULE:{recurrence(event.rule, event.until)}")
    if event.description:
        lines.append(f"DESCRIPTION:{_text(event.description)}")
    if event.category:
        lines.append(f"CATEGORIES:{_text(event.category)}")
    return [*lines, "TRANSP:TRANSPARENT", "END:VEVENT"]


def recurrence(rule: Rule, until: date | None = None) -> str:
    """The value of RRULE: "FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20251231"."""
    parts = [f"FREQ={rule.frequency}"]
    if rule.interval > 1:
        parts.append(f"INTERVAL={rule.interval}")
    if rule.frequency == WEEKLY:
        parts.append(f"BYDAY={_DAYS[rule.weekday or 0]}")
    else:
        parts.append(f"BYMONTHDAY={rule.month_day or LAST_DAY}")
    if until:
        parts.append(f"UNTIL={until:%Y%m%d}")
    return ";".join(parts)


def _text(value: str) -> str:
    return value.translate(_ESCAPES)


def _folded(line: str) -> str:
    """The line cut into pieces of at most 75 octets, never inside a character."""
    pieces, piece, room = [], "", _MAX_OCTETS
    for character in line:
        size = len(character.encode("utf-8"))
        if size > room:
            pieces.append(piece)
            piece, room = "", _MAX_OCTETS - 1  # the space that begins a continuation counts
        piece += character
        room -= size
    return "\r\n ".join([*pieces, piece])
