"""The deck that an address means: the page, the live slides and every file ask this one place."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from dashboard import address, controls, data, deck_edits, names
from dashboard.address import Selection
from dashboard.deck import Deck
from dashboard.deck_scene import AUDIENCES, EVERYWHERE, STORIES, Request, top_area
from dashboard.deck_stories import build
from dashboard.queries import common
from messages import language

ADDRESS_SETTING = "COMMUNE_PLANS_ADDRESS"  # where the live page is, for the QR code
MAX_PLACE = 80
_OCTOBER = (10, 10)


def next_digital_day(today: date) -> date:
    """The next 10 October, today included."""
    this = date(today.year, *_OCTOBER)
    return this if today <= this else date(today.year + 1, *_OCTOBER)


def request(params: Mapping[str, str], *, base: str, today: date | None = None) -> Request:
    """What an address asks for; what it does not know falls back to the default, never an error.

    `base` is the app's own address ("http://host:8501/"), used where no setting names another.
    Raises NoEdition when there is no edition, UnknownEdition for one that is not kept.
    """
    wanted = params.get("edition", "")
    edition = data.edition_of(wanted) if wanted else data.current_edition()
    selection = address.parse(params, controls.options(edition), edition).selection
    story = _one(params.get("story"), STORIES)
    inferred = params.get("inferred") == "1"
    area = _area(params.get("area"), selection, edition, inferred=inferred)
    unit = _unit(params.get("unit"), selection, area, inferred=inferred)
    return Request(
        selection=selection,
        story=story,
        area=area,
        unit=unit,
        group=_group(params.get("topic"), selection),
        day=_day(params.get("day"), today or date.today()),
        place=deck_edits.clean(params.get("place", _place(edition, area))[:MAX_PLACE], "\n\t"),
        audience=_one(params.get("audience"), AUDIENCES),
        inferred=inferred,
        edition_label=wanted if wanted != edition else "",
        link=_link(params, base, story, area, unit),
    )


def whole(asked: Request) -> Deck:
    """The deck of a request before the speaker's edits, in the current language; kept."""
    return _whole(asked, language())


@st.cache_resource(max_entries=32, show_spinner=False)
def _whole(asked: Request, chosen: str) -> Deck:
    return build(asked)


def deck(asked: Request, edits: deck_edits.Edits) -> Deck:
    """The deck of a request with the speaker's edits, in the current language."""
    return deck_edits.apply(whole(asked), edits, asked.audience)


def live_link(params: Mapping[str, str], base: str, page: str = "", **also: str) -> str:
    """The address of the live page for the QR code, with the filters; never one from outside.

    `also` are parameters of the page that the story means.
    """
    root = os.environ.get(ADDRESS_SETTING, "").strip() or base
    if not root.startswith(("http://", "https://")):
        return ""
    kept = {
        name: params[name]
        for name in ("edition", "lang", "near", "ref", "scope", "year")
        if params.get(name)
    }
    query = urlencode({**kept, **also})
    return f"{root.rstrip('/')}/{page or 'tong-quan'}" + (f"?{query}" if query else "")


def _link(params: Mapping[str, str], base: str, story: str, area: str, unit: str) -> str:
    """The page that says more on the story: the commune's profile, or the province's overview."""
    if story == "commune":
        return live_link(params, base, "ho-so-xa", unit=unit)
    return live_link(params, base, **({} if area == EVERYWHERE else {"province": area}))


def _one(wanted: str | None, known: tuple[str, ...]) -> str:
    return wanted if wanted in known else known[0]


def _area(wanted: str | None, selection: Selection, edition: str, *, inferred: bool) -> str:
    provinces = set(common.plans(edition)["province_code"].dropna())
    if wanted == EVERYWHERE or wanted in provinces:
        return str(wanted)
    if selection.provinces:
        return selection.provinces[0]
    return top_area(edition, inferred=inferred)


def _unit(wanted: str | None, selection: Selection, area: str, *, inferred: bool) -> str:
    """An identity key: the wanted one, else a commune of the filter or of the area."""
    plans = common.plans(selection.edition)
    plans = plans if inferred else plans[~plans["inferred"]]
    known = list(dict.fromkeys(plans["identity_key"]))
    if wanted in known:
        return str(wanted)
    of_area = plans.loc[plans["province_code"] == area, "identity_key"]
    choices = [*(key for key in selection.communes if key in known), *of_area, *known]
    return str(choices[0]) if choices else ""


def _group(wanted: str | None, selection: Selection) -> str:
    known = list(common.groups(selection.edition)["group_id"])
    if wanted in known:
        return str(wanted)
    if selection.groups:
        return selection.groups[0]
    return "government" if "government" in known else known[0]


def _day(wanted: str | None, today: date) -> date:
    try:
        return date.fromisoformat(wanted or "")
    except ValueError:
        return next_digital_day(today)


def _place(edition: str, area: str) -> str:
    return "" if area == EVERYWHERE else names.province_names(edition).get(area, "")
