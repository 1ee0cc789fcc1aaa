"""Who asks for more: from a square to its indicators and a number's origin; weights to share."""

import pytest
from playwright.sync_api import expect

from tests.browser.clicking import click_mark, query_of

pytestmark = pytest.mark.browser
GRID, PAIR = ".st-key-chart_grid", ".st-key-chart_pair"


def test_a_square_leads_to_its_indicators_and_a_mark_to_its_origin(visit):
    visitor = visit()
    page = visitor.open("/muc-phan-dau?year=2026,2024")
    click_mark(visitor, GRID, trace=0)
    page.wait_for_url("**plan_a=**")
    assert {query_of(page.url)["plan_a"], query_of(page.url)["plan_b"]} == {
        "giao-minh-2026",
        "nga-dien-2024",
    }
    expect(page.get_by_role("heading", name="ngang nhau trên 11 chỉ tiêu chung")).to_be_visible()
    click_mark(visitor, PAIR, trace=1)
    panel = page.locator(".st-key-origin_panel")
    panel.wait_for()
    expect(panel).to_contain_text("Nga Điền")
    assert query_of(page.url)["year"] == "2026,2024"  # the filters stay


def test_a_weight_moved_by_keyboard_is_in_the_address_and_in_the_link(visit):
    visitor = visit()
    page = visitor.open("/muc-phan-dau")
    slider = page.get_by_role("slider", name="Trọng số mức đặt")
    slider.focus()
    slider.press("ArrowRight")
    page.wait_for_url("**w_level=6**")
    visitor.settle()
    expect(page.get_by_text("trọng số mức đặt 38%")).to_be_visible()
    colleague = visit()
    other = colleague.open("/muc-phan-dau?w_level=6")
    expect(other.get_by_text("trọng số mức đặt 38%")).to_be_visible()


def test_the_example_opens_with_its_label(visit):
    visitor = visit()
    page = visitor.open("/muc-phan-dau")
    page.get_by_text("DỮ LIỆU VÍ DỤ, không phải kế hoạch thật:").click(timeout=60_000)
    expect(page.get_by_text("Bảy xã, phường dưới đây không có thật")).to_be_visible()
    expect(page.locator(".st-key-chart_example_ranks .main-svg").first).to_be_visible()


def test_nothing_is_cut_off_on_a_phone(visit):
    visitor = visit(width=375, height=800)
    page = visitor.open("/muc-phan-dau")
    page.locator(f"{GRID} .main-svg").first.wait_for(timeout=30_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    right = page.eval_on_selector_all(
        f"{GRID} .annotation-text",
        "all => Math.max(...all.map(a => a.getBoundingClientRect().right))",
    )
    assert right <= 375
