"""Tiến độ: results against targets, the pace that is needed, and what the straight path asks."""

from __future__ import annotations

import streamlit as st

from dashboard import components, controls, names, progress_views
from dashboard.narrative import progress as narrative
from dashboard.progress_frames import NO_RESULT
from dashboard.text import plain
from messages import t


def show() -> None:
    selection = controls.current()
    components.page_title(t("progress.title"), t("progress.lead"))
    rows, targets = progress_views.shown(selection)
    plans = names.plan_names(selection.edition, short=True)
    st.markdown(plain(" ".join(narrative.opening(rows, targets, plans))))
    if rows.empty:
        st.info(t("progress.empty"))
    else:
        progress_views.picture(rows, plans)
        progress_views.milestones(rows, plans)
    if rows.empty or (rows["status"] == NO_RESULT).any():
        progress_views.how_to_fill()


show()
