"""Plan quality as the page shows it: shares by check, the rows behind a share, a to-do list."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard import places
from messages import is_missing

CHECKS = ("measurable", "defined", "timed", "owned", "possible")
ANNEX_CHECKS = ("timed", "owned")  # not assessable where an annex is missing
SEVERITIES = ("high", "medium", "low")
PLAN_WIDE = "annex_missing"
_OPEN = {"measurable": "unmeasured", "defined": "undefined", "timed": "untimed", "owned": "unowned"}
_ITEM = ("section", "ordinal", "part", "label", "code", "severity", "statement_id", "finding")


def pooled(shares: pd.DataFrame) -> pd.DataFrame:
    """Per check over the assessable plans: `check_code, passed, total, plans, share`."""
    judged = shares[shares["assessable"].astype(bool)]
    per_check = judged.groupby("check_code").agg(
        passed=("passed", "sum"), total=("total", "sum"), plans=("plan_id", "nunique")
    )
    ordered = per_check.reindex([check for check in CHECKS if check in per_check.index])
    return ordered.assign(share=ordered["passed"] / ordered["total"]).reset_index()


def behind(check: str, numbers: pd.DataFrame, bullets: pd.DataFrame) -> pd.DataFrame:
    """The rows that a share of a plan counts, with `passed`; not passed first, then by place."""
    if check == "measurable":
        rows = bullets.assign(part=None, comparator=None, value=None, unit=None)
    elif check == "possible":
        rows = numbers
    else:
        rows = numbers[numbers["kind"] != "baseline"]
    rows = rows.assign(passed=rows[check].astype(bool))
    keys = [
        (row["passed"], *places.order(row["section"], row["ordinal"], row["part"]))
        for row in rows.to_dict("records")
    ]
    return rows.iloc[sorted(range(len(keys)), key=keys.__getitem__)]


def todo(
    shares: pd.DataFrame, findings: pd.DataFrame, numbers: pd.DataFrame, bullets: pd.DataFrame
) -> pd.DataFrame:
    """What a drafter can do, over the rows of one plan, in the order of the paper.

    An item a finding and a failed check of a number or bullet: `section, ordinal, part, label,
    code, severity, statement_id` and, for findings, the row itself as `finding`. Dates and lead
    units are not asked for where they may stand in an annex that is missing.
    """
    annex = bool((shares["reason"] == "missing_annex").any())
    # Bullets without a lead unit are listed one by one: the count over the plan would repeat them.
    places_only = findings[~((findings["code"] == "no_lead_unit") & findings["section"].isna())]
    items = [_of_finding(row) for row in places_only.to_dict("records")]
    if annex and PLAN_WIDE not in {item["code"] for item in items}:
        items.append(dict.fromkeys(_ITEM) | {"code": PLAN_WIDE, "severity": "medium"})
    open_bullets = bullets[~bullets["measurable"].astype(bool)]
    items += [_of_check(row, "measurable") for row in open_bullets.to_dict("records")]
    asked = ("defined",) if annex else ("defined", *ANNEX_CHECKS)
    for row in numbers[numbers["kind"] != "baseline"].to_dict("records"):
        items += [_of_check(row, check) for check in asked if not row[check]]
    items.sort(key=_order)
    return pd.DataFrame(items, columns=list(_ITEM))


def _of_finding(row: Mapping) -> dict:
    return {
        "section": row["section"],
        "ordinal": row["ordinal"],
        "part": row["part"],
        "label": row["label_vi"],
        "code": row["code"],
        "severity": row["severity"],
        "statement_id": row["statement_id"],
        "finding": row,
    }


def _of_check(row: Mapping, check: str) -> dict:
    return {
        "section": row["section"],
        "ordinal": row["ordinal"],
        "part": row.get("part"),
        "label": row["label_vi"],
        "code": _OPEN[check],
        "severity": "low",
        "statement_id": row.get("statement_id"),
        "finding": None,
    }


def _order(item: Mapping) -> tuple:
    rank = SEVERITIES.index(item["severity"]) if item["severity"] in SEVERITIES else 9
    return (places.order(item["section"], item["ordinal"], item["part"]), rank, item["code"])


def is_check(code: str) -> bool:
    """Whether an item of a to-do list is a failed check rather than a finding of its own."""
    return code in _OPEN.values()


def missing_text(value: object) -> str:
    """Text of a cell, empty where it is missing."""
    return "" if is_missing(value) else str(value)
