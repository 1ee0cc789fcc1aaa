"""The sentences over tasks hold for any selection: none, one, no dates, all reported, ties."""

from datetime import date

import pandas as pd
import pytest

import messages
from dashboard import task_frames
from dashboard.narrative import tasks as narrative

UNITS = {"office": "Phòng Văn hóa - Xã hội", "police": "Công an xã", "centre": "Trung tâm"}
AS_OF = date(2025, 10, 1)


@pytest.fixture(autouse=True)
def vietnamese():
    messages.set_language("vi")


def task(**changes):
    row = {
        "task_id": "task.1",
        "plan_id": "p-2025",
        "plan_year": 2025,
        "section": "III.1",
        "ordinal": "1",
        "part": None,
        "label_vi": "Mở lớp tập huấn",
        "lead_unit": "office",
        "with_units": None,
        "due_text": None,
        "due": pd.NaT,
        "recurring": None,
        "status": None,
        "status_date": pd.NaT,
        "horizon_start": pd.Timestamp(2025, 7, 1),
        "horizon_end": pd.Timestamp(2025, 12, 31),
    }
    return row | changes


def frame(*rows):
    table = pd.DataFrame(list(rows), columns=list(task()))
    return task_frames.with_state(table, AS_OF)


def day(month, number=1):
    return pd.Timestamp(2025, month, number)


def test_no_task_says_what_to_do():
    assert narrative.opening(frame(), AS_OF, UNITS) == [messages.t("tasks.none")]


def test_one_task_that_has_come_due():
    sentences = narrative.opening(frame(task(due=day(9))), AS_OF, UNITS)
    assert sentences[0].startswith("1 việc trong 1 kế hoạch: 1 việc có ngày phải xong, 0 việc")
    assert sentences[1] == (
        "Tính đến 01/10/2025, trong các việc có ngày: 1 việc đã đến hạn, chưa có báo cáo kết quả."
    )
    assert "Phòng Văn hóa - Xã hội" in sentences[2]


def test_nothing_is_called_overdue_or_late():
    words = " ".join(
        text
        for lang in messages.LANGUAGES
        for key, text in messages.catalogue(lang).items()
        if key.startswith("tasks.")
    ).lower()
    for blame in ("quá hạn", "trễ", "chậm", "overdue", "late ", "delayed"):
        assert blame not in words


def test_the_day_itself_counts_as_come_due_and_the_day_before_does_not():
    tasks = frame(task(due=day(10, 1)), task(due=day(10, 2)))
    assert list(tasks["state"]) == ["due", "ahead"]


def test_a_report_counts_from_its_date_on():
    reported = task(due=day(9), status="done", status_date=pd.Timestamp(2025, 9, 30))
    later = task(due=day(9), status="done", status_date=pd.Timestamp(2025, 10, 2))
    undated = task(due=day(9), status="in_progress")
    assert list(frame(reported, later, undated)["state"]) == ["reported", "due", "reported"]
    words = narrative.state_words(frame(reported).iloc[0].to_dict())
    assert words == "Đã xong, theo báo cáo ngày 30/09/2025"


def test_no_dates_at_all():
    sentences = narrative.opening(frame(task(), task(recurring="weekly")), AS_OF, UNITS)
    assert sentences[1] == messages.t("tasks.standing.no_date")
    assert "0 việc có ngày phải xong, 1 việc định kỳ" in sentences[0]


def test_all_reported():
    tasks = frame(task(due=day(9), status="done"), task(due=day(12), status="done"))
    assert narrative.standing(tasks, AS_OF).endswith(": 2 việc đã có báo cáo.")


def test_a_task_led_by_two_counts_once_but_for_both():
    tasks = frame(task(lead_unit="office;police"), task(lead_unit="police"))
    assert narrative.how_many(tasks).startswith("2 việc")
    assert "Công an xã (2 việc)" in narrative.busiest_lead(tasks, UNITS)
    assert len(task_frames.led_by(tasks, "office")) == 1


def test_ties_name_no_single_leader_of_many():
    tasks = frame(*(task(lead_unit=unit) for unit in UNITS))
    text = narrative.busiest_lead(tasks, UNITS)
    assert text.startswith("3 đơn vị được giao chủ trì, mỗi đơn vị nhiều nhất 1 việc")


def test_one_body_alone_is_compared_with_no_one():
    text = narrative.busiest_lead(frame(task()), UNITS)
    assert text == "Đơn vị chủ trì: Phòng Văn hóa - Xã hội (1 việc)."


def test_nobody_is_named():
    tasks = frame(task(lead_unit=None))
    assert narrative.busiest_lead(tasks, UNITS) == "Chưa việc nào nêu đơn vị chủ trì."
    assert narrative.lead_words(tasks.iloc[0].to_dict(), UNITS) == "Chưa nêu đơn vị chủ trì"


@pytest.mark.parametrize(
    ("dues", "expected"),
    [
        ([], "Kế hoạch năm 2025: chưa việc nào ghi ngày phải xong"),
        ([day(12)], "Kế hoạch năm 2025: 1 việc có ngày phải xong"),
        ([day(12), day(12, 5)], "2 việc có ngày phải xong, tất cả trong tháng 12/2025"),
        ([day(8), day(12), day(12)], "3 việc có ngày phải xong, nhiều nhất vào tháng 12/2025 (2"),
        ([day(8), day(9)], "Kế hoạch năm 2025: 2 việc có ngày phải xong"),
        ([day(8), day(8), day(9), day(9)], "nhiều nhất vào tháng 8/2025 và 9/2025 (2 việc)"),
    ],
)
def test_titles_state_the_finding(dues, expected):
    tasks = frame(*(task(due=due) for due in dues), task(recurring="monthly"))
    title = narrative.year_title(2025, tasks)
    assert expected in title
    if len(dues) == 2 and dues[0] != dues[1] and dues[0].month != dues[1].month:
        assert title == expected


def test_a_hover_shows_text_as_text():
    row = frame(task(label_vi="<b>đậm</b> & việc")).iloc[0].to_dict()
    assert "&lt;b&gt;đậm&lt;/b&gt; &amp; việc" in narrative.hover(row, "Xã A 2025", UNITS)


def test_years_with_dates_come_before_those_without():
    tasks = frame(
        task(plan_year=2026), task(plan_year=2025, due=day(9)), task(plan_year=2024, due=day(8))
    )
    assert task_frames.years(tasks) == [2025, 2024, 2026]


def test_a_dated_task_that_recurs_is_not_counted_twice():
    tasks = frame(task(recurring="weekly"), task(due=day(12, 15), recurring="yearly"))
    text = narrative.year_summary(tasks, AS_OF)
    assert text.endswith("Việc lặp lại: 1 hằng tuần.")
