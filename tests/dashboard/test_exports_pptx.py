"""PowerPoint: native charts with the figures of the deck, notes; templates are hostile."""

import io
import zipfile

import openpyxl
import pytest
from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Inches

import messages
from dashboard.deck import Bars, Dots, Grid, Slopes
from dashboard.deck_stories import build
from dashboard.exports import pptx_deck
from dashboard.exports.pptx_master import BadTemplate, own_stage, template_stage
from dashboard.exports.pptx_text import clean, in_sheet
from tests.dashboard.test_deck import request_for
from tests.dashboard.test_exports_html import HOSTILE, hostile_deck


@pytest.fixture(scope="module")
def made(store):
    messages.set_language("vi")
    deck = build(request_for())
    return deck, Presentation(io.BytesIO(pptx_deck.pptx(deck)))


def charts(slide):
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def test_every_slide_has_title_footer_number_and_notes(made):
    deck, file = made
    assert (file.slide_width, file.slide_height) == (Inches(13.333), Inches(7.5))
    assert len(file.slides) == len(deck.slides)
    for one, slide in zip(deck.slides, file.slides, strict=True):
        assert slide.shapes.title.text_frame.text == one.title
        words = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert deck.edition in words
        assert slide._element.xpath('.//a:fld[@type="slidenum"]')
        assert slide.notes_slide.notes_text_frame.text.split("\n")[0] == one.notes[0]


def test_charts_are_native_and_hold_the_figures_of_the_deck(made):
    deck, file = made
    for one, slide in zip(deck.slides, file.slides, strict=True):
        if one.chart is None:
            continue
        if isinstance(one.chart, Grid):
            table = next(shape.table for shape in slide.shapes if shape.has_table)
            shown = [cell.text for row in list(table.rows)[1:] for cell in list(row.cells)[1:]]
            assert shown == [cell.text for row in one.chart.cells for cell in row]
            continue
        chart = charts(slide)[0]
        series = list(chart.plots[0].series)
        if isinstance(one.chart, Bars):
            assert [list(found.values) for found in series] == [
                list(wanted.values) for wanted in one.chart.series
            ]
            assert list(chart.plots[0].categories) == list(one.chart.labels)
        elif isinstance(one.chart, Dots):
            xs = [[float(x.text) for x in s._element.xpath("c:xVal//c:v")] for s in series]
            assert xs == [list(wanted.values) for wanted in one.chart.series]
        else:
            assert isinstance(one.chart, Slopes)
            pairs = list(zip(one.chart.start.values, one.chart.end.values, strict=True))
            assert [tuple(found.values) for found in series] == pairs


def test_each_chart_has_its_data_sheet_and_alternative_text(made):
    _, file = made
    found = 0
    for slide in file.slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table or shape.shape_type == 13:
                assert shape._element.xpath(".//*[local-name()='cNvPr']")[0].get("descr")
            if shape.has_chart:
                sheet = openpyxl.load_workbook(
                    io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob)
                ).active
                assert sheet.max_row > 1
                found += 1
    assert found >= 4


def test_special_letters_and_formulas_stay_words():
    file = Presentation(io.BytesIO(pptx_deck.pptx(hostile_deck())))
    assert file.slides[0].shapes.title.text_frame.text == HOSTILE.replace("\u2028", "")
    assert in_sheet("=HYPERLINK(1)") == "'=HYPERLINK(1)"
    assert clean("a\x00\x0bb") == "ab"


def template(change=None):
    """A template with a slide of its own, its parts changed by `change(name, content)`."""
    stage = own_stage()
    stage.add(first=True)
    out = io.BytesIO()
    stage.presentation.save(out)
    if change is None:
        return out.getvalue()
    changed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in change(None, None) or {}:
            new.writestr(name, content)
    return changed.getvalue()


def test_a_template_is_used_without_its_slides():
    content = template()
    assert len(Presentation(io.BytesIO(content)).slides) == 1
    deck = hostile_deck()
    file = Presentation(io.BytesIO(pptx_deck.pptx(deck, content)))
    assert len(file.slides) == len(deck.slides)


def test_type_is_smaller_on_a_narrow_template():
    narrow = io.BytesIO()
    Presentation().save(narrow)  # 10 by 7.5 inches
    file = Presentation(io.BytesIO(pptx_deck.pptx(hostile_deck(), narrow.getvalue())))
    wide = Presentation(io.BytesIO(pptx_deck.pptx(hostile_deck())))
    sizes = [
        max(int(run.get("sz")) for run in one.slides[6]._element.iter(qn("a:rPr")))
        for one in (file, wide)
    ]
    assert 0.7 < sizes[0] / sizes[1] < 0.8


def replaced(part, old, new):
    return lambda name, content: (
        [] if name is None else content.replace(old, new) if name == part else content
    )


def added(*parts):
    return lambda name, content: list(parts) if name is None else content


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (
            replaced("[Content_Types].xml", b"presentationml.presentation.main", b"macroEnabled.x"),
            "macros",
        ),
        (
            replaced("[Content_Types].xml", b"presentationml.presentation", b"presentationml.x"),
            "not_pptx",
        ),
        (added(("ppt/vbaProject.bin", b"x")), "macros"),
        (added(("ppt/embeddings/a.bin", b"x")), "embedded_objects"),
        (added(("ppt/bomb.bin", b"0" * 60_000_000)), "damaged"),
        (replaced("ppt/presentation.xml", b"<p:presentation", b"<!DOCTYPE x><p:presentation"),
         "has_dtd"),
        (replaced("ppt/presentation.xml", b"</p:presentation>", b""), "damaged"),
        (
            replaced(
                "ppt/_rels/presentation.xml.rels",
                b"</Relationships>",
                b'<Relationship Id="rId99" Type="http://x/oleObject" Target="file:///c:/x" '
                b'TargetMode="External"/></Relationships>',
            ),
            "external_links",
        ),
    ],
)  # fmt: skip
def test_a_hostile_template_is_refused(change, code):
    with pytest.raises(BadTemplate, match=code):
        template_stage(template(change))


@pytest.mark.parametrize("content", [b"", b"x", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 99])
def test_what_is_no_presentation_is_refused(content):
    with pytest.raises(BadTemplate):
        template_stage(content)
