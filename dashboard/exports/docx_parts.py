"""Pieces of a Word document in the layout of Vietnamese administrative documents."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from dashboard.deck import Grid, Table
from dashboard.theme import text_on

KEPT = "\n\t\u00a0"  # of what does not print: breaks, and spaces that keep words together
FONT = "Times New Roman"
BODY, SMALL, CELL = 13, 12, 11  # points
_USUAL = 34  # letters beyond which a column is no wider
WIDE = Mm(160)  # what 210 mm leave between margins of 30 and 20 mm


def clean(text: object) -> str:
    """Text that XML can hold."""
    return "".join(letter for letter in str(text) if letter.isprintable() or letter in KEPT)


def set_up(document: DocumentType, language: str) -> None:
    """A4 with the margins of the decree on documents, one face, numbered pages."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(20)
    section.different_first_page_header_footer = True  # the first page bears no number
    _page_number(section.header.paragraphs[0])
    for name in ("Normal", "Heading 1", "Heading 2"):
        _face(document.styles[name], language)
    normal = document.styles["Normal"]
    normal.font.size = Pt(BODY)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.15
    for name, size in (("Heading 1", 14), ("Heading 2", 13)):
        style = document.styles[name]
        style.font.size, style.font.bold = Pt(size), True
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(12), Pt(6)
        style.paragraph_format.keep_with_next = True


def _face(style: object, language: str) -> None:
    font = style.font  # type: ignore[attr-defined]
    font.name, font.italic = FONT, False
    font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()  # type: ignore[attr-defined]
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        if "Theme" in name:
            del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), "vi-VN" if language == "vi" else "en-US")
    properties.append(spoken)


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = ALIGN.CENTER
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def line(
    holder: object, text: str, *, size: float = BODY, bold: bool = False, italic: bool = False,
    align: ALIGN = ALIGN.CENTER, after: float = 0,
) -> Paragraph:  # fmt: skip
    """One paragraph of one run in a document or a cell."""
    paragraph = holder.add_paragraph()  # type: ignore[attr-defined]
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(after)
    paragraph.paragraph_format.line_spacing = 1.0
    run = paragraph.add_run(clean(text))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return paragraph


def body(document: DocumentType, text: str, *, italic: bool = False, size: float = BODY) -> None:
    """A justified paragraph whose first line is set in."""
    paragraph = document.add_paragraph()
    paragraph.alignment = ALIGN.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Mm(10)
    run = paragraph.add_run(clean(text))
    run.italic, run.font.size = italic, Pt(size)


def rule(holder: object, width: float, share: float) -> None:
    """A thin line over `share` (0 to 1) of a holder `width` millimetres wide."""
    paragraph = line(holder, "", size=2)
    aside = Mm(width * (1 - share) / 2)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = aside
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def two_columns(document: DocumentType, left: float, right: float) -> tuple[object, object]:
    """Two cells without borders side by side, widths in millimetres."""
    table = document.add_table(rows=1, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for number, width in enumerate((left, right)):
        cell = table.rows[0].cells[number]
        table.columns[number].width = cell.width = Mm(width)
        cell.paragraphs[0]._p.getparent().remove(cell.paragraphs[0]._p)
    return table.rows[0].cells[0], table.rows[0].cells[1]


def add_table(document: DocumentType, table: Table) -> None:
    """A bordered table whose headings are repeated on each page."""
    rows = [table.columns, *table.rows]
    made = _bordered(document, len(rows), len(table.columns), _widths(rows))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            _fill(made.rows[r].cells[c], text, bold=r == 0)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def add_grid(document: DocumentType, grid: Grid) -> None:
    """A grid as a table with coloured cells."""
    rows = [(grid.corner, *grid.columns)]
    rows += [
        (label, *(cell.text for cell in cells))
        for label, cells in zip(grid.rows, grid.cells, strict=True)
    ]
    made = _bordered(document, len(rows), len(rows[0]), _widths(rows))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            colour = grid.cells[r - 1][c - 1].fill if r and c else None
            _fill(made.rows[r].cells[c], text, bold=r == 0, fill=colour, middle=c > 0)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """Millimetres of each column: by the usual length of its texts, and by its longest word."""
    weights = []
    for column in zip(*rows, strict=True):
        usual = min(sum(len(text) for text in column) / len(column), _USUAL)
        word = max((len(part) for text in column for part in text.split()), default=1)
        weights.append(max(usual, 1.3 * word) + 4)
    return [160 * weight / sum(weights) for weight in weights]


def _bordered(document: DocumentType, rows: int, columns: int, widths: Sequence[float]) -> object:
    made = document.add_table(rows=rows, cols=columns)
    made.style = "Table Grid"
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    for number, width in enumerate(widths):
        made.columns[number].width = Mm(width)
        for cell in made.columns[number].cells:
            cell.width = Mm(width)
    for number, row in enumerate(made.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
    return made


def _fill(
    cell: object, text: str, *, bold: bool, fill: str | None = None, middle: bool = False
) -> None:
    paragraph = cell.paragraphs[0]  # type: ignore[attr-defined]
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1.0
    if bold or middle:
        paragraph.alignment = ALIGN.CENTER
    run = paragraph.add_run(clean(text))
    run.bold, run.font.size = bold, Pt(CELL)
    if fill:
        run.font.color.rgb = RGBColor.from_string(text_on(fill)[1:])
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill[1:])):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)  # type: ignore[attr-defined]


def add_picture(document: DocumentType, picture: bytes, alt: str) -> None:
    """A chart over the width of the text, with its alternative text."""
    made = document.add_picture(io.BytesIO(picture), width=WIDE)
    made._inline.docPr.set("descr", clean(alt)[:1000])
    document.paragraphs[-1].paragraph_format.keep_with_next = True
