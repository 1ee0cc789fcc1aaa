"""The committed list of communes: what it must hold, and how its names are tidied."""

import csv
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from etl.sources.build_communes import COLUMNS, kilometres, split_type, tidy

ROOT = Path(__file__).parents[2]
FILE = ROOT / "data" / "reference" / "communes.csv"
FAR = {"Hoàng Sa": (16.5, 111.6), "Trường Sa": (8.65, 111.92)}
LINEAGE = {
    "16144": ("Xã Nga An", {"Xã Nga An", "Xã Nga Phú", "Xã Nga Điền"}),
    "13531": ("Xã Bình Giang", {"Xã Bồ Đề", "Xã An Ninh", "Xã Vũ Bản"}),
    "14161": ("Xã Giao Minh", {"Xã Giao Thiện", "Xã Giao Hương", "Xã Giao Thanh"}),
    "11239": (
        "Xã Thanh Miện",
        {"Thị trấn Thanh Miện (một phần)", "Xã Tứ Cường", "Xã Ngũ Hùng", "Xã Cao Thắng"},
    ),
    "18352": (
        "Xã Nghi Xuân",
        {"Thị trấn Xuân An", "Xã Xuân Giang", "Xã Xuân Viên", "Xã Xuân Hồng", "Xã Xuân Lĩnh"},
    ),
    "18364": ("Xã Đan Hải", {"Xã Xuân Hội", "Xã Đan Trường", "Xã Xuân Phổ", "Xã Xuân Hải"}),
    "18373": (
        "Xã Tiên Điền",
        {"Thị trấn Tiên Điền", "Xã Xuân Yên", "Xã Xuân Mỹ", "Xã Xuân Thành"},
    ),
    "18394": ("Xã Cổ Đạm", {"Xã Cổ Đạm", "Xã Xuân Liên", "Xã Cương Gián"}),
}


@pytest.fixture(scope="module")
def rows():
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def by_code(rows):
    return {row["commune_code"]: row for row in rows}


@pytest.fixture(scope="module")
def today(rows):
    return [row for row in rows if not row["valid_to"]]


def point(row):
    return float(row["lat"]), float(row["lon"])


def test_columns_codes_and_order(rows):
    codes = [row["commune_code"] for row in rows]
    assert tuple(rows[0]) == COLUMNS
    assert codes == sorted(set(codes))
    assert all(len(code) == 5 and code.isdigit() for code in codes)


def test_number_of_units_provinces_and_types(today):
    assert len(today) == 3321
    assert len({row["province_code"] for row in today}) == 34
    assert len({row["province_vi"] for row in today}) == 34
    assert Counter(row["type"] for row in today) == {"xã": 2599, "phường": 709, "đặc khu": 13}
    assert {row["valid_from"] for row in today} == {"2025-07-01"}
    assert sum(row["province_code"] == "37" for row in today) == 129


def test_types_of_2026(by_code):
    names = [by_code[code]["name_vi"] for code in ("07375", "26368")]
    assert names == ["Phường Lạng Giang", "Phường Long Thành"]


def test_province_names_carry_no_type(today):
    names = {row["province_code"]: row["province_vi"] for row in today}
    wanted = {"37": "Ninh Bình", "31": "Hải Phòng", "38": "Thanh Hóa", "42": "Hà Tĩnh"}
    wanted |= {"01": "Hà Nội", "24": "Bắc Ninh", "46": "Huế", "79": "Hồ Chí Minh"}
    assert wanted.items() <= names.items()
    assert not [n for n in names.values() if n.startswith(("Tỉnh ", "Thành phố "))]


def test_short_name_and_type_make_the_name(rows):
    for row in rows:
        assert f"{row['type']} {row['short_name']}".casefold() == row["name_vi"].casefold()


def test_names_are_tidy(rows):
    texts = [row[c] for row in rows for c in ("name_vi", "short_name", "province_vi")]
    texts += [name for row in rows for name in row["predecessors"].split(";")]
    assert all(unicodedata.is_normalized("NFC", text) for text in texts)
    assert not [text for text in texts if tidy(text) != text]


def test_points_lie_in_vietnam(rows):
    for row in rows:
        if row["lat"]:
            lat, lon = point(row)
            assert 8.3 <= lat <= 23.5, row
            assert 102.1 <= lon <= (118 if row["short_name"] in FAR else 110), row


def test_all_units_of_today_have_a_point_of_their_own(today):
    points = [point(row) for row in today]
    assert len(set(points)) == len(today)


def test_one_past_unit_has_no_point(rows):
    assert [row["name_vi"] for row in rows if not row["lat"]] == ["Xã Đan Trường"]


@pytest.mark.parametrize(("name", "about"), FAR.items())
def test_archipelagos_are_present(today, name, about):
    (row,) = [r for r in today if r["short_name"] == name]
    assert row["type"] == "đặc khu"
    # an archipelago is hundreds of kilometres across: the point is somewhere in it
    assert kilometres(point(row), about) < 320


@pytest.mark.parametrize(
    ("code", "about"),
    [
        ("30130", (10.56, 105.49)),
        ("28615", (10.41, 106.36)),
        ("04924", (20.89, 105.52)),
        ("08296", (21.45, 104.93)),
        ("29983", (10.80, 105.30)),
        ("06757", (21.32, 107.93)),
    ],
)
def test_points_wrong_in_the_source_are_corrected(by_code, code, about):
    assert kilometres(point(by_code[code]), about) < 10


def test_three_communes_are_named_binh_giang(today):
    found = {
        (r["commune_code"], r["province_vi"]) for r in today if r["short_name"] == "Bình Giang"
    }
    assert found == {("13531", "Ninh Bình"), ("10966", "Hải Phòng"), ("30826", "An Giang")}


def test_nga_dien_is_past_and_went_into_nga_an(by_code):
    row = by_code["16150"]
    assert (row["name_vi"], row["province_vi"]) == ("Xã Nga Điền", "Thanh Hóa")
    assert (row["valid_to"], row["successor_code"]) == ("2025-06-30", "16144")
    assert kilometres(point(row), point(by_code["16144"])) < 5


@pytest.mark.parametrize("code", LINEAGE)
def test_lineage_of_the_concerned_communes(by_code, code):
    name, wanted = LINEAGE[code]
    parts = by_code[code]["predecessors"].split(";")
    assert by_code[code]["name_vi"] == name
    assert {by_code[p]["name_vi"] if p in by_code else p for p in parts} == wanted
    assert len(parts) == len(wanted)


def test_past_units_and_their_successors_agree(rows, by_code):
    past = [row for row in rows if row["valid_to"]]
    assert len(past) == 21
    for row in past:
        successor = by_code[row["successor_code"]]
        assert row["valid_to"] == "2025-06-30"
        assert not successor["valid_to"]
        assert row["commune_code"] in successor["predecessors"].split(";")


def test_every_code_among_predecessors_is_a_past_unit(rows, by_code):
    codes = [p for row in rows for p in row["predecessors"].split(";") if p.isdigit()]
    assert len(codes) == len(set(codes)) == 21
    assert all(by_code[code]["valid_to"] for code in codes)


@pytest.mark.parametrize(
    ("given", "tidied"),
    [
        ("Xã Thuận Hoà", "Xã Thuận Hòa"),
        ("Phường Nguyễn Uý", "Phường Nguyễn Úy"),
        ("Phường Phú Thuỷ", "Phường Phú Thủy"),
        ("Xã Quý Lộc", "Xã Quý Lộc"),
        ("Xã Hoàng Hoá", "Xã Hoàng Hóa"),
        ("Xã  Ea H’Leo ", "Xã Ea H'Leo"),
        (unicodedata.normalize("NFD", "Xã Nga Điền"), "Xã Nga Điền"),
    ],
)
def test_tidy(given, tidied):
    assert tidy(given) == tidied


def test_split_type():
    assert split_type("Đặc khu Hoàng Sa", ("Đặc khu", "Xã")) == ("đặc khu", "Hoàng Sa")
    with pytest.raises(ValueError, match="no type"):
        split_type("Nga An", ("Xã",))
