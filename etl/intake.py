"""A batch of files -> what each of them states and brings, and everything that is to be said."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import messages
from etl.answers import Answers
from etl.history import uploads_in_force
from etl.known import Known, answered
from etl.labels import normalise
from etl.notices import ERROR, QUESTION, WARNING, Notice, notice
from etl.review import Review, read_file, review_file
from etl.review_plans import PLANNED, with_plans
from etl.reviewed import Reviewed, reviewed_of
from etl.upload_store import all_uploads, sha256_of, waiting
from etl.workbook import Workbook, WorkbookProblem

READERS = min(4, os.cpu_count() or 1)
_POOLED = ("labels", "communes", "statuses", "tasks")
File = tuple[str, bytes]
Read = Workbook | WorkbookProblem


@dataclass(frozen=True)
class Judged:
    """One file of a batch: what it states, the rows it brings, and what stands in the way."""

    file: str
    review: Review
    rows: Reviewed
    notices: tuple[Notice, ...]

    def count(self, severity: str) -> int:
        """How many notices have a severity."""
        return sum(1 for told in self.notices if told.severity == severity)

    @property
    def ready(self) -> bool:
        """Whether nothing is wrong or open, and something is there to keep."""
        return self.rows.rows > 0 and not self.count(ERROR) and not self.count(QUESTION)


def unique_names(files: Sequence[File]) -> list[File]:
    """The files with names that differ: a second "a.xlsx" becomes "a (2).xlsx"."""
    taken: set[str] = set()
    found = []
    for name, data in files:
        path, number, unique = Path(name), 2, name
        while unique in taken:
            unique, number = f"{path.stem} ({number}){path.suffix}", number + 1
        taken.add(unique)
        found.append((unique, data))
    return found


@contextmanager
def reading(files: Sequence[File]) -> Iterator[Iterator[Read]]:
    """The files as they are read, in their order, each in a process of its own.

    Reading goes on while the caller does something else.
    """
    with ThreadPoolExecutor(READERS) as readers:
        yield readers.map(lambda file: read_file(file[1], file[0]), files)


def judge(files: Sequence[File], known: Known, answers: Answers, store: Path) -> list[Judged]:
    """Every file of a batch read and judged; as `judge_read`."""
    with reading(files) as read:
        return judge_read(files, read, known, answers, store)


def judge_read(
    files: Sequence[File],
    read: Iterable[Read],
    known: Known,
    answers: Answers,
    store: Path,
    told: Callable[[int], None] = lambda done: None,
) -> list[Judged]:
    """Every file of a batch on its own, in the order given; names must differ.

    Plans count before results: a result may belong to a plan of the same batch. `told` is called
    with the number of files read so far.
    Raises AnswersProblem for an answer that names what does not exist.
    """
    known = answered(known, answers)
    reviews = {}
    for done, ((name, _), workbook) in enumerate(zip(files, read, strict=True), start=1):
        reviews[name] = review_file(workbook, name, known)
        told(done)
    loaded = _loaded(files, store)
    found: dict[str, Judged] = {}
    for name in sorted(reviews, key=lambda name: not _has_targets(reviews[name])):
        rows, found_later = reviewed_of(reviews[name], known)
        # A file that is here already has nothing more to answer.
        notices = loaded.get(name) or [*reviews[name].notices, *found_later]
        if not rows.rows and not any(one.severity != WARNING for one in notices):
            notices.append(replace(notice("nothing_left", ERROR), file=name))
        found[name] = Judged(name, reviews[name], rows, tuple(notices))
        if found[name].ready:
            known = with_plans(known, rows.plans)
    return [found[name] for name, _ in files]


def _has_targets(review: Review) -> bool:
    return any(kind in PLANNED for kind in review.statements.column("kind"))


def _loaded(files: Sequence[File], store: Path) -> dict[str, list[Notice]]:
    """Files whose content is in force or waits already, or stands twice in the batch."""
    counting = {*uploads_in_force(store), *(upload.upload_id for upload in waiting(store))}
    known = {one.sha256: one for one in all_uploads(store) if one.upload_id in counting}
    first: dict[str, str] = {}
    found: dict[str, list[Notice]] = {}
    for name, data in files:
        sha256 = sha256_of(data)
        if upload := known.get(sha256):
            said = {
                "other": upload.file_name,
                "who": upload.who,
                "at": messages.fmt_time(upload.received_at),
            }
            details = {"upload_id": upload.upload_id}
            found[name] = [notice("already_loaded", ERROR, None, None, details, **said)]
        elif sha256 in first:
            found[name] = [notice("same_file", ERROR, other=first[sha256])]
        first.setdefault(sha256, name)
        found[name] = [replace(told, file=name) for told in found.get(name, ())]
    return found


def pooled(notices: Iterable[Notice]) -> list[Notice]:
    """Every notice; a question that several places share stands once.

    Its `also` lists the other places that wait for the same answer.
    """
    kept: list[Notice] = []
    asked: dict[tuple[str, str], int] = {}
    for found in notices:
        key = _question_key(found)
        if key is None or key not in asked:
            if key is not None:
                asked[key] = len(kept)
            kept.append(found)
            continue
        first = kept[asked[key]]
        place = {"file": found.file, "sheet": found.sheet, "cell": found.cell}
        also = [*first.details.get("also", []), place]
        kept[asked[key]] = replace(first, details={**first.details, "also": also})
    return kept


def _question_key(found: Notice) -> tuple[str, str] | None:
    asks = found.details.get("asks")
    if not asks or asks["section"] not in _POOLED:
        return None
    key = str(asks["key"])
    return asks["section"], normalise(key) if asks["section"] == "labels" else key
