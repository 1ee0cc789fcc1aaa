"""What a report on paper says: a story's slides as numbered sections, then every figure in full.

The same figures as on the slides; what a slide has no room for stands in the annexes.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

import messages
from dashboard import deck_frame, gap_frames, unit_frames
from dashboard.deck import Bars, Chart, Deck, Dots, Grid, Slide, Slopes, Table, as_table
from dashboard.deck_edits import Edits, apply
from dashboard.deck_request import whole
from dashboard.deck_scene import Request, Scene, scene, visible
from dashboard.queries import gap as gap_queries
from dashboard.queries import unit as unit_queries
from messages import fmt_number, t

MAX_ROWS = 200  # rows of an annex
_MOST = 5_000  # pairs that are read for an annex
_NOT_ON_PAPER = ("opening", "closing", "sources")


@dataclass(frozen=True)
class Section:
    """One part of a report: a heading, sentences, a picture, its table, how it is reckoned."""

    heading: str
    sentences: tuple[str, ...]
    chart: Bars | Dots | Slopes | None
    grid: Grid | None
    table: Table | None
    caption: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Annex:
    """A long table with its heading and a word on rows that are not in it."""

    heading: str
    table: Table
    caption: str = ""


@dataclass(frozen=True)
class Report:
    """The whole report in one language; `deck` it was made from."""

    deck: Deck
    sections: tuple[Section, ...]
    annexes: tuple[Annex, ...]
    sources: Annex


def report(asked: Request, edits: Edits) -> Report:
    """The report of one province, commune or group, in the current language."""
    deck = apply(whole(asked), edits, asked.audience)
    now = scene(asked)
    return Report(
        deck=deck,
        sections=tuple(_section(one) for one in deck.slides if one.key not in _NOT_ON_PAPER),
        annexes=tuple(_annexes(now)),
        sources=_sources(now),
    )


def _section(one: Slide) -> Section:
    chart, grid = _parts(one.chart)
    table = one.table
    if chart is not None:
        table = as_table(chart, t("deck.col.row"))
    summary = (one.summary,) if one.summary else ()
    return Section(
        heading=one.title,
        sentences=(*one.body, *summary),
        chart=chart,
        grid=grid,
        table=table,
        caption=one.caption,
        notes=one.notes,
    )


def _parts(chart: Chart | None) -> tuple[Bars | Dots | Slopes | None, Grid | None]:
    return (None, chart) if isinstance(chart, Grid) else (chart, None)


def _annexes(now: Scene) -> list[Annex]:
    if not now.latest:
        return []
    if now.request.story == "commune":
        return [_targets(now, now.latest[0])]
    return [_pairs(now)]


def _targets(now: Scene, plan: str) -> Annex:
    """Every indicator of one plan, and the core ones it does not set, against peers."""
    selection = now.request.selection
    found = unit_queries.targets(now.edition, plan, now.groups, selection.basis, selection.scope)
    table = unit_frames.targets(found, now.names)
    hidden = found["best_peer"]["reference_plan_id"].isin(now.hidden).to_numpy()
    for column in ("best_text", "gap_text"):
        table[column] = table[column].mask(hidden, t("deck.report.not_named"))
    columns = ("group", "indicator", "value_text", "best_text", "gap_text", "official_text")
    return _annex(t("deck.report.targets", plan=now.names[plan]), table, columns)


def _pairs(now: Scene) -> Annex:
    """Every pair of a value and the reference, the largest gap first."""
    every = now.request.story == "group"
    found = visible(
        now,
        gap_queries.gaps(now.edition, now.latest, now.groups, every, now.reference, _MOST),
    )
    rows = gap_frames.ranked(found.head(MAX_ROWS), now.names, now.short)
    columns = ("indicator", "plan", "value_text", "reference_text", "gap_text")
    return _annex(t("deck.report.pairs"), rows, columns, total=len(found))


def _annex(
    heading: str, frame: pd.DataFrame, columns: tuple[str, ...], total: int | None = None
) -> Annex:
    count = len(frame) if total is None else total
    rows = frame.head(MAX_ROWS)
    caption = ""
    if count > len(rows):
        caption = t("deck.caption.shown", shown=fmt_number(len(rows)), total=fmt_number(count))
    table = Table(
        tuple(t(f"deck.report.col.{name}") for name in columns),
        tuple(
            tuple("" if messages.is_missing(value) else str(value) for value in row)
            for row in rows[list(columns)].itertuples(index=False)
        ),
    )
    return Annex(heading, table, caption)


def _sources(now: Scene) -> Annex:
    slide = deck_frame.sources(now)
    return Annex(t("deck.report.sources"), slide.table, slide.caption)
