"""The page "Chất lượng kế hoạch" through the shell, with the five plans."""

from tests.pages.screen import plain


def text_of(app):
    return "\n".join(plain(app.markdown))


def tables(app):
    return [getattr(frame.value, "data", frame.value) for frame in app.dataframe]


def test_the_page_opens_with_true_sentences(open_page):
    app = open_page()
    assert plain(app.title) == ["Chất lượng kế hoạch: văn bản viết đã đủ và rõ chưa"]
    text = text_of(app)
    assert (
        "Trong 5 kế hoạch có 45 điểm cần xem lại: 1 cần sửa trước, 16 nên sửa và 28 lưu ý." in text
    )
    assert "mỗi điều có 1/41 con số của 2 kế hoạch đánh giá được" in text
    assert (
        "Không đánh giá được thời hạn và đơn vị chủ trì của Giao Minh 2026 và Bình Giang 2025"
        in text
        or "Không đánh giá được thời hạn và đơn vị chủ trì của Bình Giang 2025 và Giao Minh 2026"
        in text
    )
    assert "Không đánh giá Thanh Miện 2025: kế hoạch có dưới năm con số." in text


def test_five_shares_with_counts_or_why_there_is_none(open_page):
    shares = next(table for table in tables(open_page()) if "timed" in table)
    by_plan = shares.set_index("plan")
    assert list(by_plan.columns) == ["measurable", "defined", "timed", "owned", "possible"]
    assert by_plan.loc["Nga Điền 2024", "timed"] == "3% (1/31)"
    assert by_plan.loc["Giao Minh 2026", "owned"] == "Không đánh giá được: thiếu phụ lục"
    assert by_plan.loc["Thanh Miện 2025", "possible"] == "Không đánh giá: dưới 5 con số"


def test_the_worst_finding_stands_first_with_place_and_what_to_do(open_page):
    table = next(table for table in tables(open_page()) if "source" in table)
    first = table.iloc[0]
    assert first["severity"] == "1. Cần sửa trước"
    assert first["plan"] == "Nga Điền 2024"
    assert first["place"] == "mục III.8.1, ý 2a"
    assert first["finding"] == "Hai mức khác nhau cho cùng một chỉ tiêu: 60% và 100%"
    assert "Chọn một mức" in first["todo"]


def test_a_drafter_gets_a_list_in_the_order_of_the_document(open_page):
    app = open_page(plan="nga-dien-2024")
    sections = plain(app.subheader)
    assert sections[:4] == ["Phần 1, mục II.3", "Mục II.1", "Mục II.2.1", "Mục II.2.2"]
    assert sections.index("Mục III.8.1") < sections.index("Mục III(2)")
    text = text_of(app)
    assert "Ý 4: Phân số không ra tỷ lệ đã ghi: 5.187/7.410 bằng 70%, văn bản ghi 75%." in text
    assert "Thêm con số, hoặc chuyển ý này sang phần nhiệm vụ: 5 chỗ, ở ý 2, 3, 5, 6, 7." in text


def test_the_numbers_behind_a_share(open_page):
    app = open_page(plan="nga-dien-2024", check="possible")
    assert "Con số có thể đạt: đạt 43/46 con số." in text_of(app)
    behind = tables(app)[-1]
    assert list(behind["passed"]).count("Chưa") == 3
    assert set(behind["passed"][:3]) == {"Chưa"}


def test_a_plan_whose_annex_is_missing_is_asked_for_the_annex(open_page):
    text = text_of(open_page(plan="giao-minh-2026"))
    assert "Bổ sung phụ lục vào kế hoạch" in text
    assert "Ghi ngày phải đạt" not in text


def test_one_plan_alone(open_page):
    text = text_of(open_page(commune="11239"))
    assert "Chưa kế hoạch nào trong lựa chọn này có đủ năm con số để đánh giá." in text


def test_nothing_left_says_what_to_do(open_page):
    app = open_page(commune="14161", year="2024")
    assert "Không có kế hoạch nào khớp với lựa chọn" in text_of(app)


def test_in_english_notes_are_marked_as_vietnamese(open_page):
    app = open_page(lang="en")
    assert plain(app.title) == ["Plan quality: is the text complete and clear"]
    table = next(table for table in tables(app) if "source" in table)
    assert any("a reader's note, in Vietnamese" in text for text in table["finding"])
    assert "Two different values for one indicator: 60% and 100%" in set(table["finding"])
