"""The job that reads the files of a batch; it loads no database, so that it is done at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from etl import batches
from etl.batches import Batch
from etl.forms import Table
from etl.intake import Judged, judge_read, pooled, reading
from etl.notices import ERROR, QUESTION, WARNING, Notice
from etl.truth import known_now
from etl.workbook import letters

Told = Callable[..., None]  # the step, and how much of it is done
MOST_SHOWN = 2000  # numbers of a file that the screen lists
MOST_NOTICES = 1000
_SHOWN = (
    "sheet", "cell", "commune_name", "kind", "year", "as_of", "label_vi", "indicator_id",
    "comparability", "comparator", "value", "unit", "status",
)  # fmt: skip


def review(store: Path, data: Path, batch: Batch, told: Told, shown: str) -> dict[str, object]:
    """Read every file with the answers so far; the result is `review.json`."""
    told("read")
    mark = batches.answers_mark(store, batch.batch_id)
    judged = judge_batch(store, data, batch, told)
    notices = pooled(notice for one in judged for notice in one.notices)
    result = {
        "mark": mark,
        "files": [_file_data(one) for one in judged],
        "notices": [_notice_data(one) for one in notices[:MOST_NOTICES]],
        "more_notices": max(0, len(notices) - MOST_NOTICES),
    }
    batches.write_json(store, batch.batch_id, "review", result)
    return {}


def judge_batch(store: Path, data: Path, batch: Batch, told: Told) -> list[Judged]:
    """Every file of a batch read with the answers so far. Raises AnswersProblem, StoreError."""
    answers = batches.read_batch_answers(store, batch.batch_id)
    files = batches.read_files(store, batch)
    with reading(files) as read:
        known = known_now(store, data)  # meanwhile
        return judge_read(
            files, read, known, answers, store, lambda done: told("read", done, len(files))
        )


def _file_data(one: Judged) -> dict[str, object]:
    rows = one.review.statements
    return {
        "file": one.file,
        "ready": one.ready,
        "rows": one.rows.rows,
        "read": len(rows),
        "left_out": len(one.review.left_out),
        "plans": [{"plan_id": p["plan_id"], "mode": p["mode"]} for p in one.rows.plans],
        "counts": {name: one.count(name) for name in (ERROR, QUESTION, WARNING)},
        "tables": [_table_data(sheet, table) for sheet, table in one.review.layouts],
        "statements": [{name: row[name] for name in _SHOWN} for row in rows[:MOST_SHOWN]],
    }


def _table_data(sheet: str, table: Table) -> dict[str, object]:
    columns = {letters(column): role for role, column in table.columns.items()}
    columns |= {letters(value.column): value.role for value in table.values}
    headings = {letters(value.column): value.heading.text for value in table.values}
    headings |= {letters(column): text for column, text in table.unknown}
    columns |= {letters(column): "" for column, _ in table.unknown}
    columns |= {letters(column): "ignore" for column in table.ignored}
    said = {"sheet": sheet, "header": table.header, "layout": table.layout}
    return said | {"columns": dict(sorted(columns.items())), "headings": headings}


def _notice_data(one: Notice) -> dict[str, object]:
    data = {name: value for name, value in asdict(one).items() if name != "params"}
    params = {name: _plain(value) for name, value in one.params.items()}
    return data | {"params": params}


def _plain(value: object) -> object:
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)
