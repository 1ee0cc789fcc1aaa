"""Mức phấn đấu through the shell: the five plans' own figures, and what is not said of them."""

import pytest

from tests.pages.screen import plain


def words(app):
    kinds = (app.markdown, app.header, app.subheader, app.caption, app.info, app.warning)
    return "\n".join(text for kind in kinds for text in plain(kind))


def test_opens_with_the_best_founded_pair(open_page):
    app = open_page()
    assert plain(app.title) == ["Mức phấn đấu"]
    text = words(app)
    assert "Giao Minh 2026 đặt cao hơn Bình Giang 2025 ở 8 trong 18 chỉ tiêu chung" in text
    assert "Chênh lệch trung bình +4,4 điểm phần trăm trên 18 chỉ tiêu" in text
    assert "4 trong 10 cặp kế hoạch có từ 5 chỉ tiêu chung trở lên; 6 cặp quá ít" in text


def test_not_rated_is_said_with_its_reason(open_page):
    text = words(open_page())
    assert "Thanh Miện 2025: phần mục tiêu không có chỉ tiêu nào bằng số" in text
    assert "có 8 chỉ tiêu bằng số thuộc 2 nhóm; cần từ 10 chỉ tiêu thuộc từ 3 nhóm" in text


def test_no_ranks_below_five_rated_plans(open_page):
    app = open_page()
    assert "Chưa đủ kế hoạch để xếp hạng (mới có 3)." in plain(app.info)
    assert "hạng 1 trong" not in words(app)


def test_the_example_is_labelled(open_page):
    labels = [expander.label for expander in open_page().expander]
    assert any(label.startswith("DỮ LIỆU VÍ DỤ, không phải kế hoạch thật") for label in labels)


def test_near_pairs_off_counts_anew(open_page):
    assert "ở 6 trong 11 chỉ tiêu chung" in words(open_page(near="0"))


def test_any_two_plans_can_be_picked(open_page):
    app = open_page(plan_a="giao-minh-2026", plan_b="nga-dien-2024")
    assert "ngang nhau trên 11 chỉ tiêu chung" in plain(app.subheader)[0]
    app = open_page(plan_a="giao-minh-2026", plan_b="thanh-mien-2025")
    assert plain(app.subheader)[0].endswith("1 chỉ tiêu chung: quá ít để kết luận")


def test_weights_of_the_address_are_used(open_page):
    app = open_page(w_level="0", w_breadth="10", w_firmness="0", mean="arithmetic")
    assert "trung bình cộng; trọng số mức đặt 0%, độ phủ 100%, độ chắc 0%" in words(app)
    assert [slider.value for slider in app.slider] == [0, 10, 0]


def test_moving_a_weight_writes_it_into_the_address(open_page):
    app = open_page()
    app.slider(key="choice_w_level").set_value(9).run()
    assert not app.exception
    assert app.query_params["w_level"] in ("9", ["9"])
    assert "trọng số mức đặt 47%" in words(app)


@pytest.mark.parametrize("value", ["99", "-1", "abc", "²"])
def test_a_weight_that_cannot_be_is_refused_with_a_word(open_page, value):
    app = open_page(w_level=value)
    assert f"Bỏ qua phần không hiểu trong địa chỉ: Trọng số mức đặt “{value}”." in words(app)
    assert app.slider(key="choice_w_level").value == 5


def test_all_weights_zero_is_said(open_page):
    app = open_page(w_level="0", w_breadth="0", w_firmness="0")
    assert "đang tính với trọng số bằng nhau" in words(app)


def test_one_unrated_commune(open_page):
    text = words(open_page(commune="11239"))
    assert "Chỉ có một kế hoạch trong lựa chọn này" in text
    assert "Không kế hoạch nào trong lựa chọn này đủ chỉ tiêu bằng số" in text


def test_nothing_matches(open_page):
    assert "Không kế hoạch nào khớp với lựa chọn" in words(open_page(province="31", year="2024"))


def test_english(open_page):
    app = open_page(lang="en")
    assert plain(app.title) == ["Ambition"]
    assert "asks for more than Bình Giang 2025 on 8 of 18 shared indicators" in words(app)
