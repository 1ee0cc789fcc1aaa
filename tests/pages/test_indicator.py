"""The page "Chỉ tiêu" through the shell, with the figures of the five plans."""

import pytest

from tests.pages.screen import plain, words


def test_the_indicator_that_most_plans_set_comes_first(open_page):
    app = open_page()
    assert plain(app.title) == ["Chỉ tiêu"]
    assert plain(app.header)[:2] == [
        "Hồ sơ thủ tục hành chính xử lý trực tuyến",
        "Hồ sơ trực tuyến 2024–2026: 4/5 kế hoạch đặt, từ tối thiểu 65% đến tối thiểu 90%",
    ]
    text = words(app)
    assert "cao nhất là Giao Minh 2026 (tối thiểu 90%)" in text
    assert "thấp nhất là Nga Điền (nay thuộc xã Nga An) 2024 (tối thiểu 65%)" in text
    assert "Chưa đặt: Thanh Miện 2025." in text


def test_every_statement_is_in_the_table_with_its_place(open_page):
    table = open_page(indicator="dossiers_online").dataframe[0].value
    assert len(table) == 4
    near = table[table["fit"] == "≈ gần giống"].iloc[0]
    assert near["plan"] == "Xã thuộc khu vực Nghi Xuân (Hà Tĩnh, suy luận) 2025"
    assert near["value_text"] == "tối thiểu 80%"
    assert near["reason"]
    assert all(table["place"].str.startswith("mục "))


def test_official_values_name_document_clause_milestone_and_expiry(open_page):
    text = words(open_page(indicator="personal_digital_signature"))
    assert (
        "Mốc so sánh của kế hoạch năm 2025: trên 50% theo QĐ 411/QĐ-TTg (mốc năm 2025). "
        "Với kế hoạch năm 2026, giá trị này đã hết hạn." in text
    )
    assert "**Đã hết hạn: trên 50%, mốc năm 2025**. QĐ 411/QĐ-TTg ban hành 31/03/2022" in text
    assert "điều khoản chưa ghi nhận được" in text
    assert "hiệu lực đến 31/12/2025" in text
    assert "chỉ là lịch sử với kế hoạch năm 2026" in text


def test_a_value_of_the_country_is_no_reference_for_communes(open_page):
    text = words(open_page(indicator="digital_economy_grdp"))
    assert "không giá trị nào còn hiệu lực và áp dụng cho các kế hoạch đang xem" in text
    assert "không áp dụng cho cấp xã" in text


def test_a_family_stands_side_by_side(open_page):
    app = open_page(indicator="boundary_free_province")
    assert "Cùng tên gọi, khác phạm vi: đặt cạnh nhau, không trừ cho nhau" in plain(app.header)
    assert "Giao Minh 2026: đặt chỉ tiêu cùng họ, ◇ khác phạm vi" in words(app)
    links = [link.label.replace("\\", "") for link in app.get("page_link")]
    assert "Phi địa giới: xã" in links


def test_a_contradiction_and_an_impossible_number_are_said(open_page):
    text = words(open_page(indicator="email_used_at_work"))
    assert "ghi hai giá trị khác nhau nên không lấy giá trị nào: Nga Điền" in text
    app = open_page(indicator="smartphone_adults")
    assert any("con số không thể có (!)" in text for text in plain(app.header))


def test_definition_and_wordings_are_there(open_page):
    text = words(open_page(indicator="dossiers_online"))
    assert "Mẫu số: hồ sơ thủ tục hành chính" in text
    assert "Hồ sơ TTHC xử lý hoàn toàn trực tuyến (≈ gần giống)" in text


@pytest.mark.parametrize(
    ("typed", "indicator"),
    [
        ("tthc truc tuyen", "dossiers_online"),
        ("csdl lien thong", "databases_connected"),
        ("song 5g", "coverage_5g"),
        ("Chữ ký số cá nhân", "personal_digital_signature"),
    ],
)
def test_a_search_needs_no_accents_and_knows_abbreviations(open_page, typed, indicator):
    app = open_page(indicator="satisfaction")
    app.text_input(key="search_indicator").input(typed).run()
    assert not app.exception
    assert app.query_params["indicator"] in (indicator, [indicator])


def test_a_list_of_matches_keeps_what_was_chosen(open_page):
    app = open_page(indicator="officials_basic_digital_skills")
    app.text_input(key="search_indicator").input("cbcc").run()
    assert app.selectbox(key="choice_indicator").value == "officials_basic_digital_skills"
    assert any("mục khớp" in text for text in plain(app.caption))


def test_near_values_can_be_switched_off(open_page):
    app = open_page(indicator="dossiers_online", near="0")
    assert "3/5 kế hoạch đặt" in plain(app.header)[1]


@pytest.mark.parametrize(
    "address",
    [
        {"indicator": "no-such"},
        {"year": "2026", "province": "31"},
        {"group": "security"},
        {"group": "security", "indicator": "coverage_5g"},
        {"indicator": "camera_sites"},
        {"indicator": "full_online_groups", "lang": "en"},
        {"commune": "11239", "indicator": "dossiers_online"},
    ],
)
def test_narrow_choices_never_break_the_page(open_page, address):
    app = open_page(**address)
    assert plain(app.title)[0] in ("Chỉ tiêu", "Indicator")


def test_english(open_page):
    app = open_page(lang="en", indicator="coverage_5g")
    assert plain(app.title) == ["Indicator"]
    assert "5G coverage 2025–2026: 2 of 5 plans set it, from above 30% to at least 70%" in plain(
        app.header
    )
