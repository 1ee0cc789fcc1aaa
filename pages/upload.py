"""Nạp dữ liệu: upload, review, publish, undo."""

import streamlit as st

from dashboard import (
    components,
    controls,
    upload_batch,
    upload_history,
    upload_start,
    upload_state,
    writing,
)
from dashboard.text import plain
from messages import t


def show() -> None:
    controls.current()
    components.page_title(t("upload.title"), t("upload.lead"))
    failed = upload_state.failure()
    if failed:
        st.error(plain(failed))
    if not writing.allowed():
        st.info(plain(t("upload.viewing_only")))
        upload_history.show(writable=False)
        return
    batch = upload_state.batch()
    if batch:
        upload_batch.show(batch)
        return
    st.caption(plain(t("upload.on_this_machine")))
    upload_start.show()
    upload_history.show(writable=True)


show()
