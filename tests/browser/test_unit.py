"""The page "Hồ sơ xã, phường" in a real browser: search, look, follow a number, share the link."""

from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser
UNIT = "/ho-so-xa"


def test_a_leader_finds_a_unit_without_accents_and_follows_a_number(visit):
    visitor = visit(height=1600)
    page = visitor.open(UNIT)
    page.locator("h2", has_text="Xã Giao Minh, Ninh Bình").wait_for()
    box = page.get_by_role("textbox", name="Tìm theo tên (không cần dấu)")
    box.fill("binh giang")
    box.press("Enter")
    page.locator("h2", has_text="Xã Bình Giang, Ninh Bình").wait_for()
    visitor.settle()
    assert parse_qs(urlsplit(page.url).query)["unit"] == ["13531"]
    chart = page.locator(".js-plotly-plot").first
    chart.locator(".cartesianlayer").wait_for()
    mark = chart.locator(".scatterlayer .points path").first
    box = mark.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    panel = page.locator(".st-key-origin_panel")
    panel.wait_for()
    assert "mục " in panel.inner_text()
    page.get_by_role("link", name="Nhiệm vụ của xã này").click()
    page.wait_for_url("**/nhiem-vu**")
    assert parse_qs(urlsplit(page.url).query)["commune"] == ["13531"]


@pytest.mark.parametrize("width", [pytest.param(768, marks=pytest.mark.thorough), 375])
def test_nothing_is_cut_off_or_laid_over_on_a_narrow_screen(visit, width):
    page = visit(width=width).open(f"{UNIT}?unit=nghi-xuan-area-2025")
    page.locator(".js-plotly-plot .cartesianlayer").first.wait_for()
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0
    assert page.evaluate(CUT_WORDS) == []


CUT_WORDS = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
    const frame = plot.getBoundingClientRect();
    const boxes = [...plot.querySelectorAll('.scatterlayer .text text, .textpoint text')]
        .map(text => [text.textContent, text.getBoundingClientRect()])
        .filter(([, box]) => box.width);
    const outside = boxes.filter(([, box]) =>
        box.left < frame.left - 2 || box.right > frame.right + 2);
    const over = boxes.filter(([, a], i) => boxes.slice(i + 1).some(([, b]) =>
        a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom - 3
        && b.top < a.bottom - 3));
    return [...outside, ...over].map(([words]) => words);
})"""
