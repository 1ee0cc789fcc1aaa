"""Texts typed with fonts of before Unicode are found and read; Unicode is left alone."""

import csv
import unicodedata
from pathlib import Path

import pytest

from etl.encodings import ENCODINGS, convert, detect, is_syllable, is_unicode
from etl.intake_words import table, vi

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"


def _texts(file: str, column: str) -> list[str]:
    with (REFERENCE / file).open(encoding="utf-8") as rows:
        return [row[column] for row in csv.DictReader(rows)]


ALIASES = _texts("aliases.csv", "alias_vi")
COMMUNES = _texts("communes.csv", "name_vi")


def _typed_in(text: str, encoding: str) -> str:
    """The text as the fonts of an encoding would have it; capitals with a tone lose it."""
    written = {}
    for row in table("legacy_encodings"):
        if row["encoding"] == encoding:
            written.setdefault(row["meant"], row["written"])
    return "".join(written.get(c, written.get(c.lower(), c)) for c in text)


@pytest.mark.parametrize(
    ("encoding", "text", "meant"),
    [
        ("tcvn3", "ChØ tiªu", "Chỉ tiêu"),
        ("tcvn3", "Tû lÖ hé gia ®×nh", "Tỷ lệ hộ gia đình"),
        ("tcvn3", "KÕ ho¹ch n¨m 2025", "Kế hoạch năm 2025"),
        ("tcvn3", "§¬n vÞ chñ tr×", "Đơn vị chủ trì"),
        ("tcvn3", "Sè hé", "Số hộ"),
        ("vni", "Chæ tieâu", "Chỉ tiêu"),
        ("vni", "Tyû leä hoä gia ñình", "Tỷ lệ hộ gia đình"),
        ("vni", "Keá hoaïch naêm 2025", "Kế hoạch năm 2025"),
        ("vni", "Ñôn vò chuû trì", "Đơn vị chủ trì"),
        ("vni", "CHUYEÅN ÑOÅI SOÁ", "CHUYỂN ĐỔI SỐ"),
        ("vni", "Öùng duïng", "Ứng dụng"),
        ("vni", "Xaõ", "Xã"),
    ],
)
def test_texts_of_old_fonts_are_read(encoding, text, meant):
    assert convert(text, encoding) == meant


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_workbook_in_an_old_encoding_is_recognised_and_read_back(encoding):
    typed = [_typed_in(text, encoding) for text in ALIASES]
    found = detect(typed)
    assert found is not None and found.encoding == encoding
    assert found.texts > 200 and not found.mixed
    assert all(convert(before, encoding) == after for before, after in found.examples)
    read = [found.convert(text).lower() for text in typed]
    assert read == [text.lower() for text in ALIASES]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_one_old_sheet_among_unicode_ones_is_found(encoding):
    typed = [_typed_in(text, encoding) for text in ALIASES[:20]]
    found = detect([*ALIASES, *typed, *COMMUNES])
    assert found is not None and found.encoding == encoding
    assert found.mixed and {before for before, _ in found.examples} <= set(typed)
    for text in ALIASES + COMMUNES:
        assert found.convert(text) == text
    for before, after in zip(typed, ALIASES[:20], strict=True):
        assert found.convert(before).lower() == after.lower()


@pytest.mark.parametrize(
    "texts",
    [
        [],
        ["", "STT", "100%"],
        ALIASES,
        COMMUNES,
        ["Xã", "Hòa", "tài", "Sông Hà"],
        ["Xã"],
        ["café", "à la carte", "naïve", "Zürich"],
        ["±5", "20 °C", "½", "© 2025"],
        [unicodedata.normalize("NFD", text) for text in ALIASES],
    ],
    ids=range(9),
)
def test_unicode_and_foreign_texts_are_not_taken_for_old_ones(texts):
    assert detect(texts) is None


def test_no_single_name_or_label_is_mistaken():
    assert [text for text in ALIASES + COMMUNES if detect([text])] == []


def test_unicode_is_never_converted():
    for text in ALIASES:
        if is_unicode(text):
            assert convert(text, "tcvn3") == convert(text, "vni") == text
    assert convert("plain", "tcvn3") == "plain"


def test_syllables():
    good = "kế hoạch quý giá nghiêng thuyền hòa hoà khuya rượu ưa yêu giỏi uống quốc Nguyễn"
    assert all(map(is_syllable, good.split()))
    bad = ["aõ", "Ø", "tû", "ñoåi", "kế́", "zé", "hoạchh", "ngắq", ""]
    assert not any(map(is_syllable, bad))


def test_the_tables_name_every_letter_of_the_language_once():
    small = {
        unicodedata.normalize("NFC", base + tone)
        for base in "aăâeêioôơuưy"
        for tone in ("", *"\u0300\u0301\u0303\u0309\u0323")
    } | {"đ"}
    beyond_ascii = {letter for letter in small if not letter.isascii()}
    for encoding in ENCODINGS:
        rows = [row for row in table("legacy_encodings") if row["encoding"] == encoding]
        assert beyond_ascii <= {row["meant"] for row in rows}
        assert len({row["written"] for row in rows}) == len(rows)


def test_the_offer_is_worded():
    words = vi("legacy_encoding", encoding=vi("encoding.vni"), before="Xaõ", after="Xã")
    assert "VNI" in words and "“Xã”" in words
