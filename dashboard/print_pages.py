"""What each page says, for paper: the same queries, sentences and figures, whole tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from dashboard import controls, gap_frames, names, print_more, print_plans
from dashboard import overview_frames as frames
from dashboard.address import Selection
from dashboard.charts import gap as gap_charts
from dashboard.charts import gap_bars as bars
from dashboard.charts import overview as charts
from dashboard.exports.html_print import Part
from dashboard.gap_view import View, view
from dashboard.narrative import attention
from dashboard.narrative import gap as gap_words
from dashboard.narrative import overview as narrative
from dashboard.queries import gap_parts
from dashboard.queries import overview as queries
from messages import t, tn

Printed = tuple[list[str], list[Part]]  # sentences under the title, and the sections
GRID_ROWS = 8  # rows of a grid that can be read on one page of paper
GAP_COLUMNS = "indicator plan value_text reference_text gap_text fit n_peers"


def parts_of(page: str, selection: Selection, params: Mapping[str, str]) -> Printed:
    """The sentences and sections of a page. Raises KeyError for a page that is not printed."""
    return PAGES[page](selection, params)


def _overview(chosen: Selection, params: Mapping[str, str]) -> Printed:
    plan_ids = controls.plan_ids(chosen)
    facts = frames.filtered(queries.plan_facts(chosen.edition), plan_ids)
    rows = queries.attention(chosen.edition, plan_ids, chosen.groups)
    plans, short = (names.plan_names(chosen.edition, short=short) for short in (False, True))
    points = attention.points(rows, plans, short)
    register = queries.register(chosen.edition, chosen.years)
    known = register[register["province_code"].isin(facts["now_province_code"].dropna())]
    total = frames.total_points(rows)
    lead = narrative.opening(facts, points, known, total)
    if facts.empty:
        return lead, []
    listed = Part(
        narrative.attention_title(points, total),
        narrative.capped(len(points), total),
        table=frames.attention_table(points, rows),
        columns=_overview_headings("severity", "sentence"),
    )
    documents = Part(
        tn("overview.documents.title", len(facts)),
        [narrative.documents_summary(facts)],
        table=frames.documents(facts, plans, short),
        columns=_overview_headings("plan", "province", "number", "issued", "annex", "targets"),
    )
    return lead, [listed, *_coverage(chosen, plan_ids, plans), documents]


def _overview_headings(*columns: str) -> dict[str, str]:
    return {column: t(f"overview.col.{column}") for column in columns}


def _coverage(chosen: Selection, plan_ids: tuple[str, ...], plans: Mapping[str, str]) -> list[Part]:
    cells = frames.filtered(queries.coverage(chosen.edition, chosen.near), plan_ids, chosen.groups)
    if cells.empty:
        return []
    whole = t("overview.cover.chosen_groups" if chosen.groups else "overview.cover.whole")
    groups = names.group_names(chosen.edition)
    everything, columns = frames.with_totals(cells), {**groups, frames.TOTAL: whole}
    figure = charts.coverage(frames.coverage_cells(everything, plans, columns, "set"))
    title = narrative.coverage_title(frames.core_totals(everything), plans, whole)
    summary = narrative.coverage_summary(cells, groups)
    table = frames.coverage_table(everything, plans, columns)
    headings = _overview_headings("plan", "group", "set_count", "indicators", "share")
    return [Part(title, [summary], figure, table, headings, t("deck.print.set_cells"))]


def _gap(chosen: Selection, params: Mapping[str, str]) -> Printed:
    now = view(chosen, every=params.get("every") == "1")
    if not now.plans:
        return now.opening(), []
    return now.opening(), [*_grids(now), _ranked(now), _official(now)]


def _headings(columns: str) -> dict[str, str]:
    return {column: t(f"gap.col.{column}") for column in columns.split()}


def _grids(now: View) -> list[Part]:
    found = []
    for cells in gap_frames.pieces(now.cells(), GRID_ROWS):
        shown = cells[cells["plan_id"].isin(now.shown)]
        summary = gap_words.part_summary(shown, now.against_short)
        figure = gap_charts.heatmap(shown, now.columns)
        title = gap_words.part_title(shown, now.names)
        found.append(Part(title, [summary], figure, caption=t("gap.grid.how")))
    return found


def _ranked(now: View) -> Part:
    short = names.plan_names(now.edition, short=True)
    pairs = gap_frames.ranked(now.gaps, now.names, short)
    drawn = gap_frames.drawn(pairs)
    return Part(
        gap_words.ranked_title(now.gaps, now.counts, now.names),
        [gap_words.ranked_summary(now.counts, len(drawn), now.against_short)],
        None if drawn.empty else bars.ranked(drawn),
        pairs,
        _headings(GAP_COLUMNS),
        t("gap.ranked.how"),
    )


def _official(now: View) -> Part:
    values = gap_frames.official(gap_parts.official_values(now.edition, now.plans, now.groups))
    columns = "indicator official_value document clause_text milestone reference_years"
    lead = t("gap.official.none" if values.empty else "gap.official.summary")
    return Part(t("gap.official.title"), [lead], table=values, columns=_headings(columns))


def _dated(params: Mapping[str, str]) -> date:
    try:
        return date.fromisoformat(params.get("asof", ""))
    except ValueError:
        return date.today()


PAGES: dict[str, Callable[[Selection, Mapping[str, str]], Printed]] = {
    "overview": _overview,
    "gap": _gap,
    "growth": print_plans.growth,
    "ambition": print_plans.ambition,
    "unit": print_plans.unit,
    "tasks": lambda chosen, params: print_plans.tasks(chosen, _dated(params)),
    "quality": print_plans.quality,
    "indicator": print_more.indicator,
    "progress": print_more.progress,
}
