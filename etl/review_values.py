"""A candidate's cell, words and row -> the fields of a statement, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from etl.form_candidates import Candidate
from etl.form_dates import read_day
from etl.form_titles import Facts
from etl.headings import find_unit, fold
from etl.intake_words import table, vi
from etl.known import Known
from etl.labels import Match, Suggestions
from etl.notices import ERROR, QUESTION, WARNING, Notice, asks, from_intake, notice
from etl.numbers import NumberProblem, Reading, agrees, parse_value, shown
from etl.workbook import Cell


@dataclass(frozen=True)
class Read:
    """A value that was read, its indicator, and the notices about it."""

    reading: Reading
    indicator: Match | None
    unit: str | None


def read_value(
    candidate: Candidate,
    meaning: Match | Suggestions,
    known: Known,
    notices: list[Notice],
    file: str = "",
) -> Read | None:
    """The value of a candidate; None where it cannot be taken, and `notices` then says why."""
    cell = candidate.cell
    if cell.kind in ("error", "formula_without_value"):
        return None  # told for the whole sheet
    indicator = meaning if isinstance(meaning, Match) else None
    unit, written = unit_of(candidate)
    expected = known.indicators[indicator.indicator_id]["unit"] if indicator else ""
    if written and expected and unit != expected:
        problem = NumberProblem(
            "unit_differs", "warning", unit=written, expected=unit_name(expected)
        )
        notices.append(from_intake(problem, candidate.sheet, cell.ref))
    try:
        # A unit that is not known is not taken for the indicator's: 30 "hồ sơ" is no 30%.
        reading = _parsed(cell, unit or (None if written else expected) or None)
    except NumberProblem as problem:
        notices.append(from_intake(problem, candidate.sheet, cell.ref))
        return None
    notices += [from_intake(found, candidate.sheet, cell.ref) for found in reading.problems]
    if reading.ambiguous:
        chosen = _chosen(candidate, reading, known, file)
        if chosen is None:
            notices.append(_ambiguous(candidate, reading))
            return None
        reading = chosen
    reading = _with_comparator(candidate, reading, notices)
    return Read(reading, indicator, reading.unit or written or None) if reading else None


def unit_of(candidate: Candidate) -> tuple[str, str]:
    """The unit a row or heading states: as the catalogue counts ("" if unknown), as written."""
    written = candidate.text("unit") or candidate.heading.unit_text
    return find_unit(written), written


def unit_name(unit: str) -> str:
    """What a unit of the catalogue is called in Vietnamese."""
    try:
        return vi(f"unit.{unit}")
    except KeyError:
        return unit


def _parsed(cell: Cell, hint: str | None) -> Reading:
    if cell.kind == "date":
        raise NumberProblem("date_not_number", text=str(cell.value))
    if cell.kind == "bool":
        raise NumberProblem("no_number", text=str(cell.value).upper())
    return parse_value(cell.value, number_format=cell.number_format, unit_hint=hint)


def _chosen(candidate: Candidate, reading: Reading, known: Known, file: str) -> Reading | None:
    """The reading that a person chose among the possible ones; None where nobody has yet."""
    place = f"{candidate.sheet}!{candidate.cell.ref}"
    answer = known.answers.of(file).values.get(place)
    for value in reading.ambiguous:
        if answer is not None and float(value) == float(answer):
            return replace(reading, value=value, ambiguous=())
    return None


def _ambiguous(candidate: Candidate, reading: Reading) -> Notice:
    choices = [float(value) for value in reading.ambiguous]
    values = "; ".join(map(shown, reading.ambiguous))
    text = _written(candidate.cell)
    params = {"text": text, "values": values}
    message = vi("ambiguous_number", **params)
    place = (candidate.sheet, candidate.cell.ref)
    key = f"{candidate.sheet}!{candidate.cell.ref}"
    details = {"choices": choices, "unit": reading.unit, "label": candidate.label}
    details |= asks("values", key)
    said = ("intake.ambiguous_number", params)
    return Notice("ambiguous_number", QUESTION, message, *place, None, details, *said)


def _written(cell: Cell) -> str:
    if isinstance(cell.value, (int, float)):
        return shown(Decimal(format(cell.value, ".15g")))
    return str(cell.value)[:80]


def _with_comparator(
    candidate: Candidate, reading: Reading, notices: list[Notice]
) -> Reading | None:
    """The reading with what a column of its own says; None where the two contradict."""
    said = candidate.text("comparator").lower()
    if not said:
        return reading
    signs = {row["phrase"]: row["comparator"] for row in table("comparators")}
    sign = signs.get(said)
    place = candidate.said["comparator"].ref
    if sign in (None, "change"):
        notices.append(notice("unknown_comparator", ERROR, candidate.sheet, place, text=said[:80]))
        return None
    if reading.comparator not in ("=", sign):
        notices.append(notice("comparators_differ", ERROR, candidate.sheet, place))
        return None
    return replace(reading, comparator=sign)


def read_kind(candidate: Candidate, facts: Facts, notices: list[Notice]) -> str | None:
    """target, result, baseline, reference or task_status; None where nothing says it."""
    if candidate.role != "value":
        return candidate.role
    said = candidate.text("kind")
    if not said:
        year = candidate.heading.year
        earlier = year is not None and (facts.year is None or year < facts.year)
        # Under "chỉ tiêu năm 2026" a column of 2025 may hold results.
        return None if earlier else facts.kind or None
    kinds = {fold(row["word"]): row["kind"] for row in table("kinds")}
    kind = kinds.get(fold(said)) or (said if said in kinds.values() else None)
    if kind is None:
        place = candidate.said["kind"].ref
        notices.append(notice("unknown_kind", ERROR, candidate.sheet, place, text=said[:80]))
    return kind


def binding_of(kind: object, aspired: bool) -> str | None:
    """reported, committed or aspirational, by the kind of a statement."""
    if kind in ("result", "baseline"):
        return "reported"
    if kind not in ("target", "task"):
        return None
    return "aspirational" if aspired else "committed"


def is_aspired(candidate: Candidate) -> bool:
    """Whether the label or the value itself says that it is only striven for."""
    words = f"{candidate.label} {candidate.cell.value if candidate.cell else ''}".lower()
    return "phấn đấu" in words


def read_status(candidate: Candidate, known: Known, notices: list[Notice]) -> str | None:
    """not_started, in_progress or done; a wording that is not known is asked about."""
    said = candidate.text("status")
    if not said or candidate.role != "task_status":
        return None
    statuses = {fold(row["word"]): row["status"] for row in table("statuses")}
    status = known.answers.statuses.get(fold(said)) or statuses.get(fold(said))
    if status not in statuses.values():
        place, details = (
            candidate.said["status"].ref,
            {"text": said, **asks("statuses", fold(said))},
        )
        found = notice("unknown_status", QUESTION, candidate.sheet, place, details, text=said[:80])
        notices.append(found)
        return None
    return status


def read_year(candidate: Candidate, notices: list[Notice]) -> int | None:
    """The year that a heading or the row itself names."""
    said = candidate.text("year")
    if not said:
        return candidate.heading.year
    digits = fold(said).removeprefix("năm ")
    if digits.isdecimal() and len(digits) == 4 and 2000 <= int(digits) <= 2100:
        return int(digits)
    place = candidate.said["year"].ref
    notices.append(notice("unreadable_year", ERROR, candidate.sheet, place, text=said[:80]))
    return None


def read_date(candidate: Candidate, role: str, notices: list[Notice]) -> str | None:
    """A date of the row as ISO; words such as "thường xuyên" are no date and no fault.

    A date of results that cannot be read is a fault.
    """
    said = candidate.text(role)
    if not said:
        return None
    day = read_day(said, last=True)
    if not day and role == "as_of":
        place = candidate.said[role].ref
        notices.append(notice("unreadable_date", ERROR, candidate.sheet, place, text=said[:80]))
    return day or None


def check_fraction(candidate: Candidate, read: Read, notices: list[Notice]) -> Read:
    """A numerator and a denominator in columns of their own, and whether they give the value."""
    if not {"numerator", "denominator"} <= candidate.said.keys():
        return read
    parts = []
    for role in ("numerator", "denominator"):
        try:
            parts.append(_parsed(candidate.said[role], "person").value)
        except NumberProblem as problem:
            cell = candidate.said[role]
            notices.append(from_intake(problem, candidate.sheet, cell.ref))
    if len(parts) < 2 or None in parts:
        return read
    whole = Reading(read.reading.value, read.reading.comparator, read.reading.unit, *parts)
    notices += fraction_notices(candidate, whole)
    return Read(whole, read.indicator, read.unit)


def fraction_notices(candidate: Candidate, reading: Reading) -> list[Notice]:
    """What a share and the two parts it is said to come from do not agree on."""
    place = (candidate.sheet, candidate.cell.ref)
    top, bottom, value = reading.numerator, reading.denominator, reading.value
    if bottom <= 0:
        text = f"{shown(top)}/{shown(bottom)}"
        return [from_intake(NumberProblem("zero_denominator", text=text), *place)]
    if reading.unit != "percent" or agrees(value, top, bottom):
        return []
    computed = shown((top / bottom * 100).quantize(Decimal("0.1")))
    problem = NumberProblem(
        "fraction_mismatch",
        "warning",
        stated=shown(value),
        fraction=f"{shown(top)}/{shown(bottom)}",
        computed=computed,
    )
    return [from_intake(problem, *place)]


def label_question(candidate: Candidate, suggestions: Suggestions, known: Known) -> Notice:
    """Which indicator a wording means: what is like it, with confidence, to choose from."""
    items = [
        {
            "indicator_id": item.indicator_id,
            "name_vi": known.indicators[item.indicator_id]["name_vi"],
            "confidence": item.confidence,
        }
        for item in suggestions.items
    ]
    code = "unknown_label" if items else "new_label"
    choices = "; ".join(f"{item['name_vi']} ({item['confidence']:.0f}%)" for item in items[:3])
    details = {"label": candidate.label, "suggestions": items, **asks("labels", candidate.label)}
    place = (candidate.sheet, candidate.label_cell)
    found = notice(code, QUESTION, *place, details, label=candidate.label[:120], choices=choices)
    return replace(found, code="unknown_label")


def achieved_notices(candidate: Candidate, target: Reading, result: Reading) -> list[Notice]:
    """Whether "tỷ lệ đạt" is what the result and the target give, as a ratio or as itself."""
    cell = candidate.said.get("achieved")
    if cell is None or cell.kind in ("error", "formula_without_value") or not target.value:
        return []
    try:
        stated = _parsed(cell, "percent").value
    except NumberProblem:
        return []  # words such as "đạt", "vượt"
    if stated is None:
        return []
    given = result.value / target.value * 100
    if abs(given - stated) <= Decimal("0.55") or abs(result.value - stated) <= Decimal("0.05"):
        return []
    return [
        notice(
            "achieved_mismatch",
            WARNING,
            candidate.sheet,
            cell.ref,
            stated=shown(stated),
            result=shown(result.value),
            target=shown(target.value),
            computed=shown(given.quantize(Decimal("0.1"))),
        )
    ]
