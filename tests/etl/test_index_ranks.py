"""How sure a ranking is: ranks, ties, draws, tiers, and which choice moves ranks most."""

import numpy as np
import pytest

from etl import index
from tests.etl.mart_case import MartCase, rows
from tests.etl.test_index import NONE, make


def test_ties_stay_ties():
    assert index.rank(np.array([70.0, 80.0, 70.0, 60.0])).tolist() == [2, 1, 2, 4]


def test_rounding_is_not_a_difference():
    assert index.rank(np.array([0.1 + 0.2, 0.3])).tolist() == [1, 1]


def test_percentile_ranks_count_equals_half():
    found = index.percentile_rank(np.array([10.0, 20.0, 20.0, 30.0]))
    np.testing.assert_allclose(found, [0, 50, 50, 100])
    assert index.percentile_rank(np.array([10.0])).tolist() == [50]


def test_the_same_seed_gives_the_same_ranks():
    inputs = make([[80, 40, 10], [10, 90, NONE], [50, 50, 50]])
    first, second = index.simulate(inputs), index.simulate(inputs)
    assert len(first.ranks) >= 1000
    np.testing.assert_array_equal(first.ranks, second.ranks)
    assert not np.array_equal(first.ranks, index.simulate(inputs, seed=1).ranks)


def test_blocks_of_draws_do_not_change_the_ranks(monkeypatch):
    inputs = make([[80, 40, 10], [10, 90, NONE], [50, 50, 50]])
    whole = index.simulate(inputs, draws=200)
    monkeypatch.setattr("etl.index_ranks._CELLS", 10)
    np.testing.assert_array_equal(whole.ranks, index.simulate(inputs, draws=200).ranks)


def test_a_plan_that_asks_for_more_everywhere_is_always_first():
    draws = index.simulate(make([[90, 90, 90], [50, 50, NONE]], committed=[20, 10]))
    assert index.rank_interval(draws.ranks).tolist() == [[1, 1, 1], [2, 2, 2]]
    assert index.tiers(draws.ranks).tolist() == [1, 2]
    assert index.probability_above(draws.ranks).tolist() == [[0, 1], [0, 0]]
    assert set(index.choice_influence(draws).values()) == {0.0}


def test_equal_plans_share_rank_and_tier():
    draws = index.simulate(make([[60, 70, 80]] * 4))
    assert (draws.ranks == 1).all()
    assert index.tiers(draws.ranks).tolist() == [1, 1, 1, 1]
    assert index.probability_above(draws.ranks).sum() == 0


def test_one_commune_alone_is_first():
    draws = index.simulate(make([[60.0, 70.0]]))
    assert index.rank_interval(draws.ranks).tolist() == [[1, 1, 1]]
    assert index.tiers(draws.ranks).tolist() == [1]


def test_every_choice_is_drawn():
    draws = index.simulate(make([[60, 70], [70, 60]]))
    for switch in (draws.geometric, draws.by_rank, draws.with_near):
        assert 0.4 < switch.mean() < 0.6
    assert set(draws.left_out.tolist()) == {0, 1, 2}
    np.testing.assert_allclose(draws.weights.sum(axis=1), 1)


def test_leaving_out_and_near_follow_the_plain_profile():
    """A draw's components are those of the profile computed on what the draw keeps."""
    rng = np.random.default_rng(5)
    values = rng.choice([NONE, 20.0, 50.0, 100.0], size=(6, 5), p=[0.3, 0.3, 0.2, 0.2])
    exact = ~np.isnan(values) & (rng.random(values.shape) < 0.6)
    exact[:, 0], values[:, 0] = True, 50.0
    inputs = make(values, exact=exact, committed=[20, 15, 10, 5, 1, 0])
    draws = index.simulate(inputs, draws=60)
    for row in range(60):
        kept = values.copy() if draws.with_near[row] else np.where(exact, values, NONE)
        core = np.arange(5) != draws.left_out[row]
        kept[:, ~core] = NONE
        plain = index.profile(make(kept, core=core, committed=[20, 15, 10, 5, 1, 0]))
        everything = index.profile(inputs).scores[:, 0]
        components = plain.scores.copy()
        empty = np.isnan(components[:, 0])
        components[empty, 0] = everything[empty]
        if draws.by_rank[row]:
            components = index.percentile_rank(components.T).T
        how = "geometric" if draws.geometric[row] else "arithmetic"
        expected = index.rank(index.score(components, draws.weights[row], how))
        assert draws.ranks[row].tolist() == expected.tolist()


def test_a_tier_ends_where_its_first_is_surely_above_the_next():
    # a is above b in 8 of 10 draws, above c in all: c ends the tier, though b is above c too.
    ranks = np.array([[1, 2, 3]] * 8 + [[2, 1, 3]] * 2)
    assert index.tiers(ranks).tolist() == [1, 1, 2]


def test_the_choice_that_moves_ranks_is_named():
    """One plan is broad, the other high: only the weights decide."""
    broad = [60.0] * 10
    high = [100.0] * 4 + [NONE] * 6
    shares = index.choice_influence(index.simulate(make([broad, high])))
    assert max(shares, key=shares.get) == "weights"
    assert shares["weights"] > 0.3
    assert all(0 <= share <= 1 for share in shares.values())
    assert set(shares) == set(index.CHOICES)


def test_a_single_draw_explains_nothing():
    draws = index.simulate(make([[60, 70], [70, 60]]), draws=1)
    assert set(index.choice_influence(draws).values()) == {0.0}


def test_no_plans_have_no_probabilities():
    assert index.probability_above(np.empty((10, 0), int)).shape == (0, 0)


# The marts of an edition.


def ambitious(case, plan_id, value, targets=10, year=2025, groups=3, **plan):
    case.plan(plan_id, year, **plan)
    for number in range(targets):
        case.says(plan_id, f"g{number % groups}i{number}", value)


@pytest.fixture
def case():
    made = MartCase()
    for groups in (2, 3):
        for number in range(10):
            if number % 3 != number % groups or groups == 3:
                made.indicator(f"g{number % groups}i{number}", group_id=f"g{number % groups}")
    return made


def test_unrated_plans_have_a_row_of_nulls(case):
    ambitious(case, "a", 80)
    ambitious(case, "few", 90, targets=9)
    ambitious(case, "narrow", 90, groups=2)
    assert case.build().rows(
        "SELECT plan_id, rated, rank, rank_p05, rank_p50, rank_p95, tier FROM mart.ambition_rank"
        " ORDER BY 1"
    ) == [
        ("a", True, 1, 1, 1, 1, 1),
        ("few", False, None, None, None, None, None),
        ("narrow", False, None, None, None, None, None),
    ]
    assert case.rows(
        "SELECT plan_id, score FROM mart.ambition WHERE component = 'total'"
        " AND score IS NOT NULL ORDER BY 1"
    ) == [("a", pytest.approx((80.2 * (1 + 0.99 * 1000 / 16) * 100) ** (1 / 3)))]


def test_a_replaced_plan_is_scored_and_not_ranked(case):
    ambitious(case, "a", 80)
    ambitious(case, "old", 90, identity_key="a", status="replaced")
    assert case.build().rows(
        "SELECT plan_id, score IS NOT NULL, rank FROM mart.ambition_rank ORDER BY 1"
    ) == [("a", True, 1), ("old", True, None)]


def test_copeland_is_among_the_latest_plans(case):
    ambitious(case, "a2024", 99, year=2024, identity_key="a")
    ambitious(case, "a2025", 80, identity_key="a")
    ambitious(case, "b", 60)
    assert case.build().rows(
        "SELECT plan_id, copeland, wins, losses, opponents FROM mart.ambition_rank ORDER BY 1"
    ) == [
        ("a2024", None, None, None, None),
        ("a2025", 1, 1, 0, 1),
        ("b", -1, 0, 1, 1),
    ]


def test_an_edition_without_a_rated_plan_has_empty_rank_tables(case):
    case.plan("a", 2025)
    case.build()
    assert case.rows("SELECT count(rank), count(tier) FROM mart.ambition_rank") == [(0, 0)]
    assert case.rows("SELECT count(*), count(share) FROM mart.ambition_choice") == [(5, 0)]
    assert case.rows("SELECT count(*) FROM mart.ambition_above") == [(0,)]


def test_firmness_is_the_share_not_worded_as_striving(edition):
    assert rows(
        edition,
        "SELECT score, n FROM mart.ambition"
        " WHERE plan_id = 'binh-giang-2025' AND component = 'firmness'",
    ) == [(round(100 * 22 / 28, 6), 28)]


def test_breadth_is_the_coverage_of_the_core_list(edition):
    assert (
        rows(
            edition,
            "SELECT a.plan_id FROM mart.ambition a JOIN"
            " (SELECT plan_id, sum(set) AS set, sum(indicators) AS indicators"
            "  FROM mart.coverage GROUP BY plan_id) c ON c.plan_id = a.plan_id"
            " WHERE component = 'breadth' AND (a.n <> c.set"
            "  OR abs(a.score - 100.0 * c.set / c.indicators) > 0.00001)",
        )
        == []
    )


def test_the_arrays_agree_with_the_view_head_to_head(edition):
    inputs, _, _ = index.read_inputs(edition)
    duels = index.head_to_head(inputs)
    found = {
        (inputs.plan_ids[a], inputs.plan_ids[b], *cells)
        for a, b, cells in (
            (a, b, (duels.shared[a, b], duels.more[a, b], duels.same[a, b], duels.more[b, a]))
            for a in range(5)
            for b in range(5)
        )
        if cells[0]
    }
    view = rows(
        edition, "SELECT plan_a, plan_b, shared, a_more, same, b_more FROM mart.head_to_head"
    )
    assert found == set(view)
