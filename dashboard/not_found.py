"""An address of no page: a screen that says so, in the reader's language, with the way home.

Streamlit would show its own dialog and then run the default page. The middleware leads such
addresses here instead (dashboard/document.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import address, components, navigation
from messages import t

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

URL_PATH = "khong-co-trang"
ASKED = "asked"  # parameter: the path that was asked for
_LONGEST = 80  # characters of it that are shown


def page() -> Page:
    """The screen as Streamlit knows it; no navigation lists it."""
    title = t("states.not_found.title")
    return st.Page(_show, title=title, url_path=URL_PATH, visibility="hidden")


def _show() -> None:
    components.page_title(t("states.not_found.title"))
    asked = address.seen().get(ASKED, "")
    if asked:
        named = t("states.not_found.asked", path=asked[:_LONGEST])
        st.markdown(components.plain(named))
    st.markdown(t("states.not_found.what_to_do"))
    home = navigation.entries()[0]
    components.page_link(home.module, t("states.not_found.home", page=home.title))
