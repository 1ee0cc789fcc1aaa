"""What a page made once and shows again: figures, frames and words, by what the reader asked for.

The address is the state of every page (docs/decisions/0003-address-is-state.md), so edition, page,
language, day and address say what is shown. What a page takes from elsewhere (a text box, the kind
of device) it names in `more`. tests/pages/test_kept.py holds what is kept against what is new.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import date
from typing import TypeVar

import plotly.graph_objects as go
import streamlit as st

import messages
from dashboard import address, controls

__all__ = ["begin_run", "figure", "once", "state"]

_PAGE = "_page"
Made = TypeVar("Made")


def begin_run(url_path: str) -> None:
    """Say which page this run shows, before it shows anything."""
    st.session_state[_PAGE] = url_path


def state() -> tuple[Hashable, ...]:
    """All that a page depends on but its text boxes: a key for what it made."""
    asked = {**address.seen(), address.STATEMENT: ""}  # whose origin is open changes no figure
    return (
        st.session_state[_PAGE],
        controls.current().edition,
        messages.language(),
        date.today().isoformat(),
        tuple(sorted(asked.items())),
    )


def once(name: str, make: Callable[[], Made], *more: Hashable) -> Made:
    """What `make` gives, made once for this state: a frame, words; a copy for each run.

    `name` is unique on the page.
    """
    return _made(name, state(), more, make)


def figure(name: str, draw: Callable[[], go.Figure], *more: Hashable) -> go.Figure:
    """The figure that `draw` gives, drawn once for this state and shared: never change it."""
    return _drawn(name, state(), more, draw)


@st.cache_data(max_entries=256, show_spinner=False)
def _made(name: str, key: tuple, more: tuple, _make: Callable[[], Made]) -> Made:
    return _make()


@st.cache_resource(max_entries=128, show_spinner=False)
def _drawn(name: str, key: tuple, more: tuple, _draw: Callable[[], go.Figure]) -> go.Figure:
    return _draw()
