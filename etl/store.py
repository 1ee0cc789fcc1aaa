"""The folder that keeps editions: names, atomic writes, the lock, manifests.

CURRENT                  id of the published edition; replacing it is the only commit
editions/<id>.duckdb     an edition
editions/<id>.json       its manifest; never pruned, the chain of parents is the audit trail
pins/<name>.json         an edition frozen under a name
lock                     held by whoever publishes
"""

from __future__ import annotations

import json
import os
import re
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from etl.problems import StoreError, words

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK_SECONDS = 120.0
_LOCK_POLL_SECONDS = 0.05
_ID = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}")


@dataclass(frozen=True)
class Manifest:
    """What one edition was made of, by whom and why. Times are UTC, ISO 8601."""

    edition_id: str
    parent: str | None
    uploads: tuple[str, ...]
    facts_sha256: str
    code_version: str
    schema_version: int
    app_version: str
    who: str
    created_at: str
    why: str
    sha256: str
    bytes: int

    def as_dict(self) -> dict[str, object]:
        """The manifest as plain data, as it is written to disk."""
        return {**asdict(self), "uploads": list(self.uploads)}


@dataclass(frozen=True)
class StoreLock:
    """Proof that the store's lock is held; what changes the store asks for it."""

    store: Path


def new_edition_id(now: datetime | None = None) -> str:
    """A fresh id that sorts by time of making."""
    return f"{now or datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"


def is_edition_id(text: str) -> bool:
    """Whether a text has the form of an edition id (and so is safe in a file name)."""
    return bool(_ID.fullmatch(text))


def edition_path(store: Path, edition_id: str) -> Path:
    """Where the DuckDB file of an edition is, whether or not it is there."""
    return store / "editions" / f"{edition_id}.duckdb"


def manifest_path(store: Path, edition_id: str) -> Path:
    """Where the manifest of an edition is, whether or not it is there."""
    return store / "editions" / f"{edition_id}.json"


def current_path(store: Path) -> Path:
    """The file that names the published edition."""
    return store / "CURRENT"


def read_manifest(store: Path, edition_id: str) -> Manifest | None:
    """The manifest of an edition; None where it is missing, truncated or not a manifest."""
    try:
        manifest = manifest_from(json.loads(manifest_path(store, edition_id).read_bytes()))
    except (OSError, ValueError):
        return None
    return manifest if manifest and manifest.edition_id == edition_id else None


def manifest_from(data: object) -> Manifest | None:
    """A manifest from plain data; None where it is none."""
    try:
        known = {field.name: data[field.name] for field in fields(Manifest)}
        return Manifest(**{**known, "uploads": tuple(known["uploads"])})
    except (KeyError, TypeError):
        return None


def all_manifests(store: Path) -> list[Manifest]:
    """Every readable manifest, newest first."""
    ids = sorted((path.stem for path in (store / "editions").glob("*.json")), reverse=True)
    manifests = (read_manifest(store, edition_id) for edition_id in ids)
    return [manifest for manifest in manifests if manifest]


def named_current(store: Path) -> str | None:
    """The id that CURRENT names; None where the file is missing or holds no id."""
    try:
        text = current_path(store).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return text if is_edition_id(text) else None


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a reader, or a crash at any moment, sees all of it or none."""
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable, where the system can open folders (not on Windows)."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def prepare_store(store: Path) -> None:
    """Create the folders. Raises StoreError where that is impossible."""
    with writing(store):
        for folder in (store / "editions", store / "pins"):
            folder.mkdir(parents=True, exist_ok=True)


@contextmanager
def writing(store: Path) -> Iterator[None]:
    """Turn a refusal of the operating system while writing into a StoreError that says so."""
    try:
        yield
    except OSError as error:
        raise StoreError(unwritable(store, error)) from error


def unwritable(store: Path, error: OSError) -> str:
    """The sentence for a store that cannot be written."""
    reason = error.strerror or type(error).__name__
    return words("store.unwritable", store=store, reason=reason)


@contextmanager
def store_lock(store: Path, seconds: float = LOCK_SECONDS) -> Iterator[StoreLock]:
    """Hold the store's lock; waits at most `seconds`.

    The operating system frees the lock when its holder dies, so a killed publisher blocks nobody.
    Raises StoreError when the store cannot be written or stays locked.
    """
    prepare_store(store)
    with writing(store):
        stream = (store / "lock").open("a+b")
    with stream:
        _acquire(stream, seconds)
        try:
            yield StoreLock(store)
        finally:
            _release(stream)


@contextmanager
def try_lock(path: Path) -> Iterator[bool]:
    """Hold a lock if nobody else does; yields whether it is held. Freed when its holder dies.

    Raises OSError when the file cannot be opened.
    """
    with path.open("a+b") as stream:
        held = _try_lock(stream)
        try:
            yield held
        finally:
            if held:
                _release(stream)


def is_locked(path: Path) -> bool:
    """Whether somebody holds a lock; a file that is not there is not locked."""
    if not path.exists():
        return False
    with try_lock(path) as held:
        return not held


def _acquire(stream: BinaryIO, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not _try_lock(stream):
        if time.monotonic() >= deadline:
            raise StoreError(words("store.busy", seconds=round(seconds)))
        time.sleep(_LOCK_POLL_SECONDS)


if sys.platform == "win32":

    def _try_lock(stream: BinaryIO) -> bool:
        stream.seek(0)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(stream: BinaryIO) -> None:
        stream.seek(0)
        with suppress(OSError):
            msvcrt.locking(stream.fileno(), msvcrt.LK_UNLCK, 1)

else:

    def _try_lock(stream: BinaryIO) -> bool:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(stream: BinaryIO) -> None:
        with suppress(OSError):
            fcntl.flock(stream, fcntl.LOCK_UN)
