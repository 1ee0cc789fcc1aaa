"""Several who publish, and what breaks in between: nothing lost, nothing twice, nothing half."""

import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from etl.answers import Answers
from etl.build import build_candidate
from etl.editions import current_edition, open_edition, publish
from etl.facts import load_facts
from etl.history import uploads_in_force
from etl.intake import judge
from etl.paths import PROJECT_DIR
from etl.problems import CurrentMoved, StoreError
from etl.publishing import Incoming, prepare, publish_prepared, publish_waiting
from etl.reviewed import Reviewed
from etl.store import current_path, store_lock
from etl.truth import known_now
from etl.upload_store import (
    accept,
    all_uploads,
    new_upload,
    read_rows,
    received,
    upload_folder,
    waiting,
)
from tests.conftest import SMALL_FACTS
from tests.etl.upload_case import FIVE_G, PLAN, codes, thu_mot, titles

KILLS = 200 if os.environ.get("TEST_ALL") else 6


def incoming(desk, path):
    """A file as the screen has it when everything is answered: reviewed, and not kept yet."""
    with open(path, "rb") as file:
        data = file.read()
    (one,) = judge([("a.xlsx", data)], known_now(desk.store, SMALL_FACTS), Answers(), desk.store)
    assert one.ready, one.notices
    return Incoming(new_upload("a.xlsx", data, "tests"), data, Answers(), one.rows)


def prepared(desk, *add):
    return prepare(desk.store, SMALL_FACTS, who="tests", why="tests", add=add)


def start(*arguments, **options):
    """A command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "etl", *arguments],
        cwd=PROJECT_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        **options,
    )


def test_the_second_of_two_publishers_keeps_nothing_and_may_prepare_again(desk):
    mine = incoming(desk, desk.file(PLAN))
    theirs = incoming(desk, desk.file(PLAN, "b.xlsx", titles=titles("xã Thử Ba")))
    first, second = prepared(desk, mine), prepared(desk, theirs)
    assert desk.folders() == set(), "nothing is kept before the click"
    publish_prepared(desk.store, first.manifest, [mine])
    with pytest.raises(CurrentMoved):
        publish_prepared(desk.store, second.manifest, [theirs])
    assert (desk.edition, desk.uploads()) == (first.manifest.edition_id, [mine.upload.upload_id])
    assert desk.folders() == {mine.upload.upload_id}
    again = prepared(desk, theirs)
    assert again.comparison.old == first.manifest.edition_id
    publish_prepared(desk.store, again.manifest, [theirs])
    assert desk.uploads() == [mine.upload.upload_id, theirs.upload.upload_id]
    assert len(desk.values()) == len(desk.values("Thử Ba")) == 2


def test_a_publication_that_cannot_be_written_keeps_nothing_and_can_be_done_again(desk):
    mine = incoming(desk, desk.file(PLAN))
    made, shown = prepared(desk, mine), desk.edition
    current_path(desk.store).unlink()
    current_path(desk.store).mkdir()
    with pytest.raises(StoreError, match="COMMUNE_PLANS_STORE"):
        publish_prepared(desk.store, made.manifest, [mine])
    assert (desk.edition, all_uploads(desk.store), waiting(desk.store)) == (shown, [], [])
    current_path(desk.store).rmdir()
    again = prepared(desk, mine)
    publish_prepared(desk.store, again.manifest, [mine])
    assert desk.uploads() == [mine.upload.upload_id]


def test_steps_are_told_and_a_failed_candidate_leaves_nothing(desk):
    good = incoming(desk, desk.file(PLAN))
    steps = []
    made = prepare(desk.store, SMALL_FACTS, who="a", why="b", add=[good], told=steps.append)
    assert steps == ["facts", "build", "compare"]
    assert current_edition(desk.store) != made.manifest.edition_id
    before = sorted((desk.store / "editions").iterdir())
    with pytest.raises(StoreError, match="hiện không được dùng"):
        prepare(desk.store, SMALL_FACTS, who="a", why="b", remove=[good.upload.upload_id])
    assert sorted((desk.store / "editions").iterdir()) == before


def test_the_same_upload_again_is_no_change(desk):
    one = incoming(desk, desk.file(PLAN))
    for _ in range(2):
        accept(desk.store, one.upload, one.data, one.answers, one.rows)
    assert len(all_uploads(desk.store)) == 1
    assert publish_waiting(desk.store, SMALL_FACTS, "tests").refused == {}
    assert publish_waiting(desk.store, SMALL_FACTS, "tests").manifest is None
    assert desk.uploads() == [one.upload.upload_id]


def test_one_content_recorded_by_two_processes_at_once_counts_once(desk):
    """Both looked before either was recorded."""
    path = desk.file(PLAN)
    first, second = incoming(desk, path), incoming(desk, path)
    for one in (first, second):
        accept(desk.store, one.upload, one.data, one.answers, one.rows)
    found = publish_waiting(desk.store, SMALL_FACTS, "tests")
    assert list(found.refused) == [second.upload.upload_id]
    assert "a.xlsx" in found.refused[second.upload.upload_id]
    assert desk.uploads() == [first.upload.upload_id] and waiting(desk.store) == []


def unfit(rows):
    """Rows that a later version of the facts no longer holds: an indicator that is gone."""
    columns = {name: list(values) for name, values in rows.statement.items()}
    columns["indicator_id"] = ["no_such_indicator" for _ in columns["indicator_id"]]
    return Reviewed(rows.plans, columns)


def test_two_new_plans_of_one_commune_and_year_do_not_take_each_others_place(desk):
    # Both were reviewed before either was published, so neither was asked about the other.
    rows = [(1, FIVE_G, "", "%", 40)]
    first = incoming(desk, desk.file(rows))
    second = incoming(desk, desk.file([(1, FIVE_G, "", "%", 60)], "b.xlsx"))
    for one in (first, second):
        accept(desk.store, one.upload, one.data, one.answers, one.rows)
    outcome = publish_waiting(desk.store, SMALL_FACTS, "tests")
    assert outcome.manifest.uploads == (first.upload.upload_id,)
    assert "thay thế hay bổ sung" in outcome.refused[second.upload.upload_id]
    assert set(desk.values().values()) == {40}
    # Loaded again it is asked about, and may replace the first.
    status, said = desk.load(desk.file([(1, FIVE_G, "", "%", 60)], "b.xlsx"))
    assert (status, codes(said)) == (1, ["second_plan"])
    desk.taken(desk.file([(1, FIVE_G, "", "%", 60)], "b.xlsx"), mode="replace")
    assert set(desk.values().values()) == {60}


def test_a_plan_replaced_by_somebody_else_meanwhile_is_not_replaced_again(desk):
    desk.taken(desk.file(PLAN))
    known = known_now(desk.store, SMALL_FACTS)
    path = desk.file([(1, FIVE_G, "", "%", 60)], "b.xlsx")
    data = Path(path).read_bytes()
    (late,) = judge([("b.xlsx", data)], known, Answers(mode="replace"), desk.store)
    desk.taken(desk.file([(1, FIVE_G, "", "%", 50)], "c.xlsx"), mode="replace")
    upload = new_upload("b.xlsx", data, "tests")
    accept(desk.store, upload, data, Answers(mode="replace"), late.rows)
    assert publish_waiting(desk.store, SMALL_FACTS, "tests").refused.keys() == {upload.upload_id}
    assert set(desk.values().values()) == {50}


def test_one_that_does_not_fit_keeps_no_other_back_and_can_be_dropped(desk):
    path = desk.file(PLAN)
    good = incoming(desk, path)
    other = incoming(desk, desk.file(PLAN, "b.xlsx", titles=titles("xã Thử Ba")))
    bad = Incoming(new_upload("bad.xlsx", b"bad", "tests"), b"bad", Answers(), unfit(other.rows))
    hurt = Incoming(new_upload("hurt.xlsx", b"hurt", "tests"), b"hurt", Answers(), good.rows)
    for one in (bad, hurt):
        accept(desk.store, one.upload, one.data, one.answers, one.rows)
    (upload_folder(desk.store, hurt.upload.upload_id) / "rows.json").write_bytes(b"{")
    status, found = desk.load(path)
    assert (status, codes(found)) == (0, [])
    assert set(found["refused"]) == {bad.upload.upload_id, hurt.upload.upload_id}
    assert len(desk.values()) == 2
    again = publish_waiting(desk.store, SMALL_FACTS, "tests")
    assert set(again.refused) == {bad.upload.upload_id, hurt.upload.upload_id}
    assert "no_such_indicator" in again.refused[bad.upload.upload_id]
    made = prepared(desk, incoming(desk, desk.file(PLAN, "c.xlsx", titles=titles(year=2027))))
    assert bad.upload.upload_id not in made.manifest.uploads
    status, text = desk.say("load")
    assert status == 1 and "Đã lưu “bad.xlsx” nhưng chưa xuất bản được" in text
    for one in (bad, hurt):
        assert desk.run("withdraw", one.upload.upload_id)[0] == 0
    assert waiting(desk.store) == []


def test_many_processes_at_once_are_all_in_the_edition_once(desk):
    """Four processes with two files each; every file adds one number to its own plan year."""
    years = iter(range(2027, 2035))
    files = [
        [
            desk.file([(1, FIVE_G, "", "%", 40)], f"{year}.xlsx", titles=titles(year=year))
            for year in (next(years), next(years))
        ]
        for _ in range(4)
    ]
    children = [start("load", *names) for names in files]
    for child in children:
        out, err = child.communicate(timeout=300)
        assert child.returncode == 0, (out, err)
    kept = all_uploads(desk.store)
    assert Counter(desk.uploads()) == Counter(upload.upload_id for upload in kept)
    assert len(kept) == 8 and waiting(desk.store) == []
    assert desk.rows(
        "SELECT count(*), count(DISTINCT plan_year) FROM mart.statement WHERE upload_id IS NOT NULL"
    ) == [(8, 8)]


def test_a_killed_load_or_undo_loses_nothing_and_does_nothing_twice(desk):
    """SIGKILL at random moments (200 with TEST_ALL=1)."""
    moments = random.Random(20261122)
    withdrawn: set[str] = set()
    for number in range(KILLS):
        held = set(desk.uploads()) - withdrawn
        undo = bool(held) and moments.random() < 0.3
        if undo:
            command = ["withdraw", moments.choice(sorted(held))]
        else:
            rows = [(1, FIVE_G, "", "%", number % 90 + 1)]
            year = 2027 + number % 70
            path = desk.file(rows, f"{number}.xlsx", titles=titles(year=year, number=number + 1))
            command = ["load", path, "--mode", "replace"]
        child = start(*command)
        time.sleep(moments.uniform(0.2, 2.0))
        child.send_signal(signal.SIGKILL)
        child.communicate()
        with open_edition(desk.store) as connection:
            assert connection.execute("SELECT count(*) > 2 FROM core.plan").fetchone() == (True,)
        if undo and command[1] not in desk.uploads():
            withdrawn.add(command[1])
    status, found = desk.load()
    assert status == 0, found
    accepted = {upload.upload_id for upload in all_uploads(desk.store)}
    assert Counter(desk.uploads()) == Counter(accepted - withdrawn)
    for upload_id in accepted:
        assert read_rows(desk.store, upload_id).rows == 1
        assert received(desk.store, upload_id)
    halves = desk.folders() - accepted
    assert all(name.endswith(".tmp") for name in halves)


def test_a_folder_that_is_only_half_there_does_not_count(desk):
    one = incoming(desk, desk.file(PLAN))
    half = upload_folder(desk.store, one.upload.upload_id)
    aside = half.with_name(f"{half.name}.0badf00d.tmp")
    aside.mkdir(parents=True)
    (aside / "received").write_bytes(one.data)
    assert all_uploads(desk.store) == waiting(desk.store) == []
    os.utime(aside, (0, 0))
    desk.taken(desk.file(PLAN))
    assert not aside.exists(), "swept once it is old"


def test_full_disk(desk):
    """A limit on the size of files is what a process can be given that fails like a full disk."""
    path = desk.file(PLAN)
    before = sorted(desk.store.rglob("*"))
    for limit in (100, 300_000):

        def full(limit=limit):
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        child = start("load", path, preexec_fn=full)
        out, err = child.communicate(timeout=300)
        assert child.returncode in (1, 2), (limit, out, err)
        assert "Traceback" not in err and ("kho dữ liệu" in err or "bản dữ liệu" in err), err
        if limit < 6_000:
            left = [p for p in desk.store.rglob("*") if p not in before and p.name != "uploads"]
            assert left == []
    assert desk.values() == {}
    assert desk.load()[0] == 0
    assert len(all_uploads(desk.store)) == len(desk.uploads()) <= 1
    if not desk.uploads():
        desk.taken(path)
    assert len(desk.values()) == 2


def test_a_received_file_that_is_gone_or_was_changed(loaded):
    desk, (upload,) = loaded, loaded.uploads()
    path = upload_folder(desk.store, upload) / "received"
    path.write_bytes(b"other")
    with pytest.raises(StoreError, match=upload):
        received(desk.store, upload)
    path.unlink()
    with pytest.raises(StoreError, match="bản sao lưu"):
        received(desk.store, upload)
    assert desk.run("build")[0] == 0, "editions never need the bytes"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b'{"version": 2}',
        b'{"version": 1, "zzz": 1}',
        b'{"version": 1, "statement": {}}',
        b'{"version": 1, "plans": 1}',
        b'{"version": 1, "official": [1]}',
        b'{"version": 1, "mappings": {"a": 1}}',
        b'{"version": 1, "alias": [{"alias_vi": 1}]}',
    ],
)
def test_rows_that_are_none(desk, content):
    one = incoming(desk, desk.file(PLAN))
    accept(desk.store, one.upload, one.data, one.answers, one.rows)
    path = upload_folder(desk.store, one.upload.upload_id) / "rows.json"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="không đọc được|hỏng"):
        read_rows(desk.store, one.upload.upload_id)


def test_nobody_publishes_past_a_candidate_of_an_older_parent(desk):
    facts = load_facts(SMALL_FACTS)
    stale = build_candidate(desk.store, facts, parent=desk.edition, who="a", why="a")
    desk.taken(desk.file(**thu_mot(PLAN)), mode="replace")
    with store_lock(desk.store) as lock, pytest.raises(CurrentMoved):
        publish(lock, stale)
    assert uploads_in_force(desk.store) == tuple(desk.uploads())
    assert json.loads((desk.store / "editions" / f"{desk.edition}.json").read_bytes())["uploads"]
