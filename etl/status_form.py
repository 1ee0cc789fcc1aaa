"""The form to report how a plan's tasks stand: its tasks are filled in, a status is chosen."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from etl.known import Known, Row
from etl.notices import words
from etl.problems import StoreError

STATUSES = ("chưa thực hiện", "đang thực hiện", "hoàn thành")
_HEADS = ("ordinal", "task", "lead", "due", "status")
_WIDTHS = (7, 70, 34, 16, 18)
_TOP = 5  # row of the headings


def make_status_form(known: Known, plan_id: str) -> bytes:
    """The form of one plan as an .xlsx file; rows left without a status are passed over.

    Raises StoreError for a plan that has no tasks.
    """
    plan = next((one for one in known.plans if one["plan_id"] == plan_id), None)
    tasks = known.tasks.get(plan_id, ())
    if plan is None or not tasks:
        raise StoreError(words("status_form.no_tasks"))
    book = Workbook()
    sheet = book.active
    sheet.title = words("status_form.sheet")
    _write_head(sheet, known, plan)
    _write_tasks(sheet, known, tasks)
    rule = DataValidation("list", formula1=f'"{",".join(STATUSES)}"', showErrorMessage=False)
    rule.add(f"E{_TOP + 1}:E{_TOP + len(tasks)}")
    sheet.add_data_validation(rule)
    sheet.freeze_panes = sheet.cell(_TOP + 1, 1)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _write_head(sheet: Worksheet, known: Known, plan: Row) -> None:
    unit = known.communes.by_code.get(str(plan["commune_code"]))
    name = f"{unit.type} {unit.short_name}, {unit.province_vi}" if unit else plan["commune_name"]
    sheet["A1"] = words("status_form.title", year=plan["plan_year"])
    sheet["A2"] = str(name)
    sheet["A3"] = words("status_form.how")
    sheet["A1"].font = Font(bold=True, size=13)
    for column, (head, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True), start=1):
        cell = sheet.cell(_TOP, column, words(f"status_form.{head}"))
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="D9E2EC")
        sheet.column_dimensions["ABCDE"[column - 1]].width = width


def _write_tasks(sheet: Worksheet, known: Known, tasks: Sequence[Row]) -> None:
    for number, task in enumerate(tasks, start=1):
        leads = str(task["lead_unit"] or "").split(";")
        lead = "; ".join(known.unit_names.get(one, one) for one in leads)
        due = task["due_text"] or task["due"]
        for column, value in enumerate((number, task["label_vi"], lead, due), start=1):
            cell = sheet.cell(_TOP + number, column)
            cell.value = value or None
            if isinstance(value, str):
                cell.data_type = "s"  # text of a plan never becomes a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
