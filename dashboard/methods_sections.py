"""The parts of the page "Phương pháp và dữ liệu", in the order in which it shows them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import components, names
from dashboard.downloads_view import meaning
from dashboard.narrative.overview import issued_text
from dashboard.queries import common
from dashboard.text import plain
from messages import language, t

# Quantities explained, in the order of the pages that show them.
QUANTITIES = (
    "statement",
    "comparability",
    "gap",
    "official",
    "coverage",
    "growth",
    "head_to_head",
    "profile",
    "rank",
    "quality",
    "progress",
)
SOURCES = ("plans", "communes", "official", "assigned")
LIMITS = ("few", "not_set", "near", "impossible", "identity", "official", "results")


def show_edition(edition: str) -> None:
    st.header(t("methods.edition.title"), anchor=False)
    st.markdown(plain(t("methods.edition.text", **common.meta(edition))))


def show_plans(edition: str) -> None:
    plans = common.plans(edition)
    st.header(t("methods.plans.title"), anchor=False)
    st.markdown(plain(t("methods.plans.text", n=len(plans))))
    table = pd.DataFrame(
        {
            "plan": plans["plan_id"].map(names.plan_names(edition)),
            "province": plans["province_vi"],
            "number": plans["number"].fillna(t("common.no_number")),
            "issued": [issued_text(plan) for _, plan in plans.iterrows()],
            "implements": plans["implements"],
            "statements": plans["statements"],
            "annex_missing": plans["annex_missing"].astype(bool),
        }
    )
    components.show_table(table, _headings("plans", table), key="plans", origin_col=None)


def show_quantities() -> None:
    st.header(t("methods.quantities.title"), anchor=False)
    for name in QUANTITIES:
        with st.expander(t(f"methods.quantity.{name}.title")):
            st.markdown(t(f"methods.quantity.{name}.text"))


def show_sources() -> None:
    st.header(t("methods.sources.title"), anchor=False)
    st.markdown("\n".join(f"- {t(f'methods.source.{name}')}" for name in SOURCES))


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
    with st.expander(t("methods.catalogue.open")):
        headings = _headings("catalogue", table)
        components.show_table(table, headings, key="catalogue", origin_col=None)


def show_dictionary(edition: str) -> None:
    st.header(t("methods.dictionary.title"), anchor=False)
    st.markdown(t("methods.dictionary.text"))
    table = common.dictionary(edition)
    table = table.assign(meaning=table["column_name"].map(meaning))
    with st.expander(t("methods.dictionary.open")):
        headings = _headings("dictionary", table)
        components.show_table(table, headings, key="dictionary", origin_col=None)


def _headings(area: str, table: pd.DataFrame) -> dict[str, str]:
    return {name: t(f"methods.{area}.{name}") for name in table.columns}
