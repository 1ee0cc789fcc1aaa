"""The presentation that slides are put into: our own 16:9 master, or a province's template.

A template comes from outside: its archive is checked like that of a workbook before it is opened.
"""

from __future__ import annotations

import copy
import io
import re
from dataclasses import dataclass

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE as REL
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as PresentationType
from pptx.slide import Slide, SlideLayout
from pptx.util import Emu, Inches, Pt

from dashboard import theme
from etl.archive import Archive, check_xlsx, kind_of_file
from etl.workbook import Limits, WorkbookProblem

FONT = "Arial"  # on every office machine, with full Vietnamese
WIDE, HIGH = Inches(13.333), Inches(7.5)
INK, QUIET, ACCENT = "101820", "4A5661", "1F6A99"
_NEARLY_ALL = 0.97
_LIMITS = Limits()
_PRESENTATION = b"presentationml.presentation.main+xml"
_FOOTERS = ("ftr", "sldNum")
_FACES = re.compile(rb'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*"')


class BadTemplate(ValueError):
    """A template that is not taken in; the argument is the code of the message."""


@dataclass(frozen=True)
class Box:
    """A place on a slide in inches of a 13.333 by 7.5 inch slide, whatever its size is."""

    left: float
    top: float
    width: float
    height: float


class Stage:
    """A presentation without slides, and its two layouts."""

    def __init__(self, presentation: PresentationType, *, own: bool) -> None:
        self.presentation = presentation
        self.own = own  # our own master, whose places we know
        self.first = _layout(presentation, first=True)
        self.title_only = _layout(presentation, first=False)

    @property
    def scale(self) -> float:
        """Size of type on these slides against that on our own."""
        width = (self.presentation.slide_width or WIDE) / WIDE
        return min(1.0, width, (self.presentation.slide_height or HIGH) / HIGH)

    def shrink_type(self, slide: Slide) -> None:
        """Type of a slide and its charts as much smaller as the slide is (a 4:3 template)."""
        if self.scale > _NEARLY_ALL:
            return
        charts = [shape.chart._chartSpace for shape in slide.shapes if shape.has_chart]
        for root in (slide._element, *charts):
            for run in root.iter(qn("a:rPr"), qn("a:defRPr")):
                if run.get("sz"):
                    run.set("sz", str(round(int(run.get("sz")) * self.scale / 50) * 50))

    def place(self, box: Box) -> tuple[Emu, Emu, Emu, Emu]:
        """left, top, width, height of a box on this presentation's slides."""
        across = (self.presentation.slide_width or WIDE) / 13.333
        down = (self.presentation.slide_height or HIGH) / 7.5
        return (
            Emu(round(box.left * across)),
            Emu(round(box.top * down)),
            Emu(round(box.width * across)),
            Emu(round(box.height * down)),
        )

    def add(self, *, first: bool) -> Slide:
        """A new slide with its title, footer and number; other placeholders are taken out."""
        slide = self.presentation.slides.add_slide(self.first if first else self.title_only)
        for shape in list(slide.placeholders):
            kind = shape.placeholder_format.type
            if shape.placeholder_format.idx and not (first and "SUBTITLE" in str(kind)):
                shape._element.getparent().remove(shape._element)
        _copy_footers(slide)
        return slide


def own_stage() -> Stage:
    """Our own clean master: title, footer, slide number; white paper, dark ink."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = WIDE, HIGH
    master = presentation.slide_master
    keep = {0: "title", 5: "title only"}
    layouts = master.slide_layouts
    for number, layout in reversed(list(enumerate(layouts))):
        if number not in keep:
            layouts.remove(layout)
    _restyle(master)
    stage = Stage(presentation, own=True)
    for holder in (master, *master.slide_layouts):
        _align_left(holder)
        _put_placeholders(stage, holder, first=holder == stage.first)
    return stage


def template_stage(content: bytes) -> Stage:
    """A province's own template, without its slides. Raises BadTemplate."""
    try:
        if kind_of_file(content, _LIMITS) != "zip":
            raise BadTemplate("deck.template.not_pptx")
        archive = Archive(content, _LIMITS)
        if "[content_types].xml" not in archive.names:
            raise BadTemplate("deck.template.not_pptx")
        types = archive.part("[Content_Types].xml")
        if b"macroEnabled" in types:
            raise BadTemplate("deck.template.macros")
        if _PRESENTATION not in types:
            raise BadTemplate("deck.template.not_pptx")
        check_xlsx(archive, set())
    except WorkbookProblem as problem:
        known = {"macros", "external_links", "embedded_objects", "file_too_large", "has_dtd"}
        code = problem.code if problem.code in known else "damaged"
        raise BadTemplate(f"deck.template.{code}") from None
    return _opened(content)


def _opened(content: bytes) -> Stage:
    try:
        presentation = Presentation(io.BytesIO(content))
        _drop_slides(presentation)
        return Stage(presentation, own=False)
    except BadTemplate:
        raise
    except Exception:  # whatever a damaged part makes the library say
        raise BadTemplate("deck.template.damaged") from None


def _drop_slides(presentation: PresentationType) -> None:
    listed = presentation.slides._sldIdLst
    for entry in list(listed):
        presentation.part.drop_rel(entry.rId)
        listed.remove(entry)


def _layout(presentation: PresentationType, *, first: bool) -> SlideLayout:
    """The layout with a title and a subtitle, or the one with a title and least else."""
    titled = []
    for layout in presentation.slide_layouts:
        kinds = [str(one.placeholder_format.type) for one in layout.placeholders]
        if any("TITLE" in kind and "SUBTITLE" not in kind for kind in kinds):
            titled.append((layout, kinds))
    if not titled:
        raise BadTemplate("deck.template.no_layout")
    if first:
        with_subtitle = [one for one, kinds in titled if any("SUBTITLE" in k for k in kinds)]
        return with_subtitle[0] if with_subtitle else titled[0][0]
    footers = ("FOOTER", "DATE", "SLIDE_NUMBER")
    rest = [one for one in titled if not any("SUBTITLE" in kind for kind in one[1])] or titled
    return min(
        rest, key=lambda one: sum(not any(name in kind for name in footers) for kind in one[1])
    )[0]


def _copy_footers(slide: Slide) -> None:
    """Footer and slide number of the layout on the slide itself, else they are not shown."""
    tree = slide.shapes._spTree
    for shape in slide.slide_layout.placeholders:
        if shape._element.ph.get("type") in _FOOTERS:
            made = copy.deepcopy(shape._element)
            taken = [int(one) for one in tree.xpath("//p:cNvPr/@id")]
            made.nvSpPr.cNvPr.set("id", str(max(taken, default=1) + 1))  # unique on a slide
            tree.append(made)


def _restyle(master: object) -> None:
    """Arial for all text, and our colours, in the theme of the master."""
    part = master.part.part_related_by(REL.THEME)  # type: ignore[attr-defined]
    blob = _FACES.sub(rb"\g<1>" + FONT.encode() + b'"', part.blob)
    colours = (theme.ACCENT, theme.SERIES[1], theme.SERIES[2], theme.SERIES[3], theme.MUTED)
    for number, colour in enumerate(colours, start=1):
        pattern = rb'(<a:accent%d>\s*<a:srgbClr val=")[^"]*"' % number
        blob = re.sub(pattern, rb"\g<1>" + colour[1:].encode() + b'"', blob)
    part._blob = blob


def _align_left(holder: object) -> None:
    """Titles and subtitles begin at the left, as on the screen."""
    root = holder._element  # type: ignore[attr-defined]
    for level in root.iter(qn("a:lvl1pPr")):
        if level.get("algn") == "ctr":
            level.set("algn", "l")


def _put_placeholders(stage: Stage, holder: object, *, first: bool) -> None:
    places = {
        "title": Box(0.6, 0.35, 12.1, 1.0),
        "ctrTitle": Box(0.9, 2.0, 11.5, 1.7),
        "subTitle": Box(0.9, 3.8, 11.5, 1.8),
        "body": Box(0.6, 1.5, 12.1, 5.2),
        "ftr": Box(0.6, 7.02, 10.6, 0.36),
        "sldNum": Box(11.7, 7.02, 1.0, 0.36),
    }
    for shape in list(holder.placeholders):  # type: ignore[attr-defined]
        kind = shape._element.ph.get("type") or "body"
        if kind == "dt":
            shape._element.getparent().remove(shape._element)
        elif kind in places:
            shape.left, shape.top, shape.width, shape.height = stage.place(places[kind])
            _style(shape, kind)


def _style(shape: object, kind: str) -> None:
    frame = shape.text_frame  # type: ignore[attr-defined]
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM if kind == "ctrTitle" else MSO_ANCHOR.MIDDLE
    if kind == "subTitle":
        frame.vertical_anchor = MSO_ANCHOR.TOP
    sizes = {"title": 28, "ctrTitle": 44, "subTitle": 22, "ftr": 11, "sldNum": 11}
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.RIGHT if kind == "sldNum" else PP_ALIGN.LEFT
        if kind in sizes:
            paragraph.font.size = Pt(sizes[kind])
