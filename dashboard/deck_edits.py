"""What a speaker changed: order, dropped slides, titles, notes; compact in an address, or a file.

Both come from outside and are hostile until they are read here: bounded, typed, plain text.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from dashboard.deck import Deck, Slide
from dashboard.deck_stories import NOT_FOR

MAX_BYTES = 200_000  # of a deck file, and of what an address unpacks to
MAX_ADDRESS = 12_000  # letters that every server and browser takes in an address
MAX_SLIDES, MAX_TITLE, MAX_NOTES = 40, 300, 8_000
KIND = "commune-plans-deck"
_KEY = re.compile(r"[a-z_]{1,40}")
# what a saved deck may say about its story: parameters of the address
CHOICES = (
    "story", "area", "unit", "topic", "audience", "inferred", "day", "place", "near", "ref",
    "scope", "year", "group", "edition", "lang",
)  # fmt: skip


class BadDeck(ValueError):
    """A deck from outside that is too large or not a deck; the message key says which."""


@dataclass(frozen=True)
class Edits:
    """`order` None: as the story has it; `off` None: as the audience has it."""

    order: tuple[str, ...] | None = None
    off: tuple[str, ...] | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        """Whether the deck is as the story has it."""
        return self == Edits()


def apply(deck: Deck, edits: Edits, audience: str) -> Deck:
    """The deck as the speaker wants it; unknown slides in the edits mean nothing."""
    off = dropped(deck, edits, audience)
    kept = [_reworded(one, edits) for one in ordered(deck, edits) if one.key not in off]
    return replace(deck, slides=tuple(kept or deck.slides[:1]))


def ordered(deck: Deck, edits: Edits) -> list[Slide]:
    """Every slide in the speaker's order; slides that it does not name keep their place last."""
    if edits.order is None:
        return list(deck.slides)
    place = {key: number for number, key in enumerate(edits.order)}
    return sorted(deck.slides, key=lambda one: place.get(one.key, len(place)))


def dropped(deck: Deck, edits: Edits, audience: str) -> frozenset[str]:
    """Keys of the slides that are not shown."""
    off = NOT_FOR.get(audience, frozenset()) if edits.off is None else frozenset(edits.off)
    return off & {one.key for one in deck.slides}


def _reworded(one: Slide, edits: Edits) -> Slide:
    title = edits.titles.get(one.key, one.title)
    notes = one.notes
    if one.key in edits.notes:
        notes = tuple(line for line in edits.notes[one.key].splitlines() if line.strip())
    return replace(one, title=title, notes=notes)


def pack(edits: Edits) -> str:
    """The edits for an address; empty when there are none. Raises BadDeck when too long."""
    if edits.nothing:
        return ""
    text = json.dumps(as_dict(edits), ensure_ascii=False, separators=(",", ":"))
    packed = base64.urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")
    if len(packed) > MAX_ADDRESS:
        raise BadDeck("deck.bad.address")
    return packed


def unpack(text: str) -> Edits:
    """Edits from an address. Raises BadDeck for anything that `pack` did not make."""
    if not text:
        return Edits()
    if len(text) > MAX_ADDRESS:
        raise BadDeck("deck.bad.address")
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        stream = zlib.decompressobj()
        plain = stream.decompress(data, MAX_BYTES)
    except (binascii.Error, ValueError, zlib.error):
        raise BadDeck("deck.bad.content") from None
    if stream.unconsumed_tail or not stream.eof:
        raise BadDeck("deck.bad.size")
    return from_dict(_parsed(plain))


def as_dict(edits: Edits) -> dict[str, object]:
    """Plain data, without what was not changed."""
    made: dict[str, object] = {}
    if edits.order is not None:
        made["order"] = list(edits.order)
    if edits.off is not None:
        made["off"] = list(edits.off)
    if edits.titles:
        made["titles"] = dict(edits.titles)
    if edits.notes:
        made["notes"] = dict(edits.notes)
    return made


def from_dict(data: object) -> Edits:
    """Edits from plain data of unknown origin. Raises BadDeck."""
    if not isinstance(data, dict):
        raise BadDeck("deck.bad.content")
    return Edits(
        order=_keys(data.get("order")),
        off=_keys(data.get("off")),
        titles=_texts(data.get("titles"), MAX_TITLE, "\n\r"),
        notes=_texts(data.get("notes"), MAX_NOTES, ""),
    )


def save(choices: Mapping[str, str], edits: Edits) -> bytes:
    """A deck as a file: its choices as in the address, and the edits."""
    kept = {name: choices[name] for name in CHOICES if choices.get(name)}
    made = {"kind": KIND, "version": 1, "choices": kept, "edits": as_dict(edits)}
    return (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()


def load(content: bytes) -> tuple[dict[str, str], Edits]:
    """Choices and edits of a deck file. Raises BadDeck for a file that is too large or no deck."""
    if len(content) > MAX_BYTES:
        raise BadDeck("deck.bad.size")
    data = _parsed(content)
    if not isinstance(data, dict) or data.get("kind") != KIND or data.get("version") != 1:
        raise BadDeck("deck.bad.content")
    choices = data.get("choices")
    if not isinstance(choices, dict):
        raise BadDeck("deck.bad.content")
    known = {
        name: value
        for name, value in choices.items()
        if name in CHOICES and isinstance(value, str) and 0 < len(value) <= 200
    }
    return known, from_dict(data.get("edits", {}))


def _parsed(content: bytes) -> object:
    try:
        return json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        raise BadDeck("deck.bad.content") from None


def _keys(data: object) -> tuple[str, ...] | None:
    if data is None:
        return None
    if not isinstance(data, list) or len(data) > MAX_SLIDES:
        raise BadDeck("deck.bad.content")
    if not all(isinstance(key, str) and _KEY.fullmatch(key) for key in data):
        raise BadDeck("deck.bad.content")
    return tuple(dict.fromkeys(data))


def _texts(data: object, longest: int, refused: str) -> dict[str, str]:
    if data is None:
        return {}
    if not isinstance(data, dict) or len(data) > MAX_SLIDES:
        raise BadDeck("deck.bad.content")
    texts = {}
    for key, text in data.items():
        if not _KEY.fullmatch(key) or not isinstance(text, str) or len(text) > longest:
            raise BadDeck("deck.bad.content")
        texts[key] = clean(text, refused)
    return texts


def clean(text: str, refused: str = "") -> str:
    """Text without control characters, which no slide and no XML can hold."""
    return "".join(
        " " if letter in refused else letter
        for letter in text
        if letter in "\n\t\u00a0" or letter in refused or letter.isprintable()
    ).strip()
