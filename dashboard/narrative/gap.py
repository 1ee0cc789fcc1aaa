"""Sentences of the page "Khoảng cách": what stands in which plan, never who is to blame."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

import messages
from messages import fmt_list, fmt_number, fmt_points, fmt_value, is_missing, t, tn

_MANY = 2  # so many plans are named, more are counted


def reference_words(name: str, scope: str, plan: str | None = None) -> str:
    """What values are held against, to stand after "so với": `plan` is its name in full."""
    if name == "plan":
        return t("gap.reference.plan", plan=plan) if plan else t("gap.reference.plan_missing")
    key = f"gap.reference.{name}"
    if name in ("best_peer", "median_peer"):
        return t(key, scope=t(f"gap.scope.{scope}"))
    return t(key)


def reference_short(name: str, plan: str | None = None) -> str:
    """The reference in few words, for sentences under charts."""
    return reference_words(name, "all", plan) if name == "plan" else t(f"gap.short.{name}")


def opening(
    counts: Mapping[str, int],
    gaps: pd.DataFrame,
    sums: pd.DataFrame,
    names: Mapping[str, str],
    reference: str,
    ref_plan: str | None = None,
) -> list[str]:
    """Two or three sentences that open the page.

    `counts` of `queries.gap.pair_counts`; `gaps`, largest first; `sums` of `queries.gap.not_set`
    (one row per plan on show); `names` of plans in full; `reference` of `reference_words`.
    `ref_plan`, the plan that the others are held against, is not counted among them.
    """
    if sums.empty:
        return [t("gap.opening.no_plans")]
    compared = max(int((sums["plan_id"] != ref_plan).sum()), 1)
    counted, missing = _counted(counts, compared, reference), _not_set(sums, names)
    if not counts["pairs"]:
        return [counted, *missing]
    return [_largest(gaps, names), *missing, counted]


def _counted(counts: Mapping[str, int], plans: int, reference: str) -> str:
    if not counts["pairs"]:
        return tn("gap.opening.no_pairs", plans, reference=reference)
    return tn(
        "gap.opening.pairs",
        plans,
        reference=reference,
        **{name: fmt_number(counts[name]) for name in ("pairs", "less", "same", "more", "near")},
    )


def _largest(gaps: pd.DataFrame, names: Mapping[str, str]) -> str:
    """The largest gap of an exact pair; only when there is none, of a near one."""
    behind = gaps[gaps["gap"] > 0]
    if behind.empty:
        return t("gap.opening.no_gap")
    exact = behind[behind["pair_comparability"] == "exact"]
    if exact.empty:
        return t("gap.opening.largest_near", pair=pair_words(behind.iloc[0], names))
    return t("gap.opening.largest", pair=pair_words(exact.iloc[0], names))


def _not_set(sums: pd.DataFrame, names: Mapping[str, str]) -> list[str]:
    """Which plan leaves most core indicators without a number; nothing when none is on show."""
    total = int(sums["indicators"].max())
    return [_lacking(sums, total, names)] if total else []


def _lacking(sums: pd.DataFrame, total: int, names: Mapping[str, str]) -> str:
    lacking = sums["indicators"] - sums["set"]
    most = int(lacking.max())
    if most == 0:
        return t("gap.opening.all_set", total=fmt_number(total))
    those = [names[plan] for plan in sums.loc[lacking == most, "plan_id"]]
    params = {"missing": fmt_number(most), "total": fmt_number(total)}
    if len(sums) == 1:
        return t("gap.opening.not_set_one", plan=those[0], **params)
    if len(those) > _MANY:
        return t("gap.opening.not_set_many", plans=fmt_number(len(those)), **params)
    return t("gap.opening.not_set", plan=fmt_list(those), **params)


def pair_words(row: pd.Series, names: Mapping[str, str]) -> str:
    """One pair as a finding: both plans, years, comparators, and the gap; "≈" marks a near one."""
    near = f"{t('common.mark.near')} " if row["pair_comparability"] == "near" else ""
    return t(
        "gap.pair",
        indicator=near + row[f"short_{messages.language()}"],
        plan=names[row["plan_id"]],
        value=fmt_value(row["value"], row["unit"], row["comparator"]),
        reference=reference_name(row, names),
        reference_value=reference_value(row),
        gap=gap_words(row["gap"], row["unit"]),
    )


def reference_name(row: pd.Series, names: Mapping[str, str]) -> str:
    """Who or what sets the reference of one pair: a plan, a document, a median, the ceiling."""
    if not is_missing(row["reference_plan_id"]):
        plan = row["reference_plan_id"]
        return names.get(plan, plan)
    if not is_missing(row["official_id"]):
        clause = "" if is_missing(row["clause"]) else f", {row['clause']}"
        return t(
            "gap.reference_name.official",
            document=f"{row['document']}{clause}",
            year=int(row["reference_year"]),
        )
    if not is_missing(row["n_peers"]):
        return t("gap.reference_name.median", n=fmt_number(row["n_peers"]))
    return t("gap.reference_name.ceiling")


def reference_value(row: pd.Series) -> str:
    """The reference's value with its comparator in words."""
    return fmt_value(row["reference_value"], row["unit"], row["reference_comparator"])


def gap_words(gap: float, unit: str) -> str:
    """A gap in words: "còn cách 40 điểm phần trăm", "bằng nhau", "cao hơn 5 điểm phần trăm"."""
    if gap == 0:
        return t("gap.words.same")
    return t("gap.words.less" if gap > 0 else "gap.words.more", points=fmt_points(abs(gap), unit))


def part_title(cells: pd.DataFrame, names: Mapping[str, str]) -> str:
    """The finding of one grid: its largest gap, or how much of it is set."""
    behind = cells[cells["gap"] > 0].sort_values("gap", ascending=False, kind="stable")
    exact = behind[behind["pair_comparability"] == "exact"]
    shares = exact[exact["unit"] == "percent"]
    for found in (shares, exact, behind):
        if not found.empty:
            return pair_words(found.iloc[0], names)
    if cells["gap"].notna().any():
        return t("gap.grid.title_no_gap")
    return t("gap.grid.title_values", **_filled(cells))


def part_summary(cells: pd.DataFrame, reference: str) -> str:
    """What one grid holds: its groups, how many cells are set, and how many pairs there are."""
    groups = list(dict.fromkeys(cells[f"group_name_{messages.language()}"]))
    pairs = int(cells["gap"].notna().sum())
    summary = t(
        "gap.grid.summary",
        groups=fmt_list(groups),
        indicators=fmt_number(cells["indicator_id"].nunique()),
        plans=fmt_number(cells["plan_id"].nunique()),
        **_filled(cells),
    )
    if not pairs:
        return summary
    return f"{summary} {t('gap.grid.summary_pairs', pairs=fmt_number(pairs), reference=reference)}"


def _filled(cells: pd.DataFrame) -> dict[str, str]:
    missing = int((cells["state"] == "not_set").sum())
    return {"set": fmt_number(len(cells) - missing), "missing": fmt_number(missing)}


def ranked_title(gaps: pd.DataFrame, counts: Mapping[str, int], names: Mapping[str, str]) -> str:
    """The finding of the ranked bars: how many pairs are lower, and by how much at most."""
    behind = gaps[gaps["gap"] > 0]
    if behind.empty:
        return t("gap.ranked.title_none" if counts["pairs"] else "gap.ranked.title_no_pairs")
    first = behind.iloc[0]
    return t(
        "gap.ranked.title",
        less=fmt_number(counts["less"]),
        pairs=fmt_number(counts["pairs"]),
        points=fmt_points(first["gap"], first["unit"]),
        indicator=first[f"short_{messages.language()}"],
        plan=names[first["plan_id"]],
    )


def ranked_summary(counts: Mapping[str, int], shown: int, reference: str) -> str:
    """How many gaps there are, how many are drawn, and on how many pairs this rests."""
    if not counts["pairs"]:
        return t("gap.ranked.summary_no_pairs", reference=reference)
    if not shown:
        numbers = {name: fmt_number(counts[name]) for name in ("pairs", "near")}
        return t("gap.ranked.summary_none", reference=reference, **numbers)
    return t(
        "gap.ranked.summary",
        reference=reference,
        shown=fmt_number(shown),
        **{name: fmt_number(counts[name]) for name in ("pairs", "less", "near")},
    )


def coverage_title(sums: pd.DataFrame, names: Mapping[str, str]) -> str:
    """Which plan sets most and which fewest of the core indicators."""
    if len(sums) == 1 or sums["set"].nunique() == 1:
        first = sums.iloc[0]
        key = "gap.coverage.title_one" if len(sums) == 1 else "gap.coverage.title_same"
        return t(key, plan=names[first["plan_id"]], **_share(first))
    fewest, most = sums.iloc[0], sums.iloc[-1]
    return t(
        "gap.coverage.title",
        most=names[most["plan_id"]],
        fewest=names[fewest["plan_id"]],
        set=fmt_number(most["set"]),
        few=fmt_number(fewest["set"]),
        total=fmt_number(most["indicators"]),
    )


def coverage_summary(sums: pd.DataFrame, groups: int) -> str:
    """What coverage counts, over how many plans and groups."""
    return tn("gap.coverage.summary", len(sums), groups=fmt_number(groups))


def _share(row: pd.Series) -> dict[str, str]:
    return {"set": fmt_number(row["set"]), "total": fmt_number(row["indicators"])}


def two_title(rows: pd.DataFrame, first: str, second: str) -> str:
    """Head to head: how often each asks for more, over how many shared indicators."""
    both = rows[rows["side"] == "both"]
    if both.empty:
        return t("gap.two.title_none", first=first, second=second)
    return t(
        "gap.two.title" if len(both) >= 5 else "gap.two.title_few",
        first=first,
        second=second,
        shared=fmt_number(len(both)),
        second_more=fmt_number(int((both["gap"] > 0).sum())),
        same=fmt_number(int((both["gap"] == 0).sum())),
        first_more=fmt_number(int((both["gap"] < 0).sum())),
    )


def two_summary(rows: pd.DataFrame, first: str, second: str, *, link: str) -> str:
    """How many pairs are exact or near, what only one sets, and what the pair may not mean."""
    both = rows[rows["side"] == "both"]
    counted = t(
        "gap.two.summary",
        first=first,
        second=second,
        near=fmt_number(int((both["pair_comparability"] == "near").sum())),
        shared=fmt_number(len(both)),
        only_first=fmt_number(int((rows["side"] == "first").sum())),
        only_second=fmt_number(int((rows["side"] == "second").sum())),
    )
    return f"{counted} {t(f'gap.two.link.{link}')}"


def families_title(values: pd.DataFrame) -> str:
    """How many families have values of another scope side by side."""
    return tn("gap.families.title", values["family_id"].nunique())
