"""The form for statuses of tasks: filled in, sent back, and seen in the edition."""

import io

import openpyxl
import pytest

from etl.known import load_known
from etl.problems import StoreError
from etl.status_form import STATUSES, make_status_form
from tests.conftest import SMALL_FACTS

PLAN = "thu-mot-2026"


@pytest.fixture
def form():
    return openpyxl.load_workbook(io.BytesIO(make_status_form(load_known(SMALL_FACTS), PLAN)))


def filled(desk, form, statuses):
    sheet = form.active
    for row, status in enumerate(statuses, start=6):
        sheet.cell(row, 5, status)
    path = desk.folder / "tasks.xlsx"
    form.save(path)
    return str(path)


def test_the_form_names_the_plan_and_its_tasks(form):
    sheet = form.active
    assert "2026" in sheet["A1"].value and "Thử Một" in sheet["A2"].value
    assert [cell.value for cell in sheet["B"][5:]] == [
        "Mở lớp tập huấn",
        "Cập nhật trang thông tin",
    ]
    assert sheet["C6"].value == "Văn phòng HĐND và UBND"
    (rule,) = sheet.data_validations.dataValidation
    assert str(rule.sqref) == "E6:E7" and all(status in rule.formula1 for status in STATUSES)


def test_a_filled_form_is_taken_in_and_a_blank_row_says_nothing(desk, form):
    path = filled(desk, form, ["đang thực hiện", None])
    status, found = desk.load(path)
    assert status == 1, "the date of the report is asked for"
    assert [one["code"] for one in found["problems"]] == ["missing_as_of"]
    facts = {"files": {"tasks.xlsx": {"facts": {"as_of": "2026-06-30"}}}}
    desk.taken(path, answers=facts)
    assert desk.rows(
        "SELECT ordinal, status, CAST(status_date AS VARCHAR) FROM mart.task"
        " WHERE plan_id = ? ORDER BY ordinal",
        PLAN,
    ) == [("1", "in_progress", "2026-06-30"), ("2", None, None)]


def test_a_plan_without_tasks_has_no_form():
    with pytest.raises(StoreError, match="không có nhiệm vụ"):
        make_status_form(load_known(SMALL_FACTS), "no-such-plan")
