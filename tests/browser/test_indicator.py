"""The page "Chỉ tiêu" in a real browser: an abbreviation leads to an indicator and its origin."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.test_unit import CUT_WORDS

pytestmark = pytest.mark.browser
INDICATOR = "/chi-tieu"


def test_an_abbreviation_leads_to_an_indicator_and_a_mark_to_its_origin(visit):
    visitor = visit(height=1400)
    page = visitor.open(INDICATOR)
    box = page.get_by_role("textbox", name="Tìm chỉ tiêu (không cần dấu, viết tắt được)")
    box.fill("csdl lien thong")
    box.press("Enter")
    page.locator("h2", has_text="Cơ sở dữ liệu của xã được số hóa").wait_for()
    visitor.settle()
    assert parse_qs(urlsplit(page.url).query)["indicator"] == ["databases_connected"]
    chart = page.locator(".js-plotly-plot").first
    chart.locator(".cartesianlayer").wait_for()
    box = chart.locator(".scatterlayer .points path").first.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    panel = page.locator(".st-key-origin_panel")
    panel.wait_for()
    words = panel.inner_text()
    assert "mục " in words
    assert "2025" in words or "2026" in words


@pytest.mark.parametrize("width", [pytest.param(768, marks=pytest.mark.thorough), 375])
def test_names_and_values_do_not_collide_on_a_narrow_screen(visit, width):
    page = visit(width=width).open(f"{INDICATOR}?indicator=dossiers_online")
    page.locator(".js-plotly-plot .cartesianlayer").first.wait_for()
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0
    assert page.evaluate(CUT_WORDS) == []
