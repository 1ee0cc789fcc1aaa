"""Files for people and programs: numbers stay numbers, text never becomes a formula."""

import io
from datetime import datetime

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from dashboard.exports import data_files as files

COVER = files.Cover(
    "Bìa", "Dữ liệu", [("Bản dữ liệu", "e-1"), ("Số kế hoạch", 5)], ["=1+1", "Không phải là 0"]
)
HOSTILE = ["=1+1", "+84", "-x", "@SUM(A1)", "\tx", "\rx", "\nx"]


@pytest.fixture
def frame():
    return pd.DataFrame(
        {
            "label": ["Điện tử", "=cmd|' /C calc'!A0", None],
            "value": [70.6, 100.0, None],
            "year": pd.array([2025, 2026, None], dtype="Int32"),
            "due": pd.to_datetime(["2025-12-31", None, "2026-03-26"]),
            "speaks": [True, False, True],
        }
    )


def read(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_a_workbook_keeps_numbers_dates_and_gaps(frame):
    book = read(files.workbook_bytes(COVER, [files.Sheet("statements", frame)]))
    assert book.sheetnames == ["Bìa", "statements"]
    rows = list(book["statements"].values)
    assert rows[0] == ("label", "value", "year", "due", "speaks")
    assert rows[1] == ("Điện tử", 70.6, 2025, datetime(2025, 12, 31), True)
    assert rows[2] == ("'=cmd|' /C calc'!A0", 100, 2026, None, False)
    assert rows[3] == (None, None, None, datetime(2026, 3, 26), True)
    page = book["statements"]
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:E4"
    assert page["D2"].number_format == "dd/mm/yyyy"
    assert page["B2"].data_type == "n"


def test_the_cover_says_what_the_file_is(frame):
    cover = read(files.workbook_bytes(COVER, [files.Sheet("a", frame)]))["Bìa"]
    texts = [value for row in cover.values for value in row if value is not None]
    assert texts[:5] == ["Dữ liệu", "Bản dữ liệu", "e-1", "Số kế hoạch", 5]
    assert "'=1+1" in texts


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_begins_a_formula(text):
    book = read(files.workbook_bytes(COVER, [files.Sheet("a", pd.DataFrame({text: [text]}))]))
    for cell in (book["a"]["A1"], book["a"]["A2"]):
        assert cell.data_type == "s"
        assert cell.value.startswith("'")
    assert files.csv_bytes(pd.DataFrame({"a": [text]}), ",").decode("utf-8-sig").count("'") == 1
    assert files.safe_text(text) == f"'{text}"


def test_negative_numbers_are_no_formulas():
    book = read(files.workbook_bytes(COVER, [files.Sheet("a", pd.DataFrame({"gap": [-40.0]}))]))
    assert book["a"]["A2"].value == -40
    assert files.csv_bytes(pd.DataFrame({"gap": [-40.0]}), ",").endswith(b"gap\r\n-40\r\n")


def test_control_characters_do_not_break_a_workbook():
    frame = pd.DataFrame({"a": ["x\x00\x0by"]})
    assert read(files.workbook_bytes(COVER, [files.Sheet("a", frame)]))["a"]["A2"].value == "xy"


def test_an_empty_table_still_has_its_headings():
    frame = pd.DataFrame({"a": pd.Series([], dtype=float), "b": pd.Series([], dtype=str)})
    book = read(files.workbook_bytes(COVER, [files.Sheet("a", frame)]))
    assert list(book["a"].values) == [("a", "b")]


def test_a_table_too_long_for_a_sheet_is_refused():
    frame = pd.DataFrame({"a": range(files.MAX_ROWS + 1)})
    with pytest.raises(ValueError, match="at most 100000"):
        files.workbook_bytes(COVER, [files.Sheet("a", frame)])


def test_csv_is_for_a_vietnamese_spreadsheet(frame):
    data = files.csv_bytes(frame, ",")
    assert data.startswith(b"\xef\xbb\xbf")
    lines = data.decode("utf-8-sig").split("\r\n")
    assert lines[0] == "label;value;year;due;speaks"
    assert lines[1] == "Điện tử;70,6;2025;2025-12-31;true"
    assert lines[2] == "'=cmd|' /C calc'!A0;100;2026;;false"
    assert lines[3] == ";;;2026-03-26;true"


def test_csv_takes_the_mark_of_the_language_and_changes_nothing(frame):
    before = frame.copy()
    assert ";70.6;" in files.csv_bytes(frame, ".").decode("utf-8-sig")
    pd.testing.assert_frame_equal(frame, before)


def test_parquet_keeps_types_and_names_the_edition(frame):
    data = io.BytesIO(files.parquet_bytes(frame, {"edition_id": "e-1", "title": "Con số"}))
    table = pq.read_table(data)
    assert table.schema.metadata[b"edition_id"] == b"e-1"
    assert table.schema.metadata[b"title"].decode() == "Con số"
    back = table.to_pandas()
    assert back["value"].dtype == float
    assert back["label"][1] == "=cmd|' /C calc'!A0"  # no spreadsheet: as it is
    assert back["due"][0] == pd.Timestamp("2025-12-31")
