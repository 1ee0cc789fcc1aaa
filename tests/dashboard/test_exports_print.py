"""Paper: every printed page under every kind of choice, whole tables, nothing but words."""

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
