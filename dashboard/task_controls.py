"""The tasks page's own choices, kept in the address: the date it looks from, and one lead unit."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd
import streamlit as st

from dashboard import address, controls, kept, task_frames
from dashboard.text import plain
from messages import fmt_date, t

AS_OF = "asof"
LEAD = "lead"
_EVERYONE = "all"
_AS_OF_KEY = "choice_asof"


def draw(tasks: pd.DataFrame, units: Mapping[str, str]) -> tuple[date, str | None]:
    """Draw both side by side; the date (today until another is chosen) and a unit id or None."""
    left, right = st.columns([1, 2])
    with left:
        as_of = _date()
    with right:
        unit = _lead(tasks, units)
    return as_of, unit


def parse_date(text: str | None) -> date | None:
    """A date of an address, "2025-12-31"; None for anything else."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _date() -> date:
    wanted = address.seen().get(AS_OF)
    chosen = parse_date(wanted) or date.today()
    if wanted and parse_date(wanted) is None:
        text = t("tasks.as_of.refused", value=wanted[:40], date=fmt_date(chosen))
        st.toast(plain(text))
        address.write(**{AS_OF: None})
    st.session_state[_AS_OF_KEY] = chosen
    st.date_input(
        t("tasks.as_of.label"),
        key=_AS_OF_KEY,
        format="DD/MM/YYYY",
        min_value=date(2000, 1, 1),
        max_value=date(2100, 12, 31),
        help=t("tasks.as_of.help"),
        on_change=_write_date,
    )
    return chosen


def _write_date() -> None:
    chosen = st.session_state[_AS_OF_KEY]
    address.write(**{AS_OF: chosen.isoformat() if chosen else None})


def _lead(tasks: pd.DataFrame, units: Mapping[str, str]) -> str | None:
    present = kept.once(
        "leads", lambda: list(task_frames.by_lead(tasks)["unit_id"].dropna().unique())
    )
    labels = {unit: units.get(unit, unit) for unit in present}
    labels[task_frames.NO_LEAD] = t("tasks.lead_none")
    order = sorted(present, key=lambda unit: (unit == task_frames.NO_LEAD, labels[unit]))
    labels[_EVERYONE] = t("tasks.unit.all")
    chosen = controls.choose(
        LEAD,
        t("tasks.unit.label"),
        [_EVERYONE, *order],
        format_func=lambda unit: labels.get(unit, unit),
    )
    return None if chosen == _EVERYONE else chosen
