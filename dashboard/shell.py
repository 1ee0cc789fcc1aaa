"""The Streamlit entry script: language, edition, navigation, filters, page, origin panel."""

from __future__ import annotations

import gc
import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # Streamlit puts only this script's own folder there
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

import messages  # noqa: E402
from dashboard import (  # noqa: E402
    address,
    controls,
    data,
    kept,
    language,
    navigation,
    new_edition,
    not_found,
    origin,
    print_pages,
    tour,
)
from dashboard.text import plain  # noqa: E402
from dashboard.turns import turn  # noqa: E402
from messages import t  # noqa: E402

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

ICON = ROOT / "static" / "icon.png"
_LOG = logging.getLogger("dashboard")
_ONE_OF_ALL = {"unit", "indicator"}  # pages of one thing, which no filter hides


def main() -> None:
    """One run of the app: the address says which screen; then its page runs."""
    params = address.read()
    st.session_state["_language"] = language.pick(params, st.context.cookies)
    messages.set_language(st.session_state["_language"])
    pages = navigation.begin_run()
    hidden = [navigation.home_page(), not_found.page()]
    page = st.navigation([*hidden, *pages], position="hidden")
    st.set_page_config(
        page_title=f"{page.title} · {t('common.app_name')}",
        page_icon=str(ICON),
        layout="wide",
    )
    frozen = _frozen(params.get("edition"))
    edition = frozen or _current()
    if edition is None:
        _show_empty(params)
        return
    known = controls.options(edition)
    parsed = address.parse(params, known, edition)
    st.session_state["_selection"] = parsed.selection
    _tell_refused(parsed.refused)
    with st.sidebar:
        _draw_head(params)
        for target in pages:
            st.page_link(target, label=plain(target.title), query_params=controls.link())
        st.divider()
        controls.draw_filters(parsed.selection, known)
        st.button(t("shell.filter.clear"), key="clear", on_click=controls.clear, width="stretch")
        tour.draw_opener()
    if not frozen:
        new_edition.draw(edition, missing=params.get("edition"))
    _run(page, edition, frozen=bool(frozen))


def _run(page: Page, edition: str, *, frozen: bool) -> None:
    origin.begin_run()
    kept.begin_run(page.url_path)
    tour.draw()
    panel = st.container()  # where the panel goes when no chart of the page claims it
    page.run()
    with panel:
        origin.show_remaining()
    _draw_way_back(page.url_path)
    word = "shell.footer.frozen" if frozen else "shell.footer.current"
    # small, but not a caption: a caption pales its links below what can be read
    st.markdown(f":small[{plain(t(word, edition=edition))}{_print_link(page.url_path)}]")
    _settle()


def _draw_way_back(url_path: str) -> None:
    """Where no plan matches, the button that clears the filters: a phone hides the sidebar."""
    entry = _printed(url_path)
    if controls.plan_ids() or entry is None or entry.module in _ONE_OF_ALL:
        return
    st.button(t("shell.filter.clear"), key="clear_here", on_click=controls.clear, type="primary")


def _printed(url_path: str) -> navigation.PageEntry | None:
    """The page of this address, where it shows plans and so can be printed."""
    found = (entry for entry in navigation.entries() if entry.module in print_pages.PAGES)
    return next((entry for entry in found if entry.url_path == url_path), None)


def _print_link(url_path: str) -> str:
    """A link to this very screen as an A4 print, where the page can be printed."""
    entry = _printed(url_path)
    if entry is None:
        return ""
    query = urlencode({**address.seen(), "page": entry.module})
    return f" · [{t('shell.footer.print')}](./print?{query})"


def _current() -> str | None:
    """The current edition; None when none is built."""
    try:
        return data.current_edition()
    except data.NoEdition as error:
        _LOG.warning("nothing to show: %s", error)
        return None


def _frozen(wanted: str | None) -> str | None:
    """The edition that an address asks for, if it does and there is one."""
    try:
        return data.edition_of(wanted) if wanted else None
    except data.UnknownEdition as error:
        _LOG.warning("an address asks for edition %r: %s", wanted, error)
        return None


def _draw_head(params: dict[str, str]) -> None:
    st.markdown(f"**{plain(t('common.app_name'))}**")
    language.draw_switch(params)


def _show_empty(params: dict[str, str]) -> None:
    with st.sidebar:
        _draw_head(params)
    st.title(t("shell.empty.title"), anchor=False)
    st.markdown(t("shell.empty.what_to_do"))
    st.code("python -m etl build", language="bash")


def _tell_refused(refused: list[tuple[str, str]]) -> None:
    """Say which parts of the address mean nothing, and take them out of it."""
    if not refused:
        return
    parts = [
        t("shell.address.part", name=_filter_name(name), value=value[:60])
        for name, value in refused
    ]
    st.toast(plain(t("shell.address.refused", parts="; ".join(parts))))  # one: more hide the page
    address.drop(refused)


def _filter_name(name: str) -> str:
    known = f"shell.filter.{name}"
    return t(known) if messages.has(known) else name


@st.cache_resource(show_spinner=False)
def _settle() -> None:
    """Once a process, after a page has been imported: keep what is loaded out of collections.

    Streamlit collects garbage after each run, which takes some 80 ms with these libraries.
    """
    gc.collect()
    gc.freeze()


with turn():
    main()
