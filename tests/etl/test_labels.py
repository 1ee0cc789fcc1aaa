"""Spellings that are the same, wordings that only look alike, and communes of one name."""

import csv
from pathlib import Path

import pytest

from etl.commune_names import Commune, find_commune, load_communes, province_code
from etl.labels import Match, Suggestions, aliases_of, load_aliases, match, normalise, unaccented

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture(scope="module")
def aliases():
    return load_aliases(DATA)


@pytest.fixture(scope="module")
def communes():
    return load_communes(DATA)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Số hoá hồ sơ", "số hóa hồ sơ"),
        ("Uỷ ban", "Ủy ban"),
        ("Sức khoẻ", "sức khỏe"),
        ("Thuỷ lợi", "thủy lợi"),
        ("Quý", "qúy"),
        ("Tỉ lệ hộ có mạng", "Tỷ lệ hộ có mạng"),
        ("Tỷ lệ hộ có mạng", "hộ có mạng"),
        ("Tỷ lệ phần trăm hộ có mạng (%)", "hộ có mạng"),
        ("Kĩ năng số", "kỹ năng số"),
        ("Quản lí", "quản lý"),
        ("TTHC trực tuyến", "Thủ tục hành chính trực tuyến"),
        ("DVCTT toàn trình", "dịch vụ công trực tuyến toàn trình"),
        ("CSDL của xã", "cơ sở dữ liệu của xã"),
        ("CBCC xã", "cán bộ, công chức xã"),
        ("cán bộ công chức", "cán bộ, công chức"),
        ("1. Hồ sơ TTHC", "hồ sơ tthc"),
        ("1.2. Hồ sơ TTHC", "hồ sơ tthc"),
        ("a) Hồ sơ TTHC", "hồ sơ tthc"),
        ("IV. Hồ sơ TTHC", "hồ sơ tthc"),
        ("- Hồ sơ  TTHC;", "hồ sơ tthc"),
        ("Hô\u0300 sơ\u00a0TTHC\n", "hồ sơ tthc"),
        ("Ｈồ sơ TTHC", "hồ sơ tthc"),
    ],
)
def test_spellings_of_one_wording_are_the_same(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kết quả điện tử", "số hóa kết quả"),
        ("Hồ sơ xử lý trực tuyến", "Hồ sơ xử lý toàn trình"),
        ("Phủ sóng 4G", "Phủ sóng 5G"),
        ("hòa", "hoàn"),
        ("Quý I", "Quy I"),
        ("Tỷ trọng kinh tế số", "Tỷ lệ kinh tế số"),
        ("Tỷ lệ", ""),
    ],
)
def test_different_wordings_stay_different(one, other):
    assert normalise(one) != normalise(other)


def test_normalising_twice_changes_nothing(aliases):
    for words in aliases.meanings:
        assert normalise(words) == words


def test_every_alias_decides_for_its_indicator_in_any_spelling(aliases):
    with (DATA / "reference" / "aliases.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for spelling in (row["alias_vi"], row["alias_vi"].upper(), f"Tỷ lệ {row['alias_vi']} (%)"):
            found = match(spelling, aliases)
            assert isinstance(found, Match), spelling
            assert found.indicator_id == row["indicator_id"]


def test_every_label_of_the_facts_that_has_an_indicator_is_known(aliases):
    for path in sorted((DATA / "statements").glob("*.csv")):
        with path.open(encoding="utf-8") as file:
            rows = [row for row in csv.DictReader(file) if row["indicator_id"]]
        for row in rows:
            found = match(row["label_vi"], aliases)
            if isinstance(found, Match):
                assert found.indicator_id == row["indicator_id"], row["label_vi"]
            else:
                likely = [suggestion.indicator_id for suggestion in found.items]
                assert row["indicator_id"] in likely, row["label_vi"]


@pytest.mark.parametrize("label", ["kết quả điện tử", "số hóa kết quả", "hồ sơ xử lý trực tuyến"])
def test_likeness_only_suggests(aliases, label):
    found = match(label, aliases)
    assert isinstance(found, Suggestions)
    confidences = [suggestion.confidence for suggestion in found.items]
    assert confidences == sorted(confidences, reverse=True)
    assert confidences and max(confidences) < 100
    names = [suggestion.indicator_id for suggestion in found.items]
    assert len(set(names)) == len(names) <= 5


def test_electronic_results_and_digitised_results_are_never_merged(aliases):
    one, other = (
        match("Cấp kết quả TTHC điện tử", aliases),
        match("Số hoá kết quả TTHC điện tử", aliases),
    )
    assert isinstance(one, Match) and one.indicator_id == "eresults_issued"
    assert isinstance(other, Suggestions)


@pytest.mark.parametrize("label", ["", "  ", "???", "…", "zzz qqq"])
def test_a_label_like_nothing_has_no_suggestion(aliases, label):
    assert match(label, aliases) == Suggestions(())


def test_a_wording_of_two_indicators_decides_nothing():
    rows = [
        {"alias_vi": "Học liệu số", "indicator_id": "by_schools", "comparability": "exact"},
        {"alias_vi": "học liệu số", "indicator_id": "by_materials", "comparability": "exact"},
    ]
    found = match("HỌC LIỆU SỐ", aliases_of(rows))
    assert isinstance(found, Suggestions)
    assert {(s.indicator_id, s.confidence) for s in found.items} == {
        ("by_schools", 100.0),
        ("by_materials", 100.0),
    }


def test_one_indicator_under_two_spellings_takes_the_exact_one():
    rows = [
        {"alias_vi": "Học bạ số", "indicator_id": "reports", "comparability": "near"},
        {"alias_vi": "Tỷ lệ học bạ số", "indicator_id": "reports", "comparability": "exact"},
    ]
    found = match("học bạ số", aliases_of(rows))
    assert isinstance(found, Match) and found.comparability == "exact"


def test_words_without_diacritics():
    assert unaccented("Đặng xã Bình Giang đ") == "Dang xa Binh Giang d"


@pytest.mark.parametrize(
    ("text", "province", "code"),
    [
        ("13531", "", "13531"),
        (13531, "", "13531"),
        (13531.0, "", "13531"),
        ("4", "", "00004"),
        (4.0, "", "00004"),
        ("Giao Minh", "", "14161"),
        ("Xã Giao Minh", "Ninh Bình", "14161"),
        ("Bình Giang", "Ninh Bình", "13531"),
        ("XÃ BÌNH GIANG", "tỉnh Ninh Bình", "13531"),
        ("Bình Giang", "37", "13531"),
        ("Bình Giang", "Hải Phòng", "10966"),
        ("Bình Giang", "Thành phố Hải Phòng", "10966"),
        ("Bình Giang, tỉnh An Giang", "", "30826"),
        ("UBND xã Bình Giang - Ninh Bình", "", "13531"),
        ("Bình Giang (Ninh Bình)", "", "13531"),
        ("Xã Bình Giang tỉnh Ninh Bình", "", "13531"),
        ("Bình Giang, Ninh Bình", "An Giang", "13531"),
        ("Nga Điền", "Thanh Hoá", "16150"),
        ("Cổ Đạm", "Hà Tĩnh", "18394"),  # the present unit, not its predecessor of that name
        ("P. Hoàn Kiếm", "TP. Hà Nội", "00070"),
    ],
)
def test_a_commune_is_found_by_code_or_by_name_and_province(communes, text, province, code):
    found = find_commune(text, communes, province=province)
    assert isinstance(found, Commune) and found.code == code


def test_the_three_communes_named_binh_giang_are_asked_about(communes):
    found = find_commune("Xã Bình Giang", communes)
    assert {unit.code for unit in found.candidates} == {"10966", "13531", "30826"}


@pytest.mark.parametrize(
    ("text", "province", "offered"),
    [
        ("Bình Giang", "Atlantis", "13531"),  # a province that is not known decides nothing
        ("Giao Minh", "Atlantis", "14161"),
        ("Giao Minh", "Nam Định", "14161"),  # its province before the merger
        ("binh giang", "Ninh Bình", "13531"),
        ("Binh Giang", "", "30826"),
        ("Xã Bình Giangg", "Ninh Bình", "13531"),
    ],
)
def test_what_is_not_certain_is_asked_about_with_candidates(communes, text, province, offered):
    found = find_commune(text, communes, province=province)
    assert not isinstance(found, Commune)
    assert offered in {unit.code for unit in found.candidates}
    assert len(found.candidates) <= 12


@pytest.mark.parametrize("text", ["", "99999", "xã", "qq", "Qwertyuiop"])
def test_nothing_is_offered_for_what_is_like_no_commune(communes, text):
    assert find_commune(text, communes).candidates == ()


def test_provinces_by_name_code_and_custom(communes):
    assert province_code("Tỉnh Ninh Bình", communes) == "37"
    assert province_code("TP.HCM", communes) == "79"
    assert province_code("TP. Hồ Chí Minh", communes) == "79"
    assert province_code("1", communes) == "01"
    assert province_code("98", communes) == ""
    assert province_code("", communes) == ""
