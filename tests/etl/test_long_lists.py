"""A row of a long list says what it says alone, however much is read once for many rows."""

import itertools

import pytest

from tests.etl.form_makers import KNOWN_LABEL, OTHER_LABEL, codes, review_of

HEADER = (
    "STT", "Mã xã", "Số kế hoạch", "Năm", "Loại dòng", "Tên chỉ tiêu", "Đơn vị tính",
    "Giá trị", "Thời hạn", "Ghi chú",
)  # fmt: skip
PLAIN = ("1", "13579", "1/KH-UBND", 2026, "chỉ tiêu", KNOWN_LABEL, "%", 70, None, None)
# What a row says instead, by column.
CHANGES = (
    {},
    {5: OTHER_LABEL},
    {5: f"Phấn đấu: {KNOWN_LABEL}"},
    {7: "≥ 85%"},
    {7: "phấn đấu 85%"},
    {7: "80-90"},
    {7: True},
    {7: 1},
    {7: 120},
    {1: 13579},
    {1: "99999"},
    {3: "2027"},
    {3: "năm 2027"},
    {3: "sau này"},
    {4: "kết quả"},
    {4: "lạ"},
    {6: "người"},
    {8: "30/6/2026"},
    {9: "số ước"},
    {5: "Chỉ tiêu mà danh mục chưa có"},
    {5: None},
)
PLACES = ("cell", "ordinal")


def row_with(change):
    return [change.get(place, value) for place, value in enumerate(PLAIN)]


def review_rows(changes):
    rows = [row_with(change) for change in changes]
    return review_of(rows, header=HEADER, titles=())


def stated(rows):
    return [{k: v for k, v in row.items() if k not in PLACES} for row in rows]


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_a_row_says_in_a_list_what_it_says_alone(change):
    alone = review_rows([change])
    # Different plans, so that the rows do not contradict each other.
    listed = review_rows([{3: 2030}, {3: 2030, 5: OTHER_LABEL}, change, {7: 55, 3: 2029}])
    mine = [row for row in listed.statements if row["cell"] == "H4"]
    assert stated(mine) == stated(alone.statements)
    assert [c for c, cell in codes(listed) if cell and cell.endswith("4")] == [
        c for c, cell in codes(alone) if cell and cell.endswith("2")
    ]


def test_every_row_that_repeats_a_fault_is_told():
    found = review_rows([{7: "80-90"}, {}, {7: "80-90", 3: 2027}, {7: "80-90", 3: 2028}])
    assert [cell for code, cell in codes(found) if code == "range"] == ["H2", "H4", "H5"]


def test_an_unknown_label_is_asked_about_once():
    odd = {5: "Chỉ tiêu mà danh mục chưa có"}
    found = review_rows([odd, {}, odd | {3: 2027}])
    assert [cell for code, cell in codes(found) if code == "unknown_label"] == ["F2"]
    assert len(found.statements) == 3


@pytest.mark.parametrize("order", list(itertools.permutations([0, False, "0"])), ids=str)
def test_zero_and_false_and_a_text_are_three_things(order):
    found = review_rows([{7: value, 3: 2026 + n} for n, value in enumerate(order)])
    wrong = f"H{[type(value) for value in order].index(bool) + 2}"
    assert [cell for code, cell in codes(found) if code == "no_number"] == [wrong]
    assert [row["value"] for row in found.statements] == [0, 0]


def test_groups_go_on_from_row_to_row():
    heading = {0: "II", 1: None, 2: None, 3: None, 4: None, 5: "Chính quyền số", 6: None, 7: None}
    found = review_rows([{}, heading, {3: 2027}, {3: 2028, 7: "≥ 85%"}])
    assert [row["section"] for row in found.statements] == [None, "II", "II"]


def test_a_matrix_is_read_row_by_row():
    header = ("TT", "Xã", "Tỉnh", KNOWN_LABEL, OTHER_LABEL)
    rows = [
        (1, "Bắc Lý", "Ninh Bình", 70, 80),
        (2, "Bình Giang", "Ninh Bình", None, "80-90"),
        (3, "Bình Giang", "Ninh Bình", 50, 60),
    ]
    found = review_of(rows, header=header, titles=())
    assert [row["cell"] for row in found.statements] == ["D2", "E2", "D4", "E4"]
    assert [row["commune_name"] for row in found.statements] == ["Bắc Lý"] * 2 + ["Bình Giang"] * 2
    assert ("range", "E3") in codes(found)
