"""Jobs of a batch that build: compare the candidate, publish what was shown."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from etl import batches
from etl.batch_review import Told, judge_batch
from etl.batches import Batch
from etl.editions import discard
from etl.history import list_editions
from etl.problems import CurrentMoved, StoreError, words
from etl.publishing import Incoming, prepare, publish_prepared, why_load
from etl.reviewed import reviewed_from
from etl.store import Manifest, manifest_from
from etl.upload_store import Upload, new_upload, record_of


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
        upload = record_of(store, str(batch.upload_id))
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
    ready = [one for one in judge_batch(store, data, batch, told) if one.ready]
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
