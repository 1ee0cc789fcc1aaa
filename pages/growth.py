"""Thay đổi qua các năm: does the later plan ask for more than the earlier one?"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import components, controls, growth_view, names
from dashboard.components import plain
from dashboard.narrative import growth as narrative
from dashboard.queries import growth as queries
from messages import fmt_number, t


def show() -> None:
    selection = controls.current()
    labels = names.plan_names(selection.edition)
    plans = controls.plan_ids(selection)
    components.page_title(t("growth.title"), t("growth.lead"))
    own = queries.pairs(selection.edition, plans, selection.near, selection.groups)
    communes = queries.communes_with_two_plans(selection.edition)
    for sentence in narrative.opening(own, communes, labels):
        st.markdown(plain(sentence))
    if len(plans) > queries.MAX_PLANS:
        shown, total = fmt_number(queries.MAX_PLANS), fmt_number(len(plans))
        st.caption(plain(t("growth.capped", shown=shown, total=total)))
    left, middle, right = st.columns([5, 6, 4])
    with left:
        link = growth_view.choose_link(own)
    found = growth_view.pairs_of(selection, plans, own, link)
    if found.empty:
        st.info(t(f"growth.none.{link}"))
    else:
        with middle:
            pair = growth_view.choose_pair(found, names.plan_names(selection.edition, short=True))
        with right:
            view = growth_view.choose_view()
        st.caption(t(f"growth.link.{link}.reads"))
        growth_view.show_pair(selection, pair, labels, view)
    across = [found] if link == "cross_province" else []
    growth_view.show_counts(pd.concat([own, *across]), labels)


show()
