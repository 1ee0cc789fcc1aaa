"""What leaves the page "Trình chiếu": live slides, files, the saved deck, a frozen edition."""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import urlencode

import streamlit as st

import messages
from dashboard import address, deck_edits, language, print_pages, writing
from dashboard.deck import Deck
from dashboard.deck_edits import BadDeck, Edits
from dashboard.deck_scene import Request
from dashboard.exports import docx_report, html_deck, pptx_deck
from dashboard.exports.pptx_master import BadTemplate, template_stage
from dashboard.present_choices import params
from dashboard.report import report
from dashboard.text import plain
from etl import editions
from etl.problems import StoreError
from etl.store import store_lock
from messages import t

_LOG = logging.getLogger("dashboard")
LOCK_SECONDS = 10.0
LOOP_SECONDS = 20  # of a slide on a foyer screen
HTML, JSON = "text/html", "application/json"


def draw(make: Callable[[], Deck], asked: Request, edits: Edits) -> None:
    """`make` makes the deck as the speaker wants it."""
    st.header(t("deck.show.title"), anchor=False)
    left, right = st.columns([1, 4])
    with left:
        st.link_button(
            t("deck.show.live"), f"./present?{urlencode(params())}", type="primary", width="stretch"
        )
    with right:
        query = urlencode({**params(), "loop": LOOP_SECONDS})
        st.link_button(t("deck.show.loop", seconds=LOOP_SECONDS), f"./present?{query}")
    st.caption(plain(t("deck.show.keys")))
    st.header(t("deck.files.title"), anchor=False)
    _downloads(make, asked, edits)
    _saved(edits)


def _downloads(make: Callable[[], Deck], asked: Request, edits: Edits) -> None:
    first, second, third = st.columns(3)
    with first:
        download("html", lambda: html_deck.html(make()).encode(), HTML, asked)
    with second:
        _powerpoint(make, asked)
    with third:
        download(
            "docx",
            lambda: docx_report.docx(report(asked, edits)),
            docx_report.DOCX,
            asked,
            name="bao-cao",
        )


def _powerpoint(make: Callable[[], Deck], asked: Request) -> None:
    """The PowerPoint file; on the province's own template where one is given and sound."""
    with st.expander(t("deck.template.title")):
        file = st.file_uploader(
            t("deck.template.choose"), type=["pptx"], key="deck_template", max_upload_size=10
        )
        st.caption(plain(t("deck.template.what")))
    template = None
    if file is not None:
        template = file.getvalue()
        try:
            template_stage(template)
        except BadTemplate as error:
            st.warning(plain(t(str(error))))
            template = None
    download("pptx", lambda: pptx_deck.pptx(make(), template), pptx_deck.PPTX, asked)


def download(
    kind: str, make: Callable[[], bytes], mime: str, asked: Request, name: str = "trinh-chieu"
) -> None:
    """A file that is made when it is asked for, in the language of the page."""
    st.download_button(
        t(f"deck.files.{kind}"),
        data=language.keeping(make),
        file_name=f"{name}_{asked.story}_{asked.edition}.{kind}",
        mime=mime,
        key=f"deck_file_{kind}",
        on_click="ignore",
        width="stretch",
    )
    st.caption(plain(t(f"deck.files.{kind}_what")))


def _saved(edits: Edits) -> None:
    left, right = st.columns(2)
    with left:
        st.download_button(
            t("deck.saved.save"),
            data=deck_edits.save(params(), edits),
            file_name="bai-trinh-chieu.json",
            mime=JSON,
            key="deck_save",
            on_click="ignore",
        )
        st.caption(plain(t("deck.saved.what")))
    with right:
        st.file_uploader(
            t("deck.saved.open"), type=["json"], key="deck_open", on_change=_open, max_upload_size=1
        )


def _open() -> None:
    """Put an opened deck into the address; it comes from outside and is read with care."""
    file = st.session_state.get("deck_open")
    if file is None:
        return
    try:
        choices, edits = deck_edits.load(file.getvalue())
        packed = deck_edits.pack(edits)
    except BadDeck as error:
        st.session_state["deck_told"] = str(error)
        return
    cleared = {name: None for name in deck_edits.CHOICES if name != "lang"}
    address.write(**{**cleared, **choices, "deck": packed or None})


def draw_paper() -> None:
    """Links to each page as an A4 print, with the filters as they are."""
    st.header(t("deck.print.title"), anchor=False)
    st.markdown(plain(t("deck.print.what")))
    links = [
        f"[{plain(t(f'shell.page.{page}'))}](./print?{urlencode({**params(), 'page': page})})"
        for page in print_pages.PAGES
    ]
    st.markdown(" · ".join(links))


def draw_frozen(asked: Request) -> None:
    """Freeze the edition under a name, where writing is allowed; open a frozen one again."""
    st.header(t("deck.frozen.title"), anchor=False)
    st.markdown(plain(t("deck.frozen.what")))
    pins = editions.pins(editions.store_dir())
    for pin in pins:
        query = urlencode({**params(), "edition": pin.name})
        words = t("deck.frozen.line", name=pin.name, edition=pin.edition_id,
                  time=messages.fmt_time(pin.created_at))  # fmt: skip
        st.markdown(f"- [{plain(words)}](./trinh-chieu?{query})")
    if not writing.allowed():
        st.caption(plain(t("deck.frozen.read_only")))
        return
    told = st.session_state.pop("deck_frozen_told", None)
    if told:
        st.info(plain(told))
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        st.text_input(t("deck.frozen.name"), key="deck_pin", max_chars=80)
    with right:
        st.button(
            t("deck.frozen.freeze"), key="deck_freeze", on_click=_freeze, args=(asked.edition,),
            width="stretch",
        )  # fmt: skip


def _freeze(edition: str) -> None:
    name = st.session_state.get("deck_pin", "").strip()
    if not writing.allowed():
        return
    try:
        with store_lock(editions.store_dir(), LOCK_SECONDS) as lock:
            editions.pin(lock, name, edition, writing.who())
    except (StoreError, editions.UnknownEdition) as error:
        _LOG.warning("an edition was not frozen: %s", error)
        st.session_state["deck_frozen_told"] = t("deck.frozen.refused", name=name)
        return
    address.write(edition=name)
    st.session_state["deck_frozen_told"] = t("deck.frozen.done", name=name, edition=edition)
