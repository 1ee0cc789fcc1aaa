"""Rows of a file -> statements: value, indicator, commune, time and place of each."""

from __future__ import annotations

from etl.form_candidates import Candidate, PlainRows, Rows
from etl.form_titles import Facts
from etl.headings import fold
from etl.known import Known
from etl.labels import Match, Suggestions, match, normalise
from etl.notices import Notice
from etl.review_communes import named_commune, province_of, read_commune
from etl.review_plain import read_plain
from etl.review_statement import Statement, Statements, blank_statement
from etl.review_values import (
    binding_of,
    check_fraction,
    is_aspired,
    label_question,
    read_date,
    read_kind,
    read_status,
    read_value,
    read_year,
)


class RowReader:
    """Turns the candidates of a file into statements; labels are asked about once a file."""

    def __init__(self, known: Known, file: str, notices: list[Notice]) -> None:
        self.known, self.file, self.notices = known, file, notices
        self._meanings: dict[str, Match | Suggestions] = {}
        self._asked: dict[str, int] = {}
        self.statements = Statements()
        self.candidates: dict[int, Candidate] = {}  # by place; rows of long lists need none
        self.labels: set[str] = set()
        self.left_out: list[str] = []

    def read(self, rows: Rows, facts: Facts) -> None:
        """The rows of one sheet: statements, and notices in the order of the rows."""
        self.notices += rows.notices
        for found in rows.found:
            if isinstance(found, PlainRows):
                read_plain(self, found, facts)
            else:
                self.read_one(found, facts)

    def read_one(self, candidate: Candidate, facts: Facts) -> None:
        """One value by itself; where it cannot be taken that is told."""
        statement = self.statement(candidate, facts)
        if statement:
            self.candidates[len(self.statements)] = candidate
            self.statements.add(statement)

    def statement(self, candidate: Candidate, facts: Facts) -> Statement | None:
        """What one value states; None where it cannot be taken, which is then told."""
        label = candidate.said.get("label")
        if label is not None and label.kind in ("error", "formula_without_value"):
            return None  # told for the whole sheet
        if self.is_left_out(candidate, facts):
            return None
        kind = read_kind(candidate, facts, self.notices)
        if kind is None and candidate.text("kind"):
            return None
        statement = blank_statement()
        if candidate.role != "task_status":
            value = self.value(candidate, self.notices)
            if value is None:
                return None
            statement |= value
        statement |= self.place(candidate, facts, self.notices)
        statement |= self.time(candidate, facts, kind, self.notices)
        statement["binding"] = binding_of(statement["kind"], is_aspired(candidate))
        return statement

    def is_left_out(self, candidate: Candidate, facts: Facts) -> bool:
        """Whether a person said to leave out what this label or this commune names."""
        named = named_commune(candidate, facts)
        label = normalise(candidate.label)
        out = label in self.known.left_out or self.known.leaves_out(*named)
        if out:
            self.left_out.append(f"{candidate.sheet}!{candidate.label_cell}")
        else:
            self.labels.add(label)
        return out

    def value(self, candidate: Candidate, notices: list[Notice]) -> Statement | None:
        """The value and what it is of; None where it cannot be taken."""
        meaning = self._meaning(candidate)
        self._ask(candidate, meaning)
        read = read_value(candidate, meaning, self.known, notices, self.file)
        if read is None:
            return None
        fields = _value_fields(check_fraction(candidate, read, notices))
        row = self.known.indicators.get(str(fields["indicator_id"]), {})
        return fields | {name: row.get(name) for name in ("family_id", "group_id")}

    def _meaning(self, candidate: Candidate) -> Match | Suggestions:
        meaning = self._meanings.get(candidate.label)
        if meaning is None:
            meaning = self._meanings[candidate.label] = match(candidate.label, self.known.aliases)
        return meaning

    def _ask(self, candidate: Candidate, meaning: Match | Suggestions) -> None:
        if isinstance(meaning, Suggestions) and fold(candidate.label) not in self._asked:
            self._asked[fold(candidate.label)] = candidate.row
            self.notices.append(label_question(candidate, meaning, self.known))

    def place(self, candidate: Candidate, facts: Facts, notices: list[Notice]) -> Statement:
        """The commune, the plan, and where in the file and the document the value stands."""
        unit, named = read_commune(candidate, facts, self.known, notices)
        cell = candidate.cell.ref if candidate.cell else candidate.label_cell
        own = not named or unit is not None and unit == facts.commune
        number = candidate.text("plan_number") or (facts.number if own else None)
        lead = candidate.text("lead_unit")
        return {
            "commune_code": unit.code if unit else None,
            "commune_name": unit.short_name if unit else None,
            "province_vi": unit.province_vi if unit else province_of(candidate, facts, self.known),
            "plan_number": number,
            "issued": facts.issued or None if own else None,
            "section": candidate.section or None,
            "ordinal": candidate.ordinal,
            "label_vi": candidate.label,
            "population_vi": candidate.text("population") or None,
            "lead_unit": self.known.lead_units.get(fold(lead), lead) or None,
            "status": read_status(candidate, self.known, notices),
            "note": candidate.text("note") or None,
            "file": self.file,
            "sheet": candidate.sheet,
            "cell": cell,
        }

    def time(
        self, candidate: Candidate, facts: Facts, kind: str | None, notices: list[Notice]
    ) -> Statement:
        """Target or result, of which year or day, and how firmly it is meant."""
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
        }


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
