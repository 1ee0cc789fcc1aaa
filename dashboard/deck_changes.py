"""Slides of change between two years: slopes of one pair, counts by pair, what only one has."""

from __future__ import annotations

import pandas as pd

from dashboard import growth_frames
from dashboard.deck import MAX_ROWS, Bars, LeftOut, Series, Slide, Slopes, Table, rows_that_fit
from dashboard.deck_scene import Scene, left_out, notes, shown_rows
from dashboard.names import indicator_names
from dashboard.narrative import growth as narrative
from dashboard.queries import growth as queries
from messages import fmt_number, fmt_value, t

LEAST = 3  # indicators below which a pair of plans shows no change
MOST_PAIRS = 8
_ORDER = ("same_commune", "same_province", "baseline")
_TONES = {"raised": "more", "unchanged": "same", "at_ceiling": "third", "lowered": "less"}


def pairs(now: Scene) -> pd.DataFrame:
    """Pairs of plans with shared indicators, the strongest relation and the most shared first."""
    found = queries.pairs(now.edition, now.plans, now.near, now.groups)
    for side in ("from_plan_id", "to_plan_id"):
        found = found[~found[side].isin(now.hidden)]
    if now.request.story != "commune":
        for side in ("from_plan_id", "to_plan_id"):
            found = found[found[side].isin(now.plans)]
    found = found[found["shared"] > 0]
    rank = found["link"].map({link: place for place, link in enumerate(_ORDER)})
    return found.assign(rank=rank).sort_values(
        ["rank", "shared", "to_plan_id", "from_plan_id"], ascending=[True, False, True, True]
    )


def _best(now: Scene) -> pd.Series | None:
    found = pairs(now)
    enough = found[found["shared"] >= LEAST]
    return None if enough.empty else enough.iloc[0]


def slopes(now: Scene) -> Slide | LeftOut:
    """The pair of plans that says most: one line an indicator, largest change first."""
    pair = _best(now)
    if pair is None:
        return left_out("slopes", "few_changes", n=fmt_number(LEAST))
    link, before, after = pair["link"], pair["from_plan_id"], pair["to_plan_id"]
    changes = queries.changes(now.edition, link, before, after, now.near, now.groups)
    rows = growth_frames.drawable(growth_frames.worded(changes, now.names, link))
    if len(rows) < LEAST:
        return left_out("slopes", "few_changes", n=fmt_number(LEAST))
    ordered = rows.assign(size=rows["delta"].abs()).sort_values(
        ["size", "indicator_id"], ascending=[False, True]
    )
    shown, caption = shown_rows(ordered)
    ends = narrative.end_names(link, shown, now.short)
    chart = Slopes(
        labels=tuple(shown["label"]),
        start=_end(shown, "from", ends[0]),
        end=_end(shown, "to", ends[1]),
        changes=tuple(shown["change"]),
    )
    return Slide(
        "slopes",
        "picture",
        narrative.change_title(link, pair, now.short),
        chart=chart,
        summary=narrative.change_summary(rows, new=int(pair["new"]), dropped=int(pair["dropped"])),
        caption=" ".join(filter(None, [t(f"deck.link.{link}"), t("deck.caption.slopes"), caption])),
        notes=notes(now, "slopes", chart, [t(f"growth.link.{link}.reads")]),
    )


def _end(rows: pd.DataFrame, side: str, name: str) -> Series:
    return Series(
        name,
        tuple(float(value) for value in rows[f"{side}_value"]),
        tuple(rows[f"{side}_text"]),
        "muted" if side == "from" else "accent",
        tuple(rows[f"{side}_id"]),
    )


def counts(now: Scene) -> Slide | LeftOut:
    """How many indicators were raised, kept, lowered: one bar a pair of plans."""
    found = pairs(now)
    if len(found) < 2:
        return left_out("counts", "few_pairs")
    labels = [_pair_label(now, row) for _, row in found.head(MOST_PAIRS).iterrows()]
    rows, caption = shown_rows(found, rows_that_fit(labels, MOST_PAIRS))
    chart = Bars(
        labels=tuple(_pair_label(now, row) for _, row in rows.iterrows()),
        series=tuple(
            Series(
                t(f"growth.change.{change}"),
                tuple(float(number) for number in rows[change]),
                tuple(fmt_number(number) for number in rows[change]),
                tone,
            )
            for change, tone in _TONES.items()
        ),
        stacked=True,
    )
    return Slide(
        "counts",
        "picture",
        narrative.counts_title(found, now.short),
        chart=chart,
        summary=t("deck.counts.summary", pairs=fmt_number(len(found))),
        caption=caption,
        notes=notes(now, "counts"),
    )


def _pair_label(now: Scene, row: pd.Series) -> str:
    link = t(f"growth.link_short.{row['link']}")
    return f"{narrative.pair_label(row, now.short)} ({link})"


def headroom(now: Scene) -> Slide | LeftOut:
    """Share of what is missing to 100 percent that the later plan closes a year."""
    pair = _best(now)
    if pair is None:
        return left_out("headroom", "few_changes", n=fmt_number(LEAST))
    link = pair["link"]
    changes = queries.changes(
        now.edition, link, pair["from_plan_id"], pair["to_plan_id"], now.near, now.groups
    )
    rows = growth_frames.drawable(growth_frames.worded(changes, now.names, link))
    rows = rows[rows["closing"].notna() & (rows["delta"] > 0)]
    if len(rows) < LEAST:
        return left_out("headroom", "few_changes", n=fmt_number(LEAST))
    ordered = rows.sort_values(["closing", "delta"], ascending=False, kind="stable")
    shown, caption = shown_rows(ordered)
    shares = tuple(round(100 * float(share), 4) for share in shown["closing"])
    chart = Bars(
        labels=tuple(shown["label"]),
        series=(
            Series(
                t("growth.closing.axis"),
                shares,
                tuple(f"{fmt_number(share, 0)}%" for share in shares),
                "accent",
                tuple(shown["to_id"]),
            ),
        ),
        highest=100.0,
    )
    bars = pd.DataFrame({"label": rows["label"], "closing": 100 * rows["closing"]})
    return Slide(
        "headroom",
        "picture",
        narrative.closing_title(bars),
        chart=chart,
        summary=t("deck.headroom.summary", pair=narrative.pair_label(pair, now.short)),
        caption=caption,
        notes=notes(now, "headroom", chart),
    )


def only_one(now: Scene) -> Slide | LeftOut:
    """Indicators that the later plan sets and the earlier one does not, and the reverse."""
    found = pairs(now)
    found = found[found["link"] != "baseline"]
    if found.empty:
        return left_out("only_one", "few_pairs")
    before, after = found.iloc[0]["from_plan_id"], found.iloc[0]["to_plan_id"]
    alone = queries.only_in_one(now.edition, before, after, now.groups)
    if alone.empty:
        return left_out("only_one", "nothing_alone")
    later = alone[alone["plan_id"] == after]
    earlier = alone[alone["plan_id"] == before]
    half = MAX_ROWS // 2
    rows = pd.concat([later.head(MAX_ROWS - min(half, len(earlier))), earlier])
    rows, caption = rows.head(MAX_ROWS), ""
    if len(rows) < len(alone):
        shown = {"shown": fmt_number(len(rows)), "total": fmt_number(len(alone))}
        caption = t("deck.caption.shown", **shown)
    labels = indicator_names(now.edition, short=True)
    return Slide(
        "only_one",
        "table",
        t(
            "deck.only_one.title",
            before=now.short[before],
            after=now.short[after],
            n_before=fmt_number(len(earlier)),
            n_after=fmt_number(len(later)),
        ),
        table=Table(
            tuple(t(f"deck.col.{name}") for name in ("only_in", "indicator", "value")),
            tuple(
                (
                    now.short[row["plan_id"]],
                    labels[row["indicator_id"]],
                    fmt_value(row["value"], row["unit"], row["comparator"]),
                )
                for _, row in rows.iterrows()
            ),
        ),
        caption=caption,
        notes=notes(now, "only_one"),
    )
