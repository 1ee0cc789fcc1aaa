"""Words on PowerPoint slides: sizes that fit, tables, footers, notes, alternative text."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from dashboard.deck import Grid, Table
from dashboard.exports.data_files import safe_text
from dashboard.exports.pptx_master import ACCENT, FONT, INK, QUIET, Box, Stage
from dashboard.theme import text_on

KEPT = "\n\t\u00a0"  # of what does not print: breaks, and spaces that keep words together
_LETTER = 0.53  # width of a letter, in parts of the type's size
_LINE = 1.22  # height of a line, in parts of the type's size
_BOLD = 1.1  # bold letters are so much wider
_MARGIN = 0.035  # inches above and below the words of a cell
_READABLE = 16  # points down to which a label is kept in one line
SIZES = (20, 18, 16, 14, 12)  # points


def clean(text: object) -> str:
    """Text that XML can hold."""
    return "".join(letter for letter in str(text) if letter.isprintable() or letter in KEPT)


def in_sheet(text: object) -> str:
    """Text for the data sheet of a chart, which must not read it as a formula."""
    return str(safe_text(clean(text)))


def lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes in `width` inches at `size` points, about."""
    room = max(width * 72 / (size * _LETTER), 1)
    used, count = 0.0, 1
    for word in text.split():
        used += len(word) + (1 if used else 0)
        if used > room:
            count, used = count + 1, float(len(word))
    return count


def fitting(heights: Sequence[float], sizes: Sequence[int], room: float) -> int:
    """The first size whose height (inches, one a size) is within `room`; else the last."""
    for size, height in zip(sizes, heights, strict=True):
        if height <= room:
            return size
    return sizes[-1]


def title(slide: Slide, text: str, language: str, *, largest: int = 28) -> None:
    """The title, smaller where it is long."""
    words = clean(text)
    sizes = [size for size in (44, 36, 28, 26, 24, 22, 20) if size <= largest]
    heights = [lines(words, 11.8, size * 1.06) * size * _LINE / 72 for size in sizes]
    frame = slide.shapes.title.text_frame
    frame.text = words
    size = fitting(heights, sizes, 1.7 if largest > 30 else 1.0)
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            styled(run, size, language, bold=True)


def styled(
    run: object, size: float, language: str, *, bold: bool = False, colour: str = INK
) -> None:
    """One run of text: size in points, face, language for spelling, colour RRGGBB."""
    font = run.font  # type: ignore[attr-defined]
    font.size, font.bold, font.name = Pt(size), bold, FONT
    font.color.rgb = RGBColor.from_string(colour)
    font.language_id = (
        MSO_LANGUAGE_ID.VIETNAMESE if language == "vi" else MSO_LANGUAGE_ID.ENGLISH_US
    )


def paragraphs(
    stage: Stage, slide: Slide, box: Box, texts: Sequence[str], language: str,
    *, sizes: Sequence[int] = (18, 16, 14), numbered: bool = False, colour: str = INK,
) -> None:  # fmt: skip
    """Paragraphs in a box at the largest size that fits."""
    words = [clean(text) for text in texts]
    heights = [
        sum(lines(text, box.width - 0.6, size) * size * _LINE + size * 0.6 for text in words) / 72
        for size in sizes
    ]
    size = fitting(heights, sizes, box.height)
    shape = slide.shapes.add_textbox(*stage.place(box))
    frame = shape.text_frame
    frame.word_wrap = True
    for number, text in enumerate(words):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size * (0.9 if numbered else 0.35))
        run = paragraph.add_run()
        run.text = text
        styled(run, size, language, colour=colour)
        if numbered:
            _number(paragraph, size)


def _number(paragraph: object, size: float) -> None:
    properties = paragraph._p.get_or_add_pPr()  # type: ignore[attr-defined]
    properties.set("marL", str(int(Pt(size * 1.7))))
    properties.set("indent", str(-int(Pt(size * 1.7))))
    bullet = properties.makeelement(qn("a:buFont"), {"typeface": "+mj-lt"})
    auto = properties.makeelement(qn("a:buAutoNum"), {"type": "arabicPeriod"})
    properties.append(bullet)
    properties.append(auto)


def footer(slide: Slide, stage: Stage, text: str, number: int, language: str) -> None:
    """Source and edition, and the slide's number, in the placeholders of the layout or beside."""
    found = {shape._element.ph.get("type"): shape for shape in slide.placeholders}
    for kind, box, words in (
        ("ftr", Box(0.6, 7.02, 10.6, 0.36), clean(text)),
        ("sldNum", Box(11.7, 7.02, 1.0, 0.36), str(number)),
    ):
        shape = found.get(kind) or slide.shapes.add_textbox(*stage.place(box))
        paragraph = shape.text_frame.paragraphs[0]
        for old in list(paragraph._p):
            if old.tag != qn("a:pPr"):
                paragraph._p.remove(old)
        run = paragraph.add_run()
        run.text = words
        styled(run, 11, language, colour=QUIET)
        if kind == "sldNum":
            paragraph.alignment = PP_ALIGN.RIGHT
            _as_field(run)


def _as_field(run: object) -> None:
    """The run as a field that counts slides by itself."""
    element = run._r  # type: ignore[attr-defined]
    attributes = {"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": "slidenum"}
    field = element.makeelement(qn("a:fld"), attributes)
    element.addprevious(field)
    for child in list(element):
        field.append(child)
    element.getparent().remove(element)


def notes(slide: Slide, texts: Sequence[str]) -> None:
    """Speaker notes, one paragraph a line."""
    slide.notes_slide.notes_text_frame.text = "\n".join(clean(text) for text in texts)


def alternative(shape: object, name: str, text: str) -> None:
    """Name and alternative text of a picture, chart or table."""
    properties = shape._element.xpath(".//*[local-name()='cNvPr']")[0]  # type: ignore[attr-defined]
    properties.set("name", clean(name)[:120])
    properties.set("descr", clean(text)[:1000])


def words_table(stage: Stage, slide: Slide, box: Box, table: Table, language: str) -> object:
    """A native table of words; columns as wide as their words ask."""
    rows = [table.columns, *table.rows]
    widths = _widths(rows, box.width)
    size = _table_size(rows, widths, box.height)
    shape = _empty_table(stage, slide, box, len(rows), widths)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            colour, bold = (QUIET, True) if r == 0 else (INK, c == 0)
            _cell(shape.table.cell(r, c), text, size, language, bold=bold, colour=colour)
    _rule(shape.table, len(table.columns))
    return shape


def grid_table(stage: Stage, slide: Slide, box: Box, grid: Grid, language: str) -> object:
    """A grid as a native table with coloured cells."""
    rows = [(grid.corner, *grid.columns)]
    rows += [
        (label, *(cell.text for cell in cells))
        for label, cells in zip(grid.rows, grid.cells, strict=True)
    ]
    widths = _widths(rows, box.width)
    size = _table_size(rows, widths, box.height)
    shape = _empty_table(stage, slide, box, len(rows), widths)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            fill = grid.cells[r - 1][c - 1].fill if r and c else None
            colour = text_on(fill)[1:] if fill else (QUIET if r == 0 or c else INK)
            cell = shape.table.cell(r, c)
            _cell(cell, text, size, language, bold=not (r and c), colour=colour, middle=c > 0)
            if fill:
                cell.fill.solid()
                cell.fill.fore_color.rgb = RGBColor.from_string(fill[1:])
    return shape


def _widths(rows: Sequence[Sequence[str]], total: float) -> list[float]:
    """Inches of each column: by its longest text, none less than a ninth part."""
    longest = [max(min(len(row[c]), 46) for row in rows) + 2 for c in range(len(rows[0]))]
    least = sum(longest) / (2.2 * len(longest))
    weights = [max(number, least) for number in longest]
    return [total * weight / sum(weights) for weight in weights]


def _table_size(rows: Sequence[Sequence[str]], widths: Sequence[float], room: float) -> int:
    """The largest size that fits and breaks no label of a row; else the largest that fits."""
    fits = []
    for size in SIZES:
        tallest = [
            max(lines(text, width - 0.2, size) for text, width in zip(row, widths, strict=True))
            for row in rows
        ]
        height = sum(number * size * _LINE / 72 + 2 * _MARGIN for number in tallest)
        if height > room or _cut_words(rows, widths, size):
            continue
        broken = any(lines(row[0], widths[0] - 0.2, size * _BOLD) > 1 for row in rows)
        if not broken and size >= _READABLE:
            return size
        fits.append(size)
    return fits[0] if fits else SIZES[-1]


def _cut_words(rows: Sequence[Sequence[str]], widths: Sequence[float], size: float) -> bool:
    """Whether a single word, such as a date, is wider than its column."""
    return any(
        len(word) * size * 0.6 / 72 > width - 0.2
        for row in rows
        for text, width in zip(row, widths, strict=True)
        for word in text.split()
    )


def _empty_table(
    stage: Stage, slide: Slide, box: Box, rows: int, widths: Sequence[float]
) -> object:
    place = stage.place(box)
    height = min(place[3], Emu(int(Inches(0.3)) * rows))
    shape = slide.shapes.add_table(rows, len(widths), *place[:3], height)
    table = shape.table
    for number, width in enumerate(widths):
        table.columns[number].width = Emu(round(place[2] * width / sum(widths)))
    style = shape._element.graphic.graphicData.tbl.tblPr
    style.set("bandRow", "0")
    style.find(qn("a:tableStyleId")).text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style
    return shape


def _cell(
    cell: object, text: str, size: float, language: str,
    *, bold: bool, colour: str, middle: bool = False,
) -> None:  # fmt: skip
    cell.margin_top = cell.margin_bottom = Inches(_MARGIN)  # type: ignore[attr-defined]
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE  # type: ignore[attr-defined]
    paragraph = cell.text_frame.paragraphs[0]  # type: ignore[attr-defined]
    if middle:
        paragraph.alignment = PP_ALIGN.CENTER
    run = paragraph.add_run()
    run.text = clean(text)
    styled(run, size, language, bold=bold, colour=colour)


def _rule(table: object, columns: int) -> None:
    """A line under the headings."""
    for number in range(columns):
        properties = table.cell(0, number)._tc.get_or_add_tcPr()  # type: ignore[attr-defined]
        line = properties.makeelement(qn("a:lnB"), {"w": str(int(Pt(2)))})
        fill = line.makeelement(qn("a:solidFill"), {})
        fill.append(fill.makeelement(qn("a:srgbClr"), {"val": ACCENT}))
        line.append(fill)
        properties.insert(0, line)
