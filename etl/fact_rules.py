"""Rules that need a whole row, two rows or two files of facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation

from etl.fact_files import RawTable
from etl.fact_types import accepts
from etl.lineage import find_cycle
from etl.problems import Problem, problem
from etl.schema import Column, FileSchema, fact_files

Tables = dict[str, RawTable]
# What a rule finds in one row: code, column to blame, parameters of the message.
Found = Iterator[tuple[str, str, dict[str, object]]]
Rule = Callable[..., Found]


def check_rules(tables: Tables) -> list[Problem]:
    """Problems between rows and files: keys, references, and the rules of single tables."""
    problems: list[Problem] = []
    for schema in fact_files():
        table = tables[schema.table]
        problems += _duplicate_keys(table, schema)
        problems += _references(tables, schema)
    indicator = tables["indicator"].columns
    units = dict(zip(indicator["indicator_id"], indicator["unit"], strict=True))
    for name, columns, rule in (*_ROW_RULES, *_unit_rules(units)):
        problems += _each_row(tables[name], columns.split(), rule)
    problems += _unit_names(tables["unit"])
    problems += _lineage(tables["commune"])
    return problems


def _at(table: RawTable, i: int, code: str, column: str | None = None, **params: object) -> Problem:
    return problem(code, file=table.files[i], line=table.lines[i], column=column, **params)


# A number of an upload stands in a cell: a target and its result share one row of a form.
_CELL = {"statement": ("upload_id", "sheet", "cell")}


def _duplicate_keys(table: RawTable, schema: FileSchema) -> Iterator[Problem]:
    first: dict[tuple[str | None, ...], int] = {}
    extra = [name for name in _CELL.get(schema.table, ()) if name in table.columns]
    keys = zip(*(table.columns[name] for name in (*schema.key, *extra)), strict=True)
    shown = ", ".join(schema.key)
    for i, key in enumerate(keys):
        seen = first.setdefault(key, i)
        if seen != i and table.files[i] not in table.absent:
            yield _at(table, i, "duplicate_key", first=table.lines[seen], key=shown)


def _references(tables: Tables, schema: FileSchema) -> Iterator[Problem]:
    table = tables[schema.table]
    for column in schema.columns:
        if column.refers_to is None:
            continue
        target_table, target_column = column.refers_to
        # A target that could not be read would make every row here look wrong.
        if not tables[target_table].complete:
            continue
        known = set(tables[target_table].columns[target_column])
        target = next(f.path for f in fact_files() if f.table == target_table)
        yield from _each_row(table, [column.name], _reference(column, known, target))


def _reference(column: Column, known: set[str | None], target: str) -> Rule:
    def rule(text: str | None) -> Found:
        for value in _named(text, column):
            if value not in known:
                yield "unknown_reference", column.name, {"value": value, "target": target}

    return rule


def _named(text: str | None, column: Column) -> list[str]:
    """The keys that a cell names: one, or several in a list; a malformed cell names none."""
    if text is None or not accepts(column, text):
        return []
    return text.split(";") if column.type == "ids" else [text]


def _each_row(table: RawTable, columns: list[str], rule: Rule) -> Iterator[Problem]:
    """Judge each distinct combination of the columns once: there are few of them in many rows."""
    rows = list(zip(*(table.columns[name] for name in columns), strict=True))
    found = {values: list(rule(*values)) for values in set(rows)}
    if not any(found.values()):
        return
    for i, values in enumerate(rows):
        if table.files[i] in table.absent:
            continue
        for code, column, params in found[values]:
            yield _at(table, i, code, column, **params)


def _decimal(text: str | None) -> Decimal | None:
    """The number of a text, None where it is missing or was already reported as no number."""
    try:
        number = None if text is None else Decimal(text)
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _share(unit: str | None, value: str | None) -> Found:
    number = _decimal(value)
    if unit == "percent" and number is not None and not 0 <= number <= 100:
        yield "share_out_of_range", "value", {"value": value}


def _fraction(numerator: str | None, denominator: str | None) -> Found:
    if numerator and not denominator:
        yield "numerator_alone", "denominator", {}
    if denominator and not numerator:
        yield "denominator_alone", "numerator", {}
    number = _decimal(denominator)
    if number is not None and number <= 0:
        yield "zero_denominator", "denominator", {}


def _alignment(indicator_id: str | None, comparability: str | None) -> Found:
    if indicator_id and not comparability:
        yield "comparability_missing", "comparability", {"indicator_id": indicator_id}
    if comparability and not indicator_id:
        yield "comparability_alone", "comparability", {}


def _province(level: str | None, province_code: str | None) -> Found:
    if level == "province" and not province_code:
        yield "province_missing", "province_code", {}
    if level == "national" and province_code:
        yield "province_needless", "province_code", {}


def _goalposts(floor: str | None, ceiling: str | None) -> Found:
    low, high = _decimal(floor), _decimal(ceiling)
    if low is not None and high is not None and low >= high:
        yield "goalposts_reversed", "ceiling", {"floor": floor, "ceiling": ceiling}


def _period(blamed: str) -> Rule:
    def rule(start: str | None, end: str | None) -> Found:
        # ISO dates compare as text; texts that are no dates were already reported.
        if start and end and start > end:
            yield "period_reversed", blamed, {"start": start, "end": end}

    return rule


# table, columns that the rule is given, rule
_ROW_RULES: tuple[tuple[str, str, Rule], ...] = (
    ("statement", "unit value", _share),
    ("statement", "numerator denominator", _fraction),
    ("statement", "indicator_id comparability", _alignment),
    ("official", "unit value", _share),
    ("official", "level province_code", _province),
    ("official", "issued valid_to", _period("valid_to")),
    ("indicator", "floor ceiling", _goalposts),
    ("plan", "horizon_start horizon_end", _period("horizon_end")),
    ("commune", "valid_from valid_to", _period("valid_to")),
)


def _unit_rules(units: dict[str | None, str | None]) -> Iterator[tuple[str, str, Rule]]:
    """A value is in the unit of its indicator: other units could not be subtracted."""

    def rule(indicator_id: str | None, unit: str | None) -> Found:
        expected = units.get(indicator_id) if indicator_id else None
        if expected and unit and unit != expected:
            params = {"value": unit, "expected": expected, "indicator_id": indicator_id}
            yield "unit_differs", "unit", params

    for name in ("statement", "official"):
        yield name, "indicator_id unit", rule


def _unit_names(table: RawTable) -> Iterator[Problem]:
    """A unit has one row an alias; all of them must carry the same name."""
    first: dict[str | None, int] = {}
    names = table.columns["name_vi"]
    for i, unit_id in enumerate(table.columns["unit_id"]):
        seen = first.setdefault(unit_id, i)
        if names[seen] != names[i] and not table.absent:
            params = {"first": names[seen], "first_line": table.lines[seen]}
            yield _at(table, i, "unit_name_differs", "name_vi", unit_id=unit_id, **params)


def _lineage(table: RawTable) -> Iterator[Problem]:
    successors = dict(
        zip(table.columns["commune_code"], table.columns["successor_code"], strict=True)
    )
    for i, code in enumerate(table.columns["commune_code"]):
        cycle = find_cycle(code, successors)
        if cycle:
            path = " → ".join(cycle)
            yield _at(table, i, "lineage_cycle", "successor_code", commune_code=code, path=path)
