"""Sentences and frames of a unit's profile: true at the edges too."""

import pandas as pd
import pytest

import messages
from dashboard import unit_frames as frames
from dashboard.narrative import unit as words

NAMES = {"a": "An Bình 2026", "b": "Bắc Sơn 2025", "c": "Cao Thắng 2024"}
NOT_SET = {
    "state": "not_set",
    "statement_id": None,
    "value": None,
    "comparator": None,
    "gap": None,
    "comparability": None,
}


@pytest.fixture(autouse=True)
def vietnamese():
    messages.set_language("vi")
    yield
    messages.set_language("vi")


def cell(indicator="x", **values):
    row = {
        "indicator_id": indicator,
        "name_vi": f"Chỉ tiêu {indicator}",
        "name_en": f"Indicator {indicator}",
        "short_vi": f"Ngắn {indicator}",
        "short_en": f"Short {indicator}",
        "group_name_vi": "Hạ tầng số",
        "group_name_en": "Infrastructure",
        "unit": "percent",
        "in_core": True,
        "plan_id": "a",
        "state": "set",
        "statement_id": f"s-{indicator}",
        "year": 2026,
        "comparator": ">=",
        "value": 70.0,
        "comparability": "exact",
        "impossible": False,
        "note": None,
        "mates": 0,
        "low": None,
        "high": None,
        "reference_plan_id": "b",
        "reference_statement_id": f"r-{indicator}",
        "reference_year": 2025,
        "reference_comparator": "=",
        "reference_value": 90.0,
        "official_id": None,
        "document": None,
        "clause": None,
        "n_peers": 2,
        "gap": 20.0,
        "pair_comparability": "exact",
    }
    return row | values


def rows(*cells):
    return pd.DataFrame(list(cells), columns=list(cell()))


def test_the_largest_exact_gap_is_named_even_where_a_near_one_is_larger():
    found = rows(cell("x"), cell("y", gap=50.0, pair_comparability="near"), cell("z", gap=-5.0))
    text = words.peer_words(found, NAMES, "all")
    assert "trên 3 chỉ tiêu so được: thấp hơn ở 2, bằng ở 0, cao hơn ở 1" in text
    assert "Cách xa nhất trong các cặp trùng định nghĩa: Ngắn x: An Bình 2026 tối thiểu 70%" in text
    assert "Bắc Sơn 2025 đạt 90%, thấp hơn 20 điểm phần trăm." in text


def test_a_near_gap_is_named_only_as_such():
    text = words.peer_words(rows(cell(pair_comparability="near")), NAMES, "province")
    assert "Cách xa nhất (chỉ có cặp gần giống): ≈ Ngắn x" in text
    assert "trong cùng tỉnh" in text


def test_nothing_lower_names_nothing():
    found = rows(cell("x", gap=0.0), cell("y", gap=-5.0))
    assert "Cách xa nhất" not in words.peer_words(found, NAMES, "all")
    title = words.chart_title(found, "An Bình 2026")
    assert (
        title == "An Bình 2026 không đặt thấp hơn xã khác ở chỉ tiêu nào trong 2 chỉ tiêu so được"
    )


def test_a_gap_that_is_no_share_is_counted_but_never_the_furthest():
    assert words.furthest(rows(cell(unit="mbps", gap=300.0))) is None


def test_no_peer_at_all():
    found = rows(cell(gap=None, pair_comparability=None))
    assert words.peer_words(found, NAMES, "all").startswith("Chưa có xã nào khác")
    assert words.chart_title(found, "An Bình 2026") == "An Bình 2026 chưa có xã khác để so"
    assert frames.drawn(found).empty


def test_nothing_set():
    found = rows(cell(**NOT_SET), cell("y", **NOT_SET))
    assert words.core_words(found, "An Bình 2026") == "An Bình 2026 đặt 0/2 chỉ tiêu cốt lõi."
    assert words.missing_by_group(found) == [("Hạ tầng số", "Ngắn x; Ngắn y")]


def test_groups_without_core_indicators():
    found = rows(cell(in_core=False))
    assert "không có chỉ tiêu cốt lõi" in words.core_words(found, "A")
    assert words.missing_by_group(found) == []


def test_official_values_are_told_only_where_there_are_some():
    best = rows(cell())
    none = rows(cell(gap=None))
    assert len(words.opening({"best_peer": best, "official": none}, "A", NAMES, "all")) == 2
    told = words.opening({"best_peer": best, "official": best}, "A", NAMES, "all")
    assert told[2].startswith("So với giá trị tỉnh giao hoặc toàn quốc còn hiệu lực trên 1 chỉ")


def test_the_chart_draws_what_differs_and_equal_ones_only_if_alone():
    found = rows(cell("x", gap=0.0), cell("y", gap=5.0), cell("z", gap=-5.0))
    assert list(frames.drawn(found)["indicator_id"]) == ["y", "z"]
    assert list(frames.drawn(rows(cell("x", gap=0.0)))["indicator_id"]) == ["x"]


def test_rows_of_the_chart_carry_both_origins_and_words():
    found = rows(cell(pair_comparability="near", impossible=True))
    row = frames.for_strips(found, NAMES).iloc[0]
    assert row["name"] == "≈ Ngắn x !"
    assert (row["first_text"], row["second_text"]) == ("Bắc Sơn 2025: đạt 90%", "tối thiểu 70%")
    assert (row["first_statement_id"], row["second_statement_id"]) == ("r-x", "s-x")
    assert row["gap_text"] == "thấp hơn 20 điểm phần trăm"
    assert "● Bắc Sơn 2025: đạt 90%" in row["hover"]


def test_a_peer_with_a_long_name_gives_its_year_only():
    long = NAMES | {"b": "Xã thuộc một khu vực rất xa xôi 2025"}
    assert frames.for_strips(rows(cell()), long)["first_text"].iloc[0] == "đạt 90% (2025)"


def test_the_table_marks_what_is_not_set_and_what_matches_nothing():
    best = rows(cell(), cell("y", **NOT_SET, mates=1, pair_comparability=None))
    table = frames.targets({"best_peer": best, "median_peer": best, "official": best}, NAMES)
    assert list(table["value_text"]) == ["tối thiểu 70% (2026)", "chưa đặt"]
    assert list(table["best_text"]) == ["Bắc Sơn 2025: đạt 90%", "chưa có để so"]
    assert list(table["fit"]) == ["trùng định nghĩa", "◇ khác phạm vi"]
    other = pd.DataFrame(
        [
            {
                "statement_id": "u",
                "label_vi": "Số cổng chào",
                "population_vi": None,
                "comparator": "=",
                "value": 3.0,
                "unit": None,
                "year": 2026,
            }
        ]
    )
    last = frames.with_unaligned(table, other).iloc[-1]
    assert (last["group"], last["value_text"]) == ("chưa gắn với chỉ tiêu nào", "đạt 3 (2026)")
    assert last["best_text"] == ""


def test_lineage_names_predecessors_and_whose_plan_it_is():
    unit = pd.Series(
        {
            "name_vi": "Xã Nga An",
            "valid_from": pd.Timestamp("2025-07-01"),
            "predecessors": "Xã Nga An;16150;99999",
        }
    )
    former = pd.DataFrame([{"commune_code": "16150", "name_vi": "Xã Nga Điền"}])
    plans = pd.DataFrame([{"plan_id": "a", "commune_code": "16150"}])
    assert words.lineage(unit, former, plans, {"a": "Nga Điền 2024"}) == [
        "Xã Nga An có từ ngày 01/07/2025, lập từ Xã Nga An (cũ), Xã Nga Điền và đơn vị mã 99999.",
        "Nga Điền 2024 là kế hoạch của Xã Nga Điền, nay thuộc Xã Nga An.",
    ]
    alone = words.lineage(unit.replace({"Xã Nga An;16150;99999": None}), former.head(0), plans, {})
    assert len(alone) == 1
    assert alone[0].startswith("Xã Nga An giữ nguyên tên và địa bàn, không sáp nhập")
