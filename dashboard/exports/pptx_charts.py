"""Charts of slides as native PowerPoint charts, each with its data sheet."""

from __future__ import annotations

from pptx.chart.data import CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.chart import XL_TICK_LABEL_POSITION as TICKS
from pptx.enum.chart import XL_TICK_MARK as MARK
from pptx.enum.dml import MSO_LINE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Pt

from dashboard.charts.slides import change_colour, colour
from dashboard.deck import Bars, Dots, Series, Slopes, Table
from dashboard.exports.pptx_master import FONT, INK, Box, Stage
from dashboard.exports.pptx_text import alternative, clean, in_sheet, styled, words_table
from dashboard.theme import text_on
from messages import language, t

TYPE = 14  # points
_NAMES = 3.7  # inches for the labels of the rows of a dot plot
# the inside of a dot plot as parts of its chart: labels of rows stand beside it, so it is fixed
_INSIDE = {"x": 0.15, "y": 0.11, "w": 0.70, "h": 0.79}
_MARKERS = (XL_MARKER_STYLE.CIRCLE, XL_MARKER_STYLE.DIAMOND, XL_MARKER_STYLE.SQUARE)
_DASHES = {
    "raised": MSO_LINE.SOLID,
    "lowered": MSO_LINE.DASH,
    "unchanged": MSO_LINE.ROUND_DOT,
    "at_ceiling": MSO_LINE.ROUND_DOT,
}
_SIGNS = {"raised": "▲", "lowered": "▼", "unchanged": "=", "at_ceiling": "="}


def draw(stage: Stage, slide: Slide, box: Box, chart: Bars | Dots | Slopes, alt: str) -> None:
    """The chart in its box, with its alternative text."""
    if isinstance(chart, Bars):
        frame = _bars(stage, slide, box, chart)
    elif isinstance(chart, Dots):
        frame = _dots(stage, slide, box, chart)
    else:
        half = Box(box.left, box.top, box.width * 0.45, box.height)
        frame = _slopes(stage, slide, half, chart)
        rest = Box(box.left + box.width * 0.47, box.top, box.width * 0.53, box.height)
        table = words_table(stage, slide, rest, _slope_table(chart), language())
        alternative(table, t("deck.alt.table"), alt)
    alternative(frame, t("deck.alt.chart"), alt)


def _fonts(chart: object) -> None:
    chart.font.size, chart.font.name = Pt(TYPE), FONT  # type: ignore[attr-defined]
    chart.font.color.rgb = RGBColor.from_string(INK)  # type: ignore[attr-defined]


def _legend(chart: object, shown: bool) -> None:
    chart.has_title = False  # type: ignore[attr-defined]
    chart.has_legend = shown  # type: ignore[attr-defined]
    if shown:
        chart.legend.position = XL_LEGEND_POSITION.TOP  # type: ignore[attr-defined]
        chart.legend.include_in_layout = False  # type: ignore[attr-defined]


def _format(one: Series) -> str:
    """Numbers as on the screen: no decimals; percent where the words say so; no zero labels."""
    percent = any(text.endswith("%") for text in one.texts)
    return '0"%";;' if percent else "0;;"


def _bars(stage: Stage, slide: Slide, box: Box, chart: Bars) -> object:
    data = CategoryChartData(number_format="General")
    data.categories = [in_sheet(label) for label in chart.labels]
    for one in chart.series:
        data.add_series(in_sheet(one.name), one.values)
    kind = XL_CHART_TYPE.BAR_STACKED if chart.stacked else XL_CHART_TYPE.BAR_CLUSTERED
    frame = slide.shapes.add_chart(kind, *stage.place(box), data)
    made = frame.chart
    _fonts(made)
    _legend(made, len(chart.series) > 1)
    plot = made.plots[0]
    plot.gap_width = 45 if len(chart.labels) > 4 else 130
    if chart.stacked:
        plot.overlap = 100
    for series, one in zip(plot.series, chart.series, strict=True):
        fill = colour(one.tone)
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor.from_string(fill[1:])
        labels = series.data_labels
        labels.show_value, labels.number_format = True, _format(one)
        labels.number_format_is_linked = False
        labels.font.size, labels.font.bold = Pt(TYPE), True
        labels.position = (
            XL_LABEL_POSITION.CENTER if chart.stacked else XL_LABEL_POSITION.OUTSIDE_END
        )
        if chart.stacked:
            labels.font.color.rgb = RGBColor.from_string(text_on(fill)[1:])
    _bar_axes(made, chart)
    return frame


def _bar_axes(made: object, chart: Bars) -> None:
    rows = made.category_axis  # type: ignore[attr-defined]
    rows.reverse_order = True
    rows.major_tick_mark = MARK.NONE
    rows.format.line.fill.background()
    rows.tick_labels.font.size = Pt(TYPE)
    values = made.value_axis  # type: ignore[attr-defined]
    values.visible = False
    values.has_major_gridlines = False
    values.minimum_scale = 0
    if chart.highest and not chart.stacked:
        values.maximum_scale = chart.highest * 1.1


def _dots(stage: Stage, slide: Slide, box: Box, chart: Dots) -> object:
    rows = len(chart.labels)
    data = XyChartData(number_format="General")
    for one in chart.series:
        points = data.add_series(in_sheet(one.name))
        for row, value in enumerate(one.values):
            points.add_data_point(value, rows - row)
    place = Box(box.left + _NAMES, box.top, box.width - _NAMES, box.height)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *stage.place(place), data)
    made = frame.chart
    _fonts(made)
    _legend(made, True)
    series = list(made.plots[0].series)
    for number, one in enumerate(chart.series):
        _marks(series[number], chart, number, one)
    if len(chart.series) > 1:
        _joined(series[1], chart)
    _fix_inside(made)
    _dot_axes(made, rows)
    _row_labels(stage, slide, box, chart)
    return frame


def _fix_inside(made: object) -> None:
    area = made._chartSpace.chart.plotArea  # type: ignore[attr-defined]
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    numbers = "".join(f'<c:{name} val="{value}"/>' for name, value in _INSIDE.items())
    area.insert(
        0,
        parse_xml(
            f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>'
            f'<c:xMode val="edge"/><c:yMode val="edge"/>{numbers}</c:manualLayout></c:layout>'
        ),
    )


def _row_labels(stage: Stage, slide: Slide, box: Box, chart: Dots) -> None:
    """The label of each row beside the chart, at the height of its marks."""
    rows = len(chart.labels)
    step = box.height * _INSIDE["h"] / (rows + 0.2)
    for row, label in enumerate(chart.labels):
        middle = box.top + box.height * _INSIDE["y"] + (row + 0.6) * step
        high = min(step, 0.8)
        place = Box(box.left, middle - high / 2, _NAMES + 0.3, high)
        shape = slide.shapes.add_textbox(*stage.place(place))
        frame = shape.text_frame
        frame.word_wrap = True
        frame.margin_top = frame.margin_bottom = 0
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        run = paragraph.add_run()
        run.text = clean(label)
        styled(run, TYPE, language())


def _marks(series: object, chart: Dots, place: int, one: Series) -> None:
    series.format.line.fill.background()  # type: ignore[attr-defined]
    marker = series.marker  # type: ignore[attr-defined]
    marker.style, marker.size = _MARKERS[place % len(_MARKERS)], 13
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = RGBColor.from_string(colour(one.tone)[1:])
    marker.format.line.fill.background()
    for row, text in enumerate(one.texts):
        others = [other.values[row] for other in chart.series if other is not one]
        lower = all(_is_less(one.values[row], other, place) for other in others)
        side = XL_LABEL_POSITION.LEFT if lower and others else XL_LABEL_POSITION.RIGHT
        _point_words(series.points[row], text, side)  # type: ignore[attr-defined]


def _is_less(mine: float | None, other: float | None, place: int) -> bool:
    if mine is None or other is None:
        return False
    return mine < other or (mine == other and place == 0)


def _point_words(point: object, text: str, side: object) -> None:
    label = point.data_label  # type: ignore[attr-defined]
    label.has_text_frame = True
    label.text_frame.text = clean(text)
    label.position = side
    for run in label.text_frame.paragraphs[0].runs:
        run.font.size, run.font.name = Pt(TYPE), FONT


def _joined(series: object, chart: Dots) -> None:
    """A line from each mark of the second series to the first, as its error bar."""
    first, second = chart.series[0].values, chart.series[1].values
    gaps = [
        (a or 0.0) - (b or 0.0) if a is not None and b is not None else 0.0
        for a, b in zip(first, second, strict=True)
    ]

    def literal(name: str, values: list[float]) -> str:
        points = "".join(
            f'<c:pt idx="{row}"><c:v>{value}</c:v></c:pt>' for row, value in enumerate(values)
        )
        return (
            f"<c:{name}><c:numLit><c:formatCode>General</c:formatCode>"
            f'<c:ptCount val="{len(values)}"/>{points}</c:numLit></c:{name}>'
        )

    plus = literal("plus", [max(gap, 0.0) for gap in gaps])
    minus = literal("minus", [max(-gap, 0.0) for gap in gaps])
    bars = parse_xml(
        f'<c:errBars {nsdecls("c", "a")}><c:errDir val="x"/><c:errBarType val="both"/>'
        f'<c:errValType val="cust"/><c:noEndCap val="1"/>{plus}{minus}'
        '<c:spPr><a:ln w="31750"><a:solidFill><a:srgbClr val="7B8794"/></a:solidFill></a:ln>'
        "</c:spPr></c:errBars>"
    )
    series._element.find(qn("c:xVal")).addprevious(bars)  # type: ignore[attr-defined]


def _dot_axes(made: object, rows: int) -> None:
    across, down = made.category_axis, made.value_axis  # type: ignore[attr-defined]
    across.minimum_scale, across.maximum_scale, across.major_unit = 0, 100, 25
    across.has_major_gridlines = False
    across.tick_labels.number_format = '0"%"'
    across.tick_labels.number_format_is_linked = False
    across.tick_labels.font.size = Pt(TYPE)
    across.tick_label_position = TICKS.LOW
    down.minimum_scale, down.maximum_scale = 0.4, rows + 0.6
    down.visible = False
    down.has_major_gridlines = False


def _slopes(stage: Stage, slide: Slide, box: Box, chart: Slopes) -> object:
    data = CategoryChartData(number_format="General")
    data.categories = [in_sheet(chart.start.name), in_sheet(chart.end.name)]
    for row, label in enumerate(chart.labels):
        data.add_series(in_sheet(label), (chart.start.values[row], chart.end.values[row]))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, *stage.place(box), data)
    made = frame.chart
    _fonts(made)
    _legend(made, False)
    for series, change in zip(made.plots[0].series, chart.changes, strict=True):
        fill = RGBColor.from_string(change_colour(change)[1:])
        series.smooth = False
        series.format.line.width = Pt(2.5)
        series.format.line.color.rgb = fill
        series.format.line.dash_style = _DASHES[change]
        series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, 9
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = fill
        series.marker.format.line.fill.background()
    values = made.value_axis
    values.tick_labels.number_format = '0"%"'
    values.tick_labels.number_format_is_linked = False
    values.maximum_scale = 100
    values.major_gridlines.format.line.color.rgb = RGBColor.from_string("DDE3E8")
    values.format.line.fill.background()
    return frame


def _slope_table(chart: Slopes) -> Table:
    """Every line in words: from, to, and a sign for what it did."""
    columns = (t("deck.col.indicator"), clean(chart.start.name), clean(chart.end.name))
    rows = zip(chart.labels, chart.start.texts, chart.end.texts, chart.changes, strict=True)
    return Table(
        columns,
        tuple((a, before, f"{_SIGNS[change]} {after}") for a, before, after, change in rows),
    )
