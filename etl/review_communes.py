"""Which commune a row is about: named for certain, or asked about with the units to choose from."""

from __future__ import annotations

from etl.commune_names import Commune, CommuneQuestion, province_code
from etl.form_candidates import Candidate
from etl.form_titles import Facts
from etl.headings import fold
from etl.known import Known
from etl.notices import QUESTION, Notice, asks, notice


def read_commune(
    candidate: Candidate, facts: Facts, known: Known, notices: list[Notice]
) -> tuple[Commune | None, bool]:
    """The commune that a row or its column names, and whether it names one at all."""
    text, province = named_commune(candidate, facts)
    if not text:
        return facts.commune, False
    found = known.find(text, province)
    if isinstance(found, CommuneQuestion):
        notices.append(commune_question(candidate, text, found.candidates))
        return None, True
    return found, True


def named_commune(candidate: Candidate, facts: Facts) -> tuple[str, str]:
    """The code or name by which a row or its column names a commune, "" if none, and its province.

    The province is that of the whole plan where the row does not say.
    """
    text = candidate.text("commune_code") or candidate.text("commune") or candidate.heading.commune
    province = candidate.text("province")
    if not province:
        province = facts.commune.province_code if facts.commune else facts.province
    return text, province


def province_of(candidate: Candidate, facts: Facts, known: Known) -> str | None:
    """The province that a row without a commune names: values that a province assigns."""
    code = province_code(candidate.text("province") or facts.province, known.communes)
    units = known.communes.by_code.values()
    return next((unit.province_vi for unit in units if unit.province_code == code), None)


def commune_question(candidate: Candidate, text: str, candidates: tuple[Commune, ...]) -> Notice:
    """Which commune is meant, to be asked with the units to choose from."""
    cell = candidate.said.get("commune_code") or candidate.said.get("commune")
    place = cell.ref if cell else candidate.cell.ref if candidate.cell else candidate.label_cell
    code = "ambiguous_commune" if candidates else "unknown_commune"
    details = {"text": text, "candidates": commune_choices(candidates)}
    details |= asks("communes", fold(text))
    return notice(
        code,
        QUESTION,
        candidate.sheet,
        place,
        details,
        text=text[:80],
        choices=commune_names(candidates),
    )


def commune_choices(units: tuple[Commune, ...]) -> list[dict[str, str]]:
    """Units to choose from, as plain data."""
    return [
        {"commune_code": u.code, "name_vi": u.name_vi, "province_vi": u.province_vi} for u in units
    ]


def commune_names(units: tuple[Commune, ...]) -> str:
    """Units to choose from, for a sentence."""
    return "; ".join(f"{u.name_vi}, {u.province_vi} ({u.code})" for u in units)
