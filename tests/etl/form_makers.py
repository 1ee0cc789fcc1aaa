"""Workbooks as communes and provinces send them, made by openpyxl for the tests of the intake."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.known import Known, load_known
from etl.paths import PROJECT_DIR
from etl.read_workbook import read
from etl.review import Review, review
from tests.etl.workbook_makers import saved

DATA = PROJECT_DIR / "data"
ANNEX = ("STT", "Tên chỉ tiêu", "Giải thích chỉ tiêu", "Đơn vị tính", "Chỉ tiêu cụ thể")
TITLES = (
    "PHỤ LỤC",
    "CHỈ TIÊU CHUYỂN ĐỔI SỐ NĂM 2025",
    "(Kèm theo Kế hoạch số 25/KH-UBND ngày 05/9/2025 của UBND xã Bình Giang, tỉnh Ninh Bình)",
)
KNOWN_LABEL = "Phủ sóng 5G theo dân số"  # coverage_5g, exact
OTHER_LABEL = "Hồ sơ TTHC xử lý trực tuyến"


def sheet_of(
    rows: Iterable[Sequence[object]],
    *,
    titles: Sequence[str] = TITLES,
    header: Sequence[object] = ANNEX,
    change: Callable[[Worksheet], None] | None = None,
) -> Workbook:
    """A workbook of one sheet: merged title rows, an empty row, headings, rows."""
    workbook = Workbook()
    fill(workbook.active, rows, titles, header)
    if change:
        change(workbook.active)
    return workbook


def fill(
    sheet: Worksheet,
    rows: Iterable[Sequence[object]],
    titles: Sequence[str],
    header: Sequence[object],
) -> None:
    """Titles, headings and rows; the headings stand in row `len(titles) + 2`, or 1 without."""
    for number, title in enumerate(titles, start=1):
        sheet.append([title])
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=5)
    if titles:
        sheet.append([None])
        sheet.cell(len(titles) + 1, 1, " ").value = None
    start = len(titles) + 2 if titles else 1
    for offset, row in enumerate((header, *rows)):
        for column, value in enumerate(row, start=1):
            sheet.cell(start + offset, column, value)


@cache
def known(data: Path = DATA) -> Known:
    """The shipped catalogue and register."""
    return load_known(data)


def reviewed(workbook: Workbook, name: str = "a.xlsx") -> Review:
    """The review of a workbook, read in this process."""
    return review(read(saved(workbook)), name, known())


def review_of(rows: Iterable[Sequence[object]], **options) -> Review:
    """The review of a workbook of one sheet."""
    return reviewed(sheet_of(rows, **options))


def codes(found: Review) -> list[tuple[str, str | None]]:
    """Codes and cells of everything that was told."""
    return [(told.code, told.cell) for told in found.notices]


def told(found: Review, code: str):
    """The one notice with a code."""
    (one,) = [notice for notice in found.notices if notice.code == code]
    return one


@cache
def shipped(plan_id: str) -> tuple[dict[str, str], ...]:
    """The statements of a shipped plan."""
    with (DATA / "statements" / f"{plan_id}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
