"""Sentences of "Thay đổi qua các năm": what a later plan asks for beside an earlier one.

The link is always named. Only plans of one commune are a path; the rest are plans side by side.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from messages import fmt_list, fmt_number, t

_NAMED = 2  # so many indicators are named, more are counted
CHANGES = ("raised", "lowered", "unchanged", "at_ceiling")


def opening(pairs: pd.DataFrame, communes: int, names: Mapping[str, str]) -> list[str]:
    """Two or three sentences for `queries.growth.pairs` (without pairs across provinces).

    `communes` is how many communes of the edition have plans of two years; `names` of plans.
    """
    sentences = [_same_commune(communes)]
    found = pairs[pairs["shared"] > 0]
    for link in ("same_commune", "same_province", "baseline"):
        some = found[found["link"] == link]
        if len(some):
            sentences.append(_link_sentence(link, some, names))
    if len(sentences) == 1:
        sentences.append(t("growth.opening.nothing"))
    return sentences[:3]


def _same_commune(communes: int) -> str:
    if communes == 0:
        return t("growth.opening.no_commune")
    return t("growth.opening.communes", n=fmt_number(communes))


def _link_sentence(link: str, some: pd.DataFrame, names: Mapping[str, str]) -> str:
    row = some.iloc[0]
    sentence = t(
        f"growth.opening.{link}",
        before=names[row["from_plan_id"]],
        after=names[row["to_plan_id"]],
        shared=fmt_number(row["shared"]),
        counts=counts_words(row, link),
    )
    if len(some) == 1:
        return sentence
    return f"{sentence} {t('growth.opening.more_pairs', n=fmt_number(len(some) - 1))}"


def counts_words(row: Mapping[str, object], link: str) -> str:
    """ "đặt cao hơn 8, đặt thấp hơn 4, giữ nguyên 1 và đều ở mức trần 5"; only what there is."""
    area = "growth.count_baseline" if link == "baseline" else "growth.count"
    parts = [
        t(f"{area}.{change}", n=fmt_number(row[change]))
        for change in CHANGES
        if int(row[change])  # type: ignore[call-overload]
    ]
    return fmt_list(parts)


def change_title(link: str, row: Mapping[str, object], names: Mapping[str, str]) -> str:
    """The finding over the slopes of one pair of plans."""
    return t(
        f"growth.slope.title.{link}",
        before=names[str(row["from_plan_id"])],
        after=names[str(row["to_plan_id"])],
        shared=fmt_number(row["shared"]),
        counts=counts_words(row, link),
    )


def change_summary(rows: pd.DataFrame, *, new: int = 0, dropped: int = 0) -> str:
    """The largest raise and the largest fall of one pair, with both values.

    `new` and `dropped` count what only one of two plans of the same commune sets.
    """
    moved = rows[rows["delta"].notna()]
    raised = moved[moved["change"] == "raised"]
    lowered = moved[moved["change"] == "lowered"]
    parts = []
    if len(raised):
        parts.append(_extreme("growth.summary.raised", raised.loc[raised["delta"].idxmax()]))
    if len(lowered):
        parts.append(_extreme("growth.summary.lowered", lowered.loc[lowered["delta"].idxmin()]))
    if not parts:
        parts.append(t("growth.summary.still"))
    if new or dropped:
        parts.append(t("growth.summary.own", new=fmt_number(new), dropped=fmt_number(dropped)))
    return " ".join(parts)


def _extreme(key: str, row: pd.Series) -> str:
    return t(
        key,
        indicator=row["label"],
        before=row["from_text"],
        from_year=int(row["from_year"]),
        after=row["to_text"],
        to_year=int(row["to_year"]),
        delta=row["delta_text"].lstrip("+−-"),
    )


def closing_title(bars: pd.DataFrame) -> str:
    """The finding over the bars of `growth_frames.for_closing` (one row or more)."""
    most = float(bars["closing"].max())
    if most <= 0:
        return t("growth.closing.title_none", n=fmt_number(len(bars)))
    first = list(bars.loc[bars["closing"] == most, "label"])
    params = {"share": fmt_number(most, 0), "n": fmt_number(len(bars))}
    if len(first) > _NAMED:
        return t("growth.closing.title_many", count=fmt_number(len(first)), **params)
    return t("growth.closing.title", indicator=fmt_list(first), **params)


def counts_title(pairs: pd.DataFrame, names: Mapping[str, str]) -> str:
    """The finding over the counts of every pair on show (one row or more)."""
    raised, lowered = int(pairs["raised"].sum()), int(pairs["lowered"].sum())
    if len(pairs) == 1:
        return change_title(pairs.iloc[0]["link"], pairs.iloc[0], names)
    return t(
        "growth.counts.title",
        pairs=fmt_number(len(pairs)),
        raised=fmt_number(raised),
        lowered=fmt_number(lowered),
        shared=fmt_number(int(pairs["shared"].sum())),
    )


def pair_label(row: Mapping[str, object], names: Mapping[str, str]) -> str:
    """ "Bình Giang 2025 → Giao Minh 2026", or the plan and its reported results."""
    if row["link"] == "baseline":
        return t("growth.pair.baseline", plan=names[str(row["to_plan_id"])])
    return t(
        "growth.pair.plans",
        before=names[str(row["from_plan_id"])],
        after=names[str(row["to_plan_id"])],
    )


def end_names(link: str, rows: pd.DataFrame, names: Mapping[str, str]) -> tuple[str, str]:
    """What stands at the two ends: the plans with their years, or result and target."""
    first = rows.iloc[0]
    if link != "baseline":
        return names[first["from_plan_id"]], names[first["to_plan_id"]]
    years = sorted({int(year) for year in rows["from_year"]})
    targets = sorted({int(year) for year in rows["to_year"]})
    return (
        t("growth.end.reported", years=fmt_list([str(year) for year in years])),
        t("growth.end.target", years=fmt_list([str(year) for year in targets])),
    )
