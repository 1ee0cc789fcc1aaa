"""What real writers write is read with every cell, and nothing is read as blank that is not."""

import datetime
import io
import subprocess
import sys
import tracemalloc
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.styles import PatternFill

from etl.read_workbook import read, read_in_child
from etl.sheet_parse import parse_sheet
from etl.sheet_scan import begin_scan
from etl.workbook import Cell, Limits, column_number, letters, ref
from tests.etl.workbook_makers import parts_of, saved, sheet, zipped
from tests.fuzz_workbooks import seeds

PROJECT = Path(__file__).resolve().parents[2]


def _by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Biểu 1"
    page["B3"] = "STT"
    page["C4"], page["C4"].number_format = 0.706, "0.0%"
    page["D5"] = "=A1+1"
    page["E6"], page["E6"].data_type = "#N/A", "e"
    page["F7"] = datetime.date(2026, 12, 31)
    page["G7"] = True
    page["H7"] = datetime.datetime(2026, 1, 2, 3, 4)
    page["B9"] = "gộp"
    page.merge_cells("B9:C10")
    page.row_dimensions[5].hidden = True
    page.row_dimensions[6].hidden = True
    page.column_dimensions["H"].hidden = True
    page["K12"] = "=1/0"
    hidden = book.create_sheet("Ẩn")
    hidden.sheet_state = "hidden"
    hidden["A1"] = 1384
    book.create_sheet("Trống")
    book.create_chartsheet("Biểu đồ")
    return saved(book)


def _by_xlwt() -> bytes:
    book = xlwt.Workbook()
    page = book.add_sheet("Tờ 1")
    page.write(0, 0, "Chỉ tiêu")
    page.write(2, 1, 0.706, xlwt.easyxf(num_format_str="0.0%"))
    page.write(2, 2, 46.5, xlwt.easyxf(num_format_str='0.0"%"'))
    page.row(1).hidden = True
    page.col(3).hidden = True
    page.write_merge(4, 5, 0, 1, "gộp")
    page.write(6, 0, datetime.date(2026, 12, 31), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    page.row(7).set_cell_error(2, 0x2A)
    page.write(9, 4, 7)
    hidden = book.add_sheet("Ẩn")
    hidden.visibility = 1
    hidden.write(0, 0, "kín")
    return saved(book)


def _cells(page) -> dict[str, Cell]:
    return {cell.ref: cell for row in page.rows for cell in row.cells}


@pytest.mark.parametrize("reader", [read, read_in_child])
def test_every_cell_of_an_xlsx_is_there_with_its_kind(reader):
    book = reader(_by_openpyxl())
    assert book.kind == "xlsx"
    assert [(s.name, s.state, len(s.rows)) for s in book.sheets] == [
        ("Biểu 1", "visible", 12),
        ("Ẩn", "hidden", 1),
        ("Trống", "visible", 0),
    ]
    cells = _cells(book.sheets[0])
    assert cells["B3"] == Cell(2, "B3", "STT", "text")
    assert cells["C4"] == Cell(3, "C4", 0.706, "number", "0.0%")
    assert cells["D5"] == Cell(4, "D5", None, "formula_without_value")
    assert cells["E6"] == Cell(5, "E6", "#N/A", "error")
    assert cells["F7"].value == "2026-12-31" and cells["F7"].kind == "date"
    assert cells["G7"] == Cell(7, "G7", True, "bool")
    assert cells["H7"].value == "2026-01-02T03:04:00"
    assert cells["B9"] == Cell(2, "B9", "gộp", "text")
    assert [cells[r].merged_into for r in ("B9", "C9", "B10", "C10", "D9")] == [
        None, "B9", "B9", "B9", None,
    ]  # fmt: skip
    assert cells["K12"].kind == "formula_without_value"
    assert cells["A1"] == Cell(1, "A1", None, "empty")
    assert [row.number for row in book.sheets[0].rows if row.hidden] == [5, 6]
    assert book.sheets[0].hidden_columns == {8}
    assert book.sheets[1].cell(1, 1).value == 1384
    assert isinstance(book.sheets[1].cell(1, 1).value, int)


@pytest.mark.parametrize("reader", [read, read_in_child])
def test_every_cell_of_an_xls_is_there_with_its_kind(reader):
    book = reader(_by_xlwt())
    assert book.kind == "xls"
    assert [(s.name, s.state) for s in book.sheets] == [("Tờ 1", "visible"), ("Ẩn", "hidden")]
    cells = _cells(book.sheets[0])
    assert cells["A1"].value == "Chỉ tiêu"
    assert cells["B3"] == Cell(2, "B3", 0.706, "number", "0.0%")
    assert cells["C3"] == Cell(3, "C3", 46.5, "number", '0.0"%"')
    assert cells["C8"] == Cell(3, "C8", "#N/A", "error")
    assert cells["A7"].value == "2026-12-31" and cells["A7"].kind == "date"
    assert [cells[r].merged_into for r in ("A5", "B5", "A6", "B6")] == [None, "A5", "A5", "A5"]
    assert cells["E10"].value == 7
    assert book.sheets[0].hidden_rows == {2}
    assert book.sheets[0].hidden_columns == {4}
    assert book.sheets[1].cell(1, 1).value == "kín"


def test_rows_are_a_sequence_made_on_demand():
    page = read(_by_openpyxl()).sheets[0]
    assert page.rows[2].cells[1].value == "STT"
    assert page.rows[-1].number == 12
    assert [row.number for row in page.rows[2:4]] == [3, 4]
    assert page.cell(99, 99) == Cell(99, "CU99", None, "empty")
    with pytest.raises(IndexError):
        page.rows[12]


def test_a_formula_of_xlsxwriter_that_was_never_calculated_is_reported():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet()
        page.write_formula("A1", "=1+1")
        page.write_formula("A2", "=1+1", None, 2)
        page.write_formula("A3", '=""', None, "")
        page.write_number("A4", 0)
    cells = _cells(read(target.getvalue()).sheets[0])
    assert cells["A1"].kind == "formula_without_value"  # a stored 0 is only a placeholder
    assert cells["A2"] == Cell(1, "A2", 2, "number")
    assert cells["A3"].kind in ("empty", "formula_without_value")
    assert cells["A4"] == Cell(1, "A4", 0, "number")


def test_a_trailing_error_makes_the_sheet_as_long_as_it_is():
    rows = '<row r="2"><c r="B2"><v>1</v></c></row>'
    rows += '<row r="9"><c r="D9" t="e"><v>#REF!</v></c><c r="F9"><f>A1</f></c></row>'
    page = read(zipped(parts_of(sheet(rows)))).sheets[0]
    assert len(page.rows) == 9 and {len(row.cells) for row in page.rows} == {6}
    assert page.cell(9, 4).value == "#REF!" and page.cell(9, 6).kind == "formula_without_value"
    assert page.cell(2, 2).value == 1


ODD_LAYOUTS = {
    "usual": '<row r="1" hidden="1"><c r="A1" s="1"><v>0.5</v></c><c r="B1" t="e"><v>#N/A</v></c>'
    '<c r="C1"><f>A1</f></c></row><row r="2"><c r="A2" s="1"><v>1</v></c></row>',
    "no places": '<row hidden="1"><c s="1"><v>0.5</v></c><c t="e"><v>#N/A</v></c>'
    '<c><f>A1</f></c></row><row><c s="1"><v>1</v></c></row>',
    "turned attributes": '<row hidden="true" r="1"><c s="1" r="A1"><v>0.5</v></c>'
    '<c t="e" r="B1"><v>#N/A</v></c><c s="0" r="C1"><f>A1</f><v/></c></row>'
    '<row r="2"><c t="n" s="1" r="A2"><v>1</v></c></row>',
    "single quotes": "<row r='1' hidden='1'><c r='A1' s='1'><v>0.5</v></c>"
    "<c r='B1' t='e'><v>#N/A</v></c><c r='C1'><f>A1</f><v></v></c></row>"
    "<row r='2'><c r='A2' s='1'><v>1</v></c></row>",
    "spaces and a comment": '<!-- x -->\n<row r="1" hidden="1">\n <c r="A1" s="1"><v>0.5</v></c>\n'
    ' <c r="B1" t="e">\n<v>#N/A</v>\n</c>\n <c r="C1">\n <f>A1</f>\n </c>\n</row>\n'
    '<row r="2"><c r="A2" s="1"><v>1</v></c></row>',
    "one odd cell at the end": '<row r="1" hidden="1"><c r="A1" s="1"><v>0.5</v></c>'
    "<c r='B1' t='e'><v>#N/A</v></c><c r=\"C1\"><f>A1</f></c></row>"
    '<row r="2"><c r="A2" s="1"><v>1</v></c></row>',
}


@pytest.mark.parametrize("layout", ODD_LAYOUTS)
def test_facts_are_the_same_in_any_layout_of_the_xml(layout):
    merges = '<mergeCells count="1"><mergeCell ref="A5:B6"/></mergeCells>'
    columns = '<cols><col min="3" max="4" hidden="1"/></cols>'
    xml = sheet(ODD_LAYOUTS[layout], before=columns, after=merges).encode()
    formats = {1: "0%"}
    for found in (
        begin_scan(xml, formats, Limits())(),
        parse_sheet(xml, formats, Limits()),
    ):
        assert found.special == {
            (1, 2): ("error", "#N/A"),
            (1, 3): ("formula_without_value", ""),
        }
        assert found.formats == [("0%", 1, 1, 2)]
        assert found.hidden_rows == [(1, 1)]
        assert found.hidden_columns == [(3, 4)]
        assert found.merges == [(5, 1, 6, 2)]


def test_facts_are_the_same_with_a_prefix_on_every_tag():
    cells = '<x:c r="A1" t="e"><x:v>#N/A</x:v></x:c><x:c r="B1"><x:f>1</x:f></x:c>'
    rows = f'<x:row r="1">{cells}</x:row>'
    xml = f'<x:worksheet xmlns:x="m"><x:sheetData>{rows}</x:sheetData></x:worksheet>'.encode()
    assert set(begin_scan(xml, {}, Limits())().special) == {(1, 1), (1, 2)}


def test_formats_that_change_no_meaning_are_left_out():
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="#,##0.0;[Red]-#,##0.0"/>'
        '<numFmt numFmtId="171" formatCode="0&quot; hộ&quot;"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="170"/><xf numFmtId="171"/>'
        '<xf numFmtId="4"/></cellXfs>'
    )
    rows = "".join(f'<c r="{letters(n + 1)}1" s="{n}"><v>1.5</v></c>' for n in range(5))
    page = read(zipped(parts_of(sheet(f'<row r="1">{rows}</row>'), styles))).sheets[0]
    assert [cell.number_format for cell in page.rows[0].cells] == ["", "0.00%", "", '0" hộ"', ""]
    assert {cell.kind for cell in page.rows[0].cells} == {"number"}


def test_a_sheet_formatted_to_its_far_end_is_as_large_as_its_values():
    book = openpyxl.Workbook()
    page = book.active
    page["A1"] = "x"
    page["ZZ3"].fill = PatternFill("solid", fgColor="FFFF00")
    page["B900000"].fill = PatternFill("solid", fgColor="FFFF00")
    assert read(saved(book)).sheets[0].values == [["x"]]


def test_every_way_of_storing_text_is_read():
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>xin</t></is></c>'
        '<c r="C1" t="b"><v>0</v></c><c r="D1" t="str"><f>A1</f><v>tính</v></c></row>'
    )
    parts = parts_of(sheet(rows))
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        'styles" Target="styles.xml"', 'sharedStrings" Target="sharedStrings.xml"'
    )
    parts["xl/sharedStrings.xml"] = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si>'
        "<r><t xml:space='preserve'>Chỉ </t></r><r><t>tiêu</t></r></si></sst>"
    )
    values = [cell.value for cell in read(zipped(parts)).sheets[0].rows[0].cells]
    assert values == ["Chỉ tiêu", "xin", False, "tính"]


def test_text_that_looks_like_markup_or_a_formula_stays_text():
    book = openpyxl.Workbook()
    texts = ["<script>alert(1)</script>", "'=1+1", "&amp;", "a\nb", "𝟙 e\u0301"]
    for place, text in enumerate(texts, start=1):
        book.active.cell(place, 1, text)
    assert [row[0] for row in read_in_child(saved(book)).sheets[0].values] == texts


@pytest.mark.parametrize("number", range(2))
def test_values_are_those_that_openpyxl_reads(number):
    data = seeds()[number]
    theirs = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    for page in read(data).sheets:
        for row in page.rows:
            for cell in row.cells:
                value = theirs[page.name][cell.ref].value
                assert cell.value == value, (page.name, cell)
                assert (cell.kind == "empty") == (value is None and cell.ref != "D5")


def test_columns_are_named_as_excel_names_them():
    assert [letters(n) for n in (1, 26, 27, 200, 702, 703, 16384)] == [
        "A", "Z", "AA", "GR", "ZZ", "AAA", "XFD",
    ]  # fmt: skip
    assert all(column_number(letters(n)) == n for n in range(1, 16385))
    assert ref(7, 5) == "E7"


def test_the_reader_loads_neither_pandas_nor_duckdb():
    script = "import sys, etl.read_workbook; print({'pandas','duckdb','numpy'} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_a_workbook_of_200_rows_costs_a_fraction_of_a_second():
    resource = pytest.importorskip("resource", reason="processor time is known on POSIX only")
    book = openpyxl.Workbook()
    for number in range(200):
        book.active.append([number, f"Chỉ tiêu {number}", "%", "≥ 85", 70.6, "31/12/2026"])
    data = saved(book)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert len(read_in_child(data).sheets[0].rows) == 200
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    # processor time: what a person waits depends on what else the machine does
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.7


def test_a_large_sheet_costs_the_parent_little_more_than_its_values():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        for number in range(20_000):
            page.write_row(number, 0, [number, "Chỉ tiêu", 70.6, "≥ 85", number / 7])
    data = target.getvalue()
    tracemalloc.start()
    sheet_read = read_in_child(data).sheets[0]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(sheet_read.rows) == 20_000
    assert peak < 40 * 2**20
