"""The page "Khoảng cách" in a real browser: from a cell to its origin, on a desk and a phone."""

from urllib.parse import parse_qs, urlsplit

import pytest

pytestmark = pytest.mark.browser
GAP = "/khoang-cach"


def charts(page, least=1):
    """The charts of the page, once at least so many are painted."""
    drawn = page.locator(".js-plotly-plot .main-svg .cartesianlayer")
    drawn.nth(least - 1).wait_for(timeout=60_000)
    return page.locator(".js-plotly-plot")


def test_a_click_on_a_cell_leads_to_the_origin_of_its_number(visit):
    visitor = visit(height=1400)
    page = visitor.open(f"{GAP}?group=infrastructure")
    bars = charts(page).first.locator(".bars .point path")
    box = bars.nth(9).bounding_box()  # second row (5G), last column (Giao Minh 2026)
    page.mouse.click(box["x"] + 6, box["y"] + 6)  # near the corner: the whole cell is a mark
    panel = page.locator(".st-key-origin_panel")
    panel.wait_for()
    words = panel.inner_text()
    assert "Giao Minh 2026" in words
    assert "tối thiểu 70%" in words
    assert "statement" in parse_qs(urlsplit(page.url).query)
    fill = page.locator(".js-plotly-plot").first.locator(".bars .point path").nth(0)
    assert fill.evaluate("mark => getComputedStyle(mark).opacity") == "1"


def test_values_comparators_and_not_set_can_be_read_in_the_cells(visit):
    page = visit(height=1400).open(f"{GAP}?group=infrastructure")
    words = charts(page).first.inner_text()
    for text in ("tối thiểu", "trên", "30%", "70%", "2025", "chưa đặt", "▲40"):
        assert text in words


def test_filters_are_kept_and_the_switch_is_in_the_address(visit):
    visitor = visit()
    page = visitor.open(f"{GAP}?province=37&ref=ceiling")
    charts(page)
    page.get_by_text("Mọi chỉ tiêu", exact=True).click()
    page.wait_for_url("**every=1**")
    visitor.settle()
    query = parse_qs(urlsplit(page.url).query)
    assert (query["province"], query["ref"]) == (["37"], ["ceiling"])
    page.get_by_test_id("stSidebar").get_by_role("link", name="Phương pháp").click()
    page.locator("h1", has_text="Phương pháp").wait_for()
    kept = parse_qs(urlsplit(page.url).query)
    assert kept == {"province": ["37"], "ref": ["ceiling"]}


def test_two_other_plans_can_be_picked(visit):
    visitor = visit(height=1400)
    page = visitor.open(f"{GAP}?plan_first=nga-dien-2024&plan_second=giao-minh-2026")
    page.locator("h3", has_text="Giao Minh 2026 đặt cao hơn").wait_for()
    assert page.get_by_text("không phải diễn biến theo thời gian").count() == 1


def test_the_table_of_the_ranked_gaps_can_be_downloaded(visit):
    page = visit(height=1400).open(GAP)
    charts(page, least=6)
    heading = page.locator("h2", has_text="cặp đặt thấp hơn, nhiều nhất")
    heading.wait_for()
    page.locator("summary", has_text="Bảng số liệu").nth(2).click()
    with page.expect_download() as started:
        page.locator(".st-key-csv_gap_ranked button").click()
    text = started.value.path().read_text(encoding="utf-8-sig")
    assert text.splitlines()[0].startswith("Chỉ tiêu;Kế hoạch;Giá trị (năm);So với")
    assert len(text.splitlines()) == 43


@pytest.mark.parametrize("width", [pytest.param(768, marks=pytest.mark.thorough), 375])
def test_nothing_is_cut_off_on_a_narrow_screen(visit, width):
    page = visit(width=width).open(GAP)
    charts(page, least=6)
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0
    cut = page.evaluate(
        """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
            const frame = plot.getBoundingClientRect();
            return [...plot.querySelectorAll('text')].filter(text => {
                const box = text.getBoundingClientRect();
                return box.width && (box.left < frame.left - 2 || box.right > frame.right + 2);
            }).map(text => text.textContent);
        })"""
    )
    assert cut == []


def test_words_stay_inside_their_cells_on_a_phone(visit):
    page = visit(width=375).open(GAP)
    charts(page, least=6)
    wide = page.evaluate(
        """() => {
            const plot = document.querySelector('.js-plotly-plot');
            const cell = plot.querySelector('.bars .point path').getBoundingClientRect().width;
            const texts = [...plot.querySelectorAll('.scatterlayer .text text')];
            return texts.filter(text => text.querySelectorAll('tspan.line').length > 1 &&
                text.getBoundingClientRect().width > cell + 1).map(text => text.textContent);
        }"""
    )
    assert wide == []
