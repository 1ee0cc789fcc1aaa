"""Plan quality in sentences: the shares, the findings and what is missing for each."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pandas as pd

import messages
from dashboard import quality_frames
from dashboard.quality_frames import SEVERITIES
from messages import fmt_date, fmt_list, fmt_number, fmt_value, is_missing, t, tn

MAX_NAMED = 4  # plans named in one sentence
MAX_TITLE = 2  # plans named in a title
_DATES = ("due", "starts", "ends")
_VALUES = ("low", "high", "value", "computed")
_OF_SHARES = ("impossible_comparator", "share_out_of_range", "fraction_mismatch")


def opening(shares: pd.DataFrame, findings: pd.DataFrame, plans: Mapping[str, str]) -> list[str]:
    """Two or three sentences for the plans shown; one when there are none."""
    if shares.empty:
        return [t("quality.none")]
    sentences = [count_of_findings(shares, findings), weakest(shares), set_apart(shares, plans)]
    return [sentence for sentence in sentences if sentence]


def count_of_findings(shares: pd.DataFrame, findings: pd.DataFrame) -> str:
    """How many points to look at, in how many plans, and how many come first."""
    plans = tn("quality.plans", shares["plan_id"].nunique())
    if findings.empty:
        return t("quality.findings_none", plans=plans)
    count = findings["severity"].value_counts()
    parts = [
        t(f"quality.severity_count.{severity}", n=fmt_number(int(count[severity])))
        for severity in SEVERITIES
        if count.get(severity, 0)
    ]
    points = tn("quality.points", len(findings))
    return t("quality.findings_count", plans=plans, points=points, parts=fmt_list(parts))


def weakest(shares: pd.DataFrame) -> str:
    """Which of the five is missing most over the plans that can be judged; ties together."""
    pooled = quality_frames.pooled(shares)
    if pooled.empty:
        return t("quality.weakest.unknown")
    low = pooled["share"].min()
    if low >= 1:
        return t("quality.weakest.all_met", plans=tn("quality.plans", int(pooled["plans"].max())))
    worst = pooled[pooled["share"] == low]
    first = worst.iloc[0]
    same = bool(
        (worst[["passed", "total", "plans"]] == first[["passed", "total", "plans"]]).all(axis=None)
    )
    named = worst if same else worst.iloc[:1]
    return t(
        "quality.weakest.one" if len(named) == 1 else "quality.weakest.tie",
        checks=fmt_list([t(f"quality.check.{check}").lower() for check in named["check_code"]]),
        passed=fmt_number(int(first["passed"])),
        of=tn(f"quality.counted.{_counted(first['check_code'])}", int(first["total"])),
        plans=tn("quality.plans", int(first["plans"])),
    )


def grid_title(shares: pd.DataFrame, plans: Mapping[str, str]) -> str:
    """Title over the grid: the check missing most and how the plans with fewest stand on it."""
    pooled = quality_frames.pooled(shares)
    if pooled.empty or pooled["share"].min() >= 1:
        return weakest(shares).rstrip(".")
    check = pooled.loc[pooled["share"].idxmin(), "check_code"]
    judged = shares[(shares["check_code"] == check) & shares["assessable"].astype(bool)]
    fewest = judged.sort_values(["share", "plan_id"]).head(MAX_TITLE)
    parts = [
        t(
            "quality.grid.title_part",
            plan=plans.get(row["plan_id"], row["plan_id"]),
            passed=fmt_number(row["passed"]),
            of=tn(f"quality.counted.{_counted(check)}", int(row["total"])),
        )
        for row in fewest.to_dict("records")
    ]
    return t("quality.grid.title", check=t(f"quality.check.{check}"), parts=fmt_list(parts))


def by_check(shares: pd.DataFrame) -> str:
    """Every check over the plans that can be judged, in one sentence."""
    pooled = quality_frames.pooled(shares)
    if pooled.empty:
        return weakest(shares)
    parts = [
        t(
            "quality.by_check_part",
            check=t(f"quality.check.{row['check_code']}").lower(),
            passed=fmt_number(row["passed"]),
            of=tn(f"quality.counted.{_counted(row['check_code'])}", int(row["total"])),
            plans=tn("quality.plans", int(row["plans"])),
        )
        for row in pooled.to_dict("records")
    ]
    return t("quality.by_check", parts="; ".join(parts))


def set_apart(shares: pd.DataFrame, plans: Mapping[str, str]) -> str:
    """Which plans cannot be judged, in whole or part, and why; empty where all can."""
    sentences = []
    for reason in ("missing_annex", "too_few"):
        ids = list(dict.fromkeys(shares["plan_id"][shares["reason"] == reason]))
        if ids:
            names = [plans.get(plan, plan) for plan in ids[:MAX_NAMED]]
            more = len(ids) - len(names)
            if more:
                names.append(tn("quality.more_plans", more))
            sentences.append(t(f"quality.apart.{reason}", plans=fmt_list(names)))
    return " ".join(sentences)


def cell_text(row: Mapping) -> str:
    """What a cell of the picture says, on two lines of Plotly markup."""
    if is_missing(row["share"]):
        return t(f"quality.cell.{row['reason']}").replace("\n", "<br>")
    counts = f"{fmt_number(row['passed'])}/{fmt_number(row['total'])}"
    return f"{percent(row['share'])}<br>{counts}"


def share_words(row: Mapping) -> str:
    """A share with its counts for the table, or why there is none."""
    if is_missing(row["share"]):
        return t(f"quality.reason.{row['reason']}")
    counts = f"{fmt_number(row['passed'])}/{fmt_number(row['total'])}"
    return f"{percent(row['share'])} ({counts})"


def behind_title(row: Mapping, plan: str) -> str:
    """Title over the rows behind one share."""
    check = t(f"quality.check.{row['check_code']}")
    if is_missing(row["share"]):
        return t("quality.behind.not_assessed", plan=plan, check=check, reason=share_words(row))
    return t(
        "quality.behind.title",
        plan=plan,
        check=check,
        passed=fmt_number(row["passed"]),
        of=tn(f"quality.counted.{_counted(row['check_code'])}", int(row["total"])),
    )


def percent(share: float) -> str:
    """A share 0 to 1 in percent, whole numbers."""
    return fmt_value(round(100 * float(share)), "percent")


def finding_sentence(row: Mapping) -> str:
    """A finding in words: what stands there, then the figures of a rule or the reader's note.

    A reader's note is Vietnamese; in English it is marked as such. Codes the catalogue of
    messages does not know are named as they are.
    """
    key = f"quality.finding.{row['code']}"
    text = t(key) if messages.has(key) else t("quality.finding_other", code=row["code"])
    params = _params(row.get("params"))
    note = params.pop("note", None) or params.pop("note_vi", None)
    if note:
        return t("quality.with_note", text=text, note=str(note).rstrip(". "))
    detail = f"quality.detail.{row['code']}"
    if params and messages.has(detail):
        unit = "percent" if row["code"] in _OF_SHARES else row.get("unit")
        return t("quality.with_detail", text=text, detail=t(detail, **_worded(params, unit)))
    return text


def todo_sentence(code: str) -> str:
    """What would mend a finding or a failed check."""
    key = f"quality.todo.{code}"
    return t(key) if messages.has(key) else t("quality.todo_other")


def item_sentence(item: Mapping) -> str:
    """What stands at an item of the to-do list: a finding's words, or those of a failed check."""
    if item["finding"] is None:
        key = f"quality.open.{item['code']}"
        return t(key) if messages.has(key) else t(f"quality.finding.{item['code']}")
    return finding_sentence(item["finding"])


def _counted(check: str) -> str:
    return "bullet" if check == "measurable" else "number"


def _params(text: object) -> dict:
    if not isinstance(text, str):
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _worded(params: Mapping, unit: str | None) -> dict[str, str]:
    """The parameters as written on screen: values with their unit, dates dd/mm/yyyy, counts."""
    comparator = params.get("comparator")
    return {name: _word(name, value, comparator, unit) for name, value in params.items()}


def _word(name: str, value: object, comparator: object, unit: str | None) -> str:
    if name in _DATES:
        return fmt_date(value)
    if name in _VALUES:
        return fmt_value(value, unit, comparator if name == "value" else None)
    return fmt_number(value) if isinstance(value, int | float) else str(value)
