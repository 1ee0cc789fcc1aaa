"""Whatever is ready to be kept fits the facts, however odd the file; and whose plan it is."""

import unicodedata

import pytest
import xlwt

from etl.answers import AnswersProblem, answers_of
from etl.facts import load_facts
from etl.intake import judge
from etl.intake_words import table
from etl.known import load_known
from etl.merge import with_uploads
from etl.upload_store import new_upload
from tests.conftest import SMALL_FACTS
from tests.etl.form_makers import ANNEX, DATA, fill, known, sheet_of
from tests.etl.upload_case import ASSIGNED, FIVE_G, LATE, LIST, NEW, TASKS, result_titles, titles
from tests.etl.workbook_makers import saved

FILLED = ("STT", "Tên chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Thời hạn", "Đơn vị chủ trì", "Ghi chú")
REAL_5G = "Phủ sóng 5G theo dân số"
OWN = ("STT", "Tên chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Xã", "Tỉnh")
CODED = ("STT", "Tên chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Mã xã")
NO_NUMBER = {"files": {"a.xlsx": {"facts": {"plan_number": ""}}}}


@pytest.fixture(scope="module")
def small():
    return load_known(SMALL_FACTS), load_facts(SMALL_FACTS)


def judged(store, catalogue, workbook, answers=None):
    """The judgement of one workbook against a catalogue, and the workbook's bytes."""
    data = saved(workbook)
    (found,) = judge([("a.xlsx", data)], catalogue, answers_of(answers or {}), store)
    return found, data


def told(found):
    return [(notice.code, notice.cell) for notice in found.notices]


def apart(text):
    """The text as a Mac writes it: letters and marks apart."""
    return unicodedata.normalize("NFD", text)


def second_sheet(sheet):
    fill(sheet.parent.create_sheet("Hai"), [("I", "Nhóm"), (1, LATE, "", "%", 3)], titles(), ANNEX)


LABEL = "Hộ có máy tính bàn"
ODD_BUT_SOUND = {
    "letters apart": dict(rows=[(1, apart(FIVE_G), "", "%", 40)]),
    "everything apart": dict(
        rows=[(1, FIVE_G, "%", 40, "31/12/2026", apart("Phòng Văn hóa"), apart("ghi  chú dài "))],
        header=FILLED,
        change=lambda sheet: setattr(sheet, "title", apart("Chỉ tiêu số")),
    ),
    "a new name apart": dict(
        rows=[(1, apart(LABEL), "", "%", 40)],
        answers={"labels": {apart(LABEL): {"new": {**NEW, "name_vi": apart(" Hộ có  máy ")}}}},
    ),
    "a label twice among the answers": dict(
        rows=[(1, LABEL, "", "%", 40)],
        answers={
            "labels": {
                LABEL: {"indicator_id": "coverage_5g"},
                f"{LABEL} ": {"indicator_id": "coverage_5g"},
            }
        },
    ),
    "hostile words": dict(
        rows=[(1, "<script>=1+1", "", "%", 3)],
        answers={"labels": {"<script>=1+1": {"new": {**NEW, "name_vi": "=cmd|' /C calc'!A0 <b>"}}}},
    ),
    "untidy answers": dict(
        rows=[(1, FIVE_G, "", "%", 40)],
        titles=titles(number=None),
        answers={"files": {"a.xlsx": {"facts": {"plan_number": "  7/KH  "}}}},
    ),
    "target and result in one row": dict(
        rows=[(1, FIVE_G, "%", 40, 20), (2, LATE, "%", "≤ 3", 4)],
        header=LIST,
        answers={"files": {"a.xlsx": {"facts": {"as_of": "2026-06-30"}}}},
    ),
    "one number for two rows": dict(rows=[(1, FIVE_G, "", "%", 40), (1, LATE, "", "%", 3)]),
    "one section on two sheets": dict(
        rows=[("I", "Nhóm"), (1, FIVE_G, "", "%", 40)], change=second_sheet
    ),
    "stated three times": dict(rows=[(n, FIVE_G, "", "%", 40) for n in (1, 2, 3)]),
    "assigned twice": dict(
        rows=[(FIVE_G, "%", 60, "Tỉnh Thử"), (FIVE_G, "%", 60, "Tỉnh Thử")],
        titles=["MỨC TỈNH GIAO NĂM 2026"],
        header=ASSIGNED,
        answers={"files": {"a.xlsx": {"facts": {"document": " QĐ 9 ", "issued": "2026-01-02"}}}},
    ),
    "a status with a date": dict(
        rows=[(1, "Mở lớp tập huấn", "xong")],
        titles=result_titles("30/6/2026", "xã Thử Một"),
        header=TASKS,
    ),
    "a deadline far off": dict(rows=[(1, FIVE_G, "%", 40, "31/12/9999", "", "")], header=FILLED),
}


@pytest.mark.parametrize("case", ODD_BUT_SOUND.values(), ids=ODD_BUT_SOUND)
def test_what_is_ready_fits_the_facts(small, tmp_path, case):
    options = {"titles": titles(), "header": ANNEX, **case}
    answers = options.pop("answers", None)
    found, data = judged(tmp_path, small[0], sheet_of(options.pop("rows"), **options), answers)
    assert found.ready, found.notices
    with_uploads(small[1], [(new_upload("a.xlsx", data, "tests"), found.rows)])


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("140%", "share_out_of_range"),
        ("-4%", "share_out_of_range"),
        ("1e300", "no_number"),
        ("999999999999999999", "too_large"),
        ("0/0", "zero_denominator"),
    ],
)
def test_what_no_edition_could_hold_is_an_error_at_its_cell(small, tmp_path, value, code):
    workbook = sheet_of([(1, FIVE_G, "", "%", value)], titles=titles())
    found, _ = judged(tmp_path, small[0], workbook)
    assert (code, "E5") in told(found)
    assert found.count("error") and not found.ready


def test_a_value_assigned_after_its_own_year_ended_is_told_before_it_is_kept(small, tmp_path):
    workbook = sheet_of(
        [(FIVE_G, "%", 60, "Tỉnh Thử")], titles=["MỨC TỈNH GIAO NĂM 2026"], header=ASSIGNED
    )
    facts = {"document": "QĐ 9", "issued": "2027-01-02"}
    found, _ = judged(tmp_path, small[0], workbook, {"files": {"a.xlsx": {"facts": facts}}})
    assert told(found) == [("period_reversed", "C4")] and not found.ready


def test_one_task_with_two_statuses_is_an_error(small, tmp_path):
    rows = [(1, "Mở lớp tập huấn", "xong"), (2, "Mở lớp tập huấn", "chưa thực hiện")]
    above = result_titles("30/6/2026", "xã Thử Một")
    found, _ = judged(tmp_path, small[0], sheet_of(rows, titles=above, header=TASKS))
    assert told(found) == [("two_values", "C6")]
    assert "hoàn thành" in found.notices[0].message_vi or "xong" in found.notices[0].message_vi


def test_an_answer_cannot_hand_a_plan_to_another_commune(small, tmp_path):
    workbook = sheet_of([(1, FIVE_G, "", "%", 40)], titles=titles())
    for plan_id in ("thu-mot-2026", "none"):
        plan = {"00102|2026": {"plan_id": plan_id, "mode": "replace"}}
        with pytest.raises(AnswersProblem, match=plan_id):
            judged(tmp_path, small[0], workbook, {"files": {"a.xlsx": {"plans": plan}}})
    plan = {"00102|2026": {"plan_id": "thu-ba-2025", "mode": "replace"}}
    found, _ = judged(tmp_path, small[0], workbook, {"files": {"a.xlsx": {"plans": plan}}})
    assert plans(found) == [("thu-ba-2025", "replace", "00102")], "a plan that names no commune"


def test_results_without_a_plan_name_the_commune(small, tmp_path):
    rows = [(1, "Mở lớp tập huấn", "xong")]
    above = result_titles("30/6/2026")
    found, _ = judged(tmp_path, small[0], sheet_of(rows, titles=above, header=TASKS))
    assert told(found) == [("no_plan", None)]
    assert "Phường Thử Hai (Tỉnh Thử)" in found.notices[0].message_vi


def plans(found):
    return [(row["plan_id"], row["mode"], row["commune_code"]) for row in found.rows.plans]


def real(tmp_path, rows, above, header=ANNEX, answers=None):
    """The judgement of a workbook against the shipped facts."""
    return judged(tmp_path, known(DATA), sheet_of(rows, titles=above, header=header), answers)[0]


@pytest.mark.parametrize(("unit", "code"), [("xã Nga Điền", "16150"), ("xã Nga An", "16144")])
def test_a_commune_that_no_longer_exists_is_the_one_it_became(tmp_path, unit, code):
    above = [
        "CHỈ TIÊU NĂM 2024",
        f"(Kế hoạch số 25/KH-UBND ngày 05/3/2024 của UBND {unit}, tỉnh Thanh Hóa)",
    ]
    found = real(tmp_path, [(1, REAL_5G, "", "%", 40)], above, answers={"mode": "add"})
    assert [row["commune_code"] for row in found.review.statements] == [code]
    assert plans(found) == [("nga-dien-2024", "add", "16150")]


def test_a_plan_of_a_predecessor_is_asked_about_under_its_own_name(tmp_path):
    above = [
        "CHỈ TIÊU NĂM 2024",
        "(Kế hoạch số 25/KH-UBND ngày 05/3/2024 của UBND xã Nga An, tỉnh Thanh Hóa)",
    ]
    found = real(tmp_path, [(1, REAL_5G, "", "%", 40)], above)
    (question,) = found.notices
    assert question.code == "second_plan" and "Nga Điền" in question.message_vi
    assert question.details["asks"]["key"] == "16144|2024"


def test_results_named_by_the_new_commune_attach_to_the_plan_of_the_old_one(tmp_path):
    found = real(
        tmp_path,
        [(1, REAL_5G, "%", 40)],
        ["KẾT QUẢ NĂM 2024 tính đến 31/12/2024", "xã Nga An, tỉnh Thanh Hóa"],
        header=("STT", "Tên chỉ tiêu", "Đơn vị tính", "Kết quả"),
    )
    assert plans(found) == [("nga-dien-2024", "add", "16150")] and found.ready


def test_an_answered_name_counts_only_where_the_name_is_open(tmp_path):
    """A row that names its province keeps it; the one without gets the commune answered."""
    rows = [
        (1, REAL_5G, "%", 40, "Bình Giang", "An Giang"),
        (2, REAL_5G, "%", 50, "Bình Giang", None),
    ]
    above = ["CHỈ TIÊU NĂM 2027"]
    asked = real(tmp_path, rows, above, OWN, NO_NUMBER)
    assert told(asked) == [("ambiguous_commune", "E5")]
    for code, expected in (("13531", ["30826", "13531"]), ("leave_out", ["30826"])):
        answers = {**NO_NUMBER, "communes": {"bình giang": code}}
        found = real(tmp_path, rows, above, OWN, answers)
        assert [row["commune_code"] for row in found.review.statements] == expected
        assert found.ready


@pytest.mark.parametrize(("answer", "expected"), [("14161", "14161"), ("leave_out", None)])
def test_a_code_that_is_no_commune_can_be_answered_or_left_out(tmp_path, answer, expected):
    rows = [(1, REAL_5G, "%", 40, "99999"), (2, REAL_5G, "%", 50, "13531")]
    answers = {**NO_NUMBER, "communes": {"99999": answer}}
    found = real(tmp_path, rows, ["CHỈ TIÊU NĂM 2027"], CODED, answers)
    codes = [row["commune_code"] for row in found.review.statements]
    assert codes == [code for code in (expected, "13531") if code] and found.ready


@pytest.mark.parametrize("province", ["Hà Tĩnh", "Ninh Binh X"])
def test_a_province_named_wrongly_leaves_the_commune_open(tmp_path, province):
    rows = [(1, REAL_5G, "%", 40, "Bình Giang", province)]
    found = real(tmp_path, rows, ["CHỈ TIÊU NĂM 2027"], OWN, NO_NUMBER)
    assert told(found) == [("ambiguous_commune", "E4")] and plans(found) == []


def test_two_communes_in_one_file_are_two_plans(tmp_path):
    rows = [
        (1, REAL_5G, "%", 40, "Bình Giang", "Ninh Bình"),
        (2, REAL_5G, "%", 50, "Giao Minh", "Ninh Bình"),
    ]
    found = real(tmp_path, rows, ["CHỈ TIÊU NĂM 2027"], OWN, NO_NUMBER)
    assert plans(found) == [("13531-2027", "replace", "13531"), ("14161-2027", "replace", "14161")]
    assert found.rows.statement["plan_id"] == ["13531-2027", "14161-2027"]


def test_a_matrix_of_years_is_one_plan_once_its_year_is_known(tmp_path):
    rows = [(1, REAL_5G, "%", 20, 30, 40)]
    header = ("STT", "Tên chỉ tiêu", "Đơn vị tính", "Năm 2027", "Năm 2028", "Năm 2029")
    above = ["CHỈ TIÊU CHUYỂN ĐỔI SỐ", "(Kế hoạch số 5/KH-UBND của UBND xã Giao Minh, Ninh Bình)"]
    asked = real(tmp_path, rows, above, header)
    assert not asked.ready and any(notice.severity == "question" for notice in asked.notices)
    facts = {"year": "2027", "kind": "target"}
    found = real(tmp_path, rows, above, header, {"files": {"a.xlsx": {"facts": facts}}})
    assert plans(found) == [("14161-2027", "replace", "14161")]
    assert found.rows.statement["year"] == ["2027", "2028", "2029"]


def test_an_older_offices_xls_is_kept_like_any_other(small, tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Chỉ tiêu")
    for row, cells in enumerate(
        [*[[title] for title in titles()], ANNEX, (1, FIVE_G, "", "%", 40)]
    ):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
    found, data = judged(tmp_path, small[0], book)
    assert found.ready and found.rows.statement["cell"] == ["E4"]
    with_uploads(small[1], [(new_upload("a.xls", data, "tests"), found.rows)])


def test_a_text_in_an_old_encoding_is_asked_about_and_converted(small, tmp_path):
    signs = {row["meant"]: row["written"] for row in table("legacy_encodings")
             if row["encoding"] == "tcvn3"}  # fmt: skip
    # Capitals with marks have no sign of their own in these fonts.
    above = [line.capitalize() for line in titles()[:1]] + titles()[1:]
    rows = [[1, "".join(signs.get(c, c) for c in FIVE_G), "", "%", 40]]
    workbook = sheet_of(rows, titles=["".join(signs.get(c, c) for c in line) for line in above])
    asked, _ = judged(tmp_path, small[0], workbook)
    assert [code for code, _ in told(asked)] == ["legacy_encoding"]
    found, _ = judged(tmp_path, small[0], workbook, {"files": {"a.xlsx": {"encoding": "convert"}}})
    assert found.ready and found.rows.statement["label_vi"] == [FIVE_G]


NAMELESS = "nghi-xuan-area-2025"
AREA = ("CHỈ TIÊU NĂM 2025", "(Kèm theo Kế hoạch số 1/KH-UBND của UBND xã Nghi Xuân, tỉnh Hà Tĩnh)")


@pytest.mark.parametrize(
    ("answer", "plan_id", "mode"),
    [
        ({"mode": "replace", "plan_id": NAMELESS}, NAMELESS, "replace"),
        ({"mode": "add", "plan_id": NAMELESS}, NAMELESS, "add"),
        ({"mode": "new"}, "18352-2025", "replace"),
    ],
)
def test_a_plan_whose_commune_is_not_known_is_asked_about(tmp_path, answer, plan_id, mode):
    book = sheet_of([(1, REAL_5G, "", "%", 40)], titles=AREA)
    open_, _ = judged(tmp_path, known(), book)
    (question,) = [one for one in open_.notices if one.severity == "question"]
    assert (question.code, question.details["plan_id"]) == ("nameless_plan", NAMELESS)
    place = question.details["asks"]["key"]
    given = {"files": {"a.xlsx": {"plans": {place: answer}}}}
    answered, _ = judged(tmp_path, known(), book, given)
    assert answered.ready, answered.notices
    (plan,) = answered.rows.plans
    assert (plan["plan_id"], plan["mode"]) == (plan_id, mode)
    named = mode == "replace"
    assert plan["commune_name"] == ("Nghi Xuân" if named else "Xã thuộc khu vực Nghi Xuân")
