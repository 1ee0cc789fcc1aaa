"""A workbook as it was read: sheets, rows and cells, with all that may mislead a reader."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from string import ascii_uppercase
from typing import NamedTuple

from etl.intake_words import IntakeProblem

Value = str | float | int | bool | None
Run = tuple[int, int]  # first and last row (or column), both included


class WorkbookProblem(IntakeProblem):
    """A file that is not taken in: the code and the sentence name the cause."""


@dataclass(frozen=True)
class Limits:
    """What a workbook may hold; checked before anything is unpacked where that is possible."""

    file_bytes: int = 10 * 2**20
    unpacked_bytes: int = 100 * 2**20
    entries: int = 1000
    ratio: int = 100
    sheets: int = 50
    rows: int = 200_000
    columns: int = 200
    memory_bytes: int = 512 * 2**20
    seconds: int = 30
    text_bytes: int = 150 * 2**20  # what the child may send back


class Cell(NamedTuple):
    """One cell. `value` is a number, a truth value, text (dates in ISO form) or None.

    `kind` is text, number, date, bool, error, formula_without_value or empty. An error keeps
    what Excel shows, such as "#N/A". `number_format` is given where it changes what a number
    means (percent, dates, a unit as text), and is "" for plain numbers.
    """

    column: int
    ref: str
    value: Value
    kind: str
    number_format: str = ""
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as Excel counts, and its cells from column 1 to the last one."""

    number: int
    hidden: bool
    cells: list[Cell]


@dataclass(frozen=True)
class SheetFacts:
    """What the values alone do not tell.

    `special`: (row, column) -> (kind, text) of errors and of formulas without a value;
    `formats`: (format, column, first row, last row) of numbers; `merges`: first row, first
    column, last row, last column.
    """

    special: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    formats: list[tuple[str, int, int, int]] = field(default_factory=list)
    hidden_rows: list[Run] = field(default_factory=list)
    hidden_columns: list[Run] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


class FormatRuns:
    """Collects the formats of numbers, cell by cell in the order of rows, as runs of rows."""

    def __init__(self, found: list[tuple[str, int, int, int]]) -> None:
        self._found = found
        self._last: dict[tuple[int, str], int] = {}

    def add(self, code: str, row: int, column: int) -> None:
        """One more cell that bears the format."""
        place = self._last.get((column, code))
        if place is not None and self._found[place][3] == row - 1:
            self._found[place] = (*self._found[place][:3], row)
        else:
            self._last[column, code] = len(self._found)
            self._found.append((code, column, row, row))


@dataclass(frozen=True)
class Sheet:
    """One worksheet. `values` holds plain values by row and column ("" where empty).

    Large sheets are read through `values` and `special`; `rows` and `cell` make `Cell`s only
    when asked.
    """

    name: str
    state: str  # visible or hidden
    values: list[list[Value]]
    facts: SheetFacts = field(default_factory=SheetFacts)

    @property
    def special(self) -> dict[tuple[int, int], tuple[str, str]]:
        """(row, column) -> (kind, text) of errors and of formulas without a stored value."""
        return self.facts.special

    @property
    def rows(self) -> Rows:
        """The rows as a sequence; each is made when it is asked for."""
        return Rows(self)

    @cached_property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max(map(len, self.values), default=0)

    @cached_property
    def hidden_rows(self) -> frozenset[int]:
        """Numbers of the rows that Excel does not show."""
        return _members(self.facts.hidden_rows, len(self.values))

    @cached_property
    def hidden_columns(self) -> frozenset[int]:
        """Numbers of the columns that Excel does not show."""
        return _members(self.facts.hidden_columns, 16384)

    @cached_property
    def covered(self) -> dict[tuple[int, int], str]:
        """(row, column) -> top-left cell, for the cells that a merge covers."""
        found = {}
        for top, left, bottom, right in self.facts.merges:
            corner = ref(top, left)
            for row in range(top, min(bottom, len(self.values)) + 1):
                for column in range(left, min(right, len(self.values[row - 1])) + 1):
                    found[row, column] = corner
            found.pop((top, left), None)
        return found

    @cached_property
    def _formats(self) -> dict[int, list[tuple[int, int, str]]]:
        columns: dict[int, list[tuple[int, int, str]]] = {}
        for code, column, first, last in self.facts.formats:
            columns.setdefault(column, []).append((first, last, code))
        for runs in columns.values():
            runs.sort()
        return columns

    def number_format(self, row: int, column: int) -> str:
        """The format of a number where it changes its meaning, otherwise ""."""
        runs = self._formats.get(column, [])
        place = bisect_right(runs, row, key=lambda run: run[0]) - 1
        return runs[place][2] if place >= 0 and runs[place][1] >= row else ""

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a row and column, both from 1; an empty one outside the used range."""
        place = (row, column)
        inside = row <= len(self.values) and column <= len(self.values[row - 1])
        value = self.values[row - 1][column - 1] if inside else ""
        code = self.number_format(row, column)
        merged = self.covered.get(place)
        if place in self.special:
            kind, text = self.special[place]
            return Cell(column, ref(row, column), text or None, kind, code, merged)
        kind = _kind(value, code)
        shown: Value = None if kind == "empty" else value
        if isinstance(shown, float) and shown.is_integer():
            shown = int(shown)
        return Cell(column, ref(row, column), shown, kind, code, merged)


class Rows(Sequence):
    """The rows of a sheet, made one by one."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def __len__(self) -> int:
        return len(self._sheet.values)

    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self._row(place) for place in range(*index.indices(len(self)))]
        return self._row(range(len(self))[index])

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, range(len(self)))

    def _row(self, index: int) -> Row:
        sheet, number = self._sheet, index + 1
        width = len(sheet.values[index])
        cells = [sheet.cell(number, column) for column in range(1, width + 1)]
        return Row(number, number in sheet.hidden_rows, cells)


@dataclass(frozen=True)
class Workbook:
    """Every worksheet of a file, in its order, hidden ones included; `kind` is xlsx or xls."""

    kind: str
    sheets: list[Sheet]


def _members(runs: list[Run], most: int) -> frozenset[int]:
    return frozenset(n for first, last in runs for n in range(first, min(last, most) + 1))


def _kind(value: Value, number_format: str) -> str:
    if value is None or value == "":
        return "empty"
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, str):
        return "date" if number_format else "text"  # only numbers carry a format
    return "number"


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """A column as Excel names it: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_number(name: str) -> int:
    """The number of a column named by capital letters: A is 1, AA is 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def row_of(cell: str) -> int:
    """The row of a cell as Excel names it: E7 is in row 7; 0 where it names none."""
    return int(cell.lstrip(ascii_uppercase) or 0)


def ref(row: int, column: int) -> str:
    """A cell as Excel names it: row 7, column 5 is E7."""
    return f"{letters(column)}{row}"
