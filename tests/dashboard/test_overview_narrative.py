"""The overview's sentences, at the edges: one plan, nothing found, all equal, other years only."""

import math

import pandas as pd
import pytest

import messages
from dashboard.narrative import attention
from dashboard.narrative import overview as narrative

PLANS = {"a": "An 2025", "b": "Bình (nay thuộc xã Bê) 2024"}
SHORT = {"a": "An 2025", "b": "Bình 2024"}


@pytest.fixture(autouse=True)
def vietnamese():
    messages.set_language("vi")


def row(code, **values):
    """One row of the attention list."""
    empty = {
        "plan_id": "a",
        "severity": "medium",
        "weight": 12.0,
        "indicator_id": "x",
        "statement_id": "s1",
        "gap": math.nan,
        "comparator": None,
        "value": math.nan,
        "unit": "percent",
        "reference_comparator": None,
        "reference_value": math.nan,
        "reference_plan_id": None,
        "reference_year": pd.NA,
        "params": None,
        "identity_key": "101",
        "name_vi": "Phủ sóng 5G",
        "name_en": "5G coverage",
        "direction": "higher",
        "group_id": "infrastructure",
        "label_vi": "sóng 5G",
        "document": None,
    }
    return pd.Series(empty | {"code": code} | values)


GAP = {
    "gap": 10.0,
    "comparator": ">=",
    "value": 30.0,
    "reference_comparator": ">=",
    "reference_value": 40.0,
}
COMPARED = {"comparator": "=", "reference_comparator": "="}


@pytest.mark.parametrize(
    ("point", "sentence"),
    [
        (
            row("gap_peer", reference_plan_id="b", params='{"n_peers": 2}', **GAP),
            "An 2025 đặt tối thiểu 30% cho “Phủ sóng 5G”, thấp hơn 10 điểm phần trăm so với "
            "Bình (nay thuộc xã Bê) 2024 (tối thiểu 40%), trong 2 kế hoạch so sánh được.",
        ),
        (
            row("gap_official", document="QĐ 1/QĐ-TTg", reference_year=2030, **GAP),
            "An 2025 đặt tối thiểu 30% cho “Phủ sóng 5G”, thấp hơn 10 điểm phần trăm so với giá "
            "trị chính thức tối thiểu 40% (QĐ 1/QĐ-TTg, mốc năm 2030).",
        ),
        (
            row("core_not_set", unit=None, params='{"missing": 30, "total": 31}'),
            "An 2025 chưa đặt 30 trên 31 chỉ tiêu cốt lõi.",
        ),
        (
            row("contradiction", params='{"low": 60.0, "high": 100.0}'),
            "An 2025 ghi hai mức khác nhau cho “Phủ sóng 5G”: 60% và 100%.",
        ),
        (
            row("impossible", comparator=">=", value=100.0),
            "An 2025 ghi tối thiểu 100% cho “Phủ sóng 5G”; tỉ lệ này không thể vượt 100%.",
        ),
        (
            row(
                "fraction_mismatch",
                value=75.0,
                comparator="=",
                params='{"numerator": 5187.0, "denominator": 7410.0, "computed": 70.0}',
            ),
            "An 2025 ghi 75% cho “Phủ sóng 5G”; phân số đi kèm 5.187/7.410 lại cho 70%.",
        ),
    ],
)
def test_one_plain_sentence_a_point(point, sentence):
    assert attention.attention_sentence(point, PLANS) == sentence


def test_where_lower_is_better_a_gap_is_higher():
    point = row("gap_peer", reference_plan_id="b", params='{"n_peers": 1}', **GAP)
    point["direction"] = "lower"
    assert "cao hơn 10 điểm phần trăm" in attention.attention_sentence(point, PLANS)


def test_a_plan_sets_a_value_and_not_at_a_value():
    exact = row("gap_peer", reference_plan_id="b", params='{"n_peers": 2}', **GAP | COMPARED)
    assert "đặt 30% cho “Phủ sóng 5G”" in attention.attention_sentence(exact, PLANS)
    assert "(đạt 40%)" in attention.attention_sentence(exact, PLANS)


def test_a_code_without_words_of_its_own_still_reads_well():
    assert attention.attention_sentence(row("something_new"), PLANS) == (
        "An 2025 có một điểm cần xem ở “Phủ sóng 5G”."
    )
    nameless = row("something_new", name_vi=None, label_vi=None)
    assert attention.attention_sentence(nameless, PLANS).endswith("ở “cả kế hoạch”.")


def test_each_point_links_to_its_chart():
    rows = pd.DataFrame(
        [
            row("gap_official", **GAP),
            row("core_not_set", indicator_id=None, group_id=None, statement_id=None),
            row("contradiction"),
            row("lowered", reference_plan_id="b", **GAP),
        ]
    )
    found = attention.points(rows, PLANS, SHORT)
    assert [point.page for point in found] == ["gap", "gap", "quality", "growth"]
    assert found[0].changes["ref"] == "official"
    assert found[0].changes["group"] == "infrastructure"
    assert found[1].changes == {"commune": "101", "year": None}
    assert found[2].changes["statement"] == "s1"
    assert all(point.sentence.startswith(point.plan) for point in found)


def facts(*plans):
    columns = ["plan_id", "identity_key", "now_province_vi", "plan_year", "targets"]
    return pd.DataFrame(plans, columns=columns)


def register(*rows):
    columns = ["province_vi", "units", "with_plan", "special"]
    return pd.DataFrame(rows, columns=columns)


NINH_BINH = ("Ninh Bình", 129, 2, False)
ONE = ("a", "101", "Ninh Bình", 2025, 28)
TWO = ("b", "102", "Thanh Hóa", 2024, 28)


def opening(plans, found=(), known=()):
    return " ".join(narrative.opening(facts(*plans), list(found), register(*known), len(found)))


def test_one_plan_and_nothing_found():
    text = opening([ONE], known=[NINH_BINH])
    assert text == (
        "Trong các kế hoạch này không có điểm nào cần xem trước. "
        "Dựa trên 1 kế hoạch đã nạp (năm 2025), 28 chỉ tiêu bằng số. "
        "Mới có 2/129 xã, phường của Ninh Bình có kế hoạch, "
        "nên mọi so sánh chỉ nói về các kế hoạch đã nạp."
    )


def test_no_plan_says_what_to_do():
    assert "Hãy bỏ bớt bộ lọc" in opening([])


def test_two_plans_and_the_worst_two_points():
    rows = pd.DataFrame([row("core_not_set"), row("contradiction", plan_id="b"), row("impossible")])
    found = attention.points(rows, PLANS, SHORT)
    text = opening([ONE, TWO], found, [NINH_BINH, ("Hải Phòng", 114, 1, True)])
    assert text.startswith(
        "Có 3 điểm cần xem, trước hết là chỉ tiêu cốt lõi chưa đặt ở An 2025 "
        "và hai mức khác nhau cho một chỉ tiêu ở Bình 2024."
    )
    assert (
        "2 kế hoạch đã nạp của 2 xã, phường thuộc 2 tỉnh, thành phố (các năm 2024 và 2025)" in text
    )
    assert "2/129 xã, phường của Ninh Bình và 1/114 của Hải Phòng" in text


def test_plans_without_a_commune_in_the_register():
    assert "chưa gắn được với danh mục" in opening([ONE], known=[("Hà Tĩnh", 69, 0, False)])


def test_from_half_of_a_province_on_the_caution_goes():
    text = opening([ONE], known=[("Ninh Bình", 129, 65, False)])
    assert "Mới có" not in text and "65/129" in text


def test_more_provinces_than_can_be_read_aloud():
    known = [(f"Tỉnh {n}", 100, 1, False) for n in range(5)]
    assert "một phần của 2 tỉnh, thành phố khác" in opening([ONE], known=known)


@pytest.mark.parametrize(
    ("years", "title"),
    [
        ((), "127/129 xã, phường của Ninh Bình chưa có kế hoạch trong dữ liệu đã nạp"),
        ((2026, 2025), "127/129 xã, phường của Ninh Bình chưa có kế hoạch năm 2025 và 2026"),
    ],
)
def test_who_has_sent_nothing(years, title):
    assert narrative.silent_title(register(NINH_BINH).iloc[0], years) == title


def test_a_province_where_every_unit_has_a_plan():
    full = register(("Ninh Bình", 129, 129, False)).iloc[0]
    assert narrative.silent_title(full, (2025,)) == (
        "Mọi xã, phường của Ninh Bình đều có kế hoạch năm 2025."
    )


def totals(*counts):
    rows = [(plan, n, 31) for plan, n in zip(("a", "b"), counts, strict=False)]
    return pd.DataFrame(rows, columns=["plan_id", "core_set", "core_total"])


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        ((27, 1), "Cốt lõi: An 2025 đặt 27/31, Bình (nay thuộc xã Bê) 2024 đặt 1/31"),
        ((0,), "Cốt lõi: An 2025 đặt 0/31"),
        ((5, 5), "Cốt lõi: cả 2 kế hoạch đều đặt 5/31"),
    ],
)
def test_coverage_titles(counts, title):
    assert narrative.coverage_title(totals(*counts), PLANS, "Cốt lõi") == title


def test_coverage_summary_names_what_is_left_empty():
    cells = pd.DataFrame(
        {"plan_id": ["a", "b"] * 2, "group_id": ["x", "x", "y", "y"], "set_count": [0, 1, 0, 0]}
    )
    names = {"x": "Dữ liệu số", "y": "Xã hội số"}
    assert narrative.coverage_summary(cells, names) == (
        "Nhóm còn để trống nhiều nhất là Xã hội số: "
        "2 trên 2 kế hoạch chưa đặt chỉ tiêu cốt lõi nào."
    )
    full = cells.assign(set_count=1)
    assert narrative.coverage_summary(full, names).startswith("Cả 2 kế hoạch đều đặt")


def test_dates_are_as_precise_as_the_documents():
    day = pd.Series({"issued": pd.Timestamp(2026, 3, 26), "issued_precision": "day"})
    month = pd.Series({"issued": pd.Timestamp(2025, 9, 1), "issued_precision": "month"})
    none = pd.Series({"issued": pd.NaT, "issued_precision": "none"})
    assert [narrative.issued_text(case) for case in (day, month, none)] == [
        "26/03/2026",
        "tháng 09/2025",
        "không ghi",
    ]


def test_documents_without_any_date():
    rows = pd.DataFrame(
        {"issued": [pd.NaT], "issued_precision": ["none"], "annex_missing": [False]}
    )
    assert narrative.documents_summary(rows) == "1 văn bản không ghi ngày ban hành."
