"""Edits come back as they went, and nothing hostile gets in by an address or a file."""

import base64
import json
import zlib

import pytest

from dashboard import deck_edits, present_slides
from dashboard.deck import Deck, Slide
from dashboard.deck_edits import BadDeck, Edits

EDITS = Edits(
    order=("closing", "opening"),
    off=("basis",),
    titles={"opening": "Tiêu đề <b>mới</b>"},
    notes={"opening": "Chào.\nCảm ơn."},
)


def deck(*keys):
    slides = tuple(Slide(key, "points", f"{key} title", notes=("method",)) for key in keys)
    return Deck("T", "S", "vi", "e", "e", "src", None, "", "", slides)


def packed(data):
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(zlib.compress(raw)).decode().rstrip("=")


def test_edits_come_back_from_an_address_and_from_a_file():
    assert deck_edits.unpack(deck_edits.pack(EDITS)) == EDITS
    assert deck_edits.pack(Edits()) == ""
    choices, edits = deck_edits.load(deck_edits.save({"story": "group", "x": "y"}, EDITS))
    assert (choices, edits) == ({"story": "group"}, EDITS)


def test_edits_are_applied_and_unknown_slides_mean_nothing():
    made = deck_edits.apply(deck("opening", "basis", "next", "closing"), EDITS, "leaders")
    assert [one.key for one in made.slides] == ["closing", "opening", "next"]
    assert made.slides[1].title == "Tiêu đề <b>mới</b>"
    assert made.slides[1].notes == ("Chào.", "Cảm ơn.")
    strange = Edits(order=("no_such",), off=("other",), titles={"third": "x"})
    same = deck_edits.apply(deck("opening", "next"), strange, "leaders")
    assert [one.key for one in same.slides] == ["opening", "next"]


def test_an_audience_drops_slides_until_the_speaker_chooses():
    whole = deck("opening", "duel", "next")
    assert [one.key for one in deck_edits.apply(whole, Edits(), "public").slides] == ["opening"]
    chosen = deck_edits.apply(whole, Edits(off=()), "public")
    assert len(chosen.slides) == 3


def test_a_deck_is_never_empty():
    made = deck_edits.apply(deck("opening", "next"), Edits(off=("opening", "next")), "leaders")
    assert [one.key for one in made.slides] == ["opening"]


@pytest.mark.parametrize(
    "text",
    [
        "%%%",
        "aaaa",
        "ế",
        packed(b"[1, 2]"),
        packed(b"not json"),
        packed({"order": "opening"}),
        packed({"order": ["../x"]}),
        packed({"order": [1]}),
        packed({"order": ["a"] * 41}),
        packed({"titles": {"opening": 3}}),
        packed({"titles": {"opening": "x" * 301}}),
        packed({"notes": {"../": "x"}}),
        packed(b"[" * 100_000),
        packed(b'"' + b"a" * 300_000 + b'"'),  # small in the address, large unpacked
        "A" * 20_000,
    ],
)
def test_a_hostile_address_is_refused(text):
    with pytest.raises(BadDeck):
        deck_edits.unpack(text)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"\xff\xfe",
        b'{"kind": "commune-plans-deck", "version": 2, "choices": {}}',
        b'{"kind": "commune-plans-deck", "version": 1, "choices": []}',
        b'{"kind": "commune-plans-deck", "version": 1, "choices": {}, "edits": []}',
        b"[" * 150_000,
        b" " * 200_001,
    ],
)
def test_a_hostile_file_is_refused(content):
    with pytest.raises(BadDeck):
        deck_edits.load(content)


def test_control_characters_are_taken_out():
    edits = deck_edits.unpack(packed({"titles": {"opening": "a\x00b\x0b\nc"}}))
    assert edits.titles["opening"] == "ab c"


def test_too_many_edits_for_an_address_are_told():
    long = {f"slide_{'abcdefghij'[n]}": "".join(chr(200 + (n * 7 + i * i) % 5000)
            for i in range(7000)) for n in range(10)}  # fmt: skip
    with pytest.raises(BadDeck, match="address"):
        deck_edits.pack(Edits(notes=long))


def test_a_choice_in_the_table_becomes_edits():
    rows = list(deck("opening", "basis", "next").slides)
    change = present_slides.changed
    assert change(rows, Edits(), frozenset(), {1: {"shown": False}}).off == ("basis",)
    assert change(rows, Edits(), frozenset({"next"}), {2: {"shown": True}}).off == ()
    assert change(rows, Edits(), frozenset(), {2: {"place": 1}}).order == (
        "next",
        "opening",
        "basis",
    )
    assert change(rows, Edits(), frozenset(), {0: {"title": "Mới"}}).titles == {"opening": "Mới"}
    again = change(rows, Edits(titles={"opening": "Mới"}), frozenset(), {0: {"title": " "}})
    assert again.titles == {}
    assert present_slides.moved(["a", "b", "c"], 1, -1) == ("b", "a", "c")
