"""The page's figures equal the marts where the marts hold them, and move with near pairs."""

import pandas as pd
import pytest

from dashboard import ambition_scores as scores
from dashboard import data
from dashboard.ambition_scores import Method
from dashboard.queries import ambition as queries
from dashboard.queries import common, run


@pytest.fixture
def edition_id(store):
    return data.current_edition()


@pytest.fixture
def plans(edition_id):
    return tuple(common.plans(edition_id)["plan_id"])


def test_duels_are_those_of_the_mart(edition_id, plans):
    mart = run(edition_id, "SELECT * FROM mart.head_to_head ORDER BY plan_a, plan_b")
    found = queries.duels(edition_id, plans, True)
    pd.testing.assert_frame_equal(found, mart[list(found.columns)], check_dtype=False)


def test_copeland_is_that_of_the_mart(edition_id, plans):
    mart = run(edition_id, "SELECT * FROM mart.ambition_rank WHERE opponents > 0 ORDER BY plan_id")
    found = queries.copeland(edition_id, plans, True)
    pd.testing.assert_frame_equal(found, mart[list(found.columns)], check_dtype=False)


def test_without_near_pairs_fewer_indicators_are_shared(edition_id, plans):
    found = queries.duels(edition_id, plans, False).set_index(["plan_a", "plan_b"])
    row = found.loc[("giao-minh-2026", "binh-giang-2025")]
    assert (row["shared"], row["a_more"], row["same"], row["b_more"]) == (11, 6, 4, 1)


def test_the_indicators_behind_a_cell_add_up_to_it(edition_id, plans):
    rows = queries.pair_indicators(edition_id, "giao-minh-2026", "binh-giang-2025", True)
    difference = rows["difference"]
    counts = [(difference > 0).sum(), (difference == 0).sum(), (difference < 0).sum()]
    assert counts == [8, 6, 4]


def test_a_filter_of_groups_counts_only_those(edition_id, plans):
    rows = queries.pair_indicators(
        edition_id, "giao-minh-2026", "binh-giang-2025", True, ("infrastructure",)
    )
    assert set(rows["group_id"]) == {"infrastructure"}


def test_equal_weights_give_the_total_of_the_mart(edition_id):
    frame = scores.scored(scores.profiles(edition_id, True), Method())
    rated = frame[frame["rated"].astype(bool)]
    assert rated["score"].tolist() == pytest.approx(rated["total"].tolist(), abs=1e-5)
    assert frame.loc[~frame["rated"].astype(bool), "score"].isna().all()


def test_weights_move_the_score(edition_id):
    frame = scores.profiles(edition_id, True)
    only_breadth = scores.scored(frame, Method((0, 1, 0), "arithmetic")).set_index("plan_id")
    breadth = only_breadth.loc["giao-minh-2026", "breadth"]
    assert only_breadth.loc["giao-minh-2026", "score"] == pytest.approx(1 + 0.99 * breadth)


def test_without_near_values_the_profile_is_counted_anew(edition_id):
    near = scores.profiles(edition_id, True).set_index("plan_id")
    exact = scores.profiles(edition_id, False).set_index("plan_id")
    assert near.loc["giao-minh-2026", "breadth_n"] == 27
    assert exact.loc["giao-minh-2026", "breadth_n"] == 21
    assert (exact["targets"] == near["targets"]).all()


def test_levers_bring_what_they_promise(edition_id):
    found = scores.levers(edition_id, "giao-minh-2026", Method(), True)
    assert [lever.gain for lever in found] == sorted((x.gain for x in found), reverse=True)
    assert {lever.kind for lever in found} == {"set", "raise"}  # all its targets are firm


def test_the_example_set_is_rated_ranked_and_named_as_an_example():
    ranking, names = scores.example()
    assert len(ranking.plans) == 7
    assert all("Ví dụ" in name for name in names.values())
    assert ranking.plans["tier"].nunique() > 1
    one = ranking.above.set_index(["plan_a", "plan_b"])["probability"]
    assert one[("vi-du-a", "vi-du-h")] > 0.9
