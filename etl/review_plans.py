"""Which plan the rows of a file belong to: an existing one, replaced or added to, or a new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from etl.answers import NEW_PLAN, AnswersProblem
from etl.commune_names import Commune
from etl.known import Known, Row
from etl.notices import ERROR, QUESTION, Notice, asks, notice, words
from etl.review import Review
from etl.review_facts import REPORTED
from etl.review_statement import Statements
from etl.schema import fact_files

PLANNED = ("target", "task")
SHIPPED, SAME_BATCH = "shipped", "batch"
PlanKey = tuple[str | None, int | None]  # code of the commune, year of the plan


@dataclass(frozen=True)
class PlanUse:
    """The plan that rows belong to. `row` is the plan with `mode`: what replaces it, or, for rows
    that are added, the plan as it was, in case what brought it is withdrawn.
    """

    plan_id: str
    row: dict[str, str | None]


def plan_keys(statements: Statements, known: Known) -> list[PlanKey]:
    """Commune and plan year of each statement; results go by the year they are of."""
    said = list(statements.zipped("kind", "year", "plan_year", "commune_code"))
    keys = {one: _plan_key(*one, known) for one in set(said)}
    return [keys[one] for one in said]


def _plan_key(kind, year, plan_year, code, known: Known) -> PlanKey:
    year = year if kind in REPORTED else plan_year or year
    return (known.identity(str(code)) if code else None, int(year) if year else None)


@dataclass
class _Group:
    """The statements of one commune and year. `planned`: the place of the first target."""

    code: str | None
    planned: int | None = None
    asks_year: bool = False  # a target without the year of its plan
    days: set[str] = field(default_factory=set)


def _groups(statements: Statements, keys: list[PlanKey]) -> dict[PlanKey, _Group]:
    groups: dict[PlanKey, _Group] = {}
    said = statements.zipped("kind", "commune_code", "plan_year", "as_of")
    for place, (key, (kind, code, plan_year, as_of)) in enumerate(zip(keys, said, strict=True)):
        if kind in (None, "reference"):
            continue
        group = groups.get(key) or groups.setdefault(key, _Group(code))
        if as_of:
            group.days.add(str(as_of))
        if kind in PLANNED:
            group.planned = place if group.planned is None else group.planned
            group.asks_year = group.asks_year or plan_year is None
    return groups


class _Plans:
    """The plans that are known, found by commune and year: a country's list names thousands."""

    def __init__(self, known: Known) -> None:
        self.ids = {str(plan["plan_id"]) for plan in known.plans}
        self._in_force: dict[PlanKey, Row] = {}
        self._of_commune: dict[str, list[Row]] = {}
        self._nameless: list[Row] = []
        for plan in known.plans:
            if plan["status"] != "in_force":
                continue
            if not plan["commune_code"]:
                self._nameless.append(plan)
            own = known.identity(plan["commune_code"], str(plan["plan_id"]))
            self._in_force.setdefault((own, int(plan["plan_year"] or 0)), plan)
            self._of_commune.setdefault(own, []).append(plan)

    def of(self, key: PlanKey, days: set[str]) -> Row | None:
        """The plan of a commune and year, or the one whose horizon holds the dates of results."""
        return self._in_force.get(key) or self._covering(key, days)

    def _covering(self, key: PlanKey, days: set[str]) -> Row | None:
        for plan in self._of_commune.get(str(key[0]), ()) if days else ():
            if all(str(plan["horizon_start"]) <= day <= str(plan["horizon_end"]) for day in days):
                return plan
        return None

    def nameless(self, unit: Commune, year: int | None) -> Row | None:
        """A plan of that year whose commune is not known, in the province of the unit."""
        for plan in self._nameless:
            if plan["plan_year"] == str(year) and plan["province_vi"] == unit.province_vi:
                return plan
        return None

    def new_id(self, code: str, year: int | None) -> str:
        """An id that no plan bears."""
        wanted = plan_id = f"{code}-{year}"
        number = 2
        while plan_id in self.ids:
            plan_id, number = f"{wanted}-{number}", number + 1
        return plan_id


def find_plans(
    review: Review, keys: list[PlanKey], known: Known
) -> tuple[dict[PlanKey, PlanUse], list[Notice]]:
    """The plan of every commune and year of a file, and what has to be asked about them.

    `keys`: of each statement, from `plan_keys`.
    Raises AnswersProblem for an answer that names a plan which is not there.
    """
    uses: dict[PlanKey, PlanUse] = {}
    groups = _groups(review.statements, keys)
    notices = _several_years(groups)
    plans = _Plans(known)
    for key in sorted(groups, key=lambda one: groups[one].planned is None):
        group = groups[key]
        if key[0] is None or key[1] is None:
            continue  # asked for already
        if group.planned is None:
            _attach(key, plans.of(key, group.days), uses, notices, known)
        else:
            use = _planned(key, group, plans, review, known, notices)
            if use:
                uses[key] = use
    return uses, notices


def _several_years(groups: Mapping[PlanKey, _Group]) -> list[Notice]:
    """Targets of several years and no plan year stated: of which plan they are is asked."""
    years: dict[str | None, set[int | None]] = {}
    for (code, year), group in groups.items():
        if group.asks_year:
            years.setdefault(code, set()).add(year)
    found = sorted({year for some in years.values() if len(some) > 1 for year in some if year})
    if not found:
        return []
    details = {"candidates": found, **asks("facts", "year")}
    shown = "; ".join(map(str, found))
    return [notice("several_years", QUESTION, None, None, details, choices=shown)]


def _attach(
    key: PlanKey,
    plan: Row | None,
    uses: dict[PlanKey, PlanUse],
    notices: list[Notice],
    known: Known,
) -> None:
    if key in uses:
        return
    if plan:
        uses[key] = _added_to(plan)
    else:
        unit = known.communes.by_code[str(key[0])]
        name = f"{unit.name_vi} ({unit.province_vi})"
        notices.append(notice("no_plan", ERROR, None, None, commune=name, year=key[1]))


def _added_to(plan: Row) -> PlanUse:
    row = {name: plan[name] for name in plan_columns()}
    return PlanUse(str(plan["plan_id"]), row | {"mode": "add"})


@cache
def plan_columns() -> tuple[str, ...]:
    """The columns of a plan in the facts."""
    return tuple(next(file for file in fact_files() if file.table == "plan").column_names)


def with_plans(known: Known, rows: Iterable[Row]) -> Known:
    """What is known once a file before this one in the batch is counted in."""
    new = {str(row["plan_id"]): row for row in rows}
    if not new:
        return known
    kept = [plan for plan in known.plans if plan["plan_id"] not in new]
    return replace(known, plans=(*kept, *new.values()))


def _planned(
    key: PlanKey,
    group: _Group,
    plans: _Plans,
    review: Review,
    known: Known,
    notices: list[Notice],
) -> PlanUse | None:
    plan, code = plans.of(key, group.days), str(group.code)
    unit = known.communes.by_code[code]
    answer = known.answers.of(review.file).plans.get(f"{code}|{key[1]}", {})
    nameless = plans.nameless(unit, key[1])
    if plan is None and nameless and not answer:
        notices.append(_nameless_plan(nameless, unit, key))
        return None
    if answer.get("plan_id"):
        plan = next((one for one in known.plans if one["plan_id"] == answer["plan_id"]), None)
        of_another = (
            plan and plan["commune_code"] and key[0] != known.identity(plan["commune_code"])
        )
        if plan is None or of_another:
            raise AnswersProblem(words("answers.unknown_plan", plan=answer["plan_id"]))
    mode = answer.get("mode") or known.answers.mode
    if plan and not mode:
        notices.append(_second_plan(plan, unit, key, known))
        return None
    plan_id = str(plan["plan_id"]) if plan else plans.new_id(code, key[1])
    if plan and mode == "add":
        return _added_to(plan)
    stated = review.statements[group.planned or 0]
    return PlanUse(plan_id, _plan_row(plan_id, unit, key, stated, plan))


def _second_plan(plan: Row, unit: Commune, key: PlanKey, known: Known) -> Notice:
    details = {
        "plan_id": plan["plan_id"],
        "number": plan["number"],
        "choices": ["replace", "add"],
        **asks("plans", f"{unit.code}|{key[1]}"),
    }
    number = plan["number"] or words("no_number")
    # The plan may be that of a unit which became this one: its own name is said.
    unit = known.communes.by_code.get(str(plan["commune_code"]), unit)
    said = {"unit": unit.name_vi, "province": unit.province_vi, "year": key[1], "number": number}
    return notice("second_plan", QUESTION, None, None, details, **said)


def _nameless_plan(plan: Row, unit: Commune, key: PlanKey) -> Notice:
    """Whether a plan whose commune is not known is that of the unit."""
    details = {
        "plan_id": plan["plan_id"],
        "choices": ["replace", "add", NEW_PLAN],
        **asks("plans", f"{unit.code}|{key[1]}"),
    }
    said = {"unit": unit.name_vi, "province": unit.province_vi, "year": key[1]}
    return notice(
        "nameless_plan", QUESTION, None, None, details, other=plan["commune_name"] or "", **said
    )


def _plan_row(
    plan_id: str, unit: Commune, key: PlanKey, stated: Mapping[str, object], plan: Row | None
) -> dict[str, str | None]:
    year = key[1]
    before = dict(plan) if plan else {}
    issued = str(stated["issued"]) if stated["issued"] else None
    number = str(stated["plan_number"]) if stated["plan_number"] else None
    return {
        "plan_id": plan_id,
        "commune_code": before.get("commune_code") or unit.code,
        "commune_name": before["commune_name"] if before.get("commune_code") else unit.short_name,
        "province_vi": before["province_vi"] if before.get("commune_code") else unit.province_vi,
        "province_basis": "named_by_user" if before else "commune_code",
        "number": number or before.get("number"),
        "issued": issued or before.get("issued"),
        "issued_precision": "day" if issued else before.get("issued_precision") or "none",
        "plan_year": before.get("plan_year") or str(year),
        "horizon_start": before.get("horizon_start") or f"{year}-01-01",
        "horizon_end": before.get("horizon_end") or f"{year}-12-31",
        "implements": before.get("implements"),
        "replaces": before.get("replaces"),
        "status": "in_force",
        "annex_missing": "false",
        "mode": "replace",
        "over": version_of(plan),
    }


def version_of(plan: Row | None) -> str:
    """What set a plan last: "" where there is none, "shipped", an upload, or the same batch."""
    if plan is None:
        return ""
    return SAME_BATCH if "mode" in plan else plan.get("upload_id") or SHIPPED
