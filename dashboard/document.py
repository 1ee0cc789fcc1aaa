"""ASGI middleware: the HTML document in the reader's language, remembered by a cookie.

Streamlit serves one index.html for every page, with `lang="en"`. The language is in the address
or in a cookie, so the document can be right before any script runs.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from functools import cache
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import messages
from dashboard import address, language, navigation, not_found

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

# Documents of our own routes: they speak the language already and bring their own policy.
OWN_DOCUMENTS = frozenset({"/present", "/print"})
SCRIPT = Path(__file__).resolve().parent.parent / "static" / "document.js"
_ASK_AGAIN = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
_STALE = {b"content-length", b"etag", b"last-modified", b"cache-control"}
_FONT_PRELOAD = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>')
_OF_PAGES = "<title>Streamlit</title>"
# A link that the keyboard has reached shows it, also the one of the page that is open.
_FOCUS = "<style>a:focus-visible{outline:2px solid currentColor!important}</style>"
# Until a page is drawn: a word in the middle, taken away by the script with the first words.
_ROOT = '<div id="root"></div>'
_OPENING = (
    "<style>#opening{position:fixed;inset:0;pointer-events:none;display:grid;place-items:center;margin:0;"
    "font:1rem system-ui,sans-serif;color:#4a5661;background:#fff}"
    "@media(prefers-color-scheme:dark){#opening{color:#c8d0d7;background:#12181e}}</style>"
    '<p id="opening" role="status">{word}</p>'
)
_NO_OPENING = "<style>#opening{display:none}</style>"
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)
_SECURITY = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    # Nothing may leave the machine; Streamlit itself needs inline styles and generated code.
    (
        b"content-security-policy",
        b"default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
        b"style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        b"font-src 'self' data:; connect-src 'self' ws: wss: data: blob:; worker-src 'self' blob:; "
        b"object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'",
    ),
]


class DocumentLanguage:
    """Puts HTML answers into the language; leaves all others alone."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _wants_document(scope):
            await self._app(scope, receive, send)
            return
        if scope["path"] == "/":
            await _redirect_home(scope, send)
            return
        params = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
        chosen = language.pick(params, _cookies(scope))
        answer = _Rewritten(send, chosen, _way_out(scope["path"], params))
        await self._app(_uncached(scope), receive, answer)


async def _redirect_home(scope: Scope, send: Send) -> None:
    """Every page has a name in the address; "/" leads to the first one."""
    query = scope.get("query_string", b"").decode("latin-1")
    home = f"./{navigation.entries()[0].url_path}"
    await _redirect(f"{home}?{query}" if query else home, send)


async def _redirect(location: str, send: Send) -> None:
    headers = [(b"location", location.encode("latin-1")), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 307, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _way_out(path: str, params: dict[str, str]) -> str | None:
    """Where an address of no page leads to, relative to it; None for the address of a page."""
    known = {entry.url_path for entry in navigation.entries()} | {not_found.URL_PATH}
    if path.strip("/") in known:
        return None
    up = "../" * (path.count("/") - 1) or "./"
    query = urlencode({**address.lasting(params), not_found.ASKED: path})
    return f"{up}{not_found.URL_PATH}?{query}"


class _Rewritten:
    """Holds back an HTML answer until it is whole, then sends it in the language."""

    def __init__(self, send: Send, chosen: str, way_out: str | None) -> None:
        self._send = send
        self._language = chosen
        self._way_out = way_out
        self._start: MutableMapping[str, Any] | None = None
        self._body = b""

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start" and _is_html(message):
            self._start = message
        elif message["type"] == "http.response.body" and self._start is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)
        else:
            await self._send(message)

    async def _finish(self, start: MutableMapping[str, Any]) -> None:
        text = self._body.decode("utf-8")
        if self._way_out and _OF_PAGES in text:  # Streamlit answers every address with its document
            await _redirect(self._way_out, self._send)
            return
        body = translate(text, self._language).encode("utf-8")
        cookie = (
            f"{language.COOKIE}={self._language}; Path=/; SameSite=Lax; "
            f"Max-Age={language.COOKIE_DAYS * 86400}"
        )
        headers = [(name, value) for name, value in start["headers"] if name not in _STALE]
        headers += [
            (b"content-length", str(len(body)).encode()),
            (b"cache-control", b"no-store"),
            (b"vary", b"Cookie"),
            (b"set-cookie", cookie.encode()),
            *_SECURITY,
        ]
        await self._send({**start, "headers": headers})
        await self._send({"type": "http.response.body", "body": body})


def translate(document: str, chosen: str) -> str:
    """Streamlit's index.html with `lang`, title, no-script words and a script of a language.

    The script puts Streamlit's own words into the language. Streamlit's font is not asked for:
    the theme uses fonts of the machine.
    """
    before = messages.language()
    messages.set_language(chosen)
    try:
        title = html.escape(messages.t("common.app_name"))
        noscript = html.escape(messages.t("shell.noscript"))
        opening = _OPENING.replace("{word}", html.escape(messages.t("shell.opening")))
    finally:
        messages.set_language(before)
    head = f"{_FOCUS}<script>{_script(chosen)}</script></head>"
    document = document.replace("</head>", head, 1)
    document = document.replace('<html lang="en">', f'<html lang="{chosen}">', 1)
    document = document.replace(_OF_PAGES, f"<title>{title}</title>", 1)
    document = document.replace(_ROOT, _ROOT + opening, 1)
    document = _FONT_PRELOAD.sub("", document)
    return _NOSCRIPT.sub(lambda _: f"<noscript>{_NO_OPENING}<p>{noscript}</p></noscript>", document)


@cache
def _script(chosen: str) -> str:
    """The document's own script, with Streamlit's words in the language (none in English)."""
    pairs = [
        (english, messages.catalogue(chosen)[key])
        for key, english in messages.catalogue("en").items()
        if key.startswith("widgets.") and chosen != "en"
    ]
    phrases = json.dumps(pairs, ensure_ascii=False).replace("<", "\\u003c")
    code = SCRIPT.read_text(encoding="utf-8")
    return f"(() => {{const phrases = {phrases};{code}}})();"


def _wants_document(scope: Scope) -> bool:
    if scope["path"] in OWN_DOCUMENTS:
        return False
    accept = dict(scope["headers"]).get(b"accept", b"")
    return scope["method"] in {"GET", "HEAD"} and b"text/html" in accept


def _is_html(message: MutableMapping[str, Any]) -> bool:
    return dict(message["headers"]).get(b"content-type", b"").startswith(b"text/html")


def _uncached(scope: Scope) -> Scope:
    """The request without what would get it a compressed or an empty answer."""
    headers = [pair for pair in scope["headers"] if pair[0] not in _ASK_AGAIN]
    return {**scope, "headers": headers}


def _cookies(scope: Scope) -> dict[str, str]:
    raw = dict(scope["headers"]).get(b"cookie", b"").decode("latin-1")
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(raw).items()}
    except CookieError:
        return {}
