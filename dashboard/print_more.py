"""For paper: one indicator, and progress; see `print_pages`."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard import indicator_frames, names, progress_views
from dashboard import indicator_sections as sections
from dashboard.address import Selection
from dashboard.exports.html_print import Part
from dashboard.narrative import indicator as indicator_words
from dashboard.narrative import progress as progress_words
from dashboard.queries import indicator as indicator_queries
from messages import language, t, tn

Printed = tuple[list[str], list[Part]]


def indicator(chosen: Selection, params: Mapping[str, str]) -> Printed:
    """The indicator of the address, else the one that most plans set."""
    order = list(indicator_queries.uses(chosen.edition)["indicator_id"])
    wanted = params.get("indicator", "")
    now = sections.view(chosen, wanted if wanted in order else order[0])
    lead = [now.name, *indicator_words.opening(now.standing, now.official, now.labels)]
    definition = indicator_words.definition(now.indicator, names.group_names(now.edition))
    told = [f"{t(f'indicator.definition.{name}')}: {text}" for name, text in definition]
    official = [f"{head}. {rest}" for head, rest in indicator_words.official_lines(now.official)]
    parts = [
        Part(t("indicator.official.title"), official or [t("indicator.official.none")]),
        Part(t("indicator.definition.title"), told),
    ]
    return lead, parts if now.standing.empty else [*_values(now), *parts]


def _values(now: sections.View) -> list[Part]:
    indicator_id = now.indicator["indicator_id"]
    found = indicator_queries.statements(now.edition, indicator_id, now.plans, sections.MOST_VALUES)
    missing = indicator_words.not_set(now.standing)
    lines = indicator_words.missing_lines(now.standing, now.labels)
    return [
        Part(
            indicator_words.chart_title(now.standing, now.indicator[f"short_{language()}"]),
            [indicator_words.chart_summary(now.standing)],
            sections.values_figure(now),
            indicator_frames.statements(found, now.labels),
            {name: t(f"indicator.col.{name}") for name in indicator_frames.COLUMNS},
            sections.how_to_read(now),
        ),
        Part(
            tn("indicator.missing.title", len(missing)),
            lines or [t("indicator.missing.none")],
        ),
    ]


def progress(chosen: Selection, params: Mapping[str, str]) -> Printed:
    """Results against targets and the pace that is needed."""
    rows, targets = progress_views.shown(chosen)
    plans = names.plan_names(chosen.edition, short=True)
    lead = progress_words.opening(rows, targets, plans)
    if rows.empty:
        return [*lead, t("progress.empty")], []
    table = progress_views.table_frame(rows, plans)
    picture = Part(
        progress_words.title(rows, plans),
        [progress_words.summary(rows, plans)],
        progress_views.figure(rows, plans),
        table,
        {name: t(f"progress.column.{name}") for name in table.columns[1:]},
        progress_views.how_to_read(rows),
    )
    return lead, [picture]
