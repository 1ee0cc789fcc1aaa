"""A deck as a PowerPoint file: native charts with their data, notes, footers, a sources slide."""

from __future__ import annotations

import io

from pptx.slide import Slide as PptxSlide

from dashboard.deck import Deck, Grid, Slide
from dashboard.exports import pptx_charts, qr
from dashboard.exports import pptx_text as words
from dashboard.exports.pptx_master import QUIET, Box, Stage, own_stage, template_stage
from messages import t

PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_LEFT, _WIDE = 0.6, 12.1
_BOTTOM = 6.95  # inches: where the footer begins


def pptx(deck: Deck, template: bytes | None = None) -> bytes:
    """The file, on our own master or on a province's template. Raises BadTemplate."""
    stage = own_stage() if template is None else template_stage(template)
    for number, one in enumerate(deck.slides, start=1):
        _slide(stage, deck, one, number)
    properties = stage.presentation.core_properties
    properties.title = words.clean(deck.title)
    properties.subject = words.clean(deck.edition_label)
    properties.author = ""
    properties.language = "vi-VN" if deck.language == "vi" else "en-US"
    out = io.BytesIO()
    stage.presentation.save(out)
    return out.getvalue()


def _slide(stage: Stage, deck: Deck, one: Slide, number: int) -> None:
    first = one.layout == "opening"
    slide = stage.add(first=first)
    words.title(slide, one.title, deck.language, largest=44 if first else 28)
    if first:
        _subtitle(stage, slide, one, deck.language)
    else:
        _content(stage, slide, deck, one)
    edition = t("deck.html.edition", edition=deck.edition_label)
    words.footer(slide, stage, f"{deck.source} · {edition}", number, deck.language)
    words.notes(slide, one.notes)
    stage.shrink_type(slide)


def _subtitle(stage: Stage, slide: PptxSlide, one: Slide, language: str) -> None:
    place = next(
        (shape for shape in slide.placeholders if "SUBTITLE" in str(shape.placeholder_format.type)),
        None,
    )
    if place is None:
        words.paragraphs(stage, slide, Box(0.9, 3.9, 11.5, 1.8), one.body, language, sizes=(22, 18))
        return
    frame = place.text_frame
    frame.text = "\n".join(words.clean(text) for text in one.body)
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            words.styled(run, 22, language, colour=QUIET)


def _content(stage: Stage, slide: PptxSlide, deck: Deck, one: Slide) -> None:
    top, language = 1.45, deck.language
    if one.layout == "points":
        box = Box(_LEFT, top, _WIDE, 4.9)
        words.paragraphs(
            stage, slide, box, one.body, language, sizes=(26, 24, 22, 20, 18), numbered=True
        )
    else:
        top = _said(stage, slide, (*one.body, *filter(None, [one.summary])), top, language)
    low = 0.27 * words.lines(one.caption, _WIDE - 0.4, 14) + 0.15 if one.caption else 0.05
    bottom = _BOTTOM - low
    box = Box(_LEFT, top, _WIDE, bottom - top)
    alt = f"{one.title}. {one.summary}"
    if isinstance(one.chart, Grid):
        table = words.grid_table(stage, slide, box, one.chart, language)
        words.alternative(table, t("deck.alt.table"), alt)
    elif one.chart is not None:
        pptx_charts.draw(stage, slide, box, one.chart, alt)
    if one.table is not None:
        table = words.words_table(stage, slide, box, one.table, language)
        words.alternative(table, t("deck.alt.table"), one.title)
    if one.layout == "closing" and deck.link:
        _code(stage, slide, deck, top)
    if one.caption:
        place = Box(_LEFT - 0.1, bottom, _WIDE, low)
        words.paragraphs(stage, slide, place, [one.caption], language, sizes=(14, 12), colour=QUIET)


def _said(
    stage: Stage, slide: PptxSlide, texts: tuple[str, ...], top: float, language: str
) -> float:
    """Sentences under the title; gives where the rest of the slide begins, in inches."""
    if not texts:
        return top
    needed = sum(words.lines(text, _WIDE - 0.6, 16) * 16 * 1.22 + 9 for text in texts) / 72 + 0.12
    box = Box(_LEFT - 0.1, top, _WIDE, needed)
    words.paragraphs(stage, slide, box, texts, language, sizes=(16, 14), colour=QUIET)
    return top + needed + 0.05


def _code(stage: Stage, slide: PptxSlide, deck: Deck, top: float) -> None:
    left, high, _, side = stage.place(Box(_LEFT, top + 0.1, 3.6, 3.6))
    picture = slide.shapes.add_picture(io.BytesIO(qr.png(deck.link)), left, high, height=side)
    words.alternative(picture, t("deck.html.code"), t("deck.html.code"))
    box = Box(_LEFT, top + 3.8, _WIDE, 0.4)
    address = deck.link.partition("?")[0]
    words.paragraphs(stage, slide, box, [address], deck.language, sizes=(16, 14))
