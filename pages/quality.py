"""Chất lượng kế hoạch: how well each plan is drafted, and a to-do list for who drafts it."""

from __future__ import annotations

import streamlit as st

from dashboard import components, controls, names, quality_views
from dashboard.narrative import quality as narrative
from dashboard.queries import quality as queries
from dashboard.text import plain
from messages import t


def show() -> None:
    selection = controls.current()
    components.page_title(t("quality.title"), t("quality.lead"))
    edition, plan_ids = selection.edition, controls.plan_ids(selection)
    plans = names.plan_names(edition, short=True)
    rows = quality_views.Rows(
        shares=queries.shares(edition, plan_ids),
        findings=queries.findings(edition, plan_ids),
        numbers=queries.numbers(edition, plan_ids),
        bullets=queries.bullets(edition, plan_ids),
    )
    sentences = narrative.opening(rows.shares, rows.findings, plans)
    st.markdown(plain(" ".join(sentences)))
    if selection.groups:
        st.caption(t("quality.no_groups"))
    if rows.shares.empty:
        return
    quality_views.share_grid(rows, plan_ids, plans)
    st.header(t("quality.findings.title"), anchor=False)
    quality_views.findings(rows, plans)
    show_one_plan(rows, plan_ids, edition)


def show_one_plan(rows: quality_views.Rows, plan_ids: tuple[str, ...], edition: str) -> None:
    st.header(t("quality.todo.title"), anchor=False)
    labels = names.plan_names(edition)
    plan_id = controls.choose(
        "plan",
        t("quality.todo.choose"),
        plan_ids,
        format_func=lambda plan: labels.get(plan, plan),
    )
    quality_views.todo_list(rows, plan_id, labels[plan_id], edition)
    st.header(t("quality.behind.header"), anchor=False)
    quality_views.behind(rows, plan_id, labels[plan_id])


show()
