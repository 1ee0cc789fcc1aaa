"""The list of slides on the page "Trình chiếu": order, which are shown, titles, notes."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import address, controls, deck_edits
from dashboard.deck import Deck, Slide
from dashboard.deck_edits import BadDeck, Edits
from dashboard.text import plain
from messages import fmt_number, t, tn


def read() -> Edits:
    """The edits of the address; what is no deck is told and taken out."""
    try:
        return deck_edits.unpack(address.seen().get("deck", ""))
    except BadDeck as error:
        st.toast(plain(t(str(error))))
        address.write(deck=None)
        return Edits()


def write(edits: Edits) -> None:
    """Put the edits into the address; too many of them are told and not taken."""
    try:
        address.write(deck=deck_edits.pack(edits) or None)
    except BadDeck as error:
        st.session_state["deck_told"] = str(error)


def draw(deck: Deck, edits: Edits, audience: str) -> None:
    """`deck` is the whole story before the edits."""
    told = st.session_state.pop("deck_told", None)
    if told:
        st.warning(plain(t(told)))
    off = deck_edits.dropped(deck, edits, audience)
    rows = deck_edits.ordered(deck, edits)
    st.header(t("deck.list.title"), anchor=False)
    st.markdown(plain(tn("deck.list.count", len(rows) - len(off), all=fmt_number(len(rows)))))
    _table(rows, edits, off)
    _left_out(deck)
    _one_slide(rows, edits, off)
    if not edits.nothing:
        st.button(t("deck.list.reset"), key="deck_reset", on_click=lambda: write(Edits()))


def _table(rows: list[Slide], edits: Edits, off: frozenset[str]) -> None:
    frame = pd.DataFrame(
        {
            "shown": [one.key not in off for one in rows],
            "place": list(range(1, len(rows) + 1)),
            "what": [t(f"deck.name.{one.key}") for one in rows],
            "title": [edits.titles.get(one.key, one.title) for one in rows],
        }
    )
    # A new key for each state: changes are told against the frame that was shown.
    state = zlib.crc32(repr((frame.to_dict("list"), controls.current().edition)).encode())
    key = f"deck_rows_{state}"
    st.data_editor(
        frame,
        key=key,
        hide_index=True,
        width="stretch",
        height="content",
        disabled=["what"],
        column_config={
            "shown": st.column_config.CheckboxColumn(t("deck.list.shown"), width="small"),
            "place": st.column_config.NumberColumn(
                t("deck.list.place"), min_value=1, max_value=len(rows), step=1, width="small"
            ),
            "what": st.column_config.TextColumn(t("deck.list.what")),
            "title": st.column_config.TextColumn(
                t("deck.list.heading"), max_chars=deck_edits.MAX_TITLE, width="large"
            ),
        },
        on_change=lambda: write(changed(rows, edits, off, st.session_state[key]["edited_rows"])),
    )


def changed(rows: list[Slide], edits: Edits, off: frozenset[str], cells: dict[int, dict]) -> Edits:
    """The edits with what was changed in the table: cells by row and column."""
    keys, titles, hidden = [one.key for one in rows], dict(edits.titles), set(off)
    order = list(keys)
    for number, cell in cells.items():
        key = keys[int(number)]
        if "shown" in cell:
            (hidden.discard if cell["shown"] else hidden.add)(key)
        if cell.get("title") is not None:
            _reword(titles, key, rows[int(number)].title, cell["title"])
        if cell.get("place"):
            order.remove(key)
            order.insert(int(cell["place"]) - 1, key)
    return replace(
        edits,
        order=tuple(order) if order != keys else edits.order,
        off=tuple(key for key in keys if key in hidden) if hidden != set(off) else edits.off,
        titles=titles,
    )


def _reword(texts: dict[str, str], key: str, own: str, written: str) -> None:
    """Keep a text that differs from the story's own; an emptied one means the story's own."""
    text = deck_edits.clean(str(written))
    if text and text != own:
        texts[key] = text
    else:
        texts.pop(key, None)


def _left_out(deck: Deck) -> None:
    if not deck.left_out:
        return
    with st.expander(tn("deck.left_out.title", len(deck.left_out))):
        lines = [f"- {plain(one.title)}: {plain(one.reason)}" for one in deck.left_out]
        st.markdown("\n".join(lines))


def _one_slide(rows: list[Slide], edits: Edits, off: frozenset[str]) -> None:
    """Title and notes of one slide, and buttons that move it: the keyboard's way."""
    st.subheader(t("deck.one.title"), anchor=False)
    by_key = {one.key: one for one in rows}
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        key = controls.choose(
            "slide",
            t("deck.one.choose"),
            list(by_key),
            format_func=lambda one: t(f"deck.name.{one}"),
        )
    with right:
        _moves(list(by_key), key, edits)
    one = by_key[key]
    _text(
        "title", t("deck.list.heading"), edits.titles.get(key, one.title), deck_edits.MAX_TITLE,
        lambda text: write(replace(edits, titles=_with(edits.titles, key, one.title, text))),
    )  # fmt: skip
    own = "\n".join(one.notes)
    _text(
        "notes", t("deck.one.notes"), edits.notes.get(key, own), deck_edits.MAX_NOTES,
        lambda text: write(replace(edits, notes=_with(edits.notes, key, own, text))),
    )  # fmt: skip


def _moves(keys: list[str], key: str, edits: Edits) -> None:
    place = keys.index(key)
    up, down = st.columns(2)
    for column, way, name in ((up, -1, "up"), (down, 1, "down")):
        with column:
            st.button(
                t(f"deck.one.{name}"),
                key=f"deck_{name}",
                disabled=not 0 <= place + way < len(keys),
                width="stretch",
                on_click=lambda way=way: write(replace(edits, order=moved(keys, place, way))),
            )


def moved(keys: list[str], place: int, way: int) -> tuple[str, ...]:
    """The keys with one of them moved by `way` places."""
    order = list(keys)
    order.insert(place + way, order.pop(place))
    return tuple(order)


def _with(texts: object, key: str, own: str, text: str) -> dict[str, str]:
    made = dict(texts)  # type: ignore[call-overload]
    _reword(made, key, own, text)
    return made


def _text(name: str, label: str, value: str, longest: int, take: Callable[[str], None]) -> None:
    key = f"deck_{name}"
    st.session_state[key] = value
    st.text_area(
        label,
        key=key,
        max_chars=longest,
        height=220 if name == "notes" else 80,
        on_change=lambda: take(st.session_state[key]),
    )
