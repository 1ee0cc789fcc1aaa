"""The choices of the page "Trình chiếu": story, about whom, when and where; all in the address."""

from __future__ import annotations

from datetime import date

import streamlit as st

from dashboard import address, controls, deck_edits, names
from dashboard.deck_scene import AUDIENCES, EVERYWHERE, STORIES, Request
from dashboard.names import group_names, province_names
from dashboard.queries import common
from messages import language, t


def params() -> dict[str, str]:
    """The parameters that mean this deck, as the live slides and the saved file take them."""
    known = (*deck_edits.CHOICES, "deck", "province", "commune", "ref_plan")
    found = {name: value for name, value in address.seen().items() if name in known and value}
    return {**found, "lang": language()}


def draw(asked: Request) -> None:
    """The widgets; `asked` is what they mean now. They hold no state: the address does."""
    first, second, third = st.columns(3)
    with first:
        controls.choose(
            "story", t("deck.choose.story"), STORIES, format_func=lambda one: t(f"deck.story.{one}")
        )
    with second:
        _about(asked)
    with third:
        controls.choose(
            "audience",
            t("deck.choose.audience"),
            AUDIENCES,
            format_func=lambda one: t(f"deck.audience.{one}"),
        )
    first, second, third = st.columns(3, vertical_alignment="bottom")
    with first:
        _day(asked.day)
    with second:
        _place(asked.place)
    with third:
        _inferred(asked)


def _about(asked: Request) -> None:
    if asked.story == "commune":
        _commune(asked)
        return
    _area(asked)
    if asked.story == "group":
        groups = group_names(asked.edition)
        controls.choose(
            "topic",
            t("deck.choose.group"),
            list(groups),
            format_func=lambda one: groups[one],
            default=asked.group,
        )


def _area(asked: Request) -> None:
    provinces = province_names(asked.edition)
    options = [*provinces, EVERYWHERE]
    controls.choose(
        "area",
        t("deck.choose.area"),
        options,
        format_func=lambda one: provinces.get(one) or t("deck.area.all_option"),
        default=asked.area,
    )


def _commune(asked: Request) -> None:
    plans = common.plans(asked.edition)
    plans = plans if asked.inferred else plans[~plans["inferred"]]
    labels = names.identity_names(asked.edition)
    controls.choose(
        "unit",
        t("deck.choose.unit"),
        list(dict.fromkeys(plans["identity_key"])),
        format_func=lambda one: labels.get(one, one),
        default=asked.unit,
    )


def _day(day: date) -> None:
    st.session_state["deck_day"] = day
    st.date_input(
        t("deck.choose.day"),
        key="deck_day",
        format="DD/MM/YYYY",
        on_change=lambda: address.write(day=_iso(st.session_state["deck_day"])),
    )


def _iso(day: object) -> str | None:
    return day.isoformat() if isinstance(day, date) else None


def _place(place: str) -> None:
    st.session_state["deck_place"] = place
    st.text_input(
        t("deck.choose.place"),
        key="deck_place",
        max_chars=80,
        on_change=lambda: address.write(place=st.session_state["deck_place"].strip() or None),
    )


def _inferred(asked: Request) -> None:
    if not common.plans(asked.edition)["inferred"].any():
        return
    st.session_state["deck_inferred"] = asked.inferred
    st.toggle(
        t("deck.choose.inferred"),
        key="deck_inferred",
        help=t("deck.choose.inferred_help"),
        on_change=lambda: address.write(
            inferred="1" if st.session_state["deck_inferred"] else None
        ),
    )
