"""What plans, communes, provinces, groups and indicators are called, in the reader's language.

Each dictionary is made once an edition and language and shared by all sessions: read it, never
change it.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

import messages
from dashboard.queries import common
from messages import t


def commune_name(plan: pd.Series) -> str:
    """A commune by the name its plan bears, with its successor or how it was inferred."""
    return _commune_name(
        plan["commune_name"], plan["province_vi"], plan["inferred"], plan["successor_name"]
    )


def plan_names(edition: str, *, short: bool = False) -> Mapping[str, str]:
    """Label of each plan by plan_id: "Giao Minh 2026".

    Two plans of one name and year get their province, then their id, so that no two labels are
    the same. `short` leaves out the successor and how a name was inferred (narrow charts).
    """
    return _plan_names(edition, messages.language(), short)


def identity_names(edition: str) -> Mapping[str, str]:
    """Name of each commune by identity_key, from its latest plan."""
    return _identity_names(edition, messages.language())


def province_names(edition: str) -> Mapping[str, str]:
    """Name of each province by its code."""
    return _province_names(edition)


def group_names(edition: str) -> Mapping[str, str]:
    """Name of each group of indicators by group_id, in the order of the catalogue."""
    return _column(common.groups(edition), "group_id", f"name_{messages.language()}")


def indicator_names(edition: str, *, short: bool = False) -> Mapping[str, str]:
    """Name of each indicator by indicator_id; `short` for axes and narrow screens."""
    column = f"{'short' if short else 'name'}_{messages.language()}"
    return _column(common.indicators(edition), "indicator_id", column)


@st.cache_resource(max_entries=16, show_spinner=False)
def _plan_names(edition: str, language: str, short: bool) -> dict[str, str]:
    plans = common.plans(edition)
    names = plans["commune_name"].astype(str) if short else _commune_names(plans)
    labels = [
        t("common.plan_label", name=name, year=year)
        for name, year in zip(names, plans["plan_year"], strict=True)
    ]
    return _told_apart(plans["plan_id"], labels, plans["province_vi"])


@st.cache_resource(max_entries=8, show_spinner=False)
def _identity_names(edition: str, language: str) -> dict[str, str]:
    latest = common.plans(edition).drop_duplicates("identity_key")
    return _told_apart(latest["identity_key"], _commune_names(latest), latest["province_vi"])


@st.cache_resource(max_entries=8, show_spinner=False)
def _province_names(edition: str) -> dict[str, str]:
    known = common.plans(edition).dropna(subset=["province_code"])
    return _column(known, "province_code", "province_vi")


def _commune_names(plans: pd.DataFrame) -> list[str]:
    columns = ("commune_name", "province_vi", "inferred", "successor_name")
    rows = zip(*(plans[column] for column in columns), strict=True)
    return [_commune_name(*row) for row in rows]


def _commune_name(name: object, province: object, inferred: object, successor: object) -> str:
    if inferred:
        return t("common.inferred_name", name=name, province=province)
    if messages.is_missing(successor):
        return str(name)
    lowered = str(successor)[:1].lower() + str(successor)[1:]
    return t("common.now_part_of", name=name, successor=lowered)


def _told_apart(ids: pd.Series, labels: list[str], provinces: pd.Series) -> dict[str, str]:
    """Labels by id; those that occur twice get their province, then their id."""
    told = pd.Series(list(labels), index=list(ids), dtype=object)
    details = (pd.Series(list(provinces), index=told.index), pd.Series(told.index, told.index))
    for detail in details:
        twice = told.duplicated(keep=False)
        told[twice] = [
            f"{label} ({extra})" for label, extra in zip(told[twice], detail[twice], strict=True)
        ]
    return told.to_dict()


def _column(frame: pd.DataFrame, key: str, value: str) -> dict[str, str]:
    return dict(zip(frame[key], frame[value], strict=True))
