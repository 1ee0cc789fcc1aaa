"""The mart files keep to the SQL that another engine can run too."""

import re

import pytest

from etl.build import sql_files
from etl.paths import SQL_DIR

FILES = sorted((SQL_DIR / "mart").glob("*.sql"))
BANNED = (
    r"\bQUALIFY\b", r"\bDISTINCT ON\b", r"\bBY NAME\b", r"\bRECURSIVE\b", r"\bregexp_matches\b",
    r"\bpercentile_cont\b", r"\bstring_agg\b", r"\blist\(", r"\bEXCLUDE\b", r"\bVARCHAR\b",
    r"\bTEXT\b", r"::", r"->", r"\bUSING SAMPLE\b", r"\bASOF\b", r'"[a-z_]+"\.', r"\\",
    r"\bdate_?diff\b",
)  # fmt: skip


def code(path):
    """The file without comments and without what stands in quotes."""
    text = re.sub(r"--.*", "", path.read_text(encoding="utf-8"))
    return re.sub(r"'[^']*'", "''", text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_what_every_engine_has(path):
    found = [word for word in BANNED if re.search(word, code(path), re.IGNORECASE)]
    assert found == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_order_says_where_nulls_go(path):
    assert re.findall(r"\b(?:ASC|DESC)\b(?! NULLS (?:FIRST|LAST))", code(path)) == []
    assert code(path).count("ORDER BY") <= len(re.findall(r"NULLS (?:FIRST|LAST)", code(path)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_is_divided_by_what_may_be_zero(path):
    for divisor in re.findall(r"/\s*(\S.{0,20})", code(path)):
        assert re.match(r"(CAST\()?NULLIF\(|2\b|2\.0|4\b|100\b|400\b", divisor), divisor


def test_only_quadratic_pairs_and_plain_copies_are_views():
    views = {file.name for file in sql_files("mart") if file.is_view}
    assert views == {
        "alias", "commune", "goal", "official", "unit", "gap", "growth", "head_to_head",
    }  # fmt: skip
