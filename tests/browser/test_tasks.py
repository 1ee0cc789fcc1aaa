"""A leader's way through "Nhiệm vụ": a date, a mark, where it is written, the calendar."""

from pathlib import Path

import pytest

from tests.browser.clicking import click_until

pytestmark = pytest.mark.browser
PAGE = "/nhiem-vu?asof=2025-12-10"


def mark_place(page, name):
    """Where the first mark of the first timeline's trace `name` is, in page pixels, once drawn."""
    chart = page.get_by_test_id("stPlotlyChart").first
    chart.locator(".legend .traces").first.wait_for()
    return chart.evaluate(
        """(element, name) => {
            const plot = element.querySelector('.js-plotly-plot');
            const place = plot._fullData.findIndex(trace => trace.name === name);
            const marks = plot.querySelectorAll('.scatterlayer .trace')[place];
            const mark = marks && marks.querySelector('.points path');
            if (!mark) return null;  // not drawn yet
            mark.scrollIntoView({block: 'center'});  // the chart is taller than the screen
            const rect = mark.getBoundingClientRect();
            return [rect.x + rect.width / 2, rect.y + rect.height / 2];
        }""",
        name,
    )


def test_a_mark_leads_to_where_its_task_is_written(visit):
    page = visit().open(PAGE)
    panel = page.locator(".st-key-origin_panel")
    click_until(
        page, lambda: mark_place(page, "Đã đến hạn, chưa có báo cáo kết quả"), panel.is_visible
    )
    panel.get_by_text("Nguồn gốc của việc").wait_for()
    panel.get_by_role("button", name="Đóng nguồn gốc").wait_for()  # the panel is drawn to its end
    words = panel.inner_text()
    assert "mục " in words and "Chủ trì" in words
    assert "statement=task." in page.url
    panel.get_by_role("button", name="Đóng nguồn gốc").click()
    panel.wait_for(state="detached")
    assert "asof=2025-12-10" in page.url


def test_the_calendar_comes_as_a_file(visit):
    page = visit().open(PAGE)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Tải lịch (.ics)").click()
    download = waiting.value
    assert download.suggested_filename.startswith("lich-nhiem-vu_")
    data = Path(download.path()).read_bytes()
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert data.count(b"BEGIN:VEVENT") == 26
    assert "Vận hành IOC".encode() in data.replace(b"\r\n ", b"")


def test_it_fits_a_phone_in_either_language(visit):
    visitor = visit(width=375)
    for lang in ("vi", "en"):
        page = visitor.open(f"{PAGE}&lang={lang}")
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0
