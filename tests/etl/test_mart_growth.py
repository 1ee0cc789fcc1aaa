"""Change between plans: links, the sign of a change, what is new, dropped or defined anew."""

import pytest

from tests.etl.mart_case import MartCase

PAIR = """
    SELECT indicator_id, from_plan_id, to_plan_id, delta, link, change, comparability
    FROM mart.growth ORDER BY ALL
"""


@pytest.fixture
def case():
    made = MartCase()
    made.indicator("x")
    return made


def put(case, plan_id, year, value=None, indicator="x", **plan):
    case.plan(plan_id, year, **plan)
    if value is not None:
        case.says(plan_id, indicator, value)


def numbers(case):
    return case.rows("SELECT years, delta, per_year, closing, change FROM mart.growth")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (40, 70, (2, 30.0, 15.0, 0.25, "raised")),
        (70, 40, (2, -30.0, -15.0, -0.5, "lowered")),
        (70, 70, (2, 0.0, 0.0, 0.0, "unchanged")),
        (100, 95, (2, -5.0, -2.5, None, "lowered")),
        (100, 100, (2, 0.0, 0.0, None, "at_ceiling")),
    ],
)
def test_the_change_and_the_headroom_it_closes(case, first, second, expected):
    put(case, "a", 2024, first)
    put(case, "b", 2026, second)
    assert numbers(case.build()) == [expected]


def test_without_a_ceiling_no_headroom_is_known(case):
    case.indicator("count", unit="person", floor=None, ceiling=None)
    put(case, "a", 2024, 10, "count")
    put(case, "b", 2025, 30, "count")
    assert numbers(case.build()) == [(1, 20.0, 20.0, None, "raised")]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (10, 4, (1, 6.0, 6.0, 0.6, "raised")),
        (4, 10, (1, -6.0, -6.0, -1.5, "lowered")),
        (0, 0, (1, 0.0, 0.0, None, "at_ceiling")),
    ],
)
def test_where_lower_is_better_asking_for_less_days_asks_for_more(case, first, second, expected):
    case.indicator("days", unit="day", direction="lower", floor=0, ceiling=None)
    put(case, "a", 2024, first, "days")
    put(case, "b", 2025, second, "days")
    assert numbers(case.build()) == [expected]


def test_plans_of_one_year_are_not_a_change(case):
    put(case, "a", 2025, 10)
    put(case, "b", 2025, 20)
    assert case.build().rows(PAIR) == []


def test_the_link_is_named(case):
    put(case, "a", 2024, 10, identity_key="c")
    put(case, "b", 2025, 20, identity_key="c")
    put(case, "d", 2025, 30)
    put(case, "e", 2025, 40, province_code="02")
    assert case.build().rows(PAIR) == [
        ("x", "a", "b", 10.0, "same_commune", "raised", "exact"),
        ("x", "a", "d", 20.0, "same_province", "raised", "exact"),
        ("x", "a", "e", 30.0, "cross_province", "raised", "exact"),
    ]


def test_the_same_commune_is_followed_plan_by_plan(case):
    for year, value in ((2024, 10), (2025, 30), (2027, 20)):
        put(case, f"p{year}", year, value, identity_key="c")
    assert case.build().rows(PAIR) == [
        ("x", "p2024", "p2025", 20.0, "same_commune", "raised", "exact"),
        ("x", "p2025", "p2027", -10.0, "same_commune", "lowered", "exact"),
    ]


def test_a_merged_commune_follows_each_of_its_predecessors(case):
    put(case, "p", 2024, 10, identity_key="m", commune_code="1")
    put(case, "q", 2024, 30, identity_key="m", commune_code="2")
    put(case, "m", 2025, 20, identity_key="m", commune_code="3")
    assert case.build().rows(PAIR) == [
        ("x", "p", "m", 10.0, "same_commune", "raised", "exact"),
        ("x", "q", "m", -10.0, "same_commune", "lowered", "exact"),
    ]


def test_a_replaced_plan_is_no_step(case):
    put(case, "old", 2024, 90, identity_key="c", status="replaced")
    put(case, "p", 2024, 10, identity_key="c")
    put(case, "q", 2025, 30, identity_key="c")
    assert case.build().rows(PAIR) == [("x", "p", "q", 20.0, "same_commune", "raised", "exact")]


def test_new_dropped_and_defined_anew(case):
    for name in ("only_first", "only_second"):
        case.indicator(name)
    case.indicator("by_school", family_id="f")
    case.indicator("by_material", family_id="f")
    put(case, "p", 2024, 10, "only_first", identity_key="c")
    put(case, "q", 2025, 20, "only_second", identity_key="c")
    case.says("p", "by_school", 100)
    case.says("q", "by_material", 15)
    found = case.build().rows(
        "SELECT indicator_id, from_indicator_id, from_year, to_year, from_value, to_value, delta,"
        " change FROM mart.growth ORDER BY 1"
    )
    assert found == [
        ("by_material", "by_school", 2024, 2025, 100.0, 15.0, None, "definition_changed"),
        ("only_first", "only_first", 2024, 2025, 10.0, None, None, "dropped"),
        ("only_second", "only_second", 2024, 2025, None, 20.0, None, "new"),
    ]


def test_a_contradiction_is_set_and_so_neither_new_nor_dropped(case):
    put(case, "p", 2024, 10, identity_key="c")
    put(case, "q", 2025, 20, identity_key="c")
    case.says("q", "x", 30)
    assert case.build().rows(PAIR) == []


def test_other_communes_have_no_new_and_no_dropped(case):
    case.indicator("y")
    put(case, "a", 2024, 10)
    put(case, "b", 2025, 20, "y")
    assert case.build().rows(PAIR) == []


def test_another_scope_of_a_family_stands_beside_and_is_not_subtracted(case):
    case.indicator("by_school", family_id="f")
    case.indicator("by_material", family_id="f")
    put(case, "a", 2024, 100, "by_school")
    put(case, "b", 2025, 15, "by_material")
    assert case.build().rows(PAIR) == [
        ("by_material", "a", "b", None, "same_province", "definition_changed", "other_scope")
    ]


def test_a_near_pair_keeps_its_change_and_says_near(case):
    put(case, "a", 2024, 10)
    case.plan("b", 2025)
    case.says("b", "x", 20, comparability="near")
    assert case.build().rows(PAIR) == [("x", "a", "b", 10.0, "same_province", "raised", "near")]


def test_the_same_wording_is_exact(case):
    for plan_id, year, value in (("a", 2024, 10), ("b", 2025, 20)):
        case.plan(plan_id, year)
        case.says(plan_id, "x", value, comparability="near", wording="w")
    assert [row[-1] for row in case.build().rows(PAIR)] == ["exact"]


def test_the_latest_reported_result_is_the_start(case):
    put(case, "a", 2025, 80)
    case.says("a", "x", 50, kind="baseline", year=2023)
    case.says("a", "x", 60, kind="baseline", year=2024)
    assert case.build().rows("SELECT from_value, delta, link FROM mart.growth") == [
        (60.0, 20.0, "baseline")
    ]


def test_two_different_results_of_one_year_are_no_start(case):
    put(case, "a", 2025, 80)
    case.says("a", "x", 50, kind="baseline", year=2024)
    case.says("a", "x", 60, kind="baseline", year=2024)
    assert case.build().rows(PAIR) == []


def test_head_to_head_counts_both_orders_and_averages_shares_only(case):
    for name in ("y", "z"):
        case.indicator(name)
    case.indicator("days", unit="day", direction="lower", floor=None, ceiling=None)
    for plan_id, *values in (("a", 10, 20, 30, 5), ("b", 20, 20, 10, 9)):
        case.plan(plan_id, 2025)
        for name, value in zip(("x", "y", "z", "days"), values, strict=True):
            case.says(plan_id, name, value, unit="day" if name == "days" else "percent")
    found = case.build().rows("SELECT * FROM mart.head_to_head ORDER BY plan_a")
    assert found == [("a", "b", 4, 2, 1, 1, 3.333333), ("b", "a", 4, 1, 1, 2, -3.333333)]
