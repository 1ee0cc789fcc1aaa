"""The overview through the shell: its sentences carry the real figures of the five plans."""

import pytest

from tests.pages.screen import plain, words


def test_the_worst_stands_first_with_its_numbers(open_page):
    app = open_page()
    assert plain(app.title) == ["Tổng quan: điều gì cần xem trước?"]
    assert (
        plain(app.header)[0] == "12 điểm cần xem, đứng đầu là Nga Điền (nay thuộc xã Nga An) 2024"
    )
    text = words(app)
    assert "**▲ Cần xem trước** · **Thanh Miện 2025** chưa đặt 30 trên 31 chỉ tiêu cốt lõi." in text
    assert "2/129 xã, phường của Ninh Bình" in text


def test_the_rest_of_the_list_waits_behind_more(open_page):
    app = open_page()
    assert "Xem thêm 4 điểm" in [expander.label for expander in app.expander]


def test_headings_say_what_was_found(open_page):
    assert plain(open_page().header)[1:] == [
        "Chỉ tiêu cốt lõi: Giao Minh 2026 đặt 27/31, Thanh Miện 2025 đặt 1/31",
        "4 xã, phường có kế hoạch, ở Ninh Bình, Thanh Hóa và Hải Phòng; 1 kế hoạch chưa rõ xã",
        "127/129 xã, phường của Ninh Bình chưa có kế hoạch trong dữ liệu đã nạp",
        "Số liệu lấy từ 5 văn bản",
    ]


def test_a_chosen_year_counts_who_has_sent_nothing_for_it(open_page):
    app = open_page(year="2026")
    assert "128/129 xã, phường của Ninh Bình chưa có kế hoạch năm 2026" in plain(app.header)
    assert "Cả nước: 1/3.321" in words(app)


def test_a_former_commune_counts_for_the_one_it_became_part_of(open_page):
    app = open_page(year="2024", list_province="38")
    assert "165/166 xã, phường của Thanh Hóa chưa có kế hoạch năm 2024" in plain(app.header)
    assert "chấm đặt tại xã cũ" in "\n".join(plain(app.caption))


def test_a_plan_without_a_named_commune_has_no_dot_and_that_is_said(open_page):
    app = open_page(commune="nghi-xuan-area-2025")
    assert "Chưa kế hoạch nào có điểm trên bản đồ" in "\n".join(plain(app.header))
    assert "kế hoạch không ghi tên xã" in "\n".join(plain(app.caption))


def test_a_search_needs_no_accents(open_page):
    app = open_page(list_province="37")
    app.text_input(key="overview_search").input("giao binh").run()
    assert not app.exception
    assert "1 xã, phường khớp." in plain(app.markdown)
    app.text_input(key="overview_search").input("không có xã này").run()
    assert "Không có tên nào khớp" in words(app)


def test_the_documents_name_number_and_date_as_precisely_as_they_give_them(open_page):
    documents = open_page().dataframe[-1].value
    row = documents[documents["plan"] == "Giao Minh 2026"].iloc[0]
    assert (row["number"], row["issued"], row["annex"]) == (
        "77/KH-UBND",
        "26/03/2026",
        "thiếu phụ lục",
    )
    row = documents[documents["plan"] == "Bình Giang 2025"].iloc[0]
    assert (row["number"], row["issued"]) == ("bản nạp không ghi số", "tháng 09/2025")


def test_a_group_without_core_indicators_is_said_not_drawn(open_page):
    app = open_page(group="awareness")
    assert "Nhóm đang chọn không có chỉ tiêu cốt lõi" in plain(app.header)


def test_nothing_matches_says_what_to_do(open_page):
    app = open_page(province="31", year="2024")
    assert "Không có kế hoạch nào khớp" in words(app)


@pytest.mark.parametrize("measure", ["targets", "core_share", "plan_year", "findings"])
@pytest.mark.parametrize("cells", ["set", "level"])
def test_english_and_every_choice_of_the_page(open_page, measure, cells):
    app = open_page(lang="en", measure=measure, cells=cells)
    assert plain(app.title) == ["Overview: what needs attention first?"]
    assert "Thanh Miện 2025** has not set 30 of 31 core indicators." in words(app)
