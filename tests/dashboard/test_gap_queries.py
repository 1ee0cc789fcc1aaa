"""The frames of the page "Khoảng cách" on the shipped facts, against hand-read figures."""

import pytest

from dashboard import data
from dashboard.queries import gap, gap_parts

NGA_DIEN, BINH_GIANG, NGHI_XUAN = "nga-dien-2024", "binh-giang-2025", "nghi-xuan-area-2025"
THANH_MIEN, GIAO_MINH = "thanh-mien-2025", "giao-minh-2026"
PLANS = (NGA_DIEN, BINH_GIANG, THANH_MIEN, NGHI_XUAN, GIAO_MINH)


@pytest.fixture(scope="module")
def eid(store):
    return data.current_edition()


def one(frame, **values):
    for column, value in values.items():
        frame = frame[frame[column] == value]
    assert len(frame) == 1
    return frame.iloc[0]


def test_the_grid_holds_every_core_indicator_for_every_plan(eid):
    cells = gap.cells(eid, PLANS, (), False, gap.Reference("best_peer"))
    assert len(cells) == 31 * 5
    assert list(cells["group_id"].unique())[0] == "infrastructure"
    five_g = one(cells, indicator_id="coverage_5g", plan_id=GIAO_MINH)
    assert (five_g["comparator"], five_g["value"], five_g["gap"]) == (">=", 70, -40)
    assert one(cells, indicator_id="coverage_5g", plan_id=NGA_DIEN)["state"] == "not_set"


def test_every_indicator_adds_those_of_one_plan_only(eid):
    core = gap.cells(eid, PLANS, ("economy",), False, gap.Reference("ceiling"))
    every = gap.cells(eid, PLANS, ("economy",), True, gap.Reference("ceiling"))
    assert set(core["indicator_id"]) < set(every["indicator_id"])
    assert set(every["group_id"]) == {"economy"}


def test_a_contradiction_is_neither_set_nor_not_set(eid):
    cells = gap.cells(eid, (NGA_DIEN,), ("government",), True, gap.Reference("best_peer"))
    mail = one(cells, indicator_id="email_used_at_work")
    assert (mail["state"], mail["low"], mail["high"]) == ("contradiction", 60, 100)


@pytest.mark.parametrize(
    ("indicator", "plan", "expected", "fit"),
    [
        ("coverage_5g", BINH_GIANG, 40, "exact"),
        ("eresults_issued", BINH_GIANG, -5, "exact"),
        ("personal_digital_signature", NGA_DIEN, -10, "exact"),
        ("dossiers_online", NGA_DIEN, 25, "exact"),
        ("dossiers_online", NGHI_XUAN, 10, "near"),
    ],
)
def test_the_gap_to_a_picked_plan_of_any_year(eid, indicator, plan, expected, fit):
    reference = gap.Reference("plan", plan=GIAO_MINH)
    found = one(gap.cells(eid, PLANS, (), False, reference), indicator_id=indicator, plan_id=plan)
    assert (found["gap"], found["pair_comparability"]) == (expected, fit)
    assert found["reference_plan_id"] == GIAO_MINH
    assert found["reference_year"] == 2026


def test_a_picked_plan_has_no_gap_to_itself_and_near_pairs_can_go(eid):
    with_near = gap.Reference("plan", plan=GIAO_MINH)
    exact = gap.Reference("plan", basis="exact", plan=GIAO_MINH)
    pairs = gap.gaps(eid, PLANS, (), False, with_near)
    assert GIAO_MINH not in set(pairs["plan_id"])
    counts, fewer = (gap.pair_counts(eid, PLANS, (), False, ref) for ref in (with_near, exact))
    assert counts["pairs"] == counts["less"] + counts["same"] + counts["more"]
    assert fewer["pairs"] == counts["pairs"] - counts["near"]
    assert fewer["near"] == 0


def test_an_impossible_number_is_never_what_others_are_held_against(eid):
    pairs = gap.gaps(eid, PLANS, (), False, gap.Reference("plan", plan=NGA_DIEN))
    assert "health_record" not in set(pairs["indicator_id"])


def test_no_plan_picked_gives_no_pair(eid):
    reference = gap.Reference("plan")
    assert gap.gaps(eid, PLANS, (), False, reference).empty
    assert gap.cells(eid, PLANS, (), False, reference)["gap"].isna().all()


def test_ranked_gaps_agree_with_the_mart(eid, edition):
    reference = gap.Reference("best_peer")
    counts = gap.pair_counts(eid, PLANS, (), True, reference)
    expected = edition.execute(
        "SELECT count(*), count(*) FILTER (gap > 0) FROM mart.gap WHERE reference = 'best_peer'"
        " AND basis = 'exact_near' AND scope = 'all' AND years = 'same_or_earlier'"
    ).fetchone()
    assert (counts["pairs"], counts["less"]) == expected
    gaps = gap.gaps(eid, PLANS, (), True, reference)["gap"]
    assert list(gaps) == sorted(gaps, reverse=True)


def test_official_values_name_their_document(eid):
    pairs = gap.gaps(eid, PLANS, (), False, gap.Reference("official"))
    signature = one(pairs, indicator_id="personal_digital_signature")
    assert signature["document"] == "QĐ 411/QĐ-TTg"
    assert (signature["plan_id"], signature["gap"]) == (NGA_DIEN, 10)


def test_expired_official_values_are_history_for_later_plans(eid):
    values = gap_parts.official_values(eid, PLANS, ())
    signature = values[values["indicator_id"] == "personal_digital_signature"]
    standing = dict(zip(signature["plan_year"], signature["standing"], strict=False))
    assert standing == {2024: "reference", 2025: "reference", 2026: "expired"}
    country = values[values["indicator_id"] == "digital_economy_grdp"]
    assert set(country["standing"]) == {"other_level"}


def test_coverage_adds_up(eid):
    sums = gap_parts.not_set(eid, PLANS, ()).set_index("plan_id")
    assert set(sums["indicators"]) == {31}
    assert sums.loc[THANH_MIEN, "set"] == 1
    shares = gap_parts.coverage(eid, PLANS, ())
    assert dict(shares.groupby("plan_id")["set"].sum()) == dict(sums["set"])


def test_families_hold_values_of_another_scope(eid):
    values = gap_parts.families(eid, PLANS, ())
    anywhere = values[values["family_id"] == "boundary_free"]
    assert sorted(zip(anywhere["plan_id"], anywhere["value"], strict=True)) == [
        (BINH_GIANG, 70),
        (GIAO_MINH, 100),
        (NGHI_XUAN, 100),
    ]
    assert "gap" not in values.columns


def test_two_plans_head_to_head(eid):
    rows = gap_parts.two_plans(eid, BINH_GIANG, GIAO_MINH, ())
    both = rows[rows["side"] == "both"]
    counts = [(both["gap"] > 0).sum(), (both["gap"] == 0).sum(), (both["gap"] < 0).sum()]
    assert (len(both), counts) == (18, [8, 6, 4])
    exact = gap_parts.two_plans(eid, BINH_GIANG, GIAO_MINH, (), "exact")
    assert set(exact.loc[exact["side"] == "both", "pair_comparability"]) == {"exact"}
    only = (rows["side"] != "both").sum()
    assert (exact["side"] != "both").sum() == only


def test_the_two_plans_offered_first_share_most(eid):
    assert gap_parts.closest_pair(eid, PLANS) == (BINH_GIANG, GIAO_MINH)
    assert gap_parts.closest_pair(eid, (GIAO_MINH,)) is None
