"""A word to a reader whose screen shows an edition that is no longer the current one.

Figures never change under a reader by themselves: the notice waits to be clicked.
"""

from __future__ import annotations

import streamlit as st

import messages
from dashboard import data
from dashboard.text import plain
from messages import t

EVERY = "15s"  # one small file is read each time
_LONGEST = 80  # characters of a name in an address that are shown


def draw(shown: str, *, missing: str | None) -> None:
    """What a reader of the current edition, `shown`, is told about editions.

    `missing` is an edition that the address asks for and that is not kept: said as long as it asks.
    """
    if missing:
        st.warning(plain(t("states.edition.gone", edition=missing[:_LONGEST])))
    _draw_notice(shown)


@st.fragment(run_every=EVERY)
def _draw_notice(shown: str) -> None:
    messages.set_language(st.session_state["_language"])  # a fragment runs alone
    try:
        current = data.current_edition()
    except data.NoEdition:
        return
    if current == shown:
        return
    with st.container(border=True, key="new_edition", horizontal=True, vertical_alignment="center"):
        st.markdown(plain(t("states.new_edition.text")))
        if st.button(t("states.new_edition.show"), key="new_edition_show"):
            st.rerun()
