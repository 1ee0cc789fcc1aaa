"""Editions: what is served when the store is hurt, who may change it, what is kept."""

import json
import os
import shutil
import time
from datetime import UTC, datetime, timedelta

import duckdb
import pytest

from etl.build import build_candidate, build_edition
from etl.editions import (
    current_edition,
    file_sha256,
    open_edition,
    pin,
    pins,
    publish,
    resolve,
    tidy,
)
from etl.facts import load_facts
from etl.history import list_editions
from etl.paths import STORE_SETTING, store_dir
from etl.problems import CurrentMoved, NoEdition, StoreError, UnknownEdition
from etl.store import (
    current_path,
    edition_path,
    manifest_path,
    new_edition_id,
    read_manifest,
    store_lock,
    write_atomically,
)
from etl.version import code_version
from tests.conftest import SMALL_FACTS


def build(store):
    manifest, _ = build_edition(store, SMALL_FACTS, who="tests", why="tests")
    return manifest


@pytest.fixture(scope="module")
def two_built(small_store, tmp_path_factory):
    """A store with two editions; tests take a copy, which is far quicker than a build."""
    path = shutil.copytree(small_store, tmp_path_factory.mktemp("two") / "store")
    return path, list_editions(path)[0].manifest, build(path)


@pytest.fixture
def two(two_built, tmp_path):
    """A store of the test's own with an older and a current edition."""
    path, older, newer = two_built
    copy = tmp_path / "store"
    shutil.copytree(path, copy)
    return copy, older, newer


def truncate(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def same_size_rubbish(path):
    path.write_bytes(b"\x00" * path.stat().st_size)


def test_manifest_tells_what_when_who_and_why(two):
    store, older, newer = two
    data = json.loads(manifest_path(store, newer.edition_id).read_text("utf-8"))
    assert data["parent"] == older.edition_id
    assert older.parent is None
    assert (data["uploads"], data["who"], data["why"]) == ([], "tests", "tests")
    assert data["facts_sha256"] == load_facts(SMALL_FACTS).sha256
    assert data["code_version"] == code_version()
    assert data["sha256"] == file_sha256(edition_path(store, newer.edition_id))
    assert datetime.fromisoformat(data["created_at"]).utcoffset() == timedelta(0)
    assert read_manifest(store, newer.edition_id) == newer


def test_opens_the_current_one_or_one_by_id(two):
    store, older, newer = two
    for asked, expected in ((None, newer), (older.edition_id, older)):
        with open_edition(store, asked) as connection:
            row = connection.execute("SELECT edition_id FROM meta").fetchone()
        assert row == (expected.edition_id,)


def test_the_setting_names_the_store(two, monkeypatch):
    store, _, newer = two
    monkeypatch.setenv(STORE_SETTING, str(store))
    assert store_dir() == store
    assert current_edition() == newer.edition_id
    assert [info.manifest for info in list_editions()][0] == newer
    with open_edition() as connection:
        assert connection.execute("SELECT edition_id FROM meta").fetchone() == (newer.edition_id,)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mart.more AS SELECT 1",
        "DELETE FROM core.plan",
        "SELECT * FROM read_csv('/etc/hosts')",
        "COPY core.plan TO 'out.csv'",
        "ATTACH 'other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET threads = 64",
        "SET memory_limit = '64GB'",
        "SET lock_configuration = false",
    ],
)
def test_a_viewer_can_only_read(edition, statement):
    with pytest.raises(duckdb.Error):
        edition.cursor().execute(statement)


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"../../etc/passwd", b"20200101T000000Z-abcdef\n", None]
)
def test_bad_current_falls_back_to_the_newest_edition(two, content):
    store, _, newer = two
    current_path(store).unlink()
    if content is not None:
        current_path(store).write_bytes(content)
    assert current_edition(store) == newer.edition_id


@pytest.mark.parametrize("hurt", [truncate, same_size_rubbish, os.unlink])
def test_hurt_edition_falls_back_to_the_one_before(two, hurt):
    store, older, newer = two
    hurt(edition_path(store, newer.edition_id))
    assert current_edition(store) == older.edition_id
    with open_edition(store) as connection:
        assert connection.execute("SELECT count(*) FROM core.plan").fetchone() == (3,)
    with pytest.raises(UnknownEdition, match=newer.edition_id):
        open_edition(store, newer.edition_id)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", None])
def test_hurt_manifest_falls_back_to_the_one_before(two, content):
    store, older, newer = two
    manifest_path(store, newer.edition_id).unlink()
    if content is not None:
        manifest_path(store, newer.edition_id).write_bytes(content)
    assert current_edition(store) == older.edition_id


def test_another_file_under_an_editions_name_is_not_it(two):
    store, older, newer = two
    shutil.copy(edition_path(store, older.edition_id), edition_path(store, newer.edition_id))
    assert current_edition(store) == older.edition_id


def test_a_store_with_nothing_sound(two, tmp_path):
    store, older, newer = two
    for manifest in (older, newer):
        truncate(edition_path(store, manifest.edition_id))
    for place in (store, tmp_path / "nowhere"):
        with pytest.raises(NoEdition, match="python -m etl build"):
            current_edition(place)


@pytest.mark.parametrize("name", ["", "x", "../CURRENT", "20200101T000000Z-abcdef"])
def test_unknown_edition(two, name):
    with pytest.raises(UnknownEdition):
        open_edition(two[0], name)


def test_viewers_keep_the_edition_they_opened(two):
    store, _, newer = two
    with open_edition(store) as connection:
        build(store)
        row = connection.execute("SELECT edition_id FROM meta").fetchone()
    assert row == (newer.edition_id,)
    assert current_edition(store) != newer.edition_id


def test_publish_refuses_when_another_came_first(two):
    store, _, newer = two
    facts = load_facts(SMALL_FACTS)
    mine = build_candidate(store, facts, parent=newer.edition_id, who="a", why="a")
    theirs = build(store)
    with store_lock(store) as lock, pytest.raises(CurrentMoved, match=theirs.edition_id):
        publish(lock, mine)
    assert current_edition(store) == theirs.edition_id
    assert not edition_path(store, mine.edition_id).exists()


def test_a_candidate_is_not_an_edition(two):
    store, _, newer = two
    facts = load_facts(SMALL_FACTS)
    candidate = build_candidate(store, facts, parent=newer.edition_id, who="a", why="a")
    assert current_edition(store) == newer.edition_id
    assert len(list_editions(store)) == 2
    with pytest.raises(UnknownEdition):
        open_edition(store, candidate.edition_id)


def test_list_tells_what_is_current_published_pinned_and_on_disk(two):
    store, older, newer = two
    orphan = new_edition_id()
    # A publisher died between the manifest and CURRENT: nothing of it was published.
    data = {**newer.as_dict(), "edition_id": orphan, "parent": newer.edition_id}
    manifest_path(store, orphan).write_text(json.dumps(data), "utf-8")
    with store_lock(store) as lock:
        pin(lock, "10/10/2026", older.edition_id, "tests")
    found = {info.manifest.edition_id: info for info in list_editions(store)}
    assert (found[newer.edition_id].current, found[newer.edition_id].published) == (True, True)
    assert (found[older.edition_id].current, found[older.edition_id].published) == (False, True)
    assert found[older.edition_id].pins == ("10/10/2026",)
    assert (found[orphan].published, found[orphan].on_disk) == (False, False)


def test_pins(two):
    store, older, newer = two
    names = ["10/10/2026", "Ngày Chuyển đổi số", "../../x", "a.json", "CON", "đ" * 80]
    with store_lock(store) as lock:
        for name in names:
            made = pin(lock, name, older.edition_id, "tests")
            assert pin(lock, name, older.edition_id, "somebody else") == made
        with pytest.raises(StoreError, match=older.edition_id):
            pin(lock, names[0], newer.edition_id, "tests")
        for bad in ("", "  ", "x" * 81, "a\nb", "a\x00b"):
            with pytest.raises(StoreError, match="80"):
                pin(lock, bad, older.edition_id, "tests")
        with pytest.raises(UnknownEdition):
            pin(lock, "x", "20200101T000000Z-abcdef", "tests")
    assert sorted(made.name for made in pins(store)) == sorted(names)
    assert {path.parent for path in store.rglob("*.json")} == {store / "editions", store / "pins"}
    assert resolve(store, "10/10/2026") == older.edition_id
    with open_edition(store, "10/10/2026") as connection:
        assert connection.execute("SELECT edition_id FROM meta").fetchone() == (older.edition_id,)


def test_hurt_pins_are_passed_over(two):
    store, older, _ = two
    with store_lock(store) as lock:
        pin(lock, "good", older.edition_id, "tests")
    (store / "pins" / "bad.json").write_bytes(b"{")
    (store / "pins" / "odd.json").write_bytes(b'{"name": 1}')
    [good] = [path for path in (store / "pins").iterdir() if path.stem not in ("bad", "odd")]
    shutil.copy(good, store / "pins" / "copied.json")
    assert [made.name for made in pins(store)] == ["good"]


def test_tidy_keeps_the_current_the_pinned_and_the_recent(two):
    store, older, newer = two
    newest = build(store)
    later = datetime.now(UTC) + timedelta(days=31)
    with store_lock(store) as lock:
        pin(lock, "keep", older.edition_id, "tests")
        assert tidy(lock) == [], "all are recent"
        assert tidy(lock, later) == [newer.edition_id]
        assert tidy(lock, later) == []
    on_disk = {info.manifest.edition_id: info.on_disk for info in list_editions(store)}
    assert on_disk == {newest.edition_id: True, newer.edition_id: False, older.edition_id: True}
    assert all(info.published for info in list_editions(store)), "manifests are the audit trail"


def test_tidy_sweeps_what_nobody_published(two):
    store, _, newer = two
    editions = store / "editions"
    for name in ("20200101T000000Z-abcdef.duckdb", "20200101T000000Z-abcdef.duckdb.wal", "x.tmp"):
        (editions / name).write_bytes(b"left by a killed publisher")
    with store_lock(store) as lock:
        tidy(lock)
        assert len(list(editions.iterdir())) == 7, "it may still be at work"
        tidy(lock, datetime.now(UTC) + timedelta(hours=7))
    assert len(list(editions.iterdir())) == 4
    assert current_edition(store) == newer.edition_id


def test_lock_keeps_others_out(empty_store):
    with store_lock(empty_store):
        started = time.monotonic()
        with pytest.raises(StoreError, match="Thử lại|thử lại"), store_lock(empty_store, 0.2):
            pass
        assert 0.2 <= time.monotonic() - started < 5
    with store_lock(empty_store, 0):
        pass


def test_lock_is_freed_by_a_failure(empty_store):
    with pytest.raises(ZeroDivisionError), store_lock(empty_store):
        raise ZeroDivisionError
    with store_lock(empty_store, 0):
        pass


@pytest.mark.parametrize("blocked", ["store", "store/editions", "store/lock", "store/pins"])
def test_a_store_that_cannot_be_written(tmp_path, blocked):
    path = tmp_path / blocked
    path.parent.mkdir(exist_ok=True)
    if blocked == "store/lock":
        path.mkdir()
    else:
        path.write_bytes(b"a file where a folder belongs")
    with pytest.raises(StoreError, match="COMMUNE_PLANS_STORE"):
        build(tmp_path / "store")


def test_a_failed_write_leaves_the_old_content(tmp_path):
    target = tmp_path / "CURRENT"
    target.mkdir()
    with pytest.raises(OSError):
        write_atomically(target, b"new")
    assert list(tmp_path.iterdir()) == [target]


def test_publish_that_cannot_write_leaves_no_trace(two):
    store, _, newer = two
    current_path(store).unlink()
    current_path(store).mkdir()
    before = sorted(store.rglob("*"))
    with pytest.raises(StoreError, match="COMMUNE_PLANS_STORE"):
        build(store)
    assert sorted(store.rglob("*")) == before
    assert current_edition(store) == newer.edition_id
