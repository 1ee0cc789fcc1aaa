"""For paper: change, ambition, one unit, tasks, plan quality; see `print_pages`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from dashboard import (
    ambition_frames,
    ambition_scores,
    controls,
    growth_frames,
    growth_view,
    names,
    quality_frames,
    quality_views,
    task_frames,
    task_views,
    unit_frames,
)
from dashboard.address import Selection
from dashboard.charts import ambition as ambition_charts
from dashboard.charts import quality as quality_charts
from dashboard.charts import tasks as task_charts
from dashboard.charts.gap_bars import two_plans
from dashboard.exports.html_print import Part
from dashboard.narrative import ambition as ambition_words
from dashboard.narrative import growth as growth_words
from dashboard.narrative import quality as quality_words
from dashboard.narrative import tasks as task_words
from dashboard.narrative import unit as unit_words
from dashboard.queries import ambition as ambition_queries
from dashboard.queries import common
from dashboard.queries import growth as growth_queries
from dashboard.queries import quality as quality_queries
from dashboard.queries import tasks as task_queries
from dashboard.queries import unit as unit_queries
from messages import fmt_number, t

MAX_YEARS = 4
_LINKS = ("same_commune", "same_province", "baseline", "cross_province")  # the strongest first
Printed = tuple[list[str], list[Part]]


def growth(chosen: Selection, params: Mapping[str, str]) -> Printed:
    """The pair of plans of the address, else the strongest, and every pair counted."""
    labels = names.plan_names(chosen.edition)
    plans = controls.plan_ids(chosen)
    own = growth_queries.pairs(
        chosen.edition,
        plans,
        chosen.near,
        chosen.groups,
        cross=params.get("link") == "cross_province",
    )
    within = own[own["link"] != "cross_province"]
    communes = growth_queries.communes_with_two_plans(chosen.edition)
    lead = growth_words.opening(within, communes, labels)
    pair = _pair(own, params)
    return lead, [] if pair is None else _changes(chosen, pair, labels)


def _pair(own: pd.DataFrame, params: Mapping[str, str]) -> pd.Series | None:
    """The pair of the address, else the first of its link, else the strongest link's first."""
    some = own[own["shared"] > 0]
    if params.get("link") in growth_queries.LINKS:
        some = some[some["link"] == params["link"]]
    wanted = some[some["from_plan_id"] + "~" + some["to_plan_id"] == params.get("pair", "")]
    some = wanted if len(wanted) else some
    for link in _LINKS:
        if (some["link"] == link).any():
            return some[some["link"] == link].iloc[0]
    return None


def _changes(chosen: Selection, pair: pd.Series, labels: Mapping[str, str]) -> list[Part]:
    link, before, after = pair["link"], pair["from_plan_id"], pair["to_plan_id"]
    found = growth_queries.changes(chosen.edition, link, before, after, chosen.near, chosen.groups)
    rows = growth_frames.worded(found, labels, link)
    drawn = growth_frames.drawable(rows)
    compared = growth_view.years_in_words(rows[rows["delta"].notna()])
    figure = None
    if len(drawn):
        ends = growth_words.end_names(link, drawn, names.plan_names(chosen.edition, short=True))
        figure = growth_view.draw_slopes(drawn, ends, link)
    return [
        Part(
            growth_words.change_title(link, pair, labels),
            [t(f"growth.link.{link}.reads"), growth_words.change_summary(rows)],
            figure,
            compared,
            growth_view.headings(growth_view.CHANGE_COLUMNS),
        )
    ]


def ambition(chosen: Selection, params: Mapping[str, str]) -> Printed:
    """Pairs of plans head to head, the profile, and ranks where they can be told."""
    labels = names.plan_names(chosen.edition)
    short = names.plan_names(chosen.edition, short=True)
    plans = controls.plan_ids(chosen)[:20]
    core = ambition_queries.core_size(chosen.edition)
    ranked = len(ambition_scores.ranking(chosen.edition).plans)
    profiles = ambition_scores.profiles(chosen.edition, chosen.near).set_index("plan_id")
    shown = profiles.loc[list(plans)].reset_index()
    duels = ambition_queries.duels(chosen.edition, plans, chosen.near, chosen.groups)
    lead = ambition_words.opening(duels, shown, ranked, labels, core)
    if shown.empty:
        return lead, []
    rows = ambition_frames.worded_profile(shown, labels, core)
    won = ambition_queries.copeland(chosen.edition, plans, chosen.near, chosen.groups)
    columns = ("plan", "level", "level_n", "breadth", "breadth_n", "firmness", "rated_text")
    components = {name: t(f"ambition.component.{name}") for name in ambition_charts.COMPONENTS}
    profile = Part(
        ambition_words.profile_title(shown, labels, core),
        [t("ambition.profile.summary", core=fmt_number(core))],
        ambition_charts.profile(
            ambition_frames.worded_profile(shown, short, core), names=components
        ),
        rows,
        {name: t(f"ambition.col.{name}") for name in columns},
    )
    pairs = Part(
        ambition_words.grid_title(duels, len(plans)),
        [ambition_words.grid_summary(won, plans, labels)],
        table=ambition_frames.duel_table(duels, won, labels),
        columns={
            name: t(f"ambition.col.{name}")
            for name in ("a", "b", "shared", "a_more", "same", "b_more", "says")
        },
    )
    return lead, [pairs, profile]


def unit(chosen: Selection, params: Mapping[str, str]) -> Printed:
    """One unit: its latest plan against its peers, and every indicator in full."""
    key = _unit_key(chosen, params)
    plans = common.plans(chosen.edition)
    own = plans[plans["identity_key"] == key]
    wanted = own[own["plan_id"] == params.get("plan")]
    row = (wanted if len(wanted) else own).iloc[0]
    plan, labels = row["plan_id"], names.plan_names(chosen.edition)
    found = unit_queries.targets(chosen.edition, plan, chosen.groups, chosen.basis, chosen.scope)
    best = found["best_peer"]
    lead = unit_words.opening(found, labels[plan], labels, chosen.scope)
    drawn = unit_frames.drawn(best)
    short = names.plan_names(chosen.edition, short=True)
    figure = None
    if len(drawn):
        strips = unit_frames.for_strips(drawn, short)
        figure = two_plans(strips, (t("unit.chart.best"), short[plan]))
    columns = ("group", "indicator", "value_text", "best_text", "gap_text", "official_text")
    chart = Part(
        unit_words.chart_title(best, labels[plan]),
        [unit_words.chart_summary(best, len(drawn), chosen.scope)],
        figure,
        unit_frames.targets(found, labels),
        {name: t(f"deck.report.col.{name}") for name in columns},
    )
    missing = [f"{group}: {text}" for group, text in unit_words.missing_by_group(best)]
    return lead, [chart, Part(t("deck.col.not_set"), missing or [t("deck.left_out.all_set")])]


def _unit_key(chosen: Selection, params: Mapping[str, str]) -> str:
    """The unit of the address, else that of the first plan of the filters."""
    plans = common.plans(chosen.edition)
    if params.get("unit") in set(plans["identity_key"]):
        return params["unit"]
    shown = controls.plan_ids(chosen) or tuple(plans["plan_id"])
    return str(plans.loc[plans["plan_id"] == shown[0], "identity_key"].iloc[0])


def tasks(chosen: Selection, as_of: date) -> Printed:
    """Timelines by plan year, and every task in the order of the paper."""
    units = task_queries.unit_names(chosen.edition)
    rows = task_queries.tasks(chosen.edition, controls.plan_ids(chosen))
    rows = task_frames.with_state(rows, as_of)
    lead = task_words.opening(rows, as_of, units)
    if rows.empty:
        return lead, []
    view = task_views.View(units, names.plan_names(chosen.edition, short=True), as_of)
    return lead, [
        _year(year, rows[rows["plan_year"] == year], view)
        for year in task_frames.years(rows)[:MAX_YEARS]
    ]


def _year(year: int, rows: pd.DataFrame, view: task_views.View) -> Part:
    placed = rows[rows["timing"] != task_frames.UNDATED]
    figure = None
    if len(placed):
        lanes, legend = task_views.lanes_of(placed, view), task_views.legend_words(view.as_of)
        figure = task_charts.timeline(lanes, legend, view.as_of, t("tasks.more", n="{n}"))
    return Part(
        task_words.year_title(year, placed if len(placed) else rows),
        [task_words.year_summary(placed, view.as_of)] if len(placed) else [],
        figure,
        task_views.table_frame(task_frames.in_paper_order(rows), view),
        task_views.headings(),
    )


def quality(chosen: Selection, params: Mapping[str, str]) -> Printed:
    """Five shares a plan, and every finding with its place and what would mend it."""
    plan_ids = controls.plan_ids(chosen)
    plans = names.plan_names(chosen.edition, short=True)
    shares = quality_queries.shares(chosen.edition, plan_ids)
    found = quality_queries.findings(chosen.edition, plan_ids)
    lead = quality_words.opening(shares, found, plans)
    if shares.empty:
        return lead, []
    cells = quality_views.share_cells(shares, plan_ids, plans)
    checks = {check: t(f"quality.check.{check}") for check in quality_frames.CHECKS}
    grid = Part(
        quality_words.grid_title(shares, plans),
        [quality_words.by_check(shares)],
        quality_charts.shares(cells, checks),
        caption=t("quality.grid.how_to_read"),
    )
    table = pd.DataFrame(
        {
            "plan": [plans.get(row["plan_id"], row["plan_id"]) for row in found.to_dict("records")],
            "place": quality_views.places_of(found),
            "finding": [quality_words.finding_sentence(row) for row in found.to_dict("records")],
            "todo": [quality_words.todo_sentence(code) for code in found["code"]],
        }
    )
    headings = {name: t(f"quality.column.{name}") for name in table.columns}
    return lead, [grid, Part(t("quality.findings.title"), table=table, columns=headings)]
