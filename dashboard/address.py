"""The address is the state: what the reader chose, read from it and written to it.

Pure but for `read` and `write`, so that shared links can be tested without a page. See
docs/decisions/0003-address-is-state.md.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import streamlit as st

REFERENCES = ("best_peer", "median_peer", "official", "ceiling", "plan")
SCOPES = ("all", "province")
STATEMENT = "statement"
# parameters of every screen: the rest (statement, indicator, plan ...) belong to one page
LASTING = (
    "province",
    "commune",
    "year",
    "group",
    "near",
    "ref",
    "ref_plan",
    "scope",
    "edition",
    "lang",
)
_SEEN = "_address"


@dataclass(frozen=True)
class Selection:
    """What the reader chose. An empty tuple is "all"."""

    edition: str
    provinces: tuple[str, ...] = ()  # province codes
    communes: tuple[str, ...] = ()  # identity keys
    years: tuple[int, ...] = ()  # plan years
    groups: tuple[str, ...] = ()  # group ids
    near: bool = True  # near pairs count too
    reference: str = "best_peer"
    ref_plan: str | None = None
    scope: str = "all"

    @property
    def basis(self) -> str:
        """Value of `mart.gap.basis` that the choice of near pairs means."""
        return "exact_near" if self.near else "exact"


@dataclass(frozen=True)
class Options:
    """What can be chosen in an edition."""

    provinces: Collection[str]
    communes: Collection[str]
    years: Collection[int]
    groups: Collection[str]
    plans: Collection[str]
    default_reference: str = "best_peer"


@dataclass
class Parsed:
    """A selection and the parts of the address that meant nothing: `(parameter, value)`."""

    selection: Selection
    refused: list[tuple[str, str]] = field(default_factory=list)


def parse(params: Mapping[str, str], options: Options, edition: str) -> Parsed:
    """Read the filters of an address; what it does not know is refused, never an error."""
    refused: list[tuple[str, str]] = []

    def several(name: str, known: Collection[str]) -> tuple[str, ...]:
        wanted = [part for part in params.get(name, "").split(",") if part]
        refused.extend((name, part) for part in wanted if part not in known)
        return tuple(dict.fromkeys(part for part in wanted if part in known))

    def one(name: str, known: Collection[str], default: str | None) -> str | None:
        wanted = params.get(name)
        if wanted is None or wanted in known:
            return wanted or default
        refused.append((name, wanted))
        return default

    years = several("year", {str(year) for year in options.years})
    reference = one("ref", REFERENCES, options.default_reference)
    ref_plan = one("ref_plan", options.plans, None)
    selection = Selection(
        edition=edition,
        provinces=several("province", options.provinces),
        communes=several("commune", options.communes),
        years=tuple(int(year) for year in years),
        groups=several("group", options.groups),
        near=one("near", ("0", "1"), "1") == "1",
        reference=reference or options.default_reference,
        ref_plan=ref_plan if reference == "plan" else None,
        scope=one("scope", SCOPES, "all") or "all",
    )
    return Parsed(selection, refused)


def read() -> dict[str, str]:
    """The parameters of this run; called once, before anything is drawn."""
    params = st.query_params.to_dict()
    st.session_state[_SEEN] = params
    return params


def write(**changes: str | None) -> None:
    """Change parameters of the address at once; None or "" takes one out.

    For callbacks of widgets and charts, which run before the page does. The change is made to
    the address as this session last knew it: the browser may have sent an older one.
    """
    params = dict(st.session_state.get(_SEEN, st.query_params.to_dict()))
    for name, value in changes.items():
        if value:
            params[name] = value
        else:
            params.pop(name, None)
    st.session_state[_SEEN] = params
    st.query_params.from_dict(params)


def drop(refused: list[tuple[str, str]]) -> None:
    """Take refused values out of the address; a list keeps its other values."""
    params = seen()
    for name, value in refused:
        rest = [part for part in params.get(name, "").split(",") if part and part != value]
        params[name] = ",".join(rest)
    write(**{name: params[name] for name, _ in refused})


def seen() -> dict[str, str]:
    """The parameters as `read` or `write` last left them, also inside a fragment."""
    return dict(st.session_state.get(_SEEN, {}))


def lasting(params: Mapping[str, str]) -> dict[str, str]:
    """The parameters that go along to another page."""
    return {name: params[name] for name in LASTING if params.get(name)}
