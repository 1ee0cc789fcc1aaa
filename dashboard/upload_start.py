"""The start of "Nạp dữ liệu": the forms to fill in, the files to send, work that is not done."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard import address, controls, language, names, upload_state, writing
from dashboard.exports.data_files import XLSX
from dashboard.queries import common
from dashboard.text import plain
from etl import batches
from etl.known import load_known
from etl.paths import data_dir, store_dir
from etl.status_form import make_status_form
from etl.template import make_template
from etl.truth import known_now
from messages import fmt_list, fmt_time, t, tn

TYPES = ["xlsx", "xls"]


def show() -> None:
    """Template, uploader, and the batches that wait."""
    st.header(t("upload.start.title"), anchor=False)
    files, form = st.columns([3, 2])
    with files:
        _uploader()
    with form:
        _template()
        _status_form()
    _waiting_work()


def _template() -> None:
    st.markdown(plain(t("upload.template.text")))
    st.download_button(
        t("upload.template.button"),
        data=language.keeping(_template_bytes),
        file_name="mau-so-lieu-chuyen-doi-so.xlsx",
        mime=XLSX,
        key="template",
        on_click="ignore",
    )
    st.caption(plain(t("upload.accepted")))


def _template_bytes() -> bytes:
    return _made_template(str(data_dir()))


def _status_form() -> None:
    """The form for statuses of tasks, with the tasks of a chosen plan filled in."""
    edition = controls.current().edition
    known = names.plan_names(edition)
    plans = [plan for plan in common.plans_with_tasks(edition) if plan in known]
    if not plans:
        return
    st.markdown(plain(t("upload.status_form.text")))
    plan = st.selectbox(
        t("upload.status_form.plan"), plans, format_func=known.get, key="status_form_plan"
    )
    st.download_button(
        t("upload.status_form.button"),
        data=lambda: make_status_form(known_now(store_dir(), data_dir()), plan),
        file_name=f"tinh-trang-nhiem-vu-{plan}.xlsx",
        mime=XLSX,
        key="status_form",
        on_click="ignore",
    )


@st.cache_data(max_entries=2, show_spinner=False)
def _made_template(folder: str) -> bytes:
    return make_template(load_known(Path(folder)))


def _uploader() -> None:
    who = st.text_input(t("upload.who"), value=writing.who(), max_chars=80, key="upload_who")
    files = st.file_uploader(
        t("upload.files"), type=TYPES, accept_multiple_files=True, key="upload_files"
    )
    st.button(
        t("upload.check"),
        type="primary",
        key="upload_check",
        disabled=not files or not who.strip(),
        on_click=lambda: upload_state.begin(
            [(file.name, file.getvalue()) for file in files], who.strip()
        ),
    )
    if not files:
        st.caption(plain(t("upload.check.first")))


def _waiting_work() -> None:
    """Batches that were begun and not published: a closed tab loses nothing."""
    found = batches.open_batches(store_dir())
    if not found:
        return
    st.subheader(t("upload.open.title"), anchor=False)
    for batch in found[:20]:
        names = fmt_list(list(batch.files[:3]))
        said = {"who": batch.who, "at": fmt_time(batch.created_at), "files": names}
        text, go, drop = st.columns([5, 1, 1], vertical_alignment="center")
        text.markdown(plain(tn("upload.open.line", len(batch.files), **said)))
        go.button(
            t("upload.open.go"),
            key=f"go_{batch.batch_id}",
            on_click=_open,
            args=(batch.batch_id,),
            width="stretch",
        )
        drop.button(
            t("upload.open.drop"),
            key=f"drop_{batch.batch_id}",
            on_click=upload_state.drop,
            args=(batch.batch_id,),
            width="stretch",
        )


def _open(batch_id: str) -> None:
    address.write(**{upload_state.BATCH: batch_id})
