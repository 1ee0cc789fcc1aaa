"""A drafter's way through "Chất lượng kế hoạch": a cell, what stands behind it, the list."""

from pathlib import Path

import pytest

from tests.browser.clicking import click_until

pytestmark = pytest.mark.browser
PAGE = "/chat-luong"


def test_a_cell_opens_the_numbers_behind_it(visit):
    visitor = visit()
    page = visitor.open(PAGE)
    chart = page.get_by_test_id("stPlotlyChart").first
    chart.locator(".js-plotly-plot .bars path, .js-plotly-plot .points path").first.wait_for()

    def dates_of_the_last_plan():
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()  # five columns: the third is the middle
        return box["x"] + box["width"] / 2, box["y"] + box["height"] - 40

    click_until(page, dates_of_the_last_plan, lambda: "check=timed" in page.url)
    assert "plan=nga-dien-2024" in page.url
    visitor.settle()
    page.locator("p").filter(has_text="Rõ thời hạn: đạt 1/31 con số.").wait_for()


def test_the_list_comes_as_a_text_to_print(visit):
    page = visit().open(f"{PAGE}?plan=nga-dien-2024")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Tải danh sách để in (.txt)").click()
    text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    assert text.startswith(
        "VIỆC NÊN LÀM KHI SOẠN LẠI: KẾ HOẠCH Nga Điền (nay thuộc xã Nga An) 2024"
    )
    assert "[ ] Ý 4: Phân số không ra tỷ lệ đã ghi: 5.187/7.410 bằng 70%" in text


def test_a_finding_leads_to_the_number_it_is_about(visit):
    visitor = visit()
    page = visitor.open(PAGE)
    table = page.locator(".st-key-table_findings canvas").first
    table.wait_for()
    panel = page.locator(".st-key-origin_panel")

    def first_row():
        table.scroll_into_view_if_needed()
        box = table.bounding_box()
        return box["x"] + 60, box["y"] + 52

    click_until(page, first_row, panel.is_visible)
    assert "mục III.8.1, ý 2a" in panel.inner_text()


def test_it_fits_a_phone_in_either_language(visit):
    visitor = visit(width=375)
    for lang in ("vi", "en"):
        page = visitor.open(f"{PAGE}?lang={lang}")
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0
