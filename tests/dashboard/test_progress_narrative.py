"""Progress in words and arithmetic: the straight path, the pace, true sentences for any rows."""

from datetime import date

import pandas as pd
import pytest

import messages
from dashboard import progress_frames
from dashboard.narrative import progress as narrative

PLANS = {"p": "Xã A 2024"}


@pytest.fixture(autouse=True)
def vietnamese():
    messages.set_language("vi")
    yield
    messages.set_language("vi")


def row(**changes):
    one = {
        "plan_id": "p",
        "plan_year": 2024,
        "indicator_id": "phones",
        "group_id": "society",
        "unit": "percent",
        "direction": "higher",
        "baseline_statement_id": "b1",
        "baseline_year": 2023,
        "baseline_comparator": "=",
        "baseline_value": 75.0,
        "baseline_findings": 0,
        "target_statement_id": "t1",
        "target_year": 2024,
        "target_comparator": ">=",
        "target_value": 95.0,
        "target_findings": 0,
        "due": pd.Timestamp(2024, 12, 31),
        "horizon_start": pd.Timestamp(2024, 1, 1),
        "result_statement_id": None,
        "as_of": pd.NaT,
        "result_comparator": None,
        "result_value": float("nan"),
        "achieved": float("nan"),
        "needed": float("nan"),
        "basis": "baseline",
        "status": "no_result",
        "comparability": "exact",
        "short_vi": "Điện thoại thông minh",
        "short_en": "Smartphones",
    }
    return one | changes


def result(value, month, status, **changes):
    return row(
        result_statement_id="r1",
        result_value=value,
        result_comparator="=",
        as_of=pd.Timestamp(2024, month, 30),
        achieved=(value - 75) / 20,
        needed=0.5,
        status=status,
        **changes,
    )


def frame(*rows):
    return pd.DataFrame(list(rows), columns=list(row()))


def targets(n=28):
    return pd.DataFrame({"plan_id": ["p"], "group_id": ["society"], "targets": [n]})


def test_the_straight_path_by_hand():
    # 75 to 95 over the 366 days of 2024: 91 of them have passed on 31 March
    assert progress_frames.needed_on(row(), date(2024, 3, 31)) == pytest.approx(75 + 20 * 91 / 366)
    assert progress_frames.needed_on(row(), date(2020, 1, 1)) == 75
    assert progress_frames.needed_on(row(), date(2030, 1, 1)) == 95
    days = [day for day, _ in progress_frames.milestones(row())]
    assert days == [date(2024, 3, 31), date(2024, 6, 30), date(2024, 9, 30), date(2024, 12, 31)]
    assert progress_frames.milestones(row())[-1][1] == 95


def test_without_a_start_the_path_begins_at_zero_with_the_plan():
    ratio = row(baseline_value=float("nan"), baseline_year=None, basis="ratio")
    assert progress_frames.start(ratio) == (date(2024, 1, 1), 0.0)
    assert narrative.start_words(ratio) == "không báo cáo điểm xuất phát"


def test_a_target_due_before_its_start_has_only_its_end():
    early = row(due=pd.Timestamp(2023, 6, 30))
    assert progress_frames.milestones(early) == [(date(2023, 6, 30), 95.0)]
    assert narrative.pace_words(early) == "đã đến hạn"


def test_pace_by_hand():
    # 20 points in the 366 days from 31/12/2023
    assert progress_frames.pace(row()) == pytest.approx(20 / (366 / (365.25 / 12)))
    assert narrative.pace_words(row()) == "1,66 điểm phần trăm mỗi tháng"
    assert progress_frames.pace(result(95.0, 6, "on_track")) == 0
    assert narrative.pace_words(result(99.0, 6, "on_track")) == "giữ mức đã đạt"
    half = result(85.0, 6, "on_track")  # ten points in the 184 days after 30 June
    assert progress_frames.pace(half) == pytest.approx(10 / (184 / (365.25 / 12)))


def test_where_lower_is_better_the_way_goes_down():
    late = row(direction="lower", baseline_value=10.0, target_value=4.0, target_comparator="<=")
    assert progress_frames.distance(late) == 6
    assert progress_frames.needed_on(late, date(2024, 6, 30)) < 10
    assert progress_frames.pace(late) > 0


def test_no_targets_says_what_to_do():
    empty = pd.DataFrame(columns=["plan_id", "group_id", "targets"])
    assert narrative.opening(frame(), empty, PLANS) == [messages.t("progress.none")]


def test_targets_without_any_start():
    sentences = narrative.opening(frame(), targets(), PLANS)
    assert sentences == [
        "1 kế hoạch đặt mức cho 28 chỉ tiêu; chưa chỉ tiêu nào có điểm xuất phát hoặc kết quả."
    ]


def test_no_results_yet_is_said_and_nothing_is_judged():
    sentences = narrative.opening(frame(row()), targets(), PLANS)
    text = " ".join(sentences)
    assert "Chưa có kết quả" in text
    assert (
        "Quãng đường dài nhất là 20 điểm phần trăm: Điện thoại thông minh, Xã A 2024, từ 75% "
        "(2023) đến tối thiểu 95% (2024)." in text
    )
    for judged in ("Theo kịp", "theo kịp", "không kịp"):
        assert judged not in text
    assert narrative.title(frame(row()), PLANS) == (
        "Điện thoại thông minh: Xã A 2024 đi từ 75% (2023) đến tối thiểu 95% (2024), "
        "chưa có kết quả"
    )


def test_only_level_paths():
    level = frame(row(baseline_value=100.0, target_value=100.0))
    assert narrative.longest(level, PLANS) == ""
    assert narrative.title(level, PLANS) == "1 chỉ tiêu có điểm xuất phát, chưa có kết quả"


def test_results_are_counted_by_status():
    rows = frame(
        result(95.0, 6, "on_track"),
        result(84.0, 6, "at_risk"),
        result(76.0, 6, "off_track"),
        result(77.0, 6, "off_track"),
        row(),
    )
    text = narrative.standing(rows)
    assert text == (
        "So với đi đều đến hạn: 1 chỉ tiêu theo kịp, 1 chỉ tiêu có thể không kịp và 2 chỉ tiêu "
        "chưa theo kịp. 1 chỉ tiêu chưa có kết quả."
    )
    order = progress_frames.farthest_first(rows)["status"]
    assert list(order) == ["off_track", "off_track", "at_risk", "on_track", "no_result"]
    assert "4 chỉ tiêu có kết quả" in narrative.how_many(rows, targets())


def test_numbers_stand_with_year_date_and_marks():
    assert narrative.result_words(result(84.5, 6, "at_risk")) == "84,5% đến 30/06/2024"
    assert narrative.result_words(row()) == "chưa có kết quả"
    assert narrative.start_words(row(baseline_comparator="~")) == "khoảng 75% (2023)"
    assert narrative.indicator(row(comparability="near")) == "≈ Điện thoại thông minh"
    assert narrative.marked("75%", 1) == "! 75%"
    assert narrative.marked("75%", 0) == "75%"


def test_a_doubted_number_is_said_to_be():
    text = narrative.longest(frame(row(baseline_findings=1)), PLANS)
    assert text.endswith("Con số này có điểm cần xem lại, xem trang Chất lượng kế hoạch.")


def test_units_other_than_shares_never_make_the_longest_way():
    assert narrative.longest(frame(row(unit="person", target_value=900.0)), PLANS) == ""


def test_the_summary_tells_the_first_panels_and_counts_the_rest():
    text = narrative.summary(frame(*[row()] * 5), PLANS)
    assert text.startswith(
        "Điện thoại thông minh, Xã A 2024: từ 75% (2023) đến tối thiểu 95% (2024), chưa có kết quả"
    )
    assert text.endswith("Và 2 chỉ tiêu khác.")
    done = narrative.summary(frame(result(90.0, 6, "on_track")), PLANS)
    assert done.endswith("90% đến 30/06/2024.")


def test_in_english():
    messages.set_language("en")
    assert narrative.panel_title(row(), "A 2024") == "Smartphones · A 2024"
    assert "No results yet" in narrative.standing(frame(row()))


def test_a_way_leads_to_a_bare_number_where_the_target_is_exact():
    rows = frame(row(target_comparator="=", target_value=100.0))
    assert "từ 75% (2023) đến 100% (2024)" in narrative.summary(rows, PLANS)
    messages.set_language("en")
    assert "from 75% (2023) to 100% (2024)" in narrative.summary(rows, PLANS)
