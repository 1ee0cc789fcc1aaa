"""The facts of an .xlsx sheet in any layout of its XML, by a full parser."""

from __future__ import annotations

import re
from xml.parsers import expat

from etl.workbook import FormatRuns, Limits, SheetFacts, WorkbookProblem, column_number

_REF = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_TRUE = ("1", "true")


class _SheetParser:
    """Collects the facts of one sheet from the events of expat."""

    def __init__(self, formats: dict[int, str], limits: Limits, recalculate: bool) -> None:
        self.formats, self.limits, self.recalculate = formats, limits, recalculate
        self.facts = SheetFacts()
        self.row = self.column = 0
        self.cell: dict[str, str] = {}
        self.formula = self.inline = self.in_value = False
        self.value: list[str] = []
        self.runs = FormatRuns(self.facts.formats)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if name == "c":
            self._start_cell(attributes)
        elif name == "v":
            self.in_value = True
        elif name == "f":
            self.formula = True
        elif name == "is":
            self.inline = True
        else:
            self._start_other(name, attributes)

    def _start_other(self, name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
            if attributes.get("hidden") in _TRUE or attributes.get("ht") == "0":
                self.facts.hidden_rows.append((self.row, self.row))
        elif name == "col" and attributes.get("hidden") in _TRUE:
            self.facts.hidden_columns.append((int(attributes["min"]), int(attributes["max"])))
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _merge(self, reference: str) -> None:
        corners = _REF.findall(reference)
        if len(corners) == 2:
            (left, top), (right, bottom) = corners
            area = int(top), column_number(left), int(bottom), column_number(right)
            self.facts.merges.append(area)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        place = _REF.fullmatch(attributes.get("r", ""))
        if place:
            self.column, self.row = column_number(place[1]), int(place[2])
        else:
            self.column += 1
        self.cell = attributes
        self.formula = self.inline = False
        self.value = []

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if name == "v":
            self.in_value = False
        elif name == "c":
            self._end_cell()

    def text(self, text: str) -> None:
        if self.in_value:
            self.value.append(text)

    def _end_cell(self) -> None:
        value = "".join(self.value).strip()
        if not (value or self.formula or self.inline):
            return
        if self.row > self.limits.rows:
            raise WorkbookProblem("too_many_rows", limit=self.limits.rows)
        if self.column > self.limits.columns:
            raise WorkbookProblem("too_many_columns", limit=self.limits.columns)
        kind = self.cell.get("t", "n")
        placeholder = not value or (self.recalculate and value == "0")
        if kind == "e":
            self.facts.special[self.row, self.column] = ("error", value or "#")
        elif self.formula and placeholder and kind != "str":
            self.facts.special[self.row, self.column] = ("formula_without_value", "")
        elif kind in ("n", "d"):
            self._format(kind)

    def _format(self, kind: str) -> None:
        style = self.cell.get("s", "0")
        code = self.formats.get(int(style)) if style.isdigit() else None
        code = code or ("dd/mm/yyyy" if kind == "d" else None)
        if code:
            self.runs.add(code, self.row, self.column)


def parse_sheet(
    xml: bytes, formats: dict[int, str], limits: Limits, *, recalculate: bool = False
) -> SheetFacts:
    """The facts of one sheet; parameters and errors as `sheet_scan.begin_scan`."""
    collector = _SheetParser(formats, limits, recalculate)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler = collector.start
    parser.EndElementHandler = collector.end
    parser.CharacterDataHandler = collector.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, KeyError):
        raise WorkbookProblem("damaged_file") from None
    return collector.facts


def _refuse_doctype(*_: object) -> None:
    raise WorkbookProblem("has_dtd")
