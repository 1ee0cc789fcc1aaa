"""Every SELECT a page needs, one module an area, each result cached by edition.

The pattern: a function takes the edition's id and plain hashable values, and returns a frame.

    def plans(edition: str) -> pd.DataFrame:
        return run(edition, "SELECT * FROM mart.plan WHERE plan_year = ?", (2025,))

An edition never changes, so a result is never stale. A tuple inside the parameters becomes a
list: `WHERE plan_id IN (SELECT unnest(?))` with `(("a", "b"),)`.
"""

from __future__ import annotations

import logging
from collections.abc import Hashable

import duckdb
import pandas as pd
import streamlit as st

from dashboard import data

__all__ = ["run"]
_LOG = logging.getLogger("dashboard")


@st.cache_data(max_entries=1024, show_spinner=False)
def run(edition: str, sql: str, params: tuple[Hashable, ...] = ()) -> pd.DataFrame:
    """The rows of `sql` in the edition as a frame; missing values are NaN, NaT or None.

    A connection that an internal error of DuckDB has made useless is opened anew, once.
    Raises duckdb.Error when the statement or the edition is at fault.
    """
    try:
        return _run(edition, sql, params)
    except (duckdb.FatalException, duckdb.InternalException, duckdb.ConnectionException):
        _LOG.exception("the edition's connection is opened anew")
        data.reopen(edition)
        return _run(edition, sql, params)


def _run(edition: str, sql: str, params: tuple[Hashable, ...]) -> pd.DataFrame:
    values = [list(value) if isinstance(value, tuple) else value for value in params]
    with data.cursor(edition) as cursor:
        return cursor.execute(sql, values).df()
