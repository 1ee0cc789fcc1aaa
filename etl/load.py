"""`python -m etl load FILE...`, `withdraw UPLOAD`, `uploads`: for scripts, and for a person.

`load` keeps every file that nothing speaks against, then publishes all that wait in one edition;
from several processes at once the files are recorded first and published together.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from etl.answers import Answers, answers_of, read_answers
from etl.check import notice_lines, read_files
from etl.cli import OK, PROBLEMS, Report, who
from etl.compare import Comparison
from etl.history import uploads_in_force
from etl.intake import Judged, judge, pooled
from etl.notices import Notice
from etl.paths import data_dir, store_dir
from etl.problems import CurrentMoved, words
from etl.publishing import (
    Outcome,
    prepare,
    publish_prepared,
    publish_waiting,
)
from etl.store import store_lock
from etl.truth import known_now
from etl.upload_store import (
    Upload,
    accept,
    all_uploads,
    new_upload,
    record_of,
    set_aside,
    waiting,
)

_TRIES = 20  # withdrawals that others keep overtaking


def load(options: argparse.Namespace) -> Report:
    """Record the files and publish. Exit status 1 when one of them was not taken in.

    Raises AnswersProblem, FactProblems, CheckProblems, StoreError.
    """
    files, refused = read_files(options.files)
    if refused:
        return refused
    store, data = store_dir(), data_dir()
    answers = read_answers(Path(options.answers).read_bytes()) if options.answers else Answers()
    answers = _with_mode(answers, options.mode)
    judged = judge(files, known_now(store, data), answers, store)
    contents = dict(files)
    kept = [
        accept(store, new_upload(one.file, contents[one.file], options.who or who()),
               contents[one.file], answers, one.rows)
        for one in judged if one.ready
    ]  # fmt: skip
    outcome = publish_waiting(store, data, options.who or who())
    there = {upload.upload_id for upload in all_uploads(store)}
    for one in kept:
        if one.upload_id not in there:  # whoever published it with others has set it aside
            outcome.refused.setdefault(one.upload_id, words("store.overtaken"))
    return _load_report(store, judged, kept, outcome)


def _with_mode(answers: Answers, mode: str | None) -> Answers:
    return answers_of({**answers.as_dict(), "mode": mode}) if mode else answers


def _load_report(
    store: Path, judged: Sequence[Judged], kept: list[Upload], outcome: Outcome
) -> Report:
    notices = pooled(told for one in judged for told in one.notices)
    mine = {upload.upload_id for upload in kept}
    names = {upload.upload_id: upload.file_name for upload in (*waiting(store), *kept)}
    edition = outcome.manifest.edition_id if outcome.manifest else None
    data = {
        "uploads": [_upload_data(upload, outcome) for upload in kept],
        "edition_id": edition,
        "problems": [found.as_dict() for found in notices],
        "answers": _form(notices),
        "refused": outcome.refused,
    }
    lines = [
        words("cli.recorded", upload_id=one.upload_id, file=one.file_name)
        for one in kept if one.upload_id not in outcome.refused
    ]  # fmt: skip
    lines += [
        words("cli.not_published", file=names.get(one, one), why=why)
        for one, why in outcome.refused.items()
    ]
    lines += notice_lines(judged, notices)
    lines.append(words("cli.published", edition_id=edition) if edition else words("cli.no_change"))
    # What others left waiting is their affair, unless this is the call to publish what waits.
    refused = outcome.refused.keys() & mine if judged else outcome.refused
    taken = all(one.ready for one in judged) and not refused
    return Report(OK if taken else PROBLEMS, data, lines)


def _upload_data(upload: Upload, outcome: Outcome) -> dict[str, object]:
    return {**vars(upload), "refused": outcome.refused.get(upload.upload_id)}


def _form(notices: Sequence[Notice]) -> dict[str, object]:
    """The answers that are waited for, as a form to fill in: each place with null."""
    form: dict[str, object] = {}
    for told in notices:
        asks = told.details.get("asks")
        if not asks:
            continue
        section, key = asks["section"], asks["key"]
        if section in ("labels", "communes", "statuses", "tasks"):
            form.setdefault(section, {})[key] = None
        else:
            mine = form.setdefault("files", {}).setdefault(told.file, {})
            if section == "encoding":
                mine[section] = None
            else:
                mine.setdefault(section, {})[key] = None
    return form


def withdraw(options: argparse.Namespace) -> Report:
    """Take an upload back, or with `--restore` bring it in again; the others stay.

    One that waits is dropped. Raises StoreError when the upload is not in force, FactProblems or
    CheckProblems when the rest cannot be built.
    """
    store = store_dir()
    if not options.restore and _is_dropped(store, options.upload):
        line = words("cli.dropped", upload_id=options.upload)
        return Report(OK, {"edition_id": None, "problems": []}, [line])
    upload = record_of(store, options.upload)
    verb = "restore" if options.restore else "withdraw"
    change = {"restore" if options.restore else "remove": [upload.upload_id]}
    if options.restore and upload.upload_id in uploads_in_force(store):
        return Report(OK, {"edition_id": None, "problems": []}, [words("cli.no_change")])
    why = words(f"why.{verb}", file=upload.file_name, upload_id=upload.upload_id)
    for left in reversed(range(_TRIES)):
        made = prepare(store, data_dir(), who=who(), why=why, **change)
        try:
            publish_prepared(store, made.manifest)
            break
        except CurrentMoved:
            if not left:
                raise
    return _withdraw_report(verb, upload, made.manifest.edition_id, made.comparison)


def _is_dropped(store: Path, upload_id: str) -> bool:
    """Drop an upload that waits; False where it does not wait (any more)."""
    with store_lock(store):
        if upload_id not in {upload.upload_id for upload in waiting(store)}:
            return False
        set_aside(store, upload_id)
        return True


def _withdraw_report(verb: str, upload: Upload, edition: str, comparison: Comparison) -> Report:
    counts = {name: part.counts for name, part in comparison.parts.items()}
    data = {"edition_id": edition, "changes": counts, "problems": []}
    rows = counts.get("statements", {"added": 0, "changed": 0, "removed": 0})
    line = words(f"cli.done_{verb}", file=upload.file_name, edition_id=edition, **rows)
    return Report(OK, data, [line])


def uploads(options: argparse.Namespace) -> Report:
    """Every upload that was kept, newest first, and whether it counts today."""
    store = store_dir()
    in_force = set(uploads_in_force(store))
    waits = {upload.upload_id for upload in waiting(store)}
    rows = []
    for upload in reversed(all_uploads(store)):
        state = "in_force" if upload.upload_id in in_force else "withdrawn"
        state = "waiting" if upload.upload_id in waits else state
        rows.append({**vars(upload), "state": state})
    lines = [
        words("cli.upload_line", **{**row, "state": words(f"upload.state.{row['state']}")})
        for row in rows
    ]
    return Report(OK, {"uploads": rows}, lines or [words("cli.no_uploads")])
