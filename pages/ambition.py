"""Mức phấn đấu: whose plan asks for more, and how sure is that?"""

from __future__ import annotations

import streamlit as st

from dashboard import ambition_score_view as score_view
from dashboard import ambition_scores as scores
from dashboard import ambition_view as view
from dashboard import components, controls, names
from dashboard.components import plain
from dashboard.narrative import ambition as narrative
from dashboard.queries import ambition as queries
from messages import fmt_number, t


def show() -> None:
    selection = controls.current()
    labels = names.plan_names(selection.edition)
    plans = controls.plan_ids(selection)
    core = queries.core_size(selection.edition)
    ranking = scores.ranking(selection.edition)
    everyone = scores.profiles(selection.edition, selection.near).set_index("plan_id")
    components.page_title(t("ambition.title"), t("ambition.lead"))
    opening = st.container()
    duels = view.show_grid(selection, plans, labels)
    view.show_pair(selection, plans, duels, labels)
    shown = everyone.loc[list(plans)].reset_index()
    with opening:
        for sentence in narrative.opening(duels, shown, len(ranking.plans), labels, core):
            st.markdown(plain(sentence))
        if selection.groups:
            st.caption(t("ambition.groups_note"))
    if shown.empty:
        return
    view.show_profile(shown, core, labels)
    view.show_unrated(shown, labels)
    st.header(t("ambition.score.header"), anchor=False)
    method = score_view.choose_method()
    scored = scores.scored(everyone.reset_index(), method).set_index("plan_id")
    scored = scored.loc[list(plans)].reset_index()
    score_view.show_score(scored, method, len(ranking.plans), labels)
    score_view.show_levers(selection, scored, method, labels)
    st.caption(t("ambition.growth_note"))
    components.page_link("growth", t("shell.page.growth"))
    st.header(t("ambition.rank.header"), anchor=False)
    if len(ranking.plans) < narrative.MIN_RANKED:
        st.info(plain(t("ambition.rank.too_few", n=fmt_number(len(ranking.plans)))))
    else:
        score_view.show_ranking(ranking, labels, key="rank", only=plans)
    with st.expander(t("ambition.example.title")):
        st.markdown(t("ambition.example.text"))
        score_view.show_ranking(*scores.example(), key="example")


show()
