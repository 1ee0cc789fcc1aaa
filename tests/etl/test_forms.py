"""Tables are found by their headings, whatever stands above, and columns are never guessed."""

import pytest
from openpyxl import Workbook

from etl.form_dates import find_as_of, read_day
from etl.form_titles import read_facts
from etl.forms import find_tables
from etl.headings import Names, read_heading
from etl.read_workbook import read
from tests.etl.form_makers import ANNEX, TITLES, known, sheet_of
from tests.etl.workbook_makers import saved

LIST = ("TT", "Nội dung", "ĐVT", "Kế hoạch", "Thực hiện", "Tỷ lệ đạt (%)", "Thời hạn",
        "Đơn vị chủ trì")  # fmt: skip


def names():
    return Names(known().communes.by_name, known().aliases)


def tables(workbook):
    return find_tables(read(saved(workbook)).sheets[0], names())


def only(workbook):
    (found,) = tables(workbook)
    return found


def test_the_annex_form_is_found_below_its_titles():
    found = only(sheet_of([(1, "Phủ sóng 5G theo dân số", "", "%", 30)]))
    assert (found.header, found.first, found.last, found.layout) == (5, 6, 6, "annex")
    assert found.columns == {"ordinal": 1, "label": 2, "explanation": 3, "unit": 4}
    assert [(value.column, value.role) for value in found.values] == [(5, "target")]


def test_a_list_gives_target_result_rate_date_and_owner():
    found = only(sheet_of([(1, "Phủ sóng 5G", "%", 30, 20, 66.7)], header=LIST))
    assert [(value.column, value.role) for value in found.values] == [(4, "target"), (5, "result")]
    assert found.columns == {
        "ordinal": 1, "label": 2, "unit": 3, "achieved": 6, "due": 7, "lead_unit": 8,
    }  # fmt: skip
    assert (found.layout, found.unknown) == ("list", ())


def test_years_across_are_a_matrix():
    found = only(sheet_of([("Phủ sóng 5G", 30, 70)], header=("Chỉ tiêu", 2025, "Năm 2026")))
    assert [(value.heading.year, value.role) for value in found.values] == [
        (2025, "value"),
        (2026, "value"),
    ]
    assert found.layout == "matrix"


def test_communes_across_are_a_matrix():
    header = ("Tên chỉ tiêu", "Xã Bình Giang", "Giao Minh")
    found = only(sheet_of([("Phủ sóng 5G", 30, 70)], header=header))
    assert [value.heading.commune for value in found.values] == ["Xã Bình Giang", "Giao Minh"]


def test_communes_down_with_indicators_across():
    header = ("STT", "Xã, phường", "Phủ sóng 5G theo dân số (%)")
    found = only(sheet_of([(1, "Giao Minh", 70)], header=header))
    assert found.columns == {"ordinal": 1, "commune": 2}
    assert [value.heading.label for value in found.values] == [header[2]]


def test_two_rows_of_headings_are_read_together():
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["STT", "Chỉ tiêu", "Năm 2025", None, "Năm 2026", None])
    sheet.append([None, None, "Kế hoạch", "Thực hiện", "Kế hoạch", "Thực hiện"])
    sheet.append([1, "Phủ sóng 5G", 30, 25, 70, 20])
    for area in ("A1:A2", "B1:B2", "C1:D1", "E1:F1"):
        sheet.merge_cells(area)
    found = only(workbook)
    assert (found.header, found.first) == (1, 3)
    assert [(value.role, value.heading.year) for value in found.values] == [
        ("target", 2025),
        ("result", 2025),
        ("target", 2026),
        ("result", 2026),
    ]


def test_the_role_of_a_heading_with_two_meanings_depends_on_the_others():
    first = only(sheet_of([(1, "A", "%", 3)], header=("STT", "Chỉ tiêu", "ĐVT", "Kế hoạch")))
    assert first.columns["label"] == 2
    second = only(sheet_of([(1, "A", "%", 3)], header=("STT", "Nội dung", "ĐVT", "Chỉ tiêu")))
    assert (second.columns["label"], second.values[0].role) == (2, "target")


def test_two_tables_of_one_sheet_are_both_found():
    rows = [(1, "A", "", "%", 3), (), LIST, (1, "B", "%", 4, 5)]
    first, second = tables(sheet_of(rows))
    assert (first.header, first.last, second.header, second.last) == (5, 7, 8, 9)


def test_an_unknown_heading_is_kept_and_not_guessed():
    found = only(sheet_of([(1, "A", "", "%", 3, 4)], header=(*ANNEX, "Hệ số điều chỉnh 2026")))
    assert found.unknown == ((6, "Hệ số điều chỉnh 2026"),)


def test_a_sheet_of_prose_holds_no_table():
    assert tables(sheet_of([], header=("Hướng dẫn", "điền mẫu"))) == []


@pytest.mark.parametrize(
    ("text", "role", "year", "as_of", "unit"),
    [
        ("Kế hoạch năm 2026 (%)", "target", 2026, "", "%"),
        ("CHỈ TIÊU\nCỤ THỂ", "target", None, "", ""),
        ("Thực hiện đến 30/6/2026", "result", None, "2026-06-30", ""),
        ("Thực hiện 6 tháng đầu năm 2026", "result", None, "2026-06-30", ""),
        ("Kết quả thực hiện quý III/2026", "result", None, "2026-09-30", ""),
        ("Tỉ lệ đạt", "achieved", None, "", ""),
        ("Thời hạn hoàn thành", "due", None, "", ""),
        ("Chỉ tiêu tỉnh giao", "reference", None, "", ""),
    ],
)
def test_headings(text, role, year, as_of, unit):
    found = read_heading(text, names())
    assert (found.role, found.year, found.as_of, found.unit_text) == (role, year, as_of, unit)


def test_titles_give_commune_number_date_and_year():
    facts = read_facts(TITLES, known().communes)
    assert (facts.commune.code, facts.number, facts.issued, facts.year, facts.kind) == (
        "13531", "25/KH-UBND", "2025-09-05", 2025, "target",
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "Thực hiện Kế hoạch số 19/KH-UBND ngày 31/7/2025 của UBND tỉnh Ninh Bình",
        "Kế hoạch số      /KH-UBND ngày     tháng     năm 2025",
        "Giai đoạn 2026-2030",
    ],
)
def test_what_titles_do_not_say_for_certain_stays_open(line):
    facts = read_facts([line], known().communes)
    assert (facts.number, facts.year) == (None, None)


def test_a_namesake_without_province_stays_open():
    facts = read_facts(["UBND XÃ BÌNH GIANG NĂM 2025"], known().communes)
    assert facts.commune is None
    assert len(facts.communes) == 3
    assert facts.year == 2025


def test_two_years_in_the_titles_stay_open():
    facts = read_facts(["Kết quả năm 2025 và chỉ tiêu năm 2026"], known().communes)
    assert (facts.year, facts.years, facts.kind) == (None, (2025, 2026), "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-06-30", "2026-06-30"),
        ("30/6/2026", "2026-06-30"),
        ("31/6/2026", ""),
        ("thường xuyên", ""),
        ("Quý II/2026", "2026-06-30"),
        ("quý II", ""),
        ("Năm 2026", "2026-12-31"),
        ("tháng 2/2028", "2028-02-29"),
    ],
)
def test_days_and_ends_of_periods(text, day):
    assert read_day(text, last=True) == day


def test_the_rest_of_a_text_without_its_date():
    assert find_as_of("Số liệu tính đến ngày 30 tháng 9 năm 2026.") == (
        "2026-09-30",
        "Số liệu  .",
    )


def test_a_province_without_such_a_commune_leaves_it_open():
    assert read_facts(["UBND xã Giao Minh, tỉnh Nghệ An"], known().communes).commune is None


@pytest.mark.parametrize(
    ("line", "kind", "as_of"),
    [
        ("Mục tiêu đến ngày 31/12/2026 của xã Giao Minh", "target", ""),
        ("Thực hiện Kế hoạch số 19/KH-UBND của UBND tỉnh", "", ""),
        ("Báo cáo kết quả tính đến 30/6/2026", "result", "2026-06-30"),
        ("Xã Giao Minh", "", ""),
    ],
)
def test_titles_tell_targets_from_results_only_when_they_say_so(line, kind, as_of):
    facts = read_facts([line], known().communes)
    assert (facts.kind, facts.as_of) == (kind, as_of)
