"""What a row of a file states, as it is passed on from reading to keeping."""

from __future__ import annotations

from etl.form_candidates import Candidate

STATEMENT_COLUMNS = (
    "commune_code", "commune_name", "province_vi", "plan_number", "plan_year", "issued", "year",
    "as_of", "section", "ordinal", "part", "kind", "indicator_id", "family_id", "group_id",
    "label_vi", "population_vi", "comparator", "value", "unit", "numerator", "denominator",
    "binding", "comparability", "due", "due_text", "lead_unit", "status", "note", "file", "sheet",
    "cell",
)  # fmt: skip
Statement = dict[str, object]
# Without the candidate where nothing but the statement counts: rows of a long list.
Pair = tuple[Candidate | None, Statement]


def blank_statement() -> Statement:
    """A statement of which nothing is known yet."""
    return dict.fromkeys(STATEMENT_COLUMNS)
