"""The frame around every page: language, filters in the address, links, origin, empty store."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.clicking import open_list
from tests.browser.conftest import new_visitor, running_app

pytestmark = pytest.mark.browser
METHODS = "/phuong-phap"


def query_of(page):
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def choose(visitor, label, option):
    """Choose an option of a list in the sidebar by its label."""
    open_list(visitor, label)
    visitor.page.get_by_role("option", name=option).first.click()
    visitor.page.keyboard.press("Escape")
    return visitor.settle()


@pytest.mark.parametrize(
    ("lang", "heading"), [("vi", "Phương pháp và dữ liệu"), ("en", "Methods and data")]
)
def test_document_title_and_heading_are_in_the_language(visit, lang, heading):
    page = visit().open(f"{METHODS}?lang={lang}")
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator("h1").all_text_contents() == [heading]
    assert page.title().startswith(heading)
    assert page.locator("#opening").count() == 0  # the word that stands until a page is drawn


def test_vietnamese_comes_first_and_english_is_remembered(visit):
    visitor = visit()
    page = visitor.open(f"{METHODS}?province=37")
    assert page.locator("html").get_attribute("lang") == "vi"
    page.get_by_role("link", name="English").click()
    page.wait_for_url("**lang=en**")
    visitor.settle()
    assert page.locator("html").get_attribute("lang") == "en"
    assert query_of(page)["province"] == "37"
    visitor.open(METHODS)
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_filter_goes_into_the_address_and_back_undoes_it(visit):
    visitor = visit()
    page = visitor.open(METHODS)
    choose(visitor, "Tỉnh, thành phố", "Ninh Bình")
    page.wait_for_url("**province=37**")
    choose(visitor, "Năm kế hoạch", "2026")
    page.wait_for_url("**year=2026**")
    assert query_of(page) == {"province": "37", "year": "2026"}
    page.go_back()
    page.wait_for_url(lambda url: "year" not in url)
    visitor.settle()
    assert query_of(page) == {"province": "37"}
    sidebar = page.get_by_test_id("stSidebar")
    sidebar.get_by_text("2026", exact=True).wait_for(state="detached")
    assert sidebar.get_by_text("Ninh Bình", exact=True).is_visible()


def test_a_link_shows_a_colleague_the_same_choice(visit):
    page = visit().open(f"{METHODS}?province=37&group=security&near=0&scope=province&ref=ceiling")
    sidebar = page.get_by_test_id("stSidebar")
    sidebar.get_by_text("Ninh Bình", exact=True).wait_for()
    for label, value in (("So với", "Mức tối đa 100%"), ("Phạm vi", "Trong cùng tỉnh, thành phố")):
        assert sidebar.get_by_label(label).input_value() == value
    assert not sidebar.get_by_role("switch").is_checked()


def test_links_of_the_navigation_keep_the_filters(visit):
    page = visit().open(f"{METHODS}?province=37&near=0&statement=none")
    links = page.get_by_test_id("stSidebar").get_by_test_id("stPageLink-NavLink")
    links.last.wait_for()
    for link in links.all():
        assert parse_qs(urlsplit(link.get_attribute("href")).query) == {
            "province": ["37"],
            "near": ["0"],
        }


def test_filters_can_be_cleared(visit):
    visitor = visit()
    page = visitor.open(f"{METHODS}?province=37&near=0&lang=vi")
    page.get_by_role("button", name="Xóa lựa chọn").click()
    page.wait_for_url(lambda url: "province" not in url)
    assert query_of(visitor.settle()) == {"lang": "vi"}


def test_nonsense_in_the_address_is_named_and_taken_out(visit):
    visitor = visit()
    page = visitor.open(f"{METHODS}?province=37,999&year=<b>&ref=%22%3E&edition=../../etc")
    page.get_by_text("999").first.wait_for()
    page.wait_for_url(lambda url: "999" not in url)
    assert query_of(page)["province"] == "37"
    visitor.settle()
    page.get_by_role("alert").get_by_text("Không còn bản dữ liệu “../../etc”").wait_for()
    page.get_by_text("bản hiện hành.").last.wait_for()


def statement_id(edition):
    sql = """
        SELECT statement_id FROM mart.statement
        WHERE plan_id = 'giao-minh-2026' AND indicator_id = 'coverage_5g' AND speaks
    """
    row = edition.cursor().execute(sql).fetchone()
    assert row is not None
    return row[0]


def test_the_origin_of_a_number_opens_from_the_address_and_closes(visit, edition):
    visitor = visit()
    page = visitor.open(f"{METHODS}?statement={statement_id(edition)}&province=37")
    panel = page.locator(".st-key-origin_panel")
    panel.wait_for()
    words = panel.inner_text()
    for text in ("Giao Minh 2026", "77/KH-UBND", "tối thiểu 70%", "mục ", "Khả năng so sánh"):
        assert text in words
    panel.get_by_role("button", name="Đóng nguồn gốc").click()
    panel.wait_for(state="detached")
    assert query_of(visitor.settle()) == {"province": "37"}


def test_an_unknown_number_says_what_to_do(visit):
    page = visit().open(f"{METHODS}?statement=nothing")
    assert "không có con số này" in page.locator(".st-key-origin_panel").inner_text()


@pytest.mark.thorough  # the sample of test_accessibility looks at every page and width
@pytest.mark.parametrize("width", [1440, 768, 375])
def test_no_page_scrolls_sideways(visit, width):
    page = visit(width=width).open(METHODS)
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert overflow <= 0


def test_headings_go_down_one_level_at_a_time(visit):
    page = visit().open(METHODS)
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(h => Number(h.tagName[1]))"
    )
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_without_an_edition_the_screen_says_what_to_do(chromium, tmp_path):
    with running_app(tmp_path / "nothing", tmp_path / "app.log") as url:
        visitor = new_visitor(chromium, url, 1440, 900, dark=False)
        page = visitor.open("/")
        assert "Chưa có dữ liệu" in page.locator("h1").inner_text()
        page.get_by_test_id("stCode").filter(has_text="python -m etl build").wait_for()
        assert page.locator('[data-testid="stException"]').count() == 0
        assert visitor.watch.outside == []
        page.context.close()


def test_no_response_names_a_file_of_the_machine(visit):
    page = visit().open(METHODS)
    assert not re.search(r"/(work|home|root|tmp)/", page.locator("body").inner_text())


LEFT_IN_ENGLISH = """
() => {
    const kept = '[data-testid=stMarkdownContainer],.js-plotly-plot,[role=gridcell],style,script,'
        + '[aria-hidden=true],[data-testid=stIconMaterial],[lang=en]';
    const words = [];
    for (const element of document.querySelectorAll('body *')) {
        if (element.closest(kept)) continue;
        for (const name of ['aria-label', 'title', 'placeholder']) {
            if (element.hasAttribute(name)) words.push(element.getAttribute(name));
        }
        for (const node of element.childNodes) {
            if (node.nodeType === Node.TEXT_NODE) words.push(node.nodeValue);
        }
    }
    return [...new Set(words.map(text => text.trim()))].filter(text =>
        /[a-z]{3}/i.test(text) && !/[à-ỹđ]/i.test(text));
}
"""
# Vietnamese without a mark, and names
WITHOUT_MARKS = {"English", "Ninh Bình", "Giao Minh 2026"}


def test_no_word_of_a_widget_stays_english(visit):
    visitor = visit()
    page = visitor.open(f"{METHODS}?province=37&year=2026")
    open_list(visitor, "Năm kế hoạch")
    page.get_by_role("option", name="Chọn tất cả").wait_for()
    left = set(page.evaluate(LEFT_IN_ENGLISH)) - WITHOUT_MARKS
    assert left == set()


def test_the_navigation_says_which_page_is_shown(visit):
    page = visit().open(METHODS)
    page.get_by_test_id("stPageLink-NavLink").last.wait_for()
    current = page.locator("[data-testid=stSidebar] a[aria-current=page]")
    assert current.all_text_contents() == ["Phương pháp và dữ liệu"]


def test_the_bare_address_leads_to_the_first_page(visit):
    from dashboard import navigation

    visitor = visit()
    page = visitor.open("/?province=37")
    assert urlsplit(page.url).path == f"/{navigation.entries()[0].url_path}"
    assert query_of(page) == {"province": "37"}


@pytest.mark.thorough
def test_each_page_of_the_navigation_opens_by_click_and_in_a_new_tab(visit):
    from dashboard import navigation

    visitor = visit()
    page = visitor.open(f"{METHODS}?province=37")
    for entry in navigation.entries():
        link = page.get_by_test_id("stSidebar").get_by_role("link", name=entry.title, exact=True)
        assert urlsplit(link.evaluate("link => link.href")).path == f"/{entry.url_path}"
        link.click()
        page.wait_for_url(f"**/{entry.url_path}?province=37")
        visitor.settle()
        assert page.locator("h1").count() == 1
        assert page.title().startswith(entry.title)


def test_a_screen_that_fails_says_so_in_words_and_the_log_has_the_cause(chromium, tmp_path):
    hollow = hollow_edition(tmp_path / "store")
    log = tmp_path / "app.log"
    with running_app(hollow, log) as url:
        visitor = new_visitor(chromium, url, 1440, 900, dark=False)
        page = visitor.page
        page.goto(url)
        page.get_by_text("Màn hình này gặp lỗi").wait_for()
        words = page.locator("body").inner_text()
        assert "Traceback" not in words
        assert "mart" not in words
        page.context.close()
    assert "a page failed" in log.read_text()
    assert "CatalogException" in log.read_text()


def hollow_edition(store):
    """A store whose current edition opens but has none of the tables that pages ask for."""
    import duckdb

    from etl.store import Manifest

    edition_id = "20260101T000000Z-abc123"
    (store / "editions").mkdir(parents=True)
    path = store / "editions" / f"{edition_id}.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"CREATE TABLE meta AS SELECT '{edition_id}' AS edition_id")
    manifest = Manifest(
        edition_id=edition_id,
        parent=None,
        uploads=(),
        facts_sha256="",
        code_version="",
        schema_version=1,
        app_version="",
        who="tests",
        created_at="2026-01-01T00:00:00+00:00",
        why="tests",
        sha256="",
        bytes=path.stat().st_size,
    )
    content = json.dumps(manifest.as_dict())
    (store / "editions" / f"{edition_id}.json").write_text(content, encoding="utf-8")
    (store / "CURRENT").write_text(f"{edition_id}\n", encoding="utf-8")
    return store
