"""What kind of file it is, and whether its archive may be opened: before anything is unpacked.

The content decides, never the name. An archive is judged by its directory; a part is unpacked
only to the size the directory states, so that a directory that lies is found out.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from etl.intake_words import table
from etl.workbook import Limits, WorkbookProblem

_UNREADABLE = (zipfile.BadZipFile, NotImplementedError, struct.error, ValueError, OverflowError)
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_STORED, _DEFLATED = 0, 8
_XML_NAMES = (".xml", ".rels", ".vml")
_REFUSED_PARTS = (
    ("macros", re.compile(r"vbaproject|(^|/)(macrosheets|dialogsheets)/")),
    ("external_links", re.compile(r"^xl/(externallinks/|connections\.xml|querytables/)")),
    ("embedded_objects", re.compile(r"(^|/)(embeddings|activex)/|oleobject")),
)
_OTHER_TYPES = (
    (b"macroEnabled", "macros"),
    (b"sheet.binary", "is_xlsb"),
    (b"wordprocessingml", "is_docx"),
    (b"presentationml", "is_pptx"),
)
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")


def kind_of_file(data: bytes, limits: Limits) -> str:
    """`zip` or `ole` by the first bytes.

    Raises WorkbookProblem for an empty or too large file and for every other kind of file.
    """
    if not data:
        raise WorkbookProblem("empty_file")
    if len(data) > limits.file_bytes:
        raise WorkbookProblem("file_too_large", limit=limits.file_bytes // 2**20)
    for row in table("signatures"):
        if data.startswith(bytes.fromhex(row["starts_with_hex"])):
            if row["code"] in ("zip", "ole"):
                return row["code"]
            raise WorkbookProblem(row["code"])
    raise WorkbookProblem(_kind_of_text(data[:4096]))


def _kind_of_text(head: bytes) -> str:
    code = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1"
    text = head.decode(code, errors="replace").lstrip("\ufeffï»¿ \r\n\t").lower()
    if re.match(r"<(!doctype html|html|table|head|body|meta)", text):
        return "is_html"
    if text.startswith("<?xml") or text.startswith("<"):
        return "is_html" if "<html" in text else "is_xml"
    odd = sum(1 for c in text if ord(c) < 32 and c not in "\r\n\t")
    return "is_text" if text and odd == 0 else "unknown_type"


class Archive:
    """The parts of a zip file, in memory. Opening it checks its directory against the limits."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Raises WorkbookProblem when the archive is damaged, locked, or holds too much."""
        self._data = data
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                infos = archive.infolist()
        except _UNREADABLE:
            raise WorkbookProblem("damaged_file") from None
        self._infos = {info.filename.replace("\\", "/").lower(): info for info in infos}
        self._check_directory(infos, limits)

    def _check_directory(self, infos: list[zipfile.ZipInfo], limits: Limits) -> None:
        if len(infos) > limits.entries:
            raise WorkbookProblem("too_many_entries", count=len(infos), limit=limits.entries)
        unpacked = sum(info.file_size for info in infos)
        if unpacked > limits.unpacked_bytes:
            limit = limits.unpacked_bytes // 2**20
            raise WorkbookProblem("too_large_unpacked", size=unpacked // 2**20, limit=limit)
        if unpacked > limits.ratio * len(self._data):
            raise WorkbookProblem("suspicious_ratio", limit=limits.ratio)
        if any(info.flag_bits & 1 for info in infos):
            raise WorkbookProblem("encrypted")
        twice = len(self._infos) != len(infos)
        overlapping = sum(info.compress_size for info in infos) > len(self._data)
        if twice or overlapping:
            raise WorkbookProblem("damaged_file")

    @property
    def names(self) -> list[str]:
        """Names of the parts in lower case."""
        return list(self._infos)

    def part(self, name: str) -> bytes:
        """One part unpacked. Raises WorkbookProblem when it is missing, damaged or has a DTD."""
        info = self._infos.get(name.lower().lstrip("/"))
        if info is None:
            raise WorkbookProblem("missing_part", part=name[:80])
        content = self._unpack(info)
        if name.lower().endswith(_XML_NAMES):
            refuse_dtd(content)
        return content

    def _unpack(self, info: zipfile.ZipInfo) -> bytes:
        start = info.header_offset
        header = self._data[start : start + _LOCAL_HEADER.size]
        if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            raise WorkbookProblem("damaged_file")
        _, name_size, extra_size = _LOCAL_HEADER.unpack(header)
        start += _LOCAL_HEADER.size + name_size + extra_size
        packed = self._data[start : start + info.compress_size]
        content = _inflate(packed, info)
        if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
            raise WorkbookProblem("damaged_file")
        return content


def _inflate(packed: bytes, info: zipfile.ZipInfo) -> bytes:
    if info.compress_type == _STORED:
        return packed
    if info.compress_type != _DEFLATED:
        raise WorkbookProblem("damaged_file")
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = stream.decompress(packed, info.file_size + 1)
    except zlib.error:
        raise WorkbookProblem("damaged_file") from None
    if not stream.eof:
        raise WorkbookProblem("damaged_file")
    return content


def refuse_dtd(content: bytes) -> None:
    """Raises WorkbookProblem when XML declares a document type: entities can be bombs."""
    wide = content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:100]
    codes = ("utf-16-le", "utf-16-be") if wide else ("utf-8",)
    if any("<!DOCTYPE".encode(code) in content for code in codes):
        raise WorkbookProblem("has_dtd")


def check_xlsx(archive: Archive, sheet_parts: set[str]) -> None:
    """Refuse macros, links to other files and embedded objects, in any part but the sheets.

    `sheet_parts` are read, and checked for a DTD, one by one later.
    Raises WorkbookProblem with the first thing found.
    """
    for name in archive.names:
        for code, pattern in _REFUSED_PARTS:
            if pattern.search(name):
                raise WorkbookProblem(code)
    for name in archive.names:
        if name not in sheet_parts and name.endswith(_XML_NAMES):
            content = archive.part(name)
            if name.endswith(".rels"):
                _refuse_external(content)


def _refuse_external(relations: bytes) -> None:
    """A link that someone clicks is harmless; a part that is fetched from elsewhere is not."""
    for relation in _RELATION.findall(relations):
        if b'"External"' in relation.replace(b"'", b'"') and b"/hyperlink" not in relation:
            raise WorkbookProblem("external_links")


def check_is_xlsx(archive: Archive) -> None:
    """Raises WorkbookProblem that says what else the archive is: a Word file, OpenDocument…"""
    if "[content_types].xml" not in archive.names:
        if "mimetype" in archive.names and b"opendocument.spreadsheet" in archive.part("mimetype"):
            raise WorkbookProblem("is_ods")
        raise WorkbookProblem("is_zip")
    types = archive.part("[Content_Types].xml")
    for mark, code in _OTHER_TYPES:
        if mark in types:
            raise WorkbookProblem(code)
    if b"spreadsheetml" not in types:
        raise WorkbookProblem("is_zip")
