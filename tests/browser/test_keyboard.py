"""By keyboard alone, at 200% zoom, and with less motion."""

from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.browser.conftest import SETTLED

pytestmark = pytest.mark.browser
STOPS = 32
TRIES, OFFERED_MS = 4, 15_000
STILL_MS = 250  # longer than the transitions
# What the focused thing, and what holds it, looks like; told again once the focus has gone on.
LOOKS = """
() => {
    // A table's cell is a shadow behind the canvas that shows it: the ring is in the picture.
    const painted = (one) => one.closest('canvas')?.toDataURL() ?? '';
    const look = (one) => [one, one.parentElement, one.parentElement?.parentElement,
                           one.closest('label')].filter(Boolean).map((part) => {
        const style = getComputedStyle(part);
        return [style.outline, style.boxShadow, style.backgroundColor, style.borderColor,
                style.textDecoration].join('|');
    }).join('||') + painted(one);
    const before = window.lastFocus ? look(window.lastFocus) : null;
    const one = document.activeElement || document.body;
    // The browser itself stops at what scrolls; that is no control.
    const control = one.matches('a,button,input,select,textarea,summary,[role],[tabindex],canvas');
    const scrolls = one === document.body || one.matches('[data-testid=stMain]');
    window.lastFocus = control && !scrolls ? one : null;
    if (!window.lastFocus) return { before, name: null, now: null };
    const name = (one.getAttribute('aria-label') || one.innerText || one.id || one.tagName).trim();
    return { before, name, now: look(one) };
}
"""


def test_the_keyboard_walks_the_overview_with_a_focus_that_shows(visit):
    page = visit().open("/tong-quan")
    names, dark, last = [], [], None
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        page.wait_for_timeout(STILL_MS)
        found = page.evaluate(LOOKS)
        if last and last["now"] == found["before"]:
            dark.append(last["name"])
        last = found if found["name"] else None
        names += [found["name"]] if found["name"] else []
    assert dark == []
    assert {"English", "Khoảng cách", "Nạp dữ liệu"} <= set(names), names


def test_a_page_counts_as_drawn_once_the_code_of_its_links_is_there(visit):
    # Seen on a busy machine: links still to come, and Tab went from the head into the page.
    visitor, held = visit(), []
    visitor.page.route("**/js/PageLink.*.js", lambda route: held.append(route))
    visitor.page.goto(visitor.base + "/phuong-phap")
    visitor.page.get_by_text("bản hiện hành.").last.wait_for()
    visitor.page.locator('[data-test-script-state="notRunning"]').first.wait_for()
    assert held
    assert not visitor.page.evaluate(SETTLED)
    for one in held:
        one.continue_()
    page = visitor.settle()
    assert page.get_by_role("link", name="Khoảng cách", exact=True).first.is_visible()


def test_a_page_is_reached_and_a_filter_set_by_keyboard(visit):
    visitor = visit()
    page = visitor.open("/tong-quan")
    page.get_by_role("link", name="Khoảng cách", exact=True).first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/khoang-cach**")
    visitor.settle()
    typed(page, "Năm kế hoạch", "2026")
    page.keyboard.press("Enter")
    page.wait_for_url("**year=2026**")


def typed(page, label, text):
    """Type into a list until it offers the text: a page drawn again takes the focus away."""
    box = page.get_by_role("combobox", name=label)
    option = page.get_by_role("option", name=text, exact=True)
    for _ in range(TRIES):
        box.fill("")
        box.focus()
        page.keyboard.type(text)
        with suppress(PlaywrightTimeout):
            option.wait_for(timeout=OFFERED_MS)
            return
    raise AssertionError(f"{label} never offered {text}")


@pytest.mark.parametrize(
    "address",
    [
        "/tong-quan",
        *(pytest.param(a, marks=pytest.mark.thorough) for a in ("/khoang-cach", "/nap-du-lieu")),
    ],
)
def test_at_twice_the_size_nothing_has_to_be_scrolled_sideways(visit, address):
    # 200% on a screen of 1440 leaves 720 CSS pixels.
    page = visit(width=720, height=450).open(address)
    assert page.evaluate(
        "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        " && document.querySelector('[data-testid=stMain]').scrollWidth"
        " <= document.querySelector('[data-testid=stMain]').clientWidth"
    )


def test_with_less_motion_wished_for_nothing_keeps_moving(visit):
    visitor = visit()
    visitor.page.emulate_media(reduced_motion="reduce")
    page = visitor.open("/khoang-cach")
    moving = page.evaluate(
        "() => document.getAnimations().filter((one) => one.playState === 'running'"
        " && one.effect.getComputedTiming().iterations === Infinity).length"
    )
    assert moving == 0
