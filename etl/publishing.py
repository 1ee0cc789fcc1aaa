"""Uploads in, uploads out: candidate, comparison and publication are one mechanism for both.

On screen a candidate is prepared, shown and published as it was shown. The command line records
first; whoever then holds the lock publishes everything that waits in one edition.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from etl.answers import Answers
from etl.build import build_candidate
from etl.compare import Comparison, compare
from etl.editions import current_manifest, publish, published_last, refuse_if_moved, tidy
from etl.history import uploads_in_force
from etl.problems import CheckProblems, FactProblems, StoreError, words
from etl.review_plans import SAME_BATCH, SHIPPED
from etl.reviewed import Reviewed
from etl.store import Manifest, StoreLock, named_current, store_lock
from etl.truth import Kept, Truth, truth
from etl.upload_store import (
    Upload,
    accept,
    kept_uploads,
    set_aside,
    upload_folder,
)

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
    parent, shown = published_last(store), current_manifest(store)
    _refuse_unknown(store, remove)
    found = truth(store, data, (*remove, *restore))
    changed = kept_uploads(store, restore) + [(one.upload, one.rows) for one in add]
    told("build")
    options = {"parent": parent, "who": who, "why": why}
    uploads = [*found.held, *found.fresh, *changed]
    try:
        manifest = build_candidate(store, found.facts, uploads=uploads, **options)
    except (FactProblems, CheckProblems):
        if not found.fresh:
            raise
        # Perhaps it is one that waits that does not fit: this change need not wait for it.
        uploads = [*found.held, *changed]
        manifest = build_candidate(store, found.facts, uploads=uploads, **options)
    told("compare")
    old = shown.edition_id if shown else None
    return Prepared(manifest, compare(store, old, manifest.edition_id))


def _refuse_unknown(store: Path, remove: Sequence[str]) -> None:
    for upload_id in remove:
        if upload_id not in uploads_in_force(store):
            raise StoreError(words("store.not_in_force", upload_id=upload_id))


def publish_prepared(store: Path, prepared: Manifest, add: Sequence[Incoming] = ()) -> Manifest:
    """Publish exactly the candidate that was shown; its uploads are kept first.

    Raises CurrentMoved when somebody else has published since: compare again; nothing is kept.
    Raises StoreError when the store cannot be written; nothing is kept either.
    """
    with store_lock(store) as lock:
        refuse_if_moved(store, prepared.parent)
        try:
            for one in add:
                accept(store, one.upload, one.data, one.answers, one.rows)
            publish(lock, prepared)
        except StoreError:
            if named_current(store) != prepared.edition_id:
                _forget(store, add)
            raise
        tidy(lock)
    return prepared


def _forget(store: Path, add: Sequence[Incoming]) -> None:
    """Drop what was kept for a publication that failed: the person is told, and tries again."""
    for one in add:
        if upload_folder(store, one.upload.upload_id).exists():
            with suppress(StoreError):
                set_aside(store, one.upload.upload_id)


def publish_waiting(store: Path, data: Path, who: str) -> Outcome:
    """Publish everything that waits, in one edition. One that does not fit keeps no other back.

    Raises FactProblems, StoreError when the shipped facts or an upload in force cannot be read.
    """
    with store_lock(store) as lock:
        found = _without_overtaken(store, _without_copies(store, truth(store, data)))
        fresh, refused = found.fresh, found.unread
        if not fresh:
            return Outcome(None, refused)
        try:
            return Outcome(_publish(lock, found, who, fresh), refused)
        except (FactProblems, CheckProblems) as error:
            if len(fresh) == 1:
                return Outcome(None, {**refused, fresh[0][0].upload_id: _first(error)})
        return _one_by_one(lock, found, who)


def _without_copies(store: Path, found: Truth) -> Truth:
    """What waits without files of one content, which two processes may record at once."""
    first = {upload.sha256: upload for upload, _ in reversed([*found.held, *found.fresh])}
    copies = [one for one, _ in found.fresh if first[one.sha256].upload_id != one.upload_id]
    for one in copies:
        set_aside(store, one.upload_id)
        other = first[one.sha256].file_name
        found.unread[one.upload_id] = words("store.same_content", other=other)
    return found.without([one.upload_id for one in copies])


def _without_overtaken(store: Path, found: Truth) -> Truth:
    """What waits without files whose plan somebody else has set since they were reviewed.

    The second of two files would take the place of the first without anybody being asked.
    """
    owners = dict.fromkeys(found.facts.tables["plan"].columns["plan_id"], SHIPPED)
    for upload, rows in found.held:
        owners |= dict.fromkeys(_set_plans(rows), upload.upload_id)
    late = []
    for upload, rows in found.fresh:
        over = _set_plans(rows)
        if any(v not in (None, SAME_BATCH, owners.get(p, "")) for p, v in over.items()):
            late.append(upload.upload_id)
            set_aside(store, upload.upload_id)
            found.unread[upload.upload_id] = words("store.overtaken")
        else:
            owners |= dict.fromkeys(over, upload.upload_id)
    return found.without(late)


def _set_plans(rows: Reviewed) -> dict[str | None, str | None]:
    """The plans that an upload sets anew, and what had set each when it was reviewed."""
    return {row["plan_id"]: row.get("over") for row in rows.plans if row["mode"] == "replace"}


def _one_by_one(lock: StoreLock, found: Truth, who: str) -> Outcome:
    """Publish each that waits by itself, over those before it that fitted."""
    manifest, refused, held = None, dict(found.unread), list(found.held)
    for pair in found.fresh:
        try:
            manifest = _publish(lock, replace(found, held=held), who, [pair])
            held.append(pair)
        except (FactProblems, CheckProblems) as error:
            refused[pair[0].upload_id] = _first(error)
    return Outcome(manifest, refused)


def _first(error: FactProblems | CheckProblems) -> str:
    return error.problems[0].text() if error.problems else str(error)


def _publish(lock: StoreLock, found: Truth, who: str, fresh: Sequence[Kept]) -> Manifest:
    """Publish the uploads in force and some that wait; the lock is held."""
    manifest = build_candidate(
        lock.store,
        found.facts,
        parent=published_last(lock.store),
        who=who,
        why=why_load([upload.file_name for upload, _ in fresh]),
        uploads=[*found.held, *fresh],
    )
    publish(lock, manifest)
    tidy(lock)
    return manifest


def why_load(files: Sequence[str]) -> str:
    """What the manifest of an edition says about the files that came in."""
    shown = ", ".join(files[:3]) + ("…" if len(files) > 3 else "")
    return words("why.load", count=len(files), files=shown)
