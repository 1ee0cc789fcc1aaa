"""Sentences of the page "Hồ sơ xã, phường": one unit, its plan against its peers, where it is from.

`rows` is a frame of `queries.unit.targets`, that of the best peer where nothing else is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

import messages
from dashboard.narrative import overview
from dashboard.narrative.gap import pair_words
from messages import fmt_date, fmt_list, fmt_number, is_missing, t, tn


def unit_title(row: pd.Series) -> str:
    """ "Xã Giao Minh, Ninh Bình"; one that is only inferred says so. `row` of `queries.units`."""
    if not row["named"]:
        return t("common.inferred_name", name=row["name_vi"], province=row["province_vi"])
    return t("unit.name", name=row["name_vi"], province=row["province_vi"])


def opening(
    found: Mapping[str, pd.DataFrame], plan: str, names: Mapping[str, str], scope: str
) -> list[str]:
    """What the plan sets of the core list, and how it stands to peers and to official values."""
    best = found["best_peer"]
    sentences = [core_words(best, plan), peer_words(best, names, scope)]
    official = standing(found["official"])
    if official["pairs"]:
        sentences.append(t("unit.official.counts", **_written(official)))
    return sentences


def core_words(rows: pd.DataFrame, plan: str) -> str:
    """How many core indicators the plan sets, and how many others, of the groups on show."""
    core, there = rows["in_core"].astype(bool), rows["state"] != "not_set"
    others = int((there & ~core).sum())
    if not core.any():
        return t("unit.core.none", plan=plan, others=tn("unit.indicators", others))
    counts = {"set": fmt_number(int((there & core).sum())), "total": fmt_number(int(core.sum()))}
    if not others:
        return t("unit.core.only", plan=plan, **counts)
    return t("unit.core.and", plan=plan, others=fmt_number(others), **counts)


def standing(rows: pd.DataFrame) -> dict[str, int]:
    """How many values have a reference: `pairs, less, same, more, near`."""
    gap = rows["gap"].dropna()
    return {
        "pairs": len(gap),
        "less": int((gap > 0).sum()),
        "same": int((gap == 0).sum()),
        "more": int((gap < 0).sum()),
        "near": int((rows.loc[gap.index, "pair_comparability"] == "near").sum()),
    }


def peer_words(rows: pd.DataFrame, names: Mapping[str, str], scope: str) -> str:
    """How often the plan asks for less, the same or more than the best peer, and where most."""
    counts = standing(rows)
    where = t(f"gap.scope.{scope}")
    if not counts["pairs"]:
        return t("unit.peers.none", scope=where)
    text = t("unit.peers.counts", scope=where, **_written(counts))
    worst = furthest(rows)
    if worst is None:
        return text
    near = worst["pair_comparability"] == "near"
    key = "unit.peers.furthest_near" if near else "unit.peers.furthest"
    return f"{text} {t(key, pair=pair_words(worst, names))}"


def furthest(rows: pd.DataFrame) -> pd.Series | None:
    """The share that asks for least against its reference: an exact pair, else a near one."""
    behind = rows[(rows["gap"] > 0) & (rows["unit"] == "percent")]
    if behind.empty:
        return None
    near = behind["pair_comparability"].eq("near")
    order = behind.assign(_near=near).sort_values(
        ["_near", "gap"], ascending=[True, False], kind="stable"
    )
    return order.iloc[0]


def chart_title(rows: pd.DataFrame, plan: str) -> str:
    """The finding of the chart."""
    counts = standing(rows)
    if not counts["pairs"]:
        return t("unit.chart.title_no_pairs", plan=plan)
    key = "unit.chart.title" if counts["less"] else "unit.chart.title_none"
    return t(key, plan=plan, **_written(counts))


def chart_summary(rows: pd.DataFrame, shown: int, scope: str) -> str:
    """On how many pairs the chart rests, how many are near, how many it draws."""
    counts = standing(rows)
    near = counts.pop("near")
    text = t(
        "unit.chart.summary",
        scope=t(f"gap.scope.{scope}"),
        near_part=f" ({tn('unit.chart.near', near)})" if near else "",
        **_written(counts),
    )
    if shown == counts["pairs"]:
        return text
    return f"{text} {t('unit.chart.shown', shown=fmt_number(shown))}"


def missing_by_group(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """Core indicators that are not set: the group and their short names, in order."""
    lang = messages.language()
    missing = rows[rows["in_core"].astype(bool) & (rows["state"] == "not_set")]
    return [
        (str(group), "; ".join(_instead(row, lang) for _, row in some.iterrows()))
        for group, some in missing.groupby(f"group_name_{lang}", sort=False)
    ]


def _instead(row: pd.Series, lang: str) -> str:
    """A short name, with the mark of another scope where the plan sets a number of the family."""
    name = str(row[f"short_{lang}"])
    return f"{name} ({t('common.mark.other_scope')})" if row["mates"] else name


def lineage(
    unit: pd.Series | None, former: pd.DataFrame, plans: pd.DataFrame, names: Mapping[str, str]
) -> list[str]:
    """Where the unit comes from; which plan is a former unit's.

    `unit` of the register, None where the plan names no commune; `former` of `queries.unit`;
    `plans` of the unit.
    """
    if unit is None:
        return [t("unit.lineage.inferred", province=_province(plans))]
    sentences = [_origin(unit, former)]
    past = dict(zip(former["commune_code"], former["name_vi"], strict=True))
    for plan in plans.to_dict("records"):
        if plan["commune_code"] in past:
            sentences.append(
                t(
                    "unit.lineage.plan_of_former",
                    plan=names[plan["plan_id"]],
                    former=past[plan["commune_code"]],
                    name=unit["name_vi"],
                )
            )
    return sentences


def _origin(unit: pd.Series, former: pd.DataFrame) -> str:
    name, since = unit["name_vi"], unit["valid_from"]
    known = dict(zip(former["commune_code"], former["name_vi"], strict=True))
    parts = [] if is_missing(unit["predecessors"]) else str(unit["predecessors"]).split(";")
    parts = [known.get(part, part) for part in parts if part]
    if not parts:
        return t("unit.lineage.unchanged", name=name)
    old = [t("unit.lineage.old", name=part) if part == name else part for part in parts]
    words = [t("unit.lineage.code", code=part) if part.isdigit() else part for part in old]
    return t("unit.lineage.from", name=name, date=fmt_date(since), parts=fmt_list(words))


def _province(plans: pd.DataFrame) -> str:
    return "" if plans.empty else str(plans["province_vi"].iloc[0])


def document_lines(plan: pd.Series) -> Sequence[tuple[str, str]]:
    """What one plan document says of itself: pairs of a heading's message and the text."""
    lines = [
        ("number", _or(plan["number"], "common.no_number")),
        ("issued", overview.issued_text(plan)),
        ("horizon", overview.horizon_text(plan)),
        ("implements", _or(plan["implements"], "common.not_stated")),
    ]
    if not is_missing(plan["replaces"]):
        lines.append(("replaces", str(plan["replaces"])))
    annex = "missing" if plan["annex_missing"] else "whole"
    return [
        *lines,
        ("status", t(f"common.status.{plan['status']}")),
        ("annex", t(f"unit.document.annex_{annex}")),
        ("read", tn("unit.document.statements", int(plan["statements"]))),
    ]


def _or(text: object, key: str) -> str:
    return t(key) if is_missing(text) else str(text)


def _written(counts: Mapping[str, int]) -> dict[str, str]:
    return {name: fmt_number(number) for name, number in counts.items()}
