"""Which statement speaks for a plan, and what a plan has set."""

import pytest

from tests.etl.mart_case import MartCase


@pytest.fixture
def case():
    made = MartCase()
    made.indicator("x")
    made.plan("a", 2025)
    return made


def speaking(case):
    return case.rows("SELECT value FROM mart.statement WHERE speaks")


@pytest.mark.parametrize(
    ("first", "second", "value"),
    [
        ({"kind": "task"}, {"kind": "target"}, 2.0),
        ({"comparability": "near"}, {}, 2.0),
        ({"kind": "target", "comparability": "near"}, {"kind": "task"}, 1.0),
        ({"due": "2025-06-30"}, {"due": "2025-12-31"}, 2.0),
        ({"due": "2025-06-30"}, {"due": "2030-12-31"}, 1.0),
        ({"due": "2030-12-31"}, {"due": "2027-12-31"}, 2.0),
    ],
    ids=["target before task", "exact before near", "target before exact", "latest in the year",
         "within the year first", "nearest after the year"],
)  # fmt: skip
def test_the_order_of_standing(case, first, second, value):
    case.says("a", "x", 1, **first)
    case.says("a", "x", 2, **second)
    assert speaking(case.build()) == [(value,)]


@pytest.mark.parametrize("kind", ["baseline", "repeat", "result"])
def test_only_targets_and_tasks_speak(case, kind):
    case.says("a", "x", 1, kind=kind)
    assert speaking(case.build()) == []


def test_two_different_values_of_equal_standing_leave_none(case):
    case.says("a", "x", 60, kind="task")
    case.says("a", "x", 100, kind="task")
    case.build()
    assert speaking(case) == []
    assert case.rows("SELECT count(*) FROM mart.statement WHERE contradicts") == [(2,)]
    assert case.rows("SELECT code, params FROM mart.finding WHERE severity = 'high'") == [
        ("contradiction", '{"low": 60.0, "high": 100.0}')
    ]


def test_a_value_of_lower_standing_does_not_contradict(case):
    case.says("a", "x", 60, kind="task")
    case.says("a", "x", 100)
    case.build()
    assert speaking(case) == [(100.0,)]
    assert case.rows("SELECT code FROM mart.finding WHERE code = 'contradiction'") == []


def test_the_same_level_worded_differently_is_no_contradiction(case):
    case.says("a", "x", 95, comparator="=")
    case.says("a", "x", 95, comparator=">=")
    case.build()
    assert speaking(case) == [(95.0,)]
    assert case.rows("SELECT comparator FROM mart.statement WHERE speaks") == [("=",)]


@pytest.mark.parametrize(
    ("value", "comparator", "impossible"),
    [
        (100, ">=", True),
        (100, ">", True),
        (100, "=", False),
        (100, "<=", False),
        (99.5, ">=", False),
        (101, "=", True),
        (-1, "=", True),
    ],
)
def test_what_a_share_cannot_be(case, value, comparator, impossible):
    case.says("a", "x", value, comparator=comparator)
    assert case.build().rows("SELECT impossible FROM mart.statement") == [(impossible,)]


def test_a_count_may_exceed_100(case):
    case.indicator("n", unit="person", floor=None, ceiling=None)
    case.says("a", "n", 7410, comparator=">=", unit="person")
    case.says("a", None, 100, comparator=">=", unit="household")
    assert case.build().rows("SELECT DISTINCT impossible FROM mart.statement") == [(False,)]


def test_coverage_counts_a_contradiction_as_set_and_a_baseline_as_not(case):
    for name in ("y", "z"):
        case.indicator(name)
    case.indicator("beside", core=False)
    case.says("a", "x", 60)
    case.says("a", "x", 70)
    case.says("a", "y", 60, kind="baseline", year=2024)
    case.says("a", "beside", 60)
    assert case.build().rows("SELECT indicators, set, share FROM mart.coverage") == [
        (3, 1, 0.333333)
    ]


def test_a_plan_without_numbers_covers_nothing(case):
    assert case.build().rows("SELECT indicators, set, share FROM mart.coverage") == [(1, 0, 0.0)]


def test_the_lead_unit_is_named(case):
    case.add("unit", unit_id="u1", name_vi="Văn phòng")
    case.says("a", "x", 1, lead_unit="u1")
    case.says("a", None, 1, lead_unit="Một đơn vị khác")
    found = case.build().rows("SELECT lead_unit_name FROM mart.statement ORDER BY 1")
    assert found == [("Một đơn vị khác",), ("Văn phòng",)]
