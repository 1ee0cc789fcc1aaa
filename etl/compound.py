"""Streams of an OLE compound file, the container of .xls and of encrypted workbooks."""

from __future__ import annotations

import struct

from etl.workbook import WorkbookProblem

_HEADER = struct.Struct("<8s16xHHHHH6x9I")
_FREE_FROM = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
_STREAM, _ROOT = 2, 5
_FOREIGN = (
    ("encrypted", lambda names: "EncryptedPackage" in names or "EncryptionInfo" in names),
    ("is_doc", lambda names: "WordDocument" in names),
    ("is_ppt", lambda names: "PowerPoint Document" in names),
    ("macros", lambda names: any("VBA" in name.upper() for name in names)),
    ("embedded_objects", lambda names: any(_is_embedded(name) for name in names)),
)


def _is_embedded(name: str) -> bool:
    return name in ("ObjectPool", "\x01Ole10Native") or (name.startswith("MBD") and len(name) > 8)


class Compound:
    """The directory of a compound file and its streams, in memory."""

    def __init__(self, data: bytes) -> None:
        """Raises WorkbookProblem when the container is damaged."""
        self._data = data
        try:
            self._open()
        except (struct.error, IndexError, UnicodeDecodeError):
            raise WorkbookProblem("damaged_file") from None

    def _open(self) -> None:
        fields = _HEADER.unpack_from(self._data)
        shift, mini_shift = fields[4], fields[5]
        if shift not in (9, 12) or mini_shift != 6:
            raise WorkbookProblem("damaged_file")
        self._size = 1 << shift
        (_, directory, _, self._mini_cutoff, mini_fat, _, difat, difat_count) = fields[7:15]
        self._fat = self._read_fat(difat, difat_count)
        self._entries = list(self._read_entries(self._chain(directory)))
        self._mini_fat = _numbers(self._chain(mini_fat))
        roots = [entry for entry in self._entries if entry[1] == _ROOT]
        self._mini = self._chain(roots[0][2]) if roots else b""

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _read_fat(self, difat: int, difat_count: int) -> list[int]:
        places = list(struct.unpack_from("<109I", self._data, 76))
        for _ in range(min(difat_count, len(self._data) // self._size)):
            if difat >= _FREE_FROM:
                break
            numbers = _numbers(self._sector(difat))
            places += numbers[:-1]
            difat = numbers[-1]
        used = [place for place in places if place < _FREE_FROM]
        if len(used) > len(self._data) // self._size:
            raise WorkbookProblem("damaged_file")
        return _numbers(b"".join(self._sector(place) for place in used))

    def _chain(self, first: int) -> bytes:
        return b"".join(map(self._sector, _follow(first, self._fat)))

    @staticmethod
    def _read_entries(directory: bytes):
        for start in range(0, len(directory) - 127, 128):
            entry = directory[start : start + 128]
            (name_size,) = struct.unpack_from("<H", entry, 64)
            name = entry[: max(min(name_size, 64) - 2, 0)].decode("utf-16-le", errors="replace")
            first, size = struct.unpack_from("<II", entry, 116)
            if entry[66]:
                yield name, entry[66], first, size

    @property
    def names(self) -> set[str]:
        """Names of all streams and storages."""
        return {name for name, *_ in self._entries}

    def stream(self, *names: str) -> bytes | None:
        """The first stream that bears one of the names, or None.

        Raises WorkbookProblem when its chain of sectors is broken.
        """
        for wanted in names:
            for name, kind, first, size in self._entries:
                if name == wanted and kind == _STREAM:
                    return self._content(first, size)
        return None

    def _content(self, first: int, size: int) -> bytes:
        if size >= self._mini_cutoff:
            return self._chain(first)[:size]
        sectors = _follow(first, self._mini_fat)
        return b"".join(self._mini[n * 64 : n * 64 + 64] for n in sectors)[:size]


def _numbers(sector: bytes) -> list[int]:
    count = len(sector) // 4
    return list(struct.unpack_from(f"<{count}I", sector))


def _follow(first: int, table: list[int]) -> list[int]:
    """The sectors of a chain. Raises WorkbookProblem when it runs in a circle or off the end."""
    found: list[int] = []
    while first < _FREE_FROM:
        if first >= len(table) or len(found) > len(table):
            raise WorkbookProblem("damaged_file")
        found.append(first)
        first = table[first]
    return found


def workbook_stream(compound: Compound) -> bytes:
    """The workbook of an .xls file.

    Raises WorkbookProblem when the container is encrypted, holds macros or embedded objects,
    or is another kind of document.
    """
    for code, is_so in _FOREIGN:
        if is_so(compound.names):
            raise WorkbookProblem(code)
    stream = compound.stream("Workbook", "Book")
    if stream is None:
        raise WorkbookProblem("unknown_type")
    return stream
