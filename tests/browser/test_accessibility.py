"""WCAG 2.2 AA by axe-core: every page, both languages, both themes, three widths.

The usual run takes a sample that holds every pair of page, language, theme and width; with
TEST_ALL=1 the whole grid. One document a language: pages are reached by their links, the theme
follows the system, and a page is resized through its widths, as opening anew costs far more.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import combinations, product

import pytest

from dashboard import navigation
from tests.browser import accessibility
from tests.browser.clicking import open_list

LANGUAGES, THEMES, WIDTHS = ("vi", "en"), ("light", "dark"), (1440, 768, 375)
WHOLE = bool(os.environ.get("TEST_ALL"))
PAGES = tuple(entry.module for entry in navigation.entries())
SIDEWAYS = """
() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
    .some((part) => part.scrollWidth > part.clientWidth)
"""
RULES_AT_WORK = {"color-contrast", "html-has-lang", "link-name", "target-size"}


@dataclass(frozen=True)
class State:
    """One page as one reader sees it."""

    page: str
    language: str
    theme: str
    width: int


def grid() -> list[State]:
    return [State(*values) for values in product(PAGES, LANGUAGES, THEMES, WIDTHS)]


def sample() -> list[State]:
    """Three states a page, turned from page to page so that every pair of values is there."""
    states = []
    for place, page in enumerate(PAGES):
        themes = THEMES if place % 2 else THEMES[::-1]
        for language, theme in zip(LANGUAGES, themes, strict=True):
            states += [State(page, language, theme, w) for w in _widths(place, language)]
    return states


def _widths(place: int, language: str) -> tuple[int, ...]:
    alone = WIDTHS[place % 3]
    return (alone,) if language == "en" else tuple(w for w in WIDTHS if w != alone)


def chosen() -> list[State]:
    return grid() if WHOLE else sample()


def test_the_sample_holds_every_pair():
    def pairs(states):
        rows = [vars(state) for state in states]
        return {
            (first, row[first], second, row[second])
            for row in rows
            for first, second in combinations(row, 2)
        }

    assert pairs(sample()) == pairs(grid())


def test_every_listed_violation_of_streamlit_has_its_reason():
    for row in accessibility.listed():
        assert row["rule"] and row["selector"] and len(row["reason"]) > 20


@pytest.mark.browser
def test_the_check_bites(chromium):
    page = chromium.new_page()
    page.set_content("<img src='data:,'><p style='color: #aaa'>pale</p><a href='#'></a>")
    broken = {violation.rule for violation in accessibility.check(page).violations}
    page.context.close()
    assert broken >= {"image-alt", "color-contrast", "link-name", "html-has-lang"}


@pytest.mark.browser
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_breaks_a_rule(visit, language):
    visitor = visit()
    visitor.open(f"/{navigation.entry('methods').url_path}?lang={language}")
    found, at_work = [], set()
    for theme in THEMES:
        visitor.page.emulate_media(color_scheme=theme)
        for place, (module, widths) in enumerate(widths_by_page(language, theme).items()):
            go_to(visitor, module)
            for width in widths:
                # the sidebar is the same on every page: once a theme, and in the whole grid
                problems, passed = look(visitor, width, sidebar=place == 0 or WHOLE)
                at_work |= passed
                found += [(module, theme, width, problem) for problem in problems]
    assert found == []
    assert at_work >= RULES_AT_WORK


@pytest.mark.browser
def test_what_opens_breaks_no_rule(visit, edition):
    visitor = visit(first=True)  # with the tour
    number = edition.cursor().execute("SELECT min(statement_id) FROM mart.statement").fetchone()[0]
    page = visitor.open(f"/{navigation.entry('gap').url_path}?statement={number}")
    page.locator(".st-key-origin_panel").wait_for()
    page.get_by_test_id("stExpander").last.locator("summary").click()
    page.get_by_test_id("stDataFrame").last.wait_for()
    found, _ = look(visitor, 1440)
    open_list(visitor, "Năm kế hoạch")
    found += accessibility.check(page).violations
    page.keyboard.press("Escape")
    visitor.page.set_viewport_size({"width": 375, "height": 800})
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebar").get_by_role("link").last.wait_for()
    found += accessibility.check(page).violations
    assert found == []


def widths_by_page(language, theme):
    widths = {}
    for state in chosen():
        if (state.language, state.theme) == (language, theme):
            widths.setdefault(state.page, []).append(state.width)
    return widths


def go_to(visitor, module):
    """Follow the link of the navigation, at a width where it is shown."""
    path = navigation.entry(module).url_path
    visitor.page.set_viewport_size({"width": max(WIDTHS), "height": 900})
    visitor.page.get_by_test_id("stSidebar").locator(f'a[href*="{path}"]').first.click()
    visitor.page.wait_for_url(f"**/{path}**")
    visitor.settle()


def look(visitor, width, sidebar=True):
    """What is wrong with the page at a width, and the rules that axe could hold it to."""
    visitor.page.set_viewport_size({"width": width, "height": 900})
    visitor.settle()
    outcome = accessibility.check(visitor.page, sidebar=sidebar)
    problems = list(outcome.violations)
    if visitor.page.evaluate(SIDEWAYS):
        problems.append("scrolls sideways")
    return problems, outcome.passed
