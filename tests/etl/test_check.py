"""`python -m etl check` as a person or a script meets it."""

import json
import os
import subprocess
import sys

import pytest

from etl import cli
from etl.paths import DATA_SETTING, PROJECT_DIR, STORE_SETTING
from tests.etl.form_makers import DATA, KNOWN_LABEL, OTHER_LABEL, TITLES, sheet_of

CLEAN = [("I", "Hạ tầng số"), (1, KNOWN_LABEL, "", "%", 30)]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder for files; the shipped facts, and a store that does not exist."""
    monkeypatch.setenv(STORE_SETTING, str(tmp_path / "no store"))
    monkeypatch.setenv(DATA_SETTING, str(DATA))
    return tmp_path


# A commune without a plan of that year among the shipped facts.
FREE = tuple(title.replace("xã Bình Giang", "phường Phủ Lý") for title in TITLES)


def saved_as(path, rows, titles=FREE, **options):
    sheet_of(rows, titles=titles, **options).save(path)
    return str(path)


def run(capsys, *arguments):
    status = cli.main(["check", *arguments])
    shown = capsys.readouterr()
    return status, shown.out, shown.err


def test_json_is_statements_and_problems_and_nothing_else(folder, capsys):
    path = saved_as(folder / "a.xlsx", [*CLEAN, (2, OTHER_LABEL, "", "%", "#N/A")])
    status, out, err = run(capsys, path, "--json")
    found = json.loads(out)
    assert (status, err) == (1, "")
    assert list(found) == ["statements", "problems"]
    (row,) = found["statements"]
    assert (row["indicator_id"], row["value"], row["sheet"], row["cell"]) == (
        "coverage_5g", 30, "Sheet", "E7",
    )  # fmt: skip
    (problem,) = found["problems"]
    assert problem["message_vi"].startswith("Ô chứa lỗi công thức #N/A.")
    del problem["message_vi"]
    assert problem == {
        "code": "error_value", "severity": "error", "sheet": "Sheet", "cell": "E8",
        "file": "a.xlsx",
    }  # fmt: skip


def test_a_clean_file_ends_with_status_0(folder, capsys):
    path = saved_as(folder / "a.xlsx", CLEAN)
    status, out, _ = run(capsys, path, "--json")
    assert (status, json.loads(out)["problems"]) == (0, [])
    status, out, err = run(capsys, path)
    assert (status, err) == (0, "")
    assert "Không có vấn đề nào" in out


def test_a_person_reads_every_problem_with_its_place(folder, capsys):
    path = saved_as(folder / "a.xlsx", [(1, KNOWN_LABEL, "", "%", "khá")], titles=())
    status, out, err = run(capsys, path)
    assert (status, out) == (1, "")
    assert "- Sheet!E2: “khá” không có số nào đọc được." in err
    assert "Trang “Sheet”: mẫu phụ lục chỉ tiêu, dòng tiêu đề là dòng 1" in err
    assert "Tổng cộng: 1 lỗi" in err


def test_it_changes_nothing(folder, capsys):
    path = saved_as(folder / "a.xlsx", CLEAN)
    before = {entry: entry.stat().st_mtime_ns for entry in folder.iterdir()}
    run(capsys, path)
    assert {entry: entry.stat().st_mtime_ns for entry in folder.iterdir()} == before


def test_each_file_is_judged_on_its_own_and_a_label_is_asked_about_once(folder, capsys):
    label = "Tỷ lệ thôn có mạng nội bộ dùng chung"
    first = saved_as(folder / "a.xlsx", [(1, label, "", "%", 30)])
    second = saved_as(folder / "b.xlsx", [(1, label, "", "%", 40)])
    (folder / "c.xlsx").write_bytes(b"%PDF-1.7")
    status, out, _ = run(capsys, first, second, str(folder / "c.xlsx"), "--json")
    found = json.loads(out)
    assert status == 1
    assert [row["file"] for row in found["statements"]] == ["a.xlsx", "b.xlsx"]
    assert [problem["code"] for problem in found["problems"]] == ["unknown_label", "is_pdf"]
    assert found["problems"][0]["also"] == [{"file": "b.xlsx", "sheet": "Sheet", "cell": "B6"}]


def test_a_file_that_is_not_there_ends_with_status_2(folder, capsys):
    status, out, _ = run(capsys, str(folder / "none.xlsx"), "--json")
    found = json.loads(out)
    assert (status, list(found), found["statements"]) == (2, ["statements", "problems"], [])
    assert "none.xlsx" in found["problems"][0]["message_vi"]


def test_text_of_a_file_is_data_and_never_a_pattern(folder, capsys):
    rows = [(1, "{label} <b>x</b> %s", "", "{0}", "{value}")]
    status, out, _ = run(capsys, saved_as(folder / "a.xlsx", rows), "--json")
    assert status == 1
    assert "{label} <b>x</b> %s" in json.loads(out)["problems"][0]["message_vi"]


def test_the_command_runs_in_a_process_of_its_own(folder):
    path = saved_as(folder / "a.xlsx", CLEAN)
    command = [sys.executable, "-m", "etl", "check", path, "--json"]
    done = subprocess.run(
        command, cwd=PROJECT_DIR, capture_output=True, env=dict(os.environ), check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert len(json.loads(done.stdout)["statements"]) == 1
