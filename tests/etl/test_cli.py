"""The command line as a person or a script meets it: words, exit statuses, no traceback."""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time

import pytest

from etl import cli
from etl.build import build_edition
from etl.editions import current_edition, open_edition
from etl.history import list_editions
from etl.paths import DATA_SETTING, PROJECT_DIR, STORE_SETTING
from etl.store import current_path, edition_path, store_lock
from tests.conftest import SMALL_FACTS

KILLS = 200 if os.environ.get("TEST_ALL") else 8


@pytest.fixture
def at(empty_store, monkeypatch):
    """The small facts and an empty store of the test's own, as the settings name them."""
    monkeypatch.setenv(STORE_SETTING, str(empty_store))
    monkeypatch.setenv(DATA_SETTING, str(SMALL_FACTS))
    return empty_store


@pytest.fixture
def built(own_store, monkeypatch):
    """The small facts and a store that holds their edition, as the settings name them."""
    monkeypatch.setenv(STORE_SETTING, str(own_store))
    monkeypatch.setenv(DATA_SETTING, str(SMALL_FACTS))
    return own_store


def run(capsys, *arguments):
    """Exit status, standard output and standard error of one command."""
    status = cli.main(arguments)
    shown = capsys.readouterr()
    return status, shown.out, shown.err


def start(*arguments, **options):
    """The same command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "etl", *arguments],
        cwd=PROJECT_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        **options,
    )


def test_build_where_pin_editions(at, capsys):
    status, out, err = run(capsys, "build", "--why", "thử")
    edition_id = current_edition(at)
    assert (status, err) == (0, "")
    assert edition_id in out and "3 kế hoạch, 10 số liệu" in out
    assert run(capsys, "where") == (0, f"{edition_path(at, edition_id)}\n", "")
    status, out, _ = run(capsys, "pin", "10/10/2026")
    assert status == 0 and "10/10/2026" in out
    status, out, _ = run(capsys, "editions")
    assert status == 0
    assert out.startswith(f"* {edition_id}") and "thử" in out and "[ghim: 10/10/2026]" in out


def test_json(at, capsys):
    status, out, _ = run(capsys, "build", "--json")
    built = json.loads(out)
    assert (status, built["built"], built["problems"]) == (0, True, [])
    where = json.loads(run(capsys, "where", "--json")[1])
    assert where == {"edition_id": built["edition_id"], "path": built["path"]}
    pinned = json.loads(run(capsys, "pin", "x", "--edition", built["edition_id"], "--json")[1])
    assert pinned["pin"]["edition_id"] == built["edition_id"]
    [edition] = json.loads(run(capsys, "editions", "--json")[1])["editions"]
    assert edition["edition_id"] == built["edition_id"]
    assert (edition["current"], edition["published"], edition["pins"]) == (True, True, ["x"])


def test_if_needed_builds_once_and_after_every_change(built, capsys, tmp_path, monkeypatch):
    facts = tmp_path / "facts"
    shutil.copytree(SMALL_FACTS, facts)
    monkeypatch.setenv(DATA_SETTING, str(facts))
    status, out, _ = run(capsys, "build", "--if-needed", "--json")
    assert (status, json.loads(out)["built"]) == (0, False)
    assert "không dựng lại" in run(capsys, "build", "--if-needed")[1]
    assert len(list_editions(built)) == 1
    groups = facts / "reference" / "groups.csv"
    groups.write_text(groups.read_text("utf-8").replace("Digital infra", "New infra"), "utf-8")
    assert json.loads(run(capsys, "build", "--if-needed", "--json")[1])["built"]
    edition_path(built, current_edition(built)).unlink()
    assert json.loads(run(capsys, "build", "--if-needed", "--json")[1])["built"]


def test_if_needed_reports_facts_that_broke(built, capsys, tmp_path, monkeypatch):
    facts = tmp_path / "facts"
    shutil.copytree(SMALL_FACTS, facts)
    monkeypatch.setenv(DATA_SETTING, str(facts))
    (facts / "plans.csv").unlink()
    status, _, err = run(capsys, "build", "--if-needed")
    assert status == 1 and "plans.csv" in err


def test_problems_are_listed_with_their_place(at, capsys, tmp_path, monkeypatch):
    facts = tmp_path / "facts"
    shutil.copytree(SMALL_FACTS, facts)
    monkeypatch.setenv(DATA_SETTING, str(facts))
    bullets = "".join(f"II,{n},,\n" for n in range(60))
    (facts / "goals/thu-ba-2025.csv").write_text(
        f"section,ordinal,part,label_vi\n{bullets}", "utf-8"
    )
    status, out, err = run(capsys, "build")
    assert (status, out) == (1, "")
    assert "goals/thu-ba-2025.csv:2: Cột “label_vi” bỏ trống." in err
    assert "và 10 lỗi nữa" in err and "60 lỗi" in err
    status, out, _ = run(capsys, "build", "--json")
    problems = json.loads(out)["problems"]
    assert status == 1 and len(problems) == 60
    assert problems[0]["code"] == "missing_value" and problems[0]["line"] == 2
    assert not at.exists() or list_editions(at) == []


@pytest.mark.parametrize("command", [["where"], ["pin", "x"], ["pin", "x", "--edition", "none"]])
def test_an_empty_store_says_what_to_do(at, capsys, command):
    status, out, err = run(capsys, *command)
    assert (status, out) == (2, "")
    assert "python -m etl" in err
    assert run(capsys, "editions") == (0, "Chưa có bản dữ liệu nào.\n", "")


def test_failures_as_json(at, capsys):
    status, out, err = run(capsys, "where", "--json")
    assert (status, err) == (2, "")
    assert "python -m etl build" in json.loads(out)["message_vi"]


def test_a_store_that_cannot_be_written(at, capsys):
    at.write_bytes(b"a file where the folder belongs")
    for command in (["build"], ["build", "--if-needed"]):
        status, _, err = run(capsys, *command)
        assert status == 2 and "COMMUNE_PLANS_STORE" in err and "Traceback" not in err


def test_list_marks_what_is_gone_or_was_never_published(built, capsys):
    at = built
    run(capsys, "build")
    edition_path(at, list_editions(at)[1].manifest.edition_id).unlink()
    current_path(at).write_text(list_editions(at)[1].manifest.edition_id, "utf-8")
    lines = run(capsys, "editions")[1].splitlines()
    assert "chưa xuất bản" in lines[0] and "tệp đã dọn" in lines[1]


@pytest.mark.parametrize("arguments", [[], ["fly"], ["pin"], ["build", "--fast"]])
def test_wrong_arguments(at, capsys, arguments):
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 2


def test_help_is_vietnamese(capsys):
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert "dựng và xuất bản một bản dữ liệu mới" in capsys.readouterr().out


def test_unexpected_failures_show_no_traceback(at, capsys, monkeypatch):
    for error in (OSError("đĩa hỏng"), MemoryError(), KeyboardInterrupt()):

        def fail(options, error=error):
            raise error

        monkeypatch.setattr(cli, "_where", fail)
        status, _, err = run(capsys, "where")
        assert status == 2 and err.strip() and "Traceback" not in err


def test_full_disk(built):
    """A limit on the size of files is what a process can be given that fails like a full disk."""
    before = sorted(built.rglob("*"))
    for limit in (10, 300_000, 2_000_000, 8_000_000):

        def full(limit=limit):
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        child = start("build", preexec_fn=full)
        out, err = child.communicate(timeout=300)
        assert child.returncode == 2, (limit, out, err)
        assert err.startswith("Không") and "Traceback" not in err
        assert sorted(built.rglob("*")) == before
    with open_edition(built) as connection:
        assert connection.execute("SELECT count(*) FROM core.plan").fetchone() == (3,)


def test_two_publishers_at_once_are_both_in(at):
    children = [start("build", "--why", f"số {number}") for number in range(2)]
    for child in children:
        out, err = child.communicate(timeout=300)
        assert child.returncode == 0, (out, err)
    editions = list_editions(at)
    assert {info.manifest.why for info in editions} == {"số 0", "số 1"}
    assert all(info.published for info in editions)


def wait_for_candidate(store, child):
    """Wait until a build writes its file, so that the kill meets it at work and not at imports."""
    files = len(list((store / "editions").glob("*.duckdb")))
    while child.poll() is None and len(list((store / "editions").glob("*.duckdb"))) == files:
        time.sleep(0.005)


def test_a_killed_publisher_leaves_the_store_whole(built):
    """SIGKILL at random moments (200 with TEST_ALL=1): what was current or its successor is."""
    at = built
    moments = random.Random(20261010)
    for _ in range(KILLS):
        before = current_edition(at)
        child = start("build")
        if moments.random() < 0.7:
            wait_for_candidate(at, child)
        time.sleep(moments.uniform(0.0, 1.0))
        child.send_signal(signal.SIGKILL)
        child.communicate()
        now = current_edition(at)
        current = list_editions(at)
        with open_edition(at) as connection:
            assert connection.execute("SELECT count(*) FROM core.plan").fetchone() == (3,)
        assert (
            now == before
            or next(info.manifest.parent for info in current if info.manifest.edition_id == now)
            == before
        )
        with store_lock(at, 5):
            pass
    manifest, _ = build_edition(at, SMALL_FACTS, who="tests", why="tests")
    assert current_edition(at) == manifest.edition_id
