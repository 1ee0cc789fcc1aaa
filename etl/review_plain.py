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
from etl.notices import Notice
from etl.review_communes import named_commune
from etl.review_statement import STATEMENT_COLUMNS, Statement, blank_statement
from etl.review_values import binding_of, is_aspired, read_kind
from etl.workbook import Value, letters

if TYPE_CHECKING:
    from etl.review_rows import RowReader

_WHERE = ("commune_code", "commune", "province", "plan_number", "lead_unit", "note", "population")
_WHEN = ("kind", "year", "as_of", "due")
_WHAT = ("label", "unit", "comparator", "numerator", "denominator")
_OWN = ("ordinal", "cell", "binding")  # different in every row, or said by two parts together
_UNREAD = object()


def read_plain(reader: RowReader, rows: PlainRows, facts: Facts) -> None:
    """Give every value of plain rows to `reader`; what is told is told in the order of the rows."""
    columns = [_Column(reader, rows, value, facts) for value in rows.table.values]
    values, same = rows.sheet.values, _Same(reader, rows)
    for number in rows.numbers:
        row = values[number - 1]
        for column in columns:
            if row[column.place] in ("", None):
                continue
            said = column.said(number, row)
            if said:
                same.found.append((number, column.letters, *said))
                continue
            same.give()
            reader.read_one(rows.candidate(number, column.value), facts)
    same.give()


class _Same:
    """Rows that say what was said before, until they are given on as columns.

    `found`: number of the row, column, (place, time), value.
    """

    def __init__(self, reader: RowReader, rows: PlainRows) -> None:
        self._reader, self._values = reader, rows.sheet.values
        self._ordinal = rows.table.columns.get("ordinal", 0) - 1
        self.found: list[tuple[int, str, tuple[Statement, Statement], Statement]] = []

    def give(self) -> None:
        """Add the rows to what the reader has read, and begin anew."""
        if not self.found:
            return
        where, when = zip(*(context for _, _, context, _ in self.found), strict=True)
        what = [value for *_, value in self.found]
        parts = dict.fromkeys(STATEMENT_COLUMNS, where)
        parts |= dict.fromkeys(when[0], when) | dict.fromkeys(what[0], what)
        columns = {n: [one[n] for one in part] for n, part in parts.items() if n not in _OWN}
        aspired = [one["binding"] for one in what]
        columns["binding"] = list(map(binding_of, columns["kind"], aspired))
        columns["ordinal"] = [self._said_ordinal(number) for number, *_ in self.found]
        columns["cell"] = [f"{letters}{number}" for number, letters, *_ in self.found]
        self._reader.statements.extend(columns)
        self.found.clear()

    def _said_ordinal(self, number: int) -> str:
        text = plain_text(self._values[number - 1][self._ordinal]) if self._ordinal >= 0 else ""
        return text.rstrip(".") or str(number)


class _Column:
    """What a column of values and the columns beside it have said so far."""

    def __init__(self, reader: RowReader, rows: PlainRows, value: ValueColumn, facts: Facts):
        self.value, self.place, self.letters = value, value.column - 1, letters(value.column)
        self._reader, self._rows, self._facts = reader, rows, facts
        self._has_formats = any(one[1] == value.column for one in rows.sheet.facts.formats)
        table, own = rows.table, (self.place,)
        self._pick_where, self._pick_when = _picker(table, _WHERE), _picker(table, _WHEN)
        self._pick_context = _picker(table, _WHERE + _WHEN)
        self._pick_what = _picker(table, _WHAT, own)
        self._where: dict[Hashable, Statement | None] = {}
        self._when: dict[Hashable, Statement | None] = {}
        self._context: dict[Hashable, tuple[Statement, Statement] | None] = {}
        self._what: dict[Hashable, Statement | None] = {}

    def said(
        self, number: int, row: list[Value]
    ) -> tuple[tuple[Statement, Statement], Statement] | None:
        """Place and time, and the value of a row; None where something has to be told.

        The value's `binding` is whether it is only striven for.
        """
        key = self._pick_context(row)
        context = self._context.get(key, _UNREAD)
        if context is _UNREAD:
            context = self._context[key] = self._read_context(number, row)
        if context is None:
            return None
        key = self._pick_what(row)
        if self._has_formats:
            key = (key, self._rows.sheet.number_format(number, self.value.column))
        what = self._what.get(key, _UNREAD)
        if what is _UNREAD:
            what = self._what[key] = self._read_what(number)
        return (context, what) if what else None

    def _read_context(self, number: int, row: list[Value]) -> tuple[Statement, Statement] | None:
        key = self._pick_where(row)
        if key not in self._where:
            self._where[key] = self._read_where(number)
        where, key = self._where[key], self._pick_when(row)
        if where and key not in self._when:
            self._when[key] = self._read_when(number)
        when = self._when.get(key)
        return (where, when) if where and when else None

    def _candidate(self, number: int) -> Candidate:
        return self._rows.candidate(number, self.value)

    def _read_where(self, number: int) -> Statement | None:
        candidate, notices = self._candidate(number), list[Notice]()
        if self._reader.known.leaves_out(*named_commune(candidate, self._facts)):
            return None
        place = self._reader.place(candidate, self._facts, notices)
        return None if notices else blank_statement() | place

    def _read_when(self, number: int) -> Statement | None:
        candidate, notices = self._candidate(number), list[Notice]()
        kind = read_kind(candidate, self._facts, notices)
        if kind is None and candidate.text("kind"):
            return None
        time = self._reader.time(candidate, self._facts, kind, notices)
        return None if notices else time

    def _read_what(self, number: int) -> Statement | None:
        candidate, notices = self._candidate(number), list[Notice]()
        label = normalise(candidate.label)
        if label in self._reader.known.left_out:
            return None
        self._reader.labels.add(label)
        fields = self._reader.value(candidate, notices)
        if fields is None or notices:
            return None
        return fields | {"label_vi": candidate.label, "binding": is_aspired(candidate)}


def _picker(
    table: Table, roles: tuple[str, ...], besides: tuple[int, ...] = ()
) -> Callable[[list[Value]], Hashable]:
    """What the columns of some roles, and of some places, say in a row."""
    places = [table.columns[role] - 1 for role in roles if role in table.columns]
    places += besides
    return itemgetter(*places) if places else lambda row: None
