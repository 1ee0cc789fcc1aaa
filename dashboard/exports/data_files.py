"""Tables as files: a workbook with a cover, CSV for a spreadsheet, Parquet for programs.

Numbers stay numbers. Text that a spreadsheet would take for a formula is led by an apostrophe.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

MAX_ROWS = 100_000  # rows of one sheet; longer tables are for CSV and Parquet
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET = "application/vnd.apache.parquet"
DUCKDB = "application/octet-stream"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_BOLD, _TITLE, _WRAPPED = Font(bold=True), Font(bold=True, size=16), Alignment(wrap_text=True)
_LONGEST, _SHORTEST = 48, 9  # widths of columns, in letters


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook; `name` is that of the sheet (31 letters at most)."""

    name: str
    frame: pd.DataFrame


@dataclass(frozen=True)
class Cover:
    """The first sheet: its name, a title, pairs of a heading and a text, and paragraphs."""

    name: str
    title: str
    facts: Sequence[tuple[str, str | int | float | datetime]]
    notes: Sequence[str]


def workbook_bytes(cover: Cover, sheets: Sequence[Sheet]) -> bytes:
    """An .xlsx with the cover and a sheet a table: bold frozen headings, a filter, plain cells.

    Raises ValueError for a table of more than MAX_ROWS rows.
    """
    for sheet in sheets:
        if len(sheet.frame) > MAX_ROWS:
            raise ValueError(f"{sheet.name}: {len(sheet.frame)} rows, at most {MAX_ROWS}")
    book = Workbook(write_only=True)
    _write_cover(book, cover)
    for sheet in sheets:
        _write_table(book, sheet)
    book.properties.title = cover.title
    book.properties.creator = ""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_bytes(frame: pd.DataFrame, decimal_mark: str) -> bytes:
    """CSV with BOM, `;` between cells, dates as 2026-03-31, numbers with `decimal_mark`."""
    texts = frame.copy(deep=False)
    for column in texts.columns:
        kind = texts[column].dtype
        if pd.api.types.is_bool_dtype(kind):
            texts[column] = texts[column].map({True: "true", False: "false"})
        elif not pd.api.types.is_numeric_dtype(kind) and not _is_date(kind):
            texts[column] = texts[column].map(safe_text, na_action="ignore")
    return texts.to_csv(
        index=False,
        sep=";",
        decimal=decimal_mark,
        float_format="%.12g",  # 70 stays 70
        date_format="%Y-%m-%d",
        lineterminator="\r\n",
    ).encode("utf-8-sig")


def parquet_bytes(frame: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    """Parquet whose metadata carry `about` (edition, title, units); texts as they are."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    described = {key: value.encode() for key, value in about.items()}
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), **described})
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def safe_text(value: object) -> object:
    """Text that no spreadsheet reads as a formula; everything else as it is."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def _is_date(kind: object) -> bool:
    return pd.api.types.is_datetime64_any_dtype(kind)


def _write_cover(book: Workbook, cover: Cover) -> None:
    sheet = book.create_sheet(cover.name)
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["B"].width = 90
    sheet.append([_styled(sheet, cover.title, _TITLE)])
    sheet.append([])
    for heading, text in cover.facts:
        sheet.append([_styled(sheet, heading, _BOLD), _wrapped(sheet, _cell(text))])
    sheet.append([])
    for note in cover.notes:
        sheet.append([None, _wrapped(sheet, _cell(note))])


def _write_table(book: Workbook, sheet: Sheet) -> None:
    page, frame = book.create_sheet(sheet.name), sheet.frame
    for place, column in enumerate(frame.columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = _width(frame[column], column)
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(frame.columns))}{len(frame) + 1}"
    page.append([_styled(page, str(column), _BOLD) for column in frame.columns])
    dates = [_is_date(kind) for kind in frame.dtypes]
    for row in _rows(frame):
        page.append(
            [
                _dated(page, value) if is_date and value is not None else value
                for value, is_date in zip(row, dates, strict=True)
            ]
        )


def _rows(frame: pd.DataFrame) -> Iterable[Sequence[object]]:
    """Rows of plain Python values, None where nothing stands."""
    columns = [
        [_cell(value) for value in frame[column].astype(object).where(frame[column].notna(), None)]
        for column in frame.columns
    ]
    return zip(*columns, strict=True)


def _cell(value: object) -> object:
    """A value that openpyxl takes: text without control characters and never a formula."""
    if isinstance(value, str):
        return safe_text(ILLEGAL_CHARACTERS_RE.sub("", value))
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    return value.item() if hasattr(value, "item") else value


def _width(values: pd.Series, heading: str) -> float:
    head = values.head(200).dropna()
    longest = max((len(str(value)) for value in head), default=0)
    return min(max(longest, len(str(heading)) + 3, _SHORTEST), _LONGEST) + 1


def _styled(sheet: object, text: str, font: Font) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=_cell(text))
    cell.font = font
    return cell


def _wrapped(sheet: object, value: object) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    cell.alignment = _WRAPPED
    return cell


def _dated(sheet: object, value: object) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=value)
    cell.number_format = "dd/mm/yyyy"
    return cell
