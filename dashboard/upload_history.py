"""What was uploaded, by whom and when; the file as received; undo and restore; editions."""

from __future__ import annotations

import streamlit as st

from dashboard import upload_state, writing
from dashboard.exports.data_files import XLSX
from dashboard.text import plain
from dashboard.upload_list import show_list
from dashboard.upload_words import why_text
from etl.history import EditionInfo, list_editions, uploads_in_force
from etl.paths import store_dir
from etl.store import Manifest
from etl.upload_store import Upload, all_uploads, received, waiting
from messages import fmt_time, t, tn

MOST_UPLOADS = 200
MOST_EDITIONS = 100


def show(*, writable: bool) -> None:
    """The list of uploads with what can be done to one, and the chain of editions."""
    store = store_dir()
    editions = list_editions(store)
    uploads = list(reversed(all_uploads(store)))
    st.header(tn("upload.history.title", len(uploads)), anchor=False)
    if not uploads:
        st.markdown(plain(t("upload.history.none")))
    else:
        states = _states(uploads)
        _table(uploads[:MOST_UPLOADS], states, editions)
        _one(uploads, states, writable=writable)
    _editions(editions)


def _states(uploads: list[Upload]) -> dict[str, str]:
    in_force = set(uploads_in_force(store_dir()))
    waits = {upload.upload_id for upload in waiting(store_dir())}
    return {
        one.upload_id: "in_force" if one.upload_id in in_force
        else "waiting" if one.upload_id in waits else "withdrawn"
        for one in uploads
    }  # fmt: skip


def _table(uploads: list[Upload], states: dict[str, str], editions: list[EditionInfo]) -> None:
    first = first_editions([info.manifest for info in editions if info.published])
    rows: list[dict[str, object]] = []
    for one in uploads:
        before, after = first.get(one.upload_id, ("", ""))
        rows.append(
            {
                "at": _at(one),
                "who": one.who,
                "file": one.file_name,
                "rows": one.rows,
                "state": t(f"etl.upload.state.{states[one.upload_id]}"),
                "edition_before": before or "",
                "edition_after": after,
                "upload_id": one.upload_id,
            }
        )
    show_list(rows, "uploads")


def _at(upload: Upload) -> str:
    """When an upload was received; nobody knows where its record is gone."""
    return fmt_time(upload.received_at) if upload.received_at else "?"


def first_editions(manifests: list[Manifest]) -> dict[str, tuple[str | None, str]]:
    """For each upload the first edition that held it, with the one before it."""
    found: dict[str, tuple[str | None, str]] = {}
    for manifest in sorted(manifests, key=lambda one: one.edition_id):
        for upload_id in manifest.uploads:
            found.setdefault(upload_id, (manifest.parent, manifest.edition_id))
    return found


def _one(uploads: list[Upload], states: dict[str, str], *, writable: bool) -> None:
    """Choose an upload: its file as received, undo or restore."""
    by_id = {one.upload_id: one for one in uploads}
    left, middle, right = st.columns([3, 1, 1], vertical_alignment="bottom")
    chosen = left.selectbox(
        t("upload.history.choose"),
        list(by_id),
        format_func=lambda one: f"{by_id[one].file_name} · {_at(by_id[one])}",
        key="history_upload",
    )
    upload = by_id[chosen]
    if not writable:
        return
    middle.download_button(
        t("upload.history.received"),
        data=lambda: received(store_dir(), chosen),
        file_name=upload.file_name,
        mime=XLSX,
        key="received",
        on_click="ignore",
        width="stretch",
    )
    change = "withdraw" if states[chosen] == "in_force" else "restore"
    right.button(
        t(f"upload.history.{change}"),
        key="change",
        on_click=upload_state.begin_change,
        args=(change, chosen, writing.who()),
        width="stretch",
    )
    st.caption(plain(t("upload.history.text")))


def _editions(editions: list[EditionInfo]) -> None:
    """The audit trail: every edition, who made it, when, what for."""
    published = [info for info in editions if info.published]
    with st.expander(tn("upload.editions.title", len(published))):
        rows: list[dict[str, object]] = [
            {
                "edition": info.manifest.edition_id,
                "current": info.current,
                "at": fmt_time(info.manifest.created_at),
                "who": info.manifest.who,
                "why": why_text(info.manifest.why),
                "uploads": len(info.manifest.uploads),
                "pins": ", ".join(info.pins),
            }
            for info in published[:MOST_EDITIONS]
        ]
        show_list(rows, "editions")
