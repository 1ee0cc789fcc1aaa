"""The annotated workbook: the same cells, the problems where they are, and a list of them."""

import io

import pytest
import xlwt
from openpyxl import load_workbook
from openpyxl.comments import Comment

from etl import cli
from etl.annotate import annotate
from etl.paths import DATA_SETTING
from etl.review import read_file, review_file
from etl.workbook import WorkbookProblem
from tests.etl.form_makers import DATA, KNOWN_LABEL, OTHER_LABEL, codes, known, sheet_of
from tests.etl.workbook_makers import saved

FAULTS = [(1, KNOWN_LABEL, "", "%", "khá"),
          (2, OTHER_LABEL, "", "%", "1.384/1.961 hồ sơ, đạt 75%"),
          (3, "=cmd|' /C calc'!A0 lạ", "", "%", 5)]  # fmt: skip


def annotated(data):
    found = review_file(read_file(data, "a.xlsx"), "a.xlsx", known())
    copy = annotate(data, found.notices)
    return found, copy, load_workbook(io.BytesIO(copy))


def test_problem_cells_are_coloured_and_commented_and_listed():
    found, _, book = annotated(saved(sheet_of(FAULTS[:2])))
    sheet = book["Sheet"]
    assert sheet["E6"].value == "khá"
    assert "không có số nào" in sheet["E6"].comment.text
    assert sheet["E6"].fill.fgColor.rgb != sheet["E7"].fill.fgColor.rgb
    listed = book.worksheets[-1]
    rows = list(listed.iter_rows(min_row=4, values_only=True))
    assert [(row[1], row[2]) for row in rows] == [("Sheet", "E6"), ("Sheet", "E7")]
    assert [row[3] for row in rows] == [told.message_vi for told in found.notices]


def test_text_of_a_file_never_becomes_a_formula():
    def keep_as_text(sheet):
        sheet["B8"].data_type = "s"

    _, _, book = annotated(saved(sheet_of(FAULTS, change=keep_as_text)))
    kinds = {cell.data_type for row in book.worksheets[-1].iter_rows() for cell in row}
    assert "f" not in kinds


def test_repaired_and_checked_again_it_is_clean():
    _, copy, book = annotated(saved(sheet_of(FAULTS[:2])))
    book["Sheet"]["E6"], book["Sheet"]["E7"] = 30, 85
    repaired = saved(book)
    found = review_file(read_file(repaired, "a.xlsx"), "a.xlsx", known())
    assert codes(found) == []
    again = load_workbook(io.BytesIO(annotate(repaired, found.notices)))
    assert again["Sheet"]["E6"].comment is None
    assert len(again.worksheets) == 2


def test_comments_of_the_sender_stay():
    def comment(sheet):
        sheet["E6"].comment = Comment("Chờ số liệu", "Lan")

    _, copy, book = annotated(saved(sheet_of(FAULTS[:1], change=comment)))
    assert book["Sheet"]["E6"].comment.text.startswith("Chờ số liệu\n")
    again = load_workbook(io.BytesIO(annotate(copy, [])))["Sheet"]["E6"].comment
    assert (again.text, again.author) == ("Chờ số liệu", "Lan")


def test_merged_cells_are_marked_at_their_corner():
    rows = [(1, KNOWN_LABEL, "", "%", 30), (2, OTHER_LABEL, "", "%", None)]
    data = saved(sheet_of(rows, change=lambda sheet: sheet.merge_cells("E6:E7")))
    _, _, book = annotated(data)
    assert "E6:E7" in book["Sheet"]["E6"].comment.text


def test_what_is_not_taken_in_is_not_annotated():
    with pytest.raises(WorkbookProblem):
        annotate(b"%PDF-1.7", [])


def test_the_command_writes_a_copy_and_leaves_the_file(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(DATA_SETTING, str(DATA))
    path, copy = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    path.write_bytes(saved(sheet_of(FAULTS[:1])))
    before = path.read_bytes()
    assert cli.main(["check", str(path), "--annotated", str(copy)]) == 1
    assert path.read_bytes() == before
    assert load_workbook(copy)["Sheet"]["E6"].comment
    assert cli.main(["check", str(path), "--annotated", str(copy)]) == 2
    assert "không ghi đè" in capsys.readouterr().err


def test_an_old_workbook_comes_back_as_a_new_one():
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for row, values in enumerate([("Tên chỉ tiêu", "ĐVT", "Kế hoạch"), (KNOWN_LABEL, "%", "khá")]):
        for column, value in enumerate(values):
            sheet.write(row, column, value)
    _, _, copy = annotated(saved(book))
    assert copy["S"]["C2"].value == "khá"
    assert copy["S"]["C2"].comment
