"""The records of .xls that our own writers do not write, and the container around them."""

import struct

import pytest
import xlwt

from etl.compound import Compound, workbook_stream
from etl.read_workbook import read
from etl.workbook import Limits, WorkbookProblem
from etl.xls_scan import scan_xls
from tests.etl.workbook_makers import compound, saved

BOF8 = (0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))
BOF5 = (0x0809, struct.pack("<HHHH", 0x0500, 5, 0, 0))
EOF = (0x000A, b"")


def _stream(*records: tuple[int, bytes]) -> bytes:
    return b"".join(struct.pack("<HH", code, len(body)) + body for code, body in records)


def _book(first: tuple[int, bytes], settings: list[tuple[int, bytes]], cells) -> bytes:
    """A workbook stream of one sheet."""
    sheet_record = (0x0085, b"\0\0\0\0\0\0\1\0S")
    start = len(_stream(first, *settings, sheet_record, EOF))
    sheet_record = (0x0085, struct.pack("<I", start) + b"\0\0\1\0S")
    return _stream(first, *settings, sheet_record, EOF, first, *cells, EOF)


def _xf(number_format: int) -> tuple[int, bytes]:
    return 0x00E0, struct.pack("<HH16x", 0, number_format)


def _formula(row: int, column: int, style: int, result: bytes) -> tuple[int, bytes]:
    return 0x0006, struct.pack("<HHH", row, column, style) + result + b"\0" * 8


WIDE_FORMAT = (0x041E, struct.pack("<HHB", 164, 4, 1) + '0"hộ"'.encode("utf-16-le"))
NARROW_FORMAT = (0x041E, struct.pack("<HHB", 165, 5, 0) + b'0.0"%"')
NUMBER = struct.pack("<d", 0.5)


def test_errors_formats_and_hidden_parts_are_found_in_every_kind_of_record():
    cells = [
        (0x0208, struct.pack("<HHHHHHH2x", 4, 0, 3, 0, 0, 0, 0x20)),
        (0x0208, struct.pack("<HHHHHHH2x", 5, 0, 3, 0, 0, 0, 0)),
        (0x007D, struct.pack("<HHHHH2x", 2, 3, 0, 0, 1)),
        (0x007D, struct.pack("<HHHHH2x", 5, 6, 0, 0, 0)),
        (0x00BD, struct.pack("<HH", 0, 1) + struct.pack("<HI", 1, 0) * 2 + struct.pack("<H", 2)),
        (0x027E, struct.pack("<HHHI", 1, 1, 1, 0)),
        (0x0203, struct.pack("<HHH", 2, 1, 2) + NUMBER),
        (0x0205, struct.pack("<HHHBB", 3, 0, 0, 0x2A, 1)),
        (0x0205, struct.pack("<HHHBB", 3, 1, 0, 1, 0)),
        _formula(3, 2, 0, b"\x02\0\x07\0\0\0\xff\xff"),
        _formula(3, 3, 1, b"\x00\0\0\0\0\0\xff\xff"),
        _formula(3, 4, 1, NUMBER),
        (0x0809, b"\0" * 16),  # a chart within the sheet
        (0x0205, struct.pack("<HHHBB", 9, 9, 0, 0x2A, 1)),
        EOF,
        (0x0205, struct.pack("<HHHBB", 6, 0, 0, 0x99, 1)),
    ]
    settings = [WIDE_FORMAT, NARROW_FORMAT, _xf(0), _xf(10), _xf(164), (0x01AE, b"\1\0\1\4")]
    (facts,) = scan_xls(_book(BOF8, settings, cells), Limits())
    assert facts.special == {
        (4, 1): ("error", "#N/A"),
        (4, 3): ("error", "#DIV/0!"),
        (7, 1): ("error", "#"),
    }
    assert facts.formats == [
        ("0.00%", 2, 1, 2),
        ("0.00%", 3, 1, 1),
        ('0"hộ"', 2, 3, 3),
        ("0.00%", 5, 4, 4),
    ]
    assert facts.hidden_rows == [(5, 5)]
    assert facts.hidden_columns == [(3, 4)]


def test_formats_of_excel_95_are_read():
    settings = [(0x041E, struct.pack("<HB", 164, 4) + b'0"%"'), _xf(164)]
    cells = [(0x0203, struct.pack("<HHH", 0, 0, 0) + NUMBER)]
    (facts,) = scan_xls(_book(BOF5, settings, cells), Limits())
    assert facts.formats == [('0"%"', 1, 1, 1)]


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        (_stream(BOF8, (0x0085, b"\0")), "damaged_file"),
        (_stream(BOF8, (0x0085, struct.pack("<I", 99999) + b"\0\0\1\0S"), EOF), None),
        (b"", None),
        (_stream(BOF8, *[(0x0085, b"\0" * 9)] * 51, EOF), "too_many_sheets"),
    ],
)
def test_broken_records_are_named_or_hold_nothing(stream, code):
    if code is None:
        assert all(not facts.special for facts in scan_xls(stream, Limits()))
        return
    with pytest.raises(WorkbookProblem) as caught:
        scan_xls(stream, Limits())
    assert caught.value.code == code


@pytest.mark.parametrize("small", [False, True])
def test_streams_of_both_sizes_are_read(small):
    file = Compound(compound({"Workbook": b"abc" * 300, "Khác": b"d" * 70}, small=small))
    assert file.stream("Book", "Workbook").rstrip(b"\0") == b"abc" * 300
    assert file.stream("Khác").rstrip(b"\0") == b"d" * 70
    assert file.stream("Thiếu") is None
    assert workbook_stream(file).startswith(b"abc")


def test_a_container_of_many_megabytes_is_read():
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    for row in range(5000):
        sheet.write(row, 0, f"{row:05d}" + "x" * 1800)
    data = saved(book)
    assert len(data) > 8 * 2**20
    values = read(data).sheets[0].values
    assert len(values) == 5000 and values[4999][0].startswith("04999")


def _damaged(change) -> bytes:
    data = bytearray(compound({"Workbook": b"x" * 5000}))
    change(data)
    return bytes(data)


@pytest.mark.parametrize(
    "change",
    [
        lambda data: struct.pack_into("<H", data, 30, 3),  # the size of a sector
        lambda data: struct.pack_into("<I", data, 512 + 8, 2),  # a chain that ends in itself
        lambda data: struct.pack_into("<I", data, 512 + 8, 5000),  # a chain that leaves the file
        lambda data: struct.pack_into("<I", data, 48, 77),  # the directory is elsewhere
        lambda data: struct.pack_into("<109I", data, 76, *[0] * 109),  # tables without number
        lambda data: data.__delitem__(slice(300, None)),
    ],
)
def test_a_damaged_container_is_refused(change):
    with pytest.raises(WorkbookProblem) as caught:
        workbook_stream(Compound(_damaged(change)))
    assert caught.value.code in ("damaged_file", "unknown_type")


def test_tables_that_refer_to_each_other_come_to_an_end():
    data = _damaged(lambda data: struct.pack_into("<II", data, 68, 0, 9))
    assert workbook_stream(Compound(data)).startswith(b"xxx")
