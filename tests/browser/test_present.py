"""The hall: the offline file with the network cut, walked by keyboard; live slides; the page."""

import pytest
from playwright.sync_api import expect

import messages
from dashboard import data, deck_request
from dashboard.deck_edits import Edits
from dashboard.exports import html_deck
from etl.paths import DATA_SETTING, STORE_SETTING
from tests.browser.conftest import PATIENCE_MS
from tests.dashboard.deck_case import build_many

pytestmark = pytest.mark.browser
READY = "body[data-ready]"
# What is wrong with the slide on show: words out of their place, cut off, or too small to read.
FAULTS = """() => {
  const slide = document.querySelector('.slide.shown'), found = [];
  const content = slide.querySelector('.content');
  if (content.scrollHeight > content.clientHeight + 1) found.push('too high');
  if (content.scrollWidth > content.clientWidth + 1) found.push('too wide');
  const boxes = [...slide.querySelectorAll('svg.main-svg text')].map(e => e.getBoundingClientRect())
    .filter(b => b.width);
  for (const b of boxes)
    if (b.left < 0 || b.right > 1920 || b.top < 0 || b.bottom > 1080) found.push('off the slide');
  for (const text of slide.querySelectorAll('svg.main-svg text'))
    if (parseFloat(getComputedStyle(text).fontSize) < 28) found.push('small: ' + text.textContent);
  const labels = [...slide.querySelectorAll('.yaxislayer-above text, .ytick text')]
    .map(e => e.getBoundingClientRect());
  for (let i = 0; i < labels.length; i++) for (let j = i + 1; j < labels.length; j++)
    if (Math.min(labels[i].bottom, labels[j].bottom) - Math.max(labels[i].top, labels[j].top) > 2)
      found.push('labels overlap');
  for (const part of content.querySelectorAll('p, li, th, td'))
    if (!part.closest('.unseen') && parseFloat(getComputedStyle(part).fontSize) < 28)
      found.push('small: ' + part.textContent);
  return [...new Set(found)];
}"""


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """The offline files of two stories over twenty communes with long names."""
    place = tmp_path_factory.mktemp("deck")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STORE_SETTING, str(build_many(place)))
        patch.delenv(DATA_SETTING, raising=False)
        messages.set_language("vi")
        paths = []
        for story in ("province", "group"):
            wanted = {"story": story, "edition": data.current_edition()}
            asked = deck_request.request(wanted, base="http://127.0.0.1:8501/")
            path = place / f"{story}.html"
            path.write_text(html_deck.html(deck_request.deck(asked, Edits())), encoding="utf-8")
            paths.append(path)
    return paths


def test_the_offline_file_is_walked_by_keyboard_without_a_network(many, chromium):
    context = chromium.new_context(viewport={"width": 1920, "height": 1080}, locale="vi-VN")
    context.set_offline(True)
    context.set_default_timeout(PATIENCE_MS)
    for path in many:
        page, errors, asked = context.new_page(), [], []
        page.on("pageerror", lambda error, errors=errors: errors.append(str(error)))
        page.on(
            "console",
            lambda said, errors=errors: said.type == "error" and errors.append(said.text),
        )
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(path.as_uri())
        page.locator(READY).wait_for()
        count = int(page.locator("body").get_attribute("data-ready"))
        assert count >= 9
        faults = {}
        for number in range(1, count + 1):
            expect(page.locator(".slide.shown footer")).to_contain_text(f"{number}/{count}")
            found = page.evaluate(FAULTS)
            if found:
                faults[page.locator(".slide.shown").get_attribute("data-key")] = found
            page.keyboard.press("ArrowRight" if number % 2 else " ")
        assert faults == {}
        expect(page.locator(".slide.shown footer")).to_contain_text(f"{count}/{count}")
        page.keyboard.press("Home")
        expect(page.locator("#slide-1")).to_be_visible()
        page.keyboard.press("End")
        page.keyboard.press("ArrowLeft")
        expect(page.locator(f"#slide-{count - 1}")).to_be_visible()
        page.mouse.click(200, 500)  # the left third goes back
        expect(page.locator(f"#slide-{count - 2}")).to_be_visible()
        page.keyboard.press("d")
        expect(page.locator("body")).to_have_class("dark")
        page.keyboard.press("n")
        expect(page.locator("#notes")).to_be_visible()
        assert errors == []
        assert [url for url in asked if not url.startswith(("file:", "blob:", "data:"))] == []
        page.close()
    context.close()


def test_live_slides_are_the_same_document_and_run_in_a_loop(visit):
    visitor = visit(width=1920, height=1080)
    page = visitor.page
    page.goto(f"{visitor.base}/present?story=change&area=all&loop=3&lang=en")
    page.locator(READY).wait_for()
    assert page.locator("html").get_attribute("lang") == "en"
    expect(page.locator("#slide-1")).to_be_visible()
    expect(page.locator("#slide-2")).to_be_visible(timeout=15_000)  # by itself
    page.keyboard.press("s")
    speaker = page.context.wait_for_event("page") if len(page.context.pages) < 2 else None
    speaker = speaker or page.context.pages[1]
    speaker.locator("#lines li").first.wait_for()
    expect(speaker.locator("#stage")).to_be_hidden()


def test_a_page_on_paper_saves_its_charts(visit, tmp_path):
    visitor = visit(width=800)
    page = visitor.page
    page.goto(f"{visitor.base}/print?page=growth")
    page.locator(READY).wait_for()
    for kind, begins in (("png", b"\x89PNG"), ("svg", b"<svg")):
        with page.expect_download() as download:
            page.locator(f"[data-save={kind}]").first.click()
        target = tmp_path / f"chart.{kind}"
        download.value.save_as(target)
        assert target.read_bytes().startswith(begins)


def test_the_page_opens_slides_that_keep_its_edits(visit):
    visitor = visit()
    page = visitor.open("/trinh-chieu?slide=findings")
    page.get_by_label("Tiêu đề", exact=True).fill("Nghe ba điều")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**deck=**")
    visitor.settle()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Mở trình chiếu").click()
    slides = opened.value
    slides.locator(READY).wait_for()
    slides.keyboard.press("ArrowRight")
    slides.keyboard.press("ArrowRight")
    expect(slides.locator(".slide.shown h2")).to_have_text("Nghe ba điều")
