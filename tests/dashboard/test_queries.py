"""Asking an edition: what holds for every query."""

import duckdb
import pytest

from dashboard import data, queries


@pytest.fixture
def edition_id(store):
    return data.current_edition()


def test_a_connection_that_is_of_no_use_any_more_is_opened_anew(edition_id):
    # An internal error of DuckDB makes a connection useless for all readers; a closed one too.
    data._connection(edition_id).close()
    found = queries.run(edition_id, "SELECT count(*) AS plans FROM mart.plan WHERE TRUE")
    assert found["plans"].tolist() == [5]


def test_a_statement_at_fault_is_no_reason_to_try_again(edition_id):
    with pytest.raises(duckdb.CatalogException):
        queries.run(edition_id, "SELECT * FROM mart.no_such_table")
