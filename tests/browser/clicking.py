"""Clicks on drawings: a chart may be drawn again between finding a mark and clicking it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

TRIES = 8
PAUSE_MS, PAUSES = 500, 20


def click_until(
    page: Page, place: Callable[[], tuple[float, float]], done: Callable[[], bool]
) -> None:
    """Click where `place` says, found anew each time, until `done`; fails after some tries."""
    for _ in range(TRIES):
        page.mouse.click(*place())
        for _ in range(PAUSES):
            if done():
                return
            page.wait_for_timeout(PAUSE_MS)
    raise AssertionError("the click changed nothing")
