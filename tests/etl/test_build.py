"""Builds: what an edition holds, that it is the same every time, and that checks guard it."""

import re
import resource
import shutil
from decimal import Decimal

import duckdb
import pytest

from etl.build import build_candidate, build_edition, run_checks, sql_files
from etl.editions import current_edition, open_edition
from etl.facts import load_facts
from etl.paths import PROJECT_DIR
from etl.problems import CheckProblems, FactProblems, StoreError
from etl.raw import text_form
from etl.store import edition_path
from etl.version import SCHEMA_VERSION, app_version
from tests.conftest import SMALL_FACTS


@pytest.fixture(scope="module")
def small(small_store):
    with open_edition(small_store) as connection:
        yield connection


def tables(connection, schema):
    """Names of the tables and views of a schema."""
    rows = connection.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = ?", [schema]
    ).fetchall()
    return sorted(name for (name,) in rows)


def test_raw_keeps_text_with_its_origin(small):
    rows = small.execute(
        "SELECT value, lead_unit, ordinal, part, upload_id, origin_file, origin_line"
        " FROM raw.statement WHERE plan_id = 'cu-chin-2024' ORDER BY origin_line"
    ).fetchall()
    file = "statements/cu-chin-2024.csv"
    assert rows[1:3] == [
        ("30", None, "1", None, None, file, 3),
        ("70.5", "commune_police;council_office", "2", "a", None, file, 4),
    ]
    types = small.execute(
        "SELECT DISTINCT data_type FROM information_schema.columns"
        " WHERE table_schema = 'raw' AND column_name <> 'origin_line'"
    ).fetchall()
    assert types == [("VARCHAR",)]


def test_values_are_decimals_with_six_places(small):
    rows = small.execute(
        "SELECT value, numerator, denominator, typeof(value) FROM core.statement"
        " WHERE kind = 'baseline'"
    ).fetchall()
    assert rows == [(Decimal(20), Decimal(200), Decimal(1000), "DECIMAL(18,6)")]


def test_the_same_commune_through_two_mergers(small):
    rows = small.execute(
        "SELECT plan_id, identity_key, province_code FROM core.plan ORDER BY plan_id"
    ).fetchall()
    assert rows == [
        ("cu-chin-2024", "00101", "01"),
        ("thu-ba-2025", "thu-ba-2025", "02"),  # no code: itself; the province by its name
        ("thu-mot-2026", "00101", "01"),
    ]


def test_same_wording_has_the_same_key(small):
    rows = small.execute(
        "SELECT DISTINCT label_key FROM core.statement WHERE indicator_id = 'coverage_5g'"
    ).fetchall()
    assert rows == [("phủ sóng 5g|dân số",)]
    assert text_form("  Phu\u0309  SO\u0301NG\n5G ") == "phủ sóng 5g"


def test_names_of_several_units(small):
    rows = small.execute(
        "SELECT DISTINCT with_units, with_units_vi FROM core.task WHERE with_units IS NOT NULL"
    ).fetchall()
    assert rows == [("commune_police;council_office", "Công an xã, Văn phòng HĐND và UBND")]


def test_a_task_led_by_several_bodies_names_them(edition):
    rows = edition.execute(
        "SELECT lead_unit, lead_unit_name FROM mart.task WHERE lead_unit LIKE '%;%'"
    ).fetchall()
    assert rows
    names = dict(edition.execute("SELECT unit_id, name_vi FROM core.unit").fetchall())
    for units, shown in rows:
        assert shown == ", ".join(names[unit] for unit in units.split(";"))


def test_newest_core_list_only(small):
    rows = small.execute("SELECT version, indicator_id FROM core.core_list ORDER BY 2").fetchall()
    assert rows == [(2, "coverage_5g"), (2, "online_files")]


def test_missing_text_is_null(edition):
    for schema in ("raw", "core", "mart"):
        columns = edition.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = ? AND data_type = 'VARCHAR'",
            [schema],
        ).fetchall()
        for table, column in columns:
            query = f"SELECT count(*) FROM {schema}.{table} WHERE \"{column}\" = ''"
            assert edition.execute(query).fetchone() == (0,), (schema, table, column)


def test_meta_names_the_edition(small, small_store):
    row = small.execute("SELECT schema_version, app_version, edition_id FROM meta").fetchone()
    assert row == (SCHEMA_VERSION, app_version(), current_edition(small_store))


def test_every_shipped_row_arrives(edition):
    """The lines of the shipped files, counted without the code that reads them."""
    for folder in ("statements", "goals", "tasks", "findings"):
        table = {"findings": "reader_finding"}.get(folder, folder[:-1])
        lines = sum(
            len(path.read_text(encoding="utf-8").splitlines()) - 1
            for path in (PROJECT_DIR / "data" / folder).glob("*.csv")
        )
        count = edition.execute(f"SELECT count(*) FROM core.{table}").fetchone()
        assert count == (lines,), folder


CONTRACT = {
    "statement": "statement_id plan_id commune_name province_vi plan_year year as_of section"
    " ordinal part kind indicator_id family_id group_id label_vi comparator value unit binding"
    " comparability due lead_unit speaks upload_id sheet cell",
    "gap": "indicator_id plan_id plan_year comparator value reference reference_plan_id"
    " reference_year reference_comparator reference_value n_peers basis scope gap comparability",
    "growth": "indicator_id from_plan_id to_plan_id from_year to_year from_value to_value years"
    " delta per_year closing link change comparability",
    "head_to_head": "plan_a plan_b shared a_more same b_more mean_difference",
    "ambition": "plan_id component score n rated",
    "ambition_rank": "plan_id rank_p05 rank_p50 rank_p95 tier",
    "coverage": "plan_id group_id indicators set share",
    "attention": "plan_id indicator_id code severity weight statement_id",
    "plan": "plan_id commune_code commune_name province_vi plan_year horizon_start horizon_end",
    "indicator": "indicator_id family_id name_vi name_en unit direction floor ceiling",
    "official": "indicator_id document clause milestone_year value unit",
    "progress": "plan_id indicator_id",
    "task": "plan_id section ordinal part label_vi lead_unit due recurring status",
    "finding": "plan_id section ordinal part code severity params",
}


@pytest.mark.parametrize("view", CONTRACT)
def test_public_contract(edition, view):
    columns = {row[0] for row in edition.execute(f"DESCRIBE mart.{view}").fetchall()}
    assert set(CONTRACT[view].split()) - columns == set()


def test_two_builds_give_the_same_figures(store, tmp_path):
    again = tmp_path / "again"
    build_edition(again, PROJECT_DIR / "data", who="tests", why="tests")
    with duckdb.connect() as both:
        for name, folder in (("a", store), ("b", again)):
            path = edition_path(folder, current_edition(folder))
            both.execute(f"ATTACH '{path}' AS {name} (READ_ONLY)")
        names = both.execute(
            "SELECT database_name, schema_name || '.' || table_name FROM"
            " (SELECT database_name, schema_name, table_name FROM duckdb_tables()"
            "  UNION ALL SELECT database_name, schema_name, view_name FROM duckdb_views()"
            "  WHERE NOT internal) WHERE schema_name IN ('raw', 'core', 'mart')"
        ).fetchall()
        first = sorted(table for database, table in names if database == "a")
        assert first == sorted(table for database, table in names if database == "b")
        assert len(first) > 30
        for table in first:
            for one, other in (("a", "b"), ("b", "a")):
                query = f"SELECT * FROM {one}.{table} EXCEPT ALL SELECT * FROM {other}.{table}"
                assert both.execute(query).fetchall() == [], table


def test_views_work_under_any_name(small_store, small):
    """A researcher attaches an edition under a name of their own."""
    path = edition_path(small_store, current_edition(small_store))
    with duckdb.connect() as other:
        other.execute(f"ATTACH '{path}' AS mine (READ_ONLY)")
        for view in tables(small, "mart"):
            rows = other.execute(f"SELECT count(*) FROM mine.mart.{view}").fetchone()
            assert rows == small.execute(f"SELECT count(*) FROM mart.{view}").fetchone()


def test_written_in_the_oldest_format(small):
    tags = small.execute(
        "SELECT tags['storage_version'] FROM duckdb_databases() WHERE NOT internal"
    ).fetchall()
    assert tags == [("v1.0.0+",)], "what this client reports for files that clients of 2024 open"


def snapshot(store):
    """Every file of a store with its bytes, the lock aside."""
    paths = [path for path in store.rglob("*") if path.is_file() and path.name != "lock"]
    return {path.relative_to(store): path.read_bytes() for path in paths}


def test_broken_facts_change_nothing(own_store, tmp_path):
    facts = tmp_path / "facts"
    shutil.copytree(SMALL_FACTS, facts)
    (facts / "plans.csv").write_bytes(b"\xff")
    before = snapshot(own_store)
    with pytest.raises(FactProblems):
        build_edition(own_store, facts, who="tests", why="tests")
    assert snapshot(own_store) == before


def test_a_failing_check_changes_nothing(own_store, tmp_path):
    facts = tmp_path / "facts"
    shutil.copytree(SMALL_FACTS, facts)
    plans = (facts / "plans.csv").read_text("utf-8")
    (facts / "plans.csv").write_text(
        plans.replace("day,2024,2024-01-01,2024-12-31", "day,2026,2024-01-01,2026-12-31"), "utf-8"
    )
    before = snapshot(own_store)
    with pytest.raises(CheckProblems) as caught:
        build_edition(own_store, facts, who="tests", why="tests")
    [found] = caught.value.problems
    assert "00101" in found.message_vi or "cu-chin-2024, thu-mot-2026" in found.message_vi
    assert snapshot(own_store) == before


def test_sql_that_fails_is_named_and_leaves_nothing(own_store):
    facts = load_facts(SMALL_FACTS)
    del facts.tables["goal"].columns["section"]
    before = snapshot(own_store)
    with pytest.raises(StoreError, match="core.goal: .*section"):
        build_candidate(own_store, facts, parent=None, who="tests", why="tests")
    assert snapshot(own_store) == before


@pytest.mark.parametrize("limit", [10, 2_000_000])
def test_a_disk_that_fills_up_leaves_nothing(own_store, limit):
    """A limit on the size of files fails as a full disk does."""
    facts = load_facts(SMALL_FACTS)
    before = snapshot(own_store)
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))
    try:
        with pytest.raises(StoreError, match="^Không"):
            build_candidate(own_store, facts, parent=None, who="tests", why="tests")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    assert snapshot(own_store) == before


# check -> what breaks an edition so that only this check can see it
BREAKS = {
    "statement_plan": "INSERT INTO core.goal (plan_id) VALUES ('nobody')",
    "statement_id": "UPDATE core.statement SET statement_id = 'same'",
    "statement_complete": "DELETE FROM mart.statement WHERE kind = 'baseline'",
    "share_bounds": "UPDATE core.statement SET value = 101 WHERE kind = 'baseline'",
    "one_plan_in_force": "UPDATE core.plan SET plan_year = 2026, identity_key = 'x'",
    "plan_province": "UPDATE core.plan SET province_code = NULL WHERE plan_id = 'thu-ba-2025'",
    "official_id": "UPDATE core.official SET official_id = 'same'",
    "one_speaks": "UPDATE mart.statement SET indicator_id = 'coverage_5g' WHERE speaks",
    "speaks_kind": "UPDATE mart.statement SET speaks = TRUE WHERE kind = 'baseline'",
    "gap_sign": "UPDATE core.indicator SET direction = 'lower' WHERE indicator_id = 'coverage_5g'",
    "peer_pool": "UPDATE mart.peer_pool SET first_year = 2099",
    "growth_years": "UPDATE mart.growth_own SET years = 0",
    "coverage_share": "UPDATE mart.coverage SET share = 1.5",
    "ambition_score": "UPDATE mart.ambition SET score = 101 WHERE component = 'level'",
}


def test_every_check_has_a_break():
    assert sorted(check.name for check in sql_files("checks")) == sorted(BREAKS)


@pytest.mark.parametrize("name", BREAKS)
def test_a_check_sees_its_break(small_store, tmp_path, name):
    path = tmp_path / "broken.duckdb"
    shutil.copy(edition_path(small_store, current_edition(small_store)), path)
    with duckdb.connect(str(path)) as connection:
        assert run_checks(connection) == []
        connection.execute(BREAKS[name])
        [check] = [check for check in sql_files("checks") if check.name == name]
        assert connection.execute(check.select).fetchall()
        assert "check_failed" in {found.code for found in run_checks(connection)}


@pytest.mark.parametrize("layer", ["core", "mart", "checks"])
def test_sql_stays_in_the_subset(layer):
    """What DuckDB and Spark both run: no words that only one of them knows."""
    forbidden = ("QUALIFY", "DISTINCT ON", "BY NAME", "RECURSIVE", "REGEXP_MATCHES", '"')
    for file in sql_files(layer):
        code = re.sub(r"--.*|'[^']*'", "", file.select)
        assert not [word for word in forbidden if word in code.upper()], file.name
