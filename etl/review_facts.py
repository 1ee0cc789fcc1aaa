"""Facts of the whole plan: what the sheets say together, and what is asked for once a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from etl.answers import AnswersProblem, FileAnswers
from etl.commune_names import Commune
from etl.form_titles import Facts, find_in_text, read_facts
from etl.forms import Table
from etl.known import Known
from etl.notices import QUESTION, Notice, asks, notice, words
from etl.review_communes import commune_choices, commune_names
from etl.review_statement import Statements
from etl.workbook import Sheet

REPORTED = ("result", "task_status")


def sheet_facts(sheet: Sheet, tables: list[Table], known: Known) -> Facts:
    """What the rows above the first table say; the sheet's own name may name its commune."""
    rows = sheet.values[: tables[0].header - 1] if tables else []
    lines = [" ".join(v for v in row if isinstance(v, str)) for row in rows]
    facts = read_facts(lines, known.communes)
    if not facts.communes:
        facts = replace(facts, communes=find_in_text(sheet.name, known.communes))
    return facts


def together(sheets: list[Facts]) -> Facts:
    """What the sheets say as one: a fact that two sheets state differently stays open."""
    by_code = {unit.code: unit for facts in sheets for unit in facts.communes}
    return Facts(
        tuple(by_code.values()),
        tuple(dict.fromkeys(number for facts in sheets for number in facts.numbers)),
        tuple(sorted({year for facts in sheets for year in facts.years})),
        _only(facts.as_of for facts in sheets),
        _only(facts.issued for facts in sheets),
        _only(facts.kind for facts in sheets),
        _only(facts.province for facts in sheets),
    )


def _only(texts: Iterable[str]) -> str:
    said = {text for text in texts if text}
    return said.pop() if len(said) == 1 else ""


def filled_in(own: Facts, whole: Facts) -> Facts:
    """A sheet's own facts, and the file's where the sheet says nothing."""
    return Facts(
        own.communes or whole.communes,
        own.numbers or whole.numbers,
        own.years or whole.years,
        own.as_of or whole.as_of,
        own.issued or whole.issued,
        own.kind or whole.kind,
        own.province or whole.province,
    )


def answered_facts(facts: Facts, given: FileAnswers, known: Known) -> Facts:
    """The facts with what a person answered about this file. Raises AnswersProblem."""
    said = given.facts
    if not said:
        return facts
    code = said.get("commune_code", "")
    if code and code not in known.communes.by_code:
        raise AnswersProblem(words("answers.unknown_commune", code=code))
    return replace(
        facts,
        communes=(known.communes.by_code[code],) if code else facts.communes,
        numbers=(said["plan_number"],) if said.get("plan_number") else facts.numbers,
        years=(int(said["year"]),) if said.get("year") else facts.years,
        **{name: said[name] for name in ("as_of", "issued", "kind", "province") if said.get(name)},
    )


def missing_facts(
    rows: Statements, told: list[Notice], whole: Facts, given: FileAnswers
) -> list[Notice]:
    """What the form lacks, once a file: commune, plan number, year, kind, date of results."""
    found: list[Notice] = []
    # A long list says few different things: each is looked at once.
    said = set(rows.zipped("kind", "commune_code", "plan_number"))
    own = [one for one in said if one[0] != "reference"]
    named = any(one.code in ("ambiguous_commune", "unknown_commune") for one in told)
    if not named and any(code is None for _, code, _ in own):
        found.append(_commune_notice(whole.communes))
    if None in rows.column("year"):
        shown = "; ".join(map(str, whole.years))
        found.append(_missing("year", shown, {"candidates": list(whole.years)}))
    planned = any(number is None and kind not in REPORTED for kind, _, number in own)
    if planned and "plan_number" not in given.facts:
        shown = "; ".join(whole.numbers)
        found.append(_missing("plan_number", shown, {"candidates": list(whole.numbers)}))
    if None in rows.column("kind"):
        found.append(_missing("kind", "", {}))
    if any(kind in REPORTED and not as_of for kind, as_of in set(rows.zipped("kind", "as_of"))):
        found.append(_missing("as_of", "", {}))
    provinces = [code for kind, code in rows.zipped("kind", "province_vi") if kind == "reference"]
    return found + _missing_assignment(provinces, given)


def _missing_assignment(provinces: list[str | None], given: FileAnswers) -> list[Notice]:
    """What values assigned by a province need besides: the province, the document, its date."""
    if not provinces:
        return []
    found = [] if given.facts.get("document") else [_missing("document", "", {})]
    if not given.facts.get("issued"):
        found.append(_missing("issued", "", {}))
    if None in provinces:
        found.append(_missing("province", "", {}))
    return found


def _missing(what: str, shown: str, details: dict[str, object]) -> Notice:
    code = f"several_{what}s" if len(details.get("candidates", ())) > 1 else f"missing_{what}"
    return notice(code, QUESTION, None, None, details | asks("facts", what), choices=shown)


def _commune_notice(units: tuple[Commune, ...]) -> Notice:
    where = asks("facts", "commune_code")
    if not units:
        return notice("missing_commune", QUESTION, None, None, where)
    details = {"text": units[0].name_vi, "candidates": commune_choices(units), **where}
    return notice(
        "ambiguous_commune",
        QUESTION,
        None,
        None,
        details,
        text=units[0].name_vi,
        choices=commune_names(units),
    )
