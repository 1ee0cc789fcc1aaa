"""The form to fill in: one row a value, with lists to choose from, an example and notes."""

from __future__ import annotations

import argparse
import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from etl.cli import CANNOT_RUN, OK, Report
from etl.commune_names import Commune
from etl.intake_words import table, vi
from etl.known import Known, load_known
from etl.notices import words
from etl.paths import data_dir
from etl.workbook import letters

ROWS = 1000  # rows that offer the lists
_HEADER = PatternFill("solid", fgColor="D9E2EC")
_EXAMPLE = PatternFill("solid", fgColor="F2F2F2")
_COMPARATORS = ("đạt", "tối thiểu", "trên", "tối đa", "dưới", "khoảng")
_KINDS = ("chỉ tiêu", "kết quả", "hiện trạng", "tỉnh giao")


def make_template(known: Known) -> bytes:
    """The form as an .xlsx file: the form, notes, and the lists it offers.

    The communes offered are those of the province chosen in the row.
    """
    workbook = Workbook()
    form = workbook.active
    form.title = words("template.form")
    columns = table("template_columns")
    lists = workbook.create_sheet(words("template.lists"))
    ranges = _fill_lists(lists, known)
    _fill_form(form, columns)
    for number, column in enumerate(columns, start=1):
        if column["list"]:
            _offer(form, number, _formula(column["list"], ranges, columns))
    notes = workbook.create_sheet(words("template.notes"), 1)
    _fill_notes(notes, columns)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def write_template(options: argparse.Namespace) -> Report:
    """`python -m etl template OUT.xlsx`. Raises OSError when the file cannot be written."""
    content = make_template(load_known(data_dir()))
    try:
        with open(options.out, "xb") as file:
            file.write(content)
    except FileExistsError:
        message = words("template.exists", file=options.out)
        return Report(CANNOT_RUN, {"problems": [], "message_vi": message}, [message])
    message = words("template.written", file=options.out)
    return Report(OK, {"path": options.out}, [message])


def _fill_form(form: Worksheet, columns: Sequence[Mapping[str, str]]) -> None:
    for number, column in enumerate(columns, start=1):
        head = form.cell(1, number, column["heading"])
        head.font, head.fill = Font(bold=True), _HEADER
        head.alignment = Alignment(wrap_text=True, vertical="center")
        form.column_dimensions[letters(number)].width = int(column["width"])
        example = form.cell(2, number, column["example"] or None)
        example.font, example.fill = Font(italic=True, color="7F7F7F"), _EXAMPLE
        if column["role"] in ("commune_code", "plan_number"):
            for row in range(2, ROWS + 1):
                form.cell(row, number).number_format = "@"  # leading zeros, and 1/KH is no date
    form.freeze_panes = "A2"


def _fill_notes(sheet: Worksheet, columns: Sequence[Mapping[str, str]]) -> None:
    sheet["A1"] = words("template.notes_title")
    sheet["A1"].font = Font(bold=True, size=13)
    lines = [(words(f"template.note_{number}"), "") for number in range(1, 6)]
    lines += [(column["heading"], column["note"]) for column in columns if column["note"]]
    for number, line in enumerate(lines, start=3):
        for place, text in enumerate(line, start=1):
            cell = sheet.cell(number, place, text or None)
            cell.alignment = Alignment(wrap_text=bool(line[1]), vertical="top")
    sheet.column_dimensions["A"].width = 20
    sheet.column_dimensions["B"].width = 90


def _fill_lists(sheet: Worksheet, known: Known) -> dict[str, tuple[int, int]]:
    """Writes the lists; gives list -> (column, last row). Lists begin in row 3."""
    communes = _present(known)
    units = dict.fromkeys(row["unit"] for row in known.indicators.values())
    unit_names = [vi(f"unit.{unit}") for unit in units]
    indicators = sorted(row["name_vi"] for row in known.indicators.values())
    lists: dict[str, Sequence[str]] = {
        "provinces": list(dict.fromkeys(unit.province_vi for unit in communes)),
        "commune_provinces": [unit.province_vi for unit in communes],
        "communes": [unit.name_vi for unit in communes],
        "indicators": indicators,
        "units": unit_names,
        "comparators": _COMPARATORS,
        "kinds": _KINDS,
    }
    sheet["A1"] = words("template.lists_title")
    for column, values in enumerate(lists.values(), start=1):
        for row, value in enumerate(values, start=3):
            sheet.cell(row, column, value)
    places = enumerate(lists.items(), start=1)
    return {name: (column, 2 + len(values)) for column, (name, values) in places}


def _present(known: Known) -> list[Commune]:
    units = (unit for unit in known.communes.by_code.values() if not unit.valid_to)
    return sorted(units, key=lambda unit: (unit.province_code, unit.name_vi))


def _formula(
    name: str, ranges: Mapping[str, tuple[int, int]], columns: Sequence[Mapping[str, str]]
) -> str:
    sheet = f"'{words('template.lists')}'"
    column, last = ranges[name]
    if name != "communes":
        return f"{sheet}!${letters(column)}$3:${letters(column)}${last}"
    roles = [one["role"] for one in columns]
    chosen = f"${letters(roles.index('province') + 1)}2"
    beside = letters(ranges["commune_provinces"][0])
    area = f"{sheet}!${beside}$3:${beside}${last}"
    first = f"{sheet}!${letters(column)}$3"
    return f"OFFSET({first},MATCH({chosen},{area},0)-1,0,COUNTIF({area},{chosen}),1)"


def _offer(form: Worksheet, column: int, formula: str) -> None:
    # Other words are let through: the check asks about them with suggestions.
    rule = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=False)
    rule.add(f"{letters(column)}2:{letters(column)}{ROWS}")
    form.add_data_validation(rule)
