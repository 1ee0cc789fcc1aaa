"""The panel says everything that is known of a number, in words, and nothing as markup."""

import pytest

import messages
from dashboard import origin
from dashboard.queries import common
from dashboard.text import plain

pytestmark = pytest.mark.usefixtures("store")


@pytest.fixture(autouse=True)
def vietnamese():
    messages.set_language("vi")
    yield
    messages.set_language("vi")


@pytest.fixture
def edition_id(edition):
    return edition.cursor().execute("SELECT edition_id FROM main.meta").fetchone()[0]


def find(edition, edition_id, where):
    sql = f"SELECT statement_id FROM mart.statement WHERE {where} ORDER BY statement_id LIMIT 1"
    found = edition.cursor().execute(sql).fetchone()
    assert found is not None, where
    return common.statement(edition_id, found[0])


def told(edition_id, row):
    return dict(origin.facts(edition_id, row))


def test_a_target_names_its_plan_place_value_and_definition(edition, edition_id):
    row = find(edition, edition_id, "plan_id='giao-minh-2026' AND indicator_id='coverage_5g'")
    facts = told(edition_id, row)
    assert origin.value_with_year(row) == "tối thiểu 70% cho năm 2026 (chỉ tiêu đặt ra)"
    assert facts["plan"] == "Giao Minh 2026"
    assert facts["number"] == "77/KH-UBND, ban hành ngày 26/03/2026"
    assert facts["place"].startswith("mục ")
    assert facts["definition"] == "người được phủ sóng 5G trên tổng số dân số"
    assert facts["comparability"].startswith("trùng định nghĩa")
    assert facts["speaks"].startswith("có")
    assert facts["loaded"].startswith(
        "dữ liệu kèm theo sản phẩm, tệp statements/giao-minh-2026.csv"
    )
    assert facts["built"].endswith("bởi tests")


def test_a_plan_without_a_number_says_so(edition, edition_id):
    row = find(edition, edition_id, "plan_id='binh-giang-2025'")
    assert told(edition_id, row)["number"].startswith("bản nạp không ghi số, ban hành tháng ")


def test_a_near_number_gives_the_reason(edition, edition_id):
    row = find(edition, edition_id, "comparability='near' AND note IS NOT NULL")
    text = told(edition_id, row)["comparability"]
    assert text.startswith("≈ gần giống (") and row["note"] in text


def test_an_impossible_number_is_marked_and_explained(edition, edition_id):
    row = find(edition, edition_id, "impossible")
    assert told(edition_id, row)["impossible"].startswith("!")


def test_a_fraction_is_shown_as_written(edition, edition_id):
    row = find(edition, edition_id, "numerator IS NOT NULL AND denominator IS NOT NULL")
    assert "/" in told(edition_id, row)["fraction"]


def test_findings_of_the_place_are_told(edition, edition_id):
    sql = """
        SELECT s.statement_id FROM mart.statement AS s
        JOIN mart.finding AS f
          ON f.plan_id = s.plan_id AND f.section = s.section AND f.ordinal = s.ordinal
        ORDER BY s.statement_id LIMIT 1
    """
    row = common.statement(edition_id, edition.cursor().execute(sql).fetchone()[0])
    assert all(origin.finding_sentences(edition_id, row))


def test_every_statement_can_be_told_in_both_languages(edition, edition_id):
    ids = edition.cursor().execute("SELECT statement_id FROM mart.statement").fetchall()
    for lang in messages.LANGUAGES:
        messages.set_language(lang)
        for (statement_id,) in ids:
            row = common.statement(edition_id, statement_id)
            assert origin.value_with_year(row)
            assert told(edition_id, row)["plan"]
            assert all(origin.finding_sentences(edition_id, row))


def test_an_unknown_number_is_none(edition_id):
    assert common.statement(edition_id, "' OR 1=1 --") is None


@pytest.mark.parametrize(
    "text", ["*a* _b_ [c](http://x)", "<script>", "$x$ :red[y]", "# title", "1. one", "a\n\n- b"]
)
def test_text_from_data_is_no_markup(text):
    shown = plain(text)
    assert "\n" not in shown
    for mark in "*_[]<>$#":
        assert f"\\{mark}" in shown or mark not in text
