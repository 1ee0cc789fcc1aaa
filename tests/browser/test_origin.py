"""From a mark or a table's cell to where its number comes from, by mouse and by keyboard."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.clicking import click_hovered

pytestmark = pytest.mark.browser
GROWTH = "/thay-doi"


def statement_of(page):
    return parse_qs(urlsplit(page.url).query).get("statement", [None])[0]


def first_mark(page):
    mark = page.locator(".scatterlayer .points path.point:visible").first
    mark.wait_for()
    return mark


def test_a_mark_opens_its_origin_and_a_second_click_closes_it(visit):
    visitor = visit()
    page = visitor.open(GROWTH)
    mark = first_mark(page)
    click_hovered(page, mark)
    page.wait_for_url("**statement=**")
    panel = page.locator(".st-key-origin_panel")
    panel.get_by_text("Vị trí trong văn bản:").wait_for()
    opened = statement_of(page)
    visitor.settle()
    click_hovered(page, mark)
    panel.wait_for(state="detached")
    visitor.settle()
    click_hovered(page, mark)
    panel.wait_for()
    assert statement_of(page) == opened
    panel.get_by_role("button", name="Đóng nguồn gốc").click()
    panel.wait_for(state="detached")
    visitor.settle()
    click_hovered(page, mark)
    panel.wait_for()


def test_the_panel_comes_into_view_under_its_chart(visit):
    visitor = visit(height=700)
    page = visitor.open(GROWTH)
    click_hovered(page, first_mark(page))
    panel = page.locator(".st-key-origin_panel")
    panel.get_by_role("heading").wait_for()
    page.wait_for_function(
        """() => {
            const box = document.querySelector('.st-key-origin_panel').getBoundingClientRect();
            return box.top < window.innerHeight - 100;
        }"""
    )


def test_the_keyboard_reaches_the_origin_through_the_table(visit):
    visitor = visit()
    page = visitor.open(GROWTH)
    first_mark(page)
    expander = page.locator("summary", has_text="Bảng số liệu").first
    expander.focus()
    page.keyboard.press("Enter")
    table = page.get_by_test_id("stDataFrame").first
    table.wait_for()
    table.locator("canvas").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**statement=**")
    page.locator(".st-key-origin_panel").get_by_text("Vị trí trong văn bản:").wait_for()
