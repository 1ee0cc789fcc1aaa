"""Khoảng cách: who asks for less than whom, and what is not set."""

from __future__ import annotations

import streamlit as st

from dashboard import address, components, controls, gap_sections
from dashboard.gap_view import view
from messages import t


def show() -> None:
    now = view(controls.current(), every=address.seen().get("every") == "1")
    components.page_title(t("gap.title"))
    for sentence in now.opening():
        st.markdown(components.plain(sentence))
    if not now.plans:
        return
    gap_sections.show_heatmap(now)
    left, right = st.columns(2, gap="large")
    with left:
        gap_sections.show_ranked(now)
    with right:
        gap_sections.show_coverage(now)
    left, right = st.columns(2, gap="large")
    with left:
        gap_sections.show_two(now)
    with right:
        gap_sections.show_families(now)
    gap_sections.show_official(now)


show()
