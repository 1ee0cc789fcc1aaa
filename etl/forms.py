"""Where the tables of a sheet are, and what each column means, found from the headings alone.

A heading may also name a year, a commune or an indicator: these are the columns of a matrix. What
no wording explains is kept as an unknown column and asked about; nothing is inferred from the
values below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from etl.headings import Heading, Names, fold, joined, read_heading, roles_of
from etl.workbook import Sheet, letters

IGNORE = "ignore"  # a column that a person said to pass over
VALUE_ROLES = ("target", "result", "baseline", "reference", "value")
_NAMING = ("label", "commune")
_LONGEST_HEADING = 40
_SEARCHED_ROWS = 60


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
    ignored: frozenset[int] = frozenset()
    shape: str = ""  # the headings, by which a file of the same shape is known again

    @property
    def layout(self) -> str:
        """annex, list or matrix, for the person who checks what was understood."""
        across = [v for v in self.values if v.heading.year or v.heading.commune or v.heading.label]
        if len(across) > 1:
            return "matrix"
        return "annex" if "explanation" in self.columns else "list"


@dataclass(frozen=True)
class Given:
    """What a person said about one sheet: its header row, roles by column letter."""

    header: int | None = None
    roles: Mapping[str, str] = field(default_factory=dict)


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


def find_tables(sheet: Sheet, names: Names, given: Given | None = None) -> list[Table]:
    """The tables of a sheet from top to bottom; none where no header row is found."""
    found: list[Table] = []
    given = given or Given()
    searched = range(1, min(len(sheet.values), _SEARCHED_ROWS) + 1)
    if given.header in range(1, len(sheet.values) + 1):
        searched = range(given.header, given.header + 1)
    # The first row that can be a header is one: what stands below it may be a second table.
    best = next((table for row in searched if (table := _at(sheet, row, names, given))), None)
    while best:
        follower = _next_table(sheet, best, names)
        last = follower.header - 1 if follower else len(sheet.values)
        found.append(replace(best, last=last))
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


@lru_cache(maxsize=65536)
def _is_heading_of_names(text: str) -> bool:
    """Whether a text heads the column of names; long texts are left unread, for speed."""
    return len(text) <= _LONGEST_HEADING and roles_of(text)[0] in _NAMING


def _at(sheet: Sheet, row: int, names: Names, given: Given | None = None) -> Table | None:
    """The table whose header row this may be, with one row of headings or with two."""
    cells = sheet.values[row - 1]
    if sum(1 for value in cells if value not in ("", None)) < 2:
        return None
    one = [read_heading(_text(sheet, row, column), names) for column in _width(sheet, row)]
    found = [_table(row, row + 1, _corrected(one, names, given))]
    if row < len(sheet.values):
        width = max(len(one), len(sheet.values[row]))
        below = [read_heading(_lower(sheet, row + 1, c), names) for c in range(1, width + 1)]
        above = [read_heading(_text(sheet, row, c), names) for c in range(1, width + 1)]
        above = _spread(above, below)
        if _is_header_row(above, below):
            both = [joined(top, low) for top, low in zip(above, below, strict=True)]
            found.append(_table(row, row + 2, _corrected(both, names, given)))
    return max((table for table in found if table), key=_worth, default=None)


def _shape(headings: list[Heading]) -> str:
    return "|".join(fold(heading.text) for heading in headings).rstrip("|")


def _corrected(headings: list[Heading], names: Names, given: Given | None) -> list[Heading]:
    """The headings with the roles that a person gave now, or gave to a file of this shape."""
    roles = {**names.mappings.get(_shape(headings), {}), **(given.roles if given else {})}
    return [
        replace(heading, role=roles[letters(column)], otherwise="")
        if letters(column) in roles
        else heading
        for column, heading in enumerate(headings, start=1)
    ]


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


def _table(header: int, first: int, headings: list[Heading]) -> Table | None:
    columns: dict[str, int] = {}
    values: list[ValueColumn] = []
    unknown: list[tuple[int, str]] = []
    ignored: set[int] = set()
    certain = {h.role for h in headings if not h.otherwise}
    for column, heading in enumerate(headings, start=1):
        role = heading.role
        if heading.otherwise and (role in certain or role in columns or heading.year):
            role = heading.otherwise
        if role == IGNORE:
            ignored.add(column)
        elif role in VALUE_ROLES or not role and (heading.year or heading.commune or heading.label):
            values.append(ValueColumn(column, heading, role or "value"))
        elif role and role not in columns:
            columns[role] = column
        elif heading.text:
            unknown.append((column, heading.text))
    named = "label" in columns or "commune" in columns and any(v.heading.label for v in values)
    if not named or not (values or "status" in columns):
        return None
    read = (columns, tuple(values), tuple(unknown), frozenset(ignored))
    return Table(header, first, first, *read, _shape(headings))
