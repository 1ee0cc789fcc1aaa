"""Files of answers: what a person decided, read strictly; a wrong part is named in Vietnamese."""

import json

import pytest

from etl.answers import MOST_BYTES, Answers, AnswersProblem, FileAnswers, answers_of, read_answers
from etl.known import answered, indicator_of, load_known, new_id, new_indicators
from tests.conftest import SMALL_FACTS

NEW = {
    "name_vi": "Hộ có máy tính",
    "group_id": "infrastructure",
    "unit": "percent",
    "direction": "higher",
}
WHOLE = {
    "labels": {
        "Phủ 5G": {"indicator_id": "coverage_5g", "comparability": "near"},
        "Máy tính": {"new": NEW},
        "Chuyện khác": {"leave_out": True},
    },
    "communes": {"thử một": "00101", "nơi khác": "leave_out"},
    "statuses": {"gần xong": "in_progress"},
    "tasks": {"thu-mot-2026|Mở lớp": "III.1|1|"},
    "files": {
        "a.xlsx": {
            "facts": {
                "commune_code": "00101",
                "province": "Tỉnh Thử",
                "plan_number": "",
                "document": "QĐ 1/QĐ-UBND",
                "issued": "2026-01-05",
                "year": "2026",
                "kind": "result",
                "as_of": "2026-06-30",
            },
            "values": {"Sheet!E7": 70.6},
            "columns": {"Sheet!F": "ignore"},
            "headers": {"Sheet": 4},
            "rows": {"Sheet!9": "leave_out"},
            "plans": {"00101|2026": {"mode": "add", "plan_id": "thu-mot-2026"}},
            "encoding": "convert",
        }
    },
    "mode": "replace",
}


@pytest.fixture(scope="module")
def known():
    return load_known(SMALL_FACTS)


def test_every_kind_of_answer_is_read_and_kept():
    answers = read_answers(json.dumps(WHOLE).encode())
    one = answers.of("a.xlsx")
    assert answers.labels["Phủ 5G"] == {"indicator_id": "coverage_5g", "comparability": "near"}
    assert answers.communes["nơi khác"] == "leave_out"
    assert (one.facts["year"], one.values["Sheet!E7"], one.headers["Sheet"]) == ("2026", 70.6, 4)
    assert one.plans["00101|2026"]["mode"] == "add"
    assert (one.encoding, answers.mode) == ("convert", "replace")
    assert answers.of("b.xlsx") == FileAnswers()
    assert answers_of(answers.as_dict()) == answers


def test_nothing_answered():
    assert read_answers(b"{}") == Answers()
    assert answers_of({"files": {"a.xlsx": {}}}).of("a.xlsx") == FileAnswers()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b"PK\x03\x04", b"[" * 100_000, b'{"mode": "add"', b"a: b"],
    ids=["empty", "cut", "no text", "workbook", "deep", "open", "yaml"],
)
def test_what_is_no_json(content):
    with pytest.raises(AnswersProblem, match="không phải JSON"):
        read_answers(content)


def test_too_large():
    with pytest.raises(AnswersProblem, match="quá lớn"):
        read_answers(b" " * (MOST_BYTES + 1))


@pytest.mark.parametrize(
    ("part", "data"),
    [
        ("answers", None),
        ("answers", []),
        ("answers", "labels"),
        ("zzz", {"zzz": 1}),
        ("mode", {"mode": "merge"}),
        ("mode", {"mode": None}),
        ("labels", {"labels": []}),
        ("labels.x", {"labels": {"x": None}}),
        ("labels.x", {"labels": {"x": "coverage_5g"}}),
        ("labels.x", {"labels": {"x": {}}}),
        ("labels.x", {"labels": {"x": {"indicator": "coverage_5g"}}}),
        ("labels.x", {"labels": {"x": {"indicator_id": None}}}),
        ("labels.x", {"labels": {"x": {"indicator_id": ["coverage_5g"]}}}),
        ("labels.x", {"labels": {"x": {"comparability": "near"}}}),
        ("labels.x", {"labels": {"x": {"indicator_id": "a", "comparability": "alike"}}}),
        ("labels.x", {"labels": {"x": {"indicator_id": "a", "comparability": []}}}),
        ("labels.x", {"labels": {"x": {"leave_out": False}}}),
        ("labels.x", {"labels": {"x": {"leave_out": True, "indicator_id": "a"}}}),
        ("labels.x", {"labels": {"x": {"new": NEW, "indicator_id": "a"}}}),
        ("labels.x", {"labels": {"x": {"new": None}}}),
        ("labels.x", {"labels": {"x": {"new": "Hộ"}}}),
        ("labels.x", {"labels": {"x": {"new": {**NEW, "ceiling": "5"}}}}),
        ("labels.x.name_vi", {"labels": {"x": {"new": {**NEW, "name_vi": "a\nb"}}}}),
        ("labels.x.name_vi", {"labels": {"x": {"new": {**NEW, "name_vi": "x" * 301}}}}),
        ("communes.x", {"communes": {"x": None}}),
        ("communes.x", {"communes": {"x": 101}}),
        ("statuses.x", {"statuses": {"x": None}}),
        ("tasks", {"tasks": ["x"]}),
        ("files", {"files": []}),
        ("files.a", {"files": {"a": None}}),
        ("files.a.zzz", {"files": {"a": {"zzz": {}}}}),
        ("facts.year", {"files": {"a": {"facts": {"year": None}}}}),
        ("facts.year", {"files": {"a": {"facts": {"year": "năm nay"}}}}),
        ("facts.year", {"files": {"a": {"facts": {"year": "1999"}}}}),
        ("facts.year", {"files": {"a": {"facts": {"year": "2101"}}}}),
        ("facts.year", {"files": {"a": {"facts": {"year": "9" * 300}}}}),
        ("facts.kind", {"files": {"a": {"facts": {"kind": "wish"}}}}),
        ("facts.as_of", {"files": {"a": {"facts": {"as_of": "30/6/2026"}}}}),
        ("facts.as_of", {"files": {"a": {"facts": {"as_of": "20260630"}}}}),
        ("facts.as_of", {"files": {"a": {"facts": {"as_of": "2026-W26-2"}}}}),
        ("facts.issued", {"files": {"a": {"facts": {"issued": "2026-02-30"}}}}),
        ("facts.signed", {"files": {"a": {"facts": {"signed": "x"}}}}),
        ("Sheet!E7", {"files": {"a": {"values": {"Sheet!E7": None}}}}),
        ("Sheet!E7", {"files": {"a": {"values": {"Sheet!E7": "70,6"}}}}),
        ("Sheet!E7", {"files": {"a": {"values": {"Sheet!E7": True}}}}),
        ("Sheet!E7", {"files": {"a": {"values": {"Sheet!E7": 1e300}}}}),
        ("Sheet!E7", {"files": {"a": {"values": {"Sheet!E7": float("nan")}}}}),
        ("Sheet", {"files": {"a": {"headers": {"Sheet": "4"}}}}),
        ("Sheet", {"files": {"a": {"headers": {"Sheet": 4.5}}}}),
        ("columns.Sheet!F", {"files": {"a": {"columns": {"Sheet!F": None}}}}),
        ("columns.Sheet!F", {"files": {"a": {"columns": {"Sheet!F": "magic"}}}}),
        ("rows.Sheet!9", {"files": {"a": {"rows": {"Sheet!9": None}}}}),
        ("plans.00101|2026", {"files": {"a": {"plans": {"00101|2026": None}}}}),
        ("plans.00101|2026", {"files": {"a": {"plans": {"00101|2026": "add"}}}}),
        ("plans.00101|2026", {"files": {"a": {"plans": {"00101|2026": {"mode": "merge"}}}}}),
        ("plans.00101|2026", {"files": {"a": {"plans": {"00101|2026": {"drop": "x"}}}}}),
        ("encoding", {"files": {"a": {"encoding": None}}}),
        ("encoding", {"files": {"a": {"encoding": "utf-9"}}}),
    ],
)
def test_a_wrong_part_is_named(part, data):
    with pytest.raises(AnswersProblem) as caught:
        answers_of(data)
    said = str(caught.value)
    assert said.startswith("Tệp trả lời") and said.rstrip(".").endswith(part), said


def test_a_very_long_name_of_a_part_is_cut():
    with pytest.raises(AnswersProblem) as caught:
        answers_of({"labels": {"x" * 100_000: None}})
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("said", "data"),
    [
        ("99999", {"communes": {"thử": "99999"}}),
        ("../../etc", {"communes": {"thử": "../../etc"}}),
        ("no_such", {"labels": {"x": {"indicator_id": "no_such"}}}),
        ("Hộ có máy tính", {"labels": {"x": {"new": {**NEW, "group_id": "magic"}}}}),
        ("Hộ có máy tính", {"labels": {"x": {"new": {**NEW, "unit": "furlong"}}}}),
        ("Hộ có máy tính", {"labels": {"x": {"new": {**NEW, "direction": "sideways"}}}}),
        ("cần tên", {"labels": {"x": {"new": {**NEW, "name_vi": " "}}}}),
        ("cần tên", {"labels": {"x": {"new": {**NEW, "name_vi": "!?"}}}}),
        ("đã có", {"labels": {"x": {"new": {**NEW, "name_vi": "PHỦ SÓNG 5G"}}}}),
    ],
)
def test_what_does_not_exist_is_named(known, said, data):
    with pytest.raises(AnswersProblem, match=said.replace(".", r"\.")):
        answered(known, answers_of(data))


def test_a_new_indicator_has_an_id_of_its_words(known):
    answers = answers_of({"labels": {"Máy tính": {"new": {**NEW, "name_vi": " Hộ có máy tính "}}}})
    (row,) = new_indicators(known, answers)
    assert row["indicator_id"] == new_id(NEW["name_vi"]) == indicator_of(answers.labels["Máy tính"])
    assert row["indicator_id"].startswith("new_ho_co_may_tinh_")
    assert (row["name_vi"], row["floor"], row["ceiling"]) == ("Hộ có máy tính", "0", "100")
    assert new_id("Hộ có máy tính") != new_id("Hồ có máy tính")


def test_answered_labels_mean_their_indicator_and_left_out_ones_nothing(known):
    told = answered(known, answers_of({key: WHOLE[key] for key in ("labels", "communes")}))
    (meaning,) = told.aliases.meanings["phủ 5g"]
    assert (meaning.indicator_id, meaning.comparability) == ("coverage_5g", "near")
    assert told.left_out == {"chuyện khác"}
    assert set(told.indicators) - set(known.indicators) == {new_id(NEW["name_vi"])}
    assert "phủ 5g" not in known.aliases.meanings, "what was known before is left as it was"
