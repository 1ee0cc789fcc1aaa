"""What editions are built from and files are read against: shipped facts and kept uploads.

Reading a file needs no database; this module loads none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from etl.facts import Facts, load_facts
from etl.history import uploads_in_force
from etl.known import Known, known_of
from etl.merge import with_uploads
from etl.problems import FactProblems, StoreError
from etl.reviewed import Reviewed, all_mappings
from etl.upload_store import Upload, kept_uploads, read_rows, waiting

Kept = tuple[Upload, Reviewed]


@dataclass(frozen=True)
class Truth:
    """The shipped facts, the uploads in force, and those that wait to be published."""

    facts: Facts
    held: list[Kept]
    fresh: list[Kept]
    unread: dict[str, str]  # upload_id of one that waits -> why its rows cannot be read

    def without(self, upload_ids: Sequence[str]) -> Truth:
        """The same, some uploads left out."""
        held, fresh = (
            [pair for pair in some if pair[0].upload_id not in upload_ids]
            for some in (self.held, self.fresh)
        )
        return replace(self, held=held, fresh=fresh)


def truth(store: Path, data: Path, without: Sequence[str] = ()) -> Truth:
    """What editions are built from, some uploads left out. Raises FactProblems, StoreError.

    An upload that waits and cannot be read stands in nobody's way; one in force is missed.
    """
    held = [one for one in uploads_in_force(store) if one not in without]
    fresh, unread = [], {}
    for upload in waiting(store):
        try:
            fresh.append((upload, read_rows(store, upload.upload_id)))
        except StoreError as error:
            unread[upload.upload_id] = str(error)
    return Truth(load_facts(data), kept_uploads(store, held), fresh, unread).without(without)


def known_now(store: Path, data: Path) -> Known:
    """What a file is read against today, with what people confirmed in earlier uploads."""
    found = truth(store, data)
    uploads = [*found.held, *found.fresh]
    try:
        merged = with_uploads(found.facts, uploads, statements=False)
    except FactProblems:
        uploads = found.held  # one that waits does not fit: it is refused when it is published
        merged = with_uploads(found.facts, uploads, statements=False)
    known = known_of(merged)
    mappings = all_mappings(rows for _, rows in uploads)
    return Known(**{**vars(known), "mappings": mappings})
