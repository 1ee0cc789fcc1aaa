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
Row = dict[str, str | None]


def check_rules(tables: Tables) -> list[Problem]:
    """Problems between rows and files: keys, references, and the rules of single tables."""
    problems: list[Problem] = []
    for schema in fact_files():
        table = tables[schema.table]
        problems += _duplicate_keys(table, schema)
        problems += _references(tables, schema)
    for name, rule in _ROW_RULES:
        problems += _each_row(tables[name], rule)
    problems += _units_of_statements(tables)
    problems += _unit_names(tables["unit"])
    problems += _lineage(tables["commune"])
    return problems


def _at(table: RawTable, i: int, code: str, column: str | None = None, **params: object) -> Problem:
    return problem(code, file=table.files[i], line=table.lines[i], column=column, **params)


def _duplicate_keys(table: RawTable, schema: FileSchema) -> Iterator[Problem]:
    first: dict[tuple[str | None, ...], int] = {}
    keys = zip(*(table.columns[name] for name in schema.key), strict=True)
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
        for i, text in enumerate(table.columns[column.name]):
            for value in _named(text, column):
                if value not in known:
                    named = {"value": value, "target": target}
                    yield _at(table, i, "unknown_reference", column.name, **named)


def _named(text: str | None, column: Column) -> list[str]:
    """The keys that a cell names: one, or several in a list; a malformed cell names none."""
    if text is None or not accepts(column, text):
        return []
    return text.split(";") if column.type == "ids" else [text]


def _each_row(table: RawTable, rule: Callable[[Row], Iterator[tuple]]) -> Iterator[Problem]:
    names = table.names
    for i, values in enumerate(zip(*table.columns.values(), strict=True)):
        if table.files[i] in table.absent:
            continue
        for code, column, params in rule(dict(zip(names, values, strict=True))):
            yield _at(table, i, code, column, **params)


def _decimal(text: str | None) -> Decimal | None:
    """The number of a text, None where it is missing or was already reported as no number."""
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None


def _share(row: Row) -> Iterator[tuple]:
    value = _decimal(row["value"])
    if row["unit"] == "percent" and value is not None and not 0 <= value <= 100:
        yield "share_out_of_range", "value", {"value": row["value"]}


def _fraction(row: Row) -> Iterator[tuple]:
    numerator, denominator = row["numerator"], row["denominator"]
    if numerator and not denominator:
        yield "numerator_alone", "denominator", {}
    if denominator and not numerator:
        yield "denominator_alone", "numerator", {}
    parsed = _decimal(denominator)
    if parsed is not None and parsed <= 0:
        yield "zero_denominator", "denominator", {}


def _alignment(row: Row) -> Iterator[tuple]:
    if row["indicator_id"] and not row["comparability"]:
        yield "comparability_missing", "comparability", {"indicator_id": row["indicator_id"]}
    if row["comparability"] and not row["indicator_id"]:
        yield "comparability_alone", "comparability", {}


def _province(row: Row) -> Iterator[tuple]:
    if row["level"] == "province" and not row["province_code"]:
        yield "province_missing", "province_code", {}
    if row["level"] == "national" and row["province_code"]:
        yield "province_needless", "province_code", {}


def _goalposts(row: Row) -> Iterator[tuple]:
    floor, ceiling = _decimal(row["floor"]), _decimal(row["ceiling"])
    if floor is not None and ceiling is not None and floor >= ceiling:
        yield "goalposts_reversed", "ceiling", {"floor": row["floor"], "ceiling": row["ceiling"]}


def _period(start: str, end: str) -> Callable[[Row], Iterator[tuple]]:
    def rule(row: Row) -> Iterator[tuple]:
        # ISO dates compare as text; texts that are no dates were already reported.
        if row[start] and row[end] and row[start] > row[end]:
            yield "period_reversed", end, {"start": row[start], "end": row[end]}

    return rule


_ROW_RULES: tuple[tuple[str, Callable[[Row], Iterator[tuple]]], ...] = (
    ("statement", _share),
    ("statement", _fraction),
    ("statement", _alignment),
    ("official", _share),
    ("official", _province),
    ("indicator", _goalposts),
    ("plan", _period("horizon_start", "horizon_end")),
    ("official", _period("issued", "valid_to")),
    ("commune", _period("valid_from", "valid_to")),
)


def _units_of_statements(tables: Tables) -> Iterator[Problem]:
    indicator = tables["indicator"].columns
    units = dict(zip(indicator["indicator_id"], indicator["unit"], strict=True))
    for name in ("statement", "official"):
        table = tables[name]
        pairs = zip(table.columns["indicator_id"], table.columns["unit"], strict=True)
        for i, (indicator_id, unit) in enumerate(pairs):
            expected = units.get(indicator_id) if indicator_id else None
            if expected and unit and unit != expected:
                params = {"value": unit, "expected": expected, "indicator_id": indicator_id}
                yield _at(table, i, "unit_differs", "unit", **params)


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
