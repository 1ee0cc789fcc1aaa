"""Slides of gaps: how full plans are, values against a reference, values side by side."""

from __future__ import annotations

import pandas as pd

import messages
from dashboard import gap_frames, theme
from dashboard import overview_frames as frames
from dashboard.charts import gap as gap_charts
from dashboard.deck import (
    LABEL,
    MAX_ROWS,
    Bars,
    Cell,
    Dots,
    Grid,
    LeftOut,
    Series,
    Slide,
    rows_that_fit,
)
from dashboard.deck_scene import Scene, left_out, notes, shown_rows, visible
from dashboard.names import group_names
from dashboard.narrative import gap as words
from dashboard.narrative import overview as narrative
from dashboard.queries import gap as queries
from dashboard.queries import overview as overview_queries
from messages import fmt_number, fmt_value, is_missing, t

LEAST = 2  # rows below which a picture says nothing
SHOWN_GAPS = 10
LONG_ROWS = 7  # rows of a grid whose labels take two lines
MAX_COLUMNS = 5  # plans side by side that can be read from the last row
_MOST = 5_000  # pairs that are read; beyond them the edition counts
_COLUMNS_OF = 200  # plans among which those side by side are chosen


def coverage(now: Scene) -> Slide | LeftOut:
    """How much of the core list each plan sets, by group."""
    cells = frames.filtered(
        overview_queries.coverage(now.edition, now.near), now.latest, now.groups
    )
    if cells.empty:
        return left_out("coverage", "no_plans")
    everything = frames.with_totals(cells)
    whole = t("deck.whole")
    groups = {**group_names(now.edition), frames.TOTAL: whole}
    totals = frames.core_totals(everything)
    longest = max(len(now.short[plan]) for plan in totals["plan_id"])
    rows, caption = shown_rows(totals, MAX_ROWS if longest <= LABEL else LONG_ROWS)
    known = [group for group in groups if group in set(everything["group_id"])]
    drawn = everything[everything["plan_id"].isin(rows["plan_id"])]
    by_id = {(row["plan_id"], row["group_id"]): row for _, row in drawn.iterrows()}
    grid = Grid(
        corner=t("deck.col.plan"),
        columns=tuple(_short_group(group, groups[group]) for group in known),
        rows=tuple(now.short[plan] for plan in rows["plan_id"]),
        cells=tuple(
            tuple(_coverage_cell(by_id[plan, group]) for group in known) for plan in rows["plan_id"]
        ),
    )
    return Slide(
        "coverage",
        "picture",
        narrative.coverage_title(totals, now.names, whole),
        chart=grid,
        summary=narrative.coverage_summary(cells, groups),
        caption=caption,
        notes=notes(now, "coverage"),
    )


def _short_group(group: str, name: str) -> str:
    key = f"overview.group_short.{group}"
    return t(key).replace("<br>", " ") if messages.has(key) else name


def _coverage_cell(row: pd.Series) -> Cell:
    if not row["set_count"]:
        return Cell(t("common.not_set"))
    share = float(row["set_count"] / row["indicators"])
    text = f"{fmt_number(row['set_count'])}/{fmt_number(row['indicators'])}"
    return Cell(text, theme.colour_at(theme.SEQUENTIAL, share))


def gaps(now: Scene) -> Slide | LeftOut:
    """The largest gaps to the story's reference, as two marks a row."""
    return _gap_slide(now, "gaps", now.reference)


def gaps_other(now: Scene) -> Slide | LeftOut:
    """The same against the other main reference: official values, or the best of peers."""
    name = "best_peer" if now.reference.name == "official" else "official"
    return _gap_slide(now, "gaps_other", now.reference._replace(name=name))


def _gap_slide(now: Scene, key: str, reference: queries.Reference) -> Slide | LeftOut:
    every = now.request.story in ("commune", "group")
    found = queries.gaps(now.edition, now.latest, now.groups, every, reference, _MOST)
    shown = visible(now, found)
    drawn = shown[(shown["gap"] > 0) & (shown["unit"] == "percent")]
    if len(drawn) < LEAST:
        return left_out(key, "few_gaps", n=fmt_number(len(drawn)))
    labelled = gap_frames.ranked(drawn.head(SHOWN_GAPS), now.names, now.short)
    fit = rows_that_fit(_gap_labels(now, labelled), SHOWN_GAPS)
    labelled, rows = labelled.head(fit), drawn.head(fit)
    chart = Dots(
        labels=tuple(_gap_labels(now, labelled)),
        series=(
            Series(
                t("deck.series.reference"),
                tuple(float(value) for value in rows["reference_value"]),
                tuple(words.reference_value(row) for _, row in rows.iterrows()),
                "muted",
                tuple(rows["reference_statement_id"]),
            ),
            Series(
                t("deck.series.own"),
                tuple(float(value) for value in rows["value"]),
                tuple(labelled["value_text"]),
                "less",
                tuple(rows["statement_id"]),
            ),
        ),
    )
    counts = _counts(shown)
    if len(found) == _MOST:
        counts = queries.pair_counts(now.edition, now.latest, now.groups, every, reference)
    return Slide(
        key,
        "picture",
        words.ranked_title(_marked(shown), counts, now.short),
        chart=chart,
        summary=t(
            "deck.gaps.summary",
            reference=words.reference_short(reference.name),
            **{name: fmt_number(counts[name]) for name in ("less", "pairs", "near")},
        ),
        caption=_gap_caption(rows, len(drawn)),
        notes=notes(
            now, "gaps", chart, _skipped(found, shown), reference=_reference_words(reference)
        ),
    )


def _reference_words(reference: queries.Reference) -> str:
    return words.reference_words(reference.name, reference.scope)


def _gap_labels(now: Scene, rows: pd.DataFrame) -> list[str]:
    if len(now.latest) == 1:
        return list(rows["name"])
    pairs = zip(rows["name"], rows["plan_id"], strict=True)
    return [f"{name} · {now.short[plan]}" for name, plan in pairs]


def _marked(frame: pd.DataFrame) -> pd.DataFrame:
    """The pairs with the mark of near ones before their names."""
    name = f"short_{messages.language()}"
    exact = frame["pair_comparability"].eq("exact")
    return frame.assign(**{name: frame[name].where(exact, "≈\u00a0" + frame[name])})


def _counts(frame: pd.DataFrame) -> dict[str, int]:
    gap = frame["gap"]
    return {
        "pairs": len(frame),
        "less": int((gap > 0).sum()),
        "same": int((gap == 0).sum()),
        "more": int((gap < 0).sum()),
        "near": int((frame["pair_comparability"] != "exact").sum()),
    }


def _skipped(found: pd.DataFrame, shown: pd.DataFrame) -> list[str]:
    """The word to the speaker on pairs whose other side is a commune that is only inferred."""
    count = len(found) - len(shown)
    return [t("deck.notes.skipped", n=fmt_number(count))] if count else []


def _gap_caption(rows: pd.DataFrame, total: int) -> str:
    parts = []
    if total > len(rows):
        parts.append(t("deck.caption.shown", shown=fmt_number(len(rows)), total=fmt_number(total)))
    if rows["pair_comparability"].eq("near").any():
        parts.append(t("deck.caption.near"))
    return " ".join(parts)


def values(now: Scene) -> Slide | LeftOut:
    """Values side by side, indicator by plan, coloured by the gap to the reference."""
    some = now.latest[:_COLUMNS_OF]
    cells = queries.cells(now.edition, some, now.groups, True, now.reference)
    there = cells[cells["state"] != "not_set"]
    if there["indicator_id"].nunique() < LEAST:
        return left_out("values", "few_values", n=fmt_number(there["indicator_id"].nunique()))
    counts = there["indicator_id"].value_counts()
    order = list(dict.fromkeys(cells["indicator_id"]))
    order.sort(key=lambda one: -int(counts.get(one, 0)))
    known = pd.DataFrame({"indicator_id": [one for one in order if counts.get(one, 0)]})
    rows, caption = shown_rows(known)
    full = there["plan_id"].value_counts()
    plans = sorted(some, key=lambda plan: -int(full.get(plan, 0)))[:MAX_COLUMNS]
    by_id = {(row["indicator_id"], row["plan_id"]): row for _, row in cells.iterrows()}
    short = cells.drop_duplicates("indicator_id").set_index("indicator_id")
    grid = Grid(
        corner=t("deck.col.indicator"),
        columns=tuple(now.short[plan] for plan in plans),
        rows=tuple(short[f"short_{messages.language()}"][one] for one in rows["indicator_id"]),
        cells=tuple(
            tuple(_value_cell(now, by_id[one, plan]) for plan in plans)
            for one in rows["indicator_id"]
        ),
    )
    more = [caption] if caption else []
    if len(now.latest) > len(plans):
        numbers = {"shown": fmt_number(len(plans)), "total": fmt_number(len(now.latest))}
        more.append(t("deck.caption.plans", **numbers))
    return Slide(
        "values",
        "picture",
        words.part_title(visible(now, cells), now.short),
        chart=grid,
        summary=t(
            "deck.values.summary",
            indicators=fmt_number(there["indicator_id"].nunique()),
            plans=fmt_number(len(some)),
            reference=words.reference_short(now.reference.name),
        ),
        caption=" ".join([*more, t("deck.caption.colours")]),
        notes=notes(now, "values", grid, reference=_reference_words(now.reference)),
    )


def _value_cell(now: Scene, row: pd.Series) -> Cell:
    if row["state"] == "not_set":
        return Cell(t("common.not_set"))
    if row["state"] == "contradiction":
        low, high = fmt_value(row["low"], row["unit"]), fmt_value(row["high"], row["unit"])
        return Cell(f"{low} / {high}", theme.DIVERGING[2][1], row["statement_id"])
    text = fmt_value(row["value"], row["unit"], row["comparator"])
    near = "≈ " if row["comparability"] == "near" else ""
    hidden = row["reference_plan_id"] in now.hidden
    fill = None if hidden or is_missing(row["gap"]) else gap_charts.gap_colour(row)
    return Cell(f"{near}{text}", fill or theme.DIVERGING[2][1], row["statement_id"])


def balance(now: Scene) -> Slide | LeftOut:
    """Gaps by plan: how many values ask for less, the same, more than the reference."""
    every = queries.gaps(now.edition, now.latest, now.groups, True, now.reference, _MOST)
    if len(every) == _MOST:
        return left_out("balance", "many_plans")
    found = visible(now, every)
    if found["plan_id"].nunique() < LEAST:
        return left_out("balance", "few_plans")
    tally = pd.DataFrame(
        {plan: _counts(some) for plan, some in found.groupby("plan_id", sort=False)}
    ).T.astype(int)
    ordered = tally.sort_values("less", ascending=False, kind="stable")
    labels = [now.short[str(plan)] for plan in ordered.index]
    rows, caption = shown_rows(ordered, rows_that_fit(labels, SHOWN_GAPS))
    chart = Bars(
        labels=tuple(now.short[str(plan)] for plan in rows.index),
        series=tuple(
            Series(
                t(f"deck.series.{name}"),
                tuple(float(number) for number in rows[name]),
                tuple(fmt_number(number) for number in rows[name]),
                name,
            )
            for name in ("less", "same", "more")
        ),
        stacked=True,
    )
    first = rows.iloc[0]
    title = t(
        "deck.balance.title",
        plan=now.short[str(rows.index[0])],
        less=fmt_number(first["less"]),
        pairs=fmt_number(first["pairs"]),
        reference=words.reference_short(now.reference.name),
    )
    return Slide(
        "balance",
        "picture",
        title,
        chart=chart,
        summary=t("deck.balance.summary", pairs=fmt_number(len(found))),
        caption=caption,
        notes=notes(now, "balance", reference=_reference_words(now.reference)),
    )
