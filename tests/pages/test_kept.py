"""What a page keeps is what it would make anew: address after address, held side by side.

The addresses of a page are opened one after the other while what it keeps grows; then each is
opened with nothing kept. What hangs on something that its key does not name would differ.
"""

import pytest
import streamlit as st

from dashboard import navigation
from tests.pages.screen import opened

FILTERS = (
    {"year": "2025", "lang": "en"},
    {"year": "", "province": "37"},
    {"province": "", "lang": "", "group": "infrastructure"},
    {"group": "", "near": "0"},
    {"near": "", "ref": "ceiling", "scope": "province"},
)
# What each page lets its reader choose beside the filters.
OWN = {
    "overview": ({"cells": "level"}, {"measure": "findings"}, {"list_province": "38"}),
    "gap": ({"every": "1"}, {"plan_first": "thanh-mien-2025"}, {"ref": "median_peer"}),
    "ambition": (
        {"plan_a": "thanh-mien-2025", "plan_b": "giao-minh-2026"},
        {"w_level": "9"},
        {"mean": "arithmetic"},
    ),
    "growth": ({"view": "dumbbell"}, {"link": "cross_province"}),
    "unit": ({"unit": "14161"},),
    "indicator": ({"indicator": "coverage_5g"},),
    "tasks": ({"asof": "2025-06-30"}, {"lead": "none"}),
    "quality": ({"plan": "thanh-mien-2025"}, {"check": "measurable"}),
    "progress": (),
}


def forget():
    """Nothing is kept any more."""
    st.cache_data.clear()
    st.cache_resource.clear()


def seen(app):
    """All that is shown, in order: words, figures, cells as values and as text."""
    return [found for node in nodes(app.main) if (found := content(node.type, node.proto))]


def nodes(block):
    for child in block.children.values():
        if hasattr(child, "children"):
            yield from nodes(child)
        elif hasattr(child, "proto"):
            yield child


def content(kind, proto):
    if kind == "plotly_chart":
        return kind, proto.spec, proto.alt
    if kind == "dataframe":
        cells = proto.arrow_data
        return kind, cells.data, cells.styler.display_values, proto.columns
    if hasattr(proto, "body"):
        return kind, proto.body
    if kind == "page_link":
        return kind, proto.label, proto.page
    return None


def held_against_new(module, changes):
    """Open one address after the other, each a change of the last; then each with nothing kept."""
    address, kept = {}, []
    for change in ({}, *changes):
        address = {name: value for name, value in {**address, **change}.items() if value}
        kept.append((address, seen(opened(f"{module}.py", address))))
    for address, shown in kept:
        anew = seen(opened(f"{module}.py", address, before=forget))
        assert [one[0] for one in shown] == [one[0] for one in anew], address
        for old, new in zip(shown, anew, strict=True):
            assert old == new, address
    return kept


@pytest.mark.parametrize("module", OWN)
def test_what_is_kept_is_what_would_be_made_anew(store, module):
    screens = held_against_new(module, [*OWN[module][:1], *FILTERS[:1]])
    assert all(shown for _, shown in screens)


@pytest.mark.thorough
@pytest.mark.parametrize("module", OWN)
def test_every_filter_after_every_choice_too(store, module):
    held_against_new(module, [*FILTERS, *OWN[module], *FILTERS])


def test_the_pages_that_show_figures_are_all_walked():
    others = {"upload", "present", "methods"}
    assert {entry.module for entry in navigation.ENTRIES} == set(OWN) | others
