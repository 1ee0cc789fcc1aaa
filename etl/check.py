"""`python -m etl check FILE...`: what workbooks hold and every problem, changing nothing."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from etl.annotate import annotate
from etl.answers import Answers, read_answers
from etl.cli import CANNOT_RUN, OK, PROBLEMS, Report
from etl.intake import File, Judged, judge, pooled, unique_names
from etl.notices import Notice, words
from etl.paths import data_dir, store_dir
from etl.truth import known_now
from etl.workbook import WorkbookProblem

_SEVERITIES = ("error", "question", "warning")
_SHOWN_PLACES = 4


def check(options: argparse.Namespace) -> Report:
    """Review each file on its own; the questions of all of them are pooled.

    Raises FactProblems when the facts of the project cannot be used, StoreError, AnswersProblem.
    """
    if options.annotated and len(options.files) > 1:
        return _cannot_run(words("annotate.one_file"), None)
    files, refused = read_files(options.files)
    if refused:
        return refused
    answers = read_answers(Path(options.answers).read_bytes()) if options.answers else Answers()
    store = store_dir()
    judged = judge(files, known_now(store, data_dir()), answers, store)
    notices = pooled(told for one in judged for told in one.notices)
    data = {
        "statements": [row for one in judged for row in one.review.statements],
        "problems": [found.as_dict() for found in notices],
    }
    lines = [*notice_lines(judged, notices), words("nothing_changed")]
    if options.annotated:
        refused = _write_annotated(options.annotated, files[0], notices)
        if refused:
            return refused
        lines.append(words("annotate.written", file=options.annotated))
    return Report(PROBLEMS if notices else OK, data, lines)


def read_files(names: Sequence[str]) -> tuple[list[File], Report | None]:
    """The files with their bytes, under names that differ; or why one cannot be opened."""
    files: list[File] = []
    for name in names:
        try:
            files.append((Path(name).name, Path(name).read_bytes()))
        except OSError as error:
            return [], _unreadable(name, error)
    return unique_names(files), None


def _write_annotated(
    path: str, received: tuple[str, bytes], notices: Sequence[Notice]
) -> Report | None:
    """Writes the annotated copy beside; a file that is there is never written over."""
    name, content = received
    try:
        copy = annotate(content, notices, name)
        with open(path, "xb") as file:
            file.write(copy)
    except FileExistsError:
        return _cannot_run(words("template.exists", file=path), path)
    except WorkbookProblem as problem:
        return _cannot_run(problem.message_vi, name)
    return None


def _unreadable(name: str, error: OSError) -> Report:
    message = words("unreadable", file=name, reason=error.strerror or type(error).__name__)
    return _cannot_run(message, name)


def _cannot_run(message: str, name: str | None) -> Report:
    found = Notice("cannot_run", "error", message, file=name)
    data = {"statements": [], "problems": [found.as_dict()]}
    return Report(CANNOT_RUN, data, [message])


def notice_lines(judged: Sequence[Judged], notices: Sequence[Notice]) -> list[str]:
    """What was read of each file and everything that is to be said about it, for a person."""
    lines: list[str] = []
    for review in (one.review for one in judged):
        mine = [found for found in notices if found.file == review.file]
        lines.append(words("file_line", file=review.file, statements=len(review.statements)))
        for sheet, table in review.layouts:
            layout = words(f"layout.{table.layout}")
            lines.append(words("layout_line", sheet=sheet, layout=layout, row=table.header))
        for severity in _SEVERITIES:
            found = [told for told in mine if told.severity == severity]
            if found:
                lines.append(words(f"severity.{severity}", count=len(found)))
                lines += [_line(told) for told in found]
    lines.append(words("summary" if notices else "summary_well", **_counts(notices)))
    return lines


def _line(found: Notice) -> str:
    place = "!".join(part for part in (found.sheet, found.cell) if part)
    also = found.details.get("also", [])
    line = words("problem_at" if place else "problem", place=place, message=found.message_vi)
    if also:
        files = ", ".join(dict.fromkeys(str(other["file"]) for other in also[:_SHOWN_PLACES]))
        line += " " + words("also", files=files)
    return line


def _counts(notices: Sequence[Notice]) -> dict[str, int]:
    return {
        f"{severity}s": sum(1 for found in notices if found.severity == severity)
        for severity in _SEVERITIES
    }
