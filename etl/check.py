"""`python -m etl check FILE...`: what workbooks hold and every problem, changing nothing."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from etl.annotate import annotate
from etl.cli import CANNOT_RUN, OK, PROBLEMS, Report
from etl.labels import normalise
from etl.notices import Notice, words
from etl.paths import data_dir
from etl.review import Review, load_known, review_file
from etl.workbook import WorkbookProblem

_SEVERITIES = ("error", "question", "warning")
_SHOWN_PLACES = 4


def check(options: argparse.Namespace) -> Report:
    """Review each file on its own; the questions of all of them are pooled.

    Raises OSError when the facts of the project cannot be read.
    """
    if options.annotated and len(options.files) > 1:
        return _cannot_run(words("annotate.one_file"), None)
    contents: list[tuple[str, bytes]] = []
    for name in options.files:
        try:
            contents.append((Path(name).name, Path(name).read_bytes()))
        except OSError as error:
            return _unreadable(name, error)
    known = load_known(data_dir())
    reviews = [review_file(data, name, known) for name, data in contents]
    notices = pooled(reviews)
    data = {
        "statements": [row for review in reviews for row in review.statements],
        "problems": [found.as_dict() for found in notices],
    }
    lines = _lines(reviews, notices)
    if options.annotated:
        refused = _write_annotated(options.annotated, contents[0], notices)
        if refused:
            return refused
        lines.append(words("annotate.written", file=options.annotated))
    return Report(PROBLEMS if notices else OK, data, lines)


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


def pooled(reviews: Sequence[Review]) -> list[Notice]:
    """Every notice; an unknown label that several files use is asked about once.

    Its `also` lists the other files that wait for the same answer.
    """
    kept: list[Notice] = []
    asked: dict[str, int] = {}
    for review in reviews:
        for found in review.notices:
            key = _label_key(found)
            if key is None or key not in asked:
                if key is not None:
                    asked[key] = len(kept)
                kept.append(found)
                continue
            first = kept[asked[key]]
            place = {"file": found.file, "sheet": found.sheet, "cell": found.cell}
            also = [*first.details.get("also", []), place]
            kept[asked[key]] = _with_also(first, also)
    return kept


def _label_key(found: Notice) -> str | None:
    return normalise(str(found.details["label"])) if found.code == "unknown_label" else None


def _with_also(found: Notice, also: list[dict[str, str | None]]) -> Notice:
    place = (found.sheet, found.cell, found.file)
    details = {**found.details, "also": also}
    return Notice(found.code, found.severity, found.message_vi, *place, details)


def _lines(reviews: Sequence[Review], notices: Sequence[Notice]) -> list[str]:
    lines: list[str] = []
    for review in reviews:
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
