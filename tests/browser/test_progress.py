"""A leader's way through "Tiến độ": the three starts, one mark to its origin, no result yet."""

import pytest

from tests.browser.clicking import click_until

pytestmark = pytest.mark.browser
PAGE = "/tien-do"
FIRST_START = """element => {
    const plot = element.querySelector('.js-plotly-plot');
    const names = plot._fullData.map(trace => trace.name);
    const marks = plot.querySelectorAll('.scatterlayer .trace');
    const mark = marks[names.indexOf('Điểm xuất phát')].querySelector('.points path');
    mark.scrollIntoView({block: 'center'});
    const rect = mark.getBoundingClientRect();
    return [rect.x + rect.width / 2, rect.y + rect.height / 2];
}"""


def test_a_start_leads_to_where_it_was_reported(visit):
    page = visit().open(PAGE)
    chart = page.get_by_test_id("stPlotlyChart").first
    chart.locator(".legend .traces").first.wait_for()
    panel = page.locator(".st-key-origin_panel")

    click_until(page, lambda: chart.evaluate(FIRST_START), panel.is_visible)
    words = panel.inner_text()
    assert "75% cho năm 2023" in words
    assert "phần 1, mục II.3, ý 4" in words


def test_no_result_says_how_one_comes(visit):
    page = visit().open(PAGE)
    page.get_by_text("Làm sao để trang này có kết quả").wait_for()
    assert page.get_by_text("chưa có kết quả").first.is_visible()


def test_it_fits_a_phone_in_either_language(visit):
    visitor = visit(width=375)
    for lang in ("vi", "en"):
        page = visitor.open(f"{PAGE}?lang={lang}")
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0
