"""Workbooks for tests: made by real writers, or put together part by part to be hostile."""

from __future__ import annotations

import io
import struct
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def saved(workbook) -> bytes:
    """The bytes of a workbook of openpyxl or xlwt."""
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def zipped(parts: dict[str, str | bytes], level: int = 6) -> bytes:
    """A zip archive of the parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def parts_of(sheet: str | bytes, styles: str = "", workbook: str = "") -> dict[str, str | bytes]:
    """The parts of a workbook of one sheet, whose XML is given as it is."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"><Override PartName="/xl/workbook.xml" '
        f'ContentType="{SHEET_TYPE}"/></Types>',
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets>'
        f'<sheet name="S" sheetId="1" r:id="rId1"/></sheets>{workbook}</workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            {"rId1": ("worksheet", "worksheets/sheet1.xml"), "rId2": ("styles", "styles.xml")}
        ),
        "xl/worksheets/sheet1.xml": sheet,
    }
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    return parts


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{key}" Type="{RELS}/{kind}" Target="{target}"/>'
        for key, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{inside}</Relationships>'


def sheet(rows: str, before: str = "", after: str = "") -> str:
    """The XML of a sheet around its rows."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def with_lying_sizes(data: bytes, name: str, size: int) -> bytes:
    """The archive with another unpacked size stated for one part, in both places."""
    result = bytearray(data)
    wanted = name.encode()
    for mark, at, name_at, name_size_at in (
        (b"PK\x03\x04", 22, 30, 26),
        (b"PK\x01\x02", 24, 46, 28),
    ):
        place = result.find(mark)
        while place >= 0:
            (length,) = struct.unpack_from("<H", result, place + name_size_at)
            if result[place + name_at : place + name_at + length] == wanted:
                struct.pack_into("<I", result, place + at, size)
            place = result.find(mark, place + 4)
    return bytes(result)


def compound(streams: dict[str, bytes]) -> bytes:
    """A small OLE compound file with the streams given, each in sectors of its own."""
    sector = 512
    names = ["Root Entry", *streams]
    contents = [b"", *(body.ljust(4096, b"\0") for body in streams.values())]
    directory_sectors = -(-len(names) * 128 // sector)
    fat: list[int] = [0xFFFFFFFD]
    fat += _chain(1, directory_sectors)
    starts, body = [], b""
    for content in contents:
        count = -(-len(content) // sector)
        starts.append(len(fat) if count else 0xFFFFFFFE)
        fat += _chain(len(fat), count)
        body += content.ljust(count * sector, b"\0")
    entries = b""
    for place, name in enumerate(names):
        encoded = name.encode("utf-16-le")
        entry = encoded.ljust(64, b"\0") + struct.pack(
            "<HBB", len(encoded) + 2, 5 if not place else 2, 1
        )
        right = place + 1 if 0 < place < len(names) - 1 else 0xFFFFFFFF
        child = 1 if not place and streams else 0xFFFFFFFF
        entry += struct.pack("<III", 0xFFFFFFFF, right, child) + b"\0" * 36
        entries += entry + struct.pack("<IQ", starts[place], len(contents[place]))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    fat += [0xFFFFFFFF] * (128 - len(fat))
    return (
        header
        + struct.pack("<128I", *fat)
        + entries.ljust(directory_sectors * sector, b"\0")
        + body
    )


def _chain(start: int, count: int) -> list[int]:
    return [start + place + 1 for place in range(count - 1)] + [0xFFFFFFFE] * (count > 0)
