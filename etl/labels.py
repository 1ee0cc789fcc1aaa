"""Wordings of indicators: the same words in other spellings are the same; alike is not the same.

An alias that the catalogue knows decides. A likeness only suggests, with its confidence, and a
person picks: two indicators that read alike ("kết quả điện tử", "số hóa kết quả") stay two.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from etl.intake_words import table
from etl.number_tokens import tidy

CUTOFF = 45.0  # below this, likeness says nothing
MOST_SUGGESTIONS = 5
_BULLET = re.compile(r"^(?:[-+*•–—]|\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ]|[ivx]+)[.)])(?=\s|$)\s*")
_UNIT_IN_BRACKETS = re.compile(r"[(\[]\s*(?:%|đvt[^)\]]*)\s*[)\]]")
_NOT_WORD = re.compile(r"[^\w]+|_")
_SHARE_PREFIX = re.compile(r"^(?:tỷ lệ(?: phần trăm)?|phần trăm) (?=\w)")


@dataclass(frozen=True)
class Match:
    """The indicator that a known wording means, and how well the wording fits it."""

    indicator_id: str
    comparability: str  # exact or near
    alias: str


@dataclass(frozen=True)
class Suggestion:
    """An indicator whose wording is like the label; confidence runs from 0 to 100."""

    indicator_id: str
    confidence: float
    alias: str


@dataclass(frozen=True)
class Suggestions:
    """No known wording: what a person may choose from, the most alike first, each once."""

    items: tuple[Suggestion, ...]


@dataclass(frozen=True)
class Aliases:
    """Wordings the catalogue knows: normalised wording -> its meanings."""

    meanings: Mapping[str, frozenset[Match]]


@cache
def _spellings() -> tuple[re.Pattern[str], Mapping[str, str]]:
    words = {r["written"]: r["meant"] for r in (*table("spellings"), *table("abbreviations"))}
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b"), words


@cache
def _tone_places() -> tuple[re.Pattern[str], Mapping[str, str]]:
    places = {row["new"]: row["old"] for row in table("tone_placement")}
    return re.compile(rf"(?<!q)(?:{'|'.join(places)})\b"), places


def place_tones(text: str) -> str:
    """The tone on the same vowel in every spelling: hoá as hóa, thuỷ as thủy; quý stays."""
    pattern, places = _tone_places()
    return pattern.sub(lambda match: places[match[0]], text)


@lru_cache(maxsize=65536)
def normalise(label: str) -> str:
    """A wording without what does not change its meaning.

    Case, Unicode form, place of the tone, i and y, common abbreviations, punctuation, numbering
    in front, and a leading "Tỷ lệ".
    """
    text = tidy(label).lower()
    text = _UNIT_IN_BRACKETS.sub(" ", _BULLET.sub("", text))
    text = place_tones(text)
    pattern, words = _spellings()
    text = pattern.sub(lambda match: words[match[0]], text)
    text = " ".join(_NOT_WORD.sub(" ", text).split())
    return _SHARE_PREFIX.sub("", text)


@lru_cache(maxsize=65536)
def text_form(text: str) -> str:
    """The form in which two wordings are compared in marts: NFC, lower case, single spaces."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip().lower()


def unaccented(text: str) -> str:
    """The text without diacritics, đ as d: for words typed without them."""
    marks = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in marks if not unicodedata.combining(c))


def aliases_of(rows: Iterable[Mapping[str, str]]) -> Aliases:
    """Aliases from rows with `alias_vi`, `indicator_id`, `comparability`."""
    meanings: dict[str, set[Match]] = {}
    for row in rows:
        match = Match(row["indicator_id"], row["comparability"], row["alias_vi"])
        meanings.setdefault(normalise(row["alias_vi"]), set()).add(match)
    return Aliases({words: frozenset(matches) for words, matches in meanings.items()})


def load_aliases(data: Path) -> Aliases:
    """The aliases of the catalogue in a folder of facts, with the indicators' own names.

    Raises OSError when a file cannot be read.
    """
    reference = data / "reference"
    with (reference / "aliases.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (reference / "indicators.csv").open(encoding="utf-8", newline="") as file:
        names = [(row["name_vi"], row["indicator_id"]) for row in csv.DictReader(file)]
    rows += [
        {"alias_vi": name, "indicator_id": indicator, "comparability": "exact"}
        for name, indicator in names
    ]
    return aliases_of(rows)


def match(label: str, aliases: Aliases) -> Match | Suggestions:
    """The indicator a label means, or what it may mean.

    A wording that two indicators share decides nothing: both are suggested with confidence 100.
    """
    words = normalise(label)
    meanings = aliases.meanings.get(words, frozenset())
    if len({meaning.indicator_id for meaning in meanings}) == 1:
        # One indicator under two spellings of an alias: the exact one speaks.
        return min(meanings, key=lambda meaning: (meaning.comparability, meaning.alias))
    return Suggestions(tuple(_suggest(words, aliases)))


def _suggest(words: str, aliases: Aliases) -> list[Suggestion]:
    best: dict[str, Suggestion] = {}
    found = process.extract(
        words,
        list(aliases.meanings),
        scorer=fuzz.token_sort_ratio,
        score_cutoff=CUTOFF,
        limit=4 * MOST_SUGGESTIONS,
    )
    for wording, score, _ in found:
        for meaning in sorted(aliases.meanings[wording], key=lambda m: m.alias):
            suggestion = Suggestion(meaning.indicator_id, round(score, 1), meaning.alias)
            best.setdefault(meaning.indicator_id, suggestion)
    return list(best.values())[:MOST_SUGGESTIONS]
