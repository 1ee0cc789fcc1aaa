"""One file of facts -> columns of text with the line of every row, or what is wrong with the file.

Nothing is interpreted here: a cell is the text between its commas, an empty cell is None.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

from etl.problems import Problem, problem
from etl.schema import FileSchema


@dataclass
class RawTable:
    """Rows of one table, column by column; `files[i]` and `lines[i]` are the origin of row i.

    `absent` names the columns that a file lacks: its rows cannot be blamed for them.
    """

    names: list[str]
    columns: dict[str, list[str | None]]
    files: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    complete: bool = True
    absent: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def empty(cls, names: list[str]) -> RawTable:
        """A table without rows."""
        return cls(names, {name: [] for name in names})

    def __len__(self) -> int:
        return len(self.lines)

    def extend(self, other: RawTable) -> None:
        """Append the rows of a table with the same columns."""
        for name in self.names:
            self.columns[name].extend(other.columns[name])
        self.files.extend(other.files)
        self.lines.extend(other.lines)
        self.absent.update(other.absent)
        self.complete = self.complete and other.complete


def read_file(path: Path, label: str, schema: FileSchema) -> tuple[RawTable, list[Problem], bytes]:
    """Read one file; `label` names it in problems. Also returns the bytes, for the facts' hash."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return _broken(schema, [_missing(label, schema)])
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return _broken(schema, [problem("unreadable_file", file=label, reason=reason)])
    table, problems = _parse(data, label, schema)
    return table, problems, data


def _missing(label: str, schema: FileSchema) -> Problem:
    return problem("missing_file", file=label, columns=",".join(schema.column_names))


def _broken(schema: FileSchema, problems: list[Problem]) -> tuple[RawTable, list[Problem], bytes]:
    table = RawTable.empty(schema.column_names)
    table.complete = False
    return table, problems, b""


def _parse(data: bytes, label: str, schema: FileSchema) -> tuple[RawTable, list[Problem]]:
    table = RawTable.empty(schema.column_names)
    text, problems = _decode(data, label)
    rows, csv_problems = _rows(text, label)
    problems += csv_problems
    if not rows and not problems:
        problems.append(problem("empty_file", file=label, columns=",".join(schema.column_names)))
    if rows:
        header_line, header = rows[0]
        header_problems = _check_header(header, header_line, label, schema)
        problems += header_problems
        problems += _fill(table, header, rows[1:], label)
        if not len(table) and not schema.may_be_empty and not problems:
            problems.append(problem("no_rows", file=label, line=header_line))
    table.complete = not problems
    return table, problems


def _decode(data: bytes, label: str) -> tuple[str, list[Problem]]:
    """Text of the bytes; undecodable lines are reported and left out, so reading can go on."""
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    good, problems = [], []
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        try:
            good.append(line.decode("utf-8"))
        except UnicodeDecodeError:
            good.append("")
            problems.append(problem("bad_encoding", file=label, line=number))
    return "\n".join(good), problems


def _rows(text: str, label: str) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """Rows that are not blank, with the line each starts on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for row in reader:
            if row:
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        return rows, [problem("bad_csv", file=label, line=line, reason=str(error))]
    return rows, []


def _check_header(header: list[str], line: int, label: str, schema: FileSchema) -> list[Problem]:
    known = schema.column_names
    codes = [("missing_column", [name for name in known if name not in header])]
    codes.append(("extra_column", [name for name in header if name not in known]))
    codes.append(("repeated_column", sorted({n for n in known if header.count(n) > 1})))
    return [
        problem(code, file=label, line=line, column=name) for code, names in codes for name in names
    ]


def _fill(
    table: RawTable, header: list[str], rows: list[tuple[int, list[str]]], label: str
) -> list[Problem]:
    width = len(header)
    problems = [
        problem("ragged_row", file=label, line=line, found=len(row), expected=width)
        for line, row in rows
        if len(row) != width
    ]
    good = [(line, row) for line, row in rows if len(row) == width]
    absent = set(table.names) - set(header)
    if absent:
        table.absent[label] = absent
    for name in table.names:
        at = header.index(name) if name in header else None
        table.columns[name] = [None if at is None else row[at] or None for _, row in good]
    table.files = [label] * len(good)
    table.lines = [line for line, _ in good]
    return problems
