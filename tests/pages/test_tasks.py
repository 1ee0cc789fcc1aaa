"""The page "Nhiệm vụ" through the shell, with the tasks of the five plans."""

import pytest

from tests.pages.screen import plain


def text_of(app):
    return "\n".join(plain(app.markdown))


def table(app, index):
    frame = app.dataframe[index].value
    return getattr(frame, "data", frame)


def test_the_page_opens_with_true_sentences(open_page):
    app = open_page(asof="2025-12-10")
    assert plain(app.title) == ["Nhiệm vụ: ai làm gì, khi nào xong"]
    text = text_of(app)
    assert (
        "155 việc trong 5 kế hoạch: 20 việc có ngày phải xong, 17 việc định kỳ hoặc thường "
        "xuyên, 118 việc chưa ghi ngày." in text
    )
    assert "9 việc đã đến hạn, chưa có báo cáo kết quả và 11 việc chưa đến hạn" in text
    assert "Phòng Văn hóa - Xã hội" in text


def test_each_year_states_its_finding(open_page):
    headings = plain(open_page(asof="2025-12-10").header)
    assert headings[:3] == [
        "Kế hoạch năm 2025: 16 việc có ngày phải xong, nhiều nhất vào tháng 12/2025 (12 việc)",
        "Kế hoạch năm 2024: 4 việc có ngày phải xong, nhiều nhất vào tháng 3/2024 (3 việc)",
        "Kế hoạch năm 2026: chưa việc nào ghi ngày phải xong, có 1 việc định kỳ hoặc thường xuyên",
    ]
    assert "9 việc đã đến hạn, chưa có báo cáo kết quả đến 10/12/2025" in headings
    assert "17 việc định kỳ hoặc thường xuyên" in headings
    assert "118 việc chưa ghi ngày" in headings


@pytest.mark.parametrize(
    ("asof", "due"), [("2023-01-01", 0), ("2024-12-31", 4), ("2026-01-01", 20)]
)
def test_the_date_moves_what_has_come_due(open_page, asof, due):
    headings = plain(open_page(asof=asof).header)
    assert any(text.startswith(f"{due} việc đã đến hạn") for text in headings)


def test_a_date_that_is_none_is_named_and_left_out(open_page):
    app = open_page(asof="31-31-31")
    assert any("31-31-31" in toast.value.replace("\\", "") for toast in app.toast)
    assert "asof" not in app.query_params


def test_choosing_a_date_goes_into_the_address(open_page):
    import datetime

    app = open_page(asof="2025-12-10")
    app.date_input[0].set_value(datetime.date(2024, 3, 30)).run()
    assert app.query_params["asof"] in ("2024-03-30", ["2024-03-30"])
    assert any(text.startswith("4 việc đã đến hạn") for text in plain(app.header))


def test_a_lead_unit_can_be_chosen_and_spellings_are_one(open_page):
    app = open_page(lead="commune_police", asof="2025-12-10")
    assert "Công an xã" in text_of(app)
    leads = {name for n in range(len(app.dataframe)) for name in table(app, n)["lead"]}
    assert all("Công an xã" in name for name in leads)
    assert any(";" in name for name in leads)


def test_filters_of_the_sidebar_apply(open_page):
    app = open_page(commune="14161", asof="2026-06-30")
    assert "27 việc trong 1 kế hoạch: 0 việc có ngày phải xong, 1 việc định kỳ" in text_of(app)
    assert "Chưa việc nào ghi ngày phải xong" in text_of(app)


def test_nothing_left_says_what_to_do(open_page):
    app = open_page(commune="14161", year="2024")
    assert "Không có việc nào khớp với lựa chọn" in text_of(app)


def test_a_task_leads_to_where_it_is_written(open_page):
    from dashboard import data
    from dashboard.queries import tasks as queries

    frame = queries.tasks(data.current_edition(), ("nghi-xuan-area-2025",))
    row = frame[(frame["section"] == "II.2.2") & (frame["ordinal"] == "b")].iloc[0]
    text = text_of(open_page(statement=row["task_id"]))
    assert "Vận hành IOC" in text
    assert "mục II.2.2, ý b" in text
    assert "trong tháng 9/2025" in text
    assert "chưa có báo cáo nào được nạp" in text


def test_an_unknown_task_says_what_to_do(open_page):
    assert "không có việc này" in text_of(open_page(statement="task.nothing"))


def test_in_english(open_page):
    app = open_page(lang="en", asof="2025-12-10")
    assert plain(app.title) == ["Tasks: who does what by when"]
    assert "9 have come due with no reported result" in text_of(app)
    headings = plain(app.header)
    assert "Plans for 2025: 16 tasks with a date, busiest: 12/2025 (12)" in headings


def test_what_is_chosen_in_a_long_list_stands_by_its_name_alone(open_page):
    """Other bodies carry their names without marks too, for whoever types them so."""
    options = open_page().selectbox(key="choice_lead").options
    assert options[0] == "Mọi đơn vị"
    assert "Công an xã · cong an xa" in options
