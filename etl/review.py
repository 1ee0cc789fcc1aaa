"""A workbook -> what it states, with sheet and cell, and every problem and question at once.

Nothing is guessed: what can be read in two ways is a question and no statement; what the file
does not say stays unset and is asked for once.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from etl.commune_names import load_communes
from etl.encodings import Detection, detect
from etl.form_rows import Candidate, Rows, read_rows
from etl.form_titles import Facts
from etl.forms import Names, Table, find_tables, fold
from etl.intake_words import vi
from etl.labels import Match, Suggestions, load_aliases, match
from etl.notices import ERROR, QUESTION, WARNING, Notice, from_intake, notice, words
from etl.read_workbook import read_in_child
from etl.review_communes import read_commune
from etl.review_facts import filled_in, missing_facts, sheet_facts, together
from etl.review_pairs import Pair, pair_notices
from etl.review_sheet import sheet_notices
from etl.review_values import (
    Known,
    check_fraction,
    label_question,
    read_date,
    read_kind,
    read_value,
    read_year,
)
from etl.workbook import Sheet, Workbook, WorkbookProblem, ref

STATEMENT_COLUMNS = (
    "commune_code", "commune_name", "province_vi", "plan_number", "plan_year", "issued", "year",
    "as_of", "section", "ordinal", "part", "kind", "indicator_id", "family_id", "group_id",
    "label_vi", "population_vi", "comparator", "value", "unit", "numerator", "denominator",
    "binding", "comparability", "due", "due_text", "lead_unit", "status", "note", "file", "sheet",
    "cell",
)  # fmt: skip
_OWN_SHEETS = ("template.notes_title", "template.lists_title", "annotate.title")
Statement = dict[str, object]


@dataclass
class Review:
    """What one file holds. `layouts` tells, by sheet, the form and header row found."""

    file: str
    statements: list[Statement] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    layouts: list[tuple[str, Table]] = field(default_factory=list)


def load_known(data: Path) -> Known:
    """The catalogue and register in a folder of facts. Raises OSError when one cannot be read."""
    reference = data / "reference"
    indicators = {row["indicator_id"]: row for row in _rows(reference / "indicators.csv")}
    units = {fold(row["alias_vi"]): row["unit_id"] for row in _rows(reference / "units.csv")}
    return Known(load_aliases(data), load_communes(data), indicators, units)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def review_file(data: bytes, name: str, known: Known) -> Review:
    """One file as received. A file that is not taken in gives one problem and no statements."""
    try:
        workbook = read_in_child(data, name)
    except WorkbookProblem as problem:
        return Review(name, notices=[replace(from_intake(problem), file=name)])
    return review(workbook, name, known)


def review(workbook: Workbook, name: str, known: Known) -> Review:
    """What a workbook that was read states, and all that is to be said about it."""
    found = Review(name)
    workbook = _in_unicode(_without_own_sheets(workbook), found.notices)
    names = Names(known.communes.by_name, known.aliases)
    sheets = [(sheet, find_tables(sheet, names)) for sheet in workbook.sheets]
    facts = {sheet.name: sheet_facts(sheet, tables, known) for sheet, tables in sheets}
    whole = together(list(facts.values()))
    reader = _Reader(known, found)
    for sheet, tables in sheets:
        found.notices += sheet_notices(sheet, tables)
        if tables:
            found.layouts += [(sheet.name, table) for table in tables]
            reader.read(read_rows(sheet, tables), filled_in(facts[sheet.name], whole))
        elif _has_text(sheet):
            found.notices.append(notice("no_table", WARNING, sheet.name))
    found.notices += pair_notices(reader.pairs)
    found.notices += missing_facts(found.statements, found.notices, whole)
    _tell_if_empty(found)
    found.notices = [replace(told, file=name) for told in found.notices]
    return found


def _without_own_sheets(workbook: Workbook) -> Workbook:
    """Without notes and lists of our own, known by the text of their first cell."""
    own = [words(key) for key in _OWN_SHEETS]
    sheets = [
        s for s in workbook.sheets if not (s.values and s.values[0][:1] and s.values[0][0] in own)
    ]
    return Workbook(workbook.kind, sheets)


def _has_text(sheet: Sheet) -> bool:
    return any(value not in ("", None) for row in sheet.values for value in row)


def _in_unicode(workbook: Workbook, notices: list[Notice]) -> Workbook:
    """The workbook as it reads once its old encoding is converted, which stays a question."""
    texts = (v for s in workbook.sheets for row in s.values for v in row if isinstance(v, str))
    found = detect(texts)
    if not found:
        return workbook
    before, after = found.examples[0] if found.examples else ("", "")
    encoding = vi(f"encoding.{found.encoding}")
    message = vi("legacy_encoding", encoding=encoding, before=before[:60], after=after[:60])
    details = {"encoding": found.encoding, "examples": [list(pair) for pair in found.examples]}
    sheet, cell = _first_place(workbook, before)
    notices.append(Notice("legacy_encoding", QUESTION, message, sheet, cell, details=details))
    return Workbook(workbook.kind, [_converted(sheet, found) for sheet in workbook.sheets])


def _first_place(workbook: Workbook, text: str) -> tuple[str | None, str | None]:
    for sheet in workbook.sheets:
        for row, values in enumerate(sheet.values, 1):
            if text in values:
                return sheet.name, sheet.cell(row, values.index(text) + 1).ref
    return None, None


def _converted(sheet: Sheet, found: Detection) -> Sheet:
    convert: Callable = lambda v: found.convert(v) if isinstance(v, str) else v  # noqa: E731
    values = [[convert(value) for value in row] for row in sheet.values]
    return Sheet(sheet.name, sheet.state, values, sheet.facts)


def _tell_if_empty(found: Review) -> None:
    """A form without one value says so itself; so does a file without a form."""
    if not found.layouts:
        found.notices = [told for told in found.notices if told.code != "no_table"]
        found.notices.append(notice("nothing_to_read", ERROR))
        return
    blocked = any(told.severity != WARNING for told in found.notices if told.cell)
    if not found.statements and not blocked:
        sheet, table = found.layouts[0]
        column = table.values[0].column if table.values else table.columns["status"]
        found.notices = [told for told in found.notices if told.code != "value_missing"]
        place = ref(table.first, column)
        found.notices.append(notice("empty_template", ERROR, sheet, place))


class _Reader:
    """Turns the candidates of the sheets into statements; labels are asked about once a file."""

    def __init__(self, known: Known, found: Review) -> None:
        self.known, self.found = known, found
        self._meanings: dict[str, Match | Suggestions] = {}
        self._asked: dict[str, int] = {}
        self.pairs: list[Pair] = []

    def read(self, rows: Rows, facts: Facts) -> None:
        """The rows of one sheet: statements, and notices in the order of the rows."""
        self.found.notices += rows.notices
        made = [
            (candidate, statement)
            for candidate in rows.candidates
            if (statement := self._statement(candidate, facts))
        ]
        self.found.statements += [statement for _, statement in made]
        self.pairs += made

    def _statement(self, candidate: Candidate, facts: Facts) -> Statement | None:
        label = candidate.said.get("label")
        if label is not None and label.kind in ("error", "formula_without_value"):
            return None  # told for the whole sheet
        notices = self.found.notices
        meaning = self._meaning(candidate)
        statement: Statement = dict.fromkeys(STATEMENT_COLUMNS)
        kind = read_kind(candidate, facts, notices)
        if kind is None and candidate.text("kind"):
            return None
        if candidate.role == "task_status":
            statement["indicator_id"] = getattr(meaning, "indicator_id", None)
        else:
            self._ask(candidate, meaning)
            read = read_value(candidate, meaning, self.known, notices)
            if read is None:
                return None
            read = check_fraction(candidate, read, notices)
            statement |= _value_fields(read)
        statement |= self._place(candidate, facts)
        statement |= self._when(candidate, facts, kind)
        statement["file"] = self.found.file
        return self._of_catalogue(statement, candidate)

    def _meaning(self, candidate: Candidate) -> Match | Suggestions:
        meaning = self._meanings.get(candidate.label)
        if meaning is None:
            meaning = self._meanings[candidate.label] = match(candidate.label, self.known.aliases)
        return meaning

    def _ask(self, candidate: Candidate, meaning: Match | Suggestions) -> None:
        if isinstance(meaning, Suggestions) and fold(candidate.label) not in self._asked:
            self._asked[fold(candidate.label)] = candidate.row
            self.found.notices.append(label_question(candidate, meaning, self.known))

    def _place(self, candidate: Candidate, facts: Facts) -> Statement:
        unit, named = read_commune(candidate, facts, self.known, self.found.notices)
        cell = candidate.cell.ref if candidate.cell else candidate.label_cell
        own = not named or unit is not None and unit == facts.commune
        number = candidate.text("plan_number") or (facts.number if own else None)
        lead = candidate.text("lead_unit")
        return {
            "commune_code": unit.code if unit else None,
            "commune_name": unit.short_name if unit else None,
            "province_vi": unit.province_vi if unit else None,
            "plan_number": number,
            "issued": facts.issued or None if own else None,
            "section": candidate.section or None,
            "ordinal": candidate.ordinal,
            "label_vi": candidate.label,
            "population_vi": candidate.text("population") or None,
            "lead_unit": self.known.lead_units.get(fold(lead), lead) or None,
            "status": candidate.text("status") or None,
            "note": candidate.text("note") or None,
            "sheet": candidate.sheet,
            "cell": cell,
        }

    def _when(self, candidate: Candidate, facts: Facts, kind: str | None) -> Statement:
        notices = self.found.notices
        as_of = candidate.heading.as_of or read_date(candidate, "as_of", notices) or facts.as_of
        year = read_year(candidate, notices)
        reported = kind in ("result", "baseline", "task_status")
        if year is None:
            year = int(as_of[:4]) if reported and as_of else facts.year
        if kind == "result" and candidate.heading.year and facts.year and year < facts.year:
            kind = "baseline"  # a plan's own report of an earlier year
        due = None if reported else read_date(candidate, "due", notices)
        return {
            "kind": kind,
            "year": year,
            "plan_year": facts.year,
            "as_of": as_of or None if reported else None,
            "due": due,
            "due_text": candidate.text("due") or None,
            "binding": _binding(candidate, kind),
        }

    def _of_catalogue(self, statement: Statement, candidate: Candidate) -> Statement:
        row = self.known.indicators.get(str(statement["indicator_id"]))
        if row:
            statement["family_id"], statement["group_id"] = row["family_id"], row["group_id"]
        return statement


def _value_fields(read) -> Statement:
    reading, indicator = read.reading, read.indicator
    return {
        "indicator_id": indicator.indicator_id if indicator else None,
        "comparability": indicator.comparability if indicator else None,
        "comparator": reading.comparator,
        "value": _number(reading.value),
        "unit": read.unit,
        "numerator": _number(reading.numerator),
        "denominator": _number(reading.denominator),
    }


def _number(value) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _binding(candidate: Candidate, kind: str | None) -> str | None:
    if kind in ("result", "baseline"):
        return "reported"
    if kind not in ("target", "task"):
        return None
    words = f"{candidate.label} {candidate.cell.value if candidate.cell else ''}".lower()
    return "aspirational" if "phấn đấu" in words else "committed"
