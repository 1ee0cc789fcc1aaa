"""Which official value and which ceiling a plan is held against."""

import pytest

from tests.etl.mart_case import MartCase
from tests.etl.test_mart_gap import put


@pytest.fixture
def case():
    made = MartCase()
    made.indicator("x")
    return made


def official(case, plan_id="a", basis="exact"):
    return case.rows(
        "SELECT reference_value, reference_year, gap, comparability FROM mart.gap"
        " WHERE plan_id = ? AND reference = 'official' AND basis = ? AND scope = 'all'",
        plan_id, basis,
    )  # fmt: skip


def test_the_nearest_milestone_not_before_the_plans_year(case):
    put(case, "a", 50)
    case.official("x", 99, milestone_year=2030)
    case.official("x", 70, milestone_year=2025, valid_to="2025-12-31")
    case.official("x", 60, milestone_year=2024)
    assert official(case.build()) == [(70.0, 2025, 20.0, "exact")]


def test_the_provinces_own_value_comes_first(case):
    put(case, "a", 50)
    put(case, "b", 50, province_code="02")
    case.official("x", 70, milestone_year=2025)
    case.official("x", 90, milestone_year=2030, level="province", province_code="01")
    case.build()
    assert official(case, "a") == [(90.0, 2030, 40.0, "exact")]
    assert official(case, "b") == [(70.0, 2025, 20.0, "exact")]


@pytest.mark.parametrize(
    "values",
    [
        {"applies_to": "country"},
        {"issued": "2026-01-01"},
        {"valid_to": "2025-12-30"},
        {"unit": "index"},
        {"level": "province", "province_code": "02"},
    ],
    ids=["not for communes", "issued later", "expired", "another unit", "another province"],
)
def test_values_that_do_not_apply(case, values):
    put(case, "a", 50)
    case.official("x", 70, **values)
    case.build()
    assert official(case) == official(case, basis="exact_near") == []


def test_an_official_value_without_an_end_stands(case):
    put(case, "a", 50)
    case.official("x", 70, valid_to=None)
    assert official(case.build()) == [(70.0, 2030, 20.0, "exact")]


def test_the_latest_issued_of_two_equal_milestones(case):
    put(case, "a", 50)
    case.official("x", 70, issued="2024-01-01")
    case.official("x", 60, issued="2023-01-01")
    assert official(case.build()) == [(70.0, 2030, 20.0, "exact")]


def test_a_near_official_value_only_with_near_pairs(case):
    put(case, "a", 50)
    case.official("x", 70, comparability="near", milestone_year=2025)
    case.official("x", 80, milestone_year=2030)
    case.build()
    assert official(case) == [(80.0, 2030, 30.0, "exact")]
    assert official(case, basis="exact_near") == [(70.0, 2025, 20.0, "near")]


def test_the_ceiling_is_for_shares_that_can_cover_everyone(case):
    case.indicator("grdp", floor=None, ceiling=None)
    case.indicator("index", unit="index", floor=0, ceiling=1)
    put(case, "a", 50)
    case.says("a", "grdp", 15)
    case.says("a", "index", 0.7, unit="index")
    assert case.build().rows(
        "SELECT DISTINCT indicator_id FROM mart.gap WHERE reference = 'ceiling'"
    ) == [("x",)]
