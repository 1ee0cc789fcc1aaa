"""The filters of the sidebar, what they mean for a page, and links that keep them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

import messages
from dashboard import address, navigation
from dashboard.address import Options, Selection
from dashboard.names import group_names, identity_names, plan_names, province_names
from dashboard.queries import common
from dashboard.text import searchable
from messages import t

__all__ = ["Selection", "current", "plan_ids", "link", "url", "choose"]

LONG_LIST = 12  # options


def current() -> Selection:
    """What the reader chose, in this run; also sets the language (a fragment runs alone)."""
    messages.set_language(st.session_state["_language"])
    return st.session_state["_selection"]


def plan_ids(selection: Selection | None = None) -> tuple[str, ...]:
    """Plans that the province, commune and year filters show, latest year first."""
    return _plan_ids(selection or current())


@st.cache_resource(max_entries=256, show_spinner=False)
def _plan_ids(chosen: Selection) -> tuple[str, ...]:
    frame = common.plans(chosen.edition)
    if chosen.provinces:
        frame = frame[frame["province_code"].isin(chosen.provinces)]
    if chosen.communes:
        frame = frame[frame["identity_key"].isin(chosen.communes)]
    if chosen.years:
        frame = frame[frame["plan_year"].isin(chosen.years)]
    return tuple(frame["plan_id"])


def link(**changes: str | None) -> dict[str, str]:
    """Query parameters for a link to a page: the filters as they are, with `changes`."""
    params = address.lasting(address.seen())
    for name, value in changes.items():
        if value is None:
            params.pop(name, None)
        else:
            params[name] = value
    return params


def url(page: str, **changes: str | None) -> str:
    """Address of a page (its module, such as "gap") with the filters and `changes`."""
    params = link(**changes)
    return navigation.url(page) + (f"?{urlencode(params)}" if params else "")


def choose(
    param: str,
    label: str,
    options: Sequence[str],
    *,
    format_func: Callable[[str], str] = str,
    default: str | None = None,
    search: Callable[[str], str] | None = None,
) -> str:
    """A list to choose one of, kept in the address as `param`; for a page's own choices.

    A long list is also found by the words of `search`, the whole label unless given, typed without
    marks. Raises ValueError when there is nothing to choose from.
    """
    if not options:
        raise ValueError(f"no options for {param!r}")
    key = f"choice_{param}"
    wanted = address.seen().get(param)
    fallback = default if default in options else options[0]
    st.session_state[key] = wanted if wanted in options else fallback
    return st.selectbox(
        label,
        options,
        format_func=_found_unmarked(
            format_func, search, len(options), (str(st.session_state[key]),)
        ),
        placeholder=t("shell.filter.choose_one"),
        key=key,
        on_change=lambda: address.write(**{param: str(st.session_state[key])}),
    )


@st.cache_resource(max_entries=8, show_spinner=False)
def options(edition: str) -> Options:
    """What can be chosen in an edition."""
    plans = common.plans(edition)
    return Options(
        provinces=tuple(plans["province_code"].dropna().unique()),
        communes=tuple(plans["identity_key"].unique()),
        years=tuple(sorted({int(year) for year in plans["plan_year"]}, reverse=True)),
        groups=tuple(common.groups(edition)["group_id"]),
        plans=tuple(plans["plan_id"]),
        default_reference="official" if common.has_assigned_values(edition) else "best_peer",
    )


def draw_filters(selection: Selection, known: Options) -> None:
    """The filters, in the sidebar. They hold no state: the address does."""
    edition = selection.edition
    plans = common.plans(edition)
    _several("province", selection.provinces, list(known.provinces), province_names(edition))
    shown = (
        plans[plans["province_code"].isin(selection.provinces)] if selection.provinces else plans
    )
    communes = list(dict.fromkeys([*shown["identity_key"], *selection.communes]))
    _several("commune", selection.communes, communes, identity_names(edition))
    years = [str(year) for year in known.years]
    _several("year", tuple(map(str, selection.years)), years, {})
    _several("group", selection.groups, list(known.groups), group_names(edition))
    _draw_comparison(selection, known, plans)


def _draw_comparison(selection: Selection, known: Options, plans: pd.DataFrame) -> None:
    _one("ref", selection.reference, address.REFERENCES, "common.reference", known)
    if selection.reference == "plan":
        names = plan_names(selection.edition)
        key = "filter_ref_plan"
        st.session_state[key] = selection.ref_plan
        st.selectbox(
            t("shell.filter.ref_plan"),
            list(plans["plan_id"]),
            format_func=_labels(names, len(plans), (str(selection.ref_plan),)),
            placeholder=t("shell.filter.choose"),
            key=key,
            on_change=_write_one,
            args=("ref_plan", None),
        )
    _one("scope", selection.scope, address.SCOPES, "common.scope", known)
    st.session_state["filter_near"] = selection.near
    st.toggle(
        t("shell.filter.near"),
        key="filter_near",
        help=t("shell.filter.near_help"),
        on_change=lambda: address.write(near=None if st.session_state["filter_near"] else "0"),
    )


def _several(
    name: str, chosen: tuple[str, ...], choices: list[str], names: Mapping[str, str]
) -> None:
    key = f"filter_{name}"
    st.session_state[key] = list(chosen)
    st.multiselect(
        t(f"shell.filter.{name}"),
        choices,
        format_func=_labels(names, len(choices), chosen),
        placeholder=t("common.all"),
        key=key,
        on_change=lambda: address.write(**{name: ",".join(st.session_state[key])}),
    )


def _labels(names: Mapping[str, str], count: int, chosen: Collection[str]) -> Callable[[str], str]:
    """What options are called: in a long list, which people search, without marks too."""
    return _found_unmarked(lambda choice: names.get(choice, choice), None, count, chosen)


def _found_unmarked(
    label: Callable[[str], str],
    search: Callable[[str], str] | None,
    count: int,
    chosen: Collection[str],
) -> Callable[[str], str]:
    """What options of a list are called; a long one is searched without marks too.

    What is already chosen is not searched for: it stands on the screen by its name alone.
    """
    if count <= LONG_LIST:
        return label
    return lambda choice: (
        label(choice)
        if choice in chosen
        else searchable(label(choice), search(choice) if search else None)
    )


def _one(name: str, chosen: str, choices: Sequence[str], area: str, known: Options) -> None:
    key = f"filter_{name}"
    default = known.default_reference if name == "ref" else choices[0]
    st.session_state[key] = chosen
    st.selectbox(
        t(f"shell.filter.{name}"),
        choices,
        format_func=lambda choice: _sentence_case(t(f"{area}.{choice}")),
        placeholder=t("shell.filter.choose_one"),
        key=key,
        on_change=_write_one,
        args=(name, default),
    )


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _write_one(name: str, default: str | None) -> None:
    value = st.session_state[f"filter_{name}"]
    address.write(**{name: None if value == default else value})


def clear() -> None:
    """Take every filter out of the address; language and a frozen edition stay."""
    kept = {"lang", "edition"}
    address.write(**{name: None for name in address.LASTING if name not in kept})
