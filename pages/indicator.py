"""Chỉ tiêu: one indicator over all plans and years, its definition and its official values."""

from __future__ import annotations

import streamlit as st

from dashboard import components, controls
from dashboard import indicator_sections as sections
from dashboard.narrative import indicator as narrative
from dashboard.text import plain
from messages import t


def show() -> None:
    selection = controls.current()
    components.page_title(t("indicator.title"), t("indicator.lead"))
    now = sections.view(selection, sections.choose_indicator(selection))
    st.header(plain(now.name), anchor=False)
    for sentence in narrative.opening(now.standing, now.official, now.labels):
        st.markdown(plain(sentence))
    sections.show_links(now)
    sections.show_values(now)
    sections.show_missing(now)
    sections.show_official(now)
    sections.show_family(now)
    sections.show_definition(now)


show()
