"""A review without doubt left -> typed rows: what of an upload is kept and built from, for good."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from etl.commune_names import province_code
from etl.known import ADDED, Known, confirmed_aliases
from etl.labels import normalise
from etl.notices import ERROR, WARNING, Notice, notice
from etl.problems import StoreError, words
from etl.review import Review
from etl.review_fit import columns_of, fit_notices
from etl.review_plans import PLANNED, find_plans, plan_keys
from etl.review_statement import Statements
from etl.review_tasks import task_rows
from etl.review_values import unit_name

VERSION = 1
Text = str | None
STATEMENT = (
    "plan_id", "section", "ordinal", "part", "kind", "year", "as_of", "indicator_id", "label_vi",
    "population_vi", "comparator", "value", "unit", "numerator", "denominator", "binding", "due",
    "due_basis", "lead_unit", "comparability", "note", "sheet", "cell",
)  # fmt: skip
_PLACE = ("sheet", "cell")
_MADE = ("plan_id", "part", "due_basis", "value", "numerator", "denominator")
_TEXTS = tuple(name for name in STATEMENT if name not in _MADE)
OFFICIAL_KEY = ("indicator_id", "province_code", "milestone_year", "population_vi")


@dataclass(frozen=True)
class Reviewed:
    """Typed rows as text. `plans`: rows of plans with `mode` (replace or add) and, where they
    replace, `over` (what had set the plan when it was reviewed); `statement`: column -> texts;
    `task`: statuses; `official`: values a province assigned; `alias` and `indicator`: what a
    person confirmed; `mappings`: columns as corrected, by shape.
    """

    plans: list[dict[str, Text]] = field(default_factory=list)
    statement: dict[str, list[Text]] = field(default_factory=lambda: {n: [] for n in STATEMENT})
    task: list[dict[str, Text]] = field(default_factory=list)
    official: list[dict[str, Text]] = field(default_factory=list)
    alias: list[dict[str, str]] = field(default_factory=list)
    indicator: list[dict[str, str]] = field(default_factory=list)
    mappings: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows are kept: numbers, statuses of tasks, assigned values."""
        return len(self.statement["plan_id"]) + len(self.task) + len(self.official)

    def as_dict(self) -> dict[str, object]:
        """The rows as plain data, not copied: two million texts would take seconds."""
        return {"version": VERSION, **vars(self)}


def reviewed_from(data: object) -> Reviewed:
    """Rows from plain data. Raises StoreError where they are not rows of this version."""
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise StoreError(words("store.bad_rows"))
    try:
        found = Reviewed(**{name: part for name, part in data.items() if name != "version"})
        lengths = {len(found.statement[name]) for name in STATEMENT}
    except (TypeError, KeyError):
        raise StoreError(words("store.bad_rows")) from None
    if len(lengths) > 1 or not _are_rows(found):
        raise StoreError(words("store.bad_rows"))
    return found


def _are_rows(made: Reviewed) -> bool:
    """Whether all parts are of their kind; the many cells of statements are judged by the facts."""
    lists = (made.plans, made.task, made.official, made.alias, made.indicator)
    if not all(isinstance(some, list) for some in lists) or not isinstance(made.mappings, dict):
        return False
    rows = [row for some in lists for row in some] + list(made.mappings.values())
    return all(
        isinstance(row, dict)
        and all(text is None or isinstance(text, str) for text in row.values())
        for row in rows
    )


def reviewed_of(review: Review, known: Known) -> tuple[Reviewed, list[Notice]]:
    """The rows of a file and what still has to be asked: which plan each belongs to.

    Raises AnswersProblem for an answer that names a plan which is not there.
    """
    keys = plan_keys(review.statements, known)
    uses, notices = find_plans(review, keys, known)
    made = Reviewed(plans=[use.row for use in uses.values()])
    plan_ids = {key: use.plan_id for key, use in uses.items()}
    kept = [
        plan_ids.get(key) if kind not in ("reference", "task_status") else None
        for key, kind in zip(keys, review.statements.column("kind"), strict=True)
    ]
    made.statement.update(_statement_columns(review.statements, kept, known))
    given = known.answers.of(review.file).facts
    for row in review.statements.rows_where("kind", "reference"):
        made.official.append(_official(row, known, given, notices))
    tasks, told = task_rows(review, keys, uses, known)
    made.task.extend(tasks)
    notices += told
    _unit_notices(review, known, notices)
    _once(made)
    made.alias.extend(confirmed_aliases(known.answers, review.labels))
    used = {row["indicator_id"] for row in (*made.alias, *made.official)}
    used |= set(made.statement["indicator_id"])
    # An indicator that people added comes along, in case the upload that brought it is withdrawn.
    made.indicator.extend(
        dict(row) for key, row in known.indicators.items() if key in used and key.startswith(ADDED)
    )
    made.mappings.update(_mappings(review, known))
    if all(told.severity == WARNING for told in (*review.notices, *notices)):
        notices += fit_notices(_tables(made))
    return made, [replace(told, file=review.file) for told in notices]


def _tables(made: Reviewed) -> dict[str, Mapping[str, list[Text]]]:
    """The rows as columns, by table."""
    replacing = [row for row in made.plans if row["mode"] == "replace"]
    added = [{name: text or None for name, text in row.items()} for row in made.indicator]
    return {
        "statement": made.statement,
        "plan": columns_of(replacing),
        "official": columns_of(made.official),
        "alias": columns_of(made.alias),
        "indicator": columns_of(added),
    }


def number_text(value: object) -> Text:
    """A number as the facts write it: at most six decimals, no exponent, no trailing zeros."""
    if value is None:
        return None
    text = format(Decimal(str(value)).quantize(Decimal("1e-6")), "f")
    return text.rstrip("0").rstrip(".")


def _statement_columns(
    statements: Statements, plan_ids: list[str | None], known: Known
) -> dict[str, list[Text]]:
    """Statements as columns of texts; those of no plan (None) are left out."""
    lead_units = set(known.lead_units.values())

    def own(name: str) -> list[object]:
        if None not in plan_ids:
            return statements.column(name)
        return [v for v, plan in zip(statements.column(name), plan_ids, strict=True) if plan]

    kept = {name: _texts(own(name)) for name in _TEXTS if name != "cell"}
    kept["cell"] = own("cell")  # as we write it ourselves
    for name in ("value", "numerator", "denominator"):
        kept[name] = _texts(own(name), number_text)
    kept["plan_id"] = [plan_id for plan_id in plan_ids if plan_id]
    kept["part"] = [None] * len(kept["plan_id"])
    kept["due_basis"] = ["text" if due else None for due in kept["due"]]
    kept["section"] = [
        own or sheet for own, sheet in zip(kept["section"], kept["sheet"], strict=True)
    ]
    for i, lead in enumerate(kept["lead_unit"]):
        if lead and lead not in lead_units:
            unit_note, note = words("upload.lead_unit", text=lead), kept["note"][i]
            kept["lead_unit"][i] = None
            kept["note"][i] = f"{note}. {unit_note}" if note else unit_note
    return {name: kept[name] for name in STATEMENT}


def _texts(values: list[object], form: Callable[[object], Text] | None = None) -> list[Text]:
    """Values as texts; each different one is made once, as long lists repeat them."""
    said = {value: (form or _text)(value) for value in set(values)}
    return [said[value] for value in values]


def _text(value: object) -> Text:
    """A text as facts are kept: composed Unicode (a Mac writes it apart), single spaces."""
    if value is None:
        return None
    text = str(value)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split()) or None


def _official(
    row: Mapping[str, object], known: Known, given: Mapping[str, str], notices: list[Notice]
) -> dict[str, Text]:
    if row["commune_code"]:
        notices.append(notice("reference_for_commune", ERROR, row["sheet"], row["cell"]))
    year = _text(row["year"])
    return {
        "indicator_id": _text(row["indicator_id"]),
        "level": "province",
        "province_code": province_code(str(row["province_vi"] or ""), known.communes) or None,
        "measure_vi": _text(row["label_vi"]),
        "population_vi": _text(row["population_vi"]),
        "document": given.get("document"),
        "clause": None,
        "issued": given.get("issued"),
        "milestone_year": year,
        "valid_to": f"{year}-12-31",
        "applies_to": "commune",
        "comparator": _text(row["comparator"]),
        "value": number_text(row["value"]),
        "unit": _text(row["unit"]),
        "comparability": _text(row["comparability"]),
        "source": _text(row["file"]),
        "checked_at": None,
        **{name: _text(row[name]) for name in _PLACE},
    }


def _unit_notices(review: Review, known: Known, notices: list[Notice]) -> None:
    """A value in another unit than its indicator's could not be compared: refused."""
    said = review.statements.zipped("indicator_id", "value", "unit")
    units = {key: row["unit"] for key, row in known.indicators.items()}
    for place, (indicator, value, unit) in enumerate(said):
        expected = units.get(indicator)
        if expected and value is not None and unit != expected:
            row = review.statements[place]
            named = {"unit": unit_name(str(unit or "?")), "expected": unit_name(expected)}
            notices.append(notice("other_unit", ERROR, row["sheet"], row["cell"], **named))


def _once(made: Reviewed) -> None:
    """What a file states twice counts once: the second target is a repeat, others are dropped."""
    assigned = {tuple(row[name] for name in OFFICIAL_KEY): row for row in reversed(made.official)}
    made.official[:] = reversed(assigned.values())
    columns = made.statement
    labels = _texts(columns["label_vi"], lambda label: normalise(str(label)))
    names = ("plan_id", "population_vi", "year", "as_of", "due")
    named = [own or label for own, label in zip(columns["indicator_id"], labels, strict=True)]
    keys = zip(columns["kind"], named, *(columns[name] for name in names), strict=True)
    seen: set[tuple] = set()
    dropped: set[int] = set()
    for i, key in enumerate(keys):
        if key not in seen:
            seen.add(key)
        elif key[0] in PLANNED:
            columns["kind"][i] = "repeat"
        else:
            dropped.add(i)
    for name, values in columns.items() if dropped else ():
        columns[name] = [text for i, text in enumerate(values) if i not in dropped]


def _mappings(review: Review, known: Known) -> dict[str, dict[str, str]]:
    """The columns that a person corrected in this file, by the shape of its header row."""
    roles: dict[str, dict[str, str]] = {}
    for place, role in known.answers.of(review.file).columns.items():
        sheet, _, column = place.rpartition("!")
        for name, table in review.layouts:
            if name == sheet and table.shape:
                roles.setdefault(table.shape, {})[column] = role
    return roles


def all_mappings(uploads: Iterable[Reviewed]) -> dict[str, dict[str, str]]:
    """The columns as corrected in all uploads; the latest correction of a shape counts."""
    found: dict[str, dict[str, str]] = {}
    for one in uploads:
        found.update(one.mappings)
    return found
