"""Phương pháp và dữ liệu: what is loaded, how each figure is computed, what it cannot say."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import components, controls, names
from dashboard.queries import common
from dashboard.text import plain
from messages import fmt_date, is_missing, language, t

# Quantities explained, in the order of the pages that show them.
QUANTITIES = (
    "statement",
    "comparability",
    "gap",
    "coverage",
    "growth",
    "head_to_head",
    "profile",
    "rank",
    "quality",
    "progress",
)
LIMITS = ("few", "not_set", "near", "impossible", "identity", "official", "results")


def show() -> None:
    selection = controls.current()
    components.page_title(t("methods.title"), t("methods.lead"))
    show_edition(selection.edition)
    show_plans(selection.edition)
    show_quantities()
    show_limits()
    show_catalogue(selection.edition)
    show_dictionary(selection.edition)


def show_edition(edition: str) -> None:
    st.header(t("methods.edition.title"), anchor=False)
    meta = common.meta(edition)
    st.markdown(plain(t("methods.edition.text", **meta)))


def show_plans(edition: str) -> None:
    plans = common.plans(edition)
    st.header(t("methods.plans.title"), anchor=False)
    st.markdown(plain(t("methods.plans.text", n=len(plans))))
    labels = names.plan_names(edition)
    table = pd.DataFrame(
        {
            "plan": plans["plan_id"].map(labels),
            "province": plans["province_vi"],
            "number": plans["number"].fillna(t("common.no_number")),
            "issued": [_issued(plan) for _, plan in plans.iterrows()],
            "implements": plans["implements"],
            "statements": plans["statements"],
            "annex_missing": plans["annex_missing"].astype(bool),
        }
    )
    headings = {name: t(f"methods.plans.{name}") for name in table.columns}
    components.show_table(table, headings, key="plans", origin_col=None)


def show_quantities() -> None:
    st.header(t("methods.quantities.title"), anchor=False)
    for name in QUANTITIES:
        with st.expander(t(f"methods.quantity.{name}.title")):
            st.markdown(t(f"methods.quantity.{name}.text"))


def show_limits() -> None:
    st.header(t("methods.limits.title"), anchor=False)
    st.markdown("\n".join(f"- {t(f'methods.limit.{name}')}" for name in LIMITS))


def show_catalogue(edition: str) -> None:
    st.header(t("methods.catalogue.title"), anchor=False)
    indicators = common.indicators(edition)
    st.markdown(
        plain(t("methods.catalogue.text", n=len(indicators), core=int(indicators["in_core"].sum())))
    )
    table = pd.DataFrame(
        {
            "name": indicators[f"name_{language()}"],
            "group": indicators[f"group_name_{language()}"],
            "direction": [t(f"common.direction.{way}") for way in indicators["direction"]],
            "numerator": indicators["numerator_vi"],
            "denominator": indicators["denominator_vi"],
            "core": indicators["in_core"].astype(bool),
        }
    )
    headings = {name: t(f"methods.catalogue.{name}") for name in table.columns}
    with st.expander(t("methods.catalogue.open")):
        components.show_table(table, headings, key="catalogue", origin_col=None)


def show_dictionary(edition: str) -> None:
    st.header(t("methods.dictionary.title"), anchor=False)
    st.markdown(t("methods.dictionary.text"))
    table = common.dictionary(edition)
    headings = {name: t(f"methods.dictionary.{name}") for name in table.columns}
    with st.expander(t("methods.dictionary.open")):
        components.show_table(table, headings, key="dictionary", origin_col=None)


def _issued(plan: pd.Series) -> str:
    if is_missing(plan["issued"]):
        return t("common.not_stated")
    if plan["issued_precision"] == "month":
        return f"{plan['issued']:%m/%Y}"
    return fmt_date(plan["issued"])


show()
