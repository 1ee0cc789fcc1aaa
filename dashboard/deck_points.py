"""Slides of words: the findings that come first, what is not set, what to do next."""

from __future__ import annotations

import pandas as pd

import messages
from dashboard.deck import Bars, LeftOut, Series, Slide, Table
from dashboard.deck_scene import Scene, left_out, notes, origins, shown_rows, visible
from dashboard.narrative import attention
from dashboard.narrative import unit as unit_words
from dashboard.queries import deck as queries
from dashboard.queries import gap, gap_parts
from dashboard.queries import overview as overview_queries
from messages import fmt_number, t, tn

FINDINGS = 3
_ALL = 10_000_000  # points are counted here, not listed
_WRITING = ("contradiction", "impossible", "fraction_mismatch")  # numbers to set right
_PLANS_NAMED = 3


def _attention(now: Scene) -> pd.DataFrame:
    rows = overview_queries.attention(now.edition, now.latest, now.groups, most=_ALL)
    if now.request.story == "group":  # what is said of a whole plan is not about the group
        rows = rows[rows["group_id"].notna()]
    return visible(now, rows)


def findings(now: Scene) -> Slide | LeftOut:
    """The three points that weigh most, each another kind of point or another plan."""
    rows = _attention(now)
    if rows.empty:
        return left_out("findings", "no_findings")
    first = _first(rows)
    points = attention.points(first, now.names, now.short)
    ids = [one for one in first["statement_id"] if isinstance(one, str)]
    return Slide(
        "findings",
        "points",
        tn("deck.findings.title", len(points)),
        body=tuple(point.sentence for point in points),
        caption=t("deck.caption.findings", n=fmt_number(len(rows))),
        notes=(*notes(now, "findings"), *origins(now, ids)),
    )


def _first(rows: pd.DataFrame) -> pd.DataFrame:
    """The heaviest of each kind, then of each plan and kind, worst first; no number twice."""
    rows = rows.drop_duplicates(["plan_id", "indicator_id"])
    kinds = rows.drop_duplicates("code")
    others = rows.drop_duplicates(["plan_id", "code"]).drop(kinds.index, errors="ignore")
    return pd.concat([kinds, others]).head(FINDINGS).sort_index()


def missing(now: Scene) -> Slide | LeftOut:
    """Core indicators without a number: by indicator for several plans, by group for one."""
    if not now.latest:
        return left_out("missing", "no_plans")
    if len(now.latest) == 1:
        return _missing_of_one(now)
    found = queries.core_not_set(now.edition, now.latest, now.groups)
    if found.empty:
        return left_out("missing", "all_set")
    rows, caption = shown_rows(found)
    plans = int(found["plans"].iloc[0])
    nobody = int((found["missing"] == plans).sum())
    name = f"short_{messages.language()}"
    title = t(
        "deck.missing.title",
        indicator=rows[name].iloc[0],
        n=fmt_number(rows["missing"].iloc[0]),
        plans=fmt_number(plans),
    )
    if nobody:
        title = tn("deck.missing.title_nobody", nobody, plans=fmt_number(plans))
    counts = tuple(float(number) for number in rows["missing"])
    texts = tuple(f"{fmt_number(number)}/{fmt_number(plans)}" for number in counts)
    chart = Bars(
        labels=tuple(rows[name]),
        series=(Series(t("deck.series.missing"), counts, texts, "muted"),),
        highest=float(plans),
    )
    return Slide(
        "missing",
        "picture",
        title,
        chart=chart,
        summary=tn("deck.missing.summary", len(found), plans=fmt_number(plans)),
        caption=caption,
        notes=notes(now, "missing", chart),
    )


def _missing_of_one(now: Scene) -> Slide | LeftOut:
    plan = now.latest[0]
    cells = gap.cells(now.edition, (plan,), now.groups, False, now.reference)
    groups = unit_words.missing_by_group(cells)
    if not groups:
        return left_out("missing", "all_set")
    core = cells[cells["in_core"].astype(bool)]
    lacking = int((core["state"] == "not_set").sum())
    return Slide(
        "missing",
        "table",
        tn(
            "deck.missing.title_one",
            lacking,
            plan=now.names[plan],
            total=fmt_number(len(core)),
        ),
        table=Table((t("deck.col.group"), t("deck.col.not_set")), tuple(groups)),
        notes=notes(now, "missing"),
    )


def next_steps(now: Scene) -> Slide | LeftOut:
    """What can be done next; each step follows from a figure of the deck."""
    steps = [*_steps_not_set(now), *_steps_written(now), *_steps_official(now), *_steps_sent(now)]
    if not steps:
        return left_out("next", "no_steps")
    return Slide(
        "next", "points", t("deck.next.title"), body=tuple(steps), notes=notes(now, "next")
    )


def _steps_not_set(now: Scene) -> list[str]:
    sums = gap_parts.not_set(now.edition, now.latest, now.groups)
    if sums.empty:
        return []
    lacking = sums.assign(missing=sums["indicators"] - sums["set"])
    lacking = lacking[lacking["missing"] > 0].sort_values(
        ["missing", "plan_id"], ascending=[False, True]
    )
    if lacking.empty:
        return []
    named = [
        t("deck.next.plan", plan=now.short[row["plan_id"]], n=fmt_number(row["missing"]))
        for _, row in lacking.head(_PLANS_NAMED).iterrows()
    ]
    more = len(lacking) - len(named)
    tail = f" {tn('deck.next.more_plans', more)}" if more else ""
    return [t("deck.next.not_set", plans="; ".join(named)) + tail]


def _steps_written(now: Scene) -> list[str]:
    rows = _attention(now)
    count = int(rows["code"].isin(_WRITING).sum())
    return [tn("deck.next.written", count)] if count else []


def _steps_official(now: Scene) -> list[str]:
    reference = gap.Reference("official", now.request.selection.basis)
    count = int(gap.pair_counts(now.edition, now.latest, now.groups, True, reference)["less"])
    return [tn("deck.next.official", count)] if count else []


def _steps_sent(now: Scene) -> list[str]:
    """How many units of the one province of the story have no plan here."""
    codes = now.frame["province_code"].dropna().unique()
    if now.request.story == "commune" or len(codes) != 1:
        return []
    register = overview_queries.register(now.edition, now.request.selection.years)
    row = register[register["province_code"] == codes[0]]
    if row.empty:
        return []
    lacking = int(row["units"].iloc[0] - row["with_plan"].iloc[0])
    if not lacking:
        return []
    return [tn("deck.next.sent", lacking, province=row["province_vi"].iloc[0])]
