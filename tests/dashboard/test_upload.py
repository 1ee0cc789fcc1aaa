"""Answers from the screen go where the file's questions are; notices speak the language."""

import pytest

import messages
from dashboard.upload_history import first_editions
from dashboard.upload_questions import with_answers
from dashboard.upload_tables import ROLES, role_of, role_text
from dashboard.upload_words import notice_text, placed, value_text
from etl.answers import Answers, answers_of
from etl.notices import ERROR, QUESTION, Notice, asks, notice
from etl.store import Manifest


@pytest.fixture(params=["vi", "en"])
def language(request):
    messages.set_language(request.param)
    yield request.param
    messages.set_language("vi")


def question(section, key, file="a.xlsx"):
    return Notice("x", QUESTION, "?", file=file, details=asks(section, key))


def test_answers_go_to_the_batch_or_to_their_file():
    given = [
        (question("labels", "5G"), {"indicator_id": "coverage_5g", "comparability": "near"}),
        (question("communes", "bình giang"), "13531"),
        (question("facts", "year"), "2026"),
        (question("values", "Sheet!B7", "b.xlsx"), 70.6),
        (question("encoding", ""), "convert"),
    ]
    before = Answers().as_dict()
    made = answers_of(with_answers(before, given))
    assert before == Answers().as_dict(), "what was answered before is not changed in place"
    assert made.labels["5G"]["comparability"] == "near"
    assert made.communes == {"bình giang": "13531"}
    assert (made.of("a.xlsx").facts, made.of("a.xlsx").encoding) == ({"year": "2026"}, "convert")
    assert made.of("b.xlsx").values == {"Sheet!B7": 70.6}


def test_a_notice_is_told_in_the_language_with_its_place(language):
    told = notice("value_missing", ERROR, "Sheet", "E7", label="Phủ sóng 5G")
    text = placed(told)
    assert text.startswith("Sheet!E7: ") and "Phủ sóng 5G" in text
    assert ("chưa có giá trị" in text) == (language == "vi")


def test_a_notice_without_words_of_its_own_speaks_vietnamese(language):
    assert notice_text(Notice("x", ERROR, "Câu của tệp.")) == "Câu của tệp."


def test_every_role_of_a_column_has_one_word(language):
    assert [role_of(role_text(role)) for role in ROLES] == list(ROLES)


def test_a_value_that_is_not_there_is_blank_and_zero_is_not(language):
    assert value_text(None, "percent", "=") == ""
    assert "0%" in value_text(0, "percent", ">=")


def manifest(edition_id, parent, *uploads):
    return Manifest(edition_id, parent, uploads, "", "", 1, "", "", "2026-01-01", "", "", 0)


def test_the_edition_before_and_after_an_upload():
    chain = [
        manifest("3", "2", "u1", "u2"),
        manifest("2", "1", "u1"),
        manifest("1", None),
    ]
    assert first_editions(chain) == {"u1": ("1", "2"), "u2": ("2", "3")}


@pytest.mark.parametrize(
    ("code", "params", "expected"),
    [
        ("other_unit", {"unit": "người", "expected": "hộ"}, {"vi": "người", "en": "people"}),
        (
            "two_values",
            {"label": "Lớp học số", "first": "đã hoàn thành", "other": "S!B2", "second": "x"},
            {"vi": "đã hoàn thành", "en": "done"},
        ),
    ],
)
def test_words_of_ours_in_a_notice_are_in_the_readers_language(language, code, params, expected):
    assert expected[language] in notice_text(notice(code, ERROR, "S", "B1", **params))


@pytest.mark.parametrize("language", ["en"], indirect=True)
def test_a_unit_as_a_file_writes_it_is_quoted(language):
    said = {"unit": "người", "expected": "%"}
    one = Notice("unit_differs", ERROR, "?", key="intake.unit_differs", params=said)
    assert "“người”" in notice_text(one)
