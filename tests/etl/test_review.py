"""What a workbook states comes out as it is; what may mislead is told with sheet and cell."""

import pytest
import xlsxwriter
from openpyxl import Workbook

from etl.read_workbook import read
from etl.review import read_file, review, review_file
from etl.review_statement import STATEMENT_COLUMNS
from tests.etl.form_makers import (
    ANNEX,
    KNOWN_LABEL,
    OTHER_LABEL,
    TITLES,
    codes,
    fill,
    known,
    review_of,
    reviewed,
    sheet_of,
    shipped,
    told,
)
from tests.etl.workbook_makers import saved

SIGNS = {"=": "", ">=": "≥ ", ">": "trên ", "<=": "≤ ", "<": "dưới ", "~": "khoảng "}
UNITS = {"percent": "%", "level": "mức", "index": "chỉ số"}


def annex_row(number, row):
    value = row["value"].replace(".", ",")
    suffix = "%" if row["unit"] == "percent" else ""
    text = f"{SIGNS[row['comparator']]}{value}{suffix}"
    return (number, row["label_vi"], row["population_vi"], UNITS[row["unit"]], text)


@pytest.mark.parametrize("plan_id", ["binh-giang-2025", "giao-minh-2026"])
def test_a_shipped_plan_in_the_annex_form_comes_back_the_same(plan_id):
    targets = [row for row in shipped(plan_id) if row["kind"] == "target"]
    assert len(targets) > 20
    rows = [("I", "Các chỉ tiêu")]
    rows += [annex_row(number, row) for number, row in enumerate(targets, start=1)]
    found = review_of(rows)
    wanted = [
        (r["indicator_id"], r["comparator"], float(r["value"]), r["unit"], r["label_vi"])
        for r in targets
    ]
    came = [
        (s["indicator_id"], s["comparator"], s["value"], s["unit"], s["label_vi"])
        for s in found.statements
    ]
    assert came == wanted
    assert {s["kind"] for s in found.statements} == {"target"}
    assert [n.code for n in found.notices if n.severity != "warning"] == []


def test_a_statement_carries_its_origin_and_the_facts_of_the_title():
    (row,) = review_of([("I", "Hạ tầng số"), (1, KNOWN_LABEL, "", "%", "trên 30%")]).statements
    assert tuple(row) == STATEMENT_COLUMNS
    stated = {name: value for name, value in row.items() if value is not None}
    assert stated == {
        "commune_code": "13531", "commune_name": "Bình Giang", "province_vi": "Ninh Bình",
        "plan_number": "25/KH-UBND", "plan_year": 2025, "issued": "2025-09-05", "year": 2025,
        "section": "I", "ordinal": "1", "kind": "target", "indicator_id": "coverage_5g",
        "family_id": "mobile_coverage", "group_id": "infrastructure", "label_vi": KNOWN_LABEL,
        "comparator": ">", "value": 30, "unit": "percent", "binding": "committed",
        "comparability": "exact", "file": "a.xlsx", "sheet": "Sheet", "cell": "E7",
    }  # fmt: skip


def test_a_clean_form_has_no_problems():
    found = review_of([("I", "Hạ tầng số"), (1, KNOWN_LABEL, "", "%", 30)])
    assert codes(found) == []


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("#N/A", "error_value"),
        ("#REF!", "error_value"),
        ("=1+1", "formula_without_value"),
        ("khá", "no_number"),
        ("chưa có", "not_stated"),
        ("120%", "share_out_of_range"),
        ("1.384/1.961 hộ, đạt 75%", "fraction_mismatch"),
        ("30% - 40%", "range"),
        ("15/9/2026", "date_not_number"),
    ],
)
def test_a_value_that_misleads_is_told_at_its_cell(value, code):
    found = review_of([(1, KNOWN_LABEL, "", "%", value)])
    assert codes(found) == [(code, "E6")] or codes(found)[0] == (code, "E6")
    assert told(found, code).message_vi


def test_a_number_that_can_be_read_in_two_ways_is_asked_about_and_not_stated():
    found = review_of([(1, KNOWN_LABEL, "", "%", 0.706)])
    question = told(found, "ambiguous_number")
    assert (question.severity, question.cell) == ("question", "E6")
    assert question.details["choices"] == [0.706, 70.6]
    assert found.statements == []


def test_a_number_shown_as_a_percentage_is_one():
    def percent(sheet):
        sheet["E6"].number_format = "0.0%"

    (row,) = review_of([(1, KNOWN_LABEL, "", "%", 0.706)], change=percent).statements
    assert (row["value"], row["unit"]) == (70.6, "percent")


def test_two_values_for_one_indicator_name_both_cells():
    found = review_of([(1, KNOWN_LABEL, "", "%", 30), (2, "Phủ sóng 5G trên dân số", "", "%", 40)])
    problem = told(found, "two_values")
    assert (problem.severity, problem.cell) == ("error", "E7")
    assert "Sheet!E6" in problem.message_vi
    assert len(found.statements) == 2


def test_the_same_value_twice_is_a_warning():
    found = review_of([(1, KNOWN_LABEL, "", "%", 30), (2, KNOWN_LABEL, "", "%", 30)])
    assert [(told.code, told.severity) for told in found.notices] == [("stated_twice", "warning")]


def test_hidden_rows_columns_and_sheets_are_told_and_read():
    def hide(sheet):
        sheet.row_dimensions[7].hidden = True
        sheet.column_dimensions["E"].hidden = True
        extra = sheet.parent.create_sheet("Ẩn")
        extra.append(["Tên chỉ tiêu", "Kế hoạch"])
        extra.append(["Tài khoản VNeID mức 2", 70])
        extra.sheet_state = "hidden"

    rows = [(1, KNOWN_LABEL, "", "%", 30), (2, OTHER_LABEL, "", "%", 85)]
    found = review_of(rows, change=hide)
    assert [(told.code, told.sheet) for told in found.notices] == [
        ("hidden_rows", "Sheet"),
        ("hidden_column", "Sheet"),
        ("hidden_sheet", "Ẩn"),
    ]
    assert len(found.statements) == 3


def test_merged_values_are_never_spread_over_rows():
    rows = [(1, KNOWN_LABEL, "", "%", 30), (2, OTHER_LABEL, "", "%", None)]
    found = review_of(rows, change=lambda sheet: sheet.merge_cells("E6:E7"))
    problem = told(found, "merged_value")
    assert (problem.cell, problem.severity) == ("E6", "error")
    assert "E6:E7" in problem.message_vi
    assert [row["cell"] for row in found.statements] == ["E6"]


def test_a_merged_group_is_a_heading_and_no_problem():
    def merge(sheet):
        sheet.merge_cells("A6:E6")

    found = review_of([("II. Chính quyền số",), (1, KNOWN_LABEL, "", "%", 30)], change=merge)
    assert [told for told in found.notices if told.severity == "error"] == []
    assert len(found.statements) == 1


def test_groups_and_numbers_give_the_place_in_the_document():
    rows = [
        ("I", "Hạ tầng số"),
        (1, "Mạng"),
        ("1.1", KNOWN_LABEL, "", "%", 30),
        ("II", "Chính quyền số"),
        (2, OTHER_LABEL, "", "%", 85),
    ]
    found = review_of(rows)
    places = [(row["section"], row["ordinal"]) for row in found.statements]
    assert places == [("I.1", "1.1"), ("II", "2")]


def test_a_row_without_a_value_is_not_set_and_never_zero():
    found = review_of([(1, KNOWN_LABEL, "", "%", None), (2, OTHER_LABEL, "", "%", 0)])
    assert codes(found) == [("value_missing", "E6")]
    assert [(row["label_vi"], row["value"]) for row in found.statements] == [(OTHER_LABEL, 0)]


def test_an_unknown_label_is_asked_about_once_with_suggestions():
    label = "Tỷ lệ hồ sơ TTHC được xử lý qua mạng trực tuyến"
    found = review_of([(1, label, "", "%", 30), (2, label.upper(), "", "%", 40)])
    question = told(found, "unknown_label")
    assert (question.severity, question.cell) == ("question", "B6")
    suggestions = question.details["suggestions"]
    assert suggestions and 0 < suggestions[0]["confidence"] < 100
    assert [row["indicator_id"] for row in found.statements] == [None, None]


def test_a_value_without_a_label_is_an_error_and_a_signature_is_not():
    rows = [(1, KNOWN_LABEL, "", "%", 30), (2, None, "", "%", 40), (),
            (None, None, None, None, "TM. ỦY BAN NHÂN DÂN")]  # fmt: skip
    found = review_of(rows)
    assert codes(found) == [("label_missing", "E7"), ("text_outside", "A9")]


def test_place_and_date_above_a_signature_are_no_value():
    rows = [(1, KNOWN_LABEL, "", "%", 30), (None, None, None, None, "Bình Giang, ngày 5/9/2025")]
    assert codes(review_of(rows)) == [("text_outside", "A7")]


def test_an_empty_template_says_so():
    found = review_of([("I", "Hạ tầng số"), (1, KNOWN_LABEL, "", "%", None)])
    assert codes(found) == [("empty_template", "E6")]
    assert codes(review_of([])) == [("empty_template", "E6")]


def test_a_file_without_a_table_says_so():
    assert codes(reviewed(sheet_of([], header=("Xin chào",)))) == [("nothing_to_read", None)]


def test_a_file_that_is_no_workbook_gives_its_cause():
    found = review_file(read_file(b"%PDF-1.7 ...", "a.pdf"), "a.pdf", known())
    assert [(told.code, told.severity, told.file) for told in found.notices] == [
        ("is_pdf", "error", "a.pdf")
    ]


def test_what_the_form_lacks_is_asked_for_once():
    found = review_of([(1, KNOWN_LABEL, "", "%", 30), (2, OTHER_LABEL, "", "%", 85)], titles=())
    assert [told.code for told in found.notices] == [
        "missing_commune",
        "missing_year",
        "missing_plan_number",
    ]
    assert {told.severity for told in found.notices} == {"question"}
    assert [row["year"] for row in found.statements] == [None, None]


def test_a_namesake_is_asked_about_with_the_three_communes():
    titles = ("Kế hoạch số 25/KH-UBND của UBND xã Bình Giang năm 2025",)
    found = review_of([(1, KNOWN_LABEL, "", "%", 30)], titles=titles)
    question = told(found, "ambiguous_commune")
    assert len(question.details["candidates"]) == 3
    assert found.statements[0]["commune_code"] is None


def test_a_list_with_results_checks_the_rate_and_asks_for_the_date():
    header = ("TT", "Nội dung", "ĐVT", "Kế hoạch", "Thực hiện", "Tỷ lệ đạt", "Thời hạn",
              "Đơn vị chủ trì")  # fmt: skip
    rows = [
        (1, KNOWN_LABEL, "%", 80, 40, "50%", "30/9/2025", "Phòng Văn hóa - Xã hội"),
        (2, OTHER_LABEL, "%", 80, 40, "70%", "thường xuyên", "Phòng lạ"),
    ]
    found = review_of(rows, header=header)
    assert codes(found) == [("achieved_mismatch", "F7"), ("missing_as_of", None)]
    first, result, second, _ = found.statements
    assert (first["kind"], first["due"], first["lead_unit"]) == (
        "target", "2025-09-30", "culture_social_office",
    )  # fmt: skip
    assert (result["kind"], result["value"], result["binding"]) == ("result", 40, "reported")
    assert (second["due"], second["due_text"], second["lead_unit"]) == (
        None, "thường xuyên", "Phòng lạ",
    )  # fmt: skip


def test_a_dated_result_needs_no_question():
    header = ("Nội dung", "Đơn vị tính", "Thực hiện đến 30/6/2025")
    found = review_of([(KNOWN_LABEL, "%", 40)], header=header)
    assert codes(found) == []
    assert found.statements[0]["as_of"] == "2025-06-30"


def test_years_across_give_the_year_of_each_value_and_ask_for_their_kind():
    titles = (*TITLES[2:],)
    found = review_of([(KNOWN_LABEL, "%", 30, 70)], titles=titles,
                      header=("Chỉ tiêu", "ĐVT", 2025, 2026))  # fmt: skip
    assert [(row["year"], row["value"]) for row in found.statements] == [(2025, 30), (2026, 70)]
    assert ("missing_kind", None) in codes(found)


def test_communes_across_belong_to_each_commune_and_a_namesake_is_asked_about():
    header = ("Tên chỉ tiêu", "ĐVT", "Xã Giao Minh", "Xã Bình Giang")
    found = review_of([(KNOWN_LABEL, "%", 30, 70)], titles=("Chỉ tiêu năm 2026",), header=header)
    assert [row["commune_code"] for row in found.statements] == ["14161", None]
    assert told(found, "ambiguous_commune").cell == "D4"


def test_communes_down_with_code_or_province():
    header = ("Mã xã", "Tên xã", "Tỉnh", "Tên chỉ tiêu", "ĐVT", "Kế hoạch năm 2026")
    rows = [(14161, None, None, KNOWN_LABEL, "%", 70), (None, "Bình Giang", "Ninh Bình",
             KNOWN_LABEL, "%", 30)]  # fmt: skip
    found = review_of(rows, titles=(), header=header)
    assert [row["commune_code"] for row in found.statements] == ["14161", "13531"]
    assert [row["year"] for row in found.statements] == [2026, 2026]


def test_values_assigned_by_the_province_are_references():
    header = ("STT", "Tên chỉ tiêu", "Đơn vị tính", "Chỉ tiêu tỉnh giao năm 2025")
    (row,) = review_of([(1, KNOWN_LABEL, "%", 60)], header=header).statements
    assert (row["kind"], row["binding"]) == ("reference", None)


def test_the_status_of_a_task_is_kept_as_said():
    header = ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Tình trạng")
    rows = [(1, "Ban hành quy chế", "UBND xã", "30/9/2025", "Đã hoàn thành")]
    (row,) = review_of(rows, header=header).statements
    assert (row["kind"], row["status"], row["value"], row["cell"]) == (
        "task_status", "done", None, "E6",
    )  # fmt: skip


def test_numerator_and_denominator_in_columns_must_give_the_share():
    header = ("Tên chỉ tiêu", "ĐVT", "Kết quả đến 30/6/2025", "Tử số", "Mẫu số")
    found = review_of([(KNOWN_LABEL, "%", 75, 5187, 7410)], header=header)
    assert codes(found) == [("fraction_mismatch", "C6")]
    assert found.statements[0]["denominator"] == 7410


def test_a_column_of_comparators_is_read_and_must_not_contradict():
    header = (*ANNEX[:4], "So sánh", "Chỉ tiêu cụ thể")
    rows = [(1, KNOWN_LABEL, "", "%", "≥", 30), (2, OTHER_LABEL, "", "%", "dưới", "trên 30%")]
    found = review_of(rows, header=header)
    assert [row["comparator"] for row in found.statements] == [">="]
    assert codes(found) == [("comparators_differ", "E7")]


def test_an_unknown_column_is_a_question():
    found = review_of([(1, KNOWN_LABEL, "", "%", 30, 9)], header=(*ANNEX, "Hệ số"))
    assert codes(found) == [("unknown_column", "F5")]


def test_sheets_are_each_read_and_a_sheet_without_a_table_is_named():
    workbook = Workbook()
    fill(workbook.active, [(1, KNOWN_LABEL, "", "%", 30)], TITLES, ANNEX)
    fill(workbook.create_sheet("Hai"), [(1, OTHER_LABEL, "", "%", 85)], (), ANNEX)
    workbook.create_sheet("Ghi chú").append(["Lời nhắc"])
    found = reviewed(workbook)
    assert [row["sheet"] for row in found.statements] == ["Sheet", "Hai"]
    assert {row["commune_code"] for row in found.statements} == {"13531"}
    assert [(told.code, told.sheet) for told in found.notices] == [("no_table", "Ghi chú")]


def test_a_repeated_header_and_a_row_of_column_numbers_are_no_data():
    rows = [("(1)", "(2)", "(3)", "(4)", "(5)"), (1, KNOWN_LABEL, "", "%", 30), ANNEX,
            (2, OTHER_LABEL, "", "%", 85)]  # fmt: skip
    found = review_of(rows)
    assert codes(found) == []
    assert [row["cell"] for row in found.statements] == ["E7", "E9"]


def test_an_old_encoding_is_a_question_and_shown_as_it_would_read(tmp_path):
    path = tmp_path / "old.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("S")
    for row, values in enumerate(
        [
            ("STT", "Tªn chØ tiªu", "§¬n vÞ tÝnh", "ChØ tiªu cô thÓ"),
            (1, "Tû lÖ hé cã Internet b¨ng réng c¸p quang", "%", 70),
        ]  # fmt: skip
    ):
        sheet.write_row(row, 0, values)
    book.close()
    found = review(read(path.read_bytes()), "old.xlsx", known())
    question = told(found, "legacy_encoding")
    assert (question.severity, question.sheet) == ("question", "S")
    assert found.statements[0]["label_vi"] == "Tỷ lệ hộ có Internet băng rộng cáp quang"


def test_nothing_that_is_not_blank_disappears():
    """Each cell of values is a statement or is named by a problem."""
    values = ["30", "khá", "#N/A", "=1+1", 0.5, "30 - 40", True, "15/9/2026", "1.2.3", 0]
    rows = [(n, f"{KNOWN_LABEL} {n}", "", "%", value) for n, value in enumerate(values)]
    found = read_cells(review_of(rows))
    assert found >= {f"E{6 + n}" for n in range(len(values))}


def read_cells(found):
    return {row["cell"] for row in found.statements} | {told.cell for told in found.notices}


def test_a_saved_workbook_is_read_in_a_child():
    data = saved(sheet_of([(1, KNOWN_LABEL, "", "%", 30)]))
    assert len(review_file(read_file(data, "a.xlsx"), "a.xlsx", known()).statements) == 1


def test_a_column_without_a_heading_is_never_passed_over():
    found = review_of([(1, KNOWN_LABEL, "", "%", 30), (2, OTHER_LABEL, "", "%", 85, 90)])
    assert codes(found) == [("unnamed_column", "F7")]


def test_a_number_in_the_name_of_a_row_is_pointed_at():
    found = review_of([(1, f"{KNOWN_LABEL} trên 30%", "", "%", None)])
    assert codes(found) == [("value_in_label", "E6")]
    assert found.statements == []


def test_a_group_written_in_the_first_column_gives_the_section():
    found = review_of([("II. Chính quyền số",), (1, KNOWN_LABEL, "", "%", 30)])
    assert codes(found) == []
    assert found.statements[0]["section"] == "II"


def test_a_year_above_two_headings_holds_for_both_without_a_merge():
    rows = [(None, None, None, "KH", "TH"), (1, KNOWN_LABEL, "%", 30, 20)]
    header = ("STT", "Chỉ tiêu", "ĐVT", "Năm 2025", None)
    found = review_of(rows, header=header)
    assert [(row["kind"], row["year"], row["value"]) for row in found.statements] == [
        ("target", 2025, 30),
        ("result", 2025, 20),
    ]


def test_the_number_of_one_plan_is_not_given_to_another_commune():
    header = ("Xã", "Tỉnh", "Chỉ tiêu", "ĐVT", "Kế hoạch")
    rows = [("Giao Minh", "Ninh Bình", KNOWN_LABEL, "%", 70),
            ("Bình Giang", "Ninh Bình", KNOWN_LABEL, "%", 30)]  # fmt: skip
    found = review_of(rows, header=header)
    assert [row["plan_number"] for row in found.statements] == [None, "25/KH-UBND"]
    assert codes(found) == [("missing_plan_number", None)]


@pytest.mark.parametrize("unit", ["Hồ sơ", "Gbps", "điểm %", "lạ"])
def test_a_unit_that_is_not_the_indicators_is_never_taken_for_it(unit):
    found = review_of([(1, KNOWN_LABEL, "", unit, 30)])
    assert codes(found) == [("unit_differs", "E6")]
    assert found.statements[0]["unit"] == unit


@pytest.mark.parametrize("unit", ["%", "Tỷ lệ %", "Tỉ lệ (%)", "phần trăm"])
def test_a_percentage_is_named_in_several_ways(unit):
    found = review_of([(1, KNOWN_LABEL, "", unit, 30)])
    assert codes(found) == []
    assert found.statements[0]["unit"] == "percent"


def test_two_values_on_two_sheets_are_found_too():
    workbook = Workbook()
    fill(workbook.active, [(1, KNOWN_LABEL, "", "%", 30)], TITLES, ANNEX)
    fill(workbook.create_sheet("Hai"), [(1, KNOWN_LABEL, "", "%", 40)], (), ANNEX)
    problem = told(reviewed(workbook), "two_values")
    assert (problem.sheet, problem.cell) == ("Hai", "E2")


def test_an_earlier_year_under_targets_is_not_taken_for_a_target():
    found = review_of([(KNOWN_LABEL, "%", 30, 70)], header=("Chỉ tiêu", "ĐVT", 2024, 2025))
    assert [row["kind"] for row in found.statements] == [None, "target"]
    assert codes(found) == [("missing_kind", None)]


def test_rows_of_a_signature_that_end_a_form_are_told_once():
    rows = [(1, KNOWN_LABEL, "", "%", 30), (), ("Nơi nhận:",), ("- Lưu: VT.",)]
    assert codes(review_of(rows)) == [("text_outside", "A8")]


def test_the_province_of_the_title_tells_namesakes_apart():
    found = review_of(
        [(1, KNOWN_LABEL, "%", 30, 40)],
        titles=("CHỈ TIÊU CHUYỂN ĐỔI SỐ NĂM 2027", "(các xã của tỉnh Ninh Bình)"),
        header=("STT", "Tên chỉ tiêu", "Đơn vị tính", "Bình Giang", "Giao Minh"),
    )
    assert [row["commune_code"] for row in found.statements] == ["13531", "14161"]
    assert "ambiguous_commune" not in [told.code for told in found.notices]
