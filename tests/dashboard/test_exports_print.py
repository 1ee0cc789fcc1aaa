"""Paper: every printed page under every kind of choice, whole tables, nothing but words."""

import re

import pandas as pd
import plotly.graph_objects as go
import pytest

import messages
from dashboard import print_pages, routes
from dashboard.exports import html_page, html_print
from dashboard.exports.html_print import Part
from tests.dashboard.test_exports_html import DATA, HOSTILE, SCRIPT, Asked
from tests.dashboard.test_shell import CHOICES

SOME = (
    "a plan with nearly no numbers",
    "nothing left",
    "against no plan yet",
)


@pytest.fixture(autouse=True)
def vietnamese_again():
    yield
    messages.set_language("vi")


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("page", print_pages.PAGES)
def test_a_page_prints_under_every_choice(page):
    for lang, choice in [("en", {}), *(("vi", CHOICES[name]) for name in SOME)]:
        answer = routes.print_page(Asked({**choice, "page": page, "lang": lang}))
        text = answer.body.decode()
        assert answer.status_code == 200, choice
        assert f'<html lang="{lang}">' in text
        assert messages.t(f"shell.page.{page}") in text
        assert len(answer.body) < html_page.MAX_BYTES


@pytest.mark.usefixtures("store")
def test_a_page_prints_the_same_figures(edition):
    text = routes.print_page(Asked({"page": "unit", "unit": "14161"})).body.decode()
    rows = edition.cursor().execute(
        "SELECT i.name_vi FROM mart.statement s JOIN mart.indicator i USING (indicator_id) "
        "WHERE s.plan_id = 'giao-minh-2026' AND s.speaks"
    )
    assert [name for (name,) in rows.fetchall() if name not in text] == []
    growth = routes.print_page(Asked({"page": "growth"})).body.decode()
    assert "Giao Minh 2026 so với Bình Giang 2025, cùng tỉnh" in growth


@pytest.mark.parametrize("page", ["", "upload", "../etc"])
def test_another_page_is_refused(page):
    answer = routes.print_page(Asked({"page": page}))
    assert answer.status_code == 400
    assert "Không có trang này để in." in answer.body.decode()


def test_words_from_data_are_words_and_numbers_are_written_in_the_language():
    table = pd.DataFrame(
        {"a": [HOSTILE, None], "b": [1384.5, float("nan")], "c": [True, False], "d": ["x", "y"]}
    )
    part = Part(HOSTILE, [HOSTILE], go.Figure(), table, {"a": HOSTILE, "b": "B", "c": "C"}, HOSTILE)
    text = html_print.html(title=HOSTILE, lead=[HOSTILE], parts=[part], foot=[HOSTILE])
    rest = SCRIPT.sub("", DATA.sub("", text))
    assert "<script" not in rest
    assert '<td class="number">1.384,5</td><td>Có</td></tr>' in rest
    assert "<td></td><td></td><td>Không</td>" in rest
    assert ">x<" not in rest  # a column that was not asked for


def test_a_finding_its_picture_and_how_to_read_it_stay_together():
    table = pd.DataFrame({name: ["x"] for name in "abcdefg"})
    part = Part("Tiêu đề", ["Một câu."], go.Figure(), table, dict.fromkeys("abcdefg", "X"), "Đọc")
    text = html_print.html(title="T", lead=["Mở đầu."], parts=[part], foot=["Nguồn", "Bản"])
    picture = text[text.index('<div class="picture">') : text.index("<table")]
    assert all(words in picture for words in ("<h2>Tiêu đề</h2>", "Một câu.", "<figure>", "Đọc"))
    assert '<table class="wide">' in text  # seven columns
    assert text.index("Nguồn · Bản") < text.index("Mở đầu.")  # never alone on a last page


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("page", ["gap", "quality", "progress"])
def test_paper_asks_for_no_click(page):
    for lang in ("vi", "en"):
        text = routes.print_page(Asked({"page": page, "lang": lang})).body.decode()
        captions = re.findall(r'<p class="caption">(.*?)</p>', text)
        assert captions
        assert not [one for one in captions if re.search("Bấm|Chọn một|Click|Choose", one)]
