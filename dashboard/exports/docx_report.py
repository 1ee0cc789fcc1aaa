"""A report as a Word document in the layout of Vietnamese administrative documents (A4).

What only the issuing office knows (its name, number, addressees, signatory) is left as fields in
brackets. Pictures of charts are there where a Chromium can draw them; tables always are.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import plotly.graph_objects as go
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

from dashboard import theme
from dashboard.charts import slides
from dashboard.deck import Bars, Dots, Slopes
from dashboard.exports import chart_pictures
from dashboard.exports import docx_parts as parts
from dashboard.report import Annex, Report, Section
from messages import fmt_date, t

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEAD = (68, 97)  # millimetres of the two columns at the top
_HEIGHT = 640  # pixels of a picture
Draw = Callable[[Sequence[go.Figure]], list[bytes] | None]


def docx(report: Report, draw: Draw = chart_pictures.pictures) -> bytes:
    """The file. `draw` makes pictures of figures, or None where it cannot."""
    document = Document()
    parts.set_up(document, report.deck.language)
    _head(document, report)
    pictures = draw([_figure(one) for one in report.sections if one.chart is not None])
    _introduction(document, report, has_pictures=pictures is not None)
    waiting = list(pictures or [])
    for number, one in enumerate(report.sections, start=1):
        picture = waiting.pop(0) if one.chart is not None and waiting else None
        _section(document, one, number, picture)
    _signature(document)
    for number, annex in enumerate((*report.annexes, report.sources), start=1):
        _annex(document, annex, number)
    _origins(document, report, len(report.annexes) + 2)
    properties = document.core_properties
    properties.title = parts.clean(report.deck.title)
    properties.author, properties.comments = "", parts.clean(report.deck.edition_label)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _figure(one: Section) -> go.Figure:
    figure = slides.figure(one.chart, _height(one.chart))  # type: ignore[arg-type]
    figure.update_layout(template=theme.template(False), paper_bgcolor="white")
    return figure


def _height(chart: Bars | Dots | Slopes) -> int:
    """Pixels of a picture: as many as its rows need."""
    if isinstance(chart, Slopes):
        return _HEIGHT
    side_by_side = len(chart.series) if isinstance(chart, Bars) and not chart.stacked else 1
    return min(_HEIGHT, 130 + len(chart.labels) * max(60, 44 * side_by_side))


def _head(document: DocumentType, report: Report) -> None:
    """Issuing body and number at the left; state, motto, place and date at the right."""
    left, right = parts.two_columns(document, *_HEAD)
    parts.line(left, t("deck.report.parent"), size=12)
    parts.line(left, t("deck.report.body"), size=12, bold=True)
    parts.rule(left, _HEAD[0], 0.4)
    parts.line(left, t("deck.report.number"), size=13).paragraph_format.space_before = 76200
    parts.line(right, t("deck.report.state"), size=12, bold=True)
    parts.line(right, t("deck.report.motto"), size=13, bold=True)
    parts.rule(right, _HEAD[1], 0.55)
    day = report.deck.day
    place = report.deck.place or t("deck.report.place")
    words = t("deck.report.date", place=place, day=f"{day:%d}", month=f"{day:%m}", year=day.year)
    dated = parts.line(right, words, size=13, italic=True)
    dated.paragraph_format.space_before = 76200
    title = parts.line(document, t("deck.report.kind"), size=14, bold=True)
    title.paragraph_format.space_before = 228600
    parts.line(document, report.deck.title, size=14, bold=True)
    parts.rule(document, 160, 0.25)
    parts.line(document, "", size=6)


def _introduction(document: DocumentType, report: Report, *, has_pictures: bool) -> None:
    deck = report.deck
    words = t("deck.report.intro", edition=deck.edition_label, date=fmt_date(deck.day))
    parts.body(document, words)
    if not has_pictures and any(one.chart is not None for one in report.sections):
        parts.body(document, t("deck.report.no_pictures"), italic=True)


def _section(document: DocumentType, one: Section, number: int, picture: bytes | None) -> None:
    document.add_heading(parts.clean(f"{roman(number)}. {one.heading}"), level=1)
    for sentence in one.sentences:
        parts.body(document, sentence)
    if picture is not None:
        parts.add_picture(document, picture, f"{one.heading}. {' '.join(one.sentences)}")
    if one.grid is not None:
        parts.add_grid(document, one.grid)
    if one.table is not None:
        parts.add_table(document, one.table)
    method = one.notes[:1]
    for text in filter(None, (one.caption, *method)):
        parts.body(document, text, italic=True, size=parts.SMALL)


def roman(number: int) -> str:
    """A number below 40 as the sections of an administrative document are counted: "IV"."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def _signature(document: DocumentType) -> None:
    left, right = parts.two_columns(document, 80, 80)
    parts.line(left, t("deck.report.sent_to"), size=12, bold=True, italic=True, align=ALIGN.LEFT)
    for text in t("deck.report.addressees").split("|"):
        parts.line(left, text, size=11, align=ALIGN.LEFT)
    parts.line(right, t("deck.report.office"), size=13, bold=True, after=60)
    parts.line(right, t("deck.report.signatory"), size=13, bold=True)


def _annex(document: DocumentType, annex: Annex, number: int) -> None:
    heading = t("deck.report.annex", n=number, title=annex.heading)
    made = document.add_heading(parts.clean(heading), level=1)
    made.paragraph_format.page_break_before = number == 1
    parts.add_table(document, annex.table)
    if annex.caption:
        parts.body(document, annex.caption, italic=True, size=parts.SMALL)


def _origins(document: DocumentType, report: Report, number: int) -> None:
    """Where each figure of the sections stands: the notes after the method."""
    heading = t("deck.report.annex", n=number, title=t("deck.report.origins"))
    document.add_heading(parts.clean(heading), level=1)
    for place, one in enumerate(report.sections, start=1):
        head = t("deck.notes.origins")
        said = one.notes[one.notes.index(head) + 1 :] if head in one.notes else ()
        if not said:
            continue
        parts.line(document, f"{roman(place)}. {one.heading}", bold=True, size=12, align=ALIGN.LEFT)
        for text in said:
            parts.line(document, f"– {text}", size=11, align=ALIGN.LEFT)
