"""Every way the plans and forms in use write a value, and the ways that must not be guessed."""

import csv
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from etl.numbers import NumberProblem, agrees, is_error_value, parse_value, shown

PROJECT = Path(__file__).resolve().parents[2]
SHIPPED = sorted(path.stem for path in (PROJECT / "data" / "statements").glob("*.csv"))
PLANS = PROJECT.parent / "shared" / "plans"


@pytest.mark.parametrize(
    ("text", "comparator", "value", "unit"),
    [
        ("70,6%", "=", "70.6", "percent"),
        ("70.6%", "=", "70.6", "percent"),
        ("70.6", "=", "70.6", None),
        ("≥ 85", ">=", "85", None),
        (">= 85", ">=", "85", None),
        ("≥85%", ">=", "85", "percent"),
        ("≤ 5%", "<=", "5", "percent"),
        ("> 30%", ">", "30", "percent"),
        ("≈ 40 %", "~", "40", "percent"),
        ("trên 80%", ">", "80", "percent"),
        ("Trên 80 phần trăm", ">", "80", "percent"),
        ("từ 80% trở lên", ">=", "80", "percent"),
        ("80% trở lên", ">=", "80", "percent"),
        ("20% trở xuống", "<=", "20", "percent"),
        ("trên 80% trở lên", ">", "80", "percent"),
        ("tối thiểu 85%", ">=", "85", "percent"),
        ("tối thiểu đạt 85%", ">=", "85", "percent"),
        ("tối thiểu trên 30%", ">", "30", "percent"),
        ("ít nhất 30%", ">=", "30", "percent"),
        ("không dưới 60%", ">=", "60", "percent"),
        ("dưới 5%", "<", "5", "percent"),
        ("chưa đến 5%", "<", "5", "percent"),
        ("không quá 5%", "<=", "5", "percent"),
        ("không vượt quá 5%", "<=", "5", "percent"),
        ("tối đa 24", "<=", "24", None),
        ("ước đạt 87%", "~", "87", "percent"),
        ("khoảng 40%", "~", "40", "percent"),
        ("đạt 95%", "=", "95", "percent"),
        ("Đạt: 95%;", "=", "95", "percent"),
        ("giảm còn 4%", "=", "4", "percent"),
        ("100%", "=", "100", "percent"),
        ("0%", "=", "0", "percent"),
        ("0.70", "=", "0.7", None),
        ("0,70", "=", "0.7", None),
        ("0,706%", "=", "0.706", "percent"),
        ("12.345,6", "=", "12345.6", None),
        ("12,345.6", "=", "12345.6", None),
        ("1.384.000", "=", "1384000", None),
        ("1.384 hộ", "=", "1384", "household"),
        ("1,384 hộ", "=", "1384", "household"),
        ("1 384 hộ", "=", "1384", "household"),
        ("1\u00a0384", "=", "1384", None),
        ("1\u202f384,5", "=", "1384.5", None),
        ("7.410 nhân khẩu", "=", "7410", "person"),
        ("trên 1.000 người", ">", "1000", "person"),
        ("1,5 triệu người", "=", "1500000", "person"),
        ("8,5 tỷ đồng", "=", "8500000000", None),
        ("1234,567", "=", "1234.567", None),
        ("70.625%", "=", "70.625", "percent"),
        ("120Mbps", "=", "120", "mbps"),
        ("1 Gb/s", "=", "1000", "mbps"),
        ("cấp độ 3", "=", "3", "level"),
        ("Mức độ 4", "=", "4", "level"),
        ("82 nhóm TTHC", "=", "82", "procedure_group"),
        ("5‰", "=", "0.5", "percent"),
        # what stands beside a value without being one
        ("Đạt 95% (năm 2025)", "=", "95", "percent"),
        ("95% trước 31/12/2025", "=", "95", "percent"),
        ("Đề án 06/CP: 100%", "=", "100", "percent"),
        ("Phủ sóng 5G: 70%", "=", "70", "percent"),
        ("80% người từ 15 tuổi trở lên", "=", "80", "percent"),
        # how keyboards and word processors disguise it
        ("７０，６％", "=", "70.6", "percent"),
        ("70\u00a0%", "=", "70", "percent"),
        ("\u200b85\ufeff%", "=", "85", "percent"),
        ("tô\u0301i thiê\u0309u 85%", ">=", "85", "percent"),
        ("\n 85 %\t", "=", "85", "percent"),
        ("90 Mbp\u017f", "=", "90", "mbps"),  # a long s
        ("TRÊN 80% TRỞ LÊN", ">", "80", "percent"),
    ],
)
def test_a_value_is_read_as_it_is_worded(text, comparator, value, unit):
    reading = parse_value(text)
    assert (reading.comparator, reading.value, reading.unit) == (comparator, Decimal(value), unit)
    assert reading.ambiguous == ()


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("", "empty", ""),
        (" \u00a0 ", "empty", ""),
        (None, "empty", ""),
        (True, "no_number", "True"),
        ("-", "not_stated", "-"),
        ("Chưa có", "not_stated", "Chưa có"),
        ("đạt yêu cầu", "no_number", "đạt yêu cầu"),
        ("5G", "no_number", "5G"),
        ("năm 2025", "no_number", "năm 2025"),
        ("71/NQ-CP", "no_number", "71/NQ-CP"),
        ("từ 15 tuổi trở lên", "no_number", "15 tuổi"),
        ("#N/A", "error_value", "#N/A"),
        ("#REF!", "error_value", "#REF!"),
        ("#DIV/0!", "error_value", "#DIV/0!"),
        ("31/12/2025", "date_not_number", "31/12/2025"),
        ("12/2025", "date_not_number", "12/2025"),
        ("2025-12-31", "date_not_number", "2025-12-31"),
        ("80-90%", "range", "80; 90%"),
        ("80 – 90%", "range", "80; 90%"),
        ("từ 80% đến 90%", "range", "80%; 90%"),
        ("100% giáo viên, 65% học sinh", "several_numbers", "100%; 65%"),
        ("100% và 100%", "several_numbers", "100%; 100%"),
        ("1 384", "several_numbers", "1; 384"),
        ("1/2 hộ và 3 hộ", "several_numbers", "1; 2 hộ; 3 hộ"),
        ("1.2.3", "bad_number", "1.2.3"),
        ("1.38,4.5", "bad_number", "1.38,4.5"),
        ("1,2,3.4,5", "bad_number", "1,2,3.4,5"),
        ("9" * 30, "too_large", "999"),
        ("5.000.000.000.000", "too_large", "5.000.000.000.000"),
        ("5/0 hộ", "zero_denominator", "5/0"),
        ("khoảng 80% trở lên", "comparators_conflict", "khoảng 80%"),
        ("tăng 5%", "change_not_level", "tăng 5%"),
        ("5 điểm phần trăm", "change_not_level", "5 điểm phần trăm"),
    ],
)
def test_what_cannot_be_taken_is_named(text, code, named):
    with pytest.raises(NumberProblem) as caught:
        parse_value(text)
    assert caught.value.code == code
    assert named in caught.value.message_vi
    assert caught.value.severity == "error"


@pytest.mark.parametrize(
    "text", ["1.384", "1,384", "trên 1.384", "1.384 Mbps", "1.384 triệu người"]
)
def test_marks_that_can_be_read_in_two_ways_are_asked_about(text):
    reading = parse_value(text)
    assert reading.value is None
    assert len(reading.ambiguous) == 2
    assert reading.ambiguous[1] == reading.ambiguous[0] * 1000


def test_the_unit_of_the_indicator_settles_the_marks():
    assert parse_value("1.384", unit_hint="household").value == 1384
    assert parse_value("1 384", unit_hint="person").value == 1384
    assert parse_value("70.625", unit_hint="percent").value == Decimal("70.625")
    assert parse_value("85", unit_hint="percent").unit == "percent"


@pytest.mark.parametrize("content", [0.706, "0,706", "0.706"])
def test_a_small_number_in_a_column_of_shares_is_asked_about(content):
    reading = parse_value(content, unit_hint="percent")
    assert reading.value is None
    assert reading.ambiguous == (Decimal("0.706"), Decimal("70.6"))


@pytest.mark.parametrize(
    ("number", "number_format", "value", "unit"),
    [
        (0.706, "0.0%", "70.6", "percent"),
        (0.07, "0%", "7", "percent"),
        (1, "0%", "100", "percent"),
        (0.1 + 0.2, "0%", "30", "percent"),
        (70.6, '0.0"%"', "70.6", "percent"),
        (70.6, r"0.0\%", "70.6", "percent"),
        (1384.0, "#,##0", "1384", None),
        (1384, "General", "1384", None),
        (Decimal("0.5"), "", "0.5", None),
        (5, '0 "người/ngày"', "5", None),
        (5, "[Red]0", "5", None),
        (0, "0%", "0", "percent"),
    ],
)
def test_a_number_cell_is_read_with_its_format(number, number_format, value, unit):
    reading = parse_value(number, number_format=number_format)
    assert (reading.value, reading.unit, reading.comparator) == (Decimal(value), unit, "=")


@pytest.mark.parametrize(
    ("number", "number_format", "code"),
    [
        (46387, "dd/mm/yyyy", "date_not_number"),
        (float("nan"), "", "no_number"),
        (float("inf"), "", "no_number"),
        (1e15, "", "too_large"),
    ],
)
def test_a_number_cell_that_holds_no_value(number, number_format, code):
    with pytest.raises(NumberProblem) as caught:
        parse_value(number, number_format=number_format)
    assert caught.value.code == code


def test_a_fraction_gives_its_share_and_its_parts():
    reading = parse_value("1.384/1.961 hộ")
    assert (reading.numerator, reading.denominator) == (1384, 1961)
    assert reading.value == Decimal("70.576237")
    assert reading.unit == "percent"


def test_a_stated_share_is_kept_and_held_against_its_fraction():
    good = parse_value("1.384/1.961 hộ, đạt 70.6%")
    assert (good.value, good.numerator, good.denominator) == (Decimal("70.6"), 1384, 1961)
    assert good.problems == ()
    bad = parse_value("5.187/7.410 người, đạt 75%")
    assert bad.value == 75
    assert [problem.code for problem in bad.problems] == ["fraction_mismatch"]
    assert "5.187/7.410" in bad.problems[0].message_vi
    assert "70%" in bad.problems[0].message_vi


def test_a_share_may_be_rounded_or_cut_but_not_invented():
    parts = Decimal(1384), Decimal(1961)  # 70.576 %
    assert [agrees(Decimal(s), *parts) for s in ("71", "70", "70.6", "70.5", "70.58")] == [True] * 5
    assert [agrees(Decimal(s), *parts) for s in ("69", "72", "70.4", "70.7")] == [False] * 4


@pytest.mark.parametrize(
    ("content", "hint", "code"),
    [
        ("100% trở lên", None, "impossible_share"),
        ("trên 100%", None, "impossible_share"),
        ("dưới 0%", None, "impossible_share"),
        ("120%", None, "share_out_of_range"),
        ("-5%", None, "share_out_of_range"),
        ("−5%", None, "share_out_of_range"),
        ("120", "percent", "share_out_of_range"),
        ("3/2 hộ", None, "share_out_of_range"),
        ("85%", "household", "unit_differs"),
    ],
)
def test_a_doubtful_value_is_read_with_a_warning(content, hint, code):
    reading = parse_value(content, unit_hint=hint)
    assert reading.value is not None
    assert [(p.code, p.severity) for p in reading.problems] == [(code, "warning")]


def test_units_are_named_in_words():
    (problem,) = parse_value("85%", unit_hint="household").problems
    assert "“%”" in problem.message_vi and "“hộ”" in problem.message_vi


def test_problems_can_be_compared_and_kept_in_sets():
    first, second = (parse_value("120%").problems[0] for _ in range(2))
    assert first == second and len({first, second}) == 1
    assert first != "share_out_of_range"


def test_error_values_are_known_by_their_look():
    assert all(map(is_error_value, ["#N/A", "#REF!", "#NAME?", "#DIV/0!", "####", " #NUM! "]))
    assert not any(map(is_error_value, ["# 1", "N/A", "#1", ""]))


def _vietnamese(value: Decimal) -> str:
    """The reference way of writing, worked by hand from the digits."""
    sign = "-" if value < 0 else ""
    whole, _, rest = format(abs(value), "f").partition(".")
    groups = []
    while whole:
        groups.insert(0, whole[-3:])
        whole = whole[:-3]
    return sign + ".".join(groups) + (f",{rest}" if rest else "")


def test_every_number_written_the_vietnamese_way_is_read_back():
    for number in range(0, 2_000_000, 997):
        assert parse_value(_vietnamese(Decimal(number)), unit_hint="person").value == number
        tenth = Decimal(number) / 10
        text = _vietnamese(tenth)
        reading = parse_value(text, unit_hint="mbps")
        assert tenth in (reading.ambiguous or (reading.value,)), text
        assert shown(tenth) == _vietnamese(tenth.normalize() + 0)


def test_every_share_is_read_back_in_both_marks_and_with_every_comparator():
    words = {
        "tối thiểu {}": ">=",
        "trên {}": ">",
        "không quá {}": "<=",
        "dưới {}": "<",
        "khoảng {}": "~",
        "đạt {}": "=",
        "{} trở lên": ">=",
    }
    for thousandth in range(1, 100_000, 37):
        value = (Decimal(thousandth) / 1000).normalize() + 0
        for mark in ".,":
            text = f"{value:f}".replace(".", mark) + "%"
            for pattern, comparator in words.items():
                reading = parse_value(pattern.format(text))
                assert (reading.value, reading.comparator) == (value, comparator), text


def test_reading_never_fails_in_another_way():
    pieces = [
        "1",
        "384",
        ".",
        ",",
        " ",
        "%",
        "/",
        "-",
        "hộ",
        "trên",
        "trở lên",
        "năm",
        "#",
        "5G",
        "é",
    ]
    for first in pieces:
        for second in pieces:
            for third in pieces:
                for text in (first + second + third, f"{first} {second}{third}1"):
                    try:
                        reading = parse_value(text)
                    except NumberProblem as problem:
                        assert problem.message_vi
                    else:
                        assert (reading.value is None) == bool(reading.ambiguous)


@pytest.mark.parametrize(
    "plan",
    [
        "binh-giang-2025",
        "giao-minh-2026",
        "nga-dien-2024",
        "nghi-xuan-area-2025",
        "thanh-mien-2025",
    ],
)
def test_every_percentage_of_the_plans_is_read_as_the_facts_have_it(plan):
    source = PLANS / f"{plan}.txt"
    if not source.exists():
        pytest.skip("the plan documents are not beside this checkout")
    text = re.sub(r"\s+", " ", source.read_text(encoding="utf-8"))
    fragments = re.findall(r"(?:[^\W\d]+:? ){0,3}\d[\d.,]* ?%(?: trở lên)?", text)
    readings = [parse_value(fragment) for fragment in fragments]
    with (PROJECT / "data" / "statements" / f"{plan}.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["unit"] == "percent"]
    assert Counter((reading.value, reading.comparator) for reading in readings) == Counter(
        (Decimal(row["value"]), row["comparator"]) for row in rows
    )
