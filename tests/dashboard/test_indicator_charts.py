"""The charts of one indicator: a mark a value, its origin behind it, words above each row."""

import pandas as pd
import pytest

from dashboard.charts import indicator as charts

NAMES = {kind: kind for kind in charts.STYLE}


def drawn(unit="percent", values=(30.0, 70.0)):
    rows = pd.DataFrame({"label": ["A <b>2025", "B", "C"], "text": ["trên 30%", "x", "chưa đặt"]})
    marks = pd.DataFrame(
        {
            "row": [0, 1],
            "value": values,
            "kind": ["set", "official"],
            "id": ["s1", ""],
            "hover": ["một", "hai"],
        }
    )
    return charts.values(rows, marks, names=NAMES, unit=unit)


def test_marks_stand_on_their_rows_and_carry_their_origin():
    named = {trace.name: trace for trace in drawn().data if trace.name}
    assert list(named) == ["set", "official"]
    assert (list(named["set"].x), list(named["set"].y)) == ([30.0], [0.0])
    assert named["set"].customdata[0][0] == "s1"
    assert list(named["official"].y) == [-1.0]
    assert named["set"].marker.symbol != named["official"].marker.symbol


def test_names_are_shown_as_text_and_every_row_has_words():
    texts = [list(trace.text) for trace in drawn().data if trace.mode == "text"]
    assert texts[0] == ["<b>A &lt;b&gt;2025</b>", "<b>B</b>", "<b>C</b>"]
    assert texts[1] == ["trên 30%", "x", "chưa đặt"]


def test_height_grows_with_rows_and_the_axis_starts_at_zero():
    figure = drawn()
    assert figure.layout.height == 3 * charts.ROW_HEIGHT + 100
    assert list(figure.layout.xaxis.ticktext) == ["0%", "25%", "50%", "75%", "100%"]


def test_long_words_stand_below_the_name():
    rows = pd.DataFrame(
        {"label": ["Xã thuộc khu vực Nghi Xuân 2025"], "text": ["≈ tối thiểu 80%, x"]}
    )
    marks = pd.DataFrame(columns=["row", "value", "kind", "id", "hover"])
    figure = charts.values(rows, marks, names=NAMES, unit="percent")
    texts = [list(trace.text) for trace in figure.data if trace.mode == "text"]
    assert texts == [["<b>Xã thuộc khu vực Nghi Xuân 2025</b><br>≈ tối thiểu 80%, x"]]
    assert figure.layout.height == charts.TALL_ROW + 100


@pytest.mark.parametrize(
    ("values", "unit", "expected"),
    [
        ([30.0], "percent", (0.0, 100.0)),
        ([120.0], "percent", (0.0, 120.0)),
        ([], "percent", (0.0, 100.0)),
        ([], "mbps", (0.0, 1.0)),
        ([0.0], "site", (0.0, 1.0)),
        ([200.0], "mbps", (0.0, 210.0)),
    ],
)
def test_the_axis_holds_every_value(values, unit, expected):
    assert charts.span(pd.Series(values, dtype=float), unit) == pytest.approx(expected)


def test_many_plans_are_circles_by_year():
    counts = pd.DataFrame(
        {
            "row_label": ["2024", "2025", "2025"],
            "text": ["một", "hai", "hai"],
            "value": [60.0, 80.0, 90.0],
            "plans": [1, 9, 4],
            "hover": ["a", "b", "c"],
        }
    )
    figure = charts.by_year(counts, unit="percent")
    circles = next(trace for trace in figure.data if trace.mode == "markers")
    assert list(circles.y) == [0.0, -1.0, -1.0]
    sizes = list(circles.marker.size)
    assert sizes[1] > sizes[2] > sizes[0]
    assert figure.layout.height == 2 * charts.ROW_HEIGHT + 100
