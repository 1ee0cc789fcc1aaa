"""A leader's first minute on the overview: see the worst, go to its chart, find the commune."""

import pytest
from playwright.sync_api import expect

from tests.browser.clicking import click_mark, query_of

pytestmark = pytest.mark.browser
MAP = ".st-key-chart_where"
TABLE = ".st-key-chart_coverage"


def test_the_worst_stands_on_the_first_screen(visit):
    page = visit().open("/")
    assert page.locator("h1").inner_text() == "Tổng quan: điều gì cần xem trước?"
    first = page.get_by_text("Cần xem trước").first
    box = first.bounding_box()
    assert box["y"] + box["height"] < 900  # without scrolling, on a laptop


def test_a_point_leads_to_its_chart_with_the_commune_chosen(visit):
    visitor = visit()
    page = visitor.open("/?near=0")
    main = page.get_by_test_id("stMain")
    link = main.get_by_role("link", name="Khoảng cách").first
    link.wait_for(timeout=60_000)
    assert query_of(link.get_attribute("href")) == {"commune": "11239", "near": "0"}
    link.click()
    page.wait_for_url("**/khoang-cach?**")
    visitor.settle()
    assert query_of(page.url)["commune"] == "11239"


def test_a_dot_opens_the_way_to_the_profile(visit):
    visitor = visit()
    page = visitor.open("/")
    units = page.locator(f"{MAP} .scatterlayer .trace").first.locator("path.point")
    expect(units).to_have_count(3321, timeout=30_000)
    click_mark(visitor, MAP, trace=1)
    link = page.get_by_role("link", name="Mở hồ sơ Giao Minh 2026")
    link.wait_for(timeout=60_000)
    assert query_of(link.get_attribute("href")) == {"unit": "14161"}
    link.click()
    page.wait_for_url("**/ho-so-xa?unit=14161**")


def test_a_cell_opens_the_way_to_its_gaps(visit):
    visitor = visit()
    page = visitor.open("/")
    click_mark(visitor, TABLE, trace=0)
    link = page.get_by_role("link", name="Mở khoảng cách: Thanh Miện 2025, Chính quyền số")
    link.wait_for()
    assert query_of(link.get_attribute("href")) == {"commune": "11239", "group": "government"}


def test_the_measure_of_the_map_is_in_the_address(visit):
    visitor = visit()
    page = visitor.open("/?measure=findings")
    page.get_by_text("Cùng số liệu, dạng danh sách: Số điểm soát xét").wait_for()


def test_the_documents_can_be_taken_away(visit):
    page = visit().open("/")
    button = page.locator(".st-key-csv_documents").get_by_role("button")
    button.wait_for(timeout=60_000)
    with page.expect_download() as download:
        button.click()
    text = download.value.path().read_bytes().decode("utf-8-sig")
    assert "77/KH-UBND" in text and text.splitlines()[0].startswith("Kế hoạch;Tỉnh, thành phố;")


@pytest.mark.parametrize("width", [375, pytest.param(768, marks=pytest.mark.thorough)])
def test_nothing_is_wider_than_a_narrow_screen(visit, width):
    page = visit(width=width).open("/")
    page.locator(f"{MAP} .main-svg").first.wait_for(timeout=30_000)
    main = page.get_by_test_id("stMain")
    assert main.evaluate("node => node.scrollWidth <= node.clientWidth")
