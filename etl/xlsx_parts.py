"""The small parts of an .xlsx: where its sheets are and how its cells are formatted."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from xml.etree import ElementTree

from etl.archive import Archive
from etl.intake_words import table
from etl.workbook import WorkbookProblem

# Formats that leave a number what it is: digits, marks, colours, alignment.
_PLAIN = re.compile(r"(General|@|\[\w+\]|[-0#.,;()*_ ?E+])*", re.I)


@dataclass(frozen=True)
class XlsxParts:
    """`sheets`: name -> part; `formats`: cell style -> number format that changes the meaning."""

    sheets: dict[str, str]
    formats: dict[int, str]
    recalculate: bool  # the workbook asks to be calculated when it is opened


def _tree(archive: Archive, part: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(archive.part(part))
    except (ElementTree.ParseError, ValueError, LookupError):
        raise WorkbookProblem("damaged_file") from None


def _named(element: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [child for child in element.iter() if child.tag.rpartition("}")[2] == name]


def _attribute(element: ElementTree.Element, name: str) -> str:
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name and (name != "id" or key.startswith("{")):
            return value
    return ""


def _relations(archive: Archive, part: str) -> dict[str, str]:
    folder, _, file = part.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
    if rels.lower() not in archive.names:
        return {}
    return {
        relation.get("Id", ""): _resolve(folder, relation.get("Target", ""))
        for relation in _named(_tree(archive, rels), "Relationship")
    }


def _resolve(folder: str, target: str) -> str:
    whole = target if target.startswith("/") else posixpath.join("/", folder, target)
    return posixpath.normpath(whole).lstrip("/").lower()


def _workbook_part(archive: Archive) -> str:
    for target in _relations(archive, "").values():
        if target.endswith("workbook.xml"):
            return target
    return "xl/workbook.xml"


def read_parts(archive: Archive) -> XlsxParts:
    """Raises WorkbookProblem when the workbook's own parts are missing or damaged."""
    part = _workbook_part(archive)
    workbook = _tree(archive, part)
    targets = _relations(archive, part)
    sheets = {}
    for sheet in _named(workbook, "sheet"):
        target = targets.get(_attribute(sheet, "id"), "")
        if target in archive.names:
            sheets[sheet.get("name", "")] = target
    if not sheets:
        raise WorkbookProblem("no_sheets")
    asked = any(e.get("fullCalcOnLoad") in ("1", "true") for e in _named(workbook, "calcPr"))
    folder = part.rpartition("/")[0]
    styles = f"{folder}/styles.xml" if folder else "styles.xml"
    formats = _formats(_tree(archive, styles)) if styles in archive.names else {}
    return XlsxParts(sheets, formats, asked)


def builtin_formats() -> dict[int, str]:
    """Excel's own number formats that change what a number means, by their number."""
    return {int(row["id"]): row["format"] for row in table("builtin_formats")}


def meaningful(code: str) -> bool:
    """Whether a number format changes what a number means: percent, dates, a unit as text."""
    return bool(code) and not _PLAIN.fullmatch(code)


def _formats(styles: ElementTree.Element) -> dict[int, str]:
    codes = builtin_formats()
    for own in _named(styles, "numFmt"):
        if own.get("numFmtId", "").isdigit():
            codes[int(own.get("numFmtId", "0"))] = own.get("formatCode", "")
    found = {}
    for block in _named(styles, "cellXfs"):
        for place, style in enumerate(_named(block, "xf")):
            number = style.get("numFmtId", "0")
            code = codes.get(int(number), "") if number.isdigit() else ""
            if meaningful(code):
                found[place] = code
    return found
