"""What is read from a workbook, said piece by piece: sheets, their facts, their rows.

This is the work of the child process (see `read_workbook`). Each piece is plain data that JSON
can carry.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from typing import Any

import python_calamine

from etl.archive import Archive, check_is_xlsx, check_xlsx, kind_of_file
from etl.compound import Compound, workbook_stream
from etl.sheet_scan import begin_scan, check_size
from etl.workbook import Limits, SheetFacts, WorkbookProblem
from etl.xls_scan import scan_xls
from etl.xlsx_parts import read_parts

_CHUNK = 2000  # rows a piece: enough to be fast, small enough to stay in little memory
Message = dict[str, Any]
Scan = Callable[[], SheetFacts]
Unpack = Callable[[str, int], Scan]  # name and place of a sheet -> its facts, once called


def messages(data: bytes, limits: Limits) -> Iterator[Message]:
    """Each sheet, its rows in pieces, and at the end the kind of file.

    Raises WorkbookProblem, python_calamine's errors, or what a native library panics with.
    """
    if kind_of_file(data, limits) == "zip":
        kind, unpack, count = "xlsx", *_open_xlsx(data, limits)
    else:
        kind, unpack, count = "xls", *_open_xls(data, limits)
    if count > limits.sheets:
        raise WorkbookProblem("too_many_sheets", count=count, limit=limits.sheets)
    # Not closed by hand: after a problem, its thread may still be at work on it.
    workbook = python_calamine.load_workbook(io.BytesIO(data))
    for place, meta in enumerate(_worksheets(workbook)):
        hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
        scan = unpack(meta.name, place)
        sheet, facts = _both(workbook, meta.name, scan)
        yield from _sheet_messages(sheet, facts, "hidden" if hidden else "visible", limits)
    yield {"end": kind}


def _worksheets(workbook: python_calamine.CalamineWorkbook) -> list[python_calamine.SheetMetadata]:
    kind = python_calamine.SheetTypeEnum.WorkSheet
    return [meta for meta in workbook.sheets_metadata if meta.typ == kind]


def _both(
    workbook: python_calamine.CalamineWorkbook, name: str, scan: Scan
) -> tuple[python_calamine.CalamineSheet, SheetFacts]:
    """Values and facts of one sheet at the same time: python-calamine works without the GIL."""
    result: list[Any] = []

    def values() -> None:
        try:
            result.append(workbook.get_sheet_by_name(name))
        except BaseException as error:  # a panic is no ordinary exception; raised again below
            result.append(error)

    worker = threading.Thread(target=values, daemon=True)
    worker.start()
    facts = scan()
    worker.join()
    if isinstance(result[0], BaseException):
        raise result[0]
    return result[0], facts


def _open_xlsx(data: bytes, limits: Limits) -> tuple[Unpack, int]:
    archive = Archive(data, limits)
    check_is_xlsx(archive)
    parts = read_parts(archive)
    check_xlsx(archive, set(parts.sheets.values()))

    def unpack(name: str, _: int) -> Scan:
        if name not in parts.sheets:
            raise WorkbookProblem("damaged_file")
        xml = archive.part(parts.sheets[name])
        return begin_scan(xml, parts.formats, limits, recalculate=parts.recalculate)

    return unpack, len(parts.sheets)


def _open_xls(data: bytes, limits: Limits) -> tuple[Unpack, int]:
    found = scan_xls(workbook_stream(Compound(data)), limits)

    def unpack(_: str, place: int) -> Scan:
        if place >= len(found):
            raise WorkbookProblem("damaged_file")
        return lambda: found[place]

    return unpack, len(found)


def _sheet_messages(
    sheet: python_calamine.CalamineSheet, facts: SheetFacts, state: str, limits: Limits
) -> Iterator[Message]:
    last_row = max([row for row, _ in facts.special], default=0)
    last_column = max([column for _, column in facts.special], default=0)
    height, width = (place + 1 for place in sheet.end) if sheet.end else (0, 0)
    check_size(max(height, last_row), max(width, last_column), limits)
    merges = facts.merges or _calamine_merges(sheet)
    yield {
        "sheet": sheet.name,
        "state": state,
        "special": [[*place, *what] for place, what in facts.special.items()],
        "areas": ["formats", "hidden_rows", "hidden_columns", "merges"],
        "formats": facts.formats,
        "hidden_rows": facts.hidden_rows,
        "hidden_columns": facts.hidden_columns,
        "merges": merges,
    }
    yield from _row_messages(sheet, last_row, max(width, last_column) - width)


def _calamine_merges(sheet: python_calamine.CalamineSheet) -> list[tuple[int, int, int, int]]:
    areas = sheet.merged_cell_ranges or []
    return [(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in areas]


def _row_messages(
    sheet: python_calamine.CalamineSheet, last_row: int, missing: int
) -> Iterator[Message]:
    """The rows from row 1 and column 1, as many and, with `missing` more, as wide as needed."""
    # iter_rows begins at row 1, but at the first column that is used.
    left, right = [""] * (sheet.start[1] if sheet.start else 0), [""] * missing
    width = len(left) + sheet.width + missing if sheet.start else missing
    chunk: list[list[Any]] = []
    count = 0
    for row in sheet.iter_rows():
        chunk.append(left + row + right if left or right else row)
        count += 1
        if len(chunk) >= _CHUNK:
            yield {"rows": chunk}
            chunk = []
    chunk += [[""] * width for _ in range(last_row - count)]
    yield {"rows": chunk}
