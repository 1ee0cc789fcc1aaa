"""Rows of a file -> statements: value, indicator, commune, time and place of each."""

from __future__ import annotations

from etl.form_rows import Candidate, Rows
from etl.form_titles import Facts
from etl.headings import fold
from etl.known import Known
from etl.labels import Match, Suggestions, match, normalise
from etl.notices import Notice
from etl.review_communes import named_commune, province_of, read_commune
from etl.review_pairs import Pair
from etl.review_values import (
    check_fraction,
    label_question,
    read_date,
    read_kind,
    read_status,
    read_value,
    read_year,
)

STATEMENT_COLUMNS = (
    "commune_code", "commune_name", "province_vi", "plan_number", "plan_year", "issued", "year",
    "as_of", "section", "ordinal", "part", "kind", "indicator_id", "family_id", "group_id",
    "label_vi", "population_vi", "comparator", "value", "unit", "numerator", "denominator",
    "binding", "comparability", "due", "due_text", "lead_unit", "status", "note", "file", "sheet",
    "cell",
)  # fmt: skip
Statement = dict[str, object]


class RowReader:
    """Turns the candidates of a file into statements; labels are asked about once a file."""

    def __init__(
        self, known: Known, file: str, statements: list[Statement], notices: list[Notice]
    ) -> None:
        self.known, self.file = known, file
        self.statements, self.notices = statements, notices
        self._meanings: dict[str, Match | Suggestions] = {}
        self._asked: dict[str, int] = {}
        self.pairs: list[Pair] = []
        self.labels: set[str] = set()
        self.left_out: list[str] = []

    def read(self, rows: Rows, facts: Facts) -> None:
        """The rows of one sheet: statements, and notices in the order of the rows."""
        self.notices += rows.notices
        made = [
            (candidate, statement)
            for candidate in rows.candidates
            if (statement := self._statement(candidate, facts))
        ]
        self.statements += [statement for _, statement in made]
        self.pairs += made

    def _statement(self, candidate: Candidate, facts: Facts) -> Statement | None:
        label = candidate.said.get("label")
        if label is not None and label.kind in ("error", "formula_without_value"):
            return None  # told for the whole sheet
        if self._is_left_out(candidate, facts):
            return None
        notices = self.notices
        meaning = self._meaning(candidate)
        statement: Statement = dict.fromkeys(STATEMENT_COLUMNS)
        kind = read_kind(candidate, facts, notices)
        if kind is None and candidate.text("kind"):
            return None
        if candidate.role != "task_status":
            self._ask(candidate, meaning)
            read = read_value(candidate, meaning, self.known, notices, self.file)
            if read is None:
                return None
            read = check_fraction(candidate, read, notices)
            statement |= _value_fields(read)
        statement |= self._place(candidate, facts)
        statement |= self._when(candidate, facts, kind)
        statement["file"] = self.file
        return self._of_catalogue(statement, candidate)

    def _is_left_out(self, candidate: Candidate, facts: Facts) -> bool:
        """Whether a person said to leave out what this label or this commune names."""
        named = named_commune(candidate, facts)
        label = normalise(candidate.label)
        out = label in self.known.left_out or self.known.leaves_out(*named)
        if out:
            self.left_out.append(f"{candidate.sheet}!{candidate.label_cell}")
        else:
            self.labels.add(label)
        return out

    def _meaning(self, candidate: Candidate) -> Match | Suggestions:
        meaning = self._meanings.get(candidate.label)
        if meaning is None:
            meaning = self._meanings[candidate.label] = match(candidate.label, self.known.aliases)
        return meaning

    def _ask(self, candidate: Candidate, meaning: Match | Suggestions) -> None:
        if isinstance(meaning, Suggestions) and fold(candidate.label) not in self._asked:
            self._asked[fold(candidate.label)] = candidate.row
            self.notices.append(label_question(candidate, meaning, self.known))

    def _place(self, candidate: Candidate, facts: Facts) -> Statement:
        unit, named = read_commune(candidate, facts, self.known, self.notices)
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
            "status": read_status(candidate, self.known, self.notices),
            "note": candidate.text("note") or None,
            "sheet": candidate.sheet,
            "cell": cell,
        }

    def _when(self, candidate: Candidate, facts: Facts, kind: str | None) -> Statement:
        notices = self.notices
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
