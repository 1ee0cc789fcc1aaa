"""The numbers written in a cell: where they stand, how their marks can be read, their unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from etl.intake_words import IntakeProblem, phrases, table

# Full-width forms, the many dashes, invisible characters: typed by input methods, never meant.
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DASHES = dict.fromkeys(map(ord, "−‐‑‒–—―"), "-")
_INVISIBLE = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_CLEAN = _FULL_WIDTH | _DASHES | _INVISIBLE | {0x3000: " "}
_GROUP = "\u2009"  # a space that is known to separate thousands
_HARD_SPACE_GROUP = re.compile(r"(?<=\d)[\u00a0\u2007\u2009\u202f](?=\d{3}(?!\d))")
_SPACED_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,])")
_NUMBER = re.compile(rf"(?<![\w.,])\d+(?:[.,{_GROUP}]\d+)*")
_DOCUMENT_NUMBER = re.compile(r"\s?[-/][A-ZĐÀ-Ỹ]")
_DATE = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?"
    r"|(?<![\d.,/])\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d{2}(?!\d)"
    r"|(?<![\d.,/])(?:0?[1-9]|1[0-2])\s?/\s?20\d{2}(?![\d.,])(?!\s*(?:người|hộ|nhân khẩu))"
)
_SCALES = {
    "nghìn": Decimal(10**3),
    "ngàn": Decimal(10**3),
    "triệu": Decimal(10**6),
    "tỷ": Decimal(10**9),
    "tỉ": Decimal(10**9),
}
_SCALE = re.compile(r"\s?(nghìn|ngàn|triệu|t[ỷỉ](?!\s+(?:lệ|trọng)))(?!\w)", re.I)
LARGEST = Decimal(10**12)  # the warehouse keeps DECIMAL(18,6)


@dataclass(frozen=True)
class Token:
    """One number of a text: its place, its digits as written and the unit after it."""

    start: int
    end: int  # after the unit, where one is written
    digits: str
    negative: bool = False
    unit: str | None = None  # a unit of the catalogue, "point", or None
    kind: str | None = None  # share, count, measure, change; None when no unit is written
    scale: Decimal = Decimal(1)
    written: str = ""


def tidy(text: str) -> str:
    """The text in composed Unicode with ordinary digits, dashes and spaces."""
    clean = unicodedata.normalize("NFC", text).translate(_CLEAN)
    clean = _HARD_SPACE_GROUP.sub(_GROUP, clean)
    return re.sub(rf"[^\S{_GROUP}]+", " ", clean).strip()


Unit = tuple[str | None, str | None, Decimal]  # unit, kind, scale


@cache
def _units() -> tuple[re.Pattern[str], dict[str, Unit]]:
    units = {r["word"]: (r["unit"] or None, r["kind"], Decimal(r["scale"])) for r in table("units")}
    # The word itself may follow the digits at once: 90Mbps.
    return re.compile(rf"\s*{phrases(units)}".replace(r"(?<!\w)", ""), re.I), units


@cache
def kind_of(unit: str | None) -> str | None:
    """share, count or measure for a unit of the catalogue; None for one not known."""
    return {row["unit"]: row["kind"] for row in table("unit_kinds")}.get(unit or "")


def _unit_at(text: str, place: int) -> tuple[int, str | None, str | None, Decimal]:
    """End, unit, kind and scale of the unit word that starts at `place`, spaces aside."""
    pattern, units = _units()
    match = pattern.match(text, place)
    if match is None:
        return place, None, None, Decimal(1)
    return match.end(), *units[match[1].casefold()]


def _scale_at(text: str, place: int) -> tuple[int, Decimal]:
    match = _SCALE.match(text, place)
    return (match.end(), _SCALES[match[1].casefold()]) if match else (place, Decimal(1))


@cache
def _context_words() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Words before and after a number that is no value; the unit that a word before gives."""
    rows = table("not_values")
    before = {row["word"]: row["unit"] for row in rows if row["place"] == "before"}
    after = [row["word"] for row in rows if row["place"] == "after"]
    return (
        re.compile(rf"{phrases(before)}[ :]*$", re.I),
        re.compile(rf"\s*{phrases(after)}", re.I),
        before,
    )


def _word_before(text: str, start: int) -> str | None:
    """The unit ("" for none) of a word that makes a bare number something else than a value."""
    pattern, _, units = _context_words()
    match = pattern.search(text[:start])
    return units[match[1].casefold()] if match else None


def _is_value(text: str, token: Token) -> bool:
    after = text[token.end :]
    if _context_words()[1].match(after):
        return False
    if token.kind is not None:
        return True
    glued = after[:1].isalpha()
    return not glued and not _DOCUMENT_NUMBER.match(after)


def _read(text: str, match: re.Match[str]) -> Token:
    start, end = match.span()
    dash = text[start - 1 : start] == "-" and (start == 1 or text[start - 2] in " (")
    end, times = _scale_at(text, end)
    end, unit, kind, scale = _unit_at(text, end)
    written = text[start - 1 if dash else start : end].replace(_GROUP, " ")
    return Token(start, end, match[0], dash, unit, kind, scale * times, written.strip())


def find(text: str, hint_kind: str | None) -> tuple[list[Token], str]:
    """The numbers of a tidy text that can be values, and the text with its dates blanked.

    Years, document numbers, ages and the like are left out; a number after "mức", "cấp độ" is
    a level. `hint_kind` is what the catalogue counts in, where known.
    """
    text = _DATE.sub(lambda match: " " * len(match[0]), text)
    text = _join_spaced(text, hint_kind)
    return list(_values(text)), text


def _join_spaced(text: str, hint_kind: str | None) -> str:
    """`1 384 hộ` is one number where things are counted; elsewhere it may be two."""

    def join(match: re.Match[str]) -> str:
        kind = _unit_at(text, match.end())[2]
        counted = kind == "count" or (kind is None and hint_kind == "count")
        return match[0].replace(" ", _GROUP) if counted else match[0]

    return _SPACED_THOUSANDS.sub(join, text)


def _values(text: str) -> Iterator[Token]:
    for match in _NUMBER.finditer(text):
        token = _read(text, match)
        if not _is_value(text, token):
            continue
        level = _word_before(text, token.start) if token.kind is None else None
        if level == "":
            continue
        yield replace(token, unit="level", kind="measure") if level else token


def readings(token: Token, kind: str | None) -> tuple[Decimal, ...]:
    """The values a token can stand for: one when its marks are clear, two when they are not.

    `kind` says what is counted: whole things never have decimals, a share never reaches
    thousands. Raises IntakeProblem where the marks fit no way of writing a number.
    """
    digits = token.digits
    if len(digits) > 24:
        raise IntakeProblem("too_large", text=token.written[:40])
    counted = kind if token.scale == 1 else None  # "1,5 triệu người" has decimals
    values = {_signed(text, token) for text in _plain(digits, counted, token.written)}
    if any(abs(value) >= LARGEST for value in values):
        raise IntakeProblem("too_large", text=token.written[:40])
    return tuple(sorted(values))


def _signed(text: str, token: Token) -> Decimal:
    value = Decimal(text) * token.scale
    return -value if token.negative else value


def _plain(digits: str, kind: str | None, written: str) -> list[str]:
    marks = [c for c in digits if not c.isdigit()]
    if not marks:
        return [digits]
    if _GROUP in marks or len(set(marks)) == 2 or len(marks) > 1:
        return [_grouped(digits, marks, written)]
    whole, _, rest = digits.partition(marks[0])
    if len(rest) != 3 or len(whole) > 3 or whole.startswith("0"):
        return [f"{whole}.{rest}"]
    if kind == "count":
        return [whole + rest]
    if kind in ("share", "change"):
        return [f"{whole}.{rest}"]
    return [whole + rest, f"{whole}.{rest}"]


def _grouped(digits: str, marks: list[str], written: str) -> str:
    """`12.345,6`, `1,384.5`, `1.384.000`: groups of three, then at most one decimal mark."""
    decimal = marks[-1] if marks.count(marks[-1]) == 1 and len(set(marks)) == 2 else ""
    whole, _, rest = digits.rpartition(decimal) if decimal else (digits, "", "")
    groups = re.split(r"\D", whole)
    one_mark = len(set(re.findall(r"\D", whole))) == 1
    sound = 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if not (sound and one_mark and decimal != _GROUP):
        raise IntakeProblem("bad_number", text=written)
    return "".join(groups) + (f".{rest}" if decimal else "")
