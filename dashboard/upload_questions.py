"""What only a person knows: each question once, answered from lists, kept with the upload."""

from __future__ import annotations

import copy

import streamlit as st

from dashboard import upload_state
from dashboard.text import plain
from dashboard.upload_answers import ASK, key_of
from dashboard.upload_words import placed
from etl import batches
from etl.answers import Answers
from etl.batches import Batch
from etl.notices import Notice
from etl.paths import store_dir
from messages import t, tn

MOST_SHOWN = 60  # questions at a time; the next ones follow when these are answered
_SHARED = ("labels", "communes", "statuses", "tasks")


def show(batch: Batch, questions: list[Notice]) -> None:
    """Every open question with its choices, and one button that takes all the answers."""
    st.header(tn("upload.questions.title", len(questions)), anchor=False)
    st.markdown(plain(t("upload.questions.text")))
    answered: list[tuple[Notice, object]] = []
    for number, question in enumerate(questions[:MOST_SHOWN], start=1):
        with st.container(border=True):
            st.markdown(f"**{number}.** {plain(placed(question))}")
            section = str(question.details["asks"]["section"])
            answer = ASK[section](batch, question, key_of(question))
            if answer is not None:
                answered.append((question, answer))
    if len(questions) > MOST_SHOWN:
        st.caption(plain(tn("upload.questions.more", len(questions) - MOST_SHOWN)))
    st.button(
        tn("upload.questions.apply", len(answered)),
        type="primary",
        key="answer",
        disabled=not answered,
        on_click=_apply,
        args=(batch.batch_id, answered),
    )


def _apply(batch_id: str, answered: list[tuple[Notice, object]]) -> None:
    answers = batches.read_batch_answers(store_dir(), batch_id).as_dict()
    upload_state.answer(batch_id, with_answers(answers, answered))


def with_answers(answers: dict, answered: list[tuple[Notice, object]]) -> dict:
    """Answers as plain data with those of some questions put in their places."""
    made = copy.deepcopy(answers)
    for question, answer in answered:
        asks = question.details["asks"]
        section, key = asks["section"], asks["key"]
        if section in _SHARED:
            made[section][key] = answer
            continue
        mine = made["files"].setdefault(str(question.file), {})
        if section == "encoding":
            mine["encoding"] = answer
        else:
            mine.setdefault(section, {})[key] = answer
    return made


def show_answered(batch: Batch) -> None:
    """The answers so far, each of which can be taken back."""
    answers = batches.read_batch_answers(store_dir(), batch.batch_id)
    lines = list(_lines(answers))
    if not lines:
        return
    with st.expander(tn("upload.answered.title", len(lines))):
        for place, text in lines:
            left, right = st.columns([5, 1], vertical_alignment="center")
            left.markdown(plain(text))
            right.button(
                t("upload.answered.remove"),
                key=f"remove_{'_'.join(place)}",
                on_click=_remove,
                args=(batch.batch_id, place),
                width="stretch",
            )


def _lines(answers: Answers):
    """Where each answer is, and what it says: ("labels", key) or ("files", file, part, key)."""
    data = answers.as_dict()
    for section in _SHARED:
        for key, answer in data[section].items():
            yield (section, key), f"{key}: {_said(answer)}"
    for file, parts in data["files"].items():
        for part, found in parts.items():
            if isinstance(found, dict):
                for key, answer in found.items():
                    yield ("files", file, part, key), f"{file} · {key}: {_said(answer)}"
            elif found:
                yield ("files", file, part), f"{file}: {_said(found)}"


def _said(answer: object) -> str:
    if isinstance(answer, dict):
        new = answer.get("new")
        shown = {**new} if isinstance(new, dict) else answer
        return ", ".join(_said(value) for value in shown.values())
    known = f"upload.answer.{answer}"
    return t(known) if known in _KNOWN else str(answer)


_KNOWN = {
    f"upload.answer.{word}"
    for word in ("leave_out", "True", "replace", "add", "convert", "keep", "ignore", "exact",
                 "near", "higher", "lower", "done", "in_progress", "not_started", "target",
                 "result", "baseline", "reference", "task_status")
}  # fmt: skip


def _remove(batch_id: str, place: tuple[str, ...]) -> None:
    answers = batches.read_batch_answers(store_dir(), batch_id).as_dict()
    holder = answers
    for part in place[:-1]:
        holder = holder.get(part, {})
    holder.pop(place[-1], None)
    upload_state.answer(batch_id, answers)
