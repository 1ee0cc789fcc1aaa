"""One widget, or a few, for each kind of question; each returns the answer, None until given."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import lru_cache
from pathlib import Path

import streamlit as st

from dashboard import controls, names
from dashboard.queries import common
from dashboard.text import searchable
from dashboard.upload_tables import ROLES, role_text
from etl.answers import LEAVE_OUT, MODES
from etl.batches import Batch
from etl.commune_names import Communes, load_communes
from etl.notices import Notice
from etl.paths import data_dir
from messages import fmt_number, t

_NEW = "new"
KINDS = ("target", "result", "baseline", "reference")
STATUSES = ("not_started", "in_progress", "done")


def key_of(question: Notice) -> str:
    """A key for the widgets of a question, the same in every run."""
    asks = question.details["asks"]
    said = f"{question.file}|{asks['section']}|{asks['key']}"
    return f"q_{hashlib.sha256(said.encode()).hexdigest()[:16]}"


def _select(key: str, label: str, options: list, labels: dict, *, long: bool = False):
    """A list with nothing chosen; in a long one people search, without marks too."""
    return st.selectbox(
        label,
        options,
        index=None,
        format_func=lambda one: searchable(labels[one]) if long else labels[one],
        placeholder=t("upload.choose"),
        key=key,
    )


def label(batch: Batch, question: Notice, key: str) -> dict | None:
    """Which indicator a wording means: a suggestion, any of the catalogue, a new one, or none."""
    edition = controls.current().edition
    known = names.indicator_names(edition)
    alike = {one["indicator_id"]: one for one in question.details.get("suggestions", [])}
    labels = {
        one: t("upload.suggested", name=known.get(one, said["name_vi"]),
               confidence=fmt_number(said["confidence"], 0))
        for one, said in alike.items()
    }  # fmt: skip
    labels |= {_NEW: t("upload.label.new"), LEAVE_OUT: t("upload.answer.leave_out")}
    rest = sorted((one for one in known if one not in alike), key=lambda one: known[one])
    labels |= {one: known[one] for one in rest}
    chosen = _select(key, t("upload.label.which"), list(labels), labels, long=True)
    if chosen is None:
        return None
    if chosen == LEAVE_OUT:
        return {LEAVE_OUT: True}
    if chosen == _NEW:
        return _new_indicator(question, key)
    near = st.checkbox(t("upload.label.near"), key=f"{key}_near", help=t("upload.label.near_help"))
    return {"indicator_id": chosen, "comparability": "near" if near else "exact"}


def _new_indicator(question: Notice, key: str) -> dict | None:
    edition = controls.current().edition
    groups = dict(names.group_names(edition))
    units = {one: t(f"intake.unit.{one}") for one in common.indicators(edition)["unit"].unique()}
    name = st.text_input(
        t("upload.new.name"), value=str(question.details["label"])[:200], key=f"{key}_name"
    )
    first, second, third = st.columns(3)
    with first:
        group = _select(f"{key}_group", t("upload.new.group"), list(groups), groups)
    with second:
        unit = _select(f"{key}_unit", t("upload.new.unit"), list(units), units)
    with third:
        ways = {way: t(f"upload.answer.{way}") for way in ("higher", "lower")}
        direction = _select(f"{key}_way", t("upload.new.direction"), list(ways), ways)
    if not (name.strip() and group and unit and direction):
        return None
    new = {"name_vi": name.strip(), "group_id": group, "unit": unit, "direction": direction}
    return {"new": new, "comparability": "exact"}


@lru_cache(maxsize=2)
def _register(folder: str) -> Communes:
    return load_communes(Path(folder))


def _commune(question: Notice, key: str, *, leave_out: bool) -> str | None:
    register = _register(str(data_dir()))
    labels = {
        one["commune_code"]: f"{one['name_vi']}, {one['province_vi']} ({one['commune_code']})"
        for one in question.details.get("candidates", [])
    }
    if leave_out:
        labels[LEAVE_OUT] = t("upload.answer.leave_out")
    for unit in register.by_code.values():
        if not unit.valid_to:
            labels.setdefault(unit.code, f"{unit.name_vi}, {unit.province_vi} ({unit.code})")
    return _select(key, t("upload.commune.which"), list(labels), labels, long=True)


def commune(batch: Batch, question: Notice, key: str) -> str | None:
    """Which commune a name means."""
    return _commune(question, key, leave_out=True)


def status(batch: Batch, question: Notice, key: str) -> str | None:
    """What a wording of a status means."""
    labels = {one: t(f"tasks.status.{one}") for one in STATUSES}
    return _select(key, t("upload.status.which"), list(labels), labels)


def task(batch: Batch, question: Notice, key: str) -> str | None:
    """Which task of the plan a wording means."""
    labels = {
        one["task"]: t("upload.suggested", name=one["label_vi"],
                       confidence=fmt_number(one["confidence"], 0))
        for one in question.details.get("suggestions", [])
    }  # fmt: skip
    labels[LEAVE_OUT] = t("upload.answer.leave_out")
    tasks = common.tasks_of(controls.current().edition, str(question.details["plan_id"]))
    for row in tasks.to_dict("records"):
        labels.setdefault(row["task_key"], row["label_vi"])
    return _select(key, t("upload.task.which"), list(labels), labels, long=True)


def fact(batch: Batch, question: Notice, key: str) -> str | None:
    """What the form does not say about the whole file."""
    name = str(question.details["asks"]["key"])
    if name == "commune_code":
        return _commune(question, key, leave_out=False)
    if name == "kind":
        labels = {one: t(f"upload.kind.{one}") for one in KINDS}
        return _select(key, t("upload.fact.kind"), list(labels), labels)
    if name == "province":
        found = dict.fromkeys(u.province_vi for u in _register(str(data_dir())).by_code.values())
        return _select(
            key, t("upload.fact.province"), list(found), {p: p for p in found}, long=True
        )
    if name in ("as_of", "issued"):
        day = st.date_input(t(f"upload.fact.{name}"), value=None, format="DD/MM/YYYY", key=key)
        return day.isoformat() if isinstance(day, date) else None
    if name == "year":
        said = [str(year) for year in question.details.get("candidates", [])]
        years = [*said, *(str(y) for y in range(2035, 2019, -1) if str(y) not in said)]
        return _select(key, t("upload.fact.year"), years, {year: year for year in years})
    return _text(question, name, key)


def _text(question: Notice, name: str, key: str) -> str | None:
    said = question.details.get("candidates") or [""]
    text = st.text_input(t(f"upload.fact.{name}"), value=str(said[0]), max_chars=200, key=key)
    if name == "plan_number" and st.checkbox(t("upload.fact.no_number"), key=f"{key}_none"):
        return ""
    return text.strip() or None


def value(batch: Batch, question: Notice, key: str) -> float | None:
    """Which of the possible readings of a number is meant."""
    choices = list(question.details["choices"])
    return st.radio(
        t("upload.value.which"), choices, index=None, format_func=fmt_number, key=key,
        horizontal=True,
    )  # fmt: skip


def column(batch: Batch, question: Notice, key: str) -> str | None:
    """What a column holds."""
    roles = ["ignore", *(role for role in ROLES if role not in ("", "ignore"))]
    return _select(key, t("upload.column.role"), roles, {role: role_text(role) for role in roles})


def row(batch: Batch, question: Notice, key: str) -> str | None:
    """Whether a row is left out; otherwise the file has to be mended."""
    return LEAVE_OUT if st.checkbox(t("upload.row.leave_out"), key=key) else None


def plan(batch: Batch, question: Notice, key: str) -> dict | None:
    """Whether the file replaces the plan that is there, adds to it, or is another plan."""
    modes = {mode: t(f"upload.mode.{mode}") for mode in question.details["choices"]}
    mode = st.radio(t("upload.mode.which"), list(modes), index=None, format_func=modes.get, key=key)
    if question.code == "nameless_plan" and mode in MODES:
        return {"mode": mode, "plan_id": question.details["plan_id"]}
    return {"mode": mode} if mode else None


def encoding(batch: Batch, question: Notice, key: str) -> str | None:
    """Whether text in an old encoding is converted."""
    ways = {way: t(f"upload.encoding.{way}") for way in ("convert", "keep")}
    return st.radio(
        t("upload.encoding.which"), list(ways), index=None, format_func=ways.get, key=key
    )


ASK = {
    "labels": label,
    "communes": commune,
    "statuses": status,
    "tasks": task,
    "facts": fact,
    "values": value,
    "columns": column,
    "rows": row,
    "plans": plan,
    "encoding": encoding,
}
