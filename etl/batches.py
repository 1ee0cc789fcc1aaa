"""Work on screen that is not published yet: files received, answers so far, comparison, progress.

batches/<id>/batch.json      who, when, the files' names; what became of it
batches/<id>/file-000        a file, byte for byte, under a name of our own
batches/<id>/answers.json    what was answered so far
batches/<id>/review.json     what the files hold; candidate.json: the comparison that was shown
batches/<id>/job.json        what is being done or was done last; job.lock: held while it is done

A closed tab loses nothing: the address names the batch. Unpublished batches go after a week.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from etl.answers import Answers, answers_of
from etl.intake import File, unique_names
from etl.problems import StoreError, words
from etl.store import is_locked, write_atomically, writing
from etl.upload_store import sha256_of
from etl.workbook import Limits

MOST_FILES = 100
MOST_OPEN = 50  # batches of all people that wait to be published
KEEP = timedelta(days=7)
CHANGES = ("load", "withdraw", "restore")
_ID = re.compile(r"b[0-9]{14}-[0-9a-f]{8}")
_START_SECONDS = 20.0  # how long a job may take to show a sign of life


@dataclass(frozen=True)
class Batch:
    """One piece of work: files to load, or an upload to take back or bring in again."""

    batch_id: str
    who: str
    created_at: str
    change: str = "load"
    files: tuple[str, ...] = ()
    upload_id: str | None = None
    edition_id: str | None = None  # set once it is published


@dataclass(frozen=True)
class Job:
    """What is done to a batch: `state` is none, running, done, failed or died."""

    kind: str = ""
    state: str = "none"
    step: str = ""
    message: str = ""
    started: float = 0.0
    details: dict[str, object] = field(default_factory=dict)


def new_batch(store: Path, who: str, files: Sequence[File]) -> Batch:
    """Keep the files of a batch as they were received.

    Raises StoreError when there are too many, one is too large, or the store cannot be written.
    """
    if not 1 <= len(files) <= MOST_FILES:
        raise StoreError(words("batch.too_many", most=MOST_FILES))
    for name, data in files:
        if len(data) > Limits().file_bytes:
            raise StoreError(words("batch.too_large", file=name[:80], most=10))
    sweep(store)
    if len(open_batches(store)) >= MOST_OPEN:
        raise StoreError(words("batch.too_many_open", most=MOST_OPEN))
    unique = unique_names([(_plain_name(name), data) for name, data in files])
    batch = Batch(_new_id(), _plain_name(who), _now(), files=tuple(name for name, _ in unique))
    return _create(store, batch, [data for _, data in unique])


def new_change(store: Path, who: str, change: str, upload_id: str) -> Batch:
    """Begin to take back an upload, or to bring it in again. Raises StoreError."""
    sweep(store)
    if change not in CHANGES[1:]:
        raise StoreError(words("batch.unknown", batch_id=change))
    batch = Batch(_new_id(), _plain_name(who), _now(), change=change, upload_id=upload_id)
    return _create(store, batch, [])


def _plain_name(name: str) -> str:
    """A name of printable characters, without folders: it is shown and stored, never opened."""
    last = re.split(r"[\\/]", name)[-1]
    return "".join(c for c in last if c.isprintable()).strip()[:120] or "?"


def _new_id() -> str:
    return f"b{datetime.now(UTC):%Y%m%d%H%M%S}-{secrets.token_hex(4)}"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _create(store: Path, batch: Batch, contents: Sequence[bytes]) -> Batch:
    folder = batch_folder(store, batch.batch_id)
    with writing(store):
        folder.mkdir(parents=True)
        for number, data in enumerate(contents):
            write_atomically(_file(folder, number), data)
        save(store, batch)
    return batch


def batch_folder(store: Path, batch_id: str) -> Path:
    """Where a batch is kept, whether or not it is there. Raises StoreError for no id."""
    if not _ID.fullmatch(batch_id):
        raise StoreError(words("batch.unknown", batch_id=batch_id[:60]))
    return store / "batches" / batch_id


def _file(folder: Path, number: int) -> Path:
    return folder / f"file-{number:03d}"


def save(store: Path, batch: Batch) -> None:
    """Write what a batch is and what became of it."""
    write_json(store, batch.batch_id, "batch", asdict(batch))


def read_batch(store: Path, batch_id: str) -> Batch:
    """A batch by its id. Raises StoreError when there is none."""
    data = read_json(store, batch_id, "batch")
    try:
        found = Batch(**{field.name: data[field.name] for field in fields(Batch)})
    except (KeyError, TypeError):
        raise StoreError(words("batch.unknown", batch_id=batch_id)) from None
    return replace(found, files=tuple(found.files))


def open_batches(store: Path) -> list[Batch]:
    """Batches of files that are not published, newest first."""
    found = []
    for folder in sorted((store / "batches").glob("b*-*"), reverse=True):
        with suppress(StoreError):
            batch = read_batch(store, folder.name)
            if batch.edition_id is None and batch.change == "load":
                found.append(batch)
    return found


def read_file(store: Path, batch: Batch, name: str) -> bytes:
    """A file of a batch as it was received. Raises StoreError when it is not there."""
    try:
        return _file(batch_folder(store, batch.batch_id), batch.files.index(name)).read_bytes()
    except (OSError, ValueError):
        raise StoreError(words("batch.unknown", batch_id=batch.batch_id)) from None


def read_files(store: Path, batch: Batch) -> list[File]:
    """All files of a batch. Raises StoreError."""
    return [(name, read_file(store, batch, name)) for name in batch.files]


def write_json(store: Path, batch_id: str, name: str, data: object) -> None:
    """Write one of a batch's files of data. Raises StoreError."""
    content = json.dumps(data, ensure_ascii=False).encode()
    with writing(store):
        write_atomically(batch_folder(store, batch_id) / f"{name}.json", content)


def read_json(store: Path, batch_id: str, name: str) -> dict:
    """One of a batch's files of data; {} where it is missing or damaged."""
    try:
        data = json.loads((batch_folder(store, batch_id) / f"{name}.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def read_batch_answers(store: Path, batch_id: str) -> Answers:
    """What was answered so far. Raises AnswersProblem when it was tampered with."""
    return answers_of(read_json(store, batch_id, "answers"))


def write_answers(store: Path, batch_id: str, answers: object) -> None:
    """Keep what was answered so far. Raises AnswersProblem for answers that are none."""
    write_json(store, batch_id, "answers", answers_of(answers).as_dict())


def answers_mark(store: Path, batch_id: str) -> str:
    """A mark of the answers, by which it is seen whether a review or comparison is still theirs."""
    return sha256_of(json.dumps(read_json(store, batch_id, "answers"), sort_keys=True).encode())


def read_job(store: Path, batch_id: str) -> Job:
    """What is being done to a batch. A job whose process is gone without a result has died."""
    data = read_json(store, batch_id, "job")
    known = {field.name: data[field.name] for field in fields(Job) if field.name in data}
    job = Job(**known)
    if job.state != "running" or is_locked(batch_folder(store, batch_id) / "job.lock"):
        return job
    again = read_json(store, batch_id, "job")  # it may have ended between the two looks
    if again.get("state") != "running":
        return Job(**{name: again[name] for name in known})
    young = time.time() - job.started < _START_SECONDS and job.step == "start"
    return job if young else replace(job, state="died")


def drop(store: Path, batch_id: str) -> None:
    """Throw away a batch that was not published; best effort."""
    shutil.rmtree(batch_folder(store, batch_id), ignore_errors=True)


def close(store: Path, batch: Batch, edition_id: str) -> None:
    """Note that a batch is published; its files are with the uploads now."""
    save(store, replace(batch, edition_id=edition_id))
    for path in batch_folder(store, batch.batch_id).glob("file-*"):
        with suppress(OSError):
            path.unlink()


def sweep(store: Path, now: datetime | None = None) -> None:
    """Remove batches that nobody has touched for a week; best effort."""
    limit = ((now or datetime.now(UTC)) - KEEP).timestamp()
    for folder in (store / "batches").glob("b*-*"):
        with suppress(OSError):
            newest = max((path.stat().st_mtime for path in folder.iterdir()), default=0.0)
            if newest < limit and not is_locked(folder / "job.lock"):
                shutil.rmtree(folder, ignore_errors=True)
