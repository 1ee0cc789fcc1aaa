"""Addresses of our own beside Streamlit's: slides and paper. They read and never write."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

import messages
from dashboard import address, controls, data, deck_edits, deck_request, language, print_pages
from dashboard.exports import html_deck, html_print
from messages import t

_LOG = logging.getLogger("dashboard")
_HEADERS = {
    "content-security-policy": "frame-ancestors 'self'",  # the rest stands in the document
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}


def present(asked: Request) -> Response:
    """`/present?story=...&deck=...`: the slides that the address means, as one HTML document."""
    return _answered(asked, _slides)


def print_page(asked: Request) -> Response:
    """`/print?page=gap&...`: a page with its filters as a document for A4."""
    return _answered(asked, _paper)


def _slides(params: Mapping[str, str], base: str) -> str:
    wanted = deck_request.request(params, base=base)
    edits = deck_edits.unpack(params.get("deck", ""))
    return html_deck.html(deck_request.deck(wanted, edits))


def _paper(params: Mapping[str, str], base: str) -> str:
    page = params.get("page", "")
    if page not in print_pages.PAGES:
        raise deck_edits.BadDeck("deck.print.no_page")
    wanted = params.get("edition", "")
    edition = data.edition_of(wanted) if wanted else data.current_edition()
    selection = address.parse(params, controls.options(edition), edition).selection
    lead, parts = print_pages.parts_of(page, selection, params)
    label = t("deck.edition.named", name=wanted, id=edition) if wanted != edition else edition
    foot = [t("deck.source"), t("deck.html.edition", edition=label if wanted else edition)]
    return html_print.html(title=t(f"shell.page.{page}"), lead=lead, parts=parts, foot=foot)


def _answered(asked: Request, make: Callable[[Mapping[str, str], str], str]) -> Response:
    """The document, or a sentence that says why there is none."""
    params = dict(asked.query_params)
    # this thread serves no other request until it is done
    messages.set_language(language.pick(params, asked.cookies))
    try:
        return _answer(make(params, str(asked.base_url)))
    except deck_edits.BadDeck as error:
        return _refusal(t(str(error)), 400)
    except data.UnknownEdition:
        return _refusal(t("deck.bad.edition", edition=params.get("edition", "")[:80]), 404)
    except data.NoEdition:
        return _refusal(t("shell.empty.title"), 404)
    except Exception:
        _LOG.exception("a document failed")
        return _refusal(t("shell.error"), 500)


def _answer(text: str, status: int = 200) -> Response:
    return HTMLResponse(text, status_code=status, headers=_HEADERS)


def _refusal(sentence: str, status: int) -> Response:
    """A plain page with one sentence; never a traceback."""
    head = f'<!doctype html><html lang="{messages.language()}"><meta charset="utf-8">'
    title = escape(t("common.app_name"))
    body = f"<title>{title}</title><h1>{title}</h1><p>{escape(sentence)}</p></html>"
    return _answer(head + body, status)


ROUTES = [
    Route("/present", present, methods=["GET"]),
    Route("/print", print_page, methods=["GET"]),
]
