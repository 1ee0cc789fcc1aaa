"""The parts of the page "Khoảng cách", in the order in which it shows them."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard import address, components, controls, gap_frames, kept
from dashboard.charts import gap as charts
from dashboard.charts import gap_bars as bars
from dashboard.gap_view import View, link_of
from dashboard.names import plan_names
from dashboard.narrative import gap as words
from dashboard.queries import gap_parts as queries
from messages import fmt_number, t


def show_heatmap(now: View) -> None:
    if now.reference.name == "plan" and not now.reference.plan:
        st.info(t("gap.choose_plan"))
    st.session_state["gap_every"] = now.every
    st.toggle(t("gap.every"), key="gap_every", help=t("gap.every_help"), on_change=_write_every)
    if len(now.plans) > len(now.shown):
        counts = (len(now.shown), len(now.plans), len(now.table_plans))
        shown, every, table = (fmt_number(count) for count in counts)
        st.caption(components.plain(t("gap.more_plans", shown=shown, all=every, table=table)))
    key = f"{t('gap.grid.how_reference')} " if now.reference.plan else ""
    st.markdown(components.plain(key + t("gap.grid.signs")))
    parts = gap_frames.halves(kept.once("cells", now.cells))
    for place, (column, cells) in enumerate(zip(st.columns(len(parts)), parts, strict=True)):
        with column:
            shown = cells[cells["plan_id"].isin(now.shown)]
            components.show_chart(
                lambda cells=shown: charts.heatmap(cells, now.columns),
                key=f"gap_grid_{place}",
                title=kept.once(
                    f"title_{place}", lambda cells=shown: words.part_title(cells, now.names)
                ),
                summary=words.part_summary(shown, now.against_short),
                table=cells,
                how_to_read=f"{t('gap.grid.how')} {t('gap.grid.click')}",
                table_columns=_headings(
                    "group indicator plan value_text reference_text gap_text gap fit n_peers"
                ),
            )


def show_ranked(now: View) -> None:
    short = plan_names(now.edition, short=True)
    pairs = kept.once("ranked", lambda: gap_frames.ranked(now.gaps, now.names, short))
    drawn = gap_frames.drawn(pairs)
    title = words.ranked_title(now.gaps, now.counts, now.names)
    summary = words.ranked_summary(now.counts, len(drawn), now.against_short)
    columns = _headings("indicator plan value_text reference_text gap_text gap fit n_peers group")
    if drawn.empty:
        st.header(components.plain(title), anchor=False)
        st.markdown(components.plain(summary))
        if len(pairs):
            components.show_table(pairs, columns, key="gap_ranked")
        return
    components.show_chart(
        lambda: bars.ranked(drawn),
        key="gap_ranked",
        title=title,
        summary=summary,
        table=pairs,
        table_columns=columns,
        how_to_read=t("gap.ranked.how"),
    )


def show_coverage(now: View) -> None:
    shares = queries.coverage(now.edition, now.table_plans, now.groups)
    if shares.empty:
        return
    table = gap_frames.coverage(shares, now.names)
    components.show_chart(
        lambda: charts.coverage(table, now.columns),
        key="gap_coverage",
        title=words.coverage_title(now.sums, now.names),
        summary=words.coverage_summary(now.sums, shares["group_id"].nunique()),
        table=table,
        table_columns=_headings("group plan set indicators percent"),
        origin_col=None,
        how_to_read=t("gap.coverage.how"),
    )


def show_two(now: View) -> None:
    st.header(t("gap.two.header"), anchor=False)
    options = list(now.names)
    closest = queries.closest_pair(now.edition, now.plans) or (options[0], options[-1])
    left, right = st.columns(2)
    picked = []
    for place, (column, side) in enumerate(((left, "first"), (right, "second"))):
        with column:
            label = t(f"gap.two.{side}")
            default = closest[place]
            picked.append(
                controls.choose(
                    f"plan_{side}", label, options, format_func=now.names.get, default=default
                )
            )
    first, second = picked
    if first == second:
        st.info(t("gap.two.same_plan"))
        return
    _show_two(now, first, second)


def _show_two(now: View, first: str, second: str) -> None:
    rows = queries.two_plans(now.edition, first, second, now.groups, now.reference.basis)
    table = kept.once("two", lambda: gap_frames.two_plans(rows, first, second))
    both = table[(table["side"] == "both") & (table["unit"] == "percent")]
    names = (now.names[first], now.names[second])
    components.show_chart(
        lambda: bars.two_plans(both, names),
        key="gap_two",
        title=words.two_title(rows, *names),
        summary=words.two_summary(rows, *names, link=link_of(now.edition, first, second)),
        table=table,
        table_columns={
            **_headings("group indicator"),
            "first_text": names[0],
            "second_text": names[1],
            **_headings("gap_text fit"),
        },
        how_to_read=t("gap.two.how"),
        level=3,
    )


def show_families(now: View) -> None:
    values = queries.families(now.edition, now.shown, now.groups)
    if values.empty:
        return
    table = kept.once("families", lambda: gap_frames.families(values, now.shown, now.names))
    components.show_chart(
        lambda: charts.families(table, now.columns),
        key="gap_families",
        title=words.families_title(values),
        summary=t("gap.families.summary"),
        how_to_read=t("gap.families.how"),
        table=table,
        table_columns=_headings("section indicator denominator_vi plan value_text"),
    )


def show_official(now: View) -> None:
    st.header(t("gap.official.title"), anchor=False)
    found = queries.official_values(now.edition, now.plans, now.groups)
    values = kept.once("official", lambda: gap_frames.official(found))
    if values.empty:
        st.markdown(t("gap.official.none"))
        return
    st.markdown(t("gap.official.summary"))
    columns = "indicator official_value document clause_text milestone valid_to reference_years"
    components.show_table(
        values,
        _headings(f"{columns} expired_years standing_text issued fit population_vi"),
        key="gap_official",
        origin_col=None,
    )


def _headings(columns: str) -> Mapping[str, str]:
    return {column: t(f"gap.col.{column}") for column in columns.split()}


def _write_every() -> None:
    address.write(every="1" if st.session_state["gap_every"] else None)
