"""The grids, bars and strips of the page "Khoảng cách": pure, readable on a phone, clickable."""

import pandas as pd
import pytest

import messages
from dashboard import theme
from dashboard.charts import gap, gap_bars
from dashboard.charts.gap_grid import MAX_COLUMNS, Column, grid

COLUMNS = [
    Column("a-2024", "Nga Điền", "2024"),
    Column("b-2026", "Xã thuộc khu vực Nghi Xuân", "2026"),
]


@pytest.fixture(autouse=True)
def vietnamese():
    messages.set_language("vi")


def cell(**changes):
    """A row of the cells' query: 5G, set at 70 and 40 points above its reference."""
    row = {
        "indicator_id": "coverage_5g",
        "short_vi": "Phủ sóng 5G",
        "short_en": "5G coverage",
        "group_name_vi": "Hạ tầng số",
        "group_name_en": "Digital infrastructure",
        "unit": "percent",
        "plan_id": "b-2026",
        "state": "set",
        "statement_id": "s1",
        "year": 2026,
        "comparator": ">=",
        "value": 70.0,
        "comparability": "exact",
        "impossible": False,
        "low": None,
        "high": None,
        "baseline_value": None,
        "baseline_year": None,
        "mates": 0,
        "gap": -40.0,
        "reference_value": 30.0,
        "pair_comparability": "exact",
        "hover": "hover",
    }
    return pd.Series({**row, **changes}, dtype=object)


def nothing(**changes):
    empty = {"state": "not_set", "statement_id": None, "value": None, "gap": None}
    return cell(plan_id="a-2024", **{**empty, **changes})


def test_a_cell_shows_comparator_value_year_and_gap():
    assert gap.cell_text(cell()) == ("tối thiểu<br><b style='font-size:14px'>70%</b><br>2026 ▲40")


def test_near_and_impossible_are_marked_in_the_cell():
    text = gap.cell_text(cell(comparability="near", impossible=True, pair_comparability="near"))
    assert text.startswith("! ≈ tối thiểu<br>")
    assert text.endswith("2026 ≈▲40")


def test_the_same_level_is_said_in_words():
    assert gap.gap_mark(cell(gap=0.0)) == " bằng"
    assert gap.gap_mark(cell(gap=35.0)) == " ▼35"
    assert gap.gap_mark(cell(gap=None)) == ""


def test_not_set_is_words_never_a_zero():
    assert gap.cell_text(nothing()) == "chưa đặt"
    assert gap.cell_text(nothing(mates=2)) == "chưa đặt<br>◇ khác<br>phạm vi"
    reported = nothing(baseline_value=75.0, baseline_year=2023)
    assert gap.cell_text(reported) == "chưa đặt<br>2023: 75%"


def test_two_values_that_contradict_are_both_shown():
    assert gap.cell_text(cell(state="contradiction", low=60.0, high=100.0)) == (
        "mâu thuẫn<br>60% / 100%"
    )


def test_colour_goes_from_orange_for_less_to_blue_for_more():
    neutral = theme.colour_at(theme.DIVERGING, 0.5)
    assert gap.gap_colour(cell(gap=0.0)) == neutral
    assert gap.gap_colour(cell(gap=80.0)) == theme.DIVERGING[-1][1]
    assert gap.gap_colour(cell(gap=-80.0)) == theme.DIVERGING[0][1]
    assert gap.gap_colour(cell(gap=None)) is None


def test_other_units_are_coloured_by_their_share_of_the_reference():
    counted = cell(unit="site", gap=20.0, reference_value=40.0)
    assert gap.gap_colour(counted) == theme.DIVERGING[-1][1]
    assert gap.gap_colour(cell(unit="site", gap=1.0, reference_value=0.0)) is not None


def test_heatmap_marks_lead_to_the_statement_and_not_set_to_none():
    frame = pd.DataFrame([nothing(), cell()])
    figure = gap.heatmap(frame, COLUMNS)
    boxes = figure.data[0]
    assert [list(data) for data in boxes.customdata] == [[""], ["s1"]]
    assert boxes.marker.color[0] == theme.NOT_SET
    assert boxes.marker.color[1] == gap.gap_colour(cell())
    assert list(frame.columns) == list(cell().index)


def test_every_word_of_a_filled_cell_can_be_read_on_its_colour():
    for difference in range(-60, 61, 5):
        fill = gap.gap_colour(cell(gap=float(difference)))
        assert theme.contrast(theme.text_on(fill), fill) >= 4.5


def test_a_unit_that_is_no_share_stands_in_the_label():
    frame = pd.DataFrame([cell(unit="site", value=3.0, gap=None)])
    figure = gap.heatmap(frame, COLUMNS)
    words = [text for trace in figure.data[1:] for text in trace.text]
    assert "Phủ sóng 5G (điểm)" in words
    assert any("<b style='font-size:14px'>3</b>" in text for text in words)


def test_columns_carry_the_year_under_a_short_name():
    figure = gap.heatmap(pd.DataFrame([cell()]), COLUMNS)
    assert list(figure.layout.xaxis.ticktext) == [
        "Nga Điền<br><b>2024</b>",
        "Xã thuộc<br>khu vực<br>Nghi Xuân<br><b>2026</b>",
    ]


def test_more_columns_than_a_phone_can_show_are_left_to_the_table():
    columns = [Column(f"p{place}", "Xã", "2026") for place in range(9)]
    frame = pd.DataFrame([cell(plan_id=column.key) for column in columns])
    figure = gap.heatmap(frame, columns)
    assert len(figure.data[0].x) == MAX_COLUMNS == len(figure.layout.xaxis.tickvals)


def test_a_grid_without_cells_is_still_a_figure():
    frame = pd.DataFrame([cell()]).iloc[0:0]
    assert gap.heatmap(frame, []).layout.height > 0


def test_text_from_data_is_never_markup():
    frame = pd.DataFrame([cell(short_vi="<a href='x'>5G</a>", group_name_vi="<b>Nhóm")])
    figure = gap.heatmap(frame, [Column("b-2026", "<i>Xã", "2026")])
    words = [text for trace in figure.data[1:] for text in trace.text]
    assert "&lt;a href=&#x27;x&#x27;&gt;5G&lt;/a&gt;" in words
    assert figure.layout.xaxis.ticktext[0].startswith("&lt;i&gt;Xã")


def test_coverage_none_of_a_group_has_no_colour():
    shares = pd.DataFrame(
        {
            "group_id": ["data", "data"],
            "group_name_vi": ["Dữ liệu số"] * 2,
            "plan_id": ["a-2024", "b-2026"],
            "set": [0, 2],
            "indicators": [2, 2],
            "share": [0.0, 1.0],
            "hover": ["", ""],
        }
    )
    figure = gap.coverage(shares, COLUMNS)
    assert list(figure.data[0].marker.color) == [theme.NOT_SET, theme.SEQUENTIAL[-1][1]]
    assert [text for trace in figure.data[1:3] for text in trace.text] == [
        "<b style='font-size:14px'>2/2</b>",
        "<b style='font-size:14px'>0/2</b>",
    ]


def test_ranked_bars_are_as_long_as_the_gap_and_near_ones_hatched():
    gaps = pd.DataFrame(
        {
            "name": ["5G", "≈ Chữ ký số"],
            "gap": [40.0, 10.0],
            "gap_text": ["thấp hơn 40 điểm phần trăm", "thấp hơn 10 điểm phần trăm"],
            "value_line": ["A: trên 30%", "B: tối thiểu 30%"],
            "reference_line": ["so với C", "so với D"],
            "hover": ["một\nhai", "ba"],
            "pair_comparability": ["exact", "near"],
            "statement_id": ["s1", "s2"],
        }
    )
    bars = gap_bars.ranked(gaps).data[0]
    assert list(bars.x) == [40.0, 10.0]
    assert list(bars.marker.pattern.shape) == ["", "/"]
    assert [list(data) for data in bars.customdata] == [["s1"], ["s2"]]
    assert bars.hovertext[0] == "một<br>hai"
    assert gap_bars.ranked(gaps).layout.xaxis.range == (0, 50)
    assert gap_bars.ranked(gaps.iloc[0:0]).layout.height > 0


def test_two_plans_have_a_mark_each_that_leads_to_its_own_statement():
    pairs = pd.DataFrame(
        {
            "name": ["5G"],
            "gap_text": ["◆ cao hơn 40 điểm phần trăm"],
            "first_text": ["trên 30% (2025)"],
            "second_text": ["tối thiểu 70% (2026)"],
            "first_value": [30.0],
            "second_value": [70.0],
            "first_statement_id": ["s1"],
            "second_statement_id": ["s2"],
            "hover": ["5G"],
        }
    )
    figure = gap_bars.two_plans(pairs, ("Bình Giang 2025", "Giao Minh 2026"))
    marks = [trace for trace in figure.data if trace.mode == "markers"]
    assert [(list(mark.x), mark.customdata[0][0]) for mark in marks] == [
        ([30.0], "s1"),
        ([70.0], "s2"),
    ]
    assert len({mark.marker.symbol for mark in marks}) == 2
    assert [trace.name for trace in marks] == ["Bình Giang 2025", "Giao Minh 2026"]


def test_a_grid_needs_its_columns():
    with pytest.raises(KeyError):
        grid(pd.DataFrame({"row": ["x"]}), COLUMNS)
