"""Grid, profile, scores and rank intervals: every mark stands for what the frame says."""

import pandas as pd

from dashboard.charts import ambition as charts
from dashboard.theme import LESS, MORE, contrast


def cells():
    columns = ["row", "column", "fill", "text", "hover", "first", "second"]
    rows = [
        (0, 1, charts.balance_colour(0.2), "cao hơn 8", "A và B", "a", "b"),
        (1, 0, "", "quá ít", "B và A", "b", "a"),
    ]
    return pd.DataFrame(rows, columns=columns)


def draw():
    return charts.grid(cells(), rows=["A", "B"], columns=["Xã A 2026", "Xã B 2025"], cell_height=58)


def test_a_square_hands_on_its_two_plans():
    filled, unfilled = draw().data
    assert [list(mark[:2]) for mark in filled.customdata] == [["a", "b"]]
    assert [list(mark[:2]) for mark in unfilled.customdata] == [["b", "a"]]


def test_squares_stand_below_their_labels_and_inside_the_chart():
    figure = draw()
    bottom = figure.layout.yaxis.range[0]
    labels = {note.text: note.y for note in figure.layout.annotations}
    for square, label in zip(figure.layout.shapes, ("A", "B"), strict=True):
        assert bottom <= square.y0 < square.y1 < labels[label]
    assert labels["A"] - labels["B"] == figure.layout.shapes[0].y1 - figure.layout.shapes[1].y1


def test_text_in_a_square_can_be_read():
    for balance in (-1, -0.5, 0, 0.3, 1):
        fill = charts.balance_colour(balance)
        figure = charts.grid(
            cells().iloc[:1].assign(fill=fill), rows=["A"], columns=["B", "C"], cell_height=58
        )
        assert contrast(figure.data[0].textfont.color[0], fill) >= 4.5


def test_asking_for_more_has_the_colour_of_more():
    def blueness(colour):
        return int(colour[5:7], 16) - int(colour[1:3], 16)

    assert blueness(charts.balance_colour(1)) > 0 > blueness(charts.balance_colour(-1))
    assert blueness(MORE) > 0 > blueness(LESS)


def test_a_missing_component_has_no_mark():
    frame = pd.DataFrame(
        [{"label": "A", "counts_text": "", "level": 83.0, "breadth": 87.0, "firmness": None}]
    )
    figure = charts.profile(frame, names={name: name for name in charts.COMPONENTS})
    marks = {trace.name: trace.x[0] for trace in figure.data}
    assert marks["level"] == 83.0
    assert pd.isna(marks["firmness"])


def test_the_three_components_differ_by_more_than_colour():
    frame = pd.DataFrame(
        [{"label": "A", "counts_text": "", "level": 83.0, "breadth": 87.0, "firmness": 100.0}]
    )
    figure = charts.profile(frame, names={name: name for name in charts.COMPONENTS})
    assert len({trace.marker.symbol for trace in figure.data}) == 3


def test_rank_one_is_on_the_left_and_all_ranks_fit():
    frame = pd.DataFrame([{"label": "A", "words": "", "rank_p05": 1, "rank_p50": 2, "rank_p95": 4}])
    figure = charts.rank_intervals(frame, plans=7, names={"interval": "i", "middle": "m"})
    assert list(figure.layout.xaxis.range) == [0.5, 7.5]
    assert list(figure.data[0].x)[:2] == [1, 4]
    assert list(figure.data[1].x) == [2]


def test_scores_write_the_number_beside_the_bar():
    frame = pd.DataFrame([{"label": "A 2026", "score": 89.7, "score_text": "89,7 điểm"}])
    texts = [note.text for note in charts.scores(frame).layout.annotations]
    assert texts == ["<b>A 2026</b>", "89,7 điểm"]


def test_a_name_from_a_file_is_shown_letter_by_letter():
    name = "<a href='https://example.org'>Xã A</a> & B"
    frame = pd.DataFrame([{"label": name, "score": 50.0, "score_text": "50 điểm"}])
    assert "<a " not in charts.scores(frame).to_json()
    figure = charts.grid(cells(), rows=["A", "B"], columns=[name, name], cell_height=58)
    assert "<a " not in figure.to_json()
