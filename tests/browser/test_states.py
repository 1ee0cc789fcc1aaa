"""Screens for what can go wrong around a reader: a wrong address, a new edition, a new server."""

import shutil
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from etl.build import build_edition
from tests.browser.clicking import query_of
from tests.browser.conftest import free_port, new_visitor, running_app
from tests.conftest import SMALL_FACTS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("path", "lang", "title"),
    [
        ("/khong-co-gi", "vi", "Không có trang này"),
        ("/a/b", "en", "There is no such page"),
    ],
)
def test_an_address_of_no_page_says_so_and_leads_home(visit, path, lang, title):
    visitor = visit()
    page = visitor.open(f"{path}?lang={lang}&province=37")
    assert page.locator("h1").inner_text() == title
    assert page.get_by_text(f"“{path}”").is_visible()
    assert page.get_by_role("dialog").count() == 0
    page.get_by_test_id("stMain").get_by_role("link").first.click()
    page.wait_for_url("**/tong-quan?**")
    assert query_of(visitor.settle().url) == {"lang": lang, "province": "37"}


def test_a_new_edition_and_a_new_server_under_an_open_page(chromium, small_store, tmp_path):
    store, port = tmp_path / "store", free_port()
    shutil.copytree(small_store, store)
    with running_app(store, tmp_path / "first.log", port) as url:
        visitor = new_visitor(chromium, url, 1440, 900, dark=False)
        page = visitor.open("/phuong-phap")
        shown = page.get_by_text("bản hiện hành.").last.inner_text()
        build_edition(store, SMALL_FACTS, who="tests", why="newer")
        notice = page.locator(".st-key-new_edition")
        notice.get_by_text("Đã có bản dữ liệu mới").wait_for()
        assert page.get_by_text("bản hiện hành.").last.inner_text() == shown
        notice.get_by_role("button", name="Xem bản mới").click()
        notice.wait_for(state="detached")
        expect(page.get_by_text("bản hiện hành.").last).not_to_have_text(shown)
    lost = page.get_by_role("dialog")
    lost.get_by_text("Máy chủ chưa trả lời").wait_for()
    assert "Lỗi kết nối" in lost.inner_text()
    assert "Streamlit" not in lost.inner_text()
    with running_app(store, tmp_path / "second.log", port):
        lost.wait_for(state="detached")
        visitor.settle()
        link = page.get_by_test_id("stSidebar").get_by_role("link", name="Khoảng cách", exact=True)
        link.click()
        page.wait_for_url("**/khoang-cach")
        visitor.settle()
        assert urlsplit(page.url).path == "/khoang-cach"
        assert page.locator('[data-testid="stException"]').count() == 0
        page.context.close()
