"""Workbooks that LibreOffice wrote from its own formats: read to the same numbers."""

from pathlib import Path

import pytest

from etl.answers import Answers
from etl.facts import load_facts
from etl.intake import judge
from etl.known import load_known
from etl.merge import with_uploads
from etl.upload_store import new_upload
from tests.conftest import SMALL_FACTS

FILES = Path(__file__).parents[1] / "fixtures" / "libreoffice"


@pytest.fixture(scope="module")
def small():
    return load_known(SMALL_FACTS)


def judged(name, small, tmp_path):
    data = (FILES / name).read_bytes()
    (found,) = judge([(name, data)], small, Answers(), tmp_path)
    assert found.ready, found.notices
    with_uploads(load_facts(SMALL_FACTS), [(new_upload(name, data, "tests"), found.rows)])
    return found


def numbers(found):
    names = ("cell", "kind", "indicator_id", "comparator", "value", "as_of", "due")
    return [tuple(row[name] for name in names) for row in found.review.statements]


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_list_with_percentages_dates_and_a_formula(small, tmp_path, kind):
    found = judged(f"list.{kind}", small, tmp_path)
    assert numbers(found) == [
        ("D4", "target", "coverage_5g", "=", 70.6, None, "2026-12-31"),
        ("E4", "result", "coverage_5g", "=", 50, "2026-06-30", None),
        ("D5", "target", "late_files", "<=", 3, None, "2026-12-31"),
        ("E5", "result", "late_files", "=", 3, "2026-06-30", None),
    ]
    assert [notice.code for notice in found.notices] == []


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_an_annex_with_merged_titles_and_groups(small, tmp_path, kind):
    found = judged(f"annex.{kind}", small, tmp_path)
    assert numbers(found) == [
        ("E7", "target", "coverage_5g", ">=", 40, None, None),
        ("E9", "target", "late_files", "=", 4.5, None, None),
    ]
    assert found.rows.statement["section"] == ["I", "II"]
    assert found.rows.plans[0]["number"] == "25/KH-UBND"
