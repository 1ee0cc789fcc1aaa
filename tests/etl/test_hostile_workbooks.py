"""Files that are wrong, broken or hostile: refused with the cause, within the limits, no crash."""

import io
import json
import random
import struct
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlwt

from etl.read_workbook import read, read_in_child
from etl.workbook import WorkbookProblem
from tests.etl.refusals import code_of
from tests.etl.workbook_makers import (
    compound,
    parts_of,
    saved,
    sheet,
    with_lying_sizes,
    zipped,
)

FUZZ = Path(__file__).resolve().parents[1] / "fuzz_workbooks.py"
ONE_CELL = sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
GOOD = zipped(parts_of(ONE_CELL))
REL = '<Relationship Id="r9" Type="t/{}" Target="{}" TargetMode="External"/></Relationships>'


def _with(**parts: str | bytes) -> bytes:
    return zipped(parts_of(ONE_CELL) | {name: body for name, body in parts.items()})


def _with_relation(kind: str, target: str) -> bytes:
    parts = parts_of(ONE_CELL)
    key = "xl/_rels/workbook.xml.rels"
    parts[key] = str(parts[key]).replace("</Relationships>", REL.format(kind, target))
    return zipped(parts)


def _biff(*records: tuple[int, bytes]) -> bytes:
    body = b"".join(struct.pack("<HH", code, len(data)) + data for code, data in records)
    return compound({"Workbook": body})


BOF = (0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0))


def test_the_plain_workbook_these_files_are_made_from_is_read():
    assert read_in_child(GOOD).sheets[0].cell(1, 1).value == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\x00" * (10 * 2**20 + 1), "file_too_large"),
        (b"STT,Ch\xe1\xbb\x89 ti\xc3\xaau\n1,2\n", "is_text"),
        (b"\xff\xfe" + "STT\tChỉ tiêu".encode("utf-16-le"), "is_text"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "is_html"),
        (b"\xef\xbb\xbf\r\n<!DOCTYPE HTML><html></html>", "is_html"),
        (b'<?xml version="1.0"?><Workbook></Workbook>', "is_xml"),
        (b"%PDF-1.7 ...", "is_pdf"),
        (b"{\\rtf1 x}", "is_rtf"),
        (b"\x89PNG\r\n\x1a\n", "is_image"),
        (b"Rar!\x1a\x07", "is_archive"),
        (b"\x09\x08\x08\x00\x00\x05", "is_old_excel"),
        (b"\x01\x02\x03\x04", "unknown_type"),
        (b"PK\x05\x06" + b"\0" * 18, "is_zip"),
        (b"PK\x03\x04 cut off", "damaged_file"),
        (GOOD[:-40], "damaged_file"),
        (GOOD[: len(GOOD) // 2], "damaged_file"),
        (zipped({"bảng.txt": "x"}), "is_zip"),
        (zipped({"[Content_Types].xml": "<Types/>"}), "is_zip"),
        (zipped({"[Content_Types].xml": "x wordprocessingml x"}), "is_docx"),
        (zipped({"[Content_Types].xml": "x presentationml x"}), "is_pptx"),
        (zipped({"[Content_Types].xml": "x sheet.binary x"}), "is_xlsb"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "is_ods"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "damaged_file"),
        (compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}), "encrypted"),
        (compound({"WordDocument": b"x"}), "is_doc"),
        (compound({"PowerPoint Document": b"x"}), "is_ppt"),
        (compound({"Contents": b"x"}), "unknown_type"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_another_kind_of_file_is_named(data, code):
    assert code_of(data) == code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped({"[Content_Types].xml": "macroEnabled spreadsheetml"}), "macros"),
        (_with(**{"xl/vbaProject.bin": b"x"}), "macros"),
        (_with(**{"xl/macrosheets/sheet1.xml": "<x/>"}), "macros"),
        (_with(**{"xl/externalLinks/externalLink1.xml": "<x/>"}), "external_links"),
        (_with(**{"xl/connections.xml": "<x/>"}), "external_links"),
        (_with_relation("externalLinkPath", "file:///C:/a.xlsx"), "external_links"),
        (_with_relation("image", "http://example.com/a.png"), "external_links"),
        (_with(**{"xl/embeddings/oleObject1.bin": b"x"}), "embedded_objects"),
        (_with(**{"xl/activeX/activeX1.xml": "<x/>"}), "embedded_objects"),
        (zipped(parts_of('<!DOCTYPE x [<!ENTITY a "b">]>' + ONE_CELL)), "has_dtd"),
        (
            _with(**{"xl/sharedStrings.xml": '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'}),
            "has_dtd",
        ),
        (_with(**{"docProps/app.xml": "<!DOCTYPE x><x/>".encode("utf-16")}), "has_dtd"),
        (compound({"Workbook": b"x", "_VBA_PROJECT": b"y"}), "macros"),
        (compound({"Workbook": b"x", "MBD0001A2B3": b"y"}), "embedded_objects"),
        (_biff(BOF, (0x002F, b"\0" * 6), (0x000A, b"")), "encrypted"),
        (_biff(BOF, (0x01AE, b"\x01\0\x08\x00a.xls"), (0x000A, b"")), "external_links"),
        (
            _biff(BOF, (0x0085, struct.pack("<IBBBB", 0, 0, 1, 1, 0) + b"M"), (0x000A, b"")),
            "macros",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_may_do_harm_is_refused_and_named(data, code):
    assert code_of(data) == code


def test_a_link_to_click_on_is_no_reason_to_refuse():
    assert read_in_child(_with_relation("hyperlink", "https://example.com")).kind == "xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "thư"
    book.active["A1"].hyperlink = "mailto:xa@example.com"
    assert read_in_child(saved(book)).sheets[0].cell(1, 1).value == "thư"


def test_an_encrypted_zip_entry_is_named():
    data = bytearray(GOOD)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + at] |= 1
    assert code_of(bytes(data)) == "encrypted"


def test_what_would_unpack_to_too_much_is_refused_before_it_is_unpacked():
    bomb = zipped(parts_of(ONE_CELL) | {"xl/media/a.png": b"\0" * (101 * 2**20)}, level=9)
    start = time.perf_counter()
    assert code_of(bomb) == "too_large_unpacked"
    ratio = zipped(parts_of(ONE_CELL) | {"xl/media/a.png": b"\0" * (20 * 2**20)}, level=9)
    assert code_of(ratio) == "suspicious_ratio"
    assert time.perf_counter() - start < 10
    many = zipped(parts_of(ONE_CELL) | {f"xl/media/{n}.png": b"" for n in range(1000)})
    assert code_of(many) == "too_many_entries"


def test_a_directory_that_lies_about_sizes_is_found_out():
    noise = random.Random(1).randbytes(20_000)
    honest = zipped(parts_of(ONE_CELL + " " * 300_000) | {"xl/media/a.png": noise})
    assert read_in_child(honest).kind == "xlsx"
    for size in (200, 310_000):
        lying = with_lying_sizes(honest, "xl/worksheets/sheet1.xml", size)
        assert code_of(lying) == "damaged_file"


def test_parts_of_one_name_are_refused():
    target = io.BytesIO(GOOD)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("XL/worksheets/SHEET1.xml", ONE_CELL)
    assert code_of(target.getvalue()) == "damaged_file"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("xl/workbook.xml", "missing_part"),
        ("xl/_rels/workbook.xml.rels", "no_sheets"),
        ("xl/worksheets/sheet1.xml", "no_sheets"),
    ],
)
def test_a_missing_part_is_named(name, code):
    parts = parts_of(ONE_CELL)
    del parts[name]
    assert code_of(zipped(parts)) == code


@pytest.mark.parametrize(
    "xml",
    [
        "",
        "no xml at all",
        ONE_CELL[:80],
        sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'),
        sheet("<row r='x'><c r='A1'><v>1</v></c></row>"),
        sheet('<row r="1"><c r="A1"><v>1</v></row>'),
    ],
)
def test_a_broken_sheet_is_refused_or_read_but_never_crashes(xml):
    for reader in (read_in_child, read):
        try:
            reader(zipped(parts_of(xml)))
        except WorkbookProblem as problem:
            assert problem.code == "damaged_file"


def test_the_name_decides_nothing():
    assert read_in_child(GOOD, "ảnh.png").kind == "xlsx"
    assert read_in_child(saved(_old_book()), "mới.xlsx").kind == "xls"


def _old_book() -> xlwt.Workbook:
    book = xlwt.Workbook()
    book.add_sheet("A").write(0, 0, 1)
    return book


def test_reading_in_this_process_refuses_in_the_same_words():
    for data in (b"", GOOD[:-40], zipped(parts_of("no xml")), compound({"Workbook": b"junk" * 99})):
        with pytest.raises(WorkbookProblem) as here:
            read(data)
        with pytest.raises(WorkbookProblem) as there:
            read_in_child(data)
        assert here.value == there.value


def test_mutated_workbooks_neither_crash_nor_hang():
    """A fixed share of `make fuzz`: the causes are named, memory and time stay bounded."""
    # In a process of its own, whose children are these readers alone.
    command = [sys.executable, str(FUZZ), "--n", "200"]
    done = subprocess.run(command, capture_output=True, text=True)
    report = json.loads(done.stdout)
    assert done.returncode == 0, report
    assert report["files"] == 200 and report["unnamed"] == []
    assert 20 < report["read"] < 180  # the accidents are neither too small nor too large
