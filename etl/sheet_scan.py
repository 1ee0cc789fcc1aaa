"""What the values of an .xlsx sheet do not tell: errors, formulas without a value, hidden rows.

python-calamine reads values fast and turns both into empty cells. This pass over the sheet's XML
finds them. The common writers lay cells out in one way, which plain searches understand; any
other layout takes a full parser, slower and to the same result.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from etl.sheet_parse import parse_sheet
from etl.workbook import Limits, Run, SheetFacts, WorkbookProblem, column_number, letters

_SAMPLE = 200_000  # bytes that show how a writer lays out its cells
_USUAL_CELL = re.compile(rb'<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?(?: t="[a-zA-Z]+")?/?>')
_TAIL = rb"\s*(?:<v>\s*</v>|<v\s*/>)?\s*</c>"
_ZERO_TAIL = rb"\s*(?:<v>\s*0?\s*</v>|<v\s*/>)?\s*</c>"
_FORMULA = rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)"
_NO_VALUE = re.compile(_FORMULA + _TAIL)
_NO_VALUE_OR_ZERO = re.compile(_FORMULA + _ZERO_TAIL)
_ERROR_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]* t="e"[^>]*>(.*?)</c>', re.S)
_VALUE = re.compile(rb"<v>([^<]*)</v>")
_CELL_REF = re.compile(rb'<c r="([A-Z]+)([0-9]+)"([^>]*)>')
_ROW = re.compile(rb'<row r="([0-9]+)"([^>]*)>')
_HIDDEN = re.compile(rb'hidden="(?:1|true)"|ht="0"')
_DIMENSION = re.compile(rb'<dimension ref="[A-Z]+[0-9]+:([A-Z]+)[0-9]+"')
_COLUMN = re.compile(rb"<col\s[^>]*>")
_MERGE = re.compile(rb'<mergeCell ref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')


def begin_scan(
    xml: bytes, formats: dict[int, str], limits: Limits, *, recalculate: bool = False
) -> Callable[[], SheetFacts]:
    """Check the size of one sheet now; its facts come from calling what is returned.

    `formats` are the cell styles whose number format changes what a number means.
    `recalculate`: the workbook asks for a calculation on loading, so a stored 0 of a formula is
    only a placeholder.
    Raises WorkbookProblem, then or on the call, when the sheet has more rows or columns than
    `limits`, or is damaged.
    """

    def parse() -> SheetFacts:
        return parse_sheet(xml, formats, limits, recalculate=recalculate)

    if not _is_usual(xml) or _seems_too_large(xml, limits):
        facts = parse()
        return lambda: facts
    pattern = _NO_VALUE_OR_ZERO if recalculate else _NO_VALUE
    return lambda: _search(xml, formats, pattern) or parse()


def _search(xml: bytes, formats: dict[int, str], no_value: re.Pattern[bytes]) -> SheetFacts | None:
    """The facts of a sheet in the usual layout; None when an error is laid out otherwise."""
    special = dict(_errors(xml))
    if len(special) != xml.count(b't="e"'):
        return None
    special.update(_formulas(xml, no_value))
    return SheetFacts(
        special, _formats(xml, formats), _hidden_rows(xml), _hidden_columns(xml), _merges(xml)
    )


def _is_usual(xml: bytes) -> bool:
    """Whether the sheet is laid out as common writers do, by its beginning and its end.

    Every cell and row states its place first, and the tags carry no prefix. Errors and formulas
    are counted over the whole sheet besides, so that an odd one in between is not missed.
    """
    head, tail = xml[:_SAMPLE], xml[-_SAMPLE:]
    if b"<worksheet" not in head or b"<!" in xml or b"t='e'" in xml:
        return False
    if re.search(rb"<\?xml[^>]*encoding=.(?!utf-8)", head[:200], re.I):
        return False
    if len(xml) > _SAMPLE:
        head = head[: head.rfind(b"<")]  # a tag at the edge is cut off
    return _is_usual_part(head) and _is_usual_part(tail)


def _is_usual_part(part: bytes) -> bool:
    cells = part.count(b"<c ") + part.count(b"<c>")
    usual_cells = len(_USUAL_CELL.findall(part))
    return usual_cells == cells and part.count(b'<row r="') == part.count(b"<row")


def _seems_too_large(xml: bytes, limits: Limits) -> bool:
    last = _ROW.match(xml, xml.rfind(b"<row "))
    rows = max(xml.count(b"<row "), int(last[1]) if last else 0)
    return rows > limits.rows or _width(xml, limits) > limits.columns


def _width(xml: bytes, limits: Limits) -> int:
    """The width that the sheet states; where it states none, or one cell, what a search finds."""
    stated = _DIMENSION.search(xml[:_SAMPLE])
    if stated:
        return column_number(stated[1].decode())
    return limits.columns + bool(_columns_beyond(limits.columns).search(xml))


def _columns_beyond(limit: int) -> re.Pattern[bytes]:
    name = letters(limit)
    choices = [f"[A-Z]{{{len(name) + 1},}}"]
    for place, letter in enumerate(name):
        if letter != "Z":
            rest = f"[A-Z]{{{len(name) - place - 1}}}"
            choices.append(f"{name[:place]}[{chr(ord(letter) + 1)}-Z]{rest}")
    return re.compile(f'<c r="(?:{"|".join(choices)})[0-9]'.encode())


def _place(column: bytes, row: bytes) -> tuple[int, int]:
    return int(row), column_number(column.decode())


def _errors(xml: bytes):
    if b't="e"' not in xml:
        return
    for column, row, content in _ERROR_CELL.findall(xml):
        value = _VALUE.search(content)
        yield _place(column, row), ("error", value[1].decode("utf-8", "replace") if value else "#")


def _formulas(xml: bytes, pattern: re.Pattern[bytes]):
    if b"<f" not in xml:
        return
    for match in pattern.finditer(xml):
        start = xml.rfind(b"<c ", 0, match.start())
        cell = _CELL_REF.match(xml, start)
        if cell and b' t="str"' not in cell[3]:  # a text result may well be empty
            yield _place(cell[1], cell[2]), ("formula_without_value", "")


def _formats(xml: bytes, formats: dict[int, str]) -> list[tuple[str, int, int, int]]:
    """Runs of rows in one column whose numbers bear one of the formats."""
    if not formats:
        return []
    styles = "|".join(map(str, sorted(formats)))
    pattern = re.compile(f'<c r="([A-Z]+)([0-9]+)" s="({styles})"(?: t="n")?>'.encode())
    open_runs: dict[tuple[bytes, bytes], list[int]] = {}
    runs = []
    for column, row, style in pattern.findall(xml):
        number = int(row)
        run = open_runs.get((column, style))
        if run and run[1] == number - 1:
            run[1] = number
        else:
            run = open_runs[column, style] = [number, number]
            runs.append((style, column, run))
    return [
        (formats[int(style)], column_number(column.decode()), *run) for style, column, run in runs
    ]


def _hidden_rows(xml: bytes) -> list[Run]:
    if b'hidden="' not in xml and b'ht="0"' not in xml:
        return []
    numbers = [int(number) for number, rest in _ROW.findall(xml) if _HIDDEN.search(rest)]
    return runs_of(numbers)


def runs_of(numbers: list[int]) -> list[Run]:
    """Neighbouring numbers as runs: 3, 4, 5, 9 are (3, 5) and (9, 9)."""
    runs: list[Run] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _hidden_columns(xml: bytes) -> list[Run]:
    head = xml[: max(xml.find(b"<sheetData"), 0)]
    found = []
    for tag in _COLUMN.findall(head):
        limits = re.search(rb'min="([0-9]+)"', tag), re.search(rb'max="([0-9]+)"', tag)
        if re.search(rb'hidden="(?:1|true)"|width="0"', tag) and all(limits):
            found.append((int(limits[0][1]), int(limits[1][1])))
    return found


def _merges(xml: bytes) -> list[tuple[int, int, int, int]]:
    tail = xml[xml.rfind(b"</sheetData>") :]
    return [
        (*_place(column, row), *_place(last_column, last_row))
        for column, row, last_column, last_row in _MERGE.findall(tail)
    ]


def check_size(rows: int, columns: int, limits: Limits) -> None:
    """Raises WorkbookProblem when a sheet has more rows or columns than the limits."""
    if rows > limits.rows:
        raise WorkbookProblem("too_many_rows", limit=limits.rows)
    if columns > limits.columns:
        raise WorkbookProblem("too_many_columns", limit=limits.columns)
