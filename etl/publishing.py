"""Uploads in, uploads out: candidate, comparison and publication are one mechanism for both.

On screen a candidate is prepared, shown and published as it was shown. The command line records
first; whoever then holds the lock publishes everything that waits in one edition.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl.answers import Answers
from etl.build import build_candidate
from etl.compare import Comparison, compare
from etl.editions import current_manifest, publish, refuse_if_moved, tidy
from etl.facts import Facts, load_facts
from etl.history import uploads_in_force
from etl.known import Known, known_of
from etl.merge import with_uploads
from etl.problems import CheckProblems, FactProblems, StoreError, words
from etl.reviewed import Reviewed, all_mappings
from etl.store import Manifest, StoreLock, store_lock
from etl.upload_store import Upload, accept, kept_uploads, waiting

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Incoming:
    """A reviewed file that is not kept yet: its record, bytes, answers and rows."""

    upload: Upload
    data: bytes
    answers: Answers
    rows: Reviewed


@dataclass(frozen=True)
class Prepared:
    """A candidate edition and what it would change."""

    manifest: Manifest
    comparison: Comparison


@dataclass(frozen=True)
class Outcome:
    """What a publication of all that waited did: the new edition, and uploads that do not fit."""

    manifest: Manifest | None
    refused: dict[str, str]  # upload_id -> why


def truth(store: Path, data: Path) -> tuple[Facts, list[tuple[Upload, Reviewed]]]:
    """The shipped facts and the uploads that count: those in force, then those that wait.

    Raises FactProblems, StoreError.
    """
    ids = (*uploads_in_force(store), *(upload.upload_id for upload in waiting(store)))
    return load_facts(data), kept_uploads(store, ids)


def known_now(store: Path, data: Path) -> Known:
    """What a file is read against today, with what people confirmed in earlier uploads."""
    facts, uploads = truth(store, data)
    known = known_of(with_uploads(facts, uploads))
    mappings = all_mappings(rows for _, rows in uploads)
    return Known(**{**vars(known), "mappings": mappings})


def prepare(
    store: Path,
    data: Path,
    *,
    who: str,
    why: str,
    add: Sequence[Incoming] = (),
    remove: Sequence[str] = (),
    restore: Sequence[str] = (),
    told: Progress = lambda step: None,
) -> Prepared:
    """Build the edition with uploads in, out, or back again, and compare it with the current one.

    Raises FactProblems, CheckProblems, StoreError; nothing of a candidate is then left.
    """
    told("facts")
    parent = current_manifest(store)
    facts, kept = truth(store, data)
    _refuse_unknown(kept, remove)
    uploads = [pair for pair in kept if pair[0].upload_id not in {*remove, *restore}]
    uploads += kept_uploads(store, restore)
    uploads += [(one.upload, one.rows) for one in add]
    told("build")
    edition_id = parent.edition_id if parent else None
    manifest = build_candidate(store, facts, parent=edition_id, who=who, why=why, uploads=uploads)
    told("compare")
    return Prepared(manifest, compare(store, edition_id, manifest.edition_id))


def _refuse_unknown(kept: Sequence[tuple[Upload, Reviewed]], remove: Sequence[str]) -> None:
    for upload_id in remove:
        if upload_id not in {upload.upload_id for upload, _ in kept}:
            raise StoreError(words("store.not_in_force", upload_id=upload_id))


def publish_prepared(store: Path, prepared: Manifest, add: Sequence[Incoming] = ()) -> Manifest:
    """Publish exactly the candidate that was shown; its uploads are kept first.

    Raises CurrentMoved when somebody else has published since: compare again; nothing is kept.
    """
    with store_lock(store) as lock:
        refuse_if_moved(store, prepared.parent)
        for one in add:
            accept(store, one.upload, one.data, one.answers, one.rows)
        publish(lock, prepared)
        tidy(lock)
    return prepared


def publish_waiting(store: Path, data: Path, who: str) -> Outcome:
    """Publish everything that waits, in one edition. One that does not fit keeps no other back.

    Raises FactProblems, CheckProblems, StoreError when even without the waiting ones nothing can
    be built.
    """
    with store_lock(store) as lock:
        fresh = [upload.upload_id for upload in waiting(store)]
        if not fresh:
            return Outcome(None, {})
        try:
            return Outcome(_publish(lock, data, who, fresh), {})
        except (FactProblems, CheckProblems) as error:
            if len(fresh) == 1:
                return Outcome(None, {fresh[0]: _first(error)})
        return _one_by_one(lock, data, who, fresh)


def _one_by_one(lock: StoreLock, data: Path, who: str, fresh: list[str]) -> Outcome:
    manifest, refused = None, {}
    for upload_id in fresh:
        try:
            manifest = _publish(lock, data, who, [upload_id])
        except (FactProblems, CheckProblems) as error:
            refused[upload_id] = _first(error)
    return Outcome(manifest, refused)


def _first(error: FactProblems | CheckProblems) -> str:
    return error.problems[0].text() if error.problems else str(error)


def _publish(lock: StoreLock, data: Path, who: str, fresh: Sequence[str]) -> Manifest:
    """Publish the uploads in force and some that wait; the lock is held."""
    parent = current_manifest(lock.store)
    uploads = kept_uploads(lock.store, (*uploads_in_force(lock.store), *fresh))
    manifest = build_candidate(
        lock.store,
        load_facts(data),
        parent=parent.edition_id if parent else None,
        who=who,
        why=why_load([upload.file_name for upload, _ in uploads[-len(fresh) :]]),
        uploads=uploads,
    )
    publish(lock, manifest)
    tidy(lock)
    return manifest


def why_load(files: Sequence[str]) -> str:
    """What the manifest of an edition says about the files that came in."""
    shown = ", ".join(files[:3]) + ("…" if len(files) > 3 else "")
    return words("why.load", count=len(files), files=shown)
