"""The panel that shows where a number comes from: `?statement=<id>` in the address opens it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

import messages
from dashboard import address, controls, data, names, origin_task, places
from dashboard.narrative import quality
from dashboard.queries import common
from dashboard.text import plain
from messages import fmt_date, fmt_value, is_missing, t

_AT = "_origin_at"  # key of the chart that the panel belongs under
_DRAWN = "_origin_drawn"


def begin_run() -> None:
    """Forget that the panel has been drawn; the shell calls it before the page runs."""
    st.session_state[_DRAWN] = False


def open_at(key: str, statement_id: str | None) -> None:
    """Open the panel under the chart `key`, or close it with None (for callbacks)."""
    st.session_state[_AT] = key if statement_id else None
    address.write(statement=statement_id)


def show_at(key: str) -> None:
    """Draw the panel here if it was opened from the chart `key`."""
    if st.session_state.get(_AT) == key:
        _show_once()


def show_remaining() -> None:
    """Draw the panel if it is open and no chart of the page has: a shared link, for one."""
    _show_once()


def _show_once() -> None:
    wanted = address.seen().get(address.STATEMENT)
    if not wanted or st.session_state.get(_DRAWN):
        return
    st.session_state[_DRAWN] = True
    edition = controls.current().edition
    with st.container(border=True, key="origin_panel"):
        if origin_task.is_task(wanted):
            st.subheader(t("tasks.origin.title"), anchor=False)
            origin_task.draw(edition, wanted)
        else:
            st.subheader(t("origin.title"), anchor=False)
            _draw_number(edition, wanted)
        st.button(t("origin.close"), key="origin_close", on_click=open_at, args=("", None))


def _draw_number(edition: str, statement_id: str) -> None:
    found = common.statement(edition, statement_id)
    if found is None:
        st.markdown(t("origin.unknown"))
    else:
        _draw(edition, found)


def _draw(edition: str, row: pd.Series) -> None:
    st.markdown(f"**{plain(row['label_vi'])}** — {plain(value_with_year(row))}")
    lines = [(t(f"origin.{name}"), text) for name, text in facts(edition, row) if text]
    st.markdown("\n".join(f"- {label}: {plain(text)}" for label, text in lines))
    found = finding_sentences(edition, row)
    if found:
        st.markdown(t("origin.findings"))
        st.markdown("\n".join(f"- {plain(sentence)}" for sentence in found))


def value_with_year(row: pd.Series) -> str:
    """The value as worded, with the year it is for and how it binds."""
    value = fmt_value(row["value"], row["unit"], row["comparator"])
    kind = t(f"common.kind.{row['kind']}")
    return t("origin.value_line", value=value, year=int(row["year"]), kind=kind)


def facts(edition: str, row: pd.Series) -> list[tuple[str, str]]:
    """What the panel says, in order: pairs of the message `origin.<name>` and the text."""
    return [
        ("plan", names.plan_names(edition).get(row["plan_id"], row["plan_id"])),
        ("number", _number(row)),
        ("province", _text(row["province_vi"])),
        ("place", place(row)),
        ("population", _text(row["population_vi"])),
        ("fraction", _fraction(row)),
        ("due", _due(row)),
        ("lead_unit", _text(row["lead_unit_name"])),
        ("binding", t(f"common.binding.{row['binding']}")),
        ("indicator", _indicator(row)),
        ("definition", definition(row)),
        ("comparability", comparability(row)),
        ("impossible", t("origin.impossible_text") if row["impossible"] else ""),
        ("speaks", t("origin.speaks_yes" if row["speaks"] else "origin.speaks_no")),
        ("loaded", _loaded(edition, row)),
        ("built", _built(edition)),
        ("edition", edition),
    ]


def place(row: pd.Series) -> str:
    """Section and bullet, or sheet and cell, of one number."""
    if not is_missing(row["cell"]):
        return t("common.place_cell", sheet=row["sheet"], cell=row["cell"])
    return places.place(row["section"], row["ordinal"], row["part"])


def definition(row: pd.Series) -> str:
    """What the catalogue's indicator counts, of whom."""
    above, below = _text(row["numerator_vi"]), _text(row["denominator_vi"])
    if above and below:
        return t("origin.definition_share", numerator=above, denominator=below)
    return above or below


def comparability(row: pd.Series) -> str:
    """How well the number fits the definition, and the reader's reason."""
    if is_missing(row["indicator_id"]):
        return t("common.comparability.none")
    fit = t(f"common.comparability.{row['comparability']}")
    return t("origin.with_reason", text=fit, reason=row["note"]) if _text(row["note"]) else fit


def finding_sentences(edition: str, row: pd.Series) -> list[str]:
    """The findings at the number's place, in words."""
    frame = common.findings_at(edition, row["plan_id"], row["section"], _text(row["ordinal"]))
    unit = {"unit": row["unit"]}
    return [quality.finding_sentence(found | unit) for found in frame.to_dict("records")]


def _number(row: pd.Series) -> str:
    number = _text(row["number"]) or t("common.no_number")
    if is_missing(row["issued"]):
        return number
    if row["issued_precision"] == "month":
        return t("origin.number_issued_month", number=number, month=f"{row['issued']:%m/%Y}")
    return t("origin.number_issued", number=number, date=fmt_date(row["issued"]))


def _fraction(row: pd.Series) -> str:
    if is_missing(row["numerator"]) or is_missing(row["denominator"]):
        return ""
    return f"{messages.fmt_number(row['numerator'])}/{messages.fmt_number(row['denominator'])}"


def _due(row: pd.Series) -> str:
    if is_missing(row["due"]):
        return ""
    basis = f"origin.due_basis.{row['due_basis']}"
    text = fmt_date(row["due"])
    return t("origin.with_reason", text=text, reason=t(basis)) if messages.has(basis) else text


def _indicator(row: pd.Series) -> str:
    return "" if is_missing(row["indicator_id"]) else row[f"name_{messages.language()}"]


def _loaded(edition: str, row: pd.Series) -> str:
    if is_missing(row["upload_id"]):
        return t("origin.shipped", file=row["origin_file"], line=int(row["origin_line"]))
    return upload_name(edition, row["upload_id"])


def upload_name(edition: str, upload_id: str) -> str:
    """Which file an upload brought, who sent it and when."""
    found = common.upload(edition, upload_id)
    if found is None:
        return upload_id
    when = messages.fmt_time(found["received_at"])
    return t("origin.upload", file=found["file_name"], who=found["who"], time=when)


def _built(edition: str) -> str:
    made = data.built(edition)
    if made is None:
        return ""
    who, when = made
    known = f"origin.who.{who}"
    who = t(known) if messages.has(known) else who
    return t("origin.built_by", who=who, time=messages.fmt_time(when))


def _text(value: object) -> str:
    return "" if is_missing(value) else str(value)
