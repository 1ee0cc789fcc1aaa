"""The words of the intake: in both languages, with the same parameters, none missing."""

import re
import string
from pathlib import Path

import messages
from etl.intake_words import IntakeProblem, phrases, table, vi

ETL = Path(__file__).resolve().parents[2] / "etl"
MODULES = (
    "archive", "compound", "number_tokens", "numbers", "read_workbook", "sheet_parse",
    "sheet_scan", "workbook_messages", "xls_scan", "xlsx_parts",
)  # fmt: skip
RAISED = re.compile(r'(?:Problem|_say)\((?:out, )?"(\w+)"')


def _texts(language: str) -> dict[str, str]:
    texts = messages.catalogue(language)
    return {key: text for key, text in texts.items() if key.startswith("intake.")}


def _parameters(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_the_same_things():
    vietnamese, english = _texts("vi"), _texts("en")
    assert vietnamese.keys() == english.keys()
    for key, text in vietnamese.items():
        assert _parameters(text) == _parameters(english[key]), key


def test_every_problem_that_is_raised_has_words():
    codes = {row["code"] for row in table("signatures")} - {"zip", "ole"}
    for module in MODULES:
        codes |= set(RAISED.findall((ETL / f"{module}.py").read_text(encoding="utf-8")))
    assert len(codes) > 35
    assert {code for code in codes if f"intake.{code}" not in _texts("vi")} == set()


def test_words_are_vietnamese_whatever_the_screen_shows():
    messages.set_language("en")
    try:
        assert "trống" in IntakeProblem("empty").message_vi
        assert vi("encoding.vni") == "VNI"
    finally:
        messages.set_language("vi")


def test_phrases_are_found_whole_and_the_longest_first():
    pattern = re.compile(phrases(["trên", "trên dưới", "%"]))
    assert pattern.search("trên dưới 5")[1] == "trên dưới"
    assert pattern.search("bêntrên") is None and pattern.search("5%a")[1] == "%"
