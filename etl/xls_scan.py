"""What the values of an .xls sheet do not tell, read from its records (BIFF 5 and 8)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from etl.workbook import FormatRuns, Limits, SheetFacts, WorkbookProblem
from etl.xlsx_parts import builtin_formats, meaningful

_BOF, _EOF, _FILEPASS, _BOUNDSHEET, _SUPBOOK = 0x0809, 0x000A, 0x002F, 0x0085, 0x01AE
_XF, _FORMAT, _ROW, _COLINFO = 0x00E0, 0x041E, 0x0208, 0x007D
_NUMBER, _RK, _MULRK, _BOOLERR, _FORMULA = 0x0203, 0x027E, 0x00BD, 0x0205, 0x0006
_MACRO_SHEETS = (1, 6)
_OWN_BOOKS = (b"\x01\x04", b"\x01\x3a")  # the workbook itself, functions of add-ins
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_CELLS = (_NUMBER, _RK, _MULRK, _BOOLERR, _FORMULA)


def _records(stream: bytes, start: int = 0) -> Iterator[tuple[int, bytes]]:
    """The records of one substream, up to its own end; charts within it are passed over."""
    depth, end = 0, len(stream) - 4
    while start <= end:
        code, size = struct.unpack_from("<HH", stream, start)
        depth += (code == _BOF) - (code == _EOF)
        if depth <= 1:
            yield code, stream[start + 4 : start + 4 + size]
        if depth == 0:
            return
        start += 4 + size


def scan_xls(stream: bytes, limits: Limits) -> list[SheetFacts]:
    """The facts of each sheet, in the order of the file.

    Raises WorkbookProblem for encrypted workbooks, macro sheets, links to other workbooks, too
    many sheets, and damaged records.
    """
    try:
        places, formats = _globals(stream)
        if len(places) > limits.sheets:
            raise WorkbookProblem("too_many_sheets", count=len(places), limit=limits.sheets)
        return [_sheet(stream, place, formats) for place in places]
    except (struct.error, IndexError):
        raise WorkbookProblem("damaged_file") from None


def _globals(stream: bytes) -> tuple[list[int], dict[int, str]]:
    places: list[int] = []
    styles: list[int] = []
    codes = builtin_formats()
    wide = stream[4:6] == b"\x00\x06"  # BIFF 8 keeps formats as Unicode
    for code, body in _records(stream):
        _refuse(code, body)
        if code == _BOUNDSHEET and body[5] == 0:
            places.append(struct.unpack_from("<I", body)[0])
        elif code == _XF:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif code == _FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = _format_text(body, wide)
    chosen = {place: codes.get(number, "") for place, number in enumerate(styles)}
    return places, {place: code for place, code in chosen.items() if meaningful(code)}


def _refuse(code: int, body: bytes) -> None:
    if code == _FILEPASS:
        raise WorkbookProblem("encrypted")
    if code == _SUPBOOK and body[2:4] not in _OWN_BOOKS:
        raise WorkbookProblem("external_links")
    if code == _BOUNDSHEET and body[5] in _MACRO_SHEETS:
        raise WorkbookProblem("macros")


def _format_text(body: bytes, wide: bool) -> str:
    if not wide:
        return body[3:].decode("cp1252", errors="replace")
    return body[5:].decode("utf-16-le" if body[4] & 1 else "latin-1", errors="replace")


def _sheet(stream: bytes, start: int, formats: dict[int, str]) -> SheetFacts:
    facts = SheetFacts()
    runs = FormatRuns(facts.formats)
    for code, body in _records(stream, start):
        if code in _CELLS:
            error = _error(code, body)
            row, column = struct.unpack_from("<HH", body)
            if error:
                facts.special[row + 1, column + 1] = ("error", error)
            for offset, style in enumerate(_styles(code, body)):
                if style in formats:
                    runs.add(formats[style], row + 1, column + 1 + offset)
        else:
            _hidden(facts, code, body)
    return facts


def _hidden(facts: SheetFacts, code: int, body: bytes) -> None:
    if code == _ROW and (struct.unpack_from("<H", body, 12)[0] & 0x20):
        row = struct.unpack_from("<H", body)[0] + 1
        facts.hidden_rows.append((row, row))
    elif code == _COLINFO and (struct.unpack_from("<H", body, 8)[0] & 1):
        first, last = struct.unpack_from("<HH", body)
        facts.hidden_columns.append((first + 1, last + 1))


def _error(code: int, body: bytes) -> str:
    """What Excel shows where a cell holds an error, otherwise ""."""
    if code == _BOOLERR and body[7]:
        return _ERRORS.get(body[6], "#")
    if code == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
        return _ERRORS.get(body[8], "#")
    return ""


def _styles(code: int, body: bytes) -> Iterator[int]:
    """The styles of the numbers that one record holds, column by column."""
    if code == _BOOLERR or (code == _FORMULA and body[12:14] == b"\xff\xff"):
        return
    count = (len(body) - 6) // 6 if code == _MULRK else 1
    for place in range(count):
        yield struct.unpack_from("<H", body, 4 + 6 * place)[0]
