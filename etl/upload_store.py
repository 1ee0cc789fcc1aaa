"""What is kept of every upload, for good: the bytes as received, the answers, the typed rows.

uploads/<id>/received      the file, byte for byte, under a name of our own
uploads/<id>/answers.json  what a person answered
uploads/<id>/rows.json     the reviewed rows: builds read these and never parse the bytes again
uploads/<id>/record.json   who, when, the file's own name; makes the upload accepted

An upload is accepted when its folder is there: it is made aside and renamed. Whether it is
published or withdrawn follows from the manifests of editions and stands nowhere else.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path

from etl.answers import Answers
from etl.history import uploads_ever, uploads_in_force
from etl.problems import StoreError, words
from etl.reviewed import Reviewed, reviewed_from
from etl.store import sync_folder, write_atomically, writing

MOST_A_DAY = 5000  # uploads of one person, so that one account cannot fill the disk
_ID = re.compile(r"u[0-9]{8}T[0-9]{6}[0-9]{6}Z-[0-9a-f]{6}")


@dataclass(frozen=True)
class Upload:
    """Who sent which file and when (UTC, ISO 8601); `size` in bytes."""

    upload_id: str
    file_name: str
    who: str
    received_at: str
    sha256: str
    size: int
    rows: int = 0  # numbers, statuses and assigned values that were kept


def new_upload(file_name: str, data: bytes, who: str, now: datetime | None = None) -> Upload:
    """The record of a file that has just arrived; nothing is written."""
    now = now or datetime.now(UTC)
    return Upload(
        f"u{now:%Y%m%dT%H%M%S%f}Z-{secrets.token_hex(3)}",
        file_name,
        who,
        now.isoformat(timespec="seconds"),
        sha256_of(data),
        len(data),
    )


def sha256_of(data: bytes) -> str:
    """SHA-256 of a file's bytes, by which the same content is known again."""
    return hashlib.sha256(data).hexdigest()


def upload_folder(store: Path, upload_id: str) -> Path:
    """Where an upload is kept, whether or not it is there. Raises StoreError for no id."""
    if not _ID.fullmatch(upload_id):
        raise StoreError(words("store.unknown_upload", upload_id=upload_id[:60]))
    return store / "uploads" / upload_id


def accept(store: Path, upload: Upload, data: bytes, answers: Answers, rows: Reviewed) -> Upload:
    """Keep an upload for good; from here on it is published with the next edition.

    The same id again is no change. Raises StoreError when the store cannot be written or a
    person has sent too much today.
    """
    folder = upload_folder(store, upload.upload_id)
    if folder.exists():
        return upload
    _refuse_flood(store, upload)
    upload = replace(upload, rows=rows.rows)
    aside = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}.tmp")
    parts = {
        "received": data,
        "answers.json": _json(answers.as_dict()),
        "rows.json": _json(rows.as_dict()),
        "record.json": _json(asdict(upload)),
    }
    with writing(store):
        aside.mkdir(parents=True)
        try:
            for name, content in parts.items():
                write_atomically(aside / name, content)
            aside.rename(folder)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        sync_folder(folder.parent)
    return upload


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False) + "\n").encode()


def _refuse_flood(store: Path, upload: Upload) -> None:
    today = _folders(store, f"u{upload.received_at[:10].replace('-', '')}")
    if len(today) < MOST_A_DAY:
        return  # nobody can have sent too much, and no record has to be read
    mine = [one for folder in today if (one := _read(folder)) and one.who == upload.who]
    if len(mine) >= MOST_A_DAY:
        raise StoreError(words("store.too_many_uploads", most=MOST_A_DAY))


def all_uploads(store: Path) -> list[Upload]:
    """Every accepted upload, oldest first; a blank record where that of one in force is gone."""
    found = {one.upload_id: one for folder in _folders(store, "u") if (one := _read(folder))}
    for upload_id in uploads_in_force(store):
        found.setdefault(upload_id, _blank(upload_id))
    return [found[upload_id] for upload_id in sorted(found)]


def _blank(upload_id: str) -> Upload:
    return Upload(upload_id, "?", "?", "", "", 0)


def _folders(store: Path, beginning: str) -> list[Path]:
    """Folders of accepted uploads whose ids begin so, oldest first."""
    return sorted((store / "uploads").glob(f"{beginning}*Z-??????"))


def _read(folder: Path) -> Upload | None:
    try:
        data = json.loads((folder / "record.json").read_bytes())
        return Upload(**{f.name: data[f.name] for f in fields(Upload) if f.name in data})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read_upload(store: Path, upload_id: str) -> Upload:
    """The record of an accepted upload. Raises StoreError when there is none."""
    found = _read(upload_folder(store, upload_id))
    if found is None:
        raise StoreError(words("store.unknown_upload", upload_id=upload_id))
    return found


def record_of(store: Path, upload_id: str) -> Upload:
    """The record of an upload; a blank one where it is in force and its folder is damaged.

    Such an upload can still be taken back. Raises StoreError when it is unknown.
    """
    try:
        return read_upload(store, upload_id)
    except StoreError:
        if upload_id not in uploads_in_force(store):
            raise
        return _blank(upload_id)


def read_rows(store: Path, upload_id: str) -> Reviewed:
    """The reviewed rows of an upload. Raises StoreError when they are missing or damaged."""
    try:
        data = json.loads((upload_folder(store, upload_id) / "rows.json").read_bytes())
    except (OSError, ValueError):
        raise StoreError(words("store.damaged_upload", upload_id=upload_id)) from None
    return reviewed_from(data)


def kept_uploads(store: Path, upload_ids: Iterable[str]) -> list[tuple[Upload, Reviewed]]:
    """Records and rows of uploads, in the order given. Raises StoreError."""
    return [(read_upload(store, one), read_rows(store, one)) for one in upload_ids]


def set_aside(store: Path, upload_id: str) -> None:
    """Drop an upload that no edition has held; its folder stays under another name.

    Raises StoreError when the store cannot be written.
    """
    folder = upload_folder(store, upload_id)
    with writing(store):
        folder.rename(folder.with_name(f"{folder.name}.{secrets.token_hex(4)}.dropped"))
        sync_folder(folder.parent)


def received(store: Path, upload_id: str) -> bytes:
    """The file as it was received. Raises StoreError when it is gone or was changed."""
    upload = read_upload(store, upload_id)
    try:
        data = (upload_folder(store, upload_id) / "received").read_bytes()
    except OSError:
        data = b""
    if sha256_of(data) != upload.sha256:
        raise StoreError(words("store.damaged_upload", upload_id=upload_id))
    return data


def waiting(store: Path) -> list[Upload]:
    """Accepted uploads that no edition has held yet, oldest first."""
    known = uploads_ever(store) | set(uploads_in_force(store))
    fresh = [folder for folder in _folders(store, "u") if folder.name not in known]
    return [upload for folder in fresh if (upload := _read(folder))]
