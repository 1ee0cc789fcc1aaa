"""The parts of the page "Hồ sơ xã, phường", in the order in which it shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from dashboard import (
    components,
    controls,
    kept,
    names,
    quality_views,
    search,
    task_frames,
    task_views,
)
from dashboard import unit_frames as frames
from dashboard.charts.gap_bars import two_plans as strips
from dashboard.narrative import quality as quality_words
from dashboard.narrative import tasks as task_words
from dashboard.narrative import unit as words
from dashboard.queries import common
from dashboard.queries import quality as quality_queries
from dashboard.queries import tasks as task_queries
from dashboard.queries import unit as queries
from dashboard.text import plain
from messages import language, t, tn

UNIT = "unit"
_TALL = 460  # pixels of a long table


@dataclass(frozen=True)
class View:
    """One unit and the plan of it that is looked at."""

    selection: controls.Selection
    key: str  # identity_key
    name: str
    plans: pd.DataFrame  # every plan of the unit, latest first
    plan_id: str | None
    labels: Mapping[str, str]

    @property
    def plan(self) -> str:
        return self.labels[str(self.plan_id)]


def choose_unit(selection: controls.Selection) -> str:
    """The unit of the address, else the first of the filters; its identity_key."""
    edition = selection.edition
    items = _items(edition, language())
    plans = common.plans(edition)
    shown = controls.plan_ids(selection) or tuple(plans["plan_id"])
    default = plans.loc[plans["plan_id"] == shown[0], "identity_key"].iloc[0]
    return search.choose(
        UNIT,
        items,
        labels=(t("unit.search"), t("unit.choose")),
        default=default,
        others=lambda: _others(edition),
        meant=lambda code: queries.current_code(edition, code),
        help=t("unit.search_help"),
    )


@st.cache_resource(max_entries=4, show_spinner=False)
def _items(edition: str, language: str) -> tuple[search.Item, ...]:
    """Units with a plan; made once, a country has thousands."""
    rows = queries.units(edition).to_dict("records")
    return tuple(_item(row, with_plan=True) for row in rows)


def _others(edition: str) -> list[search.Item]:
    """Units without a plan."""
    return [_item(row, with_plan=False) for row in queries.register(edition).to_dict("records")]


def _item(row: Mapping, *, with_plan: bool) -> search.Item:
    name = words.unit_title(pd.Series(row)) if with_plan else _without_plan(row)
    past = [row["predecessors"], row["identity_key"]]
    return search.item(
        row["identity_key"],
        name,
        [row["name_vi"], row.get("plan_names")],
        [row["province_vi"], *past],
    )


def _without_plan(row: Mapping) -> str:
    return t("unit.name_without_plan", name=row["name_vi"], province=row["province_vi"])


def view(selection: controls.Selection, key: str) -> View:
    """The unit with the plan to look at: the address's, else the latest in force of the filters."""
    plans = common.plans(selection.edition)
    own = plans[plans["identity_key"] == key]
    known = queries.units(selection.edition).set_index("identity_key")
    if key in known.index:
        name = words.unit_title(known.loc[key])
    else:
        unit = queries.unit(selection.edition, key)
        name = t("unit.name", name=unit["name_vi"], province=unit["province_vi"])
    labels = names.plan_names(selection.edition)
    plan_id = _choose_plan(selection, own, labels)
    if plan_id is not None:  # its own name stands in full in the heading
        short = names.plan_names(selection.edition, short=True)
        labels = {**labels, plan_id: short[plan_id]}
    return View(selection, key, name, own, plan_id, labels)


def _choose_plan(
    selection: controls.Selection, own: pd.DataFrame, labels: Mapping[str, str]
) -> str | None:
    if own.empty:
        return None
    in_years = own[own["plan_year"].isin(selection.years)] if selection.years else own
    offered = in_years if len(in_years) else own
    ranked = offered.sort_values(["in_force", "plan_rank"], ascending=[False, True])
    default = str(ranked["plan_id"].iloc[0])
    if len(own) == 1:
        return default
    return controls.choose(
        "plan",
        t("unit.choose_plan"),
        list(own["plan_id"]),
        format_func=lambda plan: labels.get(plan, plan),
        default=default,
    )


def show_links(now: View) -> None:
    """Other pages, filtered on this unit."""
    columns = st.columns(4)
    pages = (
        ("gap", {}),
        ("ambition", {}),
        ("tasks", {}),
        ("quality", {"plan": now.plan_id}),
    )
    for column, (page, more) in zip(columns, pages, strict=True):
        with column:
            components.page_link(page, t(f"unit.link.{page}"), commune=now.key, **more)


def show_against_peers(now: View, found: Mapping[str, pd.DataFrame]) -> None:
    """Own values beside those of the best peer, one row an indicator."""
    best, scope = found["best_peer"], now.selection.scope
    drawn = frames.drawn(best)
    if drawn.empty:
        st.header(plain(words.chart_title(best, now.plan)), anchor=False)
        st.markdown(plain(words.peer_words(best, now.labels, scope)))
        return
    pairs = {name: rows.loc[rows.index[best["gap"].notna()]] for name, rows in found.items()}
    table = kept.once("pairs", lambda: frames.targets(pairs, now.labels))
    components.show_chart(
        lambda: strips(
            frames.for_strips(drawn, names.plan_names(now.selection.edition, short=True)),
            (t("unit.chart.best"), now.plan),
        ),
        key="unit_peers",
        title=words.chart_title(best, now.plan),
        summary=words.chart_summary(best, len(drawn), scope),
        table=table,
        table_columns=_headings("indicator value_text best_text gap_text n_peers fit group"),
        how_to_read=t("unit.chart.how"),
        file_name=f"{t('unit.file')}-{now.plan_id}",
    )


def show_targets(now: View, found: Mapping[str, pd.DataFrame]) -> None:
    """Every number of the plan by group, with what there is to hold it against."""
    best = found["best_peer"]
    unaligned = queries.unaligned(now.selection.edition, str(now.plan_id))
    table = kept.once(
        "targets", lambda: frames.with_unaligned(frames.targets(found, now.labels), unaligned)
    )
    st.header(plain(t("unit.targets.title", n=len(table))), anchor=False)
    st.markdown(t("unit.targets.summary"))
    components.show_table(
        table,
        _headings(" ".join(frames.COLUMNS)),
        key="unit_targets",
        file_name=f"{t('unit.file')}-{now.plan_id}",
        height=_TALL if len(table) > 12 else "auto",
    )
    missing = words.missing_by_group(best)
    if not missing:
        return
    count = int((best["in_core"].astype(bool) & (best["state"] == "not_set")).sum())
    st.subheader(plain(tn("unit.missing.title", count)), anchor=False)
    st.markdown("\n".join(f"- **{plain(group)}**: {plain(text)}" for group, text in missing))
    st.caption(t("unit.missing.note"))


def show_tasks(now: View) -> None:
    """The tasks of the plan, those with a date first."""
    edition, today = now.selection.edition, date.today()
    tasks = task_frames.with_state(task_queries.tasks(edition, (str(now.plan_id),)), today)
    units = task_queries.unit_names(edition)
    st.header(plain(tn("unit.tasks.title", len(tasks))), anchor=False)
    if now.selection.groups:
        st.caption(t("tasks.no_groups"))
    st.markdown(plain(" ".join(task_words.opening(tasks, today, units))))
    if len(tasks):
        task_views.table("unit", tasks, task_views.View(units, now.labels, today))


def show_findings(now: View) -> None:
    """What the checks and readers found in the plan, worst first."""
    edition, plan_ids = now.selection.edition, (str(now.plan_id),)
    shares = quality_queries.shares(edition, plan_ids)
    found = quality_queries.findings(edition, plan_ids)
    st.header(plain(tn("unit.findings.title", len(found))), anchor=False)
    st.markdown(plain(quality_words.count_of_findings(shares, found)))
    if len(found):
        none = pd.DataFrame()
        quality_views.findings(quality_views.Rows(shares, found, none, none), now.labels)


def show_lineage(now: View) -> None:
    """Which units this one was made of."""
    edition = now.selection.edition
    unit = queries.unit(edition, now.key)
    st.header(t("unit.lineage.title"), anchor=False)
    former = queries.former(edition, now.key)
    sentences = words.lineage(unit, former, now.plans, now.labels)
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in sentences))


def show_documents(now: View) -> None:
    """The documents that the unit's figures come from."""
    st.header(plain(tn("unit.document.title", len(now.plans))), anchor=False)
    for _, plan in now.plans.iterrows():
        st.subheader(plain(now.labels[plan["plan_id"]]), anchor=False)
        lines = words.document_lines(plan)
        st.markdown(
            "\n".join(f"- {t(f'unit.document.{name}')}: {plain(text)}" for name, text in lines)
        )


def _headings(columns: str) -> dict[str, str]:
    return {column: t(f"unit.col.{column}") for column in columns.split()}
