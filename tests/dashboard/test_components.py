"""Tables go out safely and readably; a click on a mark or a cell finds its statement."""

import csv
import io

import pandas as pd
import pytest

import messages
from dashboard import components


@pytest.fixture(autouse=True)
def vietnamese():
    messages.set_language("vi")
    yield
    messages.set_language("vi")


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


TABLE = pd.DataFrame(
    {
        "name": ["Phủ sóng 5G", "=cmd()", "-1+2", None],
        "value": [70.5, -3.0, float("nan"), 1384.0],
        "due": pd.to_datetime(["2026-12-31", None, None, None]),
        "core": [True, False, True, False],
        "hidden": ["x"] * 4,
    }
)
COLUMNS = {"name": "Chỉ tiêu", "value": "Giá trị", "due": "Thời hạn", "core": "Cốt lõi"}


def test_csv_opens_in_a_spreadsheet():
    content = components.csv_bytes(TABLE, COLUMNS, "E1")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = rows_of(content)
    assert rows[0] == ["Chỉ tiêu", "Giá trị", "Thời hạn", "Cốt lõi", "Bản dữ liệu"]
    assert rows[1] == ["Phủ sóng 5G", "70,5", "31/12/2026", "Có", "E1"]
    assert rows[4][:2] == ["", "1384"]


def test_text_that_looks_like_a_formula_is_defused_and_numbers_stay_numbers():
    rows = rows_of(components.csv_bytes(TABLE, COLUMNS, "E1"))
    assert rows[2][:2] == ["'=cmd()", "-3"]
    assert rows[3][:2] == ["'-1+2", ""]


def test_csv_follows_the_language():
    messages.set_language("en")
    rows = rows_of(components.csv_bytes(TABLE, COLUMNS, "E1"))
    assert rows[1][1] == "70.5"
    assert rows[1][3] == "Yes"


def test_cells_are_written_in_the_language_and_keep_their_values():
    before = TABLE.copy()
    styled = components._formatted(TABLE[list(COLUMNS)])
    html = styled.to_html()
    for text in ("70,5", "1.384", "chưa đặt", "31/12/2026", "không ghi", "Có"):
        assert text in html
    pd.testing.assert_frame_equal(TABLE, before)
    assert styled.data["value"].iloc[0] == 70.5


def test_a_large_table_is_written_as_text():
    large = pd.DataFrame({"value": [0.5] * (components._STYLED_CELLS + 1)})
    assert components._formatted(large)["value"].iloc[0] == "0,5"


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ({"customdata": ["abc", 1]}, "abc"),
        ({"customdata": "abc"}, "abc"),
        ({"customdata": [None, "plan"]}, None),
        ({"customdata": []}, None),
        ({}, None),
    ],
)
def test_a_mark_leads_to_the_statement_it_carries(point, expected):
    assert components._statement_of(point) == expected
