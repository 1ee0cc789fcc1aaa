"""Our own form: made by one command, filled in, and read back without a question."""

import io

import pytest
from openpyxl import load_workbook

from etl import cli
from etl.paths import DATA_SETTING
from etl.read_workbook import read
from etl.review import review
from etl.template import make_template
from tests.etl.form_makers import DATA, codes, known, reviewed, shipped
from tests.etl.workbook_makers import saved

SIGNS = {"=": "đạt", ">=": "tối thiểu", ">": "trên", "<=": "tối đa", "<": "dưới", "~": "khoảng"}
UNITS = {"percent": "%", "level": "mức", "index": "chỉ số"}


@pytest.fixture(scope="module")
def content():
    return make_template(known())


@pytest.fixture
def form(content):
    return load_workbook(io.BytesIO(content))


def columns(sheet):
    return {cell.value: cell.column for cell in sheet[1]}


def fill_row(sheet, row, **values):
    for heading, value in values.items():
        sheet.cell(row, columns(sheet)[heading.replace("_", " ")], value)


def test_the_form_as_it_comes_is_empty(content):
    assert codes(review(read(content), "t.xlsx", known())) == [("empty_template", "K2")]


def test_a_shipped_plan_filled_into_the_form_comes_back_without_a_question(form):
    targets = [row for row in shipped("giao-minh-2026") if row["kind"] == "target"]
    sheet = form.worksheets[0]
    for number, row in enumerate(targets, start=3):
        fill_row(sheet, number, STT=number, Tỉnh="Ninh Bình", Tên_xã="Xã Giao Minh",
                 Số_kế_hoạch="45/KH-UBND", Năm=2026, Loại_dòng="chỉ tiêu",
                 Tên_chỉ_tiêu=row["label_vi"], Đơn_vị_tính=UNITS[row["unit"]],
                 So_sánh=SIGNS[row["comparator"]], Giá_trị=float(row["value"]))  # fmt: skip
    found = reviewed(form)
    wanted = [(r["indicator_id"], r["comparator"], float(r["value"]), "14161", 2026)
              for r in targets]  # fmt: skip
    came = [(s["indicator_id"], s["comparator"], s["value"], s["commune_code"], s["year"])
            for s in found.statements]  # fmt: skip
    assert came == wanted
    assert [told for told in found.notices if told.severity != "warning"] == []


def test_an_example_that_was_changed_is_asked_about(form):
    fill_row(form.worksheets[0], 2, Giá_trị=85)
    assert ("example_changed", "A2") in codes(reviewed(form))


def test_the_form_offers_lists_and_communes_by_province(form):
    sheet = form.worksheets[0]
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert len(rules) == 6
    assert "MATCH($B2," in rules["C2:C1000"]
    lists = form.worksheets[2]
    communes = [cell.value for cell in lists["C"][2:] if cell.value]
    assert len(communes) == 3321
    provinces = [cell.value for cell in lists["B"][2:] if cell.value]
    blocks = [p for n, p in enumerate(provinces) if n == 0 or provinces[n - 1] != p]
    assert len(blocks) == len(set(blocks)) == 34  # the list of a province is one block


def test_the_command_writes_the_form_and_never_over_a_file(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(DATA_SETTING, str(DATA))
    path = tmp_path / "mau.xlsx"
    assert cli.main(["template", str(path)]) == 0
    first = path.read_bytes()
    assert cli.main(["template", str(path)]) == 2
    assert "không ghi đè" in capsys.readouterr().err
    assert path.read_bytes() == first


def test_saved_again_by_another_program_it_is_still_the_form(form):
    assert codes(review(read(saved(form)), "t.xlsx", known())) == [("empty_template", "K2")]
