"""Places in a plan document: section, bullet and part, in words and in the order of the paper."""

from __future__ import annotations

import re

import messages
from messages import t

_NUMBERED = re.compile(r"^(.*?)(?:\((\d+)\))?$")  # "III(2)": the second III of the document
_IN_PART = re.compile(r"P(\d+)(?:\.(.+))?")  # "P1.II.3": section II.3 of part 1
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_LAST = 9_999


def place(section: object, ordinal: object = None, part: object = None) -> str:
    """Words for a place: "mục II.2.1, ý 3a"; empty where the plan as a whole is meant."""
    if messages.is_missing(section):
        return ""
    words = section_words(str(section))
    if messages.is_missing(ordinal):
        return words
    return t("common.place", section=words, ordinal=bullet(ordinal, part))


def section_words(section: str) -> str:
    """A section in words: "mục II.2.1"; one of an opening part: "P1.II.3" is "phần 1, mục II.3"."""
    found = _IN_PART.fullmatch(section)
    if not found:
        return t("common.place_section", section=section)
    if not found[2]:
        return t("common.place_part", part=found[1])
    return t("common.place_part_section", part=found[1], section=found[2])


def bullet(ordinal: object, part: object = None) -> str:
    """A bullet and its part: "3a"; two letters are kept apart: "c-b"."""
    if messages.is_missing(part):
        return str(ordinal)
    return f"{ordinal}{part}" if str(ordinal).isdigit() else f"{ordinal}-{part}"


def order(section: object, ordinal: object = None, part: object = None) -> tuple:
    """Key that sorts places as they follow each other on paper; the plan as a whole comes first.

    Roman and Arabic numbers count by value, an opening part ("P1.") comes before the numbered
    ones, and the second use of a number after the first.
    """
    if messages.is_missing(section):
        return ((),)
    head = tuple(_token(token) for token in str(section).split("."))
    tail = () if messages.is_missing(ordinal) else _token(str(ordinal))
    return ((1,), head, tail, "" if messages.is_missing(part) else str(part))


def _token(token: str) -> tuple[int, int, int, str]:
    """(kind, number, which use of it, text)."""
    found = _NUMBERED.match(token)
    name, again = (found[1], int(found[2] or 1)) if found else (token, 1)
    if re.fullmatch(r"P\d+", name):
        return (0, int(name[1:]), again, "")
    if name.isdigit():
        return (1, int(name), again, "")
    if re.fullmatch(r"[IVXLC]+", name):
        return (1, _roman(name), again, "")
    return (2, _LAST, again, name)


def _roman(name: str) -> int:
    values = [_ROMAN[letter] for letter in name]
    return sum(
        -value if value < after else value
        for value, after in zip(values, [*values[1:], 0], strict=True)
    )
