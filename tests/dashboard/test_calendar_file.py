"""Calendar files follow RFC 5545: a reader of our own, written from the standard, gets all back."""

from datetime import UTC, date, datetime

import pytest

import messages
from dashboard.exports.calendar_file import Event, calendar_bytes
from dashboard.exports.task_calendar import events, task_calendar
from dashboard.queries import tasks as queries
from dashboard.recurrence import MONTHLY, WEEKLY, Rule

STAMP = datetime(2026, 3, 26, 8, 0, tzinfo=UTC)
PLANS = ("nga-dien-2024", "binh-giang-2025", "nghi-xuan-area-2025", "thanh-mien-2025")


@pytest.fixture(autouse=True)
def vietnamese():
    messages.set_language("vi")


def read(data: bytes) -> list[dict[str, str]]:
    """Events of a calendar as property -> value: unfolds, unescapes, holds the file to the RFC."""
    assert b"\r\n" in data and b"\n" not in data.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    lines = data.decode("utf-8").replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    assert "VERSION:2.0" in lines and any(line.startswith("PRODID:") for line in lines)
    found: list[dict[str, str]] = []
    for line in lines[1:-2]:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line != "END:VEVENT":
            assert name not in found[-1]
            found[-1][name] = unescape(value)
    return found


def unescape(value: str) -> str:
    text, rest = "", iter(value)
    for character in rest:
        if character == "\\":
            follows = next(rest)
            text += "\n" if follows in "nN" else follows
        else:
            text += character
    return text


def one(**changes) -> dict[str, str]:
    event = Event(**({"uid": "a@b", "day": date(2025, 12, 31), "summary": "Việc"} | changes))
    return read(calendar_bytes([event], name="Lịch", product="Thử", stamp=STAMP))[0]


def test_a_dated_event_lasts_the_day_and_blocks_no_time():
    event = one()
    assert event["DTSTART;VALUE=DATE"] == "20251231"
    assert event["DTEND;VALUE=DATE"] == "20260101"
    assert event["DTSTAMP"] == "20260326T080000Z"
    assert event["TRANSP"] == "TRANSPARENT"
    assert "RRULE" not in event


@pytest.mark.parametrize(
    "text",
    [
        "Số hóa hồ sơ; dùng lại dữ liệu, kết quả \\ giấy tờ\ndòng hai",
        "Đẩy mạnh chuyển đổi số trên địa bàn xã, bảo đảm an toàn thông tin mạng " * 5,
        "ế" * 200,
        "",
        "BEGIN:VEVENT",
    ],
)
def test_any_text_comes_back_whole(text):
    event = one(summary=text, description=text)
    assert event["SUMMARY"] == text
    assert event.get("DESCRIPTION", "") == text


def test_a_line_break_in_a_text_cannot_begin_a_property():
    assert "X-EVIL" not in one(summary="a\r\nX-EVIL:1")


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule(WEEKLY, weekday=4), "FREQ=WEEKLY;BYDAY=FR;UNTIL=20261231"),
        (Rule(MONTHLY, month_day=15), "FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20261231"),
        (Rule(MONTHLY, interval=3), "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;UNTIL=20261231"),
    ],
)
def test_rules(rule, expected):
    assert one(rule=rule, until=date(2026, 12, 31))["RRULE"] == expected


def test_rules_mean_the_dates_that_the_page_shows(store, current):
    """python-dateutil, which knows RFC 5545, expands each rule to our own dates."""
    from dateutil.rrule import rrulestr

    from dashboard import task_frames

    frame = queries.tasks(current, PLANS)
    read_back = {event["UID"].split("@")[0]: event for event in shipped(current)}
    checked = 0
    for row in frame.to_dict("records"):
        event = read_back.get(row["task_id"].removeprefix("task."))
        if event is None or "RRULE" not in event:
            continue
        begins = datetime.strptime(event["DTSTART;VALUE=DATE"], "%Y%m%d")
        expanded = [day.date() for day in rrulestr(event["RRULE"], dtstart=begins)]
        assert expanded == task_frames.occurrences(row)
        checked += 1
    assert checked == 5


@pytest.fixture
def current(store):
    from dashboard import data

    return data.current_edition()


def shipped(current):
    frame = queries.tasks(current, PLANS)
    units = queries.unit_names(current)
    return read(task_calendar(frame, plans={}, units=units, edition=current))


def test_every_dated_or_rhythmic_task_of_the_plans_is_in_the_calendar(current):
    found = shipped(current)
    assert len(found) == 25  # 20 with a date; 2 weekly, 2 monthly, 1 quarterly; ongoing work not
    assert len({event["UID"] for event in found}) == 25
    assert sum("RRULE" in event for event in found) == 5
    friday = next(event for event in found if "thứ 6" in event["DESCRIPTION"])
    assert friday["RRULE"] == "FREQ=WEEKLY;BYDAY=FR;UNTIL=20251231"
    assert friday["DTSTART;VALUE=DATE"] == "20250704"
    deadline = next(event for event in found if event["DTSTART;VALUE=DATE"] == "20250930")
    assert "Vận hành IOC" in deadline["SUMMARY"]
    assert deadline["CATEGORIES"] == "Văn phòng HĐND và UBND xã"
    assert "mục II.2.2, ý b" in deadline["DESCRIPTION"]


def test_ids_and_bytes_are_the_same_again_and_ids_in_either_language(current):
    frame = queries.tasks(current, PLANS)
    first = task_calendar(frame, plans={}, units={}, edition=current)
    assert first == task_calendar(frame, plans={}, units={}, edition=current)
    ids = [event["UID"] for event in read(first)]
    messages.set_language("en")
    english = read(task_calendar(frame[::-1], plans={}, units={}, edition=current))
    messages.set_language("vi")
    assert sorted(event["UID"] for event in english) == sorted(ids)
    assert "Lead: " in english[0]["DESCRIPTION"]


def test_no_task_makes_an_empty_calendar(current):
    empty = queries.tasks(current, ())
    assert events(empty, plans={}, units={}, edition=current) == []
    assert read(task_calendar(empty, plans={}, units={}, edition="x")) == []
