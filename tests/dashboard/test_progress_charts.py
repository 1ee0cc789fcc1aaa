"""Each panel has its start, its straight path, its target and, where there is one, its result."""

from datetime import date

import pytest

from dashboard.charts.progress import MAX_PANELS, Mark, Panel, panels

WORDS = {
    name: name
    for name in ("start", "target", "path", "on_track", "at_risk", "off_track", "no_result")
}


def panel(**changes):
    values = {
        "title": "Điện thoại · Xã A 2024",
        "start": Mark(date(2023, 12, 31), 75.0, "75% (2023)", "start", "b1"),
        "target": Mark(date(2024, 12, 31), 95.0, "95% (2024)", "target", "t1"),
        "path": [Mark(date(2024, 6, 30), 85.0, hover="path", statement_id="t1")],
    }
    return Panel(**(values | changes))


def by_name(figure, name):
    return [trace for trace in figure.data if trace.name == name]


def test_the_path_runs_straight_from_start_to_target():
    (path,) = by_name(panels([panel()], WORDS), "path")
    assert list(path.x) == [date(2023, 12, 31), date(2024, 6, 30), date(2024, 12, 31)]
    assert list(path.y) == [75.0, 85.0, 95.0]


def test_marks_lead_to_their_own_numbers_and_carry_their_words():
    figure = panels([panel()], WORDS)
    (start,), (target,) = by_name(figure, "start"), by_name(figure, "target")
    assert (start.customdata[0][0], target.customdata[0][0]) == ("b1", "t1")
    assert (start.text[0], target.text[0]) == ("75% (2023)", "95% (2024)")


def test_no_result_draws_none():
    names = {trace.name for trace in panels([panel()], WORDS).data}
    assert names == {"start", "target", "path"}


@pytest.mark.parametrize("status", ["on_track", "at_risk", "off_track"])
def test_a_result_shows_its_status_by_symbol_too(status):
    result = Mark(date(2024, 6, 30), 84.0, "84%", "result", "r1")
    figure = panels([panel(result=result, status=status)], WORDS)
    (trace,) = by_name(figure, status)
    assert trace.customdata[0][0] == "r1"
    others = {"on_track", "at_risk", "off_track"} - {status}
    symbols = {
        by_name(panels([panel(result=result, status=other)], WORDS), other)[0].marker.symbol
        for other in others
    }
    assert trace.marker.symbol not in symbols


def test_a_plan_without_a_start_has_no_start_mark():
    figure = panels([panel(start=None)], WORDS)
    assert by_name(figure, "start") == []
    assert list(by_name(figure, "path")[0].y) == [85.0, 95.0]


def test_a_level_path_stands_in_the_middle_of_its_panel():
    level = panel(
        start=Mark(date(2023, 12, 31), 100.0),
        target=Mark(date(2024, 12, 31), 100.0),
        path=[],
    )
    low, high = panels([level], WORDS).layout.yaxis.range
    assert low < 100 < high
    assert high - 100 == 100 - low


def test_each_kind_of_mark_is_named_once_in_the_legend():
    figure = panels([panel(), panel()], WORDS)
    shown = [trace.name for trace in figure.data if trace.showlegend]
    assert sorted(shown) == ["path", "start", "target"]


def test_many_panels_grow_in_height_up_to_a_limit():
    few, many = panels([panel()] * 2, WORDS), panels([panel()] * (MAX_PANELS + 3), WORDS)
    assert many.layout.height > few.layout.height
    assert len(by_name(many, "target")) == MAX_PANELS


def test_text_from_data_is_text():
    figure = panels([panel(title="<i>x</i>")], WORDS)
    assert "<b>&lt;i&gt;x&lt;/i&gt;</b>" in [note.text for note in figure.layout.annotations]
