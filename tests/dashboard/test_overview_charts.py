"""The overview's pictures, held to small frames worked by hand."""

import math

import numpy as np
import pandas as pd
import pytest

import messages
from dashboard import overview_frames as frames
from dashboard.charts import overview as charts

PLANS = {"a": "An 2025", "b": "Bình 2026"}
GROUPS = {"data": "Dữ liệu số", "security": "An toàn", frames.TOTAL: "Chỉ tiêu cốt lõi"}


@pytest.fixture(autouse=True)
def vietnamese():
    messages.set_language("vi")


@pytest.fixture
def everything():
    """Plan a sets 1 of 2 and 0 of 3; plan b 2 of 2 and 3 of 3, one of them without a level."""
    rows = [
        ("a", "data", 2, 1, 80.0, 1),
        ("a", "security", 3, 0, math.nan, 0),
        ("b", "data", 2, 2, 50.0, 2),
        ("b", "security", 3, 3, 100.0, 2),
    ]
    columns = ["plan_id", "group_id", "indicators", "set_count", "level", "n"]
    return frames.with_totals(pd.DataFrame(rows, columns=columns))


def test_totals_weigh_levels_by_their_counts(everything):
    total = everything[everything["group_id"] == frames.TOTAL].set_index("plan_id")
    assert total.loc["b", ["set_count", "indicators"]].tolist() == [5, 5]
    assert total.loc["b", "level"] == (50 * 2 + 100 * 2) / 4
    assert total.loc["a", "level"] == 80


def test_a_group_that_is_not_set_is_no_zero(everything):
    cells = frames.coverage_cells(everything, PLANS, GROUPS, "set")
    assert cells.plans == ["An 2025", "Bình 2026"]  # the plan that sets fewest first
    assert np.isnan(cells.shares[0, 1])
    assert cells.texts[0].tolist() == ["1/2", "chưa<br>đặt", "1/5"]
    assert cells.shares[1].tolist() == [1, 1, 1]


def test_levels_show_how_many_indicators_they_rest_on(everything):
    cells = frames.coverage_cells(everything, PLANS, GROUPS, "level")
    assert cells.texts.tolist() == [
        ["80 (1)", "chưa<br>đặt", "80 (1)"],
        ["50 (2)", "100 (2)", "75 (4)"],
    ]


def test_set_without_a_level_is_neither_a_number_nor_not_set(everything):
    everything.loc[everything["plan_id"] == "b", ["level", "n"]] = [math.nan, 0]
    cells = frames.coverage_cells(everything, PLANS, GROUPS, "level")
    assert cells.texts[1, 0] == "–"


def test_every_cell_can_be_clicked_and_none_claims_to_be_one_number(everything):
    figure = charts.coverage(frames.coverage_cells(everything, PLANS, GROUPS, "set"))
    marks = [data for trace in figure.data if trace.type == "scatter" for data in trace.customdata]
    assert sorted(tuple(mark) for mark in marks) == sorted(
        (None, plan, group) for plan in PLANS for group in GROUPS
    )


def test_the_name_of_a_plan_stands_above_its_cells(everything):
    figure = charts.coverage(frames.coverage_cells(everything, PLANS, GROUPS, "set"))
    notes = figure.layout.annotations
    assert [note.text for note in notes] == ["<b>An 2025</b>", "<b>Bình 2026</b>"]
    marks = [y for trace in figure.data if trace.type == "scatter" for y in trace.y]
    assert notes[0].y < min(marks) < notes[1].y < max(marks)  # the axis runs downwards


def test_the_table_holds_every_cell(everything):
    table = frames.coverage_table(everything, PLANS, GROUPS)
    assert table["plan"].tolist() == ["An 2025"] * 3 + ["Bình 2026"] * 3
    assert table["share"].tolist() == [50, 0, 20, 100, 100, 100]


@pytest.mark.parametrize(
    ("places", "moved"),
    [
        ([], []),
        ([5.0], [5.0]),
        ([1.0, 9.0], [1.0, 9.0]),
        ([5.0, 5.0], [4.5, 5.5]),
        ([3.0, 1.0, 1.5], [3.0, 0.75, 1.75]),
        ([5.0, 5.0, 5.5], [4.166667, 5.166667, 6.166667]),
    ],
)
def test_labels_are_moved_apart_and_keep_their_order(places, moved):
    assert charts.spread(places, 1.0) == pytest.approx(moved)


@pytest.fixture
def units():
    return pd.DataFrame(
        {
            "commune_code": ["1", "2", "3"],
            "short_name": ["Một", "Hai", "Hoàng Sa"],
            "type": ["xã", "phường", "đặc khu"],
            "province_code": ["37", "37", "48"],
            "province_vi": ["Ninh Bình", "Ninh Bình", "Đà Nẵng"],
            "lat": [20.2, 20.5, 16.5],
            "lon": [106.5, 106.1, 112.1],
        }
    )


@pytest.fixture
def facts():
    return pd.DataFrame(
        {
            "plan_id": ["a", "b", "old"],
            "identity_key": ["1", "b", "1"],
            "now_province_vi": ["Ninh Bình", "Hà Tĩnh", "Ninh Bình"],
            "lat": [20.2, math.nan, 20.2],
            "lon": [106.5, math.nan, 106.5],
            "plan_year": [2026, 2025, 2025],
            "targets": [0, 8, 12],
            "findings": [0, 3, 1],
            "core_set": [0, 7, 4],
            "core_total": [31, 31, 31],
            "core_share": [0.0, 7 / 31, 4 / 31],
        }
    )


LABELS = {"a": "Một 2026", "b": "Hai 2025", "old": "Một 2025"}


def test_a_commune_has_one_dot_by_its_latest_plan(facts):
    placed = frames.placed(facts, LABELS, LABELS, "plan_year")
    assert placed["plan_id"].tolist() == ["a"]
    assert placed["value"].tolist() == [2026]


def test_no_target_is_a_hollow_dot_and_no_finding_is_a_zero(facts):
    targets = frames.placed(facts, LABELS, LABELS, "targets").iloc[0]
    assert math.isnan(targets["value"]) and targets["label"] == "Một 2026: chưa đặt"
    findings = frames.placed(facts, LABELS, LABELS, "findings").iloc[0]
    assert findings["value"] == 0 and findings["label"] == "Một 2026: 0"


def test_dots_lead_to_their_commune_over_all_units(units, facts):
    placed = frames.placed(facts, LABELS, LABELS, "targets")
    figure = charts.where(units, placed, frames.islands(units))
    assert len(figure.data[0].x) == len(units)
    assert [tuple(data) for data in figure.data[1].customdata] == [(None, "1")]
    assert {trace.type for trace in figure.data} == {"scatter"}  # no tiles, nothing to fetch
    assert figure.layout.yaxis.scaleanchor == "x"
    assert [note.text for note in figure.layout.annotations] == [
        "Một 2026: chưa đặt",
        "Hoàng Sa (Đà Nẵng)",
    ]


def test_a_chosen_province_narrows_the_view(units):
    assert frames.bounds_of(units, ()) is None
    west, east, south, north = frames.bounds_of(units, ("37",))
    assert west < 106.1 and east > 106.5 and south < 20.2 and north > 20.5 and east < 108


def test_names_are_found_without_accents():
    rows = pd.DataFrame({"name_vi": ["Xã Đồng Thịnh", "Phường Hoa Lư"]})
    assert frames.matching(rows, "dong thinh")["name_vi"].tolist() == ["Xã Đồng Thịnh"]
    assert frames.matching(rows, "Hoa LƯ")["name_vi"].tolist() == ["Phường Hoa Lư"]
    assert len(frames.matching(rows, "")) == 2


def test_many_communes_get_a_colour_bar_instead_of_names(units):
    many = pd.DataFrame(
        {
            "identity_key": [str(n) for n in range(50)],
            "lat": 20.0,
            "lon": 106.0,
            "value": range(50),
            "label": "x",
            "hover": "x",
        }
    )
    figure = charts.where(units, many, {})
    assert not figure.layout.annotations
    assert figure.data[1].marker.showscale


def test_many_plans_draw_those_that_set_fewest_and_list_all():
    rows = [(f"p{n:02}", "data", 60, n + 1, 50.0, 1) for n in range(50)]
    columns = ["plan_id", "group_id", "indicators", "set_count", "level", "n"]
    everything = frames.with_totals(pd.DataFrame(rows, columns=columns))
    plans = {row[0]: row[0] for row in rows}
    cells = frames.coverage_cells(everything, plans, GROUPS, "set")
    assert cells.plans == sorted(plans)[: charts.MAX_PLANS]
    assert frames.coverage_table(everything, plans, GROUPS)["plan_id"].nunique() == 50
