"""Hồ sơ xã, phường: one commune-level unit against its peers, with its tasks and documents."""

from __future__ import annotations

import streamlit as st

from dashboard import components, controls
from dashboard import unit_sections as sections
from dashboard.narrative import unit as narrative
from dashboard.queries import unit as queries
from dashboard.text import plain
from messages import t


def show() -> None:
    selection = controls.current()
    components.page_title(t("unit.title"), t("unit.lead"))
    now = sections.view(selection, sections.choose_unit(selection))
    st.header(plain(now.name), anchor=False)
    if now.plan_id is None:
        st.info(t("unit.no_plan"))
        sections.show_lineage(now)
        return
    found = queries.targets(
        selection.edition, now.plan_id, selection.groups, selection.basis, selection.scope
    )
    for sentence in narrative.opening(found, now.plan, now.labels, selection.scope):
        st.markdown(plain(sentence))
    sections.show_links(now)
    sections.show_against_peers(now, found)
    sections.show_targets(now, found)
    sections.show_tasks(now)
    sections.show_findings(now)
    sections.show_lineage(now)
    sections.show_documents(now)


show()
