"""The page "Hồ sơ xã, phường" through the shell, with the figures of the five plans."""

import pytest

from tests.pages.screen import plain, words


def test_a_unit_stands_against_its_peers(open_page):
    app = open_page(unit="14161")
    assert plain(app.title) == ["Hồ sơ xã, phường"]
    assert plain(app.header)[:2] == [
        "Xã Giao Minh, Ninh Bình",
        "Giao Minh 2026 đặt thấp hơn mức cao nhất của xã khác ở 7/26 chỉ tiêu so được",
    ]
    text = words(app)
    assert "Giao Minh 2026 đặt 27/31 chỉ tiêu cốt lõi và 22 chỉ tiêu khác." in text
    assert "thấp hơn ở 7, bằng ở 10, cao hơn ở 9" in text
    assert "Chữ ký số cá nhân: Giao Minh 2026 tối thiểu 30%, Nga Điền" in text


def test_every_target_stands_with_its_references(open_page):
    table = next(
        frame.value for frame in open_page(unit="14161").dataframe if "core" in frame.value
    )
    five_g = table[table["indicator"] == "Dân số được phủ sóng 5G"].iloc[0]
    assert five_g["value_text"] == "tối thiểu 70% (2026)"
    assert five_g["best_text"] == "Bình Giang 2025: trên 30%"
    assert five_g["gap_text"] == "cao hơn 40 điểm phần trăm"
    assert five_g["fit"] == "trùng định nghĩa"
    missing = table[table["indicator"] == "Văn bản trao đổi điện tử có ký số"].iloc[0]
    assert missing["value_text"] == "chưa đặt"


def test_what_is_not_set_is_named_by_group(open_page):
    app = open_page(unit="14161")
    assert "4 chỉ tiêu cốt lõi chưa đặt" in plain(app.subheader)
    assert "**Chính quyền số**: Văn bản ký số; Giải quyết trên hệ thống" in words(app)
    assert "Học phí không tiền mặt (◇ khác phạm vi)" in words(app)


def test_tasks_findings_and_documents_are_there(open_page):
    app = open_page(unit="11239")
    headings = plain(app.header)
    assert "21 nhiệm vụ" in headings
    assert "1 văn bản" in headings
    text = words(app)
    assert "Số: bản nạp không ghi số" in text
    assert "Ban hành: tháng 10/2025" in text
    assert "Thay thế: 16/KH-UBND ngày 11/8/2025" in text
    assert "lập từ Thị trấn Thanh Miện (một phần), Xã Tứ Cường" in text


def test_a_former_code_leads_to_the_unit_of_today(open_page):
    app = open_page(unit="16150")
    assert "Xã Nga An, Thanh Hóa" in plain(app.header)
    text = words(app)
    assert "lập từ Xã Nga An (cũ), Xã Nga Phú và Xã Nga Điền" in text
    assert "Nga Điền 2024 là kế hoạch của Xã Nga Điền, nay thuộc Xã Nga An." in text
    assert "Chưa có xã nào khác" in text
    assert "So với giá trị tỉnh giao hoặc toàn quốc còn hiệu lực" in text


def test_a_unit_without_a_name_says_that_it_is_inferred(open_page):
    app = open_page(unit="nghi-xuan-area-2025")
    assert "Xã thuộc khu vực Nghi Xuân (Hà Tĩnh, suy luận)" in plain(app.header)
    assert "Văn bản không ghi tên xã" in words(app)
    assert "suy luận từ nơi nhận" in words(app)


def test_a_unit_without_a_plan_says_so(open_page):
    app = open_page(unit="00004")
    assert "Phường Ba Đình, Hà Nội" in plain(app.header)
    assert "Chưa có kế hoạch nào của đơn vị này" in plain(app.info)[0]
    assert "lập từ Phường Trúc Bạch" in words(app)


def test_a_code_that_means_nothing_is_said_and_passed_over(open_page):
    app = open_page(unit="no-such")
    assert any("mang mã “no-such”" in text for text in plain(app.caption))
    assert "Xã Giao Minh, Ninh Bình" in plain(app.header)


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("nga dien", "Xã Nga An, Thanh Hóa"),
        ("BINH GIANG", "Xã Bình Giang, Ninh Bình"),
        ("ba dinh", "Phường Ba Đình, Hà Nội"),
    ],
)
def test_a_search_leads_to_the_first_match(open_page, typed, heading):
    app = open_page()
    app.text_input(key="search_unit").input(typed).run()
    assert not app.exception
    assert heading in plain(app.header)
    assert app.query_params["unit"]


def test_a_search_without_a_match_says_so(open_page):
    app = open_page()
    app.text_input(key="search_unit").input("khong co xa nay").run()
    assert not app.exception
    assert any("Không có tên nào khớp" in text for text in plain(app.caption))
    assert "Xã Giao Minh, Ninh Bình" in plain(app.header)


@pytest.mark.parametrize(
    "address",
    [
        {"near": "0", "scope": "province"},
        {"group": "infrastructure", "unit": "11239"},
        {"year": "2024"},
        {"province": "31", "year": "2026"},
        {"commune": "13531"},
    ],
)
def test_filters_never_break_the_page(open_page, address):
    assert plain(open_page(**address).title) == ["Hồ sơ xã, phường"]


def test_filters_choose_the_unit_where_the_address_does_not(open_page):
    assert "Xã Bình Giang, Ninh Bình" in plain(open_page(commune="13531").header)


def test_english(open_page):
    app = open_page(lang="en", unit="14161")
    assert plain(app.title) == ["Commune profile"]
    assert "Giao Minh 2026 sets 27 of 31 core indicators and 22 others." in words(app)
