"""The grid of shares: grey where not judged, never as zero; and the rows behind each share."""

import pandas as pd
import pytest

import messages
from dashboard import quality_frames
from dashboard.charts.quality import MAX_PLANS, shares
from dashboard.queries import quality as queries

CHECKS = {check: check for check in quality_frames.CHECKS}
PLANS = (
    "giao-minh-2026",
    "nghi-xuan-area-2025",
    "thanh-mien-2025",
    "binh-giang-2025",
    "nga-dien-2024",
)


@pytest.fixture(autouse=True)
def vietnamese():
    messages.set_language("vi")


@pytest.fixture
def current(store):
    from dashboard import data

    return data.current_edition()


def cells(plans, share=0.5):
    return pd.DataFrame(
        [
            {
                "plan_id": plan,
                "plan": plan,
                "check_code": check,
                "share": share,
                "text": "x",
                "hover": plan,
            }
            for plan in plans
            for check in CHECKS
        ]
    )


def chosen(figure):
    """customdata of every mark that takes a click."""
    return [
        entry[0]
        for trace in figure.data
        if trace.customdata is not None
        for entry in trace.customdata
    ]


def test_a_mark_names_its_plan_and_check():
    found = chosen(shares(cells(["a-2025"]), CHECKS))
    assert found == [f"a-2025 {check}" for check in CHECKS]


def test_only_so_many_plans_are_drawn():
    figure = shares(cells([f"p{n}" for n in range(MAX_PLANS + 4)]), CHECKS)
    assert len(chosen(figure)) == MAX_PLANS * len(CHECKS)


def test_not_judged_differs_from_zero():
    zero, unknown = shares(cells(["a"], 0.0), CHECKS), shares(cells(["a"], float("nan")), CHECKS)
    assert zero.to_json() != unknown.to_json()


def test_the_frame_is_left_as_it_was():
    frame = cells(["a", "b"])
    before = frame.copy(deep=True)
    shares(frame, CHECKS)
    pd.testing.assert_frame_equal(frame, before)


def test_the_rows_behind_a_share_are_those_it_counts(current):
    """The page's own lists and the mart's counts must never drift apart."""
    rows = queries.shares(current, PLANS)
    assert len(rows) == 25
    for row in rows.to_dict("records"):
        plan = (row["plan_id"],)
        behind = quality_frames.behind(
            row["check_code"], queries.numbers(current, plan), queries.bullets(current, plan)
        )
        assert (int(behind["passed"].sum()), len(behind)) == (row["passed"], row["total"]), row


def test_shares_worked_out_by_hand(current):
    rows = queries.shares(current, PLANS).set_index(["plan_id", "check_code"])
    nga_dien = rows.loc["nga-dien-2024"]
    assert tuple(nga_dien.loc["timed", ["passed", "total"]]) == (1, 31)
    assert tuple(nga_dien.loc["possible", ["passed", "total"]]) == (43, 46)
    assert rows.loc[("giao-minh-2026", "owned"), "reason"] == "missing_annex"
    assert set(rows.loc["thanh-mien-2025", "reason"]) == {"too_few"}
    assert rows["share"].notna().sum() == 5 + 5 + 3 + 3


def test_pooled_counts_only_what_can_be_judged(current):
    pooled = quality_frames.pooled(queries.shares(current, PLANS)).set_index("check_code")
    assert tuple(pooled.loc["timed", ["passed", "total", "plans"]]) == (1, 41, 2)
    assert pooled.loc["measurable", "plans"] == 4


def test_findings_lead_to_a_number_at_their_place(current):
    found = queries.findings(current, PLANS)
    assert len(found) == 45
    assert list(found["severity"]) == sorted(found["severity"], key=quality_frames.SEVERITIES.index)
    at_place = found[(found["code"] == "wrong_level") & (found["section"] == "II.2.3")]
    assert at_place["statement_id"].notna().all()
