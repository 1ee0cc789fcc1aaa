"""Gaps: who counts as a peer, which official value applies, what is never a reference."""

import random
from itertools import product
from statistics import median

import pytest

from tests.etl.mart_case import MartCase

BEST = """
    SELECT reference_plan_id, reference_value, n_peers, gap, comparability FROM mart.gap
    WHERE plan_id = ? AND reference = ? AND basis = ? AND scope = ? AND years = ?
"""


@pytest.fixture
def case():
    made = MartCase()
    made.indicator("x")
    return made


def put(case, plan_id, value, year=2025, **says):
    plan = {key: says.pop(key) for key in
            ("province_code", "identity_key", "status", "issued") if key in says}  # fmt: skip
    case.plan(plan_id, year, **plan)
    if value is not None:
        case.says(plan_id, "x", value, **says)


def held(case, plan_id, reference="best_peer", basis="exact", scope="all",
         years="same_or_earlier"):  # fmt: skip
    return case.rows(BEST, plan_id, reference, basis, scope, years)


def test_one_commune_alone_has_no_peer(case):
    put(case, "a", 80)
    case.build()
    assert held(case, "a") == []
    assert held(case, "a", "ceiling") == [(None, 100.0, None, 20.0, "exact")]


def test_a_plan_that_asks_for_the_most_has_a_negative_gap(case):
    put(case, "a", 80)
    put(case, "b", 60)
    case.build()
    assert held(case, "a") == [("b", 60.0, 1, -20.0, "exact")]
    assert held(case, "b") == [("a", 80.0, 1, 20.0, "exact")]


def test_where_lower_is_better_the_sign_turns(case):
    case.indicator("days", direction="lower", unit="day", floor=None, ceiling=None)
    for plan_id, value in (("a", 10), ("b", 3), ("c", 5)):
        case.plan(plan_id, 2025)
        case.says(plan_id, "days", value, unit="day")
    case.build()
    assert held(case, "a") == [("b", 3.0, 2, 7.0, "exact")]
    assert held(case, "b") == [("c", 5.0, 2, -2.0, "exact")]


def test_a_later_plan_is_never_held_against_an_earlier_one(case):
    put(case, "a", 50, 2024)
    put(case, "b", 90, 2025)
    case.build()
    assert held(case, "a") == []
    assert held(case, "b") == [("a", 50.0, 1, -40.0, "exact")]
    assert held(case, "b", years="same") == []


def test_only_the_latest_plan_up_to_that_year_counts(case):
    put(case, "a", 50, 2026)
    for year, value in ((2024, 95), (2025, 70), (2027, 99)):
        put(case, f"b{year}", value, year, identity_key="b")
    assert held(case.build(), "a") == [("b2025", 70.0, 1, 20.0, "exact")]


def test_a_latest_plan_that_sets_nothing_is_no_peer(case):
    put(case, "a", 50, 2026)
    put(case, "b2024", 95, 2024, identity_key="b")
    put(case, "b2025", None, 2025, identity_key="b")
    assert held(case.build(), "a") == []


def test_a_replaced_plan_is_no_peer_but_keeps_its_own_gap(case):
    put(case, "old", 95, status="replaced", identity_key="b")
    put(case, "new", 60, identity_key="b")
    put(case, "a", 50)
    case.build()
    assert held(case, "a") == [("new", 60.0, 1, 10.0, "exact")]
    assert held(case, "old") == [("a", 50.0, 1, -45.0, "exact")]


def test_a_successor_does_not_meet_its_predecessor(case):
    put(case, "old", 95, 2024, identity_key="merged")
    put(case, "new", 60, 2025, identity_key="merged")
    put(case, "a", 50, 2025)
    case.build()
    assert held(case, "new") == [("a", 50.0, 1, -10.0, "exact")]
    assert held(case, "a") == [("new", 60.0, 1, 10.0, "exact")]


def test_an_impossible_number_is_never_a_reference(case):
    put(case, "a", 50)
    put(case, "b", 100, comparator=">=")
    put(case, "c", 80)
    case.build()
    assert held(case, "a") == [("c", 80.0, 1, 30.0, "exact")]
    assert held(case, "b") == [("c", 80.0, 2, -20.0, "exact")]


def test_a_contradiction_is_neither_held_nor_a_reference(case):
    put(case, "a", 50)
    put(case, "b", 80)
    case.says("b", "x", 90)
    case.build()
    assert held(case, "a") == []
    assert held(case, "b") == []


def test_the_province_can_be_the_scope(case):
    put(case, "a", 50)
    put(case, "b", 60)
    put(case, "c", 90, province_code="02")
    case.build()
    assert held(case, "a") == [("c", 90.0, 2, 40.0, "exact")]
    assert held(case, "a", scope="province") == [("b", 60.0, 1, 10.0, "exact")]
    assert held(case, "c", scope="province") == []


def test_a_plan_without_a_province_has_no_province_to_be_held_against(case):
    put(case, "a", 50, province_code=None)
    put(case, "b", 60, province_code=None)
    case.build()
    assert held(case, "a", scope="province") == []
    assert held(case, "a") == [("b", 60.0, 1, 10.0, "exact")]


def test_near_pairs_can_be_left_out(case):
    put(case, "a", 50)
    put(case, "b", 60)
    put(case, "c", 90, comparability="near")
    case.build()
    assert held(case, "a") == [("b", 60.0, 1, 10.0, "exact")]
    assert held(case, "a", basis="exact_near") == [("c", 90.0, 2, 40.0, "near")]
    assert held(case, "c") == []
    assert held(case, "c", basis="exact_near") == [("b", 60.0, 2, -30.0, "near")]


def test_the_same_wording_is_exact_whatever_it_is_to_the_definition(case):
    put(case, "a", 50, comparability="near", wording="w")
    put(case, "b", 60, comparability="near", wording="w")
    put(case, "c", 90, comparability="near", wording="v")
    case.build()
    assert held(case, "a") == [("b", 60.0, 1, 10.0, "exact")]
    assert held(case, "a", basis="exact_near") == [("c", 90.0, 2, 40.0, "near")]


def test_the_same_wording_aligned_twice_is_still_exact(case):
    put(case, "a", 50, wording="w")
    put(case, "b", 60, comparability="near", wording="w")
    put(case, "c", 40, wording="v")
    case.build()
    assert held(case, "a") == [("b", 60.0, 2, 10.0, "exact")]
    assert held(case, "b") == [("a", 50.0, 1, -10.0, "exact")]
    assert held(case, "c") == [("a", 50.0, 1, 10.0, "exact")]


def test_of_equal_values_the_exact_pair_then_the_later_year_is_named(case):
    put(case, "a", 50, 2026)
    put(case, "b", 80, 2026, comparability="near")
    put(case, "d", 80, 2024)
    put(case, "c", 80, 2025)
    case.build()
    assert held(case, "a", basis="exact_near") == [("c", 80.0, 3, 30.0, "exact")]


def test_the_median_needs_three_peers(case):
    put(case, "a", 50)
    put(case, "b", 60)
    put(case, "c", 90)
    case.build()
    assert held(case, "a", "median_peer") == []


def test_the_median_leaves_the_plan_itself_out(case):
    for plan_id, value in (("a", 50), ("b", 60), ("c", 90), ("d", 95)):
        put(case, plan_id, value)
    case.build()
    assert held(case, "a", "median_peer") == [(None, 90.0, 3, 40.0, "exact")]
    assert held(case, "d", "median_peer") == [(None, 60.0, 3, -35.0, "exact")]


def test_the_median_is_as_comparable_as_the_worst_peer(case):
    put(case, "a", 50)
    put(case, "b", 60)
    put(case, "c", 70)
    put(case, "d", 80, comparability="near")
    case.build()
    assert held(case, "a", "median_peer") == []
    assert held(case, "a", "median_peer", "exact_near") == [(None, 70.0, 3, 20.0, "near")]


def test_median_and_best_equal_a_plain_count_over_all_peers():
    rng = random.Random(7)
    case = MartCase()
    case.indicator("x")
    plans = []
    for number in range(24):
        for year in rng.sample([2024, 2025, 2026], rng.randint(1, 3)):
            plan = {
                "id": f"p{number}-{year}", "key": f"p{number}", "year": year,
                "province": rng.choice(["01", "02"]) if number else "01",
                "value": rng.choice([20, 35, 50, 50, 80, 100]),
                "near": rng.random() < 0.4, "wording": rng.choice("uvw"),
            }  # fmt: skip
            plans.append(plan)
            put(case, plan["id"], plan["value"], year, identity_key=plan["key"],
                province_code=plan["province"], wording=plan["wording"],
                comparability="near" if plan["near"] else "exact")  # fmt: skip
    found = {}
    for *key, reference, value, n, gap in case.build().rows(
        "SELECT plan_id, basis, scope, years, reference, reference_value, n_peers, gap"
        " FROM mart.gap WHERE reference IN ('best_peer', 'median_peer')"
    ):
        found[(*key, reference)] = (value, n, gap)
    choices = product(plans, ("exact", "exact_near"), ("all", "province"),
                      ("same_or_earlier", "same"))  # fmt: skip
    for mine, *choice in choices:
        best, middle = _expected(plans, mine, *choice)
        assert found.get((mine["id"], *choice, "best_peer")) == best, (mine, choice)
        assert found.get((mine["id"], *choice, "median_peer")) == middle, (mine, choice)


def _expected(plans, mine, basis, scope, years):
    latest = {}
    for plan in sorted(plans, key=lambda plan: plan["year"]):
        if plan["year"] <= mine["year"] and plan["key"] != mine["key"]:
            latest[plan["key"]] = plan
    values = [
        plan["value"]
        for plan in latest.values()
        if (years != "same" or plan["year"] == mine["year"])
        and (scope == "all" or plan["province"] == mine["province"])
        and (
            basis == "exact_near"
            or plan["wording"] == mine["wording"]
            or not (plan["near"] or mine["near"])
        )
    ]
    n = len(values)
    best = (max(values), n, max(values) - mine["value"]) if values else None
    middle = (median(values), n, median(values) - mine["value"]) if n >= 3 else None
    return best, middle
