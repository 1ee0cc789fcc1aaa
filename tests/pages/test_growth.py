"""Thay đổi qua các năm through the shell: links are named, and what is missing is said."""

import pandas as pd
import pytest

import messages
from dashboard import growth_view
from tests.pages.screen import plain


def words(app):
    kinds = (app.markdown, app.header, app.caption, app.info)
    return "\n".join(text for kind in kinds for text in plain(kind))


def test_says_that_no_commune_has_two_plans_and_shows_what_there_is(open_page):
    app = open_page()
    assert plain(app.title) == ["Thay đổi qua các năm"]
    assert "chưa xã, phường nào có kế hoạch của hai năm" in words(app)
    assert plain(app.header)[0] == (
        "Giao Minh 2026 so với Bình Giang 2025, cùng tỉnh: trên 18 chỉ tiêu chung, "
        "đặt cao hơn 8, đặt thấp hơn 4, giữ nguyên 1 và đều ở mức trần 5"
    )


def test_the_table_holds_5g_with_comparators_years_and_headroom(open_page):
    table = open_page().dataframe[0].value
    row = table[table["name"] == "Dân số được phủ sóng 5G"].iloc[0]
    assert (row["from_text"], row["to_text"]) == ("trên 30%", "tối thiểu 70%")
    assert (row["from_year"], row["to_year"]) == ("2025", "2026")
    assert (row["change_text"], row["delta_text"]) == ("đặt cao hơn", "+40 điểm phần trăm")
    assert row["closing_text"] == "57%"
    assert row["comparability_text"] == "trùng định nghĩa"


def test_results_reported_by_one_plan(open_page):
    app = open_page(link="baseline")
    text = words(app)
    assert "Điểm xuất phát → chỉ tiêu" in text
    assert "khác phạm vi" not in text  # no empty section
    assert "trên 3 chỉ tiêu có kết quả đã báo cáo, mức đặt ra cao hơn kết quả ở 2" in text


def test_same_commune_says_what_would_bring_it(open_page):
    assert "so sánh sẽ hiện ở đây" in words(open_page(link="same_commune"))


def test_across_provinces_is_only_on_request_and_no_time_series(open_page):
    assert "khác tỉnh, không phải chuỗi thời gian" not in words(open_page())
    text = words(open_page(link="cross_province"))
    assert "khác tỉnh, không phải chuỗi thời gian: trên 11 chỉ tiêu chung" in text


def test_near_pairs_off_counts_anew(open_page):
    assert "trên 11 chỉ tiêu chung, đặt cao hơn 6" in words(open_page(near="0"))


def test_other_definitions_stand_side_by_side(open_page):
    assert "cùng họ nhưng đếm phạm vi khác: đặt cạnh nhau, không trừ" in words(open_page())


@pytest.mark.parametrize("view", ["slope", "dumbbell"])
@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("link", ["baseline", "same_province", "cross_province"])
def test_every_view_draws(open_page, view, lang, link):
    app = open_page(view=view, lang=lang, link=link)
    assert app.title and len(app.header) >= 1


def test_a_commune_without_a_pair_says_what_to_do(open_page):
    assert "hãy bỏ bớt bộ lọc" in words(open_page(commune="11239"))


def test_a_group_that_nothing_is_shared_in(open_page):
    assert "không có cặp kế hoạch nào so được" in words(open_page(group="awareness"))


def test_what_stands_at_the_ceiling_is_said_of_both_plans():
    messages.set_language("vi")
    drawn = pd.DataFrame({"change": ["raised", "at_ceiling"]})
    names = growth_view.panel_names(drawn, "same_province")
    assert names["raised"] == "Kế hoạch sau đặt cao hơn (1)"
    assert names["at_ceiling"] == "Cả hai kế hoạch đều ở mức trần (1)"
    assert growth_view.panel_names(drawn, "baseline")["at_ceiling"].startswith("Mức đặt ra")
