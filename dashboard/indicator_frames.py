"""Frames of the page "Chỉ tiêu": rows and marks of its chart, the table of every statement.

Pure: frames and names in, frames out; nothing given is changed.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard import places
from dashboard.narrative import gap_words
from dashboard.narrative.indicator import is_history, milestone, reported
from messages import fmt_number, fmt_value, is_missing, t, tn

MAX_ROWS = 24  # plans with a row of their own; more are counted by year
COLUMNS = (
    "plan",
    "kind_text",
    "value_text",
    "year_text",
    "binding_text",
    "label_vi",
    "population",
    "fit",
    "reason",
    "speaks_text",
    "place",
)
_MARKS = ["row", "value", "kind", "id", "hover"]


def rows_and_marks(
    standing: pd.DataFrame, official: pd.DataFrame, names: Mapping[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Rows (`label`, `text`) of plans, then of official values, and the marks on them.

    `standing` with `shown` (narrative.indicator.counted); `official` one row a plan year and value.
    """
    rows, marks = [], []
    for _, plan in standing.iterrows():
        rows.append((names[plan["plan_id"]], _plan_text(plan)))
        marks += _plan_marks(plan, len(rows) - 1, names)
    for _, some in official.groupby("official_id", sort=False):
        rows.append(_official_row(some))
        marks.append(_official_mark(some, len(rows) - 1))
    return pd.DataFrame(rows, columns=["label", "text"]), pd.DataFrame(marks, columns=_MARKS)


def _plan_text(plan: pd.Series) -> str:
    if plan["state"] == "set" and not plan["shown"]:
        return t("indicator.near_off")
    text = gap_words.value_words(plan)
    if plan["state"] == "set" and plan["comparability"] == "near":
        text = f"{t('common.mark.near')} {text}"
    return text


def _plan_marks(plan: pd.Series, row: int, names: Mapping[str, str]) -> list[tuple]:
    marks = []
    if plan["shown"]:
        kind = "near" if plan["comparability"] == "near" else "set"
        lines = [names[plan["plan_id"]], gap_words.value_words(plan), gap_words.fit_words(plan)]
        hover = gap_words.markup([line for line in lines if line])
        marks.append((row, plan["value"], kind, plan["statement_id"], hover))
    if not is_missing(plan["baseline_value"]):
        hover = gap_words.markup([names[plan["plan_id"]], reported(plan)])
        marks.append((row, plan["baseline_value"], "reported", plan["baseline_id"], hover))
    return marks


def _official_row(some: pd.DataFrame) -> tuple[str, str]:
    first = some.iloc[0]
    value = fmt_value(first["value"], first["unit"], first["comparator"])
    near = f"{t('common.mark.near')} " if first["comparability"] == "near" else ""
    text = t("indicator.official.row", value=near + value, milestone=milestone(first))
    if _kind(some) == "expired":
        text = f"{text}, {t('indicator.official.history')}"
    return str(first["document"]), text


def _official_mark(some: pd.DataFrame, row: int) -> tuple:
    first = some.iloc[0]
    label, text = _official_row(some)
    hover = gap_words.markup([label, text, gap_words.standing_words(some)])
    return (row, first["value"], _kind(some), "", hover)


def _kind(some: pd.DataFrame) -> str:
    return "expired" if is_history(some) else "official"


def by_year(standing: pd.DataFrame) -> pd.DataFrame:
    """Counts of values by year for the chart of many plans: see `charts.indicator.by_year`."""
    some = standing[standing["shown"]]
    counts = some.groupby(["year", "value"]).size().rename("plans").reset_index()
    unit = standing["unit"].iloc[0]
    words = {}
    for year, rows in some.groupby("year"):
        low, middle, high = (
            fmt_value(value, unit)
            for value in (rows["value"].min(), rows["value"].median(), rows["value"].max())
        )
        plans = tn("indicator.plans", len(rows))
        key = "indicator.year.same" if low == high else "indicator.year.text"
        words[year] = t(key, plans=plans, low=low, middle=middle, high=high)
    hover = [
        t(
            "indicator.year.hover",
            plans=tn("indicator.plans", int(row.plans)),
            value=fmt_value(row.value, unit),
            year=int(row.year),
        )
        for row in counts.itertuples()
    ]
    return counts.assign(
        row_label=[str(int(year)) for year in counts["year"]],
        text=counts["year"].map(words),
        hover=hover,
    ).sort_values(["year", "value"])


def statements(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Every statement in words, with `statement_id`."""
    records = rows.to_dict("records")
    return rows.assign(
        plan=rows["plan_id"].map(names),
        kind_text=[t(f"common.kind.{row['kind']}") for row in records],
        value_text=[_value(row) for row in records],
        year_text=rows["year"].astype(str),
        binding_text=[_known("common.binding", row["binding"]) for row in records],
        population=[_text(row["population_vi"]) for row in records],
        fit=[_known("common.comparability", row["comparability"]) for row in records],
        reason=[_text(row["note"]) for row in records],
        speaks_text=[t("common.yes" if row["speaks"] else "common.no") for row in records],
        place=[_place(row) for row in records],
    )


def _value(row: Mapping) -> str:
    text = fmt_value(row["value"], row["unit"], row["comparator"])
    return f"{t('common.mark.impossible')} {text}" if row["impossible"] else text


def _place(row: Mapping) -> str:
    if not is_missing(row["cell"]):
        return t("common.place_cell", sheet=row["sheet"], cell=row["cell"])
    return places.place(row["section"], row["ordinal"], row["part"])


def _known(area: str, code: object) -> str:
    return "" if is_missing(code) else t(f"{area}.{code}")


def _text(value: object) -> str:
    return "" if is_missing(value) else str(value)


def shown_count(found: int, limit: int) -> str:
    """A word where a table holds only the latest rows; empty where it holds all."""
    if found < limit:
        return ""
    return t("indicator.statements.capped", n=fmt_number(limit))
