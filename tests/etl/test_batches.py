"""Work on screen before it is published: kept, answered, compared, never half done."""

import os
import signal
import time
from datetime import UTC, datetime, timedelta

import pytest

from etl import batches, jobs
from etl.answers import Answers
from etl.problems import StoreError
from etl.store import try_lock
from etl.upload_store import all_uploads, upload_folder
from tests.conftest import SMALL_FACTS
from tests.etl.upload_case import FIVE_G, PLAN, titles


def batch_of(desk, *paths):
    files = []
    for path in paths:
        with open(path, "rb") as file:
            files.append((path, file.read()))
    return batches.new_batch(desk.store, "Lan", files)


def do(desk, batch, kind, shown=""):
    """A job done here and now; its end."""
    return jobs.run(desk.store, SMALL_FACTS, batch.batch_id, kind, shown)


def candidate(desk, batch):
    return batches.read_json(desk.store, batch.batch_id, "candidate")["manifest"]["edition_id"]


def compared(desk, path):
    batch = batch_of(desk, path)
    assert (do(desk, batch, "review").state, do(desk, batch, "compare").state) == ("done", "done")
    return batch, candidate(desk, batch)


def test_files_are_kept_under_names_of_our_own(desk):
    path = desk.file(PLAN, "a.xlsx")
    with open(path, "rb") as file:
        data = file.read()
    made = batches.new_batch(desk.store, " Lan\n", [("../../etc/Kế hoạch.xlsx", data)] * 2)
    assert made.files == ("Kế hoạch.xlsx", "Kế hoạch (2).xlsx")
    folder = batches.batch_folder(desk.store, made.batch_id)
    assert {one.name for one in folder.iterdir()} == {"batch.json", "file-000", "file-001"}
    assert batches.read_file(desk.store, made, "Kế hoạch (2).xlsx") == data
    assert batches.read_batch(desk.store, made.batch_id) == made
    assert batches.open_batches(desk.store) == [made]


@pytest.mark.parametrize("wrong", ["", "..", "b1", "b20261122000000-zzzzzzzz", "../uploads"])
def test_an_address_of_no_batch_is_told(desk, wrong):
    with pytest.raises(StoreError):
        batches.read_batch(desk.store, wrong)


def test_too_much_at_once_is_refused(desk):
    with pytest.raises(StoreError, match="100"):
        batches.new_batch(desk.store, "Lan", [("a.xlsx", b"")] * 101)
    with pytest.raises(StoreError, match="10 MB"):
        batches.new_batch(desk.store, "Lan", [("a.xlsx", b"x" * (10 * 2**20 + 1))])
    assert batches.open_batches(desk.store) == []


def test_a_batch_is_read_compared_and_published_as_shown(desk):
    before = desk.edition
    batch, shown = compared(desk, desk.file(PLAN))
    review = batches.read_json(desk.store, batch.batch_id, "review")
    (one,) = review["files"]
    assert (one["ready"], one["rows"], one["counts"]["error"]) == (True, 2, 0)
    assert (desk.edition, desk.folders()) == (before, set()), "nothing changes before the click"
    assert do(desk, batch, "publish", shown).state == "done"
    assert (desk.edition, len(desk.uploads())) == (shown, 1)
    assert batches.read_batch(desk.store, batch.batch_id).edition_id == shown
    assert do(desk, batch, "publish", shown).details == {"edition_id": shown}, "a second click"
    assert (desk.edition, len(desk.uploads()), len(desk.folders())) == (shown, 1, 1)


def test_a_candidate_that_was_not_shown_is_not_published(desk):
    before = desk.edition
    batch, _ = compared(desk, desk.file(PLAN))
    assert do(desk, batch, "publish", "20260101T000000Z-aaaaaa").state == "moved"
    assert (desk.edition, desk.folders()) == (before, set())


def test_when_somebody_was_faster_the_comparison_is_made_again(desk):
    batch, shown = compared(desk, desk.file(PLAN))
    desk.taken(desk.file(PLAN, "b.xlsx", titles=titles("xã Thử Ba")))
    assert do(desk, batch, "publish", shown).state == "moved"
    again = candidate(desk, batch)
    assert again != shown and len(desk.uploads()) == 1
    assert do(desk, batch, "publish", again).state == "done"
    assert (desk.edition, len(desk.uploads())) == (again, 2)


def test_answers_are_kept_and_clear_the_way(desk):
    batch = batch_of(desk, desk.file([(1, FIVE_G, "", "%", 33)], titles=()))
    do(desk, batch, "review")
    asked = {
        one["details"]["asks"]["key"]
        for one in batches.read_json(desk.store, batch.batch_id, "review")["notices"]
    }
    assert asked == {"commune_code", "year", "plan_number"}
    assert do(desk, batch, "compare").state == "failed", "with questions open nothing is compared"
    facts = {"commune_code": "00102", "year": "2026", "plan_number": ""}
    given = {"files": {batch.files[0]: {"facts": facts}}}
    batches.write_answers(desk.store, batch.batch_id, given)
    do(desk, batch, "review")
    review = batches.read_json(desk.store, batch.batch_id, "review")
    assert review["files"][0]["ready"] and review["notices"] == []
    assert review["mark"] == batches.answers_mark(desk.store, batch.batch_id)
    kept = batches.read_batch_answers(desk.store, batch.batch_id)
    assert kept != Answers() and dict(kept.of(batch.files[0]).facts) == facts


def test_an_upload_is_taken_back_after_a_comparison(desk):
    upload = desk.taken(desk.file(PLAN))
    batch = batches.new_change(desk.store, "Lan", "withdraw", upload)
    assert do(desk, batch, "compare").state == "done"
    parts = batches.read_json(desk.store, batch.batch_id, "candidate")["comparison"]["parts"]
    assert parts["statements"]["counts"] == {"added": 0, "changed": 0, "removed": 2}
    assert desk.uploads() == [upload]
    assert do(desk, batch, "publish", candidate(desk, batch)).state == "done"
    assert desk.uploads() == []


def test_an_upload_whose_record_is_gone_is_listed_and_taken_back(desk):
    upload = desk.taken(desk.file(PLAN))
    (upload_folder(desk.store, upload) / "record.json").unlink()
    assert [one.upload_id for one in all_uploads(desk.store)] == [upload]
    batch = batches.new_change(desk.store, "Lan", "withdraw", upload)
    assert do(desk, batch, "compare").state == "done"
    assert do(desk, batch, "publish", candidate(desk, batch)).state == "done"
    assert desk.uploads() == []


def test_one_job_at_a_time_works_on_a_batch(desk):
    batch = batch_of(desk, desk.file(PLAN))
    lock = batches.batch_folder(desk.store, batch.batch_id) / "job.lock"
    with try_lock(lock) as held:
        assert held
        assert do(desk, batch, "review") is None
    assert do(desk, batch, "review").state == "done"


def until(desk, batch, ended, seconds=60):
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        job = batches.read_job(desk.store, batch.batch_id)
        if ended(job):
            return job
        time.sleep(0.02)
    raise AssertionError(f"still {job}")


def test_a_job_runs_in_a_process_of_its_own_and_a_second_start_is_none(desk):
    batch = batch_of(desk, desk.file(PLAN))
    for _ in range(2):
        jobs.start(desk.store, SMALL_FACTS, batch.batch_id, "review")
    job = until(desk, batch, lambda one: one.state != "running")
    assert (job.kind, job.state) == ("review", "done")


def test_a_killed_job_is_seen_and_done_again(desk):
    batch, shown = compared(desk, desk.file(PLAN))
    jobs.start(desk.store, SMALL_FACTS, batch.batch_id, "compare")
    until(desk, batch, lambda one: one.step in ("facts", "build"))
    os.kill(worker(batch), signal.SIGKILL)
    assert until(desk, batch, lambda one: one.state != "running").state == "died"
    assert (desk.uploads(), desk.folders()) == ([], set())
    assert do(desk, batch, "compare").state == "done"
    assert do(desk, batch, "publish", candidate(desk, batch)).state == "done"
    assert len(desk.uploads()) == 1 and shown != desk.edition


def worker(batch):
    """The process that works on a batch, found by its command line."""
    for name in os.listdir("/proc"):
        try:
            with open(f"/proc/{name}/cmdline", "rb") as file:
                if batch.batch_id.encode() in file.read():
                    return int(name)
        except OSError:
            continue
    raise AssertionError("no process works on the batch")


def test_what_nobody_touches_for_a_week_goes(desk):
    old, new = batch_of(desk, desk.file(PLAN)), batch_of(desk, desk.file(PLAN, "b.xlsx"))
    for path in batches.batch_folder(desk.store, old.batch_id).iterdir():
        os.utime(path, (0, (datetime.now(UTC) - timedelta(days=8)).timestamp()))
    batches.sweep(desk.store)
    assert [one.batch_id for one in batches.open_batches(desk.store)] == [new.batch_id]
    batches.drop(desk.store, new.batch_id)
    assert batches.open_batches(desk.store) == []
