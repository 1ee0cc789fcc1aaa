"""What only two rows together tell: one indicator with two values, a target and its result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from etl.form_candidates import Candidate
from etl.labels import normalise
from etl.notices import ERROR, WARNING, Notice, notice
from etl.numbers import Reading, shown
from etl.review_statement import Pair
from etl.review_values import achieved_notices

_SAME = ("kind", "year", "as_of", "commune_code", "due", "population_vi")


def pair_notices(pairs: list[Pair]) -> list[Notice]:
    """Contradictions and repetitions among the rows of a file, in the order of the rows."""
    return [*_twice(pairs), *_achieved(pairs)]


def _twice(pairs: Iterable[Pair]) -> Iterator[Notice]:
    first: dict[tuple, Pair] = {}
    for candidate, row in pairs:
        if row["value"] is None:
            continue
        name = row["indicator_id"] or normalise(str(row["label_vi"]))
        commune = row["commune_code"] or _named(candidate)
        key = (name, commune, *(row[column] for column in _SAME))
        if key not in first:
            first[key] = (candidate, row)
            continue
        earlier = first[key][1]
        same = earlier["value"] == row["value"] and earlier["comparator"] == row["comparator"]
        yield notice(
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


def _achieved(pairs: Iterable[Pair]) -> Iterator[Notice]:
    targets: dict[tuple[str, int], Reading] = {}
    for candidate, row in pairs:
        if candidate is None:
            continue
        place = (candidate.sheet, candidate.row)
        if row["kind"] == "target" and row["value"] is not None:
            targets[place] = Reading(Decimal(str(row["value"])), unit=str(row["unit"]))
        elif row["kind"] == "result" and place in targets:
            result = Reading(Decimal(str(row["value"])), unit=str(row["unit"]))
            yield from achieved_notices(candidate, targets[place], result)
