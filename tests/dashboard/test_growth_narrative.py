"""Sentences of change: the link is named, nobody falls, and odd choices still read well."""

import pandas as pd
import pytest

import messages
from dashboard.narrative import growth as narrative

NAMES = {"bg": "Bình Giang 2025", "gm": "Giao Minh 2026", "nd": "Nga Điền 2024"}
COLUMNS = ["link", "from_plan_id", "to_plan_id", "shared", *narrative.CHANGES]


def pairs(*rows):
    return pd.DataFrame(list(rows), columns=COLUMNS)


SAME_PROVINCE = ("same_province", "bg", "gm", 18, 8, 4, 1, 5)
BASELINE = ("baseline", "nd", "nd", 3, 2, 0, 0, 1)


@pytest.fixture(autouse=True)
def vietnamese():
    messages.set_language("vi")


def test_the_five_plans_open_with_what_there_is_and_is_not():
    no_commune, province, own = narrative.opening(pairs(SAME_PROVINCE, BASELINE), 0, NAMES)
    assert "chưa xã, phường nào có kế hoạch của hai năm" in no_commune
    assert province == (
        "Cùng tỉnh, khác xã: Giao Minh 2026 so với Bình Giang 2025, trên 18 chỉ tiêu cùng đặt, "
        "kế hoạch sau đặt cao hơn 8, đặt thấp hơn 4, giữ nguyên 1 và đều ở mức trần 5."
    )
    assert "3 chỉ tiêu" in own and "cao hơn kết quả ở 2 và đã ở mức trần ở 1" in own


def test_nothing_to_compare_says_what_to_do():
    sentences = narrative.opening(pairs(), 0, NAMES)
    assert len(sentences) == 2
    assert "hãy bỏ bớt bộ lọc" in sentences[1]


def test_a_pair_with_only_other_definitions_is_no_pair():
    rows = pairs(("same_province", "bg", "gm", 0, 0, 0, 0, 0))
    assert "không có cặp kế hoạch nào" in narrative.opening(rows, 0, NAMES)[1]


def test_communes_with_two_plans_come_first():
    rows = pairs(("same_commune", "bg", "gm", 2, 2, 0, 0, 0), SAME_PROVINCE)
    first, own, _ = narrative.opening(rows, 3, NAMES)
    assert first.startswith("Đã có 3 xã, phường")
    assert own.startswith("Cùng một xã: Giao Minh 2026 so với Bình Giang 2025, trên 2 chỉ tiêu")


def test_more_pairs_are_counted():
    rows = pairs(SAME_PROVINCE, SAME_PROVINCE, SAME_PROVINCE)
    assert narrative.opening(rows, 0, NAMES)[1].endswith("Còn 2 cặp nữa ở bên dưới.")


def test_all_equal():
    row = dict(zip(COLUMNS, ("same_province", "bg", "gm", 5, 0, 0, 5, 0), strict=True))
    assert narrative.counts_words(row, "same_province") == "giữ nguyên 5"


@pytest.mark.parametrize("link", ["same_commune", "baseline", "same_province", "cross_province"])
@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_link_is_named_in_the_title(link, language):
    messages.set_language(language)
    row = dict(zip(COLUMNS, (link, "bg", "gm", 18, 8, 4, 1, 5), strict=True))
    title = narrative.change_title(link, row, NAMES)
    assert "Giao Minh 2026" in title and "18" in title
    if link == "cross_province":
        assert "không phải chuỗi thời gian" in title or "not a time series" in title


def test_a_change_across_provinces_never_reads_as_a_trend():
    assert "không phải chuỗi thời gian" in messages.t("growth.link.cross_province.reads")


def test_the_summary_gives_both_values_and_years():
    rows = pd.DataFrame(
        [
            ("raised", 40.0, "Phủ sóng 5G", "trên 30%", "tối thiểu 70%", "+40 điểm phần trăm"),
            ("lowered", -5.0, "Kết quả điện tử", "đạt 100%", "tối thiểu 95%", "−5 điểm phần trăm"),
        ],
        columns=["change", "delta", "label", "from_text", "to_text", "delta_text"],
    ).assign(from_year=2025, to_year=2026)
    assert narrative.change_summary(rows) == (
        "Đặt cao hơn nhiều nhất: Phủ sóng 5G, trên 30% (2025) → tối thiểu 70% (2026), "
        "hơn 40 điểm phần trăm. Đặt thấp hơn nhiều nhất: Kết quả điện tử, đạt 100% (2025) → "
        "tối thiểu 95% (2026), kém 5 điểm phần trăm."
    )
    still = rows.assign(change="unchanged", delta=0.0)
    assert narrative.change_summary(still) == "Không chỉ tiêu nào được đặt cao hơn hay thấp hơn."


def test_ties_of_the_headroom_are_named_or_counted():
    bars = pd.DataFrame({"label": ["a", "b", "c"], "closing": [100.0, 100.0, 50.0]})
    assert narrative.closing_title(bars).startswith("a và b: thu hẹp 100%")
    many = pd.DataFrame({"label": list("abc"), "closing": [100.0] * 3})
    assert narrative.closing_title(many).startswith("3 chỉ tiêu được đặt thu hẹp 100%")
    none = pd.DataFrame({"label": ["a"], "closing": [-50.0]})
    assert "Không chỉ tiêu nào" in narrative.closing_title(none)
