"""Where the tables of a sheet are, and what each column means, found from the headings alone.

Headings are known by their wording (`wording/columns.csv`). A heading may also name a year, a
commune or an indicator: these are the columns of a matrix. What no wording explains is kept as
an unknown column and asked about; nothing is inferred from the values below.
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
from etl.workbook import Sheet

VALUE_ROLES = ("target", "result", "baseline", "reference", "value")
_NAMING = ("label", "commune")
_LONGEST_HEADING = 40
_SEARCHED_ROWS = 60
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


@dataclass(frozen=True)
class ValueColumn:
    """A column of values: what kind, and what its heading says about every value in it."""

    column: int
    heading: Heading
    role: str


@dataclass(frozen=True)
class Table:
    """One table of a sheet: rows `first` to `last` (numbers as Excel counts), columns by role."""

    header: int
    first: int
    last: int
    columns: Mapping[str, int]
    values: tuple[ValueColumn, ...]
    unknown: tuple[tuple[int, str], ...] = ()

    @property
    def layout(self) -> str:
        """annex, list or matrix, for the person who checks what was understood."""
        across = [v for v in self.values if v.heading.year or v.heading.commune or v.heading.label]
        if len(across) > 1:
            return "matrix"
        return "annex" if "explanation" in self.columns else "list"


@dataclass
class Names:
    """Names that headings may bear: communes by name, wordings of indicators."""

    communes: Mapping[str, object] = field(default_factory=dict)
    aliases: Aliases = field(default_factory=lambda: Aliases({}))


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


def _text(sheet: Sheet, row: int, column: int) -> str:
    """A heading; one that a merge covers is the text of its corner in the same row."""
    cells = sheet.values[row - 1] if 0 < row <= len(sheet.values) else []
    value = cells[column - 1] if column <= len(cells) else ""
    if value == "" and (row, column) in sheet.covered:
        for left in range(column - 1, 0, -1):
            if sheet.covered.get((row, left)) != sheet.covered[row, column]:
                break
        else:
            left = 1
        if sheet.covered[row, column].endswith(str(row)):
            value = cells[left - 1] if left <= len(cells) else ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() if value is not None else ""


def find_tables(sheet: Sheet, names: Names) -> list[Table]:
    """The tables of a sheet from top to bottom; none where no header row is found."""
    found: list[Table] = []
    searched = range(1, min(len(sheet.values), _SEARCHED_ROWS) + 1)
    # The first row that can be a header is one: what stands below it may be a second table.
    best = next((table for row in searched if (table := _at(sheet, row, names))), None)
    while best:
        follower = _next_table(sheet, best, names)
        last = follower.header - 1 if follower else len(sheet.values)
        found.append(Table(best.header, best.first, last, best.columns, best.values, best.unknown))
        best = follower
    return found


def _worth(found: Table) -> tuple[int, int]:
    """More columns understood is better; then two rows of headings, which say more."""
    return len(found.columns) + len(found.values), found.first


def _next_table(sheet: Sheet, above: Table, names: Names) -> Table | None:
    """A further table below with headings of its own; the same headings again are no table."""
    known = above.columns.get("label") or above.columns["commune"]
    for row in range(above.first, len(sheet.values) + 1):
        cells = sheet.values[row - 1]
        text = cells[known - 1] if len(cells) >= known else ""
        if isinstance(text, str) and _is_heading_of_names(text):
            table = _at(sheet, row, names)
            if table and _worth(table)[0] >= 3:
                return table
    return None


def _is_heading_of_names(text: str) -> bool:
    """Whether a text heads the column of names; long texts are left unread, for speed."""
    return len(text) <= _LONGEST_HEADING and _roles().get(fold(text), ("",))[0] in _NAMING


def _at(sheet: Sheet, row: int, names: Names) -> Table | None:
    """The table whose header row this may be, with one row of headings or with two."""
    cells = sheet.values[row - 1]
    if sum(1 for value in cells if value not in ("", None)) < 2:
        return None
    one = [read_heading(_text(sheet, row, column), names) for column in _width(sheet, row)]
    found = [_table(row, row + 1, one)]
    if row < len(sheet.values):
        width = max(len(one), len(sheet.values[row]))
        below = [read_heading(_lower(sheet, row + 1, c), names) for c in range(1, width + 1)]
        above = [read_heading(_text(sheet, row, c), names) for c in range(1, width + 1)]
        above = _spread(above, below)
        if _is_header_row(above, below):
            both = [_joined(top, low) for top, low in zip(above, below, strict=True)]
            found.append(_table(row, row + 2, both))
    return max((table for table in found if table), key=_worth, default=None)


def _width(sheet: Sheet, row: int) -> range:
    return range(1, len(sheet.values[row - 1]) + 1)


def _lower(sheet: Sheet, row: int, column: int) -> str:
    corner = sheet.covered.get((row, column), "")
    return "" if corner and not corner.endswith(str(row)) else _text(sheet, row, column)


def _spread(above: list[Heading], below: list[Heading]) -> list[Heading]:
    """A year or commune heads the columns to its right too, where they have only a lower one."""
    spread: list[Heading] = []
    for top, low in zip(above, below, strict=True):
        before = spread[-1] if spread else Heading("")
        heads = not before.role and (before.year or before.commune)
        spread.append(before if heads and not top.text and low.text else top)
    return spread


def _is_header_row(above: list[Heading], below: list[Heading]) -> bool:
    """Whether the row below holds further headings: only headings, each under or beside one."""
    said = [heading for heading in below if heading.text]
    understood = [h for h in said if h.role or h.year or h.commune]
    label = next((place for place, h in enumerate(above) if h.role == "label"), None)
    if label is not None and below[label].text and below[label].role != "label":
        return False
    return len(said) >= 2 and len(understood) == len(said)


def _joined(top: Heading, low: Heading) -> Heading:
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


def _table(header: int, first: int, headings: list[Heading]) -> Table | None:
    columns: dict[str, int] = {}
    values: list[ValueColumn] = []
    unknown: list[tuple[int, str]] = []
    certain = {h.role for h in headings if not h.otherwise}
    for column, heading in enumerate(headings, start=1):
        role = heading.role
        if heading.otherwise and (role in certain or role in columns or heading.year):
            role = heading.otherwise
        if role in VALUE_ROLES or not role and (heading.year or heading.commune or heading.label):
            values.append(ValueColumn(column, heading, role or "value"))
        elif role and role not in columns:
            columns[role] = column
        elif heading.text:
            unknown.append((column, heading.text))
    named = "label" in columns or "commune" in columns and any(v.heading.label for v in values)
    if not named or not (values or "status" in columns):
        return None
    return Table(header, first, first, columns, tuple(values), tuple(unknown))
