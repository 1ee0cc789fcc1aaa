"""Workbooks for tests: made by real writers, or put together part by part to be hostile."""

from __future__ import annotations

import io
import struct
import zipfile

SECTOR, END = 512, 0xFFFFFFFE
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


def compound(streams: dict[str, bytes], *, small: bool = False) -> bytes:
    """An OLE compound file with the streams given.

    Each stands in sectors of its own; with `small`, in the shared sectors for small streams.
    """
    bodies = list(streams.values())
    if small:
        starts, mini, table = _laid_out(bodies, 64, 0)
        kept = [mini, struct.pack(f"<{len(table)}I", *table)]
    else:
        bodies = [body.ljust(4096, b"\0") for body in bodies]
        kept = bodies
    directory_size = -(-(len(streams) + 1) // 4)
    places, content, fat = _laid_out(kept, SECTOR, 1 + directory_size)
    root, mini_fat = (places[0], places[1]) if small else (END, END)
    entries = _entry("Root Entry", 5, root, len(kept[0]) if small else 0)
    for name, body, start in zip(streams, bodies, starts if small else places, strict=True):
        entries += _entry(name, 2, start, len(body))
    fat = [0xFFFFFFFD, *_chain(1, directory_size), *fat]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, mini_fat, int(small), END, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat)))
    return header + table + entries.ljust(directory_size * SECTOR, b"\0") + content


def _laid_out(bodies: list[bytes], size: int, first: int) -> tuple[list[int], bytes, list[int]]:
    """Where each body begins, all of them in sectors, and the chains of the sectors."""
    starts, content, table = [], b"", []
    for body in bodies:
        count = -(-len(body) // size)
        starts.append(first + len(table))
        table += _chain(first + len(table), count)
        content += body.ljust(count * size, b"\0")
    return starts, content, table


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le")
    entry = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded) + 2, kind, 1)
    entry += struct.pack("<III", *[0xFFFFFFFF] * 3) + b"\0" * 36
    return entry + struct.pack("<IQ", start, size)


def _chain(start: int, count: int) -> list[int]:
    return [start + place + 1 for place in range(count - 1)] + [0xFFFFFFFE] * (count > 0)
