"""Clicks on drawings, and where they lead.

A chart may be drawn again between finding a mark and clicking it.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as NotYet

TRIES = 8
PAUSE_MS, PAUSES = 500, 20


def click_until(
    page: Page, place: Callable[[], tuple[float, float] | None], done: Callable[[], bool]
) -> None:
    """Click where `place` says, found anew each time, until `done`; fails after some tries.

    A `place` of None is a mark that is not drawn yet.
    """
    for _ in range(TRIES):
        found = place()
        if found is None:
            page.wait_for_timeout(PAUSE_MS)
            continue
        page.mouse.click(*found)
        for _ in range(PAUSES):
            if done():
                return
            page.wait_for_timeout(PAUSE_MS)
    raise AssertionError("the click changed nothing")


def click_mark(visitor, chart, trace, point=0):
    """Click a mark of a chart where it is drawn; Plotly takes the mouse on a layer above it."""
    marks = visitor.page.locator(f"{chart} .scatterlayer .trace").nth(trace).locator("path.point")
    marks.first.wait_for(timeout=30_000)
    visitor.page.mouse.click(*centre(marks.nth(point)))
    return visitor.settle()


def click_hovered(page: Page, mark: Locator) -> None:
    """Click a mark once its hover label shows: then Plotly is listening and knows the mark.

    A chart that is drawn again, or scrolls, under the mouse loses the label; the mouse then leaves
    and comes back.
    """
    label = page.locator(".hoverlayer .hovertext").first
    for _ in range(TRIES):
        x, y = centre(mark)
        page.mouse.move(x - 60, y - 40)
        page.mouse.move(x, y, steps=4)
        try:
            label.wait_for(timeout=PAUSE_MS * 8)
        except NotYet:
            continue
        page.mouse.click(x, y)
        return
    raise AssertionError("the mark shows no hover label")


def open_list(visitor, label: str) -> None:
    """Open a list of the sidebar by its label; one that is drawn again just then closes."""
    for _ in range(TRIES):
        visitor.settle()
        visitor.page.get_by_test_id("stSidebar").get_by_label(label, exact=False).first.click()
        try:
            return visitor.page.get_by_role("option").first.wait_for(timeout=PAUSE_MS * 8)
        except NotYet:
            visitor.page.keyboard.press("Escape")
    raise AssertionError(f"the list {label!r} does not open")


def centre(mark: Locator) -> tuple[float, float]:
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def query_of(link):
    """What the address `link` asks for, the first value of each name."""
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
