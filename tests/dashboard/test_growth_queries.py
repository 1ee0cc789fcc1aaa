"""Pairs and changes as the page reads them, on the edition of the five plans."""

import pytest

from dashboard import data, growth_frames
from dashboard.queries import growth as queries

PLANS = ("giao-minh-2026", "binh-giang-2025", "nga-dien-2024")


@pytest.fixture
def edition_id(store):
    return data.current_edition()


def test_pairs_across_provinces_come_only_on_request(edition_id):
    own = queries.pairs(edition_id, PLANS, True)
    assert set(own["link"]) == {"baseline", "same_province"}
    every = queries.pairs(edition_id, PLANS, True, cross=True)
    assert "cross_province" in set(every["link"])


def test_a_plan_of_either_side_brings_the_pair(edition_id):
    for plan in ("giao-minh-2026", "binh-giang-2025"):
        found = queries.pairs(edition_id, (plan,), True)
        row = found[found["link"] == "same_province"].iloc[0]
        assert (row["from_plan_id"], row["to_plan_id"]) == ("binh-giang-2025", "giao-minh-2026")
        counts = row[["shared", "raised", "unchanged", "at_ceiling", "lowered"]]
        assert counts.tolist() == [18, 8, 1, 5, 4]


def test_without_near_pairs_everything_is_counted_anew(edition_id):
    found = queries.pairs(edition_id, PLANS, False)
    row = found[found["link"] == "same_province"].iloc[0]
    assert (row["shared"], row["raised"], row["lowered"]) == (11, 6, 1)


def test_5g_is_raised_by_forty_points_in_a_year(edition_id):
    rows = queries.changes(edition_id, "same_province", PLANS[1], PLANS[0], True)
    row = rows[rows["indicator_id"] == "coverage_5g"].iloc[0]
    assert (row["delta"], row["per_year"], row["change"]) == (40, 40, "raised")
    assert row["closing"] == pytest.approx(4 / 7, abs=1e-6)


def test_another_definition_has_no_difference_and_is_not_drawn(edition_id):
    rows = queries.changes(edition_id, "same_province", PLANS[1], PLANS[0], True)
    names = dict.fromkeys(PLANS, "kế hoạch")
    worded = growth_frames.worded(rows, names, "same_province")
    changed = worded[worded["change"] == "definition_changed"]
    assert len(changed) and changed["delta"].isna().all() and (changed["delta_text"] == "").all()
    assert len(growth_frames.drawable(worded)) == 18


def test_only_in_one_plan_holds_nothing_that_both_set(edition_id):
    alone = queries.only_in_one(edition_id, PLANS[1], PLANS[0])
    rows = queries.changes(edition_id, "same_province", PLANS[1], PLANS[0], True)
    both = rows.loc[rows["delta"].notna(), "indicator_id"]
    assert not set(alone["indicator_id"]) & set(both)


def test_no_commune_has_two_plans_yet(edition_id):
    assert queries.communes_with_two_plans(edition_id) == 0
