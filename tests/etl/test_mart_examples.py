"""Every figure that the project's definitions name, on the edition of the shipped facts."""

import csv
from pathlib import Path

import pytest

from tests.etl.mart_case import rows

HANDWORKED = Path(__file__).parent / "handworked"
NINH_BINH = ("binh-giang-2025", "giao-minh-2026")


def _cases(name):
    with (HANDWORKED / f"{name}.csv").open(encoding="utf-8") as file:
        return [
            pytest.param(row, id="-".join(list(row.values())[:3])) for row in csv.DictReader(file)
        ]


def _number(text):
    return float(text) if text else None


def growth(edition, indicator, source, target):
    return rows(
        edition,
        "SELECT from_comparator, from_value, to_comparator, to_value, delta, years, link, change,"
        " comparability FROM mart.growth"
        " WHERE indicator_id = ? AND from_plan_id = ? AND to_plan_id = ?",
        indicator, source, target,
    )  # fmt: skip


@pytest.mark.parametrize("row", _cases("gaps"))
def test_gap_equals_the_figure_worked_by_hand(edition, row):
    found = rows(
        edition,
        "SELECT value, reference_plan_id, reference_value, n_peers, gap, comparability"
        " FROM mart.gap WHERE plan_id = ? AND indicator_id = ? AND reference = ? AND basis = ?"
        " AND scope = ? AND years = ?",
        *(row[key] for key in
          ("plan_id", "indicator_id", "reference", "basis", "scope", "years")),
    )  # fmt: skip
    assert found == [
        (
            _number(row["value"]),
            row["reference_plan_id"] or None,
            _number(row["reference_value"]),
            _number(row["n_peers"]),
            _number(row["gap"]),
            row["comparability"],
        )
    ]


@pytest.mark.parametrize("row", _cases("growth"))
def test_change_equals_the_figure_worked_by_hand(edition, row):
    found = rows(
        edition,
        "SELECT from_year, to_year, from_value, to_value, years, delta, per_year, closing, link,"
        " change, comparability FROM mart.growth"
        " WHERE indicator_id = ? AND from_plan_id = ? AND to_plan_id = ?",
        row["indicator_id"], row["from_plan_id"], row["to_plan_id"],
    )  # fmt: skip
    numbers = ("from_year", "to_year", "from_value", "to_value", "years", "delta", "per_year",
               "closing")  # fmt: skip
    words = ("link", "change", "comparability")
    assert found == [(*(_number(row[key]) for key in numbers), *(row[key] for key in words))]


def test_5g_is_raised_40_points_in_a_year_within_one_province(edition):
    assert growth(edition, "coverage_5g", *NINH_BINH) == [
        (">", 30.0, ">=", 70.0, 40.0, 1, "same_province", "raised", "exact")
    ]


def test_electronic_results_are_lowered_5_points(edition):
    assert growth(edition, "eresults_issued", *NINH_BINH) == [
        ("=", 100.0, ">=", 95.0, -5.0, 1, "same_province", "lowered", "exact")
    ]


def test_personal_signatures_are_lowered_10_points_over_two_years_across_provinces(edition):
    assert growth(edition, "personal_digital_signature", "nga-dien-2024", "giao-minh-2026") == [
        (">=", 40.0, ">=", 30.0, -10.0, 2, "cross_province", "lowered", "exact")
    ]


def test_smartphones_go_from_the_reported_75_to_100(edition):
    assert growth(edition, "smartphone_adults", "nga-dien-2024", "nga-dien-2024") == [
        ("=", 75.0, ">=", 100.0, 25.0, 1, "baseline", "raised", "exact")
    ]


def test_the_fraction_behind_the_smartphones_gives_70(edition):
    found = rows(
        edition,
        "SELECT plan_id, section, indicator_id, params FROM mart.finding"
        " WHERE code = 'fraction_mismatch'",
    )
    assert [row[:3] for row in found] == [("nga-dien-2024", "P1.II.3", "smartphone_adults")]
    assert '"computed": 70.0' in found[0][3]


def test_the_fibre_fraction_gives_its_stated_percentage(edition):
    codes = rows(
        edition,
        "SELECT code FROM mart.finding f JOIN mart.statement s ON s.statement_id = f.statement_id"
        " WHERE s.indicator_id = 'fiber_households'",
    )
    assert codes == []


def test_online_dossiers_are_one_indicator_in_four_plans(edition):
    assert rows(
        edition,
        "SELECT plan_id, comparator, value, comparability FROM mart.statement"
        " WHERE indicator_id = 'dossiers_online' AND speaks ORDER BY value",
    ) == [
        ("nga-dien-2024", ">=", 65.0, "exact"),
        ("nghi-xuan-area-2025", ">=", 80.0, "near"),
        ("binh-giang-2025", ">=", 85.0, "exact"),
        ("giao-minh-2026", ">=", 90.0, "exact"),
    ]


@pytest.mark.parametrize(
    ("family", "values"),
    [
        ("boundary_free", {70.0: "binh-giang-2025", 100.0: None}),
        ("learning_materials", {15.0: "giao-minh-2026", 100.0: None}),
    ],
)
def test_another_scope_is_another_indicator_of_the_same_family(edition, family, values):
    found = rows(
        edition,
        "SELECT indicator_id, value, plan_id FROM mart.statement WHERE family_id = ? AND speaks",
        family,
    )
    assert len({row[0] for row in found}) == 3
    assert {row[1] for row in found} == set(values)
    compared = rows(
        edition,
        "SELECT change, delta FROM mart.growth WHERE family_id = ? AND delta IS NOT NULL",
        family,
    )
    assert compared == []


def test_the_official_email_of_nga_dien_contradicts_itself(edition):
    stated = rows(
        edition,
        "SELECT value, speaks, contradicts FROM mart.statement"
        " WHERE plan_id = 'nga-dien-2024' AND indicator_id = 'email_used_at_work' ORDER BY value",
    )
    assert stated == [(60.0, False, True), (100.0, False, True)]
    assert rows(
        edition,
        "SELECT plan_id, section, severity FROM mart.finding WHERE code = 'contradiction'",
    ) == [("nga-dien-2024", "III.8.1", "high")]


def test_a_target_of_100_or_more_is_impossible_and_never_a_reference(edition):
    found = rows(
        edition,
        "SELECT indicator_id FROM mart.finding WHERE code = 'impossible_comparator' ORDER BY 1",
    )
    assert found == [("health_record",), ("smartphone_adults",)]
    assert rows(
        edition,
        "SELECT count(*) FROM mart.gap g JOIN mart.statement s"
        " ON s.statement_id = g.reference_statement_id WHERE s.impossible",
    ) == [(0,)]
    assert rows(
        edition,
        "SELECT count(*) FROM mart.gap WHERE plan_id = 'giao-minh-2026'"
        " AND indicator_id = 'health_record' AND reference = 'best_peer'",
    ) == [(0,)]


def test_binh_giang_and_giao_minh_head_to_head(edition):
    assert rows(
        edition,
        "SELECT shared, a_more, same, b_more FROM mart.head_to_head"
        " WHERE plan_a = 'giao-minh-2026' AND plan_b = 'binh-giang-2025'",
    ) == [(18, 8, 6, 4)]
    # 50+40+20+20+15+10+10+5 more, 5+10+35+40 less: 170 - 90 = 80 points over 18 shares.
    assert rows(
        edition,
        "SELECT mean_difference FROM mart.head_to_head"
        " WHERE plan_a = 'giao-minh-2026' AND plan_b = 'binh-giang-2025'",
    ) == [(round(80 / 18, 6),)]


def test_two_plans_are_not_rated(edition):
    assert rows(
        edition, "SELECT plan_id FROM mart.ambition_rank WHERE NOT rated ORDER BY plan_id"
    ) == [("nghi-xuan-area-2025",), ("thanh-mien-2025",)]
    assert rows(
        edition,
        "SELECT count(*), count(rank_p05), count(rank_p50), count(rank_p95), count(tier)"
        " FROM mart.ambition_rank",
    ) == [(5, 3, 3, 3, 3)]
    assert rows(
        edition, "SELECT count(score) FROM mart.ambition WHERE component = 'total' AND NOT rated"
    ) == [(0,)]


def test_the_core_list_is_what_two_plans_or_more_set(edition):
    shared = rows(
        edition,
        "SELECT indicator_id FROM mart.statement WHERE kind IN ('target', 'task')"
        " AND indicator_id IS NOT NULL GROUP BY indicator_id"
        " HAVING count(DISTINCT plan_id) >= 2 ORDER BY 1",
    )
    core = rows(edition, "SELECT indicator_id FROM mart.indicator WHERE in_core ORDER BY 1")
    assert core == shared
    assert len(core) == 31


def test_no_shipped_commune_has_two_plans(edition):
    assert rows(edition, "SELECT count(*) FROM mart.growth WHERE link = 'same_commune'") == [(0,)]


def test_a_predecessor_stands_for_its_successor(edition):
    assert rows(
        edition,
        "SELECT commune_code, identity_key, is_latest FROM mart.plan"
        " WHERE plan_id = 'nga-dien-2024'",
    ) == [("16150", "16144", True)]


def test_a_later_plan_is_never_a_reference_for_an_earlier_one(edition):
    assert rows(
        edition,
        "SELECT count(*) FROM mart.gap WHERE reference = 'best_peer'"
        " AND reference_year > plan_year",
    ) == [(0,)]


def test_three_indicators_have_a_start_and_no_result(edition):
    assert rows(
        edition,
        "SELECT indicator_id, baseline_value, target_value, result_value, status"
        " FROM mart.progress ORDER BY 1",
    ) == [
        ("email_issued_used", 87.0, 100.0, None, "no_result"),
        ("officials_equipped", 100.0, 100.0, None, "no_result"),
        ("smartphone_adults", 75.0, 100.0, None, "no_result"),
    ]


def test_what_rests_on_a_missing_annex_is_not_assessed(edition):
    assert rows(
        edition,
        "SELECT plan_id, check_code, share, reason FROM mart.quality"
        " WHERE reason = 'missing_annex' ORDER BY 1, 2",
    ) == [
        ("binh-giang-2025", "owned", None, "missing_annex"),
        ("binh-giang-2025", "timed", None, "missing_annex"),
        ("giao-minh-2026", "owned", None, "missing_annex"),
        ("giao-minh-2026", "timed", None, "missing_annex"),
    ]


def test_a_plan_with_nearly_no_numbers_is_not_assessed(edition):
    assert rows(
        edition,
        "SELECT DISTINCT share, assessable, reason FROM mart.quality"
        " WHERE plan_id = 'thanh-mien-2025'",
    ) == [(None, False, "too_few")]


def test_the_attention_list_holds_exact_pairs_only(edition):
    gaps = rows(
        edition,
        "SELECT code, plan_id, indicator_id, gap FROM mart.attention"
        " WHERE code LIKE 'gap%' ORDER BY weight DESC",
    )
    assert gaps == [
        ("gap_official", "nga-dien-2024", "personal_digital_signature", 10.0),
        ("gap_peer", "giao-minh-2026", "personal_digital_signature", 10.0),
        ("gap_peer", "giao-minh-2026", "eresults_issued", 5.0),
    ]


@pytest.mark.parametrize("row", _cases("ambition"))
def test_ambition_equals_the_figure_worked_by_hand(edition, row):
    assert rows(
        edition,
        "SELECT score, n FROM mart.ambition WHERE plan_id = ? AND component = ?",
        row["plan_id"], row["component"],
    ) == [(_number(row["score"]), int(row["n"]))]  # fmt: skip
