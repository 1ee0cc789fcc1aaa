"""Sentences of the page "Chỉ tiêu": who sets what, what is official, who has not set it.

`rows` is a frame of `queries.indicator.standing` with `shown` (counted: set, and near ones only
while the reader lets them count).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

import messages
from dashboard.narrative import gap_words
from messages import fmt_date, fmt_list, fmt_number, fmt_value, is_missing, t, tn

MAX_NAMED = 3  # plans named in a sentence
MAX_LISTED = 30  # plans named in a list


def counted(rows: pd.DataFrame, near: bool) -> pd.DataFrame:
    """The rows with `shown`: they set a value, and `near` lets it count."""
    there = rows["state"].eq("set")
    return rows.assign(shown=there if near else there & rows["comparability"].eq("exact"))


def opening(rows: pd.DataFrame, official: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """Two or three sentences: the values, the official one, who has not set it."""
    if rows.empty:
        return [t("indicator.no_plans"), official_words(official)]
    sentences = [values_words(rows, names)]
    clash = rows[rows["state"] == "contradiction"]
    if len(clash):
        sentences.append(t("indicator.contradiction", plans=_clashes(clash, names)))
    sentences.append(official_words(official))
    missing = not_set(rows)
    if len(missing) and rows["shown"].any():
        sentences.append(t("indicator.missing", plans=_named(missing, names)))
    return sentences


def values_words(rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    """How many of the plans set it, the highest and the lowest, each with its plan."""
    some = rows[rows["shown"]]
    count = {"set": fmt_number(len(some)), "plans": tn("indicator.plans", len(rows))}
    if some.empty:
        return t("indicator.values.none", plans=count["plans"])
    possible = some[~some["impossible"].astype(bool)]
    judged = possible if len(possible) else some
    high, low = judged["value"].max(), judged["value"].min()
    if len(judged) == 1:
        only = judged.iloc[0]
        return t("indicator.values.one", plan=names[only["plan_id"]], value=_value(only), **count)
    if high == low:
        value = fmt_value(high, judged["unit"].iloc[0])
        return t("indicator.values.same", value=value, **count)
    top, bottom = judged[judged["value"] == high], judged[judged["value"] == low]
    return t(
        "indicator.values.range",
        high=_holders(top, names),
        low=_holders(bottom, names),
        **count,
    )


def _clashes(rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    some = [
        t("indicator.holder", plan=names[row["plan_id"]], value=gap_words.value_words(row))
        for _, row in rows.head(MAX_NAMED).iterrows()
    ]
    return fmt_list(_and_more(some, len(rows)))


def chart_title(rows: pd.DataFrame, name: str) -> str:
    """The finding of the chart: how many set it, and from what to what."""
    some = rows[rows["shown"] & ~rows["impossible"].astype(bool)]
    total = fmt_number(len(rows))
    if some.empty:
        shown = int(rows["shown"].sum())
        key = "indicator.chart.only_impossible" if shown else "indicator.chart.none"
        return t(key, name=name, n=total, set=fmt_number(shown))
    first = some.loc[some["value"].idxmin()]
    last = some.loc[some["value"].idxmax()]
    years = sorted({int(year) for year in some["year"]})
    params = {
        "name": name,
        "set": fmt_number(int(rows["shown"].sum())),
        "n": total,
        "years": str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}",
    }
    if len(some) == 1:
        value = fmt_value(last["value"], last["unit"], last["comparator"])
        return t("indicator.chart.one", value=value, **params)
    if first["value"] == last["value"]:
        return t("indicator.chart.same", value=fmt_value(last["value"], last["unit"]), **params)
    return t(
        "indicator.chart.range",
        low=fmt_value(first["value"], first["unit"], first["comparator"]),
        high=fmt_value(last["value"], last["unit"], last["comparator"]),
        **params,
    )


def chart_summary(rows: pd.DataFrame) -> str:
    """On how many plans the chart rests, and how many values are near or not possible."""
    some = rows[rows["shown"]]
    near = int(some["comparability"].eq("near").sum())
    text = t(
        "indicator.chart.summary",
        set=fmt_number(len(some)),
        plans=tn("indicator.plans", len(rows)),
        near=f", {tn('indicator.chart.near', near)}" if near else "",
    )
    if some["impossible"].astype(bool).any():
        text = f"{text} {t('indicator.chart.impossible')}"
    return text


def official_words(values: pd.DataFrame) -> str:
    """The official value that is the reference of most recent plans, or that there is only history.

    `values` of `queries.gap_parts.official_values`, of one indicator.
    """
    if values.empty:
        return t("indicator.official.none")
    valid = values[values["standing"] == "reference"]
    if valid.empty:
        return t("indicator.official.no_reference")
    latest = valid.sort_values(["plan_year", "official_id"]).iloc[-1]
    over = values[
        (values["official_id"] == latest["official_id"]) & (values["standing"] == "expired")
    ]
    text = t(
        "indicator.official.reference",
        value=fmt_value(latest["value"], latest["unit"], latest["comparator"]),
        document=latest["document"],
        milestone=milestone(latest),
        year=int(latest["plan_year"]),
    )
    if over.empty:
        return text
    years = fmt_list([str(int(year)) for year in sorted(over["plan_year"].unique())])
    return f"{text} {t('indicator.official.over', years=years)}"


def official_lines(values: pd.DataFrame) -> list[tuple[str, str]]:
    """Per official value its head (value, milestone, whether over), and document, clause, expiry,
    and what it is to the plans on show."""
    lines = []
    for _, rows in values.groupby("official_id", sort=False):
        row = rows.iloc[0]
        head = t(
            f"indicator.official.{'expired_head' if is_history(rows) else 'head'}",
            value=fmt_value(row["value"], row["unit"], row["comparator"]),
            milestone=milestone(row),
        )
        rest = t(
            "indicator.official.line",
            document=row["document"],
            issued=fmt_date(row["issued"]),
            clause=_clause(row),
            measure=row["measure_vi"],
            fit=t(f"common.comparability.{row['comparability']}"),
            expiry=_expiry(row),
            standing=gap_words.standing_words(rows),
        )
        lines.append((head, rest))
    return lines


def _clause(row: pd.Series) -> str:
    clause = row["clause"]
    return t("indicator.official.no_clause") if is_missing(clause) else str(clause)


def _expiry(row: pd.Series) -> str:
    if is_missing(row["valid_to"]):
        return t("indicator.official.no_expiry")
    return t("indicator.official.valid_to", date=fmt_date(row["valid_to"]))


def is_history(rows: pd.DataFrame) -> bool:
    """Whether an official value (rows of one) is over for the latest plans on show."""
    return bool(rows.loc[rows["plan_year"].idxmax(), "standing"] == "expired")


def milestone(row: pd.Series) -> str:
    """ "mốc năm 2025", or that the document gives none."""
    if is_missing(row["milestone_year"]):
        return t("indicator.official.no_milestone")
    return t("indicator.official.milestone", year=int(row["milestone_year"]))


def not_set(rows: pd.DataFrame) -> pd.DataFrame:
    """Plans that set no number for the indicator."""
    return rows[rows["state"] == "not_set"]


def missing_lines(rows: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """One line a plan that has not set it, with what it has instead."""
    return [
        t("indicator.missing.with", plan=names[row["plan_id"]], instead=instead)
        if (instead := _instead(row))
        else names[row["plan_id"]]
        for _, row in not_set(rows).head(MAX_LISTED).iterrows()
    ]


def reported(row: pd.Series) -> str:
    """The latest result that a plan reports: "có kết quả đã báo cáo 25 điểm (2023)"."""
    comparator = None if row["baseline_comparator"] == "=" else row["baseline_comparator"]
    value = fmt_value(row["baseline_value"], row["unit"], comparator)
    return t("indicator.missing.reported", value=value, year=int(row["baseline_year"]))


def _instead(row: pd.Series) -> str:
    parts = []
    if not is_missing(row["baseline_value"]):
        parts.append(reported(row))
    if row["mates"]:
        parts.append(t("indicator.missing.other_scope"))
    return "; ".join(parts)


def definition(row: pd.Series, groups: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """What the catalogue says of the indicator: pairs of a heading's message and the text."""
    lines = [
        ("group", groups[row["group_id"]]),
        ("unit", _unit(row["unit"])),
        ("direction", t(f"common.direction.{row['direction']}")),
        ("numerator", row["numerator_vi"]),
        ("denominator", row["denominator_vi"]),
        ("goalposts", _goalposts(row)),
        ("core", t("common.yes" if row["in_core"] else "common.no")),
    ]
    return [(name, str(text)) for name, text in lines if not is_missing(text)]


def _unit(unit: str) -> str:
    key = f"common.unit.{unit}"
    return t(key, value="").strip(" ()") if messages.has(key) else unit


def _goalposts(row: pd.Series) -> str:
    if is_missing(row["floor"]) or is_missing(row["ceiling"]):
        return t("indicator.definition.no_goalposts")
    return t(
        "indicator.definition.from_to",
        floor=fmt_value(row["floor"], row["unit"]),
        ceiling=fmt_value(row["ceiling"], row["unit"]),
    )


def _value(row: pd.Series) -> str:
    marks = [t("common.mark.near")] if row["comparability"] == "near" else []
    if row["impossible"]:
        marks.append(t("common.mark.impossible"))
    return " ".join([*marks, fmt_value(row["value"], row["unit"], row["comparator"])])


def _holders(rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    """ "Giao Minh 2026 (tối thiểu 90%)", the first few, and how many more."""
    some = [
        t("indicator.holder", plan=names[row["plan_id"]], value=_value(row))
        for _, row in rows.head(MAX_NAMED).iterrows()
    ]
    return fmt_list(_and_more(some, len(rows)))


def _named(rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    some = [names[plan] for plan in rows["plan_id"].head(MAX_NAMED)]
    return fmt_list(_and_more(some, len(rows)))


def _and_more(some: list[str], total: int) -> list[str]:
    more = total - len(some)
    return [*some, tn("indicator.more_plans", more)] if more > 0 else some
