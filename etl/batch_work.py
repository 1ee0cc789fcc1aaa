"""What the jobs of a batch do: read its files, compare the candidate, publish what was shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from etl import batches
from etl.batches import Batch
from etl.editions import discard
from etl.forms import Table
from etl.history import list_editions
from etl.intake import Judged, judge, pooled
from etl.notices import ERROR, QUESTION, WARNING, Notice
from etl.problems import CurrentMoved, StoreError, words
from etl.publishing import Incoming, known_now, prepare, publish_prepared, why_load
from etl.reviewed import reviewed_from
from etl.store import Manifest, manifest_from
from etl.upload_store import Upload, new_upload, read_upload
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
    judged = _judged(store, data, batch, told)
    notices = pooled(notice for one in judged for notice in one.notices)
    result = {
        "mark": mark,
        "files": [_file_data(one) for one in judged],
        "notices": [_notice_data(one) for one in notices[:MOST_NOTICES]],
        "more_notices": max(0, len(notices) - MOST_NOTICES),
    }
    batches.write_json(store, batch.batch_id, "review", result)
    return {}


def _judged(store: Path, data: Path, batch: Batch, told: Told) -> list[Judged]:
    answers = batches.read_batch_answers(store, batch.batch_id)
    files = batches.read_files(store, batch)
    known = known_now(store, data)
    return judge(files, known, answers, store, lambda done: told("read", done, len(files)))


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


def compare(store: Path, data: Path, batch: Batch, told: Told, shown: str) -> dict[str, object]:
    """Build the candidate and compare it; the result is `candidate.json`. Nothing is published.

    Raises StoreError when no file is ready, and what `prepare` raises.
    """
    _discard_old(store, batch)
    told("read")
    add: list[Incoming] = []
    mark = batches.answers_mark(store, batch.batch_id)
    if batch.change == "load":
        add = _incoming(store, data, batch, told)
        change, why = {"add": add}, why_load([one.upload.file_name for one in add])
    else:
        upload = read_upload(store, str(batch.upload_id))
        verb = "remove" if batch.change == "withdraw" else "restore"
        change = {verb: [upload.upload_id]}
        said = {"file": upload.file_name, "upload_id": upload.upload_id}
        why = words(f"why.{batch.change}", **said)
    made = prepare(store, data, who=batch.who, why=why, told=told, **change)
    result = {
        "mark": mark,
        "manifest": made.manifest.as_dict(),
        "comparison": made.comparison.as_dict(),
        "uploads": [asdict(one.upload) for one in add],
        "rows": [one.rows.as_dict() for one in add],
    }
    batches.write_json(store, batch.batch_id, "candidate", result)
    return {"edition_id": made.manifest.edition_id}


def _incoming(store: Path, data: Path, batch: Batch, told: Told) -> list[Incoming]:
    answers = batches.read_batch_answers(store, batch.batch_id)
    ready = [one for one in _judged(store, data, batch, told) if one.ready]
    if not ready:
        raise StoreError(words("batch.nothing_ready"))
    found = []
    for one in ready:
        content = batches.read_file(store, batch, one.file)
        upload = new_upload(one.file, content, batch.who)
        found.append(Incoming(upload, content, answers, one.rows))
    return found


def _discard_old(store: Path, batch: Batch) -> None:
    """Remove the candidate of an earlier comparison of this batch."""
    manifest = _candidate(store, batch)
    if manifest and not _is_published(store, manifest.edition_id):
        discard(store, manifest.edition_id)


def _candidate(store: Path, batch: Batch) -> Manifest | None:
    data = batches.read_json(store, batch.batch_id, "candidate").get("manifest")
    return manifest_from(data) if data else None


def _is_published(store: Path, edition_id: str) -> bool:
    return any(
        info.published for info in list_editions(store) if info.manifest.edition_id == edition_id
    )


def publish(store: Path, data: Path, batch: Batch, told: Told, shown: str) -> dict[str, object]:
    """Publish exactly the candidate that was shown; a second click finds it published.

    When somebody else has published since, the comparison is made again and CurrentMoved raised.
    """
    manifest = _candidate(store, batch)
    found = batches.read_json(store, batch.batch_id, "candidate")
    if manifest is None or manifest.edition_id != shown:
        raise CurrentMoved(words("batch.other_candidate"))
    if not _is_published(store, manifest.edition_id):
        told("publish")
        answers = batches.read_batch_answers(store, batch.batch_id)
        add = [
            Incoming(
                Upload(**record),
                batches.read_file(store, batch, record["file_name"]),
                answers,
                reviewed_from(rows),
            )
            for record, rows in zip(found["uploads"], found["rows"], strict=True)
        ]
        try:
            publish_prepared(store, manifest, add)
        except CurrentMoved:
            compare(store, data, batch, told, "")
            raise
    batches.close(store, batch, manifest.edition_id)
    return {"edition_id": manifest.edition_id}
