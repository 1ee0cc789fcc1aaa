"""What was understood of each file: tables, columns (to correct), and the numbers read."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import controls, names, upload_state
from dashboard.text import plain
from dashboard.upload_list import show_list
from dashboard.upload_words import indicator_label, value_text
from etl import batches
from etl.batches import Batch
from etl.paths import store_dir
from messages import t, tn

ROLES = (
    "", "label", "ordinal", "explanation", "unit", "comparator", "target", "result", "baseline",
    "reference", "value", "numerator", "denominator", "achieved", "year", "as_of", "due", "kind",
    "commune", "commune_code", "province", "plan_number", "population", "lead_unit", "with_units",
    "status", "note", "ignore",
)  # fmt: skip


def show(batch: Batch, files: list[dict]) -> None:
    """The numbers of one file at a time, and how its columns were understood."""
    st.header(t("upload.read.title"), anchor=False)
    name = batch.files[0]
    if len(files) > 1:
        name = st.selectbox(t("upload.read.file"), list(batch.files), key="read_file")
    found = next(one for one in files if one["file"] == name)
    for number, table in enumerate(found["tables"]):
        layout = t(f"upload.layout.{table['layout']}")
        said = {"sheet": table["sheet"], "layout": layout, "row": table["header"]}
        st.markdown(plain(t("upload.read.table", **said)))
        with st.expander(t("upload.columns.title")):
            _columns(batch, name, table, number)
    _numbers(found)


def _numbers(found: dict) -> None:
    rows = found["statements"]
    if not rows:
        st.markdown(plain(t("upload.read.none")))
        return
    edition = controls.current().edition
    known = dict(names.indicator_names(edition))
    lines: list[dict[str, object]] = [
        {
            "place": f"{row['sheet']}!{row['cell']}",
            "commune": row["commune_name"],
            "kind": _kind(row),
            "label": row["label_vi"],
            "indicator": indicator_label(row, known) if row["indicator_id"] else "",
            "comparability": _comparability(row),
            "value": value_text(row["value"], row["unit"], row["comparator"]) or _status(row),
            "year": str(row["year"] or ""),
        }
        for row in rows
    ]
    show_list(lines, "numbers")
    if found["read"] > len(rows):
        st.caption(plain(tn("upload.read.more", found["read"] - len(rows))))


def _kind(row: dict) -> str:
    return t(f"upload.kind.{row['kind']}") if row["kind"] else ""


def _comparability(row: dict) -> str:
    return t(f"common.comparability.{row['comparability']}") if row["comparability"] else ""


def _status(row: dict) -> str:
    return t(f"tasks.status.{row['status']}") if row["status"] else ""


def _columns(batch: Batch, file: str, table: dict, number: int) -> None:
    """The role of each column, to be corrected; it is remembered for files of the same shape."""
    st.markdown(plain(t("upload.columns.text")))
    key = f"columns_{file}_{number}"
    rows = [
        {"column": column, "heading": table["headings"].get(column, ""), "role": role_text(role)}
        for column, role in table["columns"].items()
    ]
    edited = st.data_editor(
        pd.DataFrame(rows),
        column_config={
            "column": st.column_config.TextColumn(t("upload.column.column"), disabled=True),
            "heading": st.column_config.TextColumn(t("upload.column.heading"), disabled=True),
            "role": st.column_config.SelectboxColumn(
                t("upload.column.role"), options=[role_text(role) for role in ROLES], required=True
            ),
        },
        hide_index=True,
        key=key,
    )
    header = st.number_input(
        t("upload.columns.header"), min_value=1, max_value=200, value=table["header"], key=f"h{key}"
    )
    roles = {row["column"]: role_of(row["role"]) for row in edited.to_dict("records")}
    changed = {c: role for c, role in roles.items() if role and role != table["columns"][c]}
    st.button(
        t("upload.columns.apply"),
        key=f"b{key}",
        disabled=not changed and header == table["header"],
        on_click=_correct,
        args=(batch.batch_id, file, table, changed, int(header)),
    )


def role_text(role: str) -> str:
    """What a column holds, in words."""
    return t(f"upload.role.{role or 'unknown'}")


def role_of(text: str) -> str:
    """The role that a word of `role_text` means."""
    return {role_text(role): role for role in ROLES}[text]


def _correct(batch_id: str, file: str, table: dict, changed: dict[str, str], header: int) -> None:
    answers = batches.read_batch_answers(store_dir(), batch_id).as_dict()
    mine = answers["files"].setdefault(file, {})
    columns = mine.setdefault("columns", {})
    columns |= {f"{table['sheet']}!{column}": role for column, role in changed.items()}
    if header != table["header"]:
        mine.setdefault("headers", {})[table["sheet"]] = header
    upload_state.answer(batch_id, answers)
