"""The batch that the address names, and the callbacks that change it."""

from __future__ import annotations

import time

import streamlit as st

from dashboard import address, turns, writing
from etl import batches, jobs
from etl.batches import Batch, Job
from etl.paths import data_dir, store_dir
from etl.problems import EtlError

BATCH = "batch"
PATIENCE_SECONDS = 1.0  # after the start of a job
_PAUSE_SECONDS = 0.02
_ERROR = "_upload_error"


def batch() -> Batch | None:
    """The batch of the address; None without one, or when it is gone (which is then said)."""
    wanted = address.seen().get(BATCH)
    if not wanted:
        return None
    try:
        return batches.read_batch(store_dir(), wanted)
    except EtlError as error:
        fail(str(error))
        address.write(**{BATCH: None})
        return None


def fail(message: str) -> None:
    """Keep a sentence about what went wrong, to be shown in the next run."""
    st.session_state[_ERROR] = message


def failure() -> str | None:
    """What went wrong last, once."""
    return st.session_state.pop(_ERROR, None)


def job(found: Batch) -> Job:
    """What is being done to the batch."""
    return batches.read_job(store_dir(), found.batch_id)


def soon_done(found: Batch) -> Job:
    """What is being done to the batch; a job that began just now is waited for, for a moment.

    A small file is read within that moment: its review comes at once, without a progress bar that
    flashes by.
    """
    now = job(found)
    until = now.started + PATIENCE_SECONDS
    with turns.aside():
        while now.state == "running" and time.time() < until:
            time.sleep(_PAUSE_SECONDS)
            now = job(found)
    return now


def start(batch_id: str, kind: str, shown: str = "") -> None:
    """Start a job (for callbacks); a second click finds it at work."""
    if not writing.allowed():
        return
    try:
        jobs.start(store_dir(), data_dir(), batch_id, kind, shown)
    except EtlError as error:
        fail(str(error))


def begin(files: list[tuple[str, bytes]], who: str) -> None:
    """Keep the files of a new batch and begin to read them (for callbacks)."""
    if not writing.allowed():
        return
    try:
        made = batches.new_batch(store_dir(), who, files)
    except EtlError as error:
        fail(str(error))
        return
    address.write(**{BATCH: made.batch_id})
    start(made.batch_id, "review")


def begin_change(change: str, upload_id: str, who: str) -> None:
    """Begin to take back an upload or bring it in again: the comparison comes first."""
    if not writing.allowed():
        return
    try:
        made = batches.new_change(store_dir(), who, change, upload_id)
    except EtlError as error:
        fail(str(error))
        return
    address.write(**{BATCH: made.batch_id})
    start(made.batch_id, "compare")


def leave() -> None:
    """Go back to the start of the page; the batch stays."""
    address.write(**{BATCH: None})


def drop(batch_id: str) -> None:
    """Throw a batch away and go back (for callbacks)."""
    if writing.allowed():
        batches.drop(store_dir(), batch_id)
    leave()


def answer(batch_id: str, answers: dict) -> None:
    """Keep answers and read the files again with them (for callbacks)."""
    if not writing.allowed():
        return
    try:
        batches.write_answers(store_dir(), batch_id, answers)
    except EtlError as error:
        fail(str(error))
        return
    start(batch_id, "review")
