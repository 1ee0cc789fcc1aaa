"""Sections of "Thay đổi qua các năm": which pair, its changes, what only one plan has, counts."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import components, controls, growth_frames, names
from dashboard.charts import growth as charts
from dashboard.charts.dumbbell import dumbbell
from dashboard.charts.label import as_text
from dashboard.components import plain
from dashboard.controls import Selection
from dashboard.narrative import growth as narrative
from dashboard.queries import growth as queries
from messages import fmt_list, fmt_number, fmt_value, t

CHANGE_COLUMNS = (
    "name", "from_year", "from_text", "to_year", "to_text", "change_text", "delta_text",
    "per_year_text", "closing_text", "comparability_text",
)  # fmt: skip
MOST_PAIRS = 20  # bars of counts; a phone could not show more


def choose_link(own: pd.DataFrame) -> str:
    """How the two plans are related; at first the strongest relation that has a pair."""
    there = set(own.loc[own["shared"] > 0, "link"])
    order = ("same_commune", "same_province", "baseline")
    default = next((link for link in order if link in there), "same_province")
    return controls.choose(
        "link",
        t("growth.choose.link"),
        queries.LINKS,
        format_func=lambda link: t(f"growth.link.{link}"),
        default=default,
    )


def pairs_of(
    selection: Selection, plans: tuple[str, ...], own: pd.DataFrame, link: str
) -> pd.DataFrame:
    """The pairs of one link; those across provinces are asked for only when they are wanted."""
    found = own
    if link == "cross_province":
        found = queries.pairs(
            selection.edition, plans, selection.near, selection.groups, cross=True
        )
    return found[found["link"] == link]


def choose_pair(found: pd.DataFrame, labels: dict[str, str]) -> pd.Series:
    """One pair of plans, kept in the address."""
    by_id = {f"{row['from_plan_id']}~{row['to_plan_id']}": row for _, row in found.iterrows()}
    chosen = controls.choose(
        "pair",
        t("growth.choose.pair"),
        list(by_id),
        format_func=lambda key: t(
            "growth.option.pair",
            pair=narrative.pair_label(by_id[key], labels),
            n=fmt_number(by_id[key]["shared"]),
        ),
    )
    return by_id[chosen]


def choose_view() -> str:
    """Slopes, or one row an indicator: at first what the reader's screen has room for."""
    phone = "Mobile" in str(st.context.headers.get("User-Agent", ""))
    return controls.choose(
        "view",
        t("growth.choose.view"),
        list(DRAWN),
        format_func=lambda name: t(f"growth.view.{name}"),
        default="dumbbell" if phone else "slope",
    )


def show_pair(selection: Selection, pair: pd.Series, labels: dict[str, str], view: str) -> None:
    before, after, link = pair["from_plan_id"], pair["to_plan_id"], pair["link"]
    changes = queries.changes(
        selection.edition, link, before, after, selection.near, selection.groups
    )
    rows = growth_frames.worded(changes, labels, link)
    show_changes(rows, pair, labels, view)
    show_closing(rows)
    show_redefined(rows)
    if link != "baseline":
        show_only(selection, before, after, labels)


def show_changes(rows: pd.DataFrame, pair: pd.Series, labels: dict[str, str], view: str) -> None:
    drawn = growth_frames.drawable(rows)
    if drawn.empty:
        st.info(t("growth.no_shares"))
        return
    ends = narrative.end_names(
        pair["link"], drawn, names.plan_names(controls.current().edition, short=True)
    )
    components.show_chart(
        lambda: DRAWN[view](drawn, ends, pair["link"]),
        key="changes",
        title=narrative.change_title(pair["link"], pair, labels),
        summary=narrative.change_summary(drawn, new=int(pair["new"]), dropped=int(pair["dropped"])),
        table=years_in_words(rows[rows["delta"].notna() | rows["change"].isin(["new", "dropped"])]),
        table_columns=headings(CHANGE_COLUMNS),
        how_to_read=t("growth.slope.how"),
        file_name="thay-doi",
        more=(view,),
    )


def draw_slopes(drawn: pd.DataFrame, ends: tuple[str, str], link: str) -> go.Figure:
    return charts.slopes(drawn, years=ends, names=panel_names(drawn, link))


def panel_names(drawn: pd.DataFrame, link: str) -> dict[str, str]:
    """What each panel of slopes is called, with how many lines it has."""
    return {
        change: t(
            _panel_key(change, link),
            change=change_word(change, link),
            n=fmt_number(int((drawn["change"] == change).sum())),
        )
        for change in charts.CHANGES
    }


def _panel_key(change: str, link: str) -> str:
    """What stands at a ceiling is said of both plans, everything else of the later one."""
    if link == "baseline":
        return "growth.panel_baseline"
    return "growth.panel_ceiling" if change == "at_ceiling" else "growth.panel"


def draw_dumbbell(drawn: pd.DataFrame, ends: tuple[str, str], link: str) -> go.Figure:
    words = {
        "more": change_word("raised", link),
        "less": change_word("lowered", link),
        "same": fmt_list([change_word("unchanged", link), change_word("at_ceiling", link)]),
    }
    legend = {key: t("growth.legend", end=ends[1], change=word) for key, word in words.items()}
    return dumbbell(growth_frames.for_dumbbell(drawn), first=ends[0], names=legend)


# "slope" or "dumbbell" -> how it is drawn
DRAWN = {"slope": draw_slopes, "dumbbell": draw_dumbbell}


def show_closing(rows: pd.DataFrame) -> None:
    bars = growth_frames.for_closing(rows)
    if bars.empty:
        return
    compared = rows[rows["delta"].notna()]
    components.show_chart(
        lambda: charts.closing(bars, unit_text=t("growth.closing.axis")),
        key="closing",
        title=narrative.closing_title(bars),
        summary=t("growth.closing.summary", skipped=fmt_number(len(compared) - len(bars))),
        table=compared,
        table_columns=headings(("name", "delta_text", "per_year_text", "closing_text")),
        how_to_read=t("growth.closing.how"),
        file_name="phan-con-thieu",
    )


def show_redefined(rows: pd.DataFrame) -> None:
    some = rows.assign(to_name=rows["name"])[rows["change"] == "definition_changed"]
    if some.empty:
        return
    st.header(plain(t("growth.redefined.title", n=fmt_number(len(some)))), anchor=False)
    st.markdown(t("growth.redefined.summary"))
    columns = ("from_name", "from_year", "from_text", "to_name", "to_year", "to_text")
    components.show_table(
        years_in_words(some), headings(columns), key="redefined", file_name="khac-pham-vi"
    )


def show_only(selection: Selection, before: str, after: str, labels: dict[str, str]) -> None:
    alone = queries.only_in_one(selection.edition, before, after, selection.groups)
    if alone.empty:
        return
    counts = alone["plan_id"].value_counts()
    title = t(
        "growth.only.title",
        before=labels[before],
        after=labels[after],
        n_before=fmt_number(int(counts.get(before, 0))),
        n_after=fmt_number(int(counts.get(after, 0))),
    )
    st.header(plain(title), anchor=False)
    st.markdown(t("growth.only.summary"))
    table = alone.assign(
        plan=alone["plan_id"].map(labels),
        name=alone["indicator_id"].map(names.indicator_names(selection.edition)),
        group=alone["group_id"].map(names.group_names(selection.edition)),
        value_text=[
            fmt_value(row["value"], row["unit"], row["comparator"]) for _, row in alone.iterrows()
        ],
    )
    columns = headings(("plan", "group", "name", "value_text", "year"))
    components.show_table(
        years_in_words(table), columns, key="only", file_name="chi-co-o-mot-ke-hoach"
    )


def show_counts(found: pd.DataFrame, labels: dict[str, str]) -> None:
    some = found[found["shared"] > 0].drop_duplicates(["link", "from_plan_id", "to_plan_id"])
    if len(some) < 2:
        return
    short = names.plan_names(controls.current().edition, short=True)
    ordered = some.sort_values(
        "link", key=lambda links: links.map(queries.LINKS.index), kind="stable"
    )
    table = ordered.assign(
        pair=[narrative.pair_label(row, labels) for _, row in ordered.iterrows()],
        link_text=[t(f"growth.link_short.{link}") for link in ordered["link"]],
        label=[
            t(
                "growth.counts.label",
                pair=as_text(narrative.pair_label(row, short)),
                link=t(f"growth.link_short.{row['link']}"),
                n=fmt_number(row["shared"]),
            )
            for _, row in ordered.iterrows()
        ],
    )
    columns = headings(("pair", "link_text", "shared"))
    columns |= {change: t(f"growth.change.{change}") for change in charts.CHANGES}
    drawn = most_shared(table)
    if len(drawn) < len(table):
        shown, total = fmt_number(len(drawn)), fmt_number(len(table))
        st.caption(plain(t("growth.counts.capped", shown=shown, total=total)))
    components.show_chart(
        lambda: charts.counts(
            drawn, names={name: t(f"growth.change.{name}") for name in charts.CHANGES}
        ),
        key="counts",
        title=narrative.counts_title(some, labels),
        summary=t("growth.counts.summary"),
        how_to_read=t("growth.counts.how"),
        table=table,
        table_columns=columns,
        origin_col=None,
        file_name="dem-thay-doi",
    )


def most_shared(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs to draw, in their order: where there are many, those that share most."""
    numbered = pairs.reset_index(drop=True)
    return numbered.loc[sorted(numbered.nlargest(MOST_PAIRS, "shared").index)]


def years_in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with years as text: a table would write 2.025."""
    years = [name for name in ("year", "from_year", "to_year") if name in rows.columns]
    return rows.assign(**{name: [str(int(year)) for year in rows[name]] for name in years})


def change_word(change: str, link: str) -> str:
    """How one change is called on this link."""
    return t(f"growth.{'panel_change' if link == 'baseline' else 'change'}.{change}")


def headings(columns: tuple[str, ...]) -> dict[str, str]:
    """The heading of each column."""
    return {column: t(f"growth.col.{column}") for column in columns}
