"""The catalogue of messages is complete in both languages, and figures are written as people do."""

import re
import string
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import messages
from messages import fmt_date, fmt_list, fmt_number, fmt_points, fmt_value, t, tn

ROOT = Path(messages.__file__).parent
CODE = [
    *ROOT.glob("*.py"),
    *(ROOT / "dashboard").rglob("*.py"),
    *(ROOT / "pages").glob("*.py"),
]
LITERAL_KEY = re.compile(r"""\bt\(\s*"([a-z0-9_.]+)\"""")
COUNTED_KEY = re.compile(r"""\btn\(\s*"([a-z0-9_.]+)\"""")


@pytest.fixture(autouse=True)
def vietnamese():
    messages.set_language("vi")
    yield
    messages.set_language("vi")


def parameters(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys_with_the_same_parameters():
    vietnamese, english = messages.catalogue("vi"), messages.catalogue("en")
    assert vietnamese.keys() == english.keys()
    differing = [
        key for key in vietnamese if parameters(vietnamese[key]) != parameters(english[key])
    ]
    assert differing == []


def test_no_message_is_empty():
    empty = [
        (lang, key)
        for lang in messages.LANGUAGES
        for key, text in messages.catalogue(lang).items()
        if not text.strip()
    ]
    assert empty == []


def test_every_key_named_in_code_exists():
    known = messages.catalogue("vi")
    missing = []
    for path in CODE:
        source = path.read_text(encoding="utf-8")
        missing += [(path.name, key) for key in LITERAL_KEY.findall(source) if key not in known]
        missing += [
            (path.name, key) for key in COUNTED_KEY.findall(source) if f"{key}.other" not in known
        ]
    assert missing == []


def test_every_page_has_a_title():
    from dashboard.navigation import ENTRIES

    assert [entry.title for entry in ENTRIES if not entry.title] == []


def test_a_missing_key_or_parameter_is_an_error():
    with pytest.raises(messages.MissingMessage):
        t("common.no_such_word")
    with pytest.raises(messages.MissingMessage):
        t("common.place", section="II")


def test_a_key_in_two_files_is_an_error(tmp_path, monkeypatch):
    folder = tmp_path / "vi"
    folder.mkdir()
    (folder / "a.json").write_text('{"x": "1"}', encoding="utf-8")
    (folder / "b.json").write_text('{"x": "2"}', encoding="utf-8")
    monkeypatch.setattr(messages, "LOCALE_DIR", tmp_path)
    with pytest.raises(ValueError, match="twice"):
        messages.catalogue.__wrapped__("vi")


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError):
        messages.set_language("fr")
    assert messages.language() == "vi"


@pytest.mark.parametrize(
    ("value", "vietnamese_text", "english_text"),
    [
        (1384.5, "1.384,5", "1,384.5"),
        (70.6, "70,6", "70.6"),
        (70.0, "70", "70"),
        (100, "100", "100"),
        (0.7, "0,7", "0.7"),
        (66.666667, "66,67", "66.67"),
        (-40, "−40", "−40"),
        (-0.001, "0", "0"),
        (0, "0", "0"),
        (1_000_000, "1.000.000", "1,000,000"),
    ],
)
def test_numbers_follow_the_language(value, vietnamese_text, english_text):
    assert fmt_number(value) == vietnamese_text
    messages.set_language("en")
    assert fmt_number(value) == english_text


def test_decimals_can_be_fixed():
    assert fmt_number(70, 1) == "70,0"
    assert fmt_number(1384.56, 0) == "1.385"


@pytest.mark.parametrize("value", [None, float("nan"), pd.NA, pd.NaT, float("inf")])
def test_a_missing_value_is_not_set_and_never_zero(value):
    assert fmt_number(value) == "chưa đặt"


@pytest.mark.parametrize(
    ("comparator", "text"),
    [
        ("=", "đạt 70%"),
        (">=", "tối thiểu 70%"),
        (">", "trên 70%"),
        ("<=", "tối đa 70%"),
        ("<", "dưới 70%"),
        ("~", "khoảng 70%"),
        (None, "70%"),
    ],
)
def test_comparators_are_words(comparator, text):
    assert fmt_value(70, "percent", comparator) == text


def test_values_carry_their_unit():
    assert fmt_value(2, "level", "=") == "đạt mức 2"
    assert fmt_value(1384, "household") == "1.384 hộ"
    assert fmt_value(5, "bộ tài liệu") == "5 bộ tài liệu"
    assert fmt_value(5, None) == "5"
    assert fmt_value(None, "percent", ">=") == "chưa đặt"


def test_every_unit_of_the_catalogue_has_words(edition):
    units = edition.cursor().execute("SELECT DISTINCT unit FROM mart.indicator").fetchall()
    assert [unit for (unit,) in units if not messages.has(f"common.unit.{unit}")] == []


def test_differences_of_shares_are_points():
    assert fmt_points(40) == "40 điểm phần trăm"
    assert fmt_points(40, sign=True) == "+40 điểm phần trăm"
    assert fmt_points(-5, sign=True) == "−5 điểm phần trăm"
    assert fmt_points(20, "mbps") == "20 Mbps"
    assert fmt_points(None) == "chưa đặt"
    messages.set_language("en")
    assert fmt_points(1) == "1 percentage point"


def test_dates_and_times():
    assert fmt_date(date(2025, 8, 31)) == "31/08/2025"
    assert fmt_date("2025-08-31") == "31/08/2025"
    assert fmt_date(pd.Timestamp("2026-03-26")) == "26/03/2026"
    assert fmt_date(pd.NaT) == "không ghi"
    assert messages.fmt_time("2026-11-22T07:14:10+00:00") == "22/11/2026 07:14 UTC"
    assert messages.fmt_time(None) == "không ghi"


def test_lists_and_counts():
    assert fmt_list([]) == ""
    assert fmt_list(["a"]) == "a"
    assert fmt_list(["a", "b", "c"]) == "a, b và c"
    assert tn("common.points", 1, value="1") == "1 điểm phần trăm"
