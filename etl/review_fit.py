"""Would the rows of a file fit the facts? Asked before they are kept: kept for good they must fit.

What this finds slipped through the reading; an upload that is kept and does not fit would stand in
the way of everybody who publishes after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from etl.fact_files import RawTable
from etl.fact_rules import check_rules
from etl.fact_types import check_types
from etl.notices import ERROR, Notice
from etl.schema import fact_files

Text = str | None
Columns = Mapping[str, list[Text]]
_PLACE = ("sheet", "cell")


def columns_of(rows: Iterable[Mapping[str, Text]]) -> Columns:
    """Rows of one table as columns; what a row does not have is None."""
    rows = list(rows)
    names = {name for row in rows for name in row}
    return {name: [row.get(name) for row in rows] for name in names}


def fit_notices(tables: Mapping[str, Columns]) -> Iterator[Notice]:
    """One error for each cell of the typed rows, by table, that no edition could hold.

    Keys that other tables hold are not looked up here.
    """
    kept = {
        schema.table: _table(schema.table, schema.column_names, tables.get(schema.table, {}))
        for schema in fact_files()
    }
    found = [
        problem
        for schema in fact_files()
        if schema.table in tables
        for problem in check_types(kept[schema.table], schema)
    ]
    told = set()
    for problem in [*found, *check_rules(kept)]:
        columns = kept[str(problem.file)].columns
        place = tuple(columns[name][problem.line or 0] for name in _PLACE)
        if (problem.code, place) not in told:
            told.add((problem.code, place))
            yield Notice(problem.code, ERROR, problem.message_vi, *place)


def _table(table: str, names: list[str], columns: Columns) -> RawTable:
    """The rows of one table; the name of the table and the place in it stand for file and line."""
    size = len(next(iter(columns.values()), ()))
    # Cells tell the rows of an upload apart; without them a target and its result are one place.
    extra = ("plan_id", "upload_id", *_PLACE)
    names = [*names, *(name for name in extra if name not in names)]
    filled = {name: columns.get(name) or [None] * size for name in names}
    return RawTable(names, filled, [table] * size, list(range(size)), complete=False)
