"""What in a sheet may mislead: failed formulas, hidden parts, merged cells, unread columns."""

from __future__ import annotations

from collections.abc import Iterator

from etl.forms import Table
from etl.intake_words import IntakeProblem
from etl.notices import ERROR, QUESTION, WARNING, Notice, asks, from_intake, notice
from etl.workbook import Sheet, letters, ref


def sheet_notices(sheet: Sheet, tables: list[Table]) -> Iterator[Notice]:
    """Everything about a sheet that a person should know before its rows are believed."""
    if sheet.state != "visible" and _has_content(sheet):
        yield notice("hidden_sheet", WARNING, sheet.name)
    yield from _special(sheet)
    yield from _hidden_rows(sheet)
    yield from _hidden_columns(sheet)
    for table in tables:
        yield from _merges(sheet, table)
        yield from _unknown(sheet, table)
        yield from _unnamed(sheet, table)


def _has_content(sheet: Sheet) -> bool:
    return bool(sheet.special) or any(v not in ("", None) for row in sheet.values for v in row)


def _special(sheet: Sheet) -> Iterator[Notice]:
    for (row, column), (kind, text) in sorted(sheet.special.items()):
        place = ref(row, column)
        if kind == "error":
            problem = IntakeProblem("error_value", text=text)
            yield from_intake(problem, sheet.name, place)
        else:
            yield notice("formula_without_value", ERROR, sheet.name, place)


def _filled(sheet: Sheet, row: int) -> bool:
    inside = row <= len(sheet.values)
    return inside and any(value not in ("", None) for value in sheet.values[row - 1])


def _hidden_rows(sheet: Sheet) -> Iterator[Notice]:
    rows = sorted(row for row in sheet.hidden_rows if _filled(sheet, row))
    if rows:
        yield notice("hidden_rows", WARNING, sheet.name, ref(rows[0], 1), rows=_runs(rows))


def _runs(numbers: list[int]) -> str:
    """1, 2, 3, 7 as "1–3, 7"; long lists are cut."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [str(a) if a == b else f"{a}–{b}" for a, b in runs[:8]]
    return ", ".join(shown) + ("…" if len(runs) > 8 else "")


def _hidden_columns(sheet: Sheet) -> Iterator[Notice]:
    for column in sorted(sheet.hidden_columns):
        if column > sheet.width:
            break
        row = next((n for n, row in enumerate(sheet.values, 1) if _at(row, column)), 0)
        if row:
            place = ref(row, column)
            yield notice("hidden_column", WARNING, sheet.name, place, column=letters(column))


def _at(row: list, column: int) -> bool:
    return len(row) >= column and row[column - 1] not in ("", None)


def _merges(sheet: Sheet, table: Table) -> Iterator[Notice]:
    values = {value.column for value in table.values}
    label = table.columns.get("label", 0)
    for top, left, bottom, right in sheet.facts.merges:
        if not table.first <= top <= table.last or not _at(sheet.values[top - 1], left):
            continue
        area = f"{ref(top, left)}:{ref(bottom, right)}"
        covered = values & set(range(left, right + 1))
        if covered and (bottom > top or left in values):
            yield notice("merged_value", ERROR, sheet.name, ref(top, left), area=area)
        elif left <= label <= right and bottom > top:
            yield notice("merged_label", WARNING, sheet.name, ref(top, left), area=area)


def _unknown(sheet: Sheet, table: Table) -> Iterator[Notice]:
    for column, text in table.unknown:
        place = ref(table.header, column)
        yield notice(
            "unknown_column",
            QUESTION,
            sheet.name,
            place,
            {"column": letters(column), "heading": text}
            | asks("columns", f"{sheet.name}!{letters(column)}"),
            text=text[:80],
        )


def _unnamed(sheet: Sheet, table: Table) -> Iterator[Notice]:
    """Columns without a heading that stand beside rows of the table: told, never passed over."""
    known = {value.column for value in table.values} | set(table.columns.values())
    known |= {column for column, _ in table.unknown} | table.ignored
    name = table.columns.get("label") or table.columns["commune"]
    unknown = [column for column in range(1, sheet.width + 1) if column not in known]
    found: dict[int, int] = {}
    for number in range(table.first, table.last + 1) if unknown else ():
        row = sheet.values[number - 1]
        if not _at(row, name):
            continue
        for column in unknown:
            if column not in found and _at(row, column):
                found[column] = number
    for column, number in sorted(found.items()):
        details = {"column": letters(column)}
        details |= asks("columns", f"{sheet.name}!{letters(column)}")
        place = (sheet.name, ref(number, column))
        yield notice("unnamed_column", QUESTION, *place, details, column=letters(column))
