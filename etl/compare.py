"""Two editions side by side: which rows come, go or change, and which figures move with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import duckdb

from etl.build import sql_files
from etl.problems import StoreError, words
from etl.store import edition_path

MOST_ROWS = 500  # listed for each question; all are counted
CHANGES = ("added", "changed", "removed")
# Pairs of communes are quadratic: beyond so many plans with other numbers only each commune's own
# path is compared, which is a table.
MOST_PAIRED = 20
_TOUCHED = """
CREATE TEMP TABLE touched AS SELECT DISTINCT plan_id FROM found;
SET VARIABLE touched = (SELECT list(plan_id) FROM touched);
"""
# A list that is known when a query is planned narrows both sides of a view's join; a subquery not.
_PAIRED_STEPS = """
CREATE TEMP TABLE {side}_step AS
SELECT * FROM {side}.mart.growth
WHERE link <> 'cross_province' AND list_contains(getvariable('touched'), to_plan_id)
UNION
SELECT * FROM {side}.mart.growth
WHERE link <> 'cross_province' AND list_contains(getvariable('touched'), from_plan_id)
"""
_OWN_STEPS = """
CREATE TEMP TABLE {side}_step AS
SELECT * FROM {side}.mart.growth_own
WHERE to_plan_id IN (SELECT plan_id FROM touched)
  OR from_plan_id IN (SELECT plan_id FROM touched)
"""
_CONFIG = {"memory_limit": "1GB", "threads": "2", "autoload_known_extensions": "false"}


@dataclass(frozen=True)
class Difference:
    """The answer to one question: how many rows are added, changed, removed, and the first ones."""

    counts: dict[str, int]
    rows: list[dict[str, object]] = field(default_factory=list)

    @property
    def total(self) -> int:
        """How many rows differ."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Comparison:
    """A candidate against the edition it would replace.

    `parts`: statements, plans, tasks, official, gaps, growth, ranks -> what differs.
    `paired`: whether growth is also that between communes of a province, not only of each alone.
    """

    old: str | None
    new: str
    parts: dict[str, Difference]
    paired: bool = True

    def as_dict(self) -> dict[str, object]:
        """The comparison as plain data."""
        parts = {name: {"counts": p.counts, "rows": p.rows} for name, p in self.parts.items()}
        return {"old": self.old, "new": self.new, "parts": parts, "paired": self.paired}


def comparison_from(data: dict) -> Comparison:
    """A comparison from plain data."""
    parts = {name: Difference(one["counts"], one["rows"]) for name, one in data["parts"].items()}
    return Comparison(data["old"], data["new"], parts, data.get("paired", True))


def compare(store: Path, old: str | None, new: str) -> Comparison:
    """What publishing `new` over `old` would change; without an old edition everything is added.

    Raises StoreError when one of the two does not open.
    """
    if old is None:
        return Comparison(None, new, {})
    try:
        with duckdb.connect(config=_CONFIG) as connection:
            for name, edition_id in (("old", old), ("new", new)):
                path = str(edition_path(store, edition_id)).replace("'", "''")
                connection.execute(f"ATTACH '{path}' AS {name} (READ_ONLY)")
            parts, paired = {}, True
            for file in sql_files("compare"):
                parts[file.name] = _difference(connection, file.select)
                if file.name == "statements":
                    paired = _steps(connection)
    except duckdb.Error as error:
        reason = str(error).partition("\n")[0]
        raise StoreError(words("store.compare_failed", reason=reason)) from error
    return Comparison(old, new, parts, paired)


def _steps(connection: duckdb.DuckDBPyConnection) -> bool:
    """Make the steps between years of the plans whose numbers differ; whether between communes."""
    connection.execute(_TOUCHED)
    ((plans,),) = connection.execute("SELECT count(*) FROM touched").fetchall()
    paired = plans <= MOST_PAIRED
    for side in ("old", "new"):
        connection.execute((_PAIRED_STEPS if paired else _OWN_STEPS).format(side=side))
    return paired


def _difference(connection: duckdb.DuckDBPyConnection, select: str) -> Difference:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE found AS {select}")
    counted = connection.execute("SELECT change, count(*) FROM found GROUP BY change").fetchall()
    found = dict(counted)
    cursor = connection.execute(f"SELECT * FROM found LIMIT {MOST_ROWS}")
    names = [column[0] for column in cursor.description]
    rows = [
        {name: _plain(value) for name, value in zip(names, row, strict=True)}
        for row in cursor.fetchall()
    ]
    return Difference({change: found.get(change, 0) for change in CHANGES}, rows)


def _plain(value: object) -> object:
    """A value as JSON carries it: decimals as numbers, dates as ISO text."""
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
