"""Tổng quan: what needs attention, how full the plans are, where they are, what they rest on."""

from __future__ import annotations

import streamlit as st

from dashboard import components, controls, kept, names
from dashboard import overview_frames as frames
from dashboard import overview_sections as sections
from dashboard.narrative import attention
from dashboard.narrative import overview as narrative
from dashboard.queries import overview as queries
from dashboard.text import plain
from messages import t


def show() -> None:
    chosen = controls.current()
    plan_ids = controls.plan_ids(chosen)
    facts = frames.filtered(queries.plan_facts(chosen.edition), plan_ids)
    rows = queries.attention(chosen.edition, plan_ids, chosen.groups)
    plans, short = (names.plan_names(chosen.edition, short=short) for short in (False, True))
    points = kept.once("points", lambda: attention.points(rows, plans, short))
    total = frames.total_points(rows)
    register = queries.register(chosen.edition, chosen.years)
    known = register[register["province_code"].isin(facts["now_province_code"].dropna())]
    components.page_title(t("overview.title"))
    first, *rest = kept.once("opening", lambda: narrative.opening(facts, points, known, total))
    st.markdown(f"**{plain(first)}**")
    if rest:
        st.markdown(plain(" ".join(rest)))
    if not facts.empty:
        sections.attention(points, rows)
        sections.coverage(chosen, plan_ids)
        sections.where(chosen, facts)
    sections.silent(chosen, register)
    if not facts.empty:
        sections.documents(chosen, facts)


show()
