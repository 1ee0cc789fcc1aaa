"""The sentences of the page "Khoảng cách" are true for any filter."""

import pandas as pd
import pytest

import messages
from dashboard.narrative import gap, gap_words

NAMES = {"a": "Nga Điền 2024", "b": "Bình Giang 2025", "c": "Giao Minh 2026"}
REFERENCE = "mức cao nhất"


@pytest.fixture(autouse=True)
def vietnamese():
    messages.set_language("vi")
    yield
    messages.set_language("vi")


def pair(**changes):
    """Bình Giang 2025 over 30 against Giao Minh 2026 at least 70."""
    row = {
        "short_vi": "Phủ sóng 5G",
        "short_en": "5G coverage",
        "group_name_vi": "Hạ tầng số",
        "group_name_en": "Digital infrastructure",
        "name_vi": "Dân số được phủ sóng 5G",
        "name_en": "Population covered by 5G",
        "indicator_id": "coverage_5g",
        "plan_id": "b",
        "unit": "percent",
        "comparator": ">",
        "value": 30.0,
        "year": 2025,
        "gap": 40.0,
        "reference_plan_id": "c",
        "official_id": None,
        "reference_comparator": ">=",
        "reference_value": 70.0,
        "reference_year": 2026,
        "n_peers": 1,
        "pair_comparability": "exact",
        "comparability": "exact",
        "state": "set",
        "impossible": False,
        "note": None,
        "document": None,
        "clause": None,
        "baseline_value": None,
        "mates": 0,
    }
    return {**row, **changes}


def counts(pairs=1, less=1, same=0, more=0, near=0):
    return {"pairs": pairs, "less": less, "same": same, "more": more, "near": near}


def sums(**plans):
    """`plan=set` of 31 core indicators each, fewest first."""
    frame = pd.DataFrame(
        [{"plan_id": plan, "indicators": 31, "set": n} for plan, n in plans.items()],
        columns=["plan_id", "indicators", "set"],
    )
    return frame.sort_values("set", kind="stable").reset_index(drop=True)


def opening(found=None, frame=None, of=None, **more):
    frame = pd.DataFrame([pair()]) if frame is None else frame
    return gap.opening(
        found or counts(),
        frame,
        of if of is not None else sums(a=1, b=21),
        NAMES,
        REFERENCE,
        **more,
    )


def test_the_opening_names_the_largest_gap_with_years_and_comparators():
    assert opening(counts(5, 2, 2, 1, 3)) == [
        "Khoảng cách lớn nhất giữa hai con số trùng định nghĩa: Phủ sóng 5G: Bình Giang 2025 trên "
        "30%, Giao Minh 2026 tối thiểu 70%, thấp hơn 40 điểm phần trăm.",
        "Nga Điền 2024 còn 30/31 chỉ tiêu cốt lõi chưa đặt, nhiều nhất trong các kế hoạch đang "
        "xem.",
        "2 kế hoạch, so với mức cao nhất: 5 cặp so được (3 cặp chỉ gần giống); 2 cặp đặt thấp "
        "hơn, 2 cặp bằng nhau, 1 cặp đặt cao hơn.",
    ]


def test_no_plan_says_what_to_do():
    assert opening(of=sums()) == [
        "Không có kế hoạch nào khớp với lựa chọn. Hãy bỏ bớt bộ lọc ở thanh bên."
    ]


def test_one_plan_is_not_called_the_worst_of_several():
    _, last, first = opening(of=sums(a=15))
    assert first.startswith("Một kế hoạch, so với mức cao nhất")
    assert last == "Nga Điền 2024 còn 16/31 chỉ tiêu cốt lõi chưa đặt."


def test_nothing_to_compare_is_said_and_no_gap_is_invented():
    sentences = opening(counts(0, 0), pd.DataFrame([pair()]).iloc[0:0])
    assert sentences[0].startswith("2 kế hoạch: chưa có cặp nào so được với mức cao nhất")
    assert len(sentences) == 2


@pytest.mark.parametrize("difference", [0.0, -5.0])
def test_all_equal_or_higher_says_that_nothing_is_lower(difference):
    found = counts(1, 0, int(difference == 0), int(difference < 0))
    assert opening(found, pd.DataFrame([pair(gap=difference)]))[0] == (
        "Không con số nào đặt thấp hơn mức đem so."
    )


def test_only_near_pairs_are_called_near():
    frame = pd.DataFrame([pair(pair_comparability="near")])
    assert opening(counts(near=1), frame)[0].startswith(
        "Khoảng cách lớn nhất, giữa hai con số chỉ gần giống: ≈ Phủ sóng 5G"
    )


def test_an_exact_gap_comes_before_a_larger_near_one():
    frame = pd.DataFrame([pair(gap=60.0, pair_comparability="near"), pair(gap=10.0)])
    assert "thấp hơn 10 điểm phần trăm" in opening(frame=frame)[0]


def test_all_set_all_missing_and_ties():
    assert opening(of=sums(a=31, b=31))[1] == (
        "Các kế hoạch đang xem đều đặt đủ 31 chỉ tiêu cốt lõi."
    )
    assert opening(of=sums(a=0, b=0))[1].startswith("Nga Điền 2024 và Bình Giang 2025 còn 31/31")
    assert opening(of=sums(a=0, b=0, c=0))[1] == (
        "3 kế hoạch cùng còn 31/31 chỉ tiêu cốt lõi chưa đặt."
    )


def test_a_group_without_core_indicators_says_nothing_of_them():
    empty = sums(a=0, b=0).assign(indicators=0)
    assert len(opening(of=empty)) == 2


def test_the_picked_plan_is_not_counted_among_those_held_against_it():
    assert opening(of=sums(a=1, b=2, c=3), ref_plan="c")[-1].startswith("2 kế hoạch, so với")
    assert opening(counts(0, 0), of=sums(c=3), ref_plan="c")[0].startswith("Một kế hoạch: chưa")


def test_english_says_the_same():
    messages.set_language("en")
    assert opening(counts(5, 2, 2, 1, 3))[-1] == (
        "2 plans, against mức cao nhất: 5 pairs can be compared (3 of them only similar); 2 are "
        "lower, 2 equal, 1 higher."
    )


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "Giao Minh 2026"),
        (
            {
                "reference_plan_id": None,
                "official_id": "o1",
                "document": "QĐ 411/QĐ-TTg",
                "reference_year": 2025,
            },
            "QĐ 411/QĐ-TTg (mốc năm 2025)",
        ),
        (
            {
                "reference_plan_id": None,
                "official_id": "o1",
                "document": "QĐ 411/QĐ-TTg",
                "clause": "Điều 1",
                "reference_year": 2030,
            },
            "QĐ 411/QĐ-TTg, Điều 1 (mốc năm 2030)",
        ),
        ({"reference_plan_id": None, "n_peers": 3}, "trung vị của 3 xã khác"),
        ({"reference_plan_id": None, "n_peers": None}, "mức tối đa"),
    ],
)
def test_every_reference_is_named(changes, name):
    assert gap.reference_name(pd.Series(pair(**changes), dtype=object), NAMES) == name


@pytest.mark.parametrize("name", ["best_peer", "median_peer", "official", "ceiling", "plan"])
@pytest.mark.parametrize("scope", ["all", "province"])
def test_every_reference_of_the_filter_has_words(name, scope):
    assert gap.reference_words(name, scope)
    assert gap.reference_short(name, "Giao Minh 2026")


def test_titles_of_a_grid():
    behind, same = pd.DataFrame([pair()]), pd.DataFrame([pair(gap=0.0)])
    alone = pd.DataFrame([pair(gap=None), pair(gap=None, state="not_set")])
    assert gap.part_title(behind, NAMES).startswith("Phủ sóng 5G: Bình Giang 2025 trên 30%")
    assert gap.part_title(same, NAMES) == "Không con số nào đặt thấp hơn mức đem so"
    assert gap.part_title(alone, NAMES) == ("1 ô đã có con số, 1 ô chưa đặt; chưa có cặp nào để so")
    assert "Màu" not in gap.part_summary(alone, REFERENCE)
    assert gap.part_summary(behind, REFERENCE).endswith("Màu dựa trên 1 cặp so với mức cao nhất.")


def test_titles_of_ranked_gaps_and_coverage():
    assert gap.ranked_title(pd.DataFrame([pair()]), counts(5, 2), NAMES) == (
        "2 trong 5 cặp đặt thấp hơn, nhiều nhất 40 điểm phần trăm: Phủ sóng 5G, Bình Giang 2025"
    )
    none = pd.DataFrame([pair()]).iloc[0:0]
    assert gap.ranked_title(none, counts(1, 0), NAMES) == "Không con số nào đặt thấp hơn mức đem so"
    assert gap.ranked_title(none, counts(0, 0), NAMES) == "Chưa có cặp nào để so"
    assert "đổi mục “So với”" in gap.ranked_summary(counts(0, 0), 0, REFERENCE)
    assert "nằm trong bảng" in gap.ranked_summary(counts(1, 0, 1), 0, REFERENCE)
    assert "1 khoảng cách lớn nhất" in gap.ranked_summary(counts(), 1, REFERENCE)
    assert gap.coverage_title(sums(a=1, c=27), NAMES) == (
        "Giao Minh 2026 đặt 27/31 chỉ tiêu cốt lõi, Nga Điền 2024 đặt 1/31"
    )
    assert gap.coverage_title(sums(a=1), NAMES) == "Nga Điền 2024 đặt 1/31 chỉ tiêu cốt lõi"
    assert gap.coverage_title(sums(a=9, b=9), NAMES) == (
        "Các kế hoạch đang xem đều đặt 9/31 chỉ tiêu cốt lõi"
    )


def test_fewer_than_five_shared_indicators_are_too_few_to_say():
    def rows(n, side="both"):
        return pd.DataFrame(
            {"side": [side] * n, "gap": [5.0] * n, "pair_comparability": ["exact"] * n}
        )

    assert gap.two_title(rows(4), "A", "B").startswith("Chỉ có 4 chỉ tiêu chung, còn quá ít")
    assert gap.two_title(rows(5), "A", "B").startswith("Trên 5 chỉ tiêu chung, B đặt cao hơn ở 5")
    assert gap.two_title(rows(3, "first"), "A", "B") == "A và B không có chỉ tiêu nào chung"


def test_two_plans_of_two_provinces_are_never_a_development():
    rows = pd.DataFrame({"side": ["both"], "gap": [5.0], "pair_comparability": ["near"]})
    text = gap.two_summary(rows, "A", "B", link="cross_province")
    assert text.endswith("chỉ là phép trừ, không phải diễn biến theo thời gian.")


def hover(**changes):
    return gap_words.cell_hover(pd.Series(pair(**changes), dtype=object), NAMES)


def test_a_hover_says_value_fit_and_reference_with_years():
    assert hover() == (
        "<b>Dân số được phủ sóng 5G</b><br>Bình Giang 2025: trên 30% (2025)<br>trùng định nghĩa"
        "<br>so với Giao Minh 2026: tối thiểu 70%: thấp hơn 40 điểm phần<br>trăm"
    )


def test_a_hover_of_what_is_not_set_says_what_there_is_instead():
    text = hover(
        state="not_set",
        value=None,
        gap=None,
        mates=1,
        baseline_value=75.0,
        baseline_comparator="=",
        baseline_year=2023,
    )
    assert "Bình Giang 2025: chưa đặt" in text
    assert "đã báo cáo đạt 75% cho năm 2023" in text
    assert "◇ có chỉ tiêu khác phạm vi" in text
    assert "thấp hơn" not in text


def test_the_year_is_added_where_the_name_does_not_say_it():
    row = pd.Series(pair(reference_year=2025), dtype=object)
    assert gap_words.reference_words_with_year(row, NAMES) == (
        "Giao Minh 2026: tối thiểu 70% (2025)"
    )


def test_the_standing_of_an_official_value_by_plan_year():
    rows = pd.DataFrame(
        {"plan_year": [2024, 2025, 2026], "standing": ["reference", "reference", "expired"]}
    )
    assert gap_words.standing_words(rows) == (
        "mức so sánh của kế hoạch năm 2024 và 2025; "
        "đã hết hạn, chỉ là lịch sử với kế hoạch năm 2026"
    )
