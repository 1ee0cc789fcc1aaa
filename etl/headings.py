"""What a heading says: its role by its wording, a year, a date, a unit, a commune, an indicator.

Headings are known by their wording (`wording/columns.csv`); what no wording explains says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

import messages
from etl.form_dates import find_as_of
from etl.intake_words import table
from etl.labels import Aliases, Match, match, place_tones
from etl.number_tokens import tidy

_YEAR = re.compile(r"(?<![\d/.])(?:năm\s+)?((?:19|20)\d\d)(?![\d/.])", re.I)
_BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
_NOT_WORD = re.compile(r"[^\w%]+|_")


@dataclass(frozen=True)
class Heading:
    """What one heading says; `otherwise` is its role where the first is already taken."""

    text: str
    role: str = ""
    otherwise: str = ""
    year: int | None = None
    as_of: str = ""
    unit_text: str = ""
    commune: str = ""
    label: str = ""


@dataclass
class Names:
    """Names that headings may bear: communes by name, wordings of indicators.

    `mappings`: shape of a header row -> column letter -> role, as corrected before.
    """

    communes: Mapping[str, object] = field(default_factory=dict)
    aliases: Aliases = field(default_factory=lambda: Aliases({}))
    mappings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A heading or a word without case, punctuation and other spellings of the tone."""
    return " ".join(_NOT_WORD.sub(" ", place_tones(tidy(text).lower())).split())


@cache
def _roles() -> dict[str, tuple[str, str]]:
    return {fold(row["wording"]): (row["role"], row["otherwise"]) for row in table("columns")}


@cache
def unit_words() -> dict[str, str]:
    """Words of units -> unit of the catalogue, "" for those it does not count by.

    A word that would change the number ("Gbps", "điểm %") is none: the row is then asked about.
    """
    words = {
        row["word"]: row["unit"]
        for row in table("units")
        if row["scale"] == "1" and row["kind"] != "change"
    }
    prefix = "intake.unit."
    shown = messages.catalogue("vi").items()
    names = {text.lower(): key[len(prefix) :] for key, text in shown if key.startswith(prefix)}
    return words | names


def find_unit(written: str) -> str:
    """The unit of the catalogue that a text names, "" if none: "Tỷ lệ (%)" is a percentage."""
    text = " ".join(re.sub(r"[()\[\]]", " ", tidy(written).lower()).split())
    bare = re.sub(r"^(?:tỷ lệ|tỉ lệ)\s+(?=%|phần trăm)", "", text)
    return unit_words().get(bare, "")


def read_heading(text: str, names: Names) -> Heading:
    """What a heading says: its role, a year, a date of results, a unit, a commune."""
    as_of, rest = find_as_of(text)
    brackets = [found.strip().lower() for found in _BRACKETS.findall(rest)]
    unit = next((found for found in brackets if found in unit_words()), "")
    rest = _BRACKETS.sub(lambda m: " " if m[1].strip().lower() in unit_words() else m[0], rest)
    whole = fold(rest)
    role, otherwise = _roles().get(whole, ("", ""))
    if role:
        return Heading(text, role, otherwise, None, as_of, unit)
    years = _YEAR.findall(rest)
    year = int(years[0]) if len(set(years)) == 1 else None
    without = fold(_YEAR.sub(" ", rest) if year else rest).replace("%", "").strip()
    role, otherwise = _roles().get(without, ("", ""))
    if role or year and not without:
        return Heading(text, role, otherwise, year, as_of, unit)
    return _named(Heading(text, "", "", year, as_of, unit), names)


def _named(heading: Heading, names: Names) -> Heading:
    if is_commune(heading.text, names):
        return Heading(heading.text, commune=heading.text)
    if isinstance(match(heading.text, names.aliases), Match) if names.aliases.meanings else False:
        return Heading(heading.text, label=heading.text, unit_text=heading.unit_text)
    # A heading of words that are not known is not understood, even where it names a year.
    return Heading(heading.text)


def is_commune(text: str, names: Names) -> bool:
    """Whether a text is nothing but the name of a commune, with its province or without."""
    name = re.sub(r"^(xã|phường|đặc khu)\s+", "", place_tones(tidy(text).lower()))
    return re.split(r"\s*[,(]|\s+-\s+", name)[0].strip() in names.communes


def joined(top: Heading, low: Heading) -> Heading:
    """Two headings of one column: "Năm 2026" over "Kế hoạch" is the plan of 2026."""
    if not low.text:
        return top
    role_of = low if low.role else top
    text = f"{top.text} {low.text}".strip()
    return Heading(
        text,
        role_of.role,
        role_of.otherwise,
        low.year or top.year,
        low.as_of or top.as_of,
        low.unit_text or top.unit_text,
        low.commune or top.commune,
        low.label or top.label,
    )


def roles_of(text: str) -> tuple[str, str]:
    """The role that a heading's wording has, and the one it has where the first is taken."""
    return _roles().get(fold(text), ("", ""))
