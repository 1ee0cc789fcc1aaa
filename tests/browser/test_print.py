"""Paper in a browser: nothing is wider than a page of A4, no picture taller than one."""

import pytest

PAPER = {"width": 673, "height": 979}  # 178 by 259 mm: A4 within its margins
BROADEST = ("indicator", "unit")  # most columns; the tallest picture
OVERFLOWING = """() => [...document.querySelectorAll('table, .picture')]
    .filter((part) => part.getBoundingClientRect().right > innerWidth + 1
        || (part.matches('.picture') && part.getBoundingClientRect().height > innerHeight))
    .map((part) => part.innerText.slice(0, 80))"""


@pytest.mark.parametrize("page", BROADEST)
def test_tables_and_pictures_fit_a_page(visit, page):
    visitor = visit(**PAPER)
    paper = visitor.page
    paper.emulate_media(media="print")
    paper.goto(f"{visitor.base}/print?page={page}")
    paper.locator("body[data-ready]").wait_for()
    assert paper.evaluate(OVERFLOWING) == []
