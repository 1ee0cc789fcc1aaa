"""The parts of the overview, one function each, in the order of the page."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import components, controls, kept, names
from dashboard import overview_frames as frames
from dashboard.charts import overview as charts
from dashboard.narrative import overview as narrative
from dashboard.narrative.attention import Point
from dashboard.queries import overview as queries
from dashboard.text import plain
from messages import fmt_number, t, tn

FIRST = 8  # points shown before "more"
LINKED = 48  # points with a link; the table has more
LISTED = 12  # plans in the list beside the map
TABLE_HEIGHT = 320  # px; the list of a province is some hundred rows


def attention(points: list[Point], rows: pd.DataFrame) -> None:
    """The attention list, worst first; `rows` are what the points were made of."""
    total = frames.total_points(rows)
    st.header(plain(narrative.attention_title(points, total)), anchor=False)
    if not points:
        st.markdown(plain(t("overview.attention.none")))
        return
    for point in points[:FIRST]:
        _point(point)
    if any(point.code == "core_not_set" for point in points):
        st.caption(plain(t("overview.attention.core")))
    more = points[FIRST:LINKED]
    if more:
        with st.expander(tn("overview.attention.more", len(more))):
            for point in more:
                _point(point)
            _capped(FIRST + len(more), total)
    with st.expander(t("overview.attention.table")):
        st.caption(plain(t("overview.attention.how")))
        columns = _headings("severity", "plan", "sentence", "weight")
        components.show_table(
            lambda: frames.attention_table(points, rows), columns, key="attention"
        )
        _capped(len(points), total)


def _capped(shown: int, total: int) -> None:
    for sentence in narrative.capped(shown, total):
        st.caption(plain(sentence))


def _point(point: Point) -> None:
    text, link = st.columns([4, 1], vertical_alignment="center", gap="small")
    severity = plain(t(f"overview.severity.{point.severity}"))
    rest = point.sentence.removeprefix(point.plan)
    text.markdown(f"**{severity}** · **{plain(point.plan)}** {plain(rest)}")
    with link:
        label = t(f"overview.link.{point.page}")
        components.page_link(point.page, label, help=point.short, **point.changes)


def _headings(*columns: str) -> dict[str, str]:
    return {column: t(f"overview.col.{column}") for column in columns}


def coverage(chosen: controls.Selection, plan_ids: tuple[str, ...]) -> None:
    """How much of the core list each plan sets, by group."""
    cells = queries.coverage(chosen.edition, chosen.near)
    cells = frames.filtered(cells, plan_ids, chosen.groups)
    if cells.empty:
        st.header(t("overview.cover.title_none"), anchor=False)
        st.markdown(t("overview.cover.none"))
        return
    plans, groups = names.plan_names(chosen.edition), names.group_names(chosen.edition)
    whole = t("overview.cover.chosen_groups" if chosen.groups else "overview.cover.whole")
    everything = kept.once("totals", lambda: frames.with_totals(cells))
    columns = {**groups, frames.TOTAL: whole}
    by = _choice("cells", t("overview.cover.choose"), frames.COVER_BY, "overview.cover.by")
    how = t(f"overview.cover.how_{by}")
    if len(plan_ids) > charts.MAX_PLANS:
        how = f"{t('overview.cover.more', n=fmt_number(charts.MAX_PLANS))} {how}"
    components.show_chart(
        lambda: charts.coverage(frames.coverage_cells(everything, plans, columns, by)),
        key="coverage",
        title=kept.once(
            "coverage_title",
            lambda: narrative.coverage_title(frames.core_totals(everything), plans, whole),
        ),
        summary=kept.once("coverage_summary", lambda: narrative.coverage_summary(cells, groups)),
        table=lambda: frames.coverage_table(everything, plans, columns),
        table_columns=_headings(
            "plan", "group", "set_count", "indicators", "share", "level", "level_n"
        ),
        origin_col=None,
        how_to_read=how,
    )
    _open_cell(chosen, plans, columns)


def _choice(param: str, label: str, options: tuple[str, ...], area: str) -> str:
    """A list to choose one of, not wider than its words need."""
    with st.columns([2, 3])[0]:
        return controls.choose(
            param, label, options, format_func=lambda option: t(f"{area}.{option}")
        )


def _picked(key: str) -> list | None:
    """`customdata` of the mark that is selected on a chart of this page."""
    state = st.session_state.get(f"chart_{key}")
    marks = state.selection.points if state else []
    return marks[0].get("customdata") if marks else None


def _open_cell(chosen: controls.Selection, plans: dict[str, str], groups: dict[str, str]) -> None:
    """A link to the gaps behind the cell that was clicked."""
    data = _picked("coverage")
    if not data or data[1] not in plans:
        return
    plan, group = data[1], data[2]
    facts = queries.plan_facts(chosen.edition).set_index("plan_id")
    changes = {} if group == frames.TOTAL else {"group": group}
    label = t("overview.cover.open", plan=plans[plan], group=groups[group])
    components.page_link("gap", label, commune=facts.loc[plan, "identity_key"], **changes)


def where(chosen: controls.Selection, facts: pd.DataFrame) -> None:
    """The communes with plans on the map, and the same as a list with links."""
    plans = names.plan_names(chosen.edition)
    units = queries.units(chosen.edition)
    measure = _choice("measure", t("overview.map.measure"), frames.MEASURES, "overview.measure")
    short = names.plan_names(chosen.edition, short=True)
    placed = kept.once("placed", lambda: frames.placed(facts, plans, short, measure))
    unplaced = facts[facts["lat"].isna()]
    picture, listed = st.columns([3, 2], gap="medium")
    with picture:
        components.show_chart(
            lambda: charts.where(
                units,
                placed,
                frames.islands(units),
                bounds=frames.bounds_of(units, chosen.provinces),
            ),
            key="where",
            title=narrative.map_title(placed, len(unplaced)),
            summary=kept.once("map_summary", lambda: narrative.map_summary(placed, plans, measure)),
            table=lambda: frames.map_table(facts, plans),
            table_columns=_headings(
                "plan", "province", "targets", "core", "plan_year", "findings", "lat", "lon"
            ),
            origin_col=None,
            how_to_read=t("overview.map.how", units=fmt_number(len(units))),
        )
        _open_dot(placed)
    with listed:
        _map_list(placed, measure, len(facts))
        _map_notes(facts, plans, unplaced)


def _open_dot(placed: pd.DataFrame) -> None:
    """A link to the profile of the commune whose dot was clicked."""
    data = _picked("where")
    found = placed[placed["identity_key"] == data[1]] if data else placed.head(0)
    for _, row in found.iterrows():
        _profile_link(row)


def _profile_link(row: pd.Series, label: str | None = None) -> None:
    text = label or t("overview.map.open", plan=row["plan"])
    components.page_link("unit", text, unit=row["identity_key"])


def _map_list(placed: pd.DataFrame, measure: str, plans: int) -> None:
    st.subheader(
        plain(t("overview.map.list", measure=t(f"overview.measure.{measure}"))), anchor=False
    )
    for _, row in placed.head(LISTED).iterrows():
        _profile_link(
            row, t("overview.map.list_line", label=row["label"], province=row["now_province_vi"])
        )
    if len(placed) > LISTED:
        st.caption(plain(t("overview.map.more", n=fmt_number(len(placed) - LISTED))))


def _map_notes(facts: pd.DataFrame, plans: dict[str, str], unplaced: pd.DataFrame) -> None:
    past = facts[(facts["commune_code"] != facts["now_code"]) & facts["lat"].notna()]
    for rows, key in ((unplaced, "overview.map.unplaced_note"), (past, "overview.map.past_note")):
        if not rows.empty:
            named = "; ".join(plans[plan] for plan in rows["plan_id"].head(LISTED))
            st.caption(plain(t(key, plans=named)))


def silent(chosen: controls.Selection, register: pd.DataFrame) -> None:
    """Who has sent nothing for the chosen plan years: a number and a list to search in."""
    rows = register.set_index("province_code").to_dict("index")
    default = next((code for code in chosen.provinces if code in rows), next(iter(rows)))
    heading = st.container()
    code = controls.choose(
        "list_province",
        t("overview.silent.province"),
        list(rows),
        format_func=lambda code: t(
            "overview.silent.option",
            province=rows[code]["province_vi"],
            n=fmt_number(rows[code]["with_plan"]),
            units=fmt_number(rows[code]["units"]),
        ),
        default=default,
        search=lambda code: rows[code]["province_vi"],
    )
    heading.header(plain(narrative.silent_title(rows[code], chosen.years)), anchor=False)
    summary = kept.once("silent", lambda: narrative.silent_summary(register, chosen.years))
    heading.markdown(plain(summary))
    wanted = st.text_input(t("overview.silent.search"), key="overview_search")
    found = frames.matching(queries.silent(chosen.edition, code, chosen.years), wanted)
    if found.empty:
        st.markdown(plain(t("overview.silent.no_match")))
        return
    if wanted:
        st.markdown(plain(tn("overview.silent.found", len(found))))
    height = TABLE_HEIGHT if len(found) > FIRST else "auto"
    columns = _headings("commune", "code", "other_years")
    components.show_table(
        lambda: frames.silent_table(found),
        columns,
        key="silent",
        origin_col=None,
        height=height,
        more=(wanted,),
    )


def documents(chosen: controls.Selection, facts: pd.DataFrame) -> None:
    """When and from which documents the data comes."""
    st.header(plain(tn("overview.documents.title", len(facts))), anchor=False)
    st.markdown(plain(kept.once("sources", lambda: narrative.documents_summary(facts))))
    components.show_table(
        lambda: frames.documents(
            facts, names.plan_names(chosen.edition), names.plan_names(chosen.edition, short=True)
        ),
        _headings(
            "plan",
            "province",
            "number",
            "issued",
            "horizon",
            "statements",
            "annex",
            "targets",
            "tasks",
            "implements",
            "source",
        ),
        key="documents",
        origin_col=None,
    )
