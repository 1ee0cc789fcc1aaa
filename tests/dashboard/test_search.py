"""Finding one of many: without accents, in part, by abbreviation, by a former name."""

import pytest

from dashboard.search import fold, item, matching, searchable, spelled_out

ITEMS = [
    item(
        "online",
        "Hồ sơ thủ tục hành chính xử lý trực tuyến",
        ["Hồ sơ thủ tục hành chính xử lý trực tuyến", "Hồ sơ trực tuyến"],
        ["Hồ sơ TTHC xử lý trực tuyến"],
    ),
    item("databases", "Cơ sở dữ liệu liên thông", ["Cơ sở dữ liệu liên thông"], ["CSDL của xã"]),
    item("staff", "Cán bộ có máy tính", ["Cán bộ, công chức có máy tính"], []),
    item("firms", "Doanh nghiệp nhỏ ứng dụng số", ["Doanh nghiệp nhỏ ứng dụng số"], [None]),
    item("service", "Người dân dùng dịch vụ", ["Người dân dùng dịch vụ"], ["DVCTT mức 4"]),
]


def found(wanted):
    return [one.key for one in matching(ITEMS, wanted)]


def test_folding_drops_accents_case_and_punctuation():
    assert fold("CBCC, Điện tử — Đặng") == "cbcc dien tu dang"
    assert fold("Điện tử") == "dien tu"
    assert fold("%") == ""


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("ho so truc tuyen", ["online"]),
        ("Hồ sơ", ["online"]),
        ("TTHC", ["online"]),
        ("tthc truc tuyen", ["online"]),
        ("csdl", ["databases"]),
        ("co so du lieu", ["databases"]),
        ("CBCC", ["staff"]),
        ("DN", ["firms"]),
        ("dvctt", ["service"]),
        ("dich vu cong truc tuyen", ["service"]),
        ("may tinh can bo", ["staff"]),
        ("khong co gi", []),
    ],
)
def test_words_and_abbreviations_are_found(wanted, expected):
    assert found(wanted) == expected


def test_a_word_is_matched_from_its_beginning():
    assert found("u") == ["firms"]  # "ứng", not the u inside other words
    assert "staff" not in found("inh")


def test_names_come_before_other_words():
    items = [item("other", "x", ["Thuế"], ["phí điện tử"]), item("name", "y", ["Điện tử"], [])]
    assert [one.key for one in matching(items, "dien tu")] == ["name", "other"]


def test_words_that_stand_together_come_first():
    items = [item("apart", "x", ["Sóng 4G, 5G"], []), item("together", "y", ["Sóng 5G"], [])]
    assert [one.key for one in matching(items, "song 5g")] == ["together", "apart"]


def test_a_hyphen_may_be_left_out():
    assert matching([item("mail", "x", ["Official e-mail"], [])], "email")


def test_nothing_typed_matches_everything():
    assert len(found("")) == len(ITEMS)


def test_abbreviations_are_written_out_beside_what_was_typed():
    assert spelled_out("csdl lien thong") == "co so du lieu lien thong"
    assert searchable(["CSDL"]) == "csdl | co so du lieu"
    assert searchable([None, float("nan")]) == ""
