"""The page "Khoảng cách" through the shell, with the figures of the five plans."""

import pytest

from tests.pages.screen import plain


def test_the_page_opens_with_true_sentences(open_page):
    app = open_page()
    assert plain(app.title) == ["Khoảng cách"]
    text = "\n".join(plain(app.markdown))
    assert "5 kế hoạch, so với mức cao nhất của xã khác" in text
    assert (
        "Chữ ký số cá nhân: Giao Minh 2026 tối thiểu 30%, Nga Điền (nay thuộc xã Nga An) 2024 "
        "tối thiểu 40%, thấp hơn 10 điểm phần trăm." in text
    )
    assert "Thanh Miện 2025 còn 30/31 chỉ tiêu cốt lõi chưa đặt" in text


def test_every_part_has_a_finding_as_its_heading(open_page):
    headings = plain(open_page().header)
    assert "Giao Minh 2026 đặt 27/31 chỉ tiêu cốt lõi, Thanh Miện 2025 đặt 1/31" in headings
    assert "Hai kế hoạch tự chọn" in headings
    assert any("họ chỉ tiêu tính trên phạm vi khác nhau" in text for text in headings)


def test_any_plan_can_be_the_reference(open_page):
    app = open_page(ref="plan", ref_plan="giao-minh-2026")
    text = "\n".join(plain(app.markdown))
    assert "4 kế hoạch, so với kế hoạch Giao Minh 2026" in text
    assert "Phủ sóng 5G: Bình Giang 2025 trên 30%, Giao Minh 2026 tối thiểu 70%" in text


def test_no_plan_chosen_yet_says_what_to_do(open_page):
    app = open_page(ref="plan")
    assert [note.value for note in app.info] == [
        "Hãy chọn kế hoạch đem so ở thanh lọc bên trái. Dưới đây là các con số đặt cạnh nhau."
    ]


def test_any_two_plans_stand_head_to_head(open_page):
    assert any(
        "Trên 18 chỉ tiêu chung, Giao Minh 2026 đặt cao hơn ở 8, bằng ở 6, thấp hơn ở 4" in text
        for text in plain(open_page().subheader)
    )
    app = open_page(plan_first="thanh-mien-2025", plan_second="nga-dien-2024")
    assert any("không có chỉ tiêu nào chung" in text for text in plain(app.subheader))
    same = open_page(plan_first="thanh-mien-2025", plan_second="thanh-mien-2025")
    assert "Hãy chọn hai kế hoạch khác nhau." in [note.value for note in same.info]


def test_all_indicators_are_a_switch_away_and_in_the_address(open_page):
    app = open_page()
    cells = len(app.dataframe[0].value) + len(app.dataframe[1].value)
    assert cells == 31 * 5
    switch = next(toggle for toggle in app.toggle if toggle.label == "Mọi chỉ tiêu")
    switch.set_value(True).run()
    assert not app.exception
    assert app.query_params["every"] in ("1", ["1"])
    assert len(app.dataframe[0].value) + len(app.dataframe[1].value) > cells


@pytest.mark.parametrize("reference", ["median_peer", "official", "ceiling"])
@pytest.mark.parametrize("scope", ["all", "province"])
@pytest.mark.parametrize("near", ["0", "1"])
def test_every_reference_opens(open_page, reference, scope, near):
    app = open_page(ref=reference, scope=scope, near=near)
    assert plain(app.title) == ["Khoảng cách"]


@pytest.mark.parametrize(
    "address",
    [
        {"year": "2024"},
        {"year": "2026", "province": "31"},
        {"group": "leadership_institution"},
        {"group": "data", "year": "2024"},
        {"commune": "no-such"},
        {"ref": "plan", "ref_plan": "thanh-mien-2025", "year": "2026"},
        {"ref": "plan", "ref_plan": "giao-minh-2026", "year": "2026", "every": "1"},
    ],
)
def test_narrow_choices_never_break_the_page(open_page, address):
    assert plain(open_page(**address).title) == ["Khoảng cách"]


def test_nothing_shown_says_what_to_do(open_page):
    app = open_page(year="2026", province="31")
    assert "Không có kế hoạch nào khớp với lựa chọn" in "\n".join(plain(app.markdown))


def test_english(open_page):
    app = open_page(lang="en", ref="official")
    assert plain(app.title) == ["Gaps"]
    assert any("QĐ" in text for text in plain(app.markdown))
