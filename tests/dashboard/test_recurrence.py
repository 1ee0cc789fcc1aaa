"""The rule of a recurring task is what its plan says, and its dates are those of a calendar."""

from datetime import date

import pytest

from dashboard.recurrence import LAST_DAY, MONTHLY, WEEKLY, Rule, dates, rule

YEAR = (date(2025, 7, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("recurring", "text", "expected"),
    [
        ("weekly", "trước 8h00 thứ 6 hàng tuần", Rule(WEEKLY, weekday=4, stated=True)),
        ("weekly", "Thứ Hai hằng tuần", Rule(WEEKLY, weekday=0, stated=True)),
        ("weekly", "chủ nhật hằng tuần", Rule(WEEKLY, weekday=6, stated=True)),
        ("weekly", "hằng tuần", Rule(WEEKLY, weekday=4)),
        ("weekly", None, Rule(WEEKLY, weekday=4)),
        ("weekly", "thứ 9", Rule(WEEKLY, weekday=4)),
        ("monthly", "trước ngày 15 hàng tháng", Rule(MONTHLY, month_day=15, stated=True)),
        ("monthly", "hàng tháng", Rule(MONTHLY, month_day=LAST_DAY)),
        ("monthly", "từ ngày 01/7/2025", Rule(MONTHLY, month_day=LAST_DAY)),
        ("monthly", "ngày 45", Rule(MONTHLY, month_day=LAST_DAY)),
        ("quarterly", "định kỳ hàng quý", Rule(MONTHLY, interval=3, month_day=LAST_DAY)),
        ("yearly", float("nan"), Rule(MONTHLY, interval=12, month_day=LAST_DAY)),
        ("ongoing", "thường xuyên", None),
        (None, None, None),
    ],
)
def test_rules(recurring, text, expected):
    assert rule(recurring, text) == expected


def test_a_text_in_decomposed_unicode_reads_the_same():
    import unicodedata

    text = unicodedata.normalize("NFD", "trước thứ Sáu hằng tuần")
    assert rule("weekly", text) == Rule(WEEKLY, weekday=4, stated=True)


def test_weekly_dates_are_all_fridays():
    found = dates(Rule(WEEKLY, weekday=4), *YEAR)
    assert {day.weekday() for day in found} == {4}
    assert (found[0], found[-1], len(found)) == (date(2025, 7, 4), date(2025, 12, 26), 26)


def test_monthly_and_quarterly_dates():
    assert dates(Rule(MONTHLY, month_day=15), *YEAR) == [date(2025, m, 15) for m in range(7, 13)]
    quarters = dates(Rule(MONTHLY, interval=3, month_day=LAST_DAY), *YEAR)
    assert quarters == [date(2025, 9, 30), date(2025, 12, 31)]
    assert dates(Rule(MONTHLY, interval=12, month_day=LAST_DAY), *YEAR) == [date(2025, 12, 31)]


def test_a_month_without_the_day_is_left_out():
    found = dates(Rule(MONTHLY, month_day=31), date(2026, 1, 1), date(2026, 4, 30))
    assert found == [date(2026, 1, 31), date(2026, 3, 31)]


def test_a_span_that_ends_before_it_begins_has_no_dates():
    assert dates(Rule(WEEKLY, weekday=0), date(2026, 1, 2), date(2026, 1, 1)) == []
