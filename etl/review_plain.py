"""Plain rows of a long list -> statements: what was read once is not read again.

A list of a country names few indicators, communes and years in very many rows. What some columns
say together is read for the first row that says it, by the same functions as every other row, and
counts for the rows that repeat it. Where it has to be told about or asked, each of its rows is
read by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from operator import itemgetter
from typing import TYPE_CHECKING

from etl.form_candidates import Candidate, PlainRows, plain_text
from etl.form_titles import Facts
from etl.forms import Table, ValueColumn
from etl.labels import normalise
from etl.review_communes import named_commune
from etl.review_statement import Pair, Statement, blank_statement
from etl.review_values import binding_of, is_aspired, read_kind
from etl.workbook import Value, letters

if TYPE_CHECKING:
    from etl.review_rows import RowReader

_WHERE = ("commune_code", "commune", "province", "plan_number", "lead_unit", "note", "population")
_WHEN = ("kind", "year", "as_of", "due")
_WHAT = ("label", "unit", "comparator", "numerator", "denominator")
_OWN = ("label_vi", "ordinal", "cell")  # not said by the columns of _WHERE


def plain_pairs(reader: RowReader, rows: PlainRows, facts: Facts) -> list[Pair]:
    """Every value of plain rows with its statement; those that cannot be taken are told."""
    columns = [_Column(reader, rows, value, facts) for value in rows.table.values]
    ordinal = rows.table.columns.get("ordinal", 0) - 1
    found: list[Pair] = []
    for number in rows.numbers:
        row = rows.sheet.values[number - 1]
        for column in columns:
            if row[column.place] in ("", None):
                continue
            statement = column.statement(number, row)
            if statement:
                statement["ordinal"] = _ordinal(row[ordinal] if ordinal >= 0 else "", number)
                found.append((None, statement))
                continue
            candidate = rows.candidate(number, column.value)
            statement = reader.statement(candidate, facts)
            if statement:
                found.append((candidate, statement))
    return found


def _ordinal(value: Value, number: int) -> str:
    return plain_text(value).rstrip(".") or str(number)


class _Column:
    """What a column of values and the columns beside it have said so far."""

    def __init__(self, reader: RowReader, rows: PlainRows, value: ValueColumn, facts: Facts):
        self.value, self.place = value, value.column - 1
        self._reader, self._rows, self._facts = reader, rows, facts
        self._letters = letters(value.column)
        self._has_formats = any(one[1] == value.column for one in rows.sheet.facts.formats)
        self._where = _Memory(rows.table, _WHERE)
        self._when = _Memory(rows.table, _WHEN)
        self._what = _Memory(rows.table, _WHAT)

    def statement(self, number: int, row: list[Value]) -> Statement | None:
        """What the value of a row states; None where something has to be told."""
        where = self._where.of(row, (), self._read_where, number)
        when = where and self._when.of(row, (), self._read_when, number)
        value = (row[self.place], self._format(number))
        what = when and self._what.of(row, value, self._read_what, number)
        if not (where and when and what):
            return None
        fields, aspired = what
        statement = {**where, **fields, **when, "cell": f"{self._letters}{number}"}
        statement["binding"] = binding_of(when["kind"], aspired)
        return statement

    def _format(self, number: int) -> str:
        if not self._has_formats:
            return ""
        return self._rows.sheet.number_format(number, self.value.column)

    def _candidate(self, number: int) -> Candidate:
        return self._rows.candidate(number, self.value)

    def _read_where(self, number: int) -> Statement | None:
        candidate, notices = self._candidate(number), []
        if self._reader.known.leaves_out(*named_commune(candidate, self._facts)):
            return None
        place = self._reader.place(candidate, self._facts, notices)
        said = {name: text for name, text in place.items() if name not in _OWN}
        return None if notices else blank_statement() | said

    def _read_when(self, number: int) -> Statement | None:
        candidate, notices = self._candidate(number), []
        kind = read_kind(candidate, self._facts, notices)
        if kind is None and candidate.text("kind"):
            return None
        time = self._reader.time(candidate, self._facts, kind, notices)
        return None if notices else time

    def _read_what(self, number: int) -> tuple[Statement, bool] | None:
        candidate = self._candidate(number)
        label, notices = normalise(candidate.label), []
        if label in self._reader.known.left_out:
            return None
        self._reader.labels.add(label)
        fields = self._reader.value(candidate, notices)
        if fields is None or notices:
            return None
        return fields | {"label_vi": candidate.label}, is_aspired(candidate)


class _Memory:
    """What was read of some columns: their values -> what they say; None where it is told."""

    def __init__(self, table: Table, roles: tuple[str, ...]) -> None:
        places = [table.columns[role] - 1 for role in roles if role in table.columns]
        self._pick: Callable = itemgetter(*places) if places else lambda row: None
        self._said: dict[Hashable, object] = {}

    def of(self, row: list[Value], besides: tuple, read: Callable, number: int):
        """What the columns of a row, and what else is given, say; read once."""
        key = (self._pick(row), besides)
        try:
            return self._said[key]
        except KeyError:
            self._said[key] = found = read(number)
            return found
