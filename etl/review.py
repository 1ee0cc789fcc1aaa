"""A workbook -> what it states, with sheet and cell, and every problem and question at once.

Nothing is guessed: what can be read in two ways is a question and no statement; what the file
does not say stays unset and is asked for once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from etl.answers import FileAnswers
from etl.encodings import Detection, detect
from etl.form_rows import read_rows
from etl.form_titles import Facts
from etl.forms import Given, Table, find_tables
from etl.headings import Names
from etl.intake_words import vi
from etl.known import Known
from etl.notices import ERROR, QUESTION, WARNING, Notice, asks, from_intake, notice, words
from etl.read_workbook import read_in_child
from etl.review_facts import answered_facts, filled_in, missing_facts, sheet_facts, together
from etl.review_pairs import pair_notices
from etl.review_rows import RowReader
from etl.review_sheet import sheet_notices
from etl.review_statement import Statements
from etl.workbook import Sheet, Workbook, WorkbookProblem, ref

_OWN_SHEETS = ("template.notes_title", "template.lists_title", "annotate.title")


@dataclass
class Review:
    """What one file holds. `layouts` tells, by sheet, the form and header row found.

    `labels` are the normalised wordings that were read, `left_out` the cells that an answer left
    out; `facts` is what the sheets together say about the whole plan.
    """

    file: str
    statements: Statements = field(default_factory=Statements)
    notices: list[Notice] = field(default_factory=list)
    layouts: list[tuple[str, Table]] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    left_out: list[str] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)


def read_file(data: bytes, name: str) -> Workbook | WorkbookProblem:
    """One file as received, read in a process of its own; or why it is not taken in."""
    try:
        return read_in_child(data, name)
    except WorkbookProblem as problem:
        return problem


def review_file(read: Workbook | WorkbookProblem, name: str, known: Known) -> Review:
    """What one file states. One that is not taken in gives one problem and no statements."""
    if isinstance(read, WorkbookProblem):
        return Review(name, notices=[replace(from_intake(read), file=name)])
    return review(read, name, known)


def review(workbook: Workbook, name: str, known: Known) -> Review:
    """What a workbook that was read states, and all that is to be said about it."""
    found, given = Review(name), known.answers.of(name)
    workbook = _in_unicode(_without_own_sheets(workbook), found.notices, given)
    names = Names(known.communes.by_name, known.aliases, known.mappings)
    sheets = [(sheet, find_tables(sheet, names, _given(given, sheet))) for sheet in workbook.sheets]
    facts = {
        sheet.name: answered_facts(sheet_facts(sheet, tables, known), given, known)
        for sheet, tables in sheets
    }
    whole = together(list(facts.values()))
    reader = RowReader(known, name, found.notices)
    for sheet, tables in sheets:
        found.notices += sheet_notices(sheet, tables)
        if tables:
            found.layouts += [(sheet.name, table) for table in tables]
            rows = read_rows(sheet, tables, _rows_left_out(given, sheet))
            reader.read(rows, filled_in(facts[sheet.name], whole))
        elif _has_text(sheet):
            found.notices.append(notice("no_table", WARNING, sheet.name))
    found.statements = reader.statements
    found.notices += pair_notices(reader.statements, reader.candidates)
    found.labels = reader.labels
    found.left_out = reader.left_out
    found.facts = whole
    found.notices += missing_facts(found.statements, found.notices, whole, given)
    _tell_if_empty(found)
    found.notices = [replace(told, file=name) for told in found.notices]
    return found


def _given(given: FileAnswers, sheet: Sheet) -> Given:
    """What a person said about the header row and the columns of one sheet."""
    roles = {}
    for place, role in given.columns.items():
        name, _, column = place.rpartition("!")
        if name == sheet.name:
            roles[column] = role
    return Given(given.headers.get(sheet.name), roles)


def _rows_left_out(given: FileAnswers, sheet: Sheet) -> set[int]:
    places = (place.rpartition("!") for place in given.rows)
    return {int(row) for name, _, row in places if name == sheet.name and row.isdecimal()}


def _without_own_sheets(workbook: Workbook) -> Workbook:
    """Without notes and lists of our own, known by the text of their first cell."""
    own = [words(key) for key in _OWN_SHEETS]
    sheets = [
        s for s in workbook.sheets if not (s.values and s.values[0][:1] and s.values[0][0] in own)
    ]
    return Workbook(workbook.kind, sheets)


def _has_text(sheet: Sheet) -> bool:
    return any(value not in ("", None) for row in sheet.values for value in row)


def _in_unicode(workbook: Workbook, notices: list[Notice], given: FileAnswers) -> Workbook:
    """The workbook as it reads once its old encoding is converted; a question until answered."""
    if given.encoding == "keep":
        return workbook
    # Each once: a long list repeats its words.
    found = detect({v for s in workbook.sheets for row in s.values for v in row if type(v) is str})
    if not found:
        return workbook
    before, after = found.examples[0] if found.examples else ("", "")
    encoding = vi(f"encoding.{found.encoding}")
    params = {"encoding": encoding, "before": before[:60], "after": after[:60]}
    message = vi("legacy_encoding", **params)
    details = {"encoding": found.encoding, "examples": [list(pair) for pair in found.examples]}
    details |= asks("encoding", "")
    sheet, cell = _first_place(workbook, before)
    if not given.encoding:
        said = ("intake.legacy_encoding", params)
        place = (sheet, cell, None)
        notices.append(Notice("legacy_encoding", QUESTION, message, *place, details, *said))
    return Workbook(workbook.kind, [_converted(sheet, found) for sheet in workbook.sheets])


def _first_place(workbook: Workbook, text: str) -> tuple[str | None, str | None]:
    for sheet in workbook.sheets:
        for row, values in enumerate(sheet.values, 1):
            if text in values:
                return sheet.name, sheet.cell(row, values.index(text) + 1).ref
    return None, None


def _converted(sheet: Sheet, found: Detection) -> Sheet:
    convert: Callable = lambda v: found.convert(v) if isinstance(v, str) else v  # noqa: E731
    values = [[convert(value) for value in row] for row in sheet.values]
    return Sheet(sheet.name, sheet.state, values, sheet.facts)


def _tell_if_empty(found: Review) -> None:
    """A form without one value says so itself; so does a file without a form."""
    if not found.layouts:
        found.notices = [told for told in found.notices if told.code != "no_table"]
        found.notices.append(notice("nothing_to_read", ERROR))
        return
    blocked = any(told.severity != WARNING for told in found.notices if told.cell)
    blocked = blocked or bool(found.left_out)
    if not found.statements and not blocked:
        sheet, table = found.layouts[0]
        column = table.values[0].column if table.values else table.columns["status"]
        found.notices = [told for told in found.notices if told.code != "value_missing"]
        place = ref(table.first, column)
        found.notices.append(notice("empty_template", ERROR, sheet, place))
