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
_PLACE = ("sheet", "cell")


def fit_notices(rows: Mapping[str, Iterable[Mapping[str, Text]]]) -> Iterator[Notice]:
    """One error for each cell of the typed rows, by table, that no edition could hold.

    Keys that other tables hold are not looked up here.
    """
    kept = {name: list(some) for name, some in rows.items()}
    tables = {
        schema.table: _table(schema.table, schema.column_names, kept.get(schema.table, ()))
        for schema in fact_files()
    }
    found = [
        problem
        for schema in fact_files()
        if schema.table in kept
        for problem in check_types(tables[schema.table], schema)
    ]
    told = set()
    for problem in [*found, *check_rules(tables)]:
        row = kept[str(problem.file)][problem.line or 0]
        place = tuple(row.get(name) for name in _PLACE)
        if (problem.code, place) not in told:
            told.add((problem.code, place))
            yield Notice(problem.code, ERROR, problem.message_vi, *place)


def _table(table: str, names: list[str], rows: Iterable[Mapping[str, Text]]) -> RawTable:
    """The rows of one table; the name of the table and the place in it stand for file and line."""
    rows = list(rows)
    # Cells tell the rows of an upload apart; without them a target and its result are one place.
    # Cells tell the rows of an upload apart; without them a target and its result are one place.
    extra = ("plan_id", "upload_id", *_PLACE)
    names = [*names, *(name for name in extra if name not in names)]
    columns = {name: [row.get(name) for row in rows] for name in names}
    return RawTable(names, columns, [table] * len(rows), list(range(len(rows))), complete=False)
