"""Slopes, dumbbells and bars of change: what is drawn is what the frame says, and is readable."""

import pandas as pd
import pytest

from dashboard.charts import growth as charts
from dashboard.charts.dumbbell import dumbbell
from dashboard.growth_view import MOST_PAIRS, most_shared

NAMES = {change: change for change in charts.CHANGES}


def row(change, before, after, label="Phủ sóng 5G"):
    return {
        "change": change,
        "label": label,
        "from_value": before,
        "to_value": after,
        "from_text": f"trên {before}%",
        "to_text": f"tối thiểu {after}%",
        "from_id": f"from-{label}",
        "to_id": f"to-{label}",
        "from_hover": "trước",
        "to_hover": "sau",
    }


@pytest.mark.parametrize("wanted", [[100, 100, 100], [100, 95, 90, 0], [5], [0, 0, 0, 0, 0]])
def test_labels_never_overlap_and_stay_inside(wanted):
    placed = charts.spread(wanted, 10, 0, 100)
    ordered = sorted(placed)
    assert all(b - a >= 10 - 1e-9 for a, b in zip(ordered, ordered[1:], strict=False))
    assert min(placed) >= 0 - 1e-9 and max(placed) <= 100 + 1e-9


def test_labels_keep_the_order_of_their_values():
    placed = charts.spread([40, 70, 70, 100], 19, 0, 100)
    assert placed[3] > placed[1] > placed[2] > placed[0]


def test_labels_that_cannot_fit_still_do_not_overlap():
    placed = sorted(charts.spread([50] * 8, 20, 0, 100))
    assert all(b - a >= 20 - 1e-9 for a, b in zip(placed, placed[1:], strict=False))


def test_labels_stay_where_they_want_to_be_when_there_is_room():
    assert charts.spread([80, 20], 10, 0, 100) == [80, 20]


def test_a_line_runs_from_the_earlier_to_the_later_value_and_leads_to_both():
    figure = charts.slopes(
        pd.DataFrame([row("raised", 30, 70)]), years=("2025", "2026"), names=NAMES
    )
    line = figure.data[0]
    assert list(line.y) == [30, 70]
    assert [mark[0] for mark in line.customdata] == ["from-Phủ sóng 5G", "to-Phủ sóng 5G"]


def test_one_panel_for_each_kind_of_change_there_is():
    frame = pd.DataFrame([row("raised", 30, 70), row("lowered", 100, 95, "Kết quả điện tử")])
    figure = charts.slopes(frame, years=("2025", "2026"), names=NAMES)
    headings = [note.text for note in figure.layout.annotations]
    assert headings == ["2025", "2026", "<b>raised</b>", "<b>lowered</b>"]
    top, below = figure.layout.yaxis.domain, figure.layout.yaxis2.domain
    assert below[1] < top[0] and below[0] >= 0 and top[1] <= 1


def test_the_frame_is_not_changed():
    frame = pd.DataFrame([row("raised", 30, 70), row("unchanged", 95, 95)])
    before = frame.copy()
    charts.slopes(frame, years=("2025", "2026"), names=NAMES)
    pd.testing.assert_frame_equal(frame, before)


def test_the_dumbbell_puts_values_in_words_above_each_row():
    frame = pd.DataFrame(
        [
            {
                "label": "Phủ sóng 5G",
                "values_text": "trên 30% → tối thiểu 70%",
                "first_value": 30.0,
                "second_value": 70.0,
                "first_id": "a",
                "second_id": "b",
                "first_hover": "",
                "second_hover": "",
                "change": "more",
            }
        ]
    )
    names = {"more": "cao hơn", "less": "thấp hơn", "same": "bằng"}
    figure = dumbbell(frame, first="Bình Giang 2025", names=names)
    marks = {trace.name: (list(trace.x), trace.customdata[0][0]) for trace in figure.data[1:]}
    assert marks == {"Bình Giang 2025": ([30.0], "a"), "cao hơn": ([70.0], "b")}
    texts = [note.text for note in figure.layout.annotations]
    assert texts == ["Phủ sóng 5G", "trên 30% → tối thiểu 70%"]


def test_counts_are_parts_of_one_bar_a_pair():
    frame = pd.DataFrame(
        [{"label": "A → B", "raised": 8, "unchanged": 1, "at_ceiling": 5, "lowered": 4}]
    )
    figure = charts.counts(frame, names=NAMES)
    assert [int(bar.x[0]) for bar in figure.data] == [8, 1, 5, 4]
    assert len({bar.marker.pattern.shape for bar in figure.data}) == 4  # colour is not alone


def test_a_fall_goes_to_the_other_side_of_zero():
    frame = pd.DataFrame(
        [
            {"label": "a", "value_text": "", "closing": 100.0, "to_id": "1", "hover": ""},
            {"label": "b", "value_text": "", "closing": -50.0, "to_id": "2", "hover": ""},
        ]
    )
    figure = charts.closing(frame, unit_text="phần")
    assert figure.layout.xaxis.range[0] < -50
    assert figure.data[0].marker.color[0] != figure.data[0].marker.color[1]


def test_of_very_many_pairs_those_are_drawn_that_share_most():
    # Rows of two tables put together carry the same index twice.
    pairs = pd.DataFrame({"pair": range(50), "shared": [1, 9] * 25}, index=[*range(25)] * 2)
    drawn = most_shared(pairs)
    assert list(drawn["shared"]) == [9] * MOST_PAIRS
    assert list(drawn["pair"]) == list(range(1, 2 * MOST_PAIRS, 2))
    assert len(most_shared(pairs.head(3))) == 3
