"""Every page that has a paper form says on paper what it says on screen, in either language."""

import pytest

import messages
from dashboard import print_pages
from dashboard.address import Selection
from dashboard.exports import html_print
from etl.editions import current_edition


@pytest.fixture(params=["vi", "en"])
def language(request):
    messages.set_language(request.param)
    yield request.param
    messages.set_language("vi")


@pytest.mark.parametrize("page", sorted(print_pages.PAGES))
def test_a_page_on_paper_has_sentences_sections_and_its_edition(store, language, page):
    chosen = Selection(current_edition(store))
    lead, parts = print_pages.parts_of(page, chosen, {})
    assert lead and all(text.strip() for text in lead)
    assert parts and all(part.title.strip() for part in parts)
    foot = [chosen.edition]
    text = html_print.html(title=page, lead=lead, parts=parts, foot=foot)
    assert f'<html lang="{language}"' in text and chosen.edition in text


def test_the_indicator_of_the_address_is_the_one_on_paper(store):
    chosen = Selection(current_edition(store))
    lead, _ = print_pages.parts_of("indicator", chosen, {"indicator": "coverage_5g"})
    assert "5G" in lead[0]
    other, _ = print_pages.parts_of("indicator", chosen, {"indicator": "no-such"})
    assert other[0] != lead[0]
