"""The timeline puts every mark on its date, none over another, and each leads to its task."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from dashboard.charts.tasks import MAX_LANES, MAX_ROWS, Lane, timeline

WORDS = {
    name: name
    for name in (
        *("due", "ahead", "reported", "as_of"),
        *("weekly", "monthly", "quarterly", "yearly", "ongoing"),
    )
}
AS_OF = date(2025, 10, 1)


def item(task_id, due=None, recurring=None, state="ahead", dates=()):
    return {
        "task_id": task_id,
        "due": pd.Timestamp(due) if due else pd.NaT,
        "recurring": recurring,
        "state": state if due else None,
        "hover": task_id,
        "start": pd.Timestamp(2025, 7, 1),
        "end": pd.Timestamp(2025, 12, 31),
        "dates": list(dates),
    }


def lane(name, *items):
    return Lane(name, pd.DataFrame(list(items)))


def marks(figure):
    """task_id -> (x, y) of every dated mark."""
    return {
        data[0]: (pd.Timestamp(x), y)
        for trace in figure.data
        if trace.mode == "markers"
        for x, y, data in zip(trace.x, trace.y, trace.customdata, strict=True)
    }


def test_marks_stand_on_their_dates_in_their_lane():
    figure = timeline(
        [lane("A", item("t1", "2025-08-31")), lane("B", item("t2", "2025-12-01"))], WORDS, AS_OF
    )
    placed = marks(figure)
    assert placed["t1"][0] == pd.Timestamp(2025, 8, 31)
    assert placed["t2"][1] > placed["t1"][1]


def test_states_differ_by_symbol_as_well_as_colour():
    states = ("due", "ahead", "reported")
    rows = [item(state, f"2025-0{n}-15", state=state) for n, state in enumerate(states, start=7)]
    figure = timeline([lane("A", *rows)], WORDS, AS_OF)
    assert len({trace.marker.symbol for trace in figure.data}) == 3
    assert len({trace.marker.color for trace in figure.data}) == 3
    assert {trace.name for trace in figure.data} == set(states)


def test_marks_of_one_date_do_not_cover_each_other():
    figure = timeline([lane("A", *(item(f"t{n}", "2025-12-31") for n in range(4)))], WORDS, AS_OF)
    levels = [y for _, y in marks(figure).values()]
    assert len(set(levels)) == 4
    assert min(np.diff(sorted(levels))) >= 15


def test_what_does_not_fit_a_lane_is_counted():
    rows = [item(f"t{n}", "2025-12-31") for n in range(MAX_ROWS + 3)]
    figure = timeline([lane("A", *rows)], WORDS, AS_OF, "còn {n}")
    assert len(marks(figure)) == MAX_ROWS
    assert "còn 3" in [note.text for note in figure.layout.annotations]


def test_only_so_many_lanes_are_drawn():
    lanes = [lane(f"đơn vị {n}", item(f"t{n}", "2025-12-31")) for n in range(MAX_LANES + 5)]
    assert len(marks(timeline(lanes, WORDS, AS_OF))) == MAX_LANES


def test_a_recurring_task_is_a_line_with_marks_on_its_own_dates():
    dates = [date(2025, 9, 30), date(2025, 12, 31)]
    figure = timeline([lane("A", item("q", recurring="quarterly", dates=dates))], WORDS, AS_OF)
    (line,) = figure.data
    assert line.name == "quarterly"
    shown = [pd.Timestamp(x) for x, size in zip(line.x, line.marker.size, strict=True) if size]
    assert shown == [pd.Timestamp(day) for day in dates]
    assert line.customdata[0][0] == "q"


def test_ongoing_work_spans_the_plan():
    figure = timeline([lane("A", item("o", recurring="ongoing"))], WORDS, AS_OF)
    (line,) = figure.data
    assert [pd.Timestamp(x) for x in line.x[:2]] == [
        pd.Timestamp(2025, 7, 1),
        pd.Timestamp(2025, 12, 31),
    ]


@pytest.mark.parametrize(("as_of", "drawn"), [(AS_OF, 1), (date(2026, 11, 22), 0)])
def test_the_readers_date_is_marked_where_it_lies_in_the_picture(as_of, drawn):
    figure = timeline([lane("A", item("t", "2025-12-31"))], WORDS, as_of)
    assert len(figure.layout.shapes) == drawn


def test_names_from_data_are_text():
    figure = timeline([lane("<i>A</i>", item("t", "2025-12-31"))], WORDS, AS_OF)
    assert "<b>&lt;i&gt;A&lt;/i&gt;</b>" in [note.text for note in figure.layout.annotations]


def test_the_frame_is_left_as_it_was():
    one = lane("A", item("t2", "2025-12-31"), item("t1", "2025-08-01"))
    before = one.items.copy(deep=True)
    timeline([one], WORDS, AS_OF)
    pd.testing.assert_frame_equal(one.items, before)
