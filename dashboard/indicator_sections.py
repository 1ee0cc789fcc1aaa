"""The parts of the page "Chỉ tiêu", in the order in which it shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import components, controls, gap_frames, names, search
from dashboard import indicator_frames as frames
from dashboard.charts import gap as gap_charts
from dashboard.charts import indicator as charts
from dashboard.charts.gap_grid import MAX_COLUMNS
from dashboard.narrative import indicator as words
from dashboard.queries import common, gap_parts
from dashboard.queries import indicator as queries
from dashboard.text import plain
from messages import fmt_number, language, t, tn

INDICATOR = "indicator"
MOST_VALUES = 2000  # rows of the table of statements
_FAMILY_PLANS = 40  # plans in the table of a family


@dataclass(frozen=True)
class View:
    """One indicator, the plans of the filters, and what they set for it."""

    selection: controls.Selection
    indicator: pd.Series
    plans: tuple[str, ...]
    labels: Mapping[str, str]
    short: Mapping[str, str]
    standing: pd.DataFrame
    official: pd.DataFrame

    @property
    def edition(self) -> str:
        return self.selection.edition

    @property
    def name(self) -> str:
        return str(self.indicator[f"name_{language()}"])


def choose_indicator(selection: controls.Selection) -> str:
    """The indicator of the address, else the one that most plans set, of the chosen groups."""
    edition = selection.edition
    catalogue = common.indicators(edition)
    shown = catalogue
    if selection.groups:
        shown = catalogue[catalogue["group_id"].isin(selection.groups)]
    order = queries.uses(edition)["indicator_id"]
    every, those = _items(edition, language()), set(shown["indicator_id"])
    items = [item for item in every if item.key in those]
    return search.choose(
        INDICATOR,
        items,
        labels=(t("indicator.search"), t("indicator.choose", n=fmt_number(len(items)))),
        default=next(code for code in order if code in those),
        others=lambda: [item for item in every if item.key not in those],
        help=t("indicator.search_help"),
    )


@st.cache_resource(max_entries=4, show_spinner=False)
def _items(edition: str, language: str) -> tuple[search.Item, ...]:
    """Every indicator of the catalogue, to search in."""
    known = queries.wordings(edition).groupby("indicator_id")["alias_vi"].agg(list).to_dict()
    return tuple(
        search.item(
            row["indicator_id"],
            row[f"name_{language}"],
            [row["name_vi"], row["short_vi"], row["name_en"], row["short_en"]],
            [
                *known.get(row["indicator_id"], []),
                row["numerator_vi"],
                row["denominator_vi"],
                row[f"group_name_{language}"],
            ],
        )
        for row in common.indicators(edition).to_dict("records")
    )


def view(selection: controls.Selection, indicator_id: str) -> View:
    """What the page shows of the chosen indicator."""
    edition = selection.edition
    catalogue = common.indicators(edition).set_index("indicator_id", drop=False)
    plans = controls.plan_ids(selection)
    every = tuple(common.plans(edition)["plan_id"])
    official = gap_parts.official_values(edition, plans or every, ())
    return View(
        selection=selection,
        indicator=catalogue.loc[indicator_id],
        plans=plans,
        labels=names.plan_names(edition),
        short=names.plan_names(edition, short=True),
        standing=words.counted(queries.standing(edition, indicator_id, plans), near=selection.near),
        official=official[official["indicator_id"] == indicator_id],
    )


def show_values(now: View) -> None:
    """All values, a row a plan; a row a year where plans are many."""
    if now.standing.empty:
        return
    found = queries.statements(now.edition, now.indicator["indicator_id"], now.plans, MOST_VALUES)
    components.show_chart(
        lambda: values_figure(now),
        key="indicator_values",
        title=words.chart_title(now.standing, now.indicator[f"short_{language()}"]),
        summary=words.chart_summary(now.standing),
        table=frames.statements(found, now.labels),
        table_columns={name: t(f"indicator.col.{name}") for name in frames.COLUMNS},
        how_to_read=how_to_read(now),
        file_name=f"{t('indicator.file')}-{now.indicator['indicator_id']}",
    )
    capped = frames.shown_count(len(found), MOST_VALUES)
    if capped:
        st.caption(plain(capped))


def values_figure(now: View) -> go.Figure:
    """All values, a row a plan; a row a year where plans are many."""
    return _by_year(now) if _is_many(now) else _by_plan(now)


def how_to_read(now: View) -> str:
    """How the figure of values is read."""
    return t("indicator.chart.how_year" if _is_many(now) else "indicator.chart.how")


def _is_many(now: View) -> bool:
    return len(now.standing) > frames.MAX_ROWS and bool(now.standing["shown"].any())


def _by_plan(now: View) -> go.Figure:
    unit = now.indicator["unit"]
    standing = now.standing.head(frames.MAX_ROWS)
    meant = now.official[now.official["standing"] != "other_level"]
    rows, marks = frames.rows_and_marks(standing, meant, now.short)
    legend = {kind: t(f"indicator.mark.{kind}") for kind in charts.STYLE}
    return charts.values(rows, marks, names=legend, unit=unit)


def _by_year(now: View) -> go.Figure:
    return charts.by_year(frames.by_year(now.standing), unit=now.indicator["unit"])


def show_missing(now: View) -> None:
    """Which plans have not set it, and what they have instead."""
    missing = words.not_set(now.standing)
    if now.standing.empty:
        return
    st.header(plain(tn("indicator.missing.title", len(missing))), anchor=False)
    if missing.empty:
        st.markdown(t("indicator.missing.none"))
        return
    lines = words.missing_lines(now.standing, now.labels)
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
    more = len(missing) - len(lines)
    if more:
        st.caption(plain(tn("indicator.more_plans", more)))


def show_family(now: View) -> None:
    """Indicators of the same family: side by side, never subtracted."""
    catalogue = common.indicators(now.edition)
    family = now.indicator["family_id"]
    mates = catalogue[
        (catalogue["family_id"] == family)
        & (catalogue["indicator_id"] != now.indicator["indicator_id"])
    ]
    if mates.empty:
        return
    values = queries.family(now.edition, family, now.plans)
    if values.empty:
        st.header(t("indicator.family.title"), anchor=False)
        st.markdown(t("indicator.family.summary"))
    else:
        _show_family(now, values)
    st.markdown(t("indicator.family.others"))
    for row in mates.to_dict("records"):
        components.page_link("indicator", row[f"short_{language()}"], indicator=row["indicator_id"])


def _show_family(now: View, values: pd.DataFrame) -> None:
    known = common.plans(now.edition)
    having = set(values["plan_id"])
    with_value = [plan for plan in now.plans if plan in having][:_FAMILY_PLANS]
    shown = with_value[:MAX_COLUMNS]
    columns = gap_frames.columns(known[known["plan_id"].isin(shown)], now.labels, None)
    table = gap_frames.families(values, with_value, now.labels)
    headings = ("indicator", "denominator_vi", "plan", "value_text")
    components.show_chart(
        lambda: gap_charts.families(table[table["plan_id"].isin(shown)], columns),
        key="indicator_family",
        title=t("indicator.family.title"),
        summary=t("indicator.family.summary"),
        how_to_read=t("gap.families.how"),
        table=table,
        table_columns={name: t(f"gap.col.{name}") for name in headings},
    )


def show_definition(now: View) -> None:
    """What the catalogue counts, and the wordings that mean it."""
    st.header(t("indicator.definition.title"), anchor=False)
    st.markdown(f"**{plain(now.name)}**")
    lines = words.definition(now.indicator, names.group_names(now.edition))
    st.markdown(
        "\n".join(f"- {t(f'indicator.definition.{name}')}: {plain(text)}" for name, text in lines)
    )
    known = queries.wordings(now.edition)
    known = known[known["indicator_id"] == now.indicator["indicator_id"]]
    if known.empty:
        return
    st.markdown(plain(tn("indicator.aliases", len(known))))
    st.markdown(
        "\n".join(
            f"- {plain(row['alias_vi'])} ({t('common.comparability.' + row['comparability'])})"
            for row in known.to_dict("records")
        )
    )


def show_official(now: View) -> None:
    """Official values with document, clause, milestone and expiry; expired ones are history."""
    st.header(t("indicator.official.title"), anchor=False)
    lines = words.official_lines(now.official)
    if not lines:
        st.markdown(t("indicator.official.none"))
        return
    st.markdown("\n".join(f"- **{plain(head)}**. {plain(rest)}" for head, rest in lines))
    st.caption(t("indicator.official.note"))


def show_links(now: View) -> None:
    """Other pages on the same group of indicators."""
    group = now.indicator["group_id"]
    left, right = st.columns(2)
    with left:
        components.page_link("gap", t("indicator.link.gap"), group=group)
    with right:
        components.page_link("growth", t("indicator.link.growth"), group=group)
