"""The shipped statements equal a second reading, made without sight of the first.

`second_reading/` is that reading as it was handed in; it is never edited. Where the two differed
and were reconciled, the case stands in RECONCILED with its reason.
"""

import csv
from decimal import Decimal
from pathlib import Path

import pytest

HERE = Path(__file__).parent
DATA = HERE.parents[1] / "data" / "statements"
PLANS = sorted(path.stem for path in (HERE / "second_reading").glob("*.csv"))
COMPARED = ("kind", "year", "comparator", "value", "numerator", "denominator", "binding")
RECONCILED = {
    # The goals ask for e-mail "issued and regularly used", this bullet for e-mail used at work:
    # another measure, so no repeat, and of equal standing with the 60% of the same bullet.
    ("nga-dien-2024", "III.8.1", "2", "a", "kind"): ("task", "repeat"),
}


def read(path: Path) -> dict[tuple[str, str, str], dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {(r["section"], r["ordinal"], r["part"]): r for r in csv.DictReader(file)}


def same(first: str, second: str) -> bool:
    if first == second or not (first and second):
        return first == second
    try:
        return Decimal(first) == Decimal(second)
    except ArithmeticError:
        return False


def test_all_five_plans_were_read_twice():
    assert len(PLANS) == 5
    assert [path.stem for path in sorted(DATA.glob("*.csv"))] == PLANS


@pytest.mark.parametrize("plan_id", PLANS)
def test_both_readings_found_the_same_places(plan_id):
    first = read(DATA / f"{plan_id}.csv")
    assert first.keys() == read(HERE / "second_reading" / f"{plan_id}.csv").keys()


@pytest.mark.parametrize("plan_id", PLANS)
def test_both_readings_found_the_same_numbers(plan_id):
    first = read(DATA / f"{plan_id}.csv")
    second = read(HERE / "second_reading" / f"{plan_id}.csv")
    differing = {
        (plan_id, *place, column): (first[place][column], second[place][column])
        for place in first
        for column in COMPARED
        if not same(first[place][column], second[place][column])
    }
    expected = {key: pair for key, pair in RECONCILED.items() if key[0] == plan_id}
    assert differing == expected
