"""Sheets up to the limits are read; beyond them the cause is named and the child is ended."""

from dataclasses import replace

import openpyxl
import pytest
import xlwt

from etl.read_workbook import read_in_child
from etl.workbook import Limits
from tests.etl.refusals import code_in_child, code_of
from tests.etl.workbook_makers import parts_of, saved, sheet, zipped

GOOD = zipped(parts_of(sheet('<row r="1"><c r="A1"><v>1</v></c></row>')))


def _two_cells(corner: str) -> str:
    row = corner.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    last = f'<row r="{row}"><c r="{corner}"><v>1</v></c></row>'
    return sheet(f'<row r="1"><c r="A1"><v>1</v></c></row>{last}')


def _cell(reference: str) -> str:
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return sheet(f'<row r="{row}"><c r="{reference}"><v>1</v></c></row>')


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (_cell("A200001"), "too_many_rows"),
        (_cell("A1048576"), "too_many_rows"),
        (_cell("GS1"), "too_many_columns"),
        (_cell("XFD1"), "too_many_columns"),
        (sheet('<row r="300000"><c r="A300000" t="e"><v>#N/A</v></c></row>'), "too_many_rows"),
        (sheet('<row r="1"><c r="XFD1"><f>A1</f></c></row>'), "too_many_columns"),
        (_two_cells("XFD1048576"), "too_many_rows"),  # more than could be held
        (_cell("XFD1").replace("<sheetD", '<dimension ref="A1:B2"/><sheetD'), "too_many_columns"),
    ],
)
def test_a_sheet_beyond_the_limits_is_named(xml, code):
    assert code_of(zipped(parts_of(xml))) == code


@pytest.mark.parametrize(("corner", "size"), [("E200000", (200_000, 5)), ("GR9000", (9000, 200))])
def test_a_sheet_up_to_the_limits_is_read(corner, size):
    page = read_in_child(zipped(parts_of(_two_cells(corner)))).sheets[0]
    assert (len(page.rows), len(page.values[0])) == size
    assert page.cell(1, 1).value == page.cell(*size).value == 1


def test_a_sheet_at_both_limits_at_once_does_not_fit_and_says_so():
    assert code_in_child(zipped(parts_of(_two_cells("GR200000")))) == "too_much_memory"


def test_too_many_sheets_are_named_in_both_formats():
    book, old = openpyxl.Workbook(), xlwt.Workbook()
    for number in range(51):
        book.create_sheet(f"S{number}")
        old.add_sheet(f"S{number}").write(0, 0, 1)
    assert code_of(saved(book)) == "too_many_sheets"
    assert code_of(saved(old)) == "too_many_sheets"


def test_a_sheet_that_takes_too_much_memory_is_named():
    # Text that each cell repeats: small in the file, gigabytes as values.
    strings = f"<sst><si><t>{'x' * 30_000}</t></si></sst>"
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 60_001))
    parts = parts_of(sheet(rows))
    key = "xl/_rels/workbook.xml.rels"
    parts[key] = str(parts[key]).replace(
        'styles" Target="styles.xml"', 'sharedStrings" Target="sharedStrings.xml"'
    )
    parts["xl/sharedStrings.xml"] = strings
    assert code_in_child(zipped(parts)) in ("too_much_memory", "too_much_text")


def test_a_child_out_of_time_or_memory_is_ended_and_named():
    assert code_in_child(GOOD, replace(Limits(), seconds=0)) == "too_slow"
    wide = zipped(parts_of(_two_cells("GR50000")))
    assert code_in_child(wide, replace(Limits(), memory_bytes=128 * 2**20)) == "too_much_memory"


def test_a_child_that_says_too_much_is_cut_off():
    assert code_in_child(GOOD, replace(Limits(), text_bytes=50)) == "too_much_text"
