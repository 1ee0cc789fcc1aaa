"""What the rows of a table give: a candidate for each value, or plain rows as they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from etl.forms import Table, ValueColumn
from etl.headings import Heading
from etl.notices import Notice
from etl.workbook import Cell, Sheet


def shown(cell: Cell) -> str:
    """What a cell says, as text; "" where nothing stands."""
    return "" if cell.value is None else str(cell.value).strip()


def plain_text(value: object) -> str:
    """A value as text; whole numbers without a decimal point."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One value as it stands, and what its row and column say about it.

    `cell` is None in a row that reports the status of a task alone.
    """

    sheet: str
    row: int
    section: str
    ordinal: str
    label: str
    label_cell: str
    role: str
    heading: Heading
    cell: Cell | None
    said: Mapping[str, Cell]

    def text(self, role: str) -> str:
        """What the row says in another column, as text; "" where nothing stands."""
        found = self.said.get(role)
        return shown(found) if found else ""


@dataclass(frozen=True)
class PlainRows:
    """Neighbouring rows with nothing odd about them: each of their values is a candidate.

    A long list has so many that only those are made (`candidate`: number of the row and column of
    the value) that say something for the first time.
    """

    sheet: Sheet
    table: Table
    section: str
    candidate: Callable[[int, ValueColumn], Candidate]
    numbers: list[int] = field(default_factory=list)


@dataclass
class Rows:
    """What the rows of one sheet gave, from top to bottom."""

    found: list[Candidate | PlainRows] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)  # rows of text that belong to no table
    sections: list[str] = field(default_factory=list)

    @property
    def section(self) -> str:
        """The groups that are open, as a place in the document: "II.1"."""
        return ".".join(self.sections)
