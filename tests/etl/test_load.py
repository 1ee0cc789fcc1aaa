"""Files become editions from the command line: `load`, and what the edition then holds."""

from pathlib import Path

import pytest

from etl.upload_store import received
from tests.etl.upload_case import (
    ASSIGNED,
    FIVE_G,
    LATE,
    LIST,
    PLAN,
    codes,
    marts,
    result_titles,
    thu_mot,
    titles,
)


def test_a_clean_file_is_in_the_edition_with_its_origin(desk):
    before = desk.edition
    path = desk.file(PLAN, "Kế hoạch 25.xlsx")
    status, found = desk.run("load", path, "--who", "Phòng Văn hóa")
    assert (status, found["problems"], found["answers"]) == (0, [], {})
    (upload,) = found["uploads"]
    assert found["edition_id"] == desk.edition != before
    assert desk.rows(
        "SELECT indicator_id, comparator, value, unit, section, ordinal, sheet, cell, upload_id"
        " FROM mart.statement WHERE commune_name = 'Thử Hai' ORDER BY cell"
    ) == [
        ("coverage_5g", ">=", 40, "percent", "I", "1", "Sheet", "E6", upload["upload_id"]),
        ("late_files", "<=", 4, "percent", "I", "2", "Sheet", "E7", upload["upload_id"]),
    ]
    assert desk.rows("SELECT upload_id, file_name, who, rows FROM mart.upload") == [
        (upload["upload_id"], "Kế hoạch 25.xlsx", "Phòng Văn hóa", 2)
    ]
    assert desk.rows(
        "SELECT commune_code, number, plan_year, CAST(issued AS VARCHAR), status FROM mart.plan"
        " WHERE plan_id = '00102-2026'"
    ) == [("00102", "25/KH-UBND", 2026, "2026-03-05", "in_force")]
    with open(path, "rb") as file:
        assert received(desk.store, upload["upload_id"]) == file.read()


@pytest.mark.parametrize(
    ("value", "label", "code"),
    [("khá", FIVE_G, "no_number"), (30, "Tỷ lệ thôn có loa", "unknown_label")],
    ids=["an error", "a question"],
)
def test_a_file_with_anything_open_is_not_taken_in(desk, value, label, code):
    before = desk.edition
    status, found = desk.load(desk.file([*PLAN, (3, label, "", "%", value)]))
    assert (status, codes(found)) == (1, [code])
    assert (found["uploads"], found["edition_id"], desk.folders()) == ([], None, set())
    assert desk.edition == before


def test_each_file_of_a_batch_stands_for_itself(desk):
    good = desk.file(PLAN)
    bad = desk.file([(1, FIVE_G, "", "%", "khá")], "b.xlsx", titles=titles("xã Thử Ba"))
    status, found = desk.load(good, bad)
    assert (status, codes(found), len(found["uploads"])) == (1, ["no_number"], 1)
    assert desk.values() == {"coverage_5g": 40, "late_files": 4}
    assert desk.values("Thử Ba") == {}


def test_the_same_content_is_refused_and_nothing_is_doubled(desk):
    path = desk.file(PLAN)
    copy = desk.folder / "copy.xlsx"
    copy.write_bytes((desk.folder / "a.xlsx").read_bytes())
    status, found = desk.load(path, str(copy))
    assert (status, codes(found), len(found["uploads"])) == (1, ["same_file"], 1)
    before = desk.edition
    status, found = desk.load(str(copy), mode="add")
    assert (status, codes(found)) == (1, ["already_loaded"])
    assert "a.xlsx" in found["problems"][0]["message_vi"]
    assert (desk.edition, len(desk.uploads()), len(desk.values())) == (before, 1, 2)


def test_content_that_was_withdrawn_may_come_again(loaded):
    desk, (first,) = loaded, loaded.uploads()
    path = str(desk.folder / "again.xlsx")
    Path(path).write_bytes(received(desk.store, first))
    desk.run("withdraw", first)
    second = desk.taken(path)
    assert desk.uploads() == [second] and second != first


def test_a_target_and_its_result_in_one_row(desk):
    desk.taken(
        desk.file([(1, FIVE_G, "%", 40, 30)], header=LIST),
        answers={"files": {"a.xlsx": {"facts": {"as_of": "2026-06-30"}}}},
    )
    assert desk.rows(
        "SELECT target_value, result_value, CAST(as_of AS VARCHAR), achieved FROM mart.progress"
        " WHERE plan_id = '00102-2026'"
    ) == [(40, 30, "2026-06-30", 0.75)]


def test_results_find_the_plan_in_force_and_fill_progress(desk):
    results = [(1, FIVE_G, "%", 35)]
    header = ("STT", "Tên chỉ tiêu", "Đơn vị tính", "Kết quả")
    path = desk.file(
        results, header=header, titles=result_titles("30/6/2026", "xã Thử Một"), name="r.xlsx"
    )
    upload = desk.taken(path)
    assert desk.rows(
        "SELECT s.plan_id, s.kind, s.value, CAST(s.as_of AS VARCHAR), p.target_value, p.achieved"
        " FROM mart.statement s JOIN mart.progress p ON p.result_statement_id = s.statement_id"
        " WHERE s.upload_id = ?",
        upload,
    ) == [("thu-mot-2026", "result", 35, "2026-06-30", 70, 0.5)]
    assert len(desk.values("Thử Một")) == 3, "the targets of the plan stay"


def test_results_without_a_plan_are_an_error_unless_the_plan_comes_along(desk):
    header = ("STT", "Tên chỉ tiêu", "Đơn vị tính", "Kết quả")
    path = desk.file(
        [(1, FIVE_G, "%", 35)], "a.xlsx", header=header, titles=result_titles("30/6/2026")
    )
    status, found = desk.load(path)
    assert (status, codes(found)) == (1, ["no_plan"])
    desk.taken(path, desk.file(PLAN, "b.xlsx"))
    assert desk.rows("SELECT achieved FROM mart.progress WHERE plan_id = '00102-2026'") == [
        (0.875,)
    ]


def test_values_that_a_province_assigns_become_the_reference(desk):
    path = desk.file(
        [(LATE, "%", "≤ 2", "Tỉnh Thử")], titles=["MỨC TỈNH GIAO NĂM 2026"], header=ASSIGNED
    )
    status, found = desk.load(path)
    assert found["answers"] == {"files": {"a.xlsx": {"facts": {"document": None, "issued": None}}}}
    facts = {"document": "QĐ 9/QĐ-UBND", "issued": "2026-01-20"}
    answers = {"files": {"a.xlsx": {"facts": facts}}}
    upload = desk.taken(path, desk.file(PLAN, "b.xlsx"), answers=answers)
    assert desk.rows(
        "SELECT indicator_id, level, province_code, comparator, value, document, upload_id"
        " FROM mart.official WHERE upload_id IS NOT NULL"
    ) == [("late_files", "province", "01", "<=", 2, "QĐ 9/QĐ-UBND", upload)]
    assert desk.rows(
        "SELECT value, reference_value, gap FROM mart.gap WHERE plan_id = '00102-2026'"
        " AND indicator_id = 'late_files' AND reference = 'official' AND basis = 'exact'"
        " AND scope = 'all'"
    ) == [(4, 2, 2)]


def test_replacing_keeps_tasks_and_drops_numbers_goals_and_findings(desk):
    of_plan = "WHERE plan_id = 'thu-mot-2026'"
    tasks = desk.rows(f"SELECT label_vi FROM mart.task {of_plan} ORDER BY 1")
    assert len(tasks) == 2
    assert desk.rows(f"SELECT code FROM core.reader_finding {of_plan}")
    desk.taken(desk.file(**thu_mot(PLAN)), mode="replace")
    assert desk.rows(f"SELECT label_vi FROM mart.task {of_plan} ORDER BY 1") == tasks
    for table in ("core.goal", "core.reader_finding"):
        assert desk.rows(f"SELECT 1 FROM {table} {of_plan}") == []
    assert desk.rows(f"SELECT DISTINCT kind FROM mart.statement {of_plan}") == [("target",)]
    assert desk.rows(f"SELECT number, status FROM mart.plan {of_plan}") == [
        ("25/KH-UBND", "in_force")
    ]


def test_adding_takes_the_place_of_the_row_with_the_same_key(desk):
    desk.taken(desk.file(**thu_mot([(1, LATE, "", "%", 5)])), mode="add")
    assert desk.values("Thử Một")["late_files"] == 5 and len(desk.values("Thử Một")) == 4
    desk.taken(desk.file(**thu_mot([(7, LATE, "", "%", 3)], "b.xlsx")), mode="add")
    found = desk.values("Thử Một")
    assert found["late_files"] == 3 and len(found) == 4 and found["coverage_5g"] == 70
    assert desk.rows("SELECT count(*) FROM core.task WHERE plan_id = 'thu-mot-2026'") == [(2,)]


def test_an_added_value_of_a_shipped_number_is_the_one_that_speaks(desk):
    """The form has neither the population nor the deadline of the shipped row."""
    desk.taken(desk.file(**thu_mot([(1, FIVE_G, "", "%", 80)])), mode="add")
    assert desk.rows(
        "SELECT value FROM mart.statement WHERE plan_id = 'thu-mot-2026' AND speaks"
        " AND indicator_id = 'coverage_5g'"
    ) == [(80,)]


def ids(desk):
    return dict(
        desk.rows("SELECT label_vi, statement_id FROM mart.statement WHERE plan_id = '00102-2026'")
    )


def test_a_number_keeps_its_id_when_it_is_corrected_and_when_all_is_rebuilt(loaded):
    desk, first = loaded, ids(loaded)
    corrected = [(9, LATE, "", "%", "≤ 3"), (1, FIVE_G, "", "%", "≥ 45")]
    desk.taken(desk.file(corrected, "b.xlsx"), mode="replace")
    assert ids(desk) == first and desk.values() == {"coverage_5g": 45, "late_files": 3}
    assert desk.run("build")[0] == 0
    assert ids(desk) == first


def test_a_rebuild_gives_the_same_marts_row_for_row(desk):
    desk.taken(desk.file(PLAN), desk.file(**thu_mot(PLAN, "b.xlsx")), mode="replace")
    before, uploads = desk.edition, desk.uploads()
    assert desk.run("build")[0] == 0
    assert desk.edition != before and desk.uploads() == uploads
    assert marts(desk.store, desk.edition) == marts(desk.store, before)


def test_rows_of_which_the_kind_is_asked_are_not_called_results_without_a_plan(desk):
    header = ("STT", "Tên chỉ tiêu", "Đơn vị tính", "Năm 2027", "Năm 2028")
    above = ["CHỈ TIÊU CHUYỂN ĐỔI SỐ", "(UBND phường Thử Hai, tỉnh Thử)"]
    path = desk.file([(1, FIVE_G, "%", 30, 40)], header=header, titles=above)
    status, found = desk.load(path)
    assert (status, "no_plan" in codes(found), "missing_kind" in codes(found)) == (1, False, True)
