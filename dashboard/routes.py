"""Addresses of our own beside Streamlit's: slides as one document. They read and never write."""

from __future__ import annotations

import logging
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

import messages
from dashboard import data, deck_edits, deck_request, language
from dashboard.exports import html_deck
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
    params = dict(asked.query_params)
    chosen = language.pick(params, asked.cookies)
    messages.set_language(chosen)  # this thread serves no other request until it is done
    try:
        wanted = deck_request.request(params, base=str(asked.base_url))
        edits = deck_edits.unpack(params.get("deck", ""))
        return _answer(html_deck.html(deck_request.deck(wanted, edits)))
    except deck_edits.BadDeck as error:
        return _refusal(t(str(error)), 400)
    except data.UnknownEdition:
        return _refusal(t("deck.bad.edition", edition=params.get("edition", "")[:80]), 404)
    except data.NoEdition:
        return _refusal(t("shell.empty.title"), 404)
    except Exception:
        _LOG.exception("slides failed")
        return _refusal(t("shell.error"), 500)


def _answer(text: str, status: int = 200) -> Response:
    return HTMLResponse(text, status_code=status, headers=_HEADERS)


def _refusal(sentence: str, status: int) -> Response:
    """A plain page with one sentence; never a traceback."""
    head = f'<!doctype html><html lang="{messages.language()}"><meta charset="utf-8">'
    title = escape(t("common.app_name"))
    body = f"<title>{title}</title><h1>{title}</h1><p>{escape(sentence)}</p></html>"
    return _answer(head + body, status)


ROUTES = [Route("/present", present, methods=["GET"])]
