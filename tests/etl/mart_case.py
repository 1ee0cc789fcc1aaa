"""A tiny edition made of a few rows: real core tables, real mart SQL, no facts of any commune.

case = MartCase()
case.indicator("x")
case.plan("a", 2025)
case.says("a", "x", 80)
rows = case.build().rows("SELECT gap FROM mart.gap")
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import duckdb

from etl import build, index
from etl.facts import load_facts
from etl.merge import with_uploads
from etl.raw import write_raw

SMALL_FACTS = Path(__file__).parents[1] / "fixtures" / "facts_small"


@cache
def _core_columns() -> dict[str, list[tuple[str, str]]]:
    """The columns of every core table, as the core layer makes them."""
    with duckdb.connect() as connection:
        write_raw(connection, with_uploads(load_facts(SMALL_FACTS), []))
        connection.execute("CREATE SCHEMA core")
        for file in build.sql_files("core"):
            connection.execute(f"CREATE TABLE core.{file.name} AS {file.select}")
        rows = connection.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = 'core' ORDER BY table_name, ordinal_position"
        ).fetchall()
    tables: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in rows:
        tables.setdefault(table, []).append((column, kind))
    return tables


class MartCase:
    """Collects core rows; `build` makes the marts from them."""

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        self.connection.execute("CREATE SCHEMA core")
        for table, columns in _core_columns().items():
            listed = ", ".join(f"{name} {kind}" for name, kind in columns)
            self.connection.execute(f"CREATE TABLE core.{table} ({listed})")
        self._groups: set[str] = set()
        self._line = 0

    def add(self, table: str, **values) -> None:
        """One row of a core table; columns left out are NULL."""
        names = ", ".join(values)
        marks = ", ".join("?" for _ in values)
        self.connection.execute(
            f"INSERT INTO core.{table} ({names}) VALUES ({marks})", list(values.values())
        )

    def indicator(self, indicator_id: str, *, core: bool = True, **values) -> None:
        """A catalogue indicator: a full share, higher is better, unless said otherwise."""
        row = {
            "family_id": indicator_id, "name_vi": indicator_id, "name_en": indicator_id,
            "short_vi": indicator_id, "short_en": indicator_id, "group_id": "government",
            "unit": "percent", "direction": "higher", "floor": 0, "ceiling": 100,
        } | values  # fmt: skip
        self.add("indicator", indicator_id=indicator_id, **row)
        if row["group_id"] not in self._groups:
            self._groups.add(row["group_id"])
            self.add("indicator_group", group_id=row["group_id"], name_vi="n", name_en="n",
                     sort_order=len(self._groups))  # fmt: skip
        if core:
            self.add("core_list", version=1, indicator_id=indicator_id)

    def plan(self, plan_id: str, year: int, **values) -> None:
        """A plan in force, of a commune of its own in province 01, for the calendar year."""
        row = {
            "commune_name": plan_id, "province_code": "01", "province_vi": "Tỉnh 01",
            "province_basis": "commune_code", "identity_key": plan_id, "plan_year": year,
            "horizon_start": date(year, 1, 1), "horizon_end": date(year, 12, 31),
            "status": "in_force", "annex_missing": False,
        } | values  # fmt: skip
        self.add("plan", plan_id=plan_id, **row)

    def says(self, plan_id: str, indicator_id: str | None, value: float, **values) -> None:
        """A committed target, exact, with a wording of its own unless `wording` is given."""
        self._line += 1
        year = self.connection.execute(
            "SELECT plan_year FROM core.plan WHERE plan_id = ?", [plan_id]
        ).fetchone()[0]
        wording = values.pop("wording", f"wording {self._line}")
        row = {
            "statement_id": f"s{self._line}", "section": "II.2", "ordinal": str(self._line),
            "kind": "target", "year": year, "label_vi": wording, "label_key": f"{wording}|",
            "comparator": "=", "unit": "percent", "binding": "committed",
            "due": date(values.get("year", year), 12, 31), "due_basis": "horizon",
            "comparability": "exact", "origin_file": "f", "origin_line": self._line,
        } | values  # fmt: skip
        self.add("statement", plan_id=plan_id, indicator_id=indicator_id, value=value, **row)

    def official(self, indicator_id: str, value: float, **values) -> None:
        """A national value for communes, issued in 2020, that stands until 2030."""
        self._line += 1
        row = {
            "official_id": f"o{self._line}", "level": "national", "document": "d",
            "issued": date(2020, 1, 1), "milestone_year": 2030, "valid_to": date(2030, 12, 31),
            "applies_to": "commune", "comparator": "=", "unit": "percent",
            "comparability": "exact", "measure_vi": "m",
        } | values  # fmt: skip
        self.add("official", indicator_id=indicator_id, value=value, **row)

    def build(self) -> MartCase:
        """Run the mart layer, as a build does."""
        self.connection.execute("CREATE SCHEMA mart")
        for file in build.sql_files("mart"):
            kind = "VIEW" if file.is_view else "TABLE"
            self.connection.execute(f"CREATE {kind} mart.{file.name} AS {file.select}")
        index.write_marts(self.connection)
        return self

    def rows(self, sql: str, *values) -> list[tuple]:
        """The rows of a query, decimals as floats."""
        return rows(self.connection, sql, *values)


def rows(connection: duckdb.DuckDBPyConnection, sql: str, *values) -> list[tuple]:
    """The rows of a query, decimals as floats so that they compare with plain numbers."""
    cursor = connection.execute(sql, list(values))
    return [tuple(_plain(value) for value in row) for row in cursor.fetchall()]


def _plain(value):
    return float(value) if type(value).__name__ == "Decimal" else value
