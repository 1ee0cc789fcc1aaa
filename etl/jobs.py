"""Work that a page starts and watches: checking, comparing and publishing, in a process of its own.

A page's script may be stopped between two steps or run twice; a job is neither. One job at a time
works on a batch: a second start of the same finds the lock held and goes.
"""

from __future__ import annotations

import gc
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

from etl import batches
from etl.batches import Batch, Job
from etl.paths import DATA_SETTING, PROJECT_DIR, STORE_SETTING, data_dir, store_dir
from etl.problems import CheckProblems, CurrentMoved, EtlError, FactProblems, words
from etl.store import try_lock

KINDS = ("review", "compare", "publish")
_LOCK_TRIES, _LOCK_PAUSE = 40, 0.05  # whoever looks whether a job runs holds its lock for a moment
_LOG = logging.getLogger("etl.jobs")


def start(store: Path, data: Path, batch_id: str, kind: str, shown: str = "") -> None:
    """Start a job unless one is at work on the batch. `shown`: the candidate a person agreed to.

    Raises StoreError when the batch is not there or cannot be written.
    """
    batches.read_batch(store, batch_id)
    if batches.read_job(store, batch_id).state == "running":
        return
    _note(store, batch_id, Job(kind, "running", "start", started=time.time()))
    folder = batches.batch_folder(store, batch_id)
    environment = {**os.environ, STORE_SETTING: str(store), DATA_SETTING: str(data)}
    with (folder / "job.log").open("ab") as log:
        subprocess.Popen(
            [sys.executable, "-m", "etl.jobs", kind, batch_id, shown],
            cwd=PROJECT_DIR,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # a server that restarts does not take the job along
        )


def _note(store: Path, batch_id: str, job: Job) -> None:
    batches.write_json(store, batch_id, "job", asdict(job))


class _Told:
    """Writes each step of a job where the page looks."""

    def __init__(self, store: Path, batch_id: str, kind: str) -> None:
        self._store, self._batch_id = store, batch_id
        self.job = Job(kind, "running", "start", started=time.time())

    def __call__(self, step: str, done: int = 0, of: int = 0) -> None:
        self.job = replace(self.job, step=step, details={"done": done, "of": of} if of else {})
        _note(self._store, self._batch_id, self.job)

    def end(self, state: str, message: str = "", **details: object) -> None:
        self.job = replace(self.job, state=state, message=message, details=details)
        _note(self._store, self._batch_id, self.job)


@contextmanager
def _alone(lock: Path):
    """Hold a batch's lock; yields False when another job is at work on it."""
    for _ in range(_LOCK_TRIES):
        with try_lock(lock) as held:
            if held:
                yield True
                return
        time.sleep(_LOCK_PAUSE)
    yield False


def run(store: Path, data: Path, batch_id: str, kind: str, shown: str = "") -> Job | None:
    """Do a job here and now; None when another one is at work on the batch.

    Whatever goes wrong is told in words; the cause goes to the log. Raises StoreError when the
    batch is not there or cannot be written.
    """
    work = _work(kind)
    with _alone(batches.batch_folder(store, batch_id) / "job.lock") as held:
        if not held:
            return None
        told = _Told(store, batch_id, kind)
        told("start")
        batch = batches.read_batch(store, batch_id)
        _guarded(work, store, data, batch, told, shown)
        return told.job


def _work(kind: str) -> Callable:
    """What a job of a kind needs; whoever starts or watches one does not load it."""
    if kind == "review":
        from etl import batch_review

        return batch_review.review
    from etl import batch_work

    return batch_work.compare if kind == "compare" else batch_work.publish


def _guarded(
    work: Callable, store: Path, data: Path, batch: Batch, told: _Told, shown: str
) -> None:
    try:
        told.end("done", **work(store, data, batch, told, shown))
    except CurrentMoved as error:
        told.end("moved", str(error))
    except (FactProblems, CheckProblems) as error:
        problems = [found.as_dict() for found in error.problems[:50]]
        told.end("failed", str(error), problems=problems)
    except EtlError as error:
        told.end("failed", str(error))
    except Exception as error:
        _LOG.exception("batch %s: %s failed", batch.batch_id, told.job.kind)
        told.end("failed", words("batch.unexpected", reason=type(error).__name__))


def main(arguments: list[str]) -> int:
    """`python -m etl.jobs KIND BATCH [CANDIDATE]`."""
    gc.disable()  # the process ends before garbage matters
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    kind, batch_id, shown = [*arguments, ""][:3]
    if kind not in KINDS:
        return 2
    run(store_dir(), data_dir(), batch_id, kind, shown)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
