"""One batch on screen: progress, what was understood, problems, questions, and what is next."""

from __future__ import annotations

import streamlit as st

from dashboard import controls, upload_compare, upload_questions, upload_state, upload_tables
from dashboard.exports.data_files import XLSX
from dashboard.text import plain
from dashboard.upload_list import show_list
from dashboard.upload_words import notice_text, placed, severity_text
from etl import batches
from etl.annotate import annotate
from etl.batches import Batch
from etl.notices import Notice
from etl.paths import store_dir
from messages import fmt_number, fmt_time, t, tn

POLL_SECONDS = 0.15
MOST_LINES = 25  # problems as sentences; all of them in a table
_SEVERITIES = ("error", "question", "warning")


def show(batch: Batch) -> None:
    """The batch as it stands; while a job is at work, its progress."""
    _head(batch)
    job = upload_state.soon_done(batch)
    if job.state == "running":
        _progress(batch)
        return
    batch = upload_state.batch() or batch  # the job may have published it meanwhile
    if batch.edition_id:
        upload_compare.show_published(batch)
        return
    _trouble(batch, job)
    if batch.change != "load":
        upload_compare.show(batch)
        return
    review = batches.read_json(store_dir(), batch.batch_id, "review")
    if not review or review["mark"] != batches.answers_mark(store_dir(), batch.batch_id):
        label = t("upload.review.again")
        st.button(label, key="review", on_click=upload_state.start, args=(batch.batch_id, "review"))
        return
    _review(batch, review)


def _head(batch: Batch) -> None:
    said = {"who": batch.who, "at": fmt_time(batch.created_at)}
    if batch.change == "load":
        text = tn("upload.batch.files", len(batch.files), **said)
    else:
        text = t(f"upload.batch.{batch.change}", upload=batch.upload_id, **said)
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.markdown(plain(text))
    right.button(t("upload.back"), key="back", on_click=upload_state.leave, width="stretch")


@st.fragment(run_every=POLL_SECONDS)
def _progress(batch: Batch) -> None:
    """Asks how far the job is; when it has ended the whole page is drawn again."""
    controls.current()  # a fragment runs alone and does not know the language
    job = upload_state.job(batch)
    if job.state != "running":
        st.rerun()
    steps = ("start", "read", "facts", "build", "compare", "publish")
    place = steps.index(job.step) if job.step in steps else 0
    text = t(f"upload.step.{job.step or 'start'}")
    if job.details.get("of"):
        text += " " + t("upload.step.count", done=job.details["done"], of=job.details["of"])
    st.progress((place + 1) / (len(steps) + 1), text=plain(text))
    st.caption(plain(t("upload.step.safe")))


def _trouble(batch: Batch, job: batches.Job) -> None:
    if job.state == "failed":
        st.error(plain(job.message))
        for found in job.details.get("problems", []):
            st.markdown(f"- {plain(found['message_vi'])}")
    elif job.state == "died":
        st.error(plain(t("upload.job.died")))
    elif job.state == "moved":
        st.warning(plain(t("upload.job.moved")))
    if job.state in ("failed", "died"):
        st.button(
            t("upload.job.again"),
            key="again",
            on_click=upload_state.start,
            args=(batch.batch_id, "review" if job.kind == "publish" else job.kind),
        )


def _review(batch: Batch, review: dict) -> None:
    files = review["files"]
    _summary(files)
    notices = [Notice(**one) for one in review["notices"]]
    questions = [one for one in notices if one.details.get("asks")]
    if questions:
        upload_questions.show(batch, questions)
    _problems(batch, notices, review["more_notices"])
    upload_tables.show(batch, files)
    upload_questions.show_answered(batch)
    ready = sum(1 for one in files if one["ready"])
    st.header(t("upload.compare.title"), anchor=False)
    upload_compare.show(batch, ready=ready, left=len(files) - ready)


def _summary(files: list[dict]) -> None:
    """One row a file: what was read and what stands in the way."""
    ready = sum(1 for one in files if one["ready"])
    st.header(tn("upload.summary", len(files), ready=fmt_number(ready)), anchor=False)
    rows: list[dict[str, object]] = [
        {
            "file": one["file"],
            "state": t("upload.state.ready" if one["ready"] else "upload.state.waits"),
            "rows": one["read"],
            **{name: one["counts"][name] for name in _SEVERITIES},
        }
        for one in files
    ]
    show_list(rows, "files")


def _problems(batch: Batch, notices: list[Notice], more: int) -> None:
    """What is wrong or worth a look, worst first, with its place; and the files marked."""
    told = [one for one in notices if not one.details.get("asks")]
    st.header(tn("upload.problems.title", len(told) + more), anchor=False)
    told.sort(key=lambda one: _SEVERITIES.index(one.severity))
    for one in told[:MOST_LINES]:
        st.markdown(f"- **{severity_text(one.severity)}** · {plain(placed(one))}")
    if len(told) > MOST_LINES:
        _all_problems(told)
    if more:
        st.caption(plain(tn("upload.problems.more", more)))
    if notices:
        _annotated(batch, notices)


def _all_problems(told: list[Notice]) -> None:
    rows: list[dict[str, object]] = [
        {
            "severity": severity_text(one.severity),
            "file": one.file,
            "place": "!".join(part for part in (one.sheet, one.cell) if part),
            "message": notice_text(one),
        }
        for one in told
    ]
    with st.expander(tn("upload.problems.all", len(told))):
        show_list(rows, "problems")


def _annotated(batch: Batch, notices: list[Notice]) -> None:
    """Each file back with its cells coloured and commented."""
    files = [name for name in batch.files if any(one.file == name for one in notices)]
    files = files or list(batch.files)
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    name = left.selectbox(t("upload.annotated.file"), files, key="annotated_file")
    mine = [one for one in notices if one.file == name]
    right.download_button(
        t("upload.annotated.button"),
        data=lambda: annotate(batches.read_file(store_dir(), batch, name), mine, name),
        file_name=f"da-kiem-tra-{name.rsplit('.', 1)[0]}.xlsx",
        mime=XLSX,
        key="annotated",
        on_click="ignore",
        width="stretch",
    )
    st.caption(plain(t("upload.annotated.text")))
