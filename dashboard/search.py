"""Finding one of many by a name typed without accents, in part, or as an abbreviation.

A text box narrows a list; what is chosen is kept in the address. Streamlit's own search inside a
list does not know that "dien" may mean "điện".
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import streamlit as st

from dashboard import address
from dashboard.text import plain
from messages import fmt_number, t, tn

MAX_OPTIONS = 200  # a longer list is no help; the reader types a part of the name
# The abbreviations that the reading of reports knows: one list for both.
_ABBREVIATIONS = Path(__file__).resolve().parents[1] / "etl" / "wording" / "abbreviations.csv"
_NO_MATCH = 4
_NOT_WORD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Item:
    """Something to choose: its id, what the list shows, and the folded words it is found by.

    `name` holds the words of its name, `words` those and all others (`searchable`).
    """

    key: str
    label: str
    name: str
    words: str


def item(key: str, label: str, names: Iterable[object], others: Iterable[object] = ()) -> Item:
    """An item found by its names first, then by its other words."""
    names = list(names)
    return Item(key, label, searchable(names), searchable([*names, *others]))


def fold(text: str) -> str:
    """Words in lower case without accents, one space between: "CBCC, Điện tử" -> "cbcc dien tu"."""
    split = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    letters = "".join(letter for letter in split if not unicodedata.combining(letter))
    return " ".join(_NOT_WORD.sub(" ", letters).split())


def searchable(texts: Iterable[object]) -> str:
    """Texts folded into one, each also with its abbreviations written out and hyphens closed."""
    known = [text for text in texts if isinstance(text, str)]
    folded = [fold(text) for text in known]
    closed = [fold(text.replace("-", "")) for text in known if "-" in text]  # e-mail as email
    return " | ".join(dict.fromkeys([*folded, *map(spelled_out, folded), *closed]))


def spelled_out(folded: str) -> str:
    """Folded text with abbreviations written out: "csdl lien thong" -> "co so du lieu ..."."""
    known = _abbreviations()
    return " ".join(known.get(word, word) for word in folded.split())


def matching(items: Sequence[Item], wanted: str) -> list[Item]:
    """Items that hold every wanted word, as typed or with abbreviations written out.

    The best match first: the words together in its name, scattered in its name, elsewhere; the
    order is kept otherwise.
    """
    typed = fold(wanted)
    written = spelled_out(typed)
    ranked = [(_rank(one, typed, written), one) for one in items]
    return [one for rank, one in sorted(ranked, key=lambda pair: pair[0]) if rank < _NO_MATCH]


def _rank(one: Item, typed: str, written: str) -> int:
    """0 is best, _NO_MATCH is none; words match from their beginning."""
    for rank, words in enumerate((one.name, one.words)):
        padded = f" {words}"
        if any(f" {phrase}" in padded for phrase in (typed, written)):
            return 2 * rank
        if any(_holds(padded, phrase) for phrase in (typed, written)):
            return 2 * rank + 1
    return _NO_MATCH


def _holds(padded: str, words: str) -> bool:
    return all(f" {word}" in padded for word in words.split())


@cache
def _abbreviations() -> dict[str, str]:
    with _ABBREVIATIONS.open(encoding="utf-8", newline="") as file:
        return {fold(row["written"]): fold(row["meant"]) for row in csv.DictReader(file)}


def choose(
    param: str,
    items: Sequence[Item],
    *,
    labels: tuple[str, str],
    default: str,
    others: Callable[[], Sequence[Item]] = tuple,
    meant: Callable[[str], str] = str,
    help: str | None = None,
) -> str:
    """A search box and a list; what is chosen is kept in the address as `param`.

    `labels` are those of the box and of the list. `others` gives items that are offered only when
    the box holds something, or when the address names them. `meant` is the id that an id of the
    address stands for. One that nothing knows is said and passed over.
    """
    box, chosen_key = f"search_{param}", f"choice_{param}"
    typed = str(st.session_state.get(box) or "")
    seen = address.seen().get(param)
    wanted = meant(seen) if seen else None
    known = {one.key: one for one in items}
    if typed or (wanted and wanted not in known):
        known |= {one.key: one for one in others() if one.key not in known}
    current = wanted if wanted in known else default
    found = matching(list(known.values()), typed) if typed else list(items)
    offered = found[:MAX_OPTIONS] or list(items)[:MAX_OPTIONS]
    if current not in {one.key for one in offered}:
        offered = [known[current], *offered]
    left, right = st.columns([2, 3])
    with left:
        st.text_input(
            labels[0], key=box, help=help, on_change=_jump, args=(param, box, items, others)
        )
    st.session_state[chosen_key] = current
    with right:
        st.selectbox(
            labels[1],
            [one.key for one in offered],
            format_func=lambda key: known[key].label if key in known else key,
            placeholder=t("shell.filter.choose_one"),
            key=chosen_key,
            on_change=lambda: address.write(**{param: str(st.session_state[chosen_key])}),
        )
    _say(param, wanted if wanted and wanted != current else None, typed, len(found))
    return current


def _jump(
    param: str, box: str, items: Sequence[Item], others: Callable[[], Sequence[Item]]
) -> None:
    """What was typed leads to the first match at once, unless the chosen one matches too."""
    typed = str(st.session_state.get(box) or "")
    if not typed:
        return
    found = matching([*items, *others()], typed)
    if found and address.seen().get(param) not in {one.key for one in found}:
        address.write(**{param: found[0].key})


def _say(param: str, refused: str | None, typed: str, found: int) -> None:
    if refused:
        st.caption(plain(t(f"{param}.unknown", value=refused[:60])))
    if not typed:
        return
    if not found:
        st.caption(plain(t("search.none", typed=typed[:60])))
    elif found > MAX_OPTIONS:
        shown = fmt_number(MAX_OPTIONS)
        st.caption(plain(t("search.capped", shown=shown, n=fmt_number(found))))
    else:
        st.caption(plain(tn("search.found", found)))
