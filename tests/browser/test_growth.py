"""Does the later plan ask for more: pick a link, read both ends, reach a number's origin."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
CHART = ".st-key-chart_changes"


def test_the_first_picture_is_the_pair_of_one_province(visit):
    page = visit().open("/thay-doi")
    assert page.locator("h1").inner_text() == "Thay đổi qua các năm"
    expect(
        page.get_by_role("heading", name="Giao Minh 2026 so với Bình Giang 2025")
    ).to_be_visible()
    expect(page.locator(CHART)).to_contain_text("Phủ sóng 5G", timeout=30_000)
    expect(page.locator(CHART)).to_contain_text("tối thiểu 70%")


def test_a_mark_leads_to_the_origin_of_its_number(visit):
    visitor = visit()
    page = visitor.open("/thay-doi?link=baseline&view=dumbbell")
    marks = page.locator(f"{CHART} .scatterlayer .trace").nth(1).locator("path.point")
    marks.first.wait_for(timeout=30_000)
    box = marks.first.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    panel = page.locator(".st-key-origin_panel")
    panel.wait_for()
    expect(panel).to_contain_text("Nga Điền")
    expect(panel).to_contain_text("đã báo cáo")
    query = parse_qs(urlsplit(page.url).query)
    assert query["link"] == ["baseline"] and "statement" in query


def test_across_provinces_is_chosen_and_said_to_be_no_time_series(visit):
    visitor = visit()
    page = visitor.open("/thay-doi")
    page.get_by_label("Hai kế hoạch có quan hệ gì").click(timeout=60_000)
    page.get_by_role("option", name="Khác tỉnh").click()
    page.wait_for_url("**link=cross_province**")
    visitor.settle()
    heading = page.get_by_role("heading", name="khác tỉnh, không phải chuỗi thời gian")
    expect(heading.first).to_be_visible()


def test_the_table_is_downloaded_with_years_and_comparators(visit, tmp_path):
    visitor = visit()
    page = visitor.open("/thay-doi")
    page.get_by_text("Bảng số liệu (18 dòng)").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải bảng (CSV)").first.click()
    target = tmp_path / "changes.csv"
    download.value.save_as(target)
    text = target.read_text(encoding="utf-8-sig")
    assert "Dân số được phủ sóng 5G;2025;trên 30%;2026;tối thiểu 70%;đặt cao hơn" in text


def test_a_phone_gets_dots_by_indicator(visit, chromium, app_url):
    context = chromium.new_context(
        viewport={"width": 375, "height": 800},
        user_agent="Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile",
        locale="vi-VN",
    )
    page = context.new_page()
    page.goto(f"{app_url}/thay-doi")
    page.locator(f"{CHART} .main-svg").first.wait_for(timeout=30_000)
    expect(page.locator(CHART)).to_contain_text("trên 30% → tối thiểu 70%")
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    context.close()


@pytest.mark.parametrize("view", [pytest.param("slope", marks=pytest.mark.thorough), "dumbbell"])
def test_no_label_is_cut_off_on_a_phone(visit, view):
    visitor = visit(width=375, height=800)
    page = visitor.open(f"/thay-doi?view={view}")
    page.locator(f"{CHART} .main-svg").first.wait_for(timeout=30_000)
    edges = page.eval_on_selector_all(
        f"{CHART} text",
        "all => all.map(a => a.getBoundingClientRect()).map(b => [b.left, b.right])",
    )
    assert edges
    assert min(left for left, _ in edges) >= 0
    assert max(right for _, right in edges) <= 375
