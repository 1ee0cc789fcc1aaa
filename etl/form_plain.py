"""Which rows of a table have nothing odd about them: these are read column by column.

Plain is a row of whole cells (no merge, error, formula without a value, truth value) that names
what its values are of, and is no example. Everything else is read row by row.
"""

from __future__ import annotations

from collections.abc import Callable

from etl.forms import Table
from etl.headings import fold
from etl.workbook import Sheet, Value

_PARTS = ("numerator", "denominator")


def plain_test(sheet: Sheet, table: Table, example: str) -> Callable[[int], bool]:
    """A test of the rows of a table by their number; `example` is what marks an example row."""
    values = [column.column - 1 for column in table.values]
    named = table.columns.get("label") or table.columns["commune"]
    labelled = "label" in table.columns or all(one.heading.label for one in table.values)
    if not (values and labelled) or _needs_cells(sheet, table):
        return lambda number: False
    touched = {row for row, _ in sheet.special} | {row for row, _ in sheet.covered}
    ordinal = table.columns.get("ordinal", 0) - 1
    width = max(*table.columns.values(), *(place + 1 for place in values))

    def is_plain(number: int) -> bool:
        row = sheet.values[number - 1]
        if number in touched or len(row) < width or bool in map(type, row):
            return False
        if not _is_name(row[named - 1]) or ordinal >= 0 and _is_example(row[ordinal], example):
            return False
        # A generator would cost as much as all the rest.
        return row[values[0]] not in ("", None) or any(row[at] not in ("", None) for at in values)

    return is_plain


def _needs_cells(sheet: Sheet, table: Table) -> bool:
    """Whether more than the values counts: a ratio to check, parts of a fraction with formats."""
    parts = {table.columns[role] for role in _PARTS if role in table.columns}
    return "achieved" in table.columns or any(
        column in parts for _, column, *_ in sheet.facts.formats
    )


def _is_name(value: Value) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_example(value: Value, example: str) -> bool:
    return isinstance(value, str) and fold(value) == example
