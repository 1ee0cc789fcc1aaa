"""Words of single cells, bars and rows: hovers, table cells, the standing of official values."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from html import escape

import pandas as pd

import messages
from dashboard.narrative.gap import gap_words, reference_name, reference_value
from messages import fmt_list, fmt_value, is_missing, t

_WIDTH = 60  # letters of a hover's line


def cell_hover(row: pd.Series, names: Mapping[str, str]) -> str:
    """Everything about one cell of the heatmap, as Plotly markup."""
    lines = [row[f"name_{messages.language()}"], f"{names[row['plan_id']]}: {value_words(row)}"]
    if row["state"] == "not_set":
        lines += _instead(row)
    else:
        lines.append(fit_words(row))
        lines.append(against_words(row, names))
    return markup([line for line in lines if line])


def markup(lines: list[str]) -> str:
    """Lines as Plotly markup, the first one bold, long ones broken."""
    broken = ["<br>".join(textwrap.wrap(escape(line), _WIDTH)) for line in lines]
    return "<br>".join([f"<b>{broken[0]}</b>", *broken[1:]])


def value_words(row: pd.Series) -> str:
    """What the plan sets, with its year: "tối thiểu 70% (2026)"; or that it sets nothing."""
    if row["state"] == "contradiction":
        low, high = fmt_value(row["low"], row["unit"]), fmt_value(row["high"], row["unit"])
        return t("gap.value.contradiction", low=low, high=high)
    if row["state"] == "not_set":
        return t("common.not_set")
    value = fmt_value(row["value"], row["unit"], row["comparator"])
    shown = t("gap.value.year", value=value, year=int(row["year"]))
    return f"{t('common.mark.impossible')} {shown}" if row["impossible"] else shown


def fit_words(row: pd.Series) -> str:
    """How the value fits the indicator's definition, with the reason where it is near."""
    if is_missing(row["comparability"]):
        return ""
    fit = t(f"common.comparability.{row['comparability']}")
    return f"{fit}: {row['note']}" if not is_missing(row["note"]) else fit


def against_words(row: pd.Series, names: Mapping[str, str]) -> str:
    """The pair in words: who sets the reference, its value and year, and the gap."""
    if row["state"] != "set":
        return ""
    if is_missing(row["gap"]):
        return t("gap.against.none")
    words = t(
        "gap.against.pair",
        reference=reference_words_with_year(row, names),
        gap=gap_words(row["gap"], row["unit"]),
    )
    near = row["pair_comparability"] == "near" and row["comparability"] != "near"
    return f"{words} ({t('common.comparability.near')})" if near else words


def reference_words_with_year(row: pd.Series, names: Mapping[str, str]) -> str:
    """The reference's name and value; its year too, where the name does not say it."""
    name, value = reference_name(row, names), reference_value(row)
    if not is_missing(row["reference_plan_id"]) and str(row["reference_year"]) not in name.split():
        value = t("gap.value.year", value=value, year=int(row["reference_year"]))
    return f"{name}: {value}"


def standing_words(rows: pd.DataFrame) -> str:
    """What one official value is to the plan years on show (rows of one `official_id`).

    "mức so sánh của kế hoạch năm 2024 và 2025; đã hết hạn với kế hoạch năm 2026".
    """
    parts = []
    for standing in ("reference", "not_chosen", "later", "expired", "other_level"):
        years = sorted({int(year) for year in rows.loc[rows["standing"] == standing, "plan_year"]})
        if years:
            words = fmt_list([str(year) for year in years])
            parts.append(t(f"gap.official.{standing}", years=words))
    return "; ".join(parts)


def _instead(row: pd.Series) -> list[str]:
    lines = []
    if not is_missing(row["baseline_value"]):
        shown = fmt_value(row["baseline_value"], row["unit"], row["baseline_comparator"])
        lines.append(t("gap.value.baseline", value=shown, year=int(row["baseline_year"])))
    if row["mates"]:
        lines.append(t("gap.value.other_scope"))
    return lines
