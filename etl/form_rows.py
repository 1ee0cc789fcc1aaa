"""Rows of a table -> candidates: one for each value, with its label, its section and its place."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import partial

from etl.form_candidates import Candidate, PlainRows, Rows, plain_text, shown
from etl.form_plain import plain_test
from etl.forms import Table, ValueColumn
from etl.headings import Heading, fold
from etl.intake_words import table
from etl.notices import ERROR, QUESTION, WARNING, asks, notice
from etl.numbers import NumberProblem, parse_value
from etl.workbook import Cell, Sheet, ref, row_of

_NUMBERING = re.compile(r"^\(?(?:\d{1,2}|[A-Za-z])\)?(?:\s*=.*)?$")
_HEADED = re.compile(r"^(?:[IVXLC]+|[A-ZĐ])[.)]?\s+\w{2}")  # "II. Chính quyền số" in one cell
_EXAMPLE_WORD = "ví dụ"
_GROUP = re.compile(r"^(?:[IVXLC]+|[A-ZĐ])[.)]?$")
_BULLET = re.compile(r"^(?:[-+*•–]|[a-zđ][.)]?)$")
_CONTEXT = ("commune", "commune_code", "province", "year", "as_of", "kind", "plan_number")
_FILLED_DOWN = (*_CONTEXT, "label", "unit", "due", "lead_unit")


def read_rows(sheet: Sheet, tables: list[Table], left_out: Container[int] = ()) -> Rows:
    """The candidates of a sheet, top to bottom; groups run on over repeated headings.

    Rows that a person said to leave out are not read.
    """
    rows = Rows()
    for one in tables:
        reader = _Reader(sheet, one, rows)
        for number in range(one.first, one.last + 1):
            if number not in left_out:
                reader.take(number)
    if rows.outside:
        listed = ", ".join(map(str, rows.outside[:8])) + ("…" if len(rows.outside) > 8 else "")
        place = ref(rows.outside[0], 1)
        rows.notices.append(notice("text_outside", WARNING, sheet.name, place, rows=listed))
    return rows


def is_example(texts: list[str]) -> bool:
    """Whether the texts of a row are those of the example in our own form, unchanged."""
    return texts == [row["example"] for row in table("template_columns") if row["example"]]


class _Reader:
    """Reads the rows of one table."""

    def __init__(self, sheet: Sheet, table: Table, rows: Rows) -> None:
        self.sheet, self.table, self.rows = sheet, table, rows
        self._covered = sheet.covered
        self._special = {row for row, _ in sheet.special}
        self._is_plain = plain_test(sheet, table, _EXAMPLE_WORD)

    def _says_nothing(self, number: int) -> bool:
        """A blank row, or the first one where it only numbers the columns."""
        values = self.sheet.values[number - 1]
        if number not in self._special and not any(v not in ("", None) for v in values):
            return True
        return number == self.table.first and self._is_numbering(values)

    def _is_numbering(self, values: list) -> bool:
        """The row "(1) (2) (3)" or "A B 1 2" under the headings: not one word among them."""
        said = [plain_text(value) for value in values if value not in ("", None)]
        label = self.table.columns.get("label") or self.table.columns["commune"]
        labelled = len(values) >= label and values[label - 1] not in ("", None)
        return labelled and len(said) > 1 and all(map(_NUMBERING.match, said))

    def _is_blank(self, number: int, column: int) -> bool:
        """Whether a cell is empty and no merge covers it: told without making the cell."""
        values, place = self.sheet.values[number - 1], (number, column)
        value = values[column - 1] if column <= len(values) else ""
        return value in ("", None) and not (place in self.sheet.special or place in self._covered)

    def _cell(self, number: int, column: int) -> Cell:
        return self.sheet.cell(number, column)

    def _said(self, number: int) -> dict[str, Cell]:
        """What stands in the named columns; a merge over rows says the same for each of them."""
        said = {}
        for role, column in self.table.columns.items():
            if self._is_blank(number, column):
                continue
            cell = self._cell(number, column)
            if cell.kind == "empty" and cell.merged_into and role in _FILLED_DOWN:
                cell = self._corner(number, column) or cell
            if cell.kind != "empty":
                said[role] = cell
        return said

    def _corner(self, number: int, column: int) -> Cell | None:
        """The cell that speaks for a covered one: higher up in the same column."""
        corner = self.sheet.covered[number, column]
        above = row_of(corner)
        inside = self.table.header < above < number
        return self._cell(above, column) if inside and ref(above, column) == corner else None

    def take(self, number: int) -> None:
        """One row: put to the plain ones above it, or read by itself."""
        first = number == self.table.first
        if self._is_plain(number) and not (first and self._says_nothing(number)):
            self._put(number)
        elif not self._says_nothing(number):
            self.read(number)

    def _put(self, number: int) -> None:
        above = self.rows.found[-1] if self.rows.found else None
        here = (self.rows.section, self.table)
        if not isinstance(above, PlainRows) or (above.section, above.table) != here:
            make = partial(self._plain_candidate, section=self.rows.section)
            above = PlainRows(self.sheet, self.table, self.rows.section, make)
            self.rows.found.append(above)
        above.numbers.append(number)

    def _plain_candidate(self, number: int, column: ValueColumn, section: str) -> Candidate:
        said = self._said(number)
        label = column.heading.label or shown(said["label"])
        cell = self._cell(number, column.column)
        return self._candidate(number, label, said, column, cell, section)

    def read(self, number: int) -> None:
        """One row: its values become candidates, or it is a heading, or it is asked about."""
        said = self._said(number)
        if "ordinal" in said and fold(shown(said["ordinal"])) == _EXAMPLE_WORD:
            self._example(number)
            return
        filled = [
            (column, cell)
            for column in self.table.values
            if not self._is_blank(number, column.column)
            and (cell := self._cell(number, column.column)).kind != "empty"
        ]
        label = shown(said["label"]) if "label" in said else ""
        if not filled:
            self._without_value(number, label, said)
        elif label:
            self._add(number, label, said, filled)
        else:
            self._without_label(number, said, filled)

    def _example(self, number: int) -> None:
        """The example of our own form: left alone as it is, told once it was changed."""
        row = [
            plain_text(value) for value in self.sheet.values[number - 1] if value not in ("", None)
        ]
        if not is_example(row):
            place = ref(number, self.table.columns["ordinal"])
            details = asks("rows", f"{self.sheet.name}!{number}")
            found = notice("example_changed", QUESTION, self.sheet.name, place, details)
            self.rows.notices.append(found)

    def _add(
        self, number: int, label: str, said: dict[str, Cell], filled: list[tuple[ValueColumn, Cell]]
    ) -> None:
        for column, cell in filled:
            text = column.heading.label or label
            self.rows.found.append(
                self._candidate(number, text, said, column, cell, self.rows.section)
            )

    def _candidate(
        self,
        number: int,
        label: str,
        said: dict[str, Cell],
        column: ValueColumn,
        cell: Cell,
        section: str,
    ) -> Candidate:
        ordinal = plain_text(said["ordinal"].value).rstrip(".") if "ordinal" in said else ""
        if column.heading.label:
            label_cell = ref(self.table.header, column.column)
        else:
            label_cell = said["label"].ref
        return Candidate(
            self.sheet.name,
            number,
            section,
            ordinal or str(number),
            label,
            label_cell,
            column.role,
            column.heading,
            cell,
            said,
        )

    def _without_label(
        self, number: int, said: dict[str, Cell], filled: list[tuple[ValueColumn, Cell]]
    ) -> None:
        named = [pair for pair in filled if pair[0].heading.label and "commune" in said]
        if named:
            self._add(number, "", said, named)
            filled = [pair for pair in filled if pair not in named]
        for _, cell in filled:
            if _is_value(cell):
                found = notice("label_missing", ERROR, self.sheet.name, cell.ref)
                self.rows.notices.append(found)
            elif cell.kind not in ("error", "formula_without_value"):  # these are told already
                self._outside(number)

    def _outside(self, number: int) -> None:
        if self.rows.outside[-1:] != [number]:
            self.rows.outside.append(number)

    def _without_value(self, number: int, label: str, said: dict[str, Cell]) -> None:
        if self._values_merged(number):
            return  # the notice about the merge names this row
        if not label and "ordinal" in said and _HEADED.match(shown(said["ordinal"])):
            self._enter({}, shown(said["ordinal"]))
        elif not label:
            self._outside_unless_context(number, said)
        elif "status" in said:
            self._add_status(number, label, said)
        elif self._is_heading(number, said):
            self._enter(said, label)
        elif self.table.values:
            self._tell_missing(number, label)

    def _tell_missing(self, number: int, label: str) -> None:
        """A row without a value: not set, unless its words hold the number themselves."""
        place = (self.sheet.name, ref(number, self.table.values[0].column))
        worded = re.search(r"\d\s*%", label)
        code, severity = ("value_in_label", ERROR) if worded else ("value_missing", WARNING)
        self.rows.notices.append(notice(code, severity, *place, label=label[:80]))

    def _outside_unless_context(self, number: int, said: dict[str, Cell]) -> None:
        if "commune" in said and "label" not in self.table.columns:
            self._tell_missing(number, shown(said["commune"]))
        elif number not in self._special:
            self._outside(number)

    def _add_status(self, number: int, label: str, said: dict[str, Cell]) -> None:
        column = self.table.columns["status"]
        status = ValueColumn(column, Heading("", "status"), "task_status")
        found = self._candidate(number, label, said, status, said["status"], self.rows.section)
        self.rows.found.append(found)

    def _values_merged(self, number: int) -> bool:
        return any(
            (number, column.column) in self.sheet.covered
            and self._corner(number, column.column) is not None
            for column in self.table.values
        )

    def _is_heading(self, number: int, said: dict[str, Cell]) -> bool:
        """A group: "II", "A", or a number without a unit that others are set under."""
        if set(said) - {"label", "ordinal"}:
            return False
        ordinal = plain_text(said["ordinal"].value) if "ordinal" in said else ""
        if not ordinal or _GROUP.match(ordinal):
            return True
        following = self._following_ordinal(number)
        return following.startswith(f"{ordinal.rstrip('.')}.") or bool(_BULLET.match(following))

    def _following_ordinal(self, number: int) -> str:
        column = self.table.columns.get("ordinal")
        if column is None or number >= self.table.last:
            return ""
        value = self._cell(number + 1, column).value
        return plain_text(value) if value is not None else ""

    def _enter(self, said: dict[str, Cell], label: str) -> None:
        ordinal = plain_text(said["ordinal"].value).rstrip(".)") if "ordinal" in said else ""
        if not ordinal:
            lead = re.match(r"^([IVXLC]+|[A-ZĐ])[.)]\s", label)
            ordinal = lead[1] if lead else ""
        if _GROUP.match(ordinal):
            self.rows.sections[:] = [ordinal]
        elif ordinal:
            self.rows.sections[:] = [*self.rows.sections[:1], ordinal]


def _is_value(cell: Cell) -> bool:
    """Whether a cell beside no name holds a value: "ngày 5 tháng 9 năm 2025" is none."""
    if cell.kind not in ("text", "number"):
        return False
    try:
        parse_value(cell.value, number_format=cell.number_format)
    except NumberProblem as problem:
        return problem.code in ("range", "several_numbers", "bad_number", "too_large")
    return True
