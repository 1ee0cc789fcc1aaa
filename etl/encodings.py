"""Text typed with the fonts of before Unicode: TCVN3 (ABC) and VNI.

Such text reads "Tû lÖ hé" or "Tyû leä hoä" instead of "Tỷ lệ hộ". It is recognised by its
syllables: wrong as they stand, right once converted. Conversion is offered with examples, and
done when a person agrees.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from etl.intake_words import table

ENCODINGS = ("tcvn3", "vni")
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_SEPARATORS = re.compile(r"[\x00-@\[-`{-\x7f\u2000-\u2fff]+")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MOST_TEXTS = 20_000
_EXAMPLES = 5
_RIGHT_SHARE = 0.8


@dataclass(frozen=True)
class Detection:
    """Texts in an encoding of before Unicode, tcvn3 or vni.

    `texts` is how many different ones seem to be; `mixed` when the workbook holds Unicode too;
    `examples` are pairs: as received, as it would read.
    """

    encoding: str
    texts: int
    mixed: bool
    examples: tuple[tuple[str, str], ...]

    def convert(self, text: str) -> str:
        """A text of the workbook as Unicode.

        Beside Unicode texts, one that would not gain by it is taken for Unicode.
        """
        converted = convert(text, self.encoding)
        return text if self.mixed and _sound(converted) <= _sound(text) else converted


@cache
def _letters(encoding: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    rows = table("legacy_encodings")
    letters = {row["written"]: row["meant"] for row in rows if row["encoding"] == encoding}
    longest_first = sorted(letters, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), letters


def is_unicode(text: str) -> bool:
    """Whether a text holds letters that only Unicode has: it is then never converted."""
    return bool(_UNICODE_ONLY.search(unicodedata.normalize("NFC", text)))


def convert(text: str, encoding: str) -> str:
    """A text in an encoding of `ENCODINGS` as Unicode; Unicode text stays as it is."""
    if text.isascii() or is_unicode(text):
        return text
    pattern, letters = _letters(encoding)
    return pattern.sub(lambda match: letters[match[0]], text)


def _sound(text: str) -> int:
    """How many accented words of a text can be Vietnamese syllables."""
    return sum(map(is_syllable, _words(text)))


def detect(texts: Iterable[str]) -> Detection | None:
    """The encoding that a workbook's texts are in, or None when they are Unicode.

    Only texts with a word that is wrong as it stands are judged, so that one old sheet among
    new ones is found too.
    """
    wrong, mixed = _sort_out(texts)
    score, encoding = max((_score(wrong, encoding), encoding) for encoding in ENCODINGS)
    if score <= 0:
        return None
    examples = tuple((text, convert(text, encoding)) for text in wrong[:_EXAMPLES])
    return Detection(encoding, len(wrong), mixed, examples)


def _sort_out(texts: Iterable[str]) -> tuple[list[str], bool]:
    """Texts that are wrong as they stand, each once, and whether there is certain Unicode."""
    seen: set[str] = set()
    mixed = False
    for text in texts:
        if len(seen) >= _MOST_TEXTS:
            break
        if text.isascii() or text in seen:
            continue
        if is_unicode(text):
            mixed = True
        else:
            seen.add(text)
    return [text for text in sorted(seen) if _sound(text) < len(_words(text))], mixed


def _score(texts: list[str], encoding: str) -> int:
    """How many more words are right only when converted than only as they stand.

    0 when too few words come out right for the encoding to be the one.
    """
    total = right = better = worse = 0
    for text in texts:
        for word in _words(text):
            after = is_syllable(convert(word, encoding))
            before = is_syllable(word)
            total += 1
            right += after
            better += after and not before
            worse += before and not after
    return better - worse if total and right >= _RIGHT_SHARE * total else 0


def _words(text: str) -> list[str]:
    """The words of a text that have a letter beyond ASCII."""
    return [word for word in _SEPARATORS.split(text) if word and not word.isascii()]


@cache
def _syllable_parts() -> tuple[re.Pattern[str], frozenset[str]]:
    parts = {row["part"]: row["text"].split() for row in table("syllables")}
    onset, nucleus, coda = (
        "|".join(sorted(parts[name], key=len, reverse=True))
        for name in ("onset", "nucleus", "coda")
    )
    pattern = re.compile(f"({onset})?({nucleus})({coda})?")
    return pattern, frozenset(parts["nucleus_tone_first"])


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word can be a Vietnamese syllable: its letters, and where its tone stands."""
    letters = unicodedata.normalize("NFC", word).lower()
    tones = [place for place, letter in enumerate(letters) if _tone(letter)]
    pattern, tone_first = _syllable_parts()
    match = pattern.fullmatch("".join(map(_without_tone, letters)))
    if not match or len(tones) > 1:
        return False
    return not tones or match[2] not in tone_first or tones[0] == match.start(2)


def _tone(letter: str) -> bool:
    return any(mark in _TONES for mark in unicodedata.normalize("NFD", letter))


def _without_tone(letter: str) -> str:
    marks = unicodedata.normalize("NFD", letter)
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
