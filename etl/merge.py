"""Shipped facts and the rows of uploads, in the order they were published -> facts of an edition.

A plan that an upload replaces loses its earlier numbers, goals and readers' findings; tasks stay,
as uploads bring statuses of tasks and no tasks. A row that an upload adds takes the place of an
earlier one with the same key: plan, kind, indicator or wording, population, date. Forms seldom name
the population or the end of the plan, so a row that does not is about the same number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from etl.fact_files import RawTable
from etl.fact_rules import check_rules
from etl.fact_types import check_types
from etl.facts import Facts
from etl.labels import normalise
from etl.merge_statements import REPLACED, StatementTable, is_said, population
from etl.problems import ERROR, FactProblems
from etl.reviewed import Reviewed
from etl.schema import fact_files
from etl.upload_store import Upload
from etl.workbook import row_of

# Columns that only reviewed uploads fill; shipped facts have a file and a line instead.
_UPLOAD_COLUMNS = {
    "plan": ("upload_id",),
    "task": ("upload_id",),
    "official": ("upload_id", "sheet", "cell"),
    "indicator": ("upload_id",),
    "alias": ("upload_id",),
}
_UPLOAD = ("upload_id", "file_name", "who", "received_at", "sha256", "rows", "place")
Text = str | None
Row = dict[str, Text]


def with_uploads(
    facts: Facts, uploads: Sequence[tuple[Upload, Reviewed]], *, statements: bool = True
) -> Facts:
    """Facts with the rows of uploads; checked again as a whole.

    Without `statements` the numbers stay the shipped ones, for whoever needs only the plans and
    the catalogue: the numbers are nearly all of the work.
    Every table gets the columns that tell which upload a row is from, NULL for shipped facts.
    Raises FactProblems when rows no longer fit the facts (an indicator that is gone, say).
    """
    merger = _Merger(facts, statements)
    for upload, rows in uploads:
        merger.add(upload, rows)
    merged = Facts(merger.tables(), facts.sha256, facts.warnings)
    if uploads:
        _check(merged)
    return merged


def _check(facts: Facts) -> None:
    problems = []
    for schema in fact_files():
        problems += check_types(facts.tables[schema.table], schema)
    problems += check_rules(facts.tables)
    if any(found.severity == ERROR for found in problems):
        raise FactProblems([found for found in problems if found.severity == ERROR])


class _Table:
    """Rows of one table, with the file and line of each."""

    def __init__(self, table: RawTable, extra: Iterable[str]) -> None:
        self._table, self._extra = table, tuple(extra)
        self._rows: list[tuple[Row, str, int]] | None = None

    @property
    def rows(self) -> list[tuple[Row, str, int]]:
        """The rows, made only for a table that an upload touches."""
        if self._rows is None:
            names = list(self._table.columns)
            values = zip(*self._table.columns.values(), strict=True)
            dicts = (dict(zip(names, one, strict=True)) for one in values)
            self._rows = list(zip(dicts, self._table.files, self._table.lines, strict=True))
        return self._rows

    def drop(self, unwanted) -> None:
        self._rows = [row for row in self.rows if not unwanted(row[0])]

    def append(self, row: Row, file: str, line: int) -> None:
        self.rows.append((row, file, line))

    def finished(self) -> RawTable:
        names = [*self._table.columns, *(n for n in self._extra if n not in self._table.columns)]
        if self._rows is None:
            size = len(self._table)
            columns = {n: self._table.columns.get(n) or [None] * size for n in names}
            return replace(self._table, names=names, columns=columns)
        columns = {name: [row.get(name) for row, _, _ in self._rows] for name in names}
        files, lines = [one[1] for one in self._rows], [one[2] for one in self._rows]
        return replace(self._table, names=names, columns=columns, files=files, lines=lines)


class _Merger:
    def __init__(self, facts: Facts, statements: bool) -> None:
        self._with_statements = statements
        self._statements = StatementTable(facts.tables["statement"])
        self._tables = {
            name: _Table(table, _UPLOAD_COLUMNS.get(name, ()))
            for name, table in facts.tables.items()
            if name != "statement"
        }
        self._uploads = RawTable.empty(list(_UPLOAD))

    def add(self, upload: Upload, rows: Reviewed) -> None:
        """The rows of one upload over everything before it."""
        self._plans(upload, rows)
        if self._with_statements:
            plans = self._tables["plan"].rows
            ends = {row["plan_id"]: row["horizon_end"] for row, _, _ in plans}
            self._statements.add(upload, rows.statement, ends)
        self._statuses(upload, rows)
        self._official(upload, rows)
        self._catalogue(upload, rows)
        place = len(self._uploads) + 1
        said = (*(getattr(upload, name) for name in _UPLOAD[:-2]), rows.rows, place)
        for name, value in zip(_UPLOAD, said, strict=True):
            self._uploads.columns[name].append(str(value))
        self._uploads.files.append(upload.file_name)
        self._uploads.lines.append(place)

    def tables(self) -> dict[str, RawTable]:
        """All tables, the list of uploads among them."""
        done = {name: table.finished() for name, table in self._tables.items()}
        return done | {"statement": self._statements.finished(), "upload": self._uploads}

    def _plans(self, upload: Upload, rows: Reviewed) -> None:
        replaced = {row["plan_id"] for row in rows.plans if row["mode"] == "replace"}
        table = self._tables["plan"]
        if replaced:
            table.drop(lambda row: row["plan_id"] in replaced)
        there = {row["plan_id"] for row, _, _ in table.rows}
        for line, row in enumerate(rows.plans, start=1):
            if row["plan_id"] not in there:
                kept = {n: text for n, text in row.items() if n not in ("mode", "over")}
                kept["upload_id"] = upload.upload_id
                table.append(kept, upload.file_name, line)
        if not replaced:
            return
        for name in ("goal", "reader_finding"):
            self._tables[name].drop(lambda row: row["plan_id"] in replaced)
        self._statements.drop(replaced, lambda row: row["kind"] in REPLACED)

    def _statuses(self, upload: Upload, rows: Reviewed) -> None:
        names = ("plan_id", "section", "ordinal", "part")
        said = {tuple(row[name] for name in names): row for row in rows.task}
        if not said:
            return
        for task, _, _ in self._tables["task"].rows:
            status = said.get(tuple(task[name] for name in names))
            if status:
                task |= {n: status[n] for n in ("status", "status_date", "status_source")}
                task["upload_id"] = upload.upload_id

    def _official(self, upload: Upload, rows: Reviewed) -> None:
        said: dict[tuple, set[str]] = {}
        for row in rows.official:
            said.setdefault(_official_key(row), set()).add(population(row))
        table = self._tables["official"]
        if said:
            table.drop(
                lambda row: (
                    row["level"] == "province" and is_said(row, said.get(_official_key(row)))
                )
            )
        for row in rows.official:
            line = row_of(row["cell"] or "")
            table.append(row | {"upload_id": upload.upload_id}, upload.file_name, line)

    def _catalogue(self, upload: Upload, rows: Reviewed) -> None:
        for name, key, added, form in (
            ("indicator", "indicator_id", rows.indicator, str),
            ("alias", "alias_vi", rows.alias, _wording),
        ):
            said = {form(row[key]) for row in added}
            if said:
                self._tables[name].drop(lambda row, a=said, k=key, f=form: f(row[k]) in a)
            for line, row in enumerate(added, start=1):
                kept: Row = {column: text or None for column, text in row.items()}
                kept["upload_id"] = upload.upload_id
                self._tables[name].append(kept, upload.file_name, line)


@lru_cache(maxsize=65536)
def _wording(label: str) -> str:
    """A label as it is compared: what was confirmed last is what it means from then on."""
    return normalise(label)


def _official_key(row: Row) -> tuple:
    """What tells two values assigned by provinces apart besides the population."""
    return (row["indicator_id"], row["province_code"], row["milestone_year"])
