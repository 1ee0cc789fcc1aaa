"""Open, publish, pin and prune editions. Viewers need nothing of etl but this."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from etl.paths import store_dir
from etl.problems import CurrentMoved, NoEdition, StoreError, UnknownEdition, words
from etl.store import (
    Manifest,
    StoreLock,
    all_manifests,
    current_path,
    edition_path,
    is_edition_id,
    manifest_path,
    named_current,
    read_manifest,
    write_atomically,
    writing,
)

if TYPE_CHECKING:
    import duckdb

KEEP = timedelta(days=30)
# A candidate may be under construction, or wait for the click that publishes it.
SWEEP_AFTER = timedelta(hours=6)

# One configuration: a process cannot open one file twice with two of them.
VIEWER_CONFIG = {
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "memory_limit": "1GB",
    "threads": "2",
    "lock_configuration": "true",
}


@dataclass(frozen=True)
class Pin:
    """An edition frozen under a name."""

    name: str
    edition_id: str
    who: str
    created_at: str


def open_edition(
    store: Path | None = None, edition_id: str | None = None
) -> duckdb.DuckDBPyConnection:
    """A read-only connection to an edition: the current one, or one by its id or pin name.

    Threads must not share it: take a `.cursor()` each.
    Raises NoEdition when there is none, UnknownEdition when that one is not there or not sound.
    """
    store = store or store_dir()
    if edition_id is None:
        return _connect(edition_path(store, current_edition(store)))
    found = resolve(store, edition_id)
    if not _sound(store, read_manifest(store, found)):
        raise UnknownEdition(words("store.damaged_edition", edition_id=found))
    return _connect(edition_path(store, found))


def current_edition(store: Path | None = None) -> str:
    """Id of the edition to show: CURRENT, or the newest sound one where CURRENT is bad.

    Raises NoEdition when no edition of the store opens.
    """
    store = store or store_dir()
    named = named_current(store)
    if named and _sound(store, read_manifest(store, named)):
        return named
    for manifest in all_manifests(store):
        if _sound(store, manifest):
            return manifest.edition_id
    raise NoEdition(words("store.empty", store=store))


def current_manifest(store: Path) -> Manifest | None:
    """The manifest of the edition to show; None in a store without one."""
    try:
        return read_manifest(store, current_edition(store))
    except NoEdition:
        return None


def published_last(store: Path) -> str | None:
    """Id of the edition that was published last, also where its file is damaged; None without one.

    It is the parent of the next edition: a chain that left it out would forget its uploads.
    """
    named = named_current(store)
    if named and read_manifest(store, named):
        return named
    manifest = current_manifest(store)
    return manifest.edition_id if manifest else None


def resolve(store: Path, name: str) -> str:
    """The edition id that an id or the name of a pin means. Raises UnknownEdition."""
    if is_edition_id(name) and manifest_path(store, name).exists():
        return name
    for pin in pins(store):
        if pin.name == name:
            return pin.edition_id
    raise UnknownEdition(words("store.unknown_edition", name=name))


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    import duckdb  # slow to load, and whoever only reads manifests opens nothing

    return duckdb.connect(str(path), read_only=True, config=VIEWER_CONFIG)


def _sound(store: Path, manifest: Manifest | None) -> bool:
    """Whether an edition is whole: its file has the recorded size, opens, and knows its own id."""
    if manifest is None:
        return False
    path = edition_path(store, manifest.edition_id)
    try:
        stat = path.stat()
    except OSError:
        return False
    return stat.st_size == manifest.bytes and _opens(path, manifest.edition_id, stat.st_mtime_ns)


@lru_cache(maxsize=64)
def _opens(path: Path, edition_id: str, changed_ns: int) -> bool:
    """Whether a file opens as that edition; asked once for each state of the file."""
    import duckdb

    try:
        with _connect(path) as connection:
            row = connection.execute("SELECT edition_id FROM main.meta").fetchone()
    except duckdb.Error:
        return False
    return row == (edition_id,)


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def publish(lock: StoreLock, manifest: Manifest) -> None:
    """Make a finished candidate the current edition.

    A crash before the last step leaves the old edition current; nothing is ever half published.
    A candidate that cannot be published is removed. Raises CurrentMoved when the current edition
    is no longer the candidate's parent, StoreError when the store cannot be written.
    """
    store, edition_id = lock.store, manifest.edition_id
    content = json.dumps(manifest.as_dict(), ensure_ascii=False, indent=2) + "\n"
    try:
        refuse_if_moved(store, manifest.parent)
        with writing(store):
            _sync(edition_path(store, edition_id))
            write_atomically(manifest_path(store, edition_id), content.encode())
            write_atomically(current_path(store), f"{edition_id}\n".encode())
    except StoreError:
        # When only the last sync of the folder failed, the edition is published all the same.
        if named_current(store) != edition_id:
            discard(store, edition_id)
        raise


def refuse_if_moved(store: Path, parent: str | None) -> None:
    """Raises CurrentMoved when `parent` is no longer the edition published last."""
    current = published_last(store)
    if current != parent:
        raise CurrentMoved(words("store.current_moved", edition_id=current))


def _sync(path: Path) -> None:
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def discard(store: Path, edition_id: str) -> None:
    """Remove all that there is of an unpublished edition; best effort."""
    with suppress(OSError):
        manifest_path(store, edition_id).unlink()
    _remove_file(store, edition_id)


def _remove_file(store: Path, edition_id: str) -> None:
    """Remove the file of an edition and what DuckDB keeps beside it; best effort."""
    path = edition_path(store, edition_id)
    for leftover in (path, path.with_name(f"{path.name}.wal")):
        with suppress(OSError):
            leftover.unlink()


def tidy(lock: StoreLock, now: datetime | None = None) -> list[str]:
    """Remove what is no longer kept, and return the ids of pruned editions.

    Kept are the current edition, pinned ones and the last 30 days; candidates nobody published
    and temporary files go after six hours. Manifests stay. Deleting is best effort: a file that
    somebody has open may refuse, and is tried again next time.
    """
    now = now or datetime.now(UTC)
    keep = {pin.edition_id for pin in pins(lock.store)} | {named_current(lock.store)}
    pruned = []
    for manifest in all_manifests(lock.store):
        old = datetime.fromisoformat(manifest.created_at) < now - KEEP
        path = edition_path(lock.store, manifest.edition_id)
        if old and manifest.edition_id not in keep and path.exists():
            _remove_file(lock.store, manifest.edition_id)
            pruned.append(manifest.edition_id)
    _sweep(lock.store, now)
    return pruned


def _sweep(store: Path, now: datetime) -> None:
    limit = (now - SWEEP_AFTER).timestamp()
    for path in [*store.rglob("*.tmp"), *(store / "editions").glob("*.duckdb*")]:
        edition_id = path.name.partition(".")[0]
        if path.suffix != ".tmp" and manifest_path(store, edition_id).exists():
            continue
        with suppress(OSError):
            if path.stat().st_mtime >= limit:
                continue
            if path.is_dir():  # an upload that was never accepted
                shutil.rmtree(path)
            else:
                path.unlink()


def pin(lock: StoreLock, name: str, edition_id: str, who: str) -> Pin:
    """Freeze an edition under a name; the same name for the same edition again is no change.

    Raises StoreError when the name is unusable or taken, UnknownEdition for a bad edition.
    """
    store = lock.store
    if not 1 <= len(name.strip()) <= 80 or not name.isprintable():
        raise StoreError(words("store.bad_pin_name"))
    if not _sound(store, read_manifest(store, edition_id)):
        raise UnknownEdition(words("store.unknown_edition", name=edition_id))
    name = name.strip()
    taken = next((known for known in pins(store) if known.name == name), None)
    if taken and taken.edition_id != edition_id:
        raise StoreError(words("store.pin_taken", name=name, edition_id=taken.edition_id))
    made = taken or Pin(name, edition_id, who, _utc_now())
    with writing(store):
        write_atomically(_pin_path(store, name), json.dumps(vars(made)).encode())
    return made


def pins(store: Path) -> list[Pin]:
    """Every readable pin, by name."""
    found = []
    for path in sorted((store / "pins").glob("*.json")):
        with suppress(OSError, ValueError, TypeError, AttributeError):
            made = Pin(**json.loads(path.read_bytes()))
            if path == _pin_path(store, made.name) and is_edition_id(made.edition_id):
                found.append(made)
    return sorted(found, key=lambda made: made.name)


def _pin_path(store: Path, name: str) -> Path:
    # A name may hold a slash ("10/10/2026"), be longer than file names may be, or be one that
    # Windows reserves; the file holds the name itself.
    return store / "pins" / f"{hashlib.sha256(name.encode()).hexdigest()[:16]}.json"


def _utc_now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
