"""Findings, plan quality, progress and the attention list."""

import json

import pytest

from tests.etl.mart_case import MartCase


@pytest.fixture
def case():
    made = MartCase()
    made.indicator("x")
    made.plan("a", 2025)
    return made


def findings(case, code):
    return case.rows(
        "SELECT section, ordinal, severity, params FROM mart.finding WHERE code = ?"
        " ORDER BY section, ordinal",
        code,
    )


@pytest.mark.parametrize(
    ("value", "numerator", "denominator", "flawed"),
    [
        (70.6, 1384, 1961, False),
        (75, 5187, 7410, True),
        (71, 1384, 1961, False),
        (70, 1384, 1961, True),
        (70.57, 1384, 1961, True),
        (70.58, 1384, 1961, False),
        (50, 1, 0, False),
    ],
)
def test_a_fraction_gives_its_percentage_to_the_digits_stated(
    case, value, numerator, denominator, flawed
):
    case.says("a", "x", value, numerator=numerator, denominator=denominator, kind="baseline")
    assert bool(findings(case.build(), "fraction_mismatch")) is flawed


def test_a_deadline_before_the_plan(case):
    case.says("a", "x", 10, due="2024-12-31")
    case.add("task", plan_id="a", section="III.1", ordinal="1", label_vi="t", due="2024-06-01")
    case.add("task", plan_id="a", section="III.1", ordinal="2", label_vi="t", due="2024-06-01",
             recurring="monthly")  # fmt: skip
    case.add("task", plan_id="a", section="III.1", ordinal="3", label_vi="t", due="2025-06-01")
    case.build()
    assert [row[0] for row in findings(case, "due_before_plan")] == ["II.2", "III.1"]
    assert json.loads(findings(case, "due_before_plan")[0][3])["starts"] == "2025-01-01"


def test_a_deadline_before_the_plan_was_issued(case):
    case.plan("b", 2025, issued="2025-09-01")
    case.says("b", "x", 10, due="2025-08-31")
    assert len(findings(case.build(), "due_before_plan")) == 1


def test_a_deadline_after_the_plan(case):
    case.says("a", "x", 10, due="2026-01-31")
    assert [row[2] for row in findings(case.build(), "due_after_plan")] == ["low"]


def test_a_share_beyond_100(case):
    case.says("a", "x", 120)
    case.build()
    assert [row[2] for row in findings(case, "share_out_of_range")] == ["high"]
    assert findings(case, "impossible_comparator") == []


def test_who_leads_is_asked_only_where_no_annex_is_missing(case):
    case.plan("b", 2025, annex_missing=True)
    for plan_id in "ab":
        for _ in range(5):
            case.says(plan_id, None, 10)
    case.build()
    assert case.rows("SELECT plan_id, params FROM mart.finding WHERE code = 'no_lead_unit'") == [
        ("a", '{"missing": 5, "total": 5}')
    ]


def test_a_flaw_seen_by_a_rule_and_a_reader_appears_once(case):
    for value in (60, 70):
        case.says("a", "x", value, section="III.8", ordinal="2")
    case.says("a", None, 10, section="III.9", ordinal="1", due="2024-06-01")
    for code, section, ordinal in (
        ("contradiction", "III.8", "2"),
        ("deadline_before_plan", "III.9", None),
        ("contradiction", "III.7", "1"),
    ):
        case.add("reader_finding", plan_id="a", section=section, ordinal=ordinal, code=code,
                 note_vi='ghi "hai mức"')  # fmt: skip
    found = case.build().rows(
        "SELECT code, section, source FROM mart.finding ORDER BY code, section"
    )
    assert found == [
        ("contradiction", "III.7", "reader"),
        ("contradiction", "III.8", "rule"),
        ("due_before_plan", "III.9", "rule"),
    ]


def test_params_are_json_whatever_the_reader_wrote(case):
    case.add("reader_finding", plan_id="a", section="I", code="broken_sentence",
             note_vi='a "b" \\ c\nd')  # fmt: skip
    case.says("a", "x", 100, comparator=">=")
    texts = [row[0] for row in case.build().rows("SELECT params FROM mart.finding")]
    assert {"note": 'a "b" \\ c d'} in [json.loads(text) for text in texts]


def quality(case):
    return {
        row[0]: row[1:]
        for row in case.build().rows(
            "SELECT check_code, passed, total, share, reason FROM mart.quality WHERE plan_id = 'a'"
        )
    }


def test_the_five_shares(case):
    case.says("a", "x", 80, population_vi="hộ", due_basis="text", lead_unit="u", ordinal="1")
    case.says("a", None, 100, comparator=">=", ordinal="2", part="a")
    case.says("a", None, 50, ordinal="2", part="b")
    case.says("a", None, 50, kind="task", section="III", due="2026-06-30")
    case.says("a", None, 50, ordinal="3", numerator=1, denominator=4)
    case.says("a", None, 50, kind="baseline", year=2024, section="I")
    case.says("a", None, 50, kind="repeat", section="III")
    case.add("goal", plan_id="a", section="II.2", ordinal="4", label_vi="g")
    assert quality(case) == {
        "measurable": (3, 4, 0.75, None),
        "defined": (1, 5, 0.2, None),
        "timed": (1, 5, 0.2, None),
        "owned": (1, 5, 0.2, None),
        "possible": (3, 6, 0.5, None),
    }


def test_no_share_from_fewer_than_five_statements(case):
    for _ in range(4):
        case.says("a", None, 50)
    assert {row[2:] for row in quality(case).values()} == {(None, "too_few")}


def progress(case):
    return case.rows("SELECT basis, achieved, needed, status FROM mart.progress")


@pytest.mark.parametrize(
    ("result", "achieved", "status"),
    [
        (71, 0.525, "on_track"),
        (66, 0.4, "at_risk"),
        (60, 0.25, "off_track"),
        (95, 1.125, "on_track"),
    ],
)
def test_progress_against_the_straight_path(case, result, achieved, status):
    case.says("a", "x", 90)
    case.says("a", "x", 50, kind="baseline", year=2024)
    case.says("a", "x", result, kind="result", as_of="2025-07-02")
    # 183 of 365 days have passed.
    assert progress(case.build()) == [("baseline", achieved, round(183 / 365, 6), status)]


def test_a_result_just_on_the_path_is_on_track(case):
    case.says("a", "x", 90)
    case.says("a", "x", 0, kind="baseline", year=2024)
    case.says("a", "x", 90 * 146 / 365, kind="result", as_of="2025-05-26")
    assert progress(case.build()) == [("baseline", 0.4, 0.4, "on_track")]


def test_without_a_start_the_result_is_held_against_the_target(case):
    case.says("a", "x", 80)
    case.says("a", "x", 60, kind="result", as_of="2025-12-31")
    assert progress(case.build()) == [("ratio", 0.75, 1.0, "at_risk")]


def test_where_lower_is_better_the_ratio_turns(case):
    case.indicator("days", direction="lower", unit="day", floor=None, ceiling=None)
    case.says("a", "days", 5, unit="day")
    case.says("a", "days", 4, unit="day", kind="result", as_of="2025-12-31")
    assert progress(case.build()) == [("ratio", 1.25, 1.0, "on_track")]


@pytest.mark.parametrize(("result", "status"), [(80, "on_track"), (79, "off_track")])
def test_a_target_at_its_start_is_kept_or_not(case, result, status):
    case.says("a", "x", 80)
    case.says("a", "x", 80, kind="baseline", year=2024)
    case.says("a", "x", result, kind="result", as_of="2025-12-31")
    assert [row[-1] for row in progress(case.build())] == [status]


@pytest.mark.parametrize("as_of", [None, "2024-12-31", "2026-01-01"])
def test_a_result_outside_the_horizon_or_without_a_date_does_not_count(case, as_of):
    case.says("a", "x", 80)
    case.says("a", "x", 50, kind="baseline", year=2024)
    case.says("a", "x", 60, kind="result", as_of=as_of)
    assert progress(case.build()) == [("baseline", None, None, "no_result")]


def test_the_next_plan_reports_the_result_of_this_one(case):
    case.plan("b", 2026, identity_key="a")
    case.says("a", "x", 80)
    case.says("b", "x", 80, kind="baseline", year=2025)
    assert progress(case.build()) == [("ratio", 1.0, 1.0, "on_track")]


def test_the_last_result_counts(case):
    case.says("a", "x", 80)
    case.says("a", "x", 40, kind="result", as_of="2025-06-30")
    case.says("a", "x", 80, kind="result", as_of="2025-12-31")
    assert [row[1] for row in progress(case.build())] == [1.0]


def attention(case):
    return case.rows(
        "SELECT plan_id, indicator_id, code, severity, weight FROM mart.attention"
        " ORDER BY weight DESC, code, plan_id"
    )


def test_the_worst_comes_first(case):
    case.plan("b", 2025)
    case.says("a", "x", 40)
    case.says("b", "x", 65)
    case.official("x", 70)
    assert attention(case.build()) == [
        ("a", "x", "gap_official", "high", 45.0),
        ("a", "x", "gap_peer", "medium", 25.0),
        ("b", "x", "gap_official", "low", 7.5),
    ]


def test_an_older_plan_of_a_commune_needs_no_attention(case):
    case.plan("a2024", 2024, identity_key="a")
    case.says("a2024", "x", 90)
    case.official("x", 100)
    case.says("a", "x", 60)
    assert attention(case.build()) == [
        ("a", "x", "gap_official", "high", 60.0),
        ("a", "x", "lowered", "high", 30.0),
    ]


def test_a_commune_that_is_gone_needs_no_attention(case):
    case.add("commune", commune_code="gone", current_code="gone", valid_to="2025-06-30")
    case.plan("g", 2025, identity_key="gone")
    case.says("g", "x", 10)
    case.says("a", "x", 10)
    case.official("x", 100)
    assert {row[0] for row in attention(case.build())} == {"a"}


def test_near_pairs_are_not_on_the_list(case):
    case.plan("b", 2025)
    case.says("a", "x", 40, comparability="near")
    case.says("b", "x", 90)
    case.official("x", 100, comparability="near")
    assert attention(case.build()) == []


def test_core_indicators_not_set_are_counted(case):
    for number in range(12):
        case.indicator(f"i{number}")
    case.says("a", "x", 90)
    assert attention(case.build()) == [("a", None, "core_not_set", "medium", 12.0)]


def test_contradictions_and_impossible_numbers_are_on_the_list(case):
    case.indicator("y")
    case.says("a", "x", 40)
    case.says("a", "x", 50)
    case.says("a", "y", 100, comparator=">=")
    assert [row[2:4] for row in attention(case.build())] == [
        ("contradiction", "high"),
        ("impossible", "medium"),
    ]


def test_unlike_units_weigh_by_their_share_of_the_reference(case):
    case.indicator("level", unit="level", floor=None, ceiling=None)
    case.plan("b", 2025)
    for plan_id, value in (("a", 3), ("b", 4)):
        case.says(plan_id, "level", value, unit="level")
        case.says(plan_id, "x", 50)
    assert attention(case.build()) == [("a", "level", "gap_peer", "medium", 25.0)]
