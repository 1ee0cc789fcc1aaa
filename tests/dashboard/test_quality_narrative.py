"""Quality in words: every finding code has them, and sentences hold for any set of plans."""

import csv
import json
import re

import pandas as pd
import pytest

import messages
from dashboard import quality_frames
from dashboard.narrative import quality as narrative
from dashboard.narrative import quality_todo
from etl.paths import PROJECT_DIR, SQL_DIR

CHECKS = quality_frames.CHECKS


@pytest.fixture(autouse=True)
def vietnamese():
    messages.set_language("vi")
    yield
    messages.set_language("vi")


def codes_of_rules():
    text = (SQL_DIR / "mart" / "50_finding.sql").read_text(encoding="utf-8")
    return set(re.findall(r"'([a-z_]+)'(?: AS code)?, '(?:high|medium|low)'", text))


def codes_of_readers():
    files = sorted((PROJECT_DIR / "data" / "findings").glob("*.csv"))
    rows = [row for path in files for row in csv.DictReader(path.open(encoding="utf-8"))]
    return {row["code"] for row in rows}


def test_every_code_has_words_in_both_languages(edition):
    found = {
        code for (code,) in edition.cursor().execute("SELECT code FROM mart.finding").fetchall()
    }
    codes = found | codes_of_readers() | codes_of_rules()
    assert len(codes) >= 20
    for lang in messages.LANGUAGES:
        known = messages.catalogue(lang)
        missing = [code for code in codes if f"quality.finding.{code}" not in known]
        assert missing == []
        assert [code for code in codes if f"quality.todo.{code}" not in known] == []


def test_every_finding_of_the_plans_can_be_said_in_both_languages(edition):
    frame = edition.cursor().execute("SELECT * FROM mart.finding").df()
    for lang in messages.LANGUAGES:
        messages.set_language(lang)
        for row in frame.to_dict("records"):
            sentence = narrative.finding_sentence(row)
            assert sentence and "{" not in sentence and "nan" not in sentence.lower().split()


def finding(code, params, **more):
    return {"code": code, "params": params if params is None else json.dumps(params)} | more


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            finding(
                "fraction_mismatch",
                {"numerator": 5187.0, "denominator": 7410.0, "computed": 70.0, "value": 75.0},
            ),
            "Phân số không ra tỷ lệ đã ghi: 5.187/7.410 bằng 70%, văn bản ghi 75%",
        ),
        (
            finding("impossible_comparator", {"comparator": ">=", "value": 100.0}),
            "Mức vượt quá 100%, không thể đạt: văn bản ghi tối thiểu 100%",
        ),
        (
            finding("contradiction", {"low": 60.0, "high": 100.0}, unit="percent"),
            "Hai mức khác nhau cho cùng một chỉ tiêu: 60% và 100%",
        ),
        (
            finding("contradiction", {"low": 60.0, "high": 100.0}, unit="mbps"),
            "Hai mức khác nhau cho cùng một chỉ tiêu: 60 Mbps và 100 Mbps",
        ),
        (
            finding("contradiction", {"note": "Hai mức ở hai nơi."}),
            "Hai mức khác nhau cho cùng một chỉ tiêu: Hai mức ở hai nơi",
        ),
        (
            finding("due_before_plan", {"due": "2023-05-31", "starts": "2024-01-01"}),
            "Thời hạn nằm trước khi kế hoạch bắt đầu: 31/05/2023, kế hoạch bắt đầu ngày 01/01/2024",
        ),
        (
            finding("no_lead_unit", {"missing": 9, "total": 10}),
            "Chưa nêu đơn vị chủ trì: 9/10 con số của kế hoạch",
        ),
        (finding("wrong_level", None), "Ghi phạm vi hoặc cơ quan của cấp khác"),
        (finding("wrong_level", {}), "Ghi phạm vi hoặc cơ quan của cấp khác"),
        (finding("something_new", None), "Điểm cần xem lại loại “something_new”"),
    ],
)
def test_findings_in_words(row, expected):
    assert narrative.finding_sentence(row) == expected


def test_params_that_are_no_json_are_left_out():
    row = {"code": "wrong_year", "params": "{broken"}
    assert narrative.finding_sentence(row) == "Ghi năm khác năm của kế hoạch"


def test_in_english_a_readers_note_is_marked_as_vietnamese():
    messages.set_language("en")
    text = narrative.finding_sentence(finding("wrong_year", {"note": "Ghi năm 2023."}))
    assert text == (
        "Names a year other than the plan's (a reader's note, in Vietnamese: Ghi năm 2023)"
    )


def shares(*rows):
    """rows: (plan, check, passed, total, reason)."""
    frame = pd.DataFrame(list(rows), columns=["plan_id", "check_code", "passed", "total", "reason"])
    judged = frame["reason"].isna()
    return frame.assign(
        share=(frame["passed"] / frame["total"]).where(judged), assessable=judged.astype(bool)
    )


def findings(*severities):
    return pd.DataFrame({"severity": list(severities)})


def test_no_plan_says_what_to_do():
    assert narrative.opening(shares(), findings(), {}) == [messages.t("quality.none")]


def test_ties_are_named_together():
    text = narrative.weakest(
        shares(
            ("a", "timed", 1, 10, None), ("a", "owned", 1, 10, None), ("a", "defined", 9, 10, None)
        )
    )
    assert text == (
        "Thiếu nhiều nhất: rõ thời hạn và rõ đơn vị chủ trì, mỗi điều có 1/10 con số của "
        "1 kế hoạch đánh giá được."
    )


def test_equal_shares_of_different_counts_are_not_said_to_be_the_same():
    text = narrative.weakest(shares(("a", "timed", 1, 10, None), ("a", "measurable", 2, 20, None)))
    assert text.startswith("Thiếu nhiều nhất: có con số, có 2/20 ý")


def test_all_met_and_none_judged():
    assert "đều đạt đủ" in narrative.weakest(shares(("a", "timed", 5, 5, None)))
    unjudged = shares(("a", "timed", 0, 30, "missing_annex"))
    assert narrative.weakest(unjudged) == messages.t("quality.weakest.unknown")
    assert narrative.grid_title(unjudged, {}) == messages.t("quality.weakest.unknown").rstrip(".")


def test_every_check_in_one_sentence():
    frame = shares(("a", "timed", 1, 10, None), ("b", "timed", 2, 10, None))
    assert narrative.by_check(frame) == (
        "Gộp các kế hoạch đánh giá được: rõ thời hạn 3/20 con số (2 kế hoạch)."
    )
    unjudged = shares(("a", "timed", 0, 30, "missing_annex"))
    assert narrative.by_check(unjudged) == messages.t("quality.weakest.unknown")


def test_what_cannot_be_judged_is_named_with_the_reason():
    frame = shares(
        ("a", "timed", 0, 30, "missing_annex"),
        ("a", "owned", 0, 30, "missing_annex"),
        *((f"b{n}", "timed", 1, 1, "too_few") for n in range(7)),
    )
    text = narrative.set_apart(frame, {"a": "Xã A 2025"})
    assert "của Xã A 2025: thiếu phụ lục." in text
    assert "b3 và 3 kế hoạch khác: kế hoạch có dưới năm con số." in text
    assert narrative.cell_text(frame.iloc[0].to_dict()) == "thiếu<br>phụ lục"
    assert narrative.share_words(frame.iloc[0].to_dict()) == "Không đánh giá được: thiếu phụ lục"


def test_nothing_found():
    frame = shares(("a", "timed", 5, 5, None))
    assert "chưa thấy điểm nào" in narrative.count_of_findings(frame, findings())
    text = narrative.count_of_findings(frame, findings("low", "low", "high"))
    assert text == "Trong 1 kế hoạch có 3 điểm cần xem lại: 1 cần sửa trước và 2 lưu ý."


NUMBER = {
    "statement_id": "s1",
    "section": "II.2",
    "ordinal": "10",
    "part": None,
    "kind": "target",
    "label_vi": "Phủ sóng 5G",
    "defined": True,
    "timed": False,
    "owned": False,
}


def todo(reason=None, found=(), numbers=(NUMBER,), bullets=()):
    columns = ["section", "ordinal", "part", "label_vi", "code", "severity", "statement_id"]
    bullet_columns = ["section", "ordinal", "label_vi", "measurable", "statement_id"]
    return quality_frames.todo(
        shares(("a", "timed", 0, 30, reason)),
        pd.DataFrame(list(found), columns=[*columns, "params"]),
        pd.DataFrame(list(numbers), columns=list(NUMBER)),
        pd.DataFrame(list(bullets), columns=bullet_columns),
    )


def test_a_to_do_list_is_in_the_order_of_the_paper():
    found = {"code": "wrong_level", "severity": "low", "section": "II.2", "ordinal": "9"}
    whole = {"code": "contradiction", "severity": "high", "section": None}
    bullets = [{"section": "II.1", "ordinal": "1", "label_vi": "x", "measurable": False}]
    items = todo(found=[found, whole], bullets=bullets)
    assert list(items["code"]) == [
        "contradiction",
        "unmeasured",
        "wrong_level",
        "unowned",
        "untimed",
    ]
    titles = [section.title for section in quality_todo.sections(items)]
    assert titles == ["Cả kế hoạch", "Mục II.1", "Mục II.2"]


def test_dates_and_lead_units_are_not_asked_for_while_the_annex_is_missing():
    items = todo(reason="missing_annex")
    assert list(items["code"]) == ["annex_missing"]
    assert list(items["severity"]) == ["medium"]
    (section,) = quality_todo.sections(items)
    assert section.lines[0].startswith("Dẫn tới phụ lục không có")


def test_reported_results_owe_no_date_and_no_lead_unit():
    assert todo(numbers=[NUMBER | {"kind": "baseline"}]).empty


def test_failed_checks_of_a_section_share_a_line():
    numbers = [NUMBER | {"ordinal": str(n), "owned": True} for n in (1, 2, 10)]
    (section,) = quality_todo.sections(todo(numbers=numbers))
    assert section.lines == ["Ghi ngày phải đạt: 3 chỗ, ở ý 1, 2, 10."]


def test_the_printed_list_names_plan_and_edition():
    text = quality_todo.text(todo(), plan="Xã A 2025", edition="E1")
    lines = text.split("\r\n")
    assert lines[0] == "VIỆC NÊN LÀM KHI SOẠN LẠI: KẾ HOẠCH Xã A 2025"
    assert "  [ ] Nêu đơn vị chủ trì: ý 10." in lines
    assert lines[-2] == "Bản dữ liệu E1"


def test_nothing_to_do():
    items = todo(numbers=())
    assert quality_todo.todo_count(items) == messages.t("quality.todo.nothing")
    assert quality_todo.sections(items) == []
