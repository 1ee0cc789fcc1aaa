"""Sentences of one indicator: true for one plan, ties, contradictions, nothing at all."""

import pandas as pd
import pytest

import messages
from dashboard import indicator_frames as frames
from dashboard.narrative import indicator as words

NAMES = {key: f"Xã {key.upper()} 2025" for key in "abcdefgh"}
GONE = {"state": "not_set", "statement_id": None, "value": None, "comparator": None}


@pytest.fixture(autouse=True)
def vietnamese():
    messages.set_language("vi")
    yield
    messages.set_language("vi")


def plan(key, **values):
    row = {
        "plan_id": key,
        "plan_year": 2025,
        "unit": "percent",
        "name_vi": "Hồ sơ trực tuyến",
        "name_en": "Online dossiers",
        "state": "set",
        "statement_id": f"s-{key}",
        "year": 2025,
        "comparator": ">=",
        "value": 80.0,
        "comparability": "exact",
        "impossible": False,
        "note": None,
        "binding": "committed",
        "low": None,
        "high": None,
        "baseline_id": None,
        "baseline_year": None,
        "baseline_comparator": None,
        "baseline_value": None,
        "mates": 0,
    }
    return row | values


def rows(*plans, near=True):
    return words.counted(pd.DataFrame(list(plans), columns=list(plan("a"))), near)


def official(**values):
    row = {
        "official_id": "o",
        "value": 50.0,
        "unit": "percent",
        "comparator": ">",
        "document": "QĐ 411/QĐ-TTg",
        "clause": None,
        "issued": pd.Timestamp("2022-03-31"),
        "milestone_year": 2025,
        "valid_to": pd.Timestamp("2025-12-31"),
        "measure_vi": "Chữ ký số cá nhân",
        "comparability": "exact",
        "plan_year": 2025,
        "standing": "reference",
    }
    return row | values


def officials(*values):
    return pd.DataFrame(list(values), columns=list(official()))


def test_highest_and_lowest_with_their_comparators():
    found = rows(plan("a"), plan("b", value=95.0, comparator="="), plan("c", **GONE))
    assert words.values_words(found, NAMES) == (
        "2 trên 3 kế hoạch đặt chỉ tiêu này: cao nhất là Xã B 2025 (đạt 95%), "
        "thấp nhất là Xã A 2025 (tối thiểu 80%)."
    )


def test_ties_name_a_few_and_count_the_rest():
    found = rows(*(plan(key) for key in "abcde"), plan("f", value=90.0))
    text = words.values_words(found, NAMES)
    assert "Xã C 2025 (tối thiểu 80%) và 2 kế hoạch khác" in text


def test_all_equal_one_and_none():
    assert "cùng mức 80%" in words.values_words(rows(plan("a"), plan("b")), NAMES)
    assert "Xã A 2025, tối thiểu 80%" in words.values_words(rows(plan("a")), NAMES)
    text = words.values_words(rows(plan("a", **GONE)), NAMES)
    assert text == "Chưa kế hoạch nào trong 1 kế hoạch đang xem có một giá trị cho chỉ tiêu này."


def test_an_impossible_number_is_neither_highest_nor_lowest():
    found = rows(plan("a", value=120.0, impossible=True), plan("b"), plan("c", value=60.0))
    text = words.values_words(found, NAMES)
    assert "cao nhất là Xã B 2025" in text
    assert "120" not in words.chart_title(found, "Hồ sơ")
    alone = rows(plan("a", value=100.0, impossible=True))
    assert "! tối thiểu 100%" in words.values_words(alone, NAMES)
    assert words.chart_title(alone, "Hồ sơ").endswith("con số không thể có (!)")


def test_near_values_count_only_while_they_are_on():
    both = (plan("a"), plan("b", comparability="near", value=60.0))
    assert "≈ tối thiểu 60%" in words.values_words(rows(*both), NAMES)
    assert "1 trên 2 kế hoạch" in words.values_words(rows(*both, near=False), NAMES)


def test_a_contradiction_is_said_and_not_called_unset():
    clash = plan("a", state="contradiction", low=60.0, high=100.0, value=None)
    text = words.opening(rows(clash, plan("b")), officials(), NAMES)
    assert any("Xã A 2025 (mâu thuẫn trong kế hoạch: 60% và 100%)" in part for part in text)
    assert words.missing_lines(rows(clash), NAMES) == []


def test_who_has_not_set_it_and_what_stands_there_instead():
    found = rows(
        plan("a", **GONE, baseline_value=25.0, baseline_comparator="=", baseline_year=2023),
        plan("b", **GONE, mates=1),
        plan("c", **GONE),
    )
    assert words.missing_lines(found, NAMES) == [
        "Xã A 2025: có kết quả đã báo cáo 25% (2023)",
        "Xã B 2025: đặt chỉ tiêu cùng họ, ◇ khác phạm vi",
        "Xã C 2025",
    ]


def test_no_plan_of_the_filters():
    assert words.opening(rows(), officials(), NAMES)[0].startswith("Không có kế hoạch nào khớp")


def test_official_values_in_force_expired_and_absent():
    assert "Chưa có giá trị nào" in words.official_words(officials())
    history = officials(official(standing="expired", plan_year=2026))
    assert "không giá trị nào còn hiệu lực" in words.official_words(history)
    assert words.official_lines(history)[0][0] == "Đã hết hạn: trên 50%, mốc năm 2025"
    mixed = officials(official(), official(standing="expired", plan_year=2026))
    assert words.official_words(mixed).endswith("Với kế hoạch năm 2026, giá trị này đã hết hạn.")
    head, line = words.official_lines(officials(official(clause="Điều 1", valid_to=None)))[0]
    assert (head, "Điều 1" in line) == ("trên 50%, mốc năm 2025", True)
    assert "không ghi thời hạn" in line
    bare = officials(official(milestone_year=None))
    assert "không ghi mốc" in words.official_lines(bare)[0][0]


def test_rows_and_marks_of_the_chart():
    found = rows(
        plan("a"),
        plan("b", comparability="near", baseline_value=40.0, baseline_year=2023, baseline_id="r"),
        plan("c", **GONE),
    )
    table, marks = frames.rows_and_marks(found, officials(official()), NAMES)
    assert list(table["text"])[:3] == ["tối thiểu 80% (2025)", "≈ tối thiểu 80% (2025)", "chưa đặt"]
    assert list(marks["kind"]) == ["set", "near", "reported", "official"]
    assert list(marks["id"]) == ["s-a", "s-b", "r", ""]
    assert 2 not in set(marks["row"])  # not set is no mark, and never 0


def test_near_off_takes_the_mark_away_and_says_why():
    table, marks = frames.rows_and_marks(
        rows(plan("b", comparability="near"), near=False), officials(), NAMES
    )
    assert marks.empty
    assert table["text"][0] == "chỉ có mức gần giống (≈), đang tắt"


def test_many_plans_are_counted_by_year():
    many = rows(
        *(plan(key, value=value) for key, value in zip("abcd", (60, 80, 80, 90), strict=True))
    )
    counts = frames.by_year(many)
    assert list(counts["plans"]) == [1, 2, 1]
    assert counts["text"].iloc[0] == "4 kế hoạch: 60% – 90%, giữa 80%"
    assert counts["hover"].iloc[1] == "2025: 2 kế hoạch đặt 80%"
    assert frames.by_year(rows(plan("a"), plan("b")))["text"].iloc[0] == "2 kế hoạch: 80%"
