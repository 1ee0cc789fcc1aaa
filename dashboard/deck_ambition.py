"""Slides of ambition: who asks for more, the profile, ranks only where plans are enough."""

from __future__ import annotations

import pandas as pd

from dashboard.deck import MAX_ROWS, Bars, LeftOut, Series, Slide, Table, rows_that_fit
from dashboard.deck_scene import Scene, left_out, notes, shown_rows
from dashboard.narrative import ambition as narrative
from dashboard.queries import ambition as queries
from dashboard.queries import common
from etl.index import MIN_SHARED
from messages import fmt_number, is_missing, t

MOST_PAIRS = 6
MOST_PLANS = 6  # three bars a plan
_COMPARED = 40  # plans whose pairs are counted
_COMPONENTS = {"level": "accent", "breadth": "second", "firmness": "muted"}


def _others(now: Scene) -> tuple[str, ...]:
    """Plans to hold against: those of the story; for one commune the latest of every other."""
    if now.request.story != "commune":
        return now.latest[:_COMPARED]
    plans = common.plans(now.edition)
    latest = plans[plans["is_latest"] & ~plans["plan_id"].isin(now.hidden)]
    others = [plan for plan in latest["plan_id"] if plan not in now.plans]
    return tuple(dict.fromkeys([*now.latest, *others]))[:_COMPARED]


def duel(now: Scene) -> Slide | LeftOut:
    """Pairs of plans that share enough indicators: who asks for more on how many."""
    found = queries.duels(now.edition, _others(now), now.near, now.groups)
    found = found[found["shared"] >= MIN_SHARED]
    if now.request.story == "commune":
        found = found[found["plan_a"].isin(now.latest)]
    else:
        ahead = found["a_more"] > found["b_more"]
        tie = (found["a_more"] == found["b_more"]) & (found["plan_a"] < found["plan_b"])
        found = found[ahead | tie]
    if found.empty:
        return left_out("duel", "few_shared", n=fmt_number(MIN_SHARED))
    ordered = found.sort_values(["shared", "plan_a", "plan_b"], ascending=[False, True, True])
    labels = [_pair_label(now, row) for _, row in ordered.head(MOST_PAIRS).iterrows()]
    rows, caption = shown_rows(ordered, rows_that_fit(labels, MOST_PAIRS))
    chart = Bars(
        labels=tuple(_pair_label(now, row) for _, row in rows.iterrows()),
        series=tuple(
            Series(
                t(f"deck.series.{column}"),
                tuple(float(number) for number in rows[column]),
                tuple(fmt_number(number) for number in rows[column]),
                tone,
            )
            for column, tone in (("a_more", "more"), ("same", "same"), ("b_more", "less"))
        ),
        stacked=True,
    )
    return Slide(
        "duel",
        "picture",
        narrative.duel_words(ordered.iloc[0], now.short),
        chart=chart,
        summary=t("deck.duel.summary", n=fmt_number(MIN_SHARED)),
        caption=caption,
        notes=notes(now, "duel", n=fmt_number(MIN_SHARED)),
    )


def _pair_label(now: Scene, row: pd.Series) -> str:
    return t("deck.duel.pair", a=now.short[row["plan_a"]], b=now.short[row["plan_b"]])


def profile(now: Scene) -> Slide | LeftOut:
    """Level, breadth, firmness of each plan, and whether ranks can be told at all."""
    frame = queries.profile(now.edition)
    shown = _others(now)
    frame = frame[frame["plan_id"].isin(shown)]
    frame = frame.assign(place=frame["plan_id"].map({plan: i for i, plan in enumerate(shown)}))
    frame = frame.sort_values("place")
    if now.request.story != "commune":
        frame = frame.sort_values(["breadth_n", "plan_id"], ascending=[False, True])
    if frame.empty or frame["level"].isna().all():
        return left_out("profile", "no_profile")
    rows, caption = shown_rows(frame, MOST_PLANS)
    core = queries.core_size(now.edition)
    chart = Bars(
        labels=tuple(now.short[plan] for plan in rows["plan_id"]),
        series=tuple(_component(rows, name, tone) for name, tone in _COMPONENTS.items()),
        highest=100.0,
    )
    ranked = len(queries.ranks(now.edition))
    return Slide(
        "profile",
        "picture",
        narrative.profile_title(rows, now.short, core),
        chart=chart,
        summary=narrative.rating(frame, ranked, now.short),
        caption=" ".join(filter(None, [t("deck.profile.how", core=fmt_number(core)), caption])),
        notes=notes(now, "profile", more=[narrative.rating(frame, ranked, now.names)]),
    )


def _component(rows: pd.DataFrame, name: str, tone: str) -> Series:
    values = [None if is_missing(value) else float(value) for value in rows[name]]
    texts = tuple(t("deck.no_score") if value is None else fmt_number(value, 0) for value in values)
    return Series(t(f"ambition.component.{name}"), tuple(values), texts, tone)


def ranks(now: Scene) -> Slide | LeftOut:
    """Rank intervals and tiers, printed from five rated plans on."""
    every = queries.ranks(now.edition)
    if len(every) < narrative.MIN_RANKED:
        return left_out("ranks", "few_ranked", n=fmt_number(len(every)))
    rows = every[every["plan_id"].isin(_others(now))]
    if rows.empty:
        return left_out("ranks", "not_rated")
    shown, caption = shown_rows(rows, MAX_ROWS)
    columns = ("plan", "rank", "interval", "tier")
    return Slide(
        "ranks",
        "table",
        narrative.rank_title(rows, now.short),
        body=(narrative.choice_words(queries.choices(now.edition)),),
        table=Table(
            tuple(t(f"deck.col.{name}") for name in columns),
            tuple(
                (
                    now.short[row["plan_id"]],
                    fmt_number(row["rank_p50"]),
                    f"{fmt_number(row['rank_p05'])}–{fmt_number(row['rank_p95'])}",
                    fmt_number(row["tier"]),
                )
                for _, row in shown.iterrows()
            ),
        ),
        caption=" ".join(filter(None, [t("deck.ranks.of", n=fmt_number(len(every))), caption])),
        notes=notes(now, "ranks"),
    )
