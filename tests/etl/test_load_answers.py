"""What `load` asks for, the answers it takes, and what it remembers of them."""

import json

from tests.etl.upload_case import (
    FIVE_G,
    LATE,
    NEW,
    PLAN,
    TASKS,
    codes,
    result_titles,
    thu_mot,
    titles,
)


def answered_until_done(desk, path, fill):
    """Load, fill in the form of open answers, load again; the rounds of forms and the last one."""
    answers, rounds = {}, []
    for _ in range(5):
        status, found = desk.load(path, answers=answers)
        if not found["answers"]:
            return status, found, rounds
        rounds.append(found["answers"])
        answers = merged(answers, fill(found["answers"]))
    raise AssertionError(f"still asked: {rounds[-1]}")


def merged(one, other):
    """Answers with further ones."""
    found = dict(one)
    for key, value in other.items():
        inside = isinstance(value, dict) and isinstance(found.get(key), dict)
        found[key] = merged(found[key], value) if inside else value
    return found


def test_the_form_of_open_answers_filled_in_is_what_load_takes(desk):
    """What a bare list lacks is asked for once, in at most two rounds, and then it loads."""
    rows = [
        (1, FIVE_G, "%", 40, "a"),
        (2, "Tỷ lệ sóng 5G", "%", 0.5, "b"),
        (3, "Hộ có máy tính bàn", "%", 12, "c"),
        (4, "Chuyện không đo", "%", 3, "d"),
    ]
    header = ("STT", "Tên chỉ tiêu", "Đơn vị tính", "Giá trị", "Cột lạ")
    path = desk.file(rows, titles=(), header=header)
    said = {
        "labels": {
            "Tỷ lệ sóng 5G": {"indicator_id": "online_files", "comparability": "near"},
            "Hộ có máy tính bàn": {"new": NEW},
            "Chuyện không đo": {"leave_out": True},
        },
        "facts": {
            "commune_code": "00102",
            "plan_number": "",
            "year": "2026",
            "kind": "result",
            "as_of": "2026-06-30",
        },
        "values": {"Sheet!D3": 50},
        "columns": {"Sheet!E": "ignore"},
    }
    said["facts"]["kind"] = "target"

    def fill(form):
        assert set(form) <= {"labels", "files"}
        labels = {key: said["labels"][key] for key in form.get("labels", {})}
        mine = form.get("files", {}).get("a.xlsx", {})
        files = {part: {key: said[part][key] for key in asked} for part, asked in mine.items()}
        return {"labels": labels, "files": {"a.xlsx": files}}

    status, found, rounds = answered_until_done(desk, path, fill)
    assert (status, codes(found)) == (0, []) and len(rounds) <= 2
    assert desk.rows(
        "SELECT indicator_id, value, comparability FROM mart.statement"
        " WHERE commune_name = 'Thử Hai' ORDER BY cell"
    ) == [
        ("coverage_5g", 40, "exact"),
        ("online_files", 50, "near"),
        (next(i for i in desk.values() if i.startswith("new_")), 12, "exact"),
    ]
    name = desk.rows("SELECT name_vi, unit, floor, ceiling FROM mart.indicator"
                     " WHERE indicator_id LIKE 'new_%'")  # fmt: skip
    assert name == [("Hộ có máy tính", "percent", 0, 100)]
    kept = json.loads(
        (desk.store / "uploads" / found["uploads"][0]["upload_id"] / "answers.json").read_bytes()
    )
    assert kept["labels"]["Chuyện không đo"] == {"leave_out": True}


def test_a_form_that_is_not_filled_in_says_which_part(desk):
    path = desk.file([(1, "Tỷ lệ thôn có loa", "", "%", 30)])
    _, found = desk.load(path)
    assert found["answers"] == {"labels": {"Tỷ lệ thôn có loa": None}}
    status, again = desk.load(path, answers=found["answers"])
    assert status == 2 and "labels.Tỷ lệ thôn có loa" in again["message_vi"]


def test_answers_that_cannot_be_read(desk):
    path = desk.file(PLAN)
    status, found = desk.load(path, answers=[])
    assert status == 2 and found["message_vi"].startswith("Tệp trả lời")
    status, found = desk.run("load", path, "--answers", str(desk.folder / "none.json"))
    assert status == 2 and "none.json" in found["message_vi"]
    assert desk.folders() == set()


def test_a_confirmed_label_is_remembered_until_its_upload_is_withdrawn(desk):
    label = "Tỷ lệ dân cư có sóng 5G"
    first = desk.file([(1, label, "", "%", 40)])
    other = desk.file([(1, f"{label} ", "", "%", 55)], "b.xlsx", titles=titles("xã Thử Ba"))
    assert codes(desk.load(other)[1]) == ["unknown_label"]
    upload = desk.taken(first, answers={"labels": {label: {"indicator_id": "coverage_5g"}}})
    assert codes(desk.run("check", other)[1]) == []
    assert desk.run("withdraw", upload)[0] == 0
    assert codes(desk.run("check", other)[1]) == ["unknown_label"]


def test_a_corrected_column_is_remembered_for_files_of_that_shape(desk):
    header = ("STT", "Tên chỉ tiêu", "ĐVT", "Mức 2026 ấn định")
    first = desk.file([(1, FIVE_G, "%", 40)], header=header)
    other = desk.file([(1, LATE, "%", 2)], "b.xlsx", header=header, titles=titles("xã Thử Ba"))
    assert desk.load(other)[0] == 1
    desk.taken(
        first,
        answers={"files": {"a.xlsx": {"columns": {"Sheet!D": "target"}, "headers": {"Sheet": 4}}}},
    )
    desk.taken(other)
    assert desk.values("Thử Ba") == {"late_files": 2}


def test_statuses_of_tasks_and_what_has_to_be_asked_about_them(desk):
    rows = [(1, "Mở lớp tập huấn", "xong"), (2, "Cập nhật trang tin", "gần xong")]
    path = desk.file(rows, header=TASKS, titles=result_titles("30/6/2026", "xã Thử Một"))
    status, found = desk.load(path)
    assert status == 1
    assert found["answers"] == {"statuses": {"gần xong": None}}
    answers = {"statuses": {"gần xong": "in_progress"}}
    status, found = desk.load(path, answers=answers)
    assert found["answers"] == {"tasks": {"thu-mot-2026|Cập nhật trang tin": None}}
    task = found["problems"][0]["suggestions"][0]["task"]
    answers["tasks"] = {"thu-mot-2026|Cập nhật trang tin": task}
    desk.taken(path, answers=answers)
    assert desk.rows(
        "SELECT label_vi, status, CAST(status_date AS VARCHAR) FROM mart.task"
        " WHERE plan_id = 'thu-mot-2026' ORDER BY ordinal"
    ) == [
        ("Mở lớp tập huấn", "done", "2026-06-30"),
        ("Cập nhật trang thông tin", "in_progress", "2026-06-30"),
    ]


def test_a_second_plan_of_a_commune_and_year_is_asked_about(desk):
    path = desk.file(**thu_mot(PLAN))
    status, found = desk.load(path)
    assert (status, codes(found)) == (1, ["second_plan"])
    assert found["answers"] == {"files": {"a.xlsx": {"plans": {"00101|2026": None}}}}
    assert "2/KH" in found["problems"][0]["message_vi"]
    answers = {"files": {"a.xlsx": {"plans": {"00101|2026": {"mode": "replace"}}}}}
    desk.taken(path, answers=answers)
    assert desk.values("Thử Một") == {"coverage_5g": 40, "late_files": 4}
