"""Where pages get their numbers: a read-only edition, one connection for all, a cursor a query."""

from __future__ import annotations

import duckdb
import streamlit as st

from etl import editions
from etl.editions import NoEdition, UnknownEdition

__all__ = [
    "NoEdition",
    "UnknownEdition",
    "built",
    "current_edition",
    "cursor",
    "edition_bytes",
    "edition_of",
    "reopen",
]


def current_edition() -> str:
    """Id of the edition that is published now. Raises NoEdition when there is none."""
    return editions.current_edition()


def edition_of(name: str) -> str:
    """Id of the edition that an id or the name of a pin means, opened once to be sure.

    Raises UnknownEdition when it is not kept or not whole.
    """
    edition = editions.resolve(editions.store_dir(), name)
    _connection(edition)
    return edition


def edition_bytes(edition: str) -> bytes:
    """The whole edition, a DuckDB file that any DuckDB client opens. Raises OSError."""
    return editions.edition_path(editions.store_dir(), edition).read_bytes()


def cursor(edition: str) -> duckdb.DuckDBPyConnection:
    """A cursor of its own on the edition: one connection shared by threads fails."""
    return _connection(edition).cursor()


def reopen(edition: str) -> None:
    """Forget the connection to the edition, so that the next query opens another.

    One internal error makes a whole connection useless, for every reader.
    """
    _connection.clear(edition)


def built(edition: str) -> tuple[str, str] | None:
    """Who made the edition, and when (UTC, ISO 8601); None when its manifest cannot be read."""
    manifest = editions.read_manifest(editions.store_dir(), edition)
    return (manifest.who, manifest.created_at) if manifest else None


@st.cache_resource(max_entries=8, show_spinner=False)
def _connection(edition: str) -> duckdb.DuckDBPyConnection:
    return editions.open_edition(edition_id=edition)
