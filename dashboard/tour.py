"""The first visit: three steps above the page, closed for good with one click.

A script cannot set a cookie, so the document's own script (static/document.js) does when the
button that closes the tour is clicked; until the next request this session remembers.
"""

from __future__ import annotations

import streamlit as st

import messages
from dashboard.text import plain
from messages import fmt_number, t

COOKIE, CLOSED = "tour", "closed"
CLOSE = "tour_close"  # key of the button that document.js knows as .st-key-tour_close
STEPS = ("look", "choose", "origin")
_STEP, _OPEN = "_tour_step", "_tour_open"


def draw() -> None:
    """The tour, if this browser has not closed it before."""
    opened = st.session_state.setdefault(_OPEN, st.context.cookies.get(COOKIE) != CLOSED)
    if opened:
        _draw_step()


def draw_opener() -> None:
    """The button that opens the tour again."""
    st.button(t("tour.open"), key="tour_open", type="tertiary", on_click=_open)


@st.fragment
def _draw_step() -> None:
    messages.set_language(st.session_state["_language"])  # a fragment runs alone
    if not st.session_state[_OPEN]:
        return
    step = st.session_state.setdefault(_STEP, 0)
    place = t("tour.place", step=fmt_number(step + 1), steps=fmt_number(len(STEPS)))
    last = step == len(STEPS) - 1
    with st.container(border=True, key="tour", gap="small"):
        st.markdown(f"**{plain(place)}** {plain(t(f'tour.step.{STEPS[step]}'))}")
        with st.container(horizontal=True):
            if not last:
                st.button(t("tour.next"), key="tour_next", type="primary", on_click=_go, args=(1,))
            if step:
                st.button(t("tour.back"), key="tour_back", on_click=_go, args=(-1,))
            words = t("tour.done" if last else "tour.close")
            kind = "primary" if last else "secondary"
            st.button(words, key=CLOSE, type=kind, on_click=_close)


def _go(steps: int) -> None:
    st.session_state[_STEP] += steps


def _close() -> None:
    st.session_state[_OPEN] = False


def _open() -> None:
    st.session_state[_OPEN], st.session_state[_STEP] = True, 0
