"""The attention list in sentences: one plain sentence a point, with the page of its chart."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

import messages
from messages import fmt_number, fmt_points, fmt_value, is_missing, t

_PAGES = {
    "core_not_set": "gap",
    "gap_official": "gap",
    "gap_peer": "gap",
    "lowered": "growth",
    "contradiction": "quality",
    "fraction_mismatch": "quality",
    "impossible": "quality",
}


@dataclass(frozen=True)
class Point:
    """One point that needs attention: its words and where its chart is.

    `sentence` begins with `plan`, the label of the plan; `short` is the label for links.
    """

    plan_id: str
    plan: str
    short: str
    severity: str
    code: str
    sentence: str
    page: str
    changes: dict[str, str | None]


def points(frame: pd.DataFrame, plans: Mapping[str, str], short: Mapping[str, str]) -> list[Point]:
    """The rows of the attention list as sentences, in their order.

    `plans` labels each plan_id in full, `short` for links.
    """
    return [
        Point(
            plan_id=row["plan_id"],
            plan=plans[row["plan_id"]],
            short=short[row["plan_id"]],
            severity=row["severity"],
            code=row["code"],
            sentence=attention_sentence(row, plans),
            page=_PAGES.get(row["code"], "quality"),
            changes=_link_changes(row),
        )
        for _, row in frame.iterrows()
    ]


def attention_sentence(row: pd.Series, plans: Mapping[str, str]) -> str:
    """One point as one plain sentence: the plan, the indicator, the numbers side by side."""
    params = _params(row)
    unit = None if is_missing(row["unit"]) else row["unit"]
    key = f"overview.attention.{row['code']}"
    if not messages.has(key):
        key = "overview.attention.other"
    lower = row["direction"] == "lower"
    words = {
        "plan": plans.get(row["plan_id"], row["plan_id"]),
        "indicator": _indicator(row),
        "value": fmt_value(row["value"], unit, _limit(row["comparator"])),
        "bare": fmt_value(row["value"], unit),
        "gap": fmt_points(row["gap"], unit),
        "side": t("overview.side.above" if lower else "overview.side.below"),
        "reference": fmt_value(row["reference_value"], unit, row["reference_comparator"]),
        "peer": plans.get(row["reference_plan_id"], row["reference_plan_id"]),
        "document": t("common.not_stated") if is_missing(row["document"]) else row["document"],
        "milestone": "" if is_missing(row["reference_year"]) else int(row["reference_year"]),
        "peers": fmt_number(params.get("n_peers")),
    }
    for name in ("missing", "total", "numerator", "denominator"):
        words[name] = fmt_number(params.get(name))
    for name in ("low", "high", "computed"):
        words[name] = fmt_value(params.get(name), unit)
    return t(key, **words)


def _limit(comparator: object) -> str | None:
    """The comparator where it is more than "this much": nobody says that a plan sets "at 2%"."""
    return None if comparator == "=" or is_missing(comparator) else str(comparator)


def _indicator(row: pd.Series) -> str:
    name = row[f"name_{messages.language()}"]
    if is_missing(name):
        name = row["label_vi"]
    return t("overview.whole_plan") if is_missing(name) else name


def _params(row: pd.Series) -> dict:
    text = row["params"]
    return json.loads(text) if isinstance(text, str) and text.startswith("{") else {}


def _link_changes(row: pd.Series) -> dict[str, str | None]:
    """What the link sets: the commune, the indicator's group, and the reference or the number."""
    changes: dict[str, str | None] = {"commune": row["identity_key"], "year": None}
    if not is_missing(row["group_id"]):
        changes["group"] = row["group_id"]
    if row["code"] in ("gap_peer", "gap_official"):
        changes["ref"] = "official" if row["code"] == "gap_official" else "best_peer"
        changes |= {"scope": None, "ref_plan": None}
    if _PAGES.get(row["code"], "quality") == "quality" and not is_missing(row["statement_id"]):
        changes["statement"] = row["statement_id"]
    return changes
