"""Truth -> candidate edition: raw, core, mart, checks; and the short way to publish one."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from etl.editions import (
    current_manifest,
    discard,
    file_sha256,
    publish,
    published_last,
    tidy,
)
from etl.facts import Facts, facts_sha256, load_facts
from etl.history import uploads_in_force
from etl.index import write_marts
from etl.merge import with_uploads
from etl.paths import SQL_DIR
from etl.problems import CheckProblems, Problem, StoreError, problem, words
from etl.raw import write_raw
from etl.reviewed import Reviewed
from etl.store import (
    Manifest,
    edition_path,
    new_edition_id,
    prepare_store,
    store_lock,
    unwritable,
)
from etl.upload_store import Upload, kept_uploads
from etl.version import SCHEMA_VERSION, app_version, code_version

# The oldest format that can be written, so that any DuckDB client opens an edition.
STORAGE_VERSION = "v0.10.0"
_SQL_NAME = re.compile(r"[0-9]+_([a-z0-9_]+)")


@dataclass(frozen=True)
class SqlFile:
    """One file of SQL: the table it makes, or the check it is, and its SELECT."""

    name: str
    select: str
    is_view: bool


def sql_files(layer: str) -> Iterator[SqlFile]:
    """The files of `etl/sql/<layer>` in the order of their names."""
    for path in sorted((SQL_DIR / layer).glob("*.sql")):
        match = _SQL_NAME.fullmatch(path.stem)
        if match is None:
            raise ValueError(f"{path.name}: expected a name like 10_table.sql")
        select = path.read_text(encoding="utf-8")
        first_line = select.partition("\n")[0].strip()
        yield SqlFile(match[1], select.rstrip().rstrip(";"), first_line == "-- view")


def build_candidate(
    store: Path,
    facts: Facts,
    *,
    parent: str | None,
    who: str,
    why: str,
    uploads: Sequence[tuple[Upload, Reviewed]] = (),
) -> Manifest:
    """Build an edition at its final name, without publishing it; `publish` takes the manifest.

    Raises FactProblems when rows of an upload do not fit the facts, CheckProblems when the edition
    fails a check and StoreError when it cannot be written; nothing of the candidate is then left.
    """
    facts = with_uploads(facts, uploads)
    prepare_store(store)
    now = datetime.now(UTC)
    edition_id = new_edition_id(now)
    path = edition_path(store, edition_id)
    try:
        _write_edition(path, edition_id, facts)
        return Manifest(
            edition_id=edition_id,
            parent=parent,
            uploads=tuple(upload.upload_id for upload, _ in uploads),
            facts_sha256=facts.sha256,
            code_version=code_version(),
            schema_version=SCHEMA_VERSION,
            app_version=app_version(),
            who=who,
            created_at=now.isoformat(timespec="seconds"),
            why=why,
            sha256=file_sha256(path),
            bytes=path.stat().st_size,
        )
    except BaseException as error:
        discard(store, edition_id)
        if isinstance(error, duckdb.Error):
            reason = ": ".join([*getattr(error, "__notes__", ()), str(error).partition("\n")[0]])
            raise StoreError(words("store.build_failed", reason=reason)) from error
        if isinstance(error, OSError):
            raise StoreError(unwritable(store, error)) from error
        raise


def _write_edition(path: Path, edition_id: str, facts: Facts) -> None:
    config = {"storage_compatibility_version": STORAGE_VERSION}
    with duckdb.connect(str(path), config=config) as connection:
        write_raw(connection, facts)
        _run_layer(connection, "core")
        _run_layer(connection, "mart")
        write_marts(connection)
        connection.execute(
            "CREATE TABLE main.meta AS SELECT CAST(? AS INTEGER) AS schema_version,"
            " CAST(? AS VARCHAR) AS app_version, CAST(? AS VARCHAR) AS edition_id",
            [SCHEMA_VERSION, app_version(), edition_id],
        )
        problems = run_checks(connection)
        if problems:
            raise CheckProblems(problems)
        # Closing would do it too, but keeps silent when the disk is full.
        connection.execute("CHECKPOINT")
    if path.with_name(f"{path.name}.wal").exists():
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _run_layer(connection: duckdb.DuckDBPyConnection, layer: str) -> None:
    connection.execute(f"CREATE SCHEMA {layer}")
    for file in sql_files(layer):
        kind = "VIEW" if file.is_view else "TABLE"
        try:
            connection.execute(f"CREATE {kind} {layer}.{file.name} AS {file.select}")
        except duckdb.Error as error:
            error.add_note(f"{layer}.{file.name}")
            raise


def run_checks(connection: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Run `etl/sql/checks`; every row a check returns is a problem of the whole edition."""
    problems = []
    for check in sql_files("checks"):
        cursor = connection.execute(check.select)
        at = [column[0] for column in cursor.description].index("message_vi")
        problems += [
            problem("check_failed", message=row[at], check=check.name) for row in cursor.fetchall()
        ]
    return problems


def build_edition(
    store: Path, data_dir: Path, *, who: str, why: str, if_needed: bool = False
) -> tuple[Manifest, bool]:
    """Build the shipped facts with the uploads in force, and publish.

    Returns the manifest and whether it is a new edition.

    With `if_needed` a current edition of the same facts and the same code is kept.
    Raises FactProblems, CheckProblems or StoreError; the current edition is then untouched.
    """
    with store_lock(store) as lock:
        parent = current_manifest(store)
        if if_needed and parent and _up_to_date(parent, data_dir):
            return parent, False
        manifest = build_candidate(
            store,
            load_facts(data_dir),
            parent=published_last(store),
            who=who,
            why=why,
            uploads=kept_uploads(store, uploads_in_force(store)),
        )
        publish(lock, manifest)
        tidy(lock)
    return manifest, True


def _up_to_date(manifest: Manifest, data_dir: Path) -> bool:
    if manifest.code_version != code_version():
        return False
    return manifest.facts_sha256 == facts_sha256(data_dir)
