"""The workbook as received, with its problem cells coloured and commented, and a list of them.

A file is annotated only after the reading in a child process has accepted it: what could harm
(a hidden bomb, a DTD, macros, links) has been refused there.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook as Book
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from etl.notices import ERROR, QUESTION, WARNING, Notice, words
from etl.read_workbook import read_in_child
from etl.workbook import Workbook

_COLOURS = {ERROR: "F4B6B0", QUESTION: "FFE08A", WARNING: "CFE2F3"}
_WORST_FIRST = (ERROR, QUESTION, WARNING)
_LONGEST_NAME = 31  # of a sheet, in Excel


def annotate(data: bytes, notices: Sequence[Notice], name: str = "") -> bytes:
    """The workbook as .xlsx with every notice at its cell, and a last sheet that lists them all.

    An .xls file comes back as .xlsx with its values. Raises WorkbookProblem when the file is
    one that is not taken in.
    """
    received = read_in_child(data, name)
    book = _same(data) if received.kind == "xlsx" else _copied(received)
    _clean(book)
    places: dict[tuple[str, str], list[Notice]] = {}
    for told in notices:
        if told.sheet in book.sheetnames and told.cell:
            places.setdefault((told.sheet, told.cell), []).append(told)
    for (sheet, cell), found in places.items():
        _mark(_writable(book[sheet], cell), found)
    _list(book, notices)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _same(data: bytes) -> Book:
    return load_workbook(io.BytesIO(data), keep_links=False)


def _copied(received: Workbook) -> Book:
    book = Book()
    book.remove(book.active)
    for sheet in received.sheets:
        copy = book.create_sheet(sheet.name)
        for row in sheet.rows:
            for cell in row.cells:
                if cell.value is not None:
                    _write(copy.cell(row.number, cell.column), cell.value)
    return book


def _write(cell: Cell, value: object) -> None:
    """Text stays text: what begins with "=" would otherwise become a formula."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def _clean(book: Book) -> None:
    """Takes away what an earlier check has left, so that repaired cells do not stay coloured."""
    for sheet in list(book.worksheets):
        if sheet["A1"].value == words("annotate.title"):
            book.remove(sheet)
            continue
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment and words("annotate.mark") in cell.comment.text:
                    own = cell.comment.text.partition(words("annotate.mark"))[0].rstrip("\n")
                    cell.comment = Comment(own, cell.comment.author) if own else None
                    cell.fill = PatternFill()


def _writable(sheet: Worksheet, place: str) -> Cell:
    """The cell itself, or the corner of the merge that covers it."""
    for area in sheet.merged_cells.ranges:
        if place in area:
            return sheet.cell(area.min_row, area.min_col)
    return sheet[place]


def _mark(cell: Cell, told: Iterable[Notice]) -> None:
    told = sorted(told, key=lambda one: _WORST_FIRST.index(one.severity))
    before = cell.comment
    lines = [words("annotate.mark"), *(one.message_vi for one in told)]
    lines = [before.text, *lines] if before else lines
    comment = Comment("\n".join(lines), before.author if before else words("annotate.author"))
    comment.width, comment.height = 420, 80 + 40 * len(told)
    cell.comment = comment
    cell.fill = PatternFill("solid", fgColor=_COLOURS[told[0].severity])


def _list(book: Book, notices: Sequence[Notice]) -> None:
    sheet = book.create_sheet(_free_name(book, words("annotate.sheet")))
    sheet["A1"] = words("annotate.title")
    sheet["A1"].font = Font(bold=True, size=13)
    heads = ("severity", "place_sheet", "place_cell", "message")
    for column, head in enumerate(heads, start=1):
        sheet.cell(3, column, words(f"annotate.{head}")).font = Font(bold=True)
    ordered = sorted(notices, key=lambda one: _WORST_FIRST.index(one.severity))
    for row, told in enumerate(ordered, start=4):
        texts = (words(f"annotate.{told.severity}"), told.sheet, told.cell, told.message_vi)
        for column, text in enumerate(texts, start=1):
            if text:
                _write(sheet.cell(row, column), text)
        sheet.cell(row, 1).fill = PatternFill("solid", fgColor=_COLOURS[told.severity])
        sheet.cell(row, 4).alignment = Alignment(wrap_text=True, vertical="top")
        _link(sheet.cell(row, 3), told, book)
    for letter, width in zip("ABCD", (14, 22, 10, 110), strict=True):
        sheet.column_dimensions[letter].width = width


def _link(cell: Cell, told: Notice, book: Book) -> None:
    if told.cell and told.sheet in book.sheetnames:
        name = str(told.sheet).replace("'", "''")
        cell.hyperlink = f"#'{name}'!{told.cell}"
        _write(cell, told.cell)


def _free_name(book: Book, wanted: str) -> str:
    name, number = wanted, 2
    while name in book.sheetnames:
        suffix = f" {number}"
        name, number = wanted[: _LONGEST_NAME - len(suffix)] + suffix, number + 1
    return name
