"""First sections of "Mức phấn đấu": the grid of pairs, one pair, profile, who is not rated."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from dashboard import address, ambition_frames, components, controls, names
from dashboard.charts import ambition as charts
from dashboard.charts.dumbbell import dumbbell
from dashboard.components import plain
from dashboard.controls import Selection
from dashboard.narrative import ambition as narrative
from dashboard.queries import ambition as queries
from messages import fmt_number, t

MAX_COLUMNS = 5  # columns that can be read at 375 px; the table twin holds the other pairs
MAX_ROWS = 20  # plans in the other charts and lists
MAX_CHOICES = 200  # plans in a list to choose from; more are found with the filters
Labels = Mapping[str, str]


def show_grid(selection: Selection, plan_ids: tuple[str, ...], labels: Labels) -> pd.DataFrame:
    """The grid of pairs; returns `queries.ambition.duels` of the plans on show."""
    counted, shown = plan_ids[:MAX_ROWS], plan_ids[:MAX_COLUMNS]
    duels = queries.duels(selection.edition, counted, selection.near, selection.groups)
    if len(shown) < 2:
        return duels
    won = queries.copeland(selection.edition, counted, selection.near, selection.groups)
    short = names.plan_names(selection.edition, short=True)
    components.show_chart(
        lambda: charts.grid(
            ambition_frames.duel_cells(duels, shown, labels),
            rows=ambition_frames.copeland_labels(won, shown, labels),
            columns=[short[plan] for plan in shown],
            cell_height=58,
        ),
        key="grid",
        title=narrative.grid_title(duels, len(counted)),
        summary=narrative.grid_summary(won, shown, labels),
        table=ambition_frames.duel_table(duels, won, labels),
        table_columns=headings(
            ("a", "b", "shared", "a_more", "same", "b_more", "mean", "says", "copeland")
        ),
        origin_col=None,
        how_to_read=t("ambition.grid.how"),
        file_name="doi-chieu",
        on_mark=choose_pair_by_mark,
    )
    if len(plan_ids) > MAX_COLUMNS:
        show_capped(MAX_COLUMNS, len(plan_ids))
    return duels


def choose_pair_by_mark(data: list) -> None:
    """A chosen square puts its two plans into the address."""
    if len(data) > 1:
        address.write(plan_a=str(data[0]), plan_b=str(data[1]))


def show_capped(shown: int, total: int) -> None:
    words = t("ambition.capped", shown=fmt_number(shown), total=fmt_number(total))
    st.caption(plain(words))


def show_pair(
    selection: Selection, plan_ids: tuple[str, ...], duels: pd.DataFrame, labels: Labels
) -> None:
    """Every indicator behind one pair that the reader picks, or clicked in the grid."""
    if len(plan_ids) < 2:
        return
    st.header(t("ambition.pair.header"), anchor=False)
    plan_a, plan_b = choose_two(plan_ids[:MAX_CHOICES], narrative.best_pair(duels), labels)
    if plan_a == plan_b:
        st.info(t("ambition.pair.same_plan"))
        return
    pair = queries.duels(
        selection.edition, (plan_a, plan_b), selection.near, selection.groups
    ).query("plan_a == @plan_a")
    if pair.empty:
        st.info(plain(t("ambition.pair.nothing", a=labels[plan_a], b=labels[plan_b])))
        return
    duel = pair.iloc[0]
    rows = ambition_frames.worded_pair(
        queries.pair_indicators(
            selection.edition, plan_a, plan_b, selection.near, selection.groups
        ),
        labels,
    )
    short = names.plan_names(selection.edition, short=True)
    legend = {
        change: t(f"ambition.pair.legend.{change}", plan=short[plan_a])
        for change in ("more", "less", "same")
    }
    components.show_chart(
        lambda: dumbbell(ambition_frames.pair_dumbbell(rows), first=short[plan_b], names=legend),
        key="pair",
        title=narrative.duel_words(duel, labels),
        summary=narrative.pair_summary(duel, rows),
        table=rows.assign(
            a=labels[plan_a],
            b=labels[plan_b],
            a_year=rows["a_year"].astype(str),  # as a number a table would write 2.026
            b_year=rows["b_year"].astype(str),
        ),
        table_columns=headings(
            ("name", "a", "a_text", "a_year", "b", "b_text", "b_year", "difference_text",
             "comparability_text")
        ),
        how_to_read=t("ambition.pair.how"),
        file_name="doi-chieu-hai-ke-hoach",
        level=3,
    )  # fmt: skip


def choose_two(
    plan_ids: tuple[str, ...], best: pd.Series | None, labels: Labels
) -> tuple[str, str]:
    """Two plans, kept in the address; at first the pair that shares most."""
    first, second = (best["plan_a"], best["plan_b"]) if best is not None else plan_ids[:2]
    left, right = st.columns(2)
    with left:
        plan_a = controls.choose(
            "plan_a", t("ambition.choose.a"), plan_ids, format_func=labels.get, default=first
        )
    with right:
        plan_b = controls.choose(
            "plan_b", t("ambition.choose.b"), plan_ids, format_func=labels.get, default=second
        )
    return plan_a, plan_b


def show_profile(frame: pd.DataFrame, core: int, labels: Labels) -> None:
    """Level, breadth and firmness of each plan, with the counts behind them."""
    rows = ambition_frames.worded_profile(frame.head(MAX_ROWS), labels, core)
    components.show_chart(
        lambda: charts.profile(
            rows, names={name: t(f"ambition.component.{name}") for name in charts.COMPONENTS}
        ),
        key="profile",
        title=narrative.profile_title(frame, labels, core),
        summary=t("ambition.profile.summary", core=fmt_number(core)),
        table=rows,
        table_columns=headings(
            ("plan", "level", "level_n", "breadth", "breadth_n", "firmness", "firmness_n",
             "rated_text")
        ),
        origin_col=None,
        how_to_read=t("ambition.profile.how"),
        file_name="ho-so-muc-phan-dau",
    )  # fmt: skip


def show_unrated(frame: pd.DataFrame, labels: Labels) -> None:
    """Which plans are not rated, and why; not rated is never 0."""
    unrated = frame[~frame["rated"].astype(bool)]
    if unrated.empty:
        return
    st.markdown(f"**{plain(t('ambition.unrated.title'))}**")
    some = unrated.head(MAX_ROWS)
    reasons = [narrative.unrated_reason(row, labels) for _, row in some.iterrows()]
    st.markdown("\n".join(f"- {plain(reason)}" for reason in reasons))
    if len(unrated) > MAX_ROWS:
        show_capped(MAX_ROWS, len(unrated))


def headings(columns: tuple[str, ...]) -> dict[str, str]:
    """The heading of each column."""
    return {column: t(f"ambition.col.{column}") for column in columns}
