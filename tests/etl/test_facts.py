"""Facts: every defect is found, with its file and line, and said in words that help."""

import shutil

import pytest

from etl.facts import facts_sha256, load_facts
from etl.lineage import current_codes, find_cycle
from etl.problems import FactProblems, Problem, words
from etl.schema import fact_files
from messages import MissingMessage
from tests.conftest import SMALL_FACTS

PLAN_FILE = "statements/thu-mot-2026.csv"


@pytest.fixture
def facts(tmp_path):
    folder = tmp_path / "facts"
    shutil.copytree(SMALL_FACTS, folder)
    return folder


def edit(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} must stand once in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def renamed(content, column):
    """A file's bytes with one column of its header renamed to `other`."""
    header, _, rows = content.decode().partition("\n")
    names = ["other" if name == column else name for name in header.split(",")]
    return f"{','.join(names)}\n{rows}".encode()


def problems_of(folder):
    with pytest.raises(FactProblems) as caught:
        load_facts(folder)
    return caught.value.problems


def places(problems):
    return [(found.code, found.file, found.line, found.column) for found in problems]


def test_small_facts_are_sound(facts):
    loaded = load_facts(facts)
    statement = loaded.tables["statement"]
    assert len(statement) == 10
    assert statement.columns["plan_id"][0] == "cu-chin-2024"
    assert (statement.files[3], statement.lines[3]) == ("statements/cu-chin-2024.csv", 5)
    assert statement.columns["lead_unit"][0] is None, "an empty cell is None, never ''"


# what is broken: file, text that stands once, its replacement -> the one problem expected
CELLS = {
    "share above 100": (PLAN_FILE, ">=,90,", ">=,190,", "share_out_of_range", 3, "value"),
    "share below 0": (PLAN_FILE, ">=,90,", ">=,-1,", "share_out_of_range", 3, "value"),
    "value missing": (PLAN_FILE, ">=,90,", ">=,,", "missing_value", 3, "value"),
    "decimal comma": (PLAN_FILE, ">=,90,", '>=,"90,5",', "bad_number", 3, "value"),
    "thousands mark": (PLAN_FILE, ">=,90,", ">=,1.384.000,", "bad_number", 3, "value"),
    "not a number": (PLAN_FILE, ">=,90,", ">=,nhiều,", "bad_number", 3, "value"),
    "not finite": (PLAN_FILE, ">=,90,", ">=,NaN,", "bad_number", 3, "value"),
    "exponent": (PLAN_FILE, ">=,90,", ">=,9e1,", "bad_number", 3, "value"),
    "other digits": (PLAN_FILE, ">=,90,", ">=,９０,", "bad_number", 3, "value"),
    "comparator": (PLAN_FILE, ">=,90,", "≥,90,", "bad_comparator", 3, "comparator"),
    "kind": (PLAN_FILE, "III.1,1,,task", "III.1,1,,dream", "not_allowed", 5, "kind"),
    "year": (PLAN_FILE, "task,2026", "task,26", "bad_year", 5, "year"),
    "unknown indicator": (
        PLAN_FILE, "smart_models", "smart_model", "unknown_reference", 4, "indicator_id",
    ),
    "unknown unit": (PLAN_FILE, "council_office", "office", "unknown_reference", 4, "lead_unit"),
    "malformed list": (
        PLAN_FILE, "council_office", "council office", "bad_ids", 4, "lead_unit",
    ),
    "unit differs": (PLAN_FILE, "=,2,model", "=,2,percent", "unit_differs", 4, "unit"),
    "comparability missing": (
        PLAN_FILE, "council_office,exact", "council_office,",
        "comparability_missing", 4, "comparability",
    ),
    "comparability alone": (
        PLAN_FILE, "class,,,committed,,,,,", "class,,,committed,,,,near,",
        "comparability_alone", 5, "comparability",
    ),
    "numerator alone": (
        "statements/cu-chin-2024.csv", "200,1000", "200,", "numerator_alone", 2, "denominator",
    ),
    "denominator alone": (
        "statements/cu-chin-2024.csv", "200,1000", ",1000", "denominator_alone", 2, "numerator",
    ),
    "denominator zero": (
        "statements/cu-chin-2024.csv", "200,1000", "200,0", "zero_denominator", 2, "denominator",
    ),
    "date that is none": (
        "statements/cu-chin-2024.csv", "2024-06-30", "2024-06-31", "bad_date", 5, "due",
    ),
    "Vietnamese date": (
        "statements/cu-chin-2024.csv", "2024-06-30", "30/06/2024", "bad_date", 5, "due",
    ),
    "blank at the end": (
        "goals/thu-ba-2025.csv", "Kiện toàn Ban Chỉ đạo", "Kiện toàn Ban Chỉ đạo ",
        "untidy_text", 2, "label_vi",
    ),
    "decomposed Unicode": (
        "goals/thu-ba-2025.csv", "Kiện toàn", "Kie\u0323\u0302n toàn",
        "untidy_text", 2, "label_vi",
    ),
    "unknown group": (
        "reference/indicators.csv", "Smart models,Mô hình,Models,infrastructure",
        "Smart models,Mô hình,Models,roads", "unknown_reference", 5, "group_id",
    ),
    "floor above ceiling": (
        "reference/indicators.csv", "lower,0,100", "lower,100,0",
        "goalposts_reversed", 4, "ceiling",
    ),
    "id with marks": (
        "reference/core.csv", "1,smart_models", "1,Smart", "bad_id", 2, "indicator_id",
    ),
    "order": ("reference/groups.csv", "government,2", "government,hai", "bad_int", 3, "sort_order"),
    "province code": (
        "reference/official.csv", "province,01", "province,",
        "province_missing", 3, "province_code",
    ),
    "needless province": (
        "reference/official.csv", "online_files,national,,", "online_files,national,01,",
        "province_needless", 2, "province_code",
    ),
    "expired before issued": (
        "reference/official.csv", "2027-12-31", "2024-12-31", "period_reversed", 3, "valid_to",
    ),
    "horizon": ("plans.csv", "2025-12-31", "2024-12-31", "period_reversed", 4, "horizon_end"),
    "unknown commune": (
        "plans.csv", "00109", "00110", "unknown_reference", 2, "commune_code",
    ),
    "unknown province": (
        "plans.csv", "vùng Mẫu,Tỉnh Mẫu", "vùng Mẫu,Tỉnh Mầu",
        "unknown_reference", 4, "province_vi",
    ),
    "boolean": ("plans.csv", "in_force,true", "in_force,có", "bad_boolean", 3, "annex_missing"),
    "lost zero": (
        "reference/communes.csv", "00102,Phường", "102,Phường", "bad_commune", 3, "commune_code",
    ),
    "lost zero of a province": (
        "reference/communes.csv", "phường,01", "phường,1", "bad_province", 3, "province_code",
    ),
    "outside the country": (
        "reference/communes.csv", "20.6", "60.6", "bad_latitude", 3, "lat",
    ),
    "coordinates exchanged": (
        "reference/communes.csv", "106.2", "20.6", "bad_longitude", 3, "lon",
    ),
    "name of a unit": (
        "reference/units.csv", "Công an xã,CA xã", "Công an phường,CA xã",
        "unit_name_differs", 3, "name_vi",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CELLS)
def test_a_broken_cell_is_found(facts, name):
    file, old, new, code, line, column = CELLS[name]
    edit(facts, file, old, new)
    assert places(problems_of(facts)) == [(code, file, line, column)]


def test_bounds_of_a_share_are_good_values(facts):
    edit(facts, PLAN_FILE, ">=,90,", "=,100,")
    edit(facts, PLAN_FILE, ">=,70,", "=,0,")
    load_facts(facts)


def test_duplicate_key_names_the_first_line(facts):
    edit(facts, PLAN_FILE, "II.1,2,,", "II.1,1,,")
    [found] = problems_of(facts)
    assert (found.code, found.line) == ("duplicate_key", 3)
    assert "dòng 2" in found.message_vi


def test_same_place_in_two_plans_is_no_duplicate(facts):
    edit(facts, "statements/thu-ba-2025.csv", "2,a,,target,2025", "II.1,1,,target,2025")
    load_facts(facts)


def test_circular_lineage(facts):
    edit(facts, "reference/communes.csv", "2025-07-01,,,00109;00108", "2025-07-01,,00109,")
    found = problems_of(facts)
    assert {(p.code, p.line) for p in found} == {("lineage_cycle", n) for n in (2, 4, 5)}
    assert "00109 → 00108 → 00101 → 00109" in found[-1].message_vi


def test_all_problems_are_collected(facts):
    edit(facts, PLAN_FILE, ">=,90,", ">=,190,")
    edit(facts, "plans.csv", "in_force,true", "in_force,có")
    (facts / "reference/groups.csv").write_bytes(b"")
    found = problems_of(facts)
    assert [(p.code, p.file) for p in found] == [
        ("bad_boolean", "plans.csv"),
        ("empty_file", "reference/groups.csv"),
        ("share_out_of_range", PLAN_FILE),
    ]


@pytest.mark.parametrize("schema", fact_files(), ids=lambda schema: schema.table)
def test_each_missing_file_is_named(facts, schema):
    label = schema.path.format(plan_id="thu-mot-2026")
    (facts / label).unlink()
    if schema.may_be_missing:
        load_facts(facts)
        return
    assert ("missing_file", label, None, None) in places(problems_of(facts))


@pytest.mark.parametrize("schema", fact_files(), ids=lambda schema: schema.table)
def test_each_missing_column_is_named(facts, schema):
    label = schema.path.format(plan_id="thu-mot-2026")
    for column in schema.column_names:
        path = facts / label
        good = path.read_bytes()
        path.write_bytes(renamed(good, column))
        found = places(problems_of(facts))
        path.write_bytes(good)
        assert found == [
            ("missing_column", label, 1, column),
            ("extra_column", label, 1, "other"),
        ]
    assert load_facts(facts)


def test_extra_and_repeated_columns(facts):
    path = facts / "goals/thu-mot-2026.csv"
    path.write_text("section,ordinal,part,label_vi,mood,part\nII,1,,Mục tiêu,tốt,\n", "utf-8")
    assert places(problems_of(facts)) == [
        ("extra_column", "goals/thu-mot-2026.csv", 1, "mood"),
        ("repeated_column", "goals/thu-mot-2026.csv", 1, "part"),
    ]


def test_ragged_rows_are_named_and_left_out(facts):
    path = facts / "goals/thu-mot-2026.csv"
    path.write_text("section,ordinal,part,label_vi\nII,1,,Mục tiêu,thừa\nII,2\n", "utf-8")
    assert [(p.code, p.line) for p in problems_of(facts)] == [("ragged_row", 2), ("ragged_row", 3)]


def test_lines_are_counted_through_quoted_line_breaks(facts):
    path = facts / "goals/thu-mot-2026.csv"
    path.write_text('section,ordinal,part,label_vi\nII,1,,"Hai\ndòng"\n\nII,2,,\n', "utf-8")
    assert [(p.code, p.line) for p in problems_of(facts)] == [("missing_value", 5)]


def test_broken_quotes(facts):
    path = facts / "goals/thu-mot-2026.csv"
    path.write_text('section,ordinal,part,label_vi\nII,1,,"mở\n', "utf-8")
    [found] = problems_of(facts)
    assert (found.code, found.line) == ("bad_csv", 2)


def test_bad_encoding_names_each_line(facts):
    path = facts / PLAN_FILE
    lines = path.read_bytes().split(b"\n")
    lines[1] = lines[1].decode().encode("utf-16-le")
    lines[3] = "Mô hình".encode("cp1258", errors="replace") + b"\xff"
    path.write_bytes(b"\n".join(lines))
    found = [(p.code, p.line) for p in problems_of(facts) if p.file == PLAN_FILE]
    assert ("bad_encoding", 4) in found
    assert all(code in ("bad_encoding", "ragged_row", "bad_csv") for code, _ in found)


def test_other_problems_of_a_badly_encoded_file_are_still_found(facts):
    path = facts / PLAN_FILE
    data = path.read_bytes().replace("phủ sóng".encode(), b"ph\xff s\xf3ng", 1)
    path.write_bytes(data.replace(b">=,90,", b">=,190,"))
    found = [(p.code, p.line) for p in problems_of(facts)]
    assert found == [("bad_encoding", 2), ("share_out_of_range", 3)]


def test_bom_and_crlf_are_accepted(facts):
    before = load_facts(facts).tables["statement"].columns
    for path in facts.rglob("*.csv"):
        data = path.read_bytes().replace(b"\n", b"\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + data)
    assert load_facts(facts).tables["statement"].columns == before


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_empty_file(facts, content):
    (facts / PLAN_FILE).write_bytes(content)
    [found] = problems_of(facts)
    assert (found.code, found.file) == ("empty_file", PLAN_FILE)


def test_header_without_rows(facts):
    header = (facts / "reference/core.csv").read_text("utf-8").splitlines()[0]
    (facts / "reference/core.csv").write_text(header + "\n", "utf-8")
    assert places(problems_of(facts)) == [("no_rows", "reference/core.csv", 1, None)]


def test_a_plan_may_have_no_statement(facts):
    header = (facts / PLAN_FILE).read_text("utf-8").splitlines()[0]
    (facts / PLAN_FILE).write_text(header + "\n", "utf-8")
    assert len(load_facts(facts).tables["statement"]) == 6


def test_file_of_an_unlisted_plan(facts):
    shutil.copy(facts / PLAN_FILE, facts / "statements/thu-mot-2027.csv")
    assert places(problems_of(facts)) == [
        ("unexpected_file", "statements/thu-mot-2027.csv", None, None)
    ]


def test_unreadable_file(facts):
    (facts / PLAN_FILE).unlink()
    (facts / PLAN_FILE).mkdir()
    [found] = problems_of(facts)
    assert (found.code, found.file) == ("unreadable_file", PLAN_FILE)


def test_folder_that_does_not_exist(tmp_path):
    found = problems_of(tmp_path / "nowhere")
    assert {p.code for p in found} == {"missing_file"}
    assert len(found) == len([schema for schema in fact_files() if not schema.per_plan])


def test_hash_follows_content_and_names(facts):
    before = facts_sha256(facts)
    assert before == load_facts(facts).sha256
    edit(facts, PLAN_FILE, ">=,90,", ">=,91,")
    assert facts_sha256(facts) != before
    edit(facts, PLAN_FILE, ">=,91,", ">=,90,")
    assert facts_sha256(facts) == before
    (facts / "findings/thu-mot-2026.csv").unlink()
    assert facts_sha256(facts) != before


def test_a_problem_says_where_and_what():
    found = Problem("some_code", "Sai.", file="plans.csv", line=3)
    assert found.text() == "plans.csv:3: Sai."
    assert Problem("some_code", "Sai.").text() == "Sai."
    assert found.as_dict() == {
        "code": "some_code",
        "message_vi": "Sai.",
        "severity": "error",
        "file": "plans.csv",
        "line": 3,
    }


def test_a_missing_word_is_an_error():
    with pytest.raises(MissingMessage):
        words("problem.no_such_code")
    with pytest.raises(MissingMessage):
        words("problem.bad_csv")


def test_lineage():
    successors = {"a": "b", "b": "c", "c": None, "x": "y", "y": "x", None: None}
    assert find_cycle("a", successors) == []
    assert find_cycle("x", successors) == ["x", "y", "x"]
    assert find_cycle(None, successors) == []
    assert current_codes({"a": "b", "b": "c", "c": None}) == {"a": "c", "b": "c", "c": "c"}
    assert find_cycle("z", {"z": "x", **successors}) == [], "the cycle is not its own"
    with pytest.raises(ValueError, match="circular"):
        current_codes(successors)
