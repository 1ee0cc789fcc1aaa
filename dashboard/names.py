"""What plans, communes, provinces, groups and indicators are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

import messages
from dashboard.queries import common
from messages import t


def commune_name(plan: pd.Series) -> str:
    """A commune by the name its plan bears, with its successor or how it was inferred."""
    name = str(plan["commune_name"])
    if plan["inferred"]:
        return t("common.inferred_name", name=name, province=plan["province_vi"])
    successor = plan["successor_name"]
    if messages.is_missing(successor):
        return name
    lowered = successor[:1].lower() + successor[1:]
    return t("common.now_part_of", name=name, successor=lowered)


def plan_names(edition: str, *, short: bool = False) -> dict[str, str]:
    """Label of each plan by plan_id: "Giao Minh 2026".

    Two plans of one name and year get their province, then their id, so that no two labels are
    the same. `short` leaves out the successor and how a name was inferred (narrow charts).
    """
    plans = common.plans(edition)
    labels = {}
    for _, plan in plans.iterrows():
        name = str(plan["commune_name"]) if short else commune_name(plan)
        labels[plan["plan_id"]] = t("common.plan_label", name=name, year=plan["plan_year"])
    province = dict(zip(plans["plan_id"], plans["province_vi"], strict=True))
    labels = _told_apart(labels, lambda plan_id: province[plan_id])
    return _told_apart(labels, lambda plan_id: plan_id)


def identity_names(edition: str) -> dict[str, str]:
    """Name of each commune by identity_key, from its latest plan."""
    plans = common.plans(edition)
    latest = plans.drop_duplicates("identity_key")
    labels = {plan["identity_key"]: commune_name(plan) for _, plan in latest.iterrows()}
    province = dict(zip(latest["identity_key"], latest["province_vi"], strict=True))
    labels = _told_apart(labels, lambda key: province[key])
    return _told_apart(labels, lambda key: key)


def province_names(edition: str) -> dict[str, str]:
    """Name of each province by its code."""
    known = common.plans(edition).dropna(subset=["province_code"])
    return dict(zip(known["province_code"], known["province_vi"], strict=True))


def group_names(edition: str) -> dict[str, str]:
    """Name of each group of indicators by group_id, in the order of the catalogue."""
    frame = common.groups(edition)
    return dict(zip(frame["group_id"], frame[f"name_{messages.language()}"], strict=True))


def indicator_names(edition: str, *, short: bool = False) -> dict[str, str]:
    """Name of each indicator by indicator_id; `short` for axes and narrow screens."""
    frame = common.indicators(edition)
    column = f"{'short' if short else 'name'}_{messages.language()}"
    return dict(zip(frame["indicator_id"], frame[column], strict=True))


def _told_apart(labels: dict[str, str], detail: Callable[[str], str]) -> dict[str, str]:
    counts = pd.Series(labels).value_counts()
    return {
        key: f"{label} ({detail(key)})" if counts[label] > 1 else label
        for key, label in labels.items()
    }
