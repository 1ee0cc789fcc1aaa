"""Shipped facts: CSV files -> tables of text, or every problem with its file and line."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from etl.fact_files import RawTable, read_file
from etl.fact_rules import check_rules
from etl.fact_types import check_types
from etl.problems import ERROR, FactProblems, Problem, problem
from etl.schema import PLAN_PART, FileSchema, fact_files


@dataclass(frozen=True)
class Facts:
    """Checked facts: one table of text a kind of file, the hash of all bytes, and warnings."""

    tables: dict[str, RawTable]
    sha256: str
    warnings: list[Problem]


def load_facts(data_dir: Path) -> Facts:
    """Read and check every file of facts below `data_dir`.

    All files are read and all problems collected before anything is refused.
    Raises FactProblems when one of them is an error.
    """
    tables, problems, sha256 = _read_all(data_dir)
    for schema in fact_files():
        problems += check_types(tables[schema.table], schema)
    problems += check_rules(tables)
    if any(found.severity == ERROR for found in problems):
        raise FactProblems(sorted(problems, key=lambda p: (p.file or "", p.line or 0)))
    return Facts(tables, sha256, problems)


def facts_sha256(data_dir: Path) -> str:
    """Hash of the names and bytes of all files of facts, readable or not, checked or not."""
    return _read_all(data_dir)[2]


def _read_all(data_dir: Path) -> tuple[dict[str, RawTable], list[Problem], str]:
    tables: dict[str, RawTable] = {}
    problems: list[Problem] = []
    digest = hashlib.sha256()
    for schema in fact_files():
        table = RawTable.empty(_columns(schema))
        for plan_id, label in _labels(schema, tables):
            part, found, data = read_file(data_dir / label, label, schema)
            if not found or found[0].code != "missing_file":
                digest.update(f"{label}\0{len(data)}\0".encode() + data)
            elif schema.may_be_missing:
                table.complete = False
                continue
            if plan_id is not None:
                part.columns["plan_id"] = [plan_id] * len(part)
            table.extend(part)
            problems += found
        tables[schema.table] = table
        problems += _unexpected(data_dir, schema, tables)
    return tables, problems, digest.hexdigest()


def _columns(schema: FileSchema) -> list[str]:
    return (["plan_id"] if schema.per_plan else []) + schema.column_names


def _labels(schema: FileSchema, tables: dict[str, RawTable]) -> list[tuple[str | None, str]]:
    if not schema.per_plan:
        return [(None, schema.path)]
    plans = dict.fromkeys(tables["plan"].columns["plan_id"])
    return [(plan, schema.path.replace(PLAN_PART, plan)) for plan in plans if plan]


def _unexpected(data_dir: Path, schema: FileSchema, tables: dict[str, RawTable]) -> list[Problem]:
    """Files of plans that `plans.csv` does not list: a misspelt name would lose a whole plan."""
    if not schema.per_plan or not tables["plan"].complete:
        return []
    known = set(tables["plan"].columns["plan_id"])
    folder = Path(schema.path).parent
    return [
        problem("unexpected_file", file=f"{folder}/{path.name}", plan_id=path.stem)
        for path in sorted((data_dir / folder).glob("*.csv"))
        if path.stem not in known
    ]
