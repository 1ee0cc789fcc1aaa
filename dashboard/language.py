"""Which language a reader gets: the address, else what this browser chose before, else Vietnamese.

The document's `lang` must be right before any script runs, so the ASGI middleware of `app.py`
and the pages ask the same function.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import TypeVar
from urllib.parse import urlencode

import streamlit as st

import messages

COOKIE = "lang"
COOKIE_DAYS = 365
# Each language in its own words, whatever the page's language is.
OWN_NAMES = {"vi": "Tiếng Việt", "en": "English"}

Made = TypeVar("Made")


def keeping(make: Callable[[], Made]) -> Callable[[], Made]:
    """`make` in the language of this run, for a thread that does not know it.

    Streamlit makes a deferred download in another thread, where every word would be Vietnamese.
    """
    chosen = messages.language()

    def made() -> Made:
        before = messages.language()
        messages.set_language(chosen)
        try:
            return make()
        finally:
            messages.set_language(before)

    return made


def pick(params: Mapping[str, str], cookies: Mapping[str, str]) -> str:
    """The language of a request or a run: "vi" or "en"."""
    for wanted in (params.get("lang"), cookies.get(COOKIE)):
        if wanted in messages.LANGUAGES:
            return str(wanted)
    return messages.DEFAULT_LANGUAGE


def draw_switch(params: Mapping[str, str]) -> None:
    """Links to this same screen in the other languages; they load the document anew.

    Only then are the document's `lang` and the words of the widgets right.
    """
    items = []
    for language in messages.LANGUAGES:
        name = html.escape(OWN_NAMES[language])
        if language == messages.language():
            items.append(f'<strong lang="{language}" aria-current="true">{name}</strong>')
        else:
            query = html.escape(urlencode({**params, "lang": language}))
            items.append(f'<a href="?{query}" lang="{language}" style="color: inherit">{name}</a>')
    st.html(f"<div>{' · '.join(items)}</div>")
