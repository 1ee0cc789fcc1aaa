"""Profile, score, levers and head to head on small arrays worked by hand."""

import numpy as np
import pytest

from etl import index
from etl.index import Inputs

NONE = np.nan


def make(values, *, targets=None, committed=None, groups=None, **given):
    """Inputs of plans a, b, c ... and full shares x0, x1 ... on the core list."""
    values = np.array(values, float)
    n, j = values.shape
    sets = ~np.isnan(values)
    given = {key: np.asarray(value) for key, value in given.items()}
    return Inputs(
        plan_ids=[chr(ord("a") + row) for row in range(n)],
        indicator_ids=[f"x{column}" for column in range(j)],
        values=values,
        exact=given.get("exact", sets),
        sets=given.get("sets", sets),
        sets_exact=given.get("exact", sets),
        floor=given.get("floor", np.zeros(j)),
        ceiling=given.get("ceiling", np.full(j, 100.0)),
        lower=given.get("lower", np.zeros(j, bool)),
        core=given.get("core", np.ones(j, bool)),
        targets=np.array(targets if targets is not None else [20] * n),
        committed=np.array(committed if committed is not None else [20] * n),
        groups=np.array(groups if groups is not None else [5] * n),
    )


def test_the_profile_counts_only_what_can_be_counted():
    found = index.profile(
        make([[80, 40, NONE], [NONE, NONE, NONE]], targets=[10, 0], committed=[7, 0])
    )
    np.testing.assert_allclose(found.scores[0], [60, 200 / 3, 70])
    np.testing.assert_allclose(found.scores[1], [NONE, 0, NONE])
    assert found.counts.tolist() == [[2, 2, 10], [0, 0, 0]]


def test_what_has_no_goalposts_or_is_not_on_the_core_list_stays_out_of_the_level():
    found = index.profile(
        make([[80, 5, 10]], ceiling=[100.0, NONE, 100.0], core=[True, True, False])
    )
    np.testing.assert_allclose(found.scores[0, :2], [80, 100])
    assert found.counts[0].tolist() == [1, 2, 20]


def test_where_lower_is_better_the_floor_is_the_best():
    assert index.profile(make([[20.0]], lower=[True])).scores[0, 0] == 80


def test_a_value_beyond_its_goalposts_is_at_the_goalpost():
    assert index.profile(make([[130.0]])).scores[0, 0] == 100


def test_a_contradiction_counts_for_breadth_and_not_for_level():
    found = index.profile(make([[NONE, 60]], sets=[[True, True]]))
    np.testing.assert_allclose(found.scores[0, :2], [60, 100])


def test_another_commune_moves_no_components():
    rows = [[80, 40, NONE], [10, NONE, 100]]
    alone = index.profile(make(rows))
    joined = index.profile(make([*rows, [100, 100, 100]]))
    np.testing.assert_array_equal(alone.scores, joined.scores[:2])
    np.testing.assert_array_equal(alone.counts, joined.counts[:2])


@pytest.mark.parametrize(
    ("targets", "groups", "rated"), [(10, 3, True), (9, 3, False), (10, 2, False)]
)
def test_who_is_rated(targets, groups, rated):
    found = index.rated(make([[50.0]], targets=[targets], groups=[groups]))
    assert found.tolist() == [rated]


def test_the_score_is_the_geometric_mean_of_rescaled_components():
    components = np.array([[0.0, 100.0, 50.0]])
    expected = (1 * 100 * 50.5) ** (1 / 3)
    assert index.score(components)[0] == pytest.approx(expected)
    assert index.score(components, aggregation="arithmetic")[0] == pytest.approx(151.5 / 3)


def test_weights_need_not_add_up_to_one():
    components = np.array([10.0, 20.0, 30.0])
    assert index.score(components, [2, 2, 2]) == pytest.approx(index.score(components))
    assert index.score(components, [0, 0, 5]) == pytest.approx(1 + 0.99 * 30)


def test_a_score_without_a_component_is_none():
    assert np.isnan(index.score(np.array([10.0, NONE, 30.0])))


@pytest.mark.parametrize("weights", [[0, 0, 0], [-1, 1, 1]])
def test_weights_that_make_no_sense_are_refused(weights):
    with pytest.raises(ValueError, match="weights"):
        index.score(np.array([10.0, 20.0, 30.0]), weights)


def test_what_would_raise_a_score_most():
    inputs = make([[50, 100, NONE, NONE]], targets=[10], committed=[9])
    found = index.levers(inputs, "a")
    assert [(lever.kind, lever.indicator_id) for lever in found] == [
        ("set", "x2"), ("set", "x3"), ("raise", "x0"), ("commit", None),
    ]  # fmt: skip
    before = index.score(index.profile(inputs).scores)[0]
    after = index.score(np.array([75.0, 75.0, 90.0]))
    assert found[0].gain == pytest.approx(after - before)


def test_a_plan_at_the_top_has_nothing_to_raise():
    assert index.levers(make([[100.0, 100.0]]), "a") == []


def test_head_to_head_counts_more_same_and_less():
    found = index.head_to_head(make([[50, 60, 70, NONE], [40, 60, 80, 10]]))
    assert (found.more[0, 1], found.same[0, 1], found.more[1, 0]) == (1, 1, 1)
    assert found.shared.tolist() == [[0, 3], [3, 0]]


def test_head_to_head_turns_where_lower_is_better():
    found = index.head_to_head(make([[5.0], [9.0]], lower=[True]))
    assert found.more.tolist() == [[0, 1], [0, 0]]


def test_head_to_head_where_all_ask_the_same():
    found = index.head_to_head(make([[5.0, 5.0], [5.0, NONE]]))
    assert found.more.sum() == 0
    assert found.same[0, 1] == 1


def test_copeland_needs_five_shared_indicators():
    rows = [[90] * 5, [50] * 5, [90, 50, 10, 50, 50], [99] * 4 + [NONE]]
    found = index.copeland(make(rows))
    assert found.opponents.tolist() == [2, 2, 2, 0]
    assert found.wins.tolist() == [2, 0, 0, 0]
    assert found.losses.tolist() == [0, 1, 1, 0]
    assert found.score.tolist() == [2, -1, -1, 0]


def test_copeland_equals_head_to_head_for_many_plans():
    rng = np.random.default_rng(3)
    values = rng.choice([NONE, 20, 50, 80, 100], size=(600, 12))
    inputs = make(values)
    duels = index.head_to_head(inputs)
    comparable = duels.shared >= index.MIN_SHARED
    found = index.copeland(inputs)
    assert found.wins.tolist() == ((duels.more > duels.more.T) & comparable).sum(axis=1).tolist()
    assert found.losses.tolist() == ((duels.more < duels.more.T) & comparable).sum(axis=1).tolist()


def test_one_commune_alone_meets_no_one():
    assert index.copeland(make([[50.0] * 6])).opponents.tolist() == [0]
