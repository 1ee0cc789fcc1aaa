"""Merged facts -> schema `raw` of an edition: text as received, each row with its file and line."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from etl.facts import Facts
from etl.labels import text_form
from etl.lineage import current_codes


def write_raw(connection: duckdb.DuckDBPyConnection, facts: Facts) -> None:
    """Create schema `raw` with one table a kind of file, and what SQL cannot derive from them."""
    connection.execute("CREATE SCHEMA raw")
    for name, table in facts.tables.items():
        columns = {column: _text(values) for column, values in table.columns.items()}
        columns["origin_file"] = _text(table.files)
        columns["origin_line"] = pa.array(table.lines, pa.int32())
        _create(connection, name, columns)
    _create(connection, "commune_lineage", _lineage(facts))
    _create(connection, "text_form", _text_forms(facts))
    _create(connection, "unit_list", _unit_lists(facts))


def _create(connection: duckdb.DuckDBPyConnection, name: str, columns: dict[str, pa.Array]) -> None:
    connection.register("incoming", pa.table(columns))
    connection.execute(f"CREATE TABLE raw.{name} AS SELECT * FROM incoming")
    connection.unregister("incoming")


def _text(values: list[str | None]) -> pa.Array:
    return pa.array(values, pa.string())


def _lineage(facts: Facts) -> dict[str, pa.Array]:
    commune = facts.tables["commune"].columns
    pairs = zip(commune["commune_code"], commune["successor_code"], strict=True)
    current = current_codes(dict(pairs))
    return {
        "commune_code": _text(list(current)),
        "current_code": _text(list(current.values())),
    }


def _text_forms(facts: Facts) -> dict[str, pa.Array]:
    statement = facts.tables["statement"].columns
    texts = sorted({*statement["label_vi"], *statement["population_vi"]} - {None})
    return {"text": _text(texts), "form": _text([text_form(text) for text in texts])}


def _unit_lists(facts: Facts) -> dict[str, pa.Array]:
    """Every list of bodies that a cell names ("a;b") with their names, in its order."""
    unit = facts.tables["unit"].columns
    names = dict(zip(unit["unit_id"], unit["name_vi"], strict=True))
    task, statement = facts.tables["task"].columns, facts.tables["statement"].columns
    cells = {*task["lead_unit"], *task["with_units"], *statement["lead_unit"]}
    lists = sorted(cells - {None})
    return {
        "unit_ids": _text(lists),
        "names_vi": _text([", ".join(names[one] for one in ids.split(";")) for ids in lists]),
    }
