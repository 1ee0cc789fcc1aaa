"""What each file of facts must hold, read from `files.csv` and `columns.csv` beside this module."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache

from etl.paths import SCHEMA_DIR

PLAN_PART = "{plan_id}"


@dataclass(frozen=True)
class Column:
    """One column: its type, whether a value is required, allowed values, table.column it names."""

    name: str
    type: str
    required: bool
    allowed: tuple[str, ...]
    refers_to: tuple[str, str] | None


@dataclass(frozen=True)
class FileSchema:
    """One kind of file; `path` may hold `{plan_id}`: then there is one file a plan."""

    table: str
    path: str
    key: tuple[str, ...]
    may_be_missing: bool
    may_be_empty: bool
    columns: tuple[Column, ...]

    @property
    def per_plan(self) -> bool:
        """True where every plan has a file of its own."""
        return PLAN_PART in self.path

    @property
    def column_names(self) -> list[str]:
        """Column names in the order of the file."""
        return [column.name for column in self.columns]


@cache
def fact_files() -> tuple[FileSchema, ...]:
    """Every kind of file of facts, in the order in which they are read."""
    columns: dict[str, list[Column]] = {}
    for row in _rows("columns.csv"):
        columns.setdefault(row["table"], []).append(_column(row))
    return tuple(
        FileSchema(
            table=row["table"],
            path=row["path"],
            key=tuple(row["key"].split()),
            may_be_missing=row["may_be_missing"] == "yes",
            may_be_empty=row["may_be_empty"] == "yes",
            columns=tuple(columns[row["table"]]),
        )
        for row in _rows("files.csv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (SCHEMA_DIR / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _column(row: dict[str, str]) -> Column:
    table, _, column = row["refers_to"].partition(".")
    return Column(
        name=row["column"],
        type=row["type"],
        required=row["required"] == "yes",
        allowed=tuple(row["allowed"].split("|")) if row["allowed"] else (),
        refers_to=(table, column) if table else None,
    )
