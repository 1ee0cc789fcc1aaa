"""What only two rows together tell: one indicator with two values, a target and its result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from etl.form_candidates import Candidate
from etl.labels import normalise
from etl.notices import ERROR, WARNING, Notice, notice
from etl.numbers import Reading, shown
from etl.review_statement import Statement, Statements
from etl.review_values import achieved_notices

_SAME = ("kind", "year", "as_of", "due", "population_vi")
Candidates = Mapping[int, Candidate]  # by the place of their statement


def pair_notices(statements: Statements, candidates: Candidates) -> list[Notice]:
    """Contradictions and repetitions among the rows of a file, in the order of the rows."""
    return [*_twice(statements, candidates), *_achieved(statements, candidates)]


def _twice(statements: Statements, candidates: Candidates) -> Iterator[Notice]:
    first: dict[tuple, int] = {}
    keys = zip(
        [
            own or normalise(str(label))
            for own, label in statements.zipped("indicator_id", "label_vi")
        ],
        [
            code or _named(candidates.get(place))
            for place, code in enumerate(statements.column("commune_code"))
        ],
        *(statements.column(name) for name in _SAME),
        strict=True,
    )
    values = statements.column("value")
    for place, key in enumerate(keys):
        if values[place] is not None and first.setdefault(key, place) != place:
            yield _stated_again(statements[first[key]], statements[place])


def _stated_again(earlier: Statement, row: Statement) -> Notice:
    same = earlier["value"] == row["value"] and earlier["comparator"] == row["comparator"]
    return notice(
        "stated_twice" if same else "two_values",
        WARNING if same else ERROR,
        str(row["sheet"]),
        str(row["cell"]),
        {"other_sheet": earlier["sheet"], "other_cell": earlier["cell"]},
        label=str(row["label_vi"])[:120],
        other=f"{earlier['sheet']}!{earlier['cell']}",
        first=_said(earlier),
        second=_said(row),
    )


def _named(candidate: Candidate | None) -> str:
    return candidate.text("commune") or candidate.heading.commune if candidate else ""


def _said(row: dict[str, object]) -> str:
    sign = "" if row["comparator"] == "=" else f"{row['comparator']} "
    return f"{sign}{shown(Decimal(str(row['value'])))}"


def _achieved(statements: Statements, candidates: Candidates) -> Iterator[Notice]:
    targets: dict[tuple[str, int], Reading] = {}
    for at, candidate in candidates.items():
        row, place = statements[at], (candidate.sheet, candidate.row)
        if row["kind"] == "target" and row["value"] is not None:
            targets[place] = Reading(Decimal(str(row["value"])), unit=str(row["unit"]))
        elif row["kind"] == "result" and place in targets:
            result = Reading(Decimal(str(row["value"])), unit=str(row["unit"]))
            yield from achieved_notices(candidate, targets[place], result)
