"""The downloads of "Phương pháp và dữ liệu": files of a whole edition, made when asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

import pandas as pd
import streamlit as st

import messages
from dashboard import controls, data, language
from dashboard.exports import data_files as files
from dashboard.queries import common
from dashboard.queries import downloads as queries
from dashboard.text import plain
from messages import fmt_list, fmt_number, t

NOTES = ("scope", "units", "not_set", "near", "expired", "link", "text")
_BUILT = "%Y%m%dT%H%M%SZ"  # the time in an edition's id


def show(edition: str) -> None:
    """A workbook, the edition itself, and each table as CSV and Parquet."""
    st.header(t("downloads.title"), anchor=False)
    st.markdown(plain(t("downloads.lead", edition=edition)))
    left, right = st.columns(2)
    with left:
        _button("xlsx", edition, t("downloads.file"), lambda: workbook(edition), files.XLSX)
        names = fmt_list([t(f"downloads.name.{name}") for name in queries.TABLES])
        count = fmt_number(len(queries.TABLES))
        st.caption(plain(t("downloads.xlsx.what", n=count, tables=names)))
    with right:
        _button(
            "duckdb",
            edition,
            t("downloads.file"),
            lambda: data.edition_bytes(edition),
            files.DUCKDB,
        )
        st.caption(plain(t("downloads.duckdb.what")))
    _one_table(edition)


def _one_table(edition: str) -> None:
    left, middle, right = st.columns([2, 1, 1], vertical_alignment="bottom")
    with left:
        name = controls.choose(
            "table",
            t("downloads.table"),
            queries.TABLES,
            format_func=lambda table: t(f"downloads.name.{table}"),
        )
    with middle:
        _button("csv", edition, name, lambda: csv(edition, name), "text/csv")
    with right:
        _button("parquet", edition, name, lambda: parquet(edition, name), files.PARQUET)
    rows = fmt_number(queries.row_count(edition, name))
    text = t(
        "downloads.table.what", table=t(f"downloads.name.{name}"), n=rows, mark=_decimal_mark()
    )
    st.caption(plain(text))


def _button(kind: str, edition: str, name: str, make: Callable[[], bytes], mime: str) -> None:
    st.download_button(
        t(f"downloads.{kind}"),
        data=language.keeping(make),
        file_name=f"{name}_{edition}.{kind}",
        mime=mime,
        key=f"download_{kind}",
        on_click="ignore",
        width="stretch",
    )


def workbook(edition: str) -> bytes:
    """Cover, dictionary and every table as .xlsx, in the reader's language."""
    counts = {name: queries.row_count(edition, name) for name in queries.TABLES}
    tables = {
        name: readable(queries.table(edition, name, files.MAX_ROWS)) for name in queries.TABLES
    }
    sheets = [files.Sheet(name, frame) for name, frame in tables.items()]
    dictionary = files.Sheet(t("downloads.dictionary.sheet"), _dictionary(tables))
    return files.workbook_bytes(_cover(edition, counts), [dictionary, *sheets])


def csv(edition: str, name: str) -> bytes:
    """One table for a spreadsheet, in the reader's language."""
    return files.csv_bytes(readable(queries.table(edition, name)), _decimal_mark())


def parquet(edition: str, name: str) -> bytes:
    """One table for programs; its metadata name the edition and what the columns mean."""
    frame = queries.table(edition, name)
    about = {
        "edition_id": edition,
        "title": t(f"downloads.name.{name}"),
        "notes": " ".join(_notes(edition)),
    }
    meanings = {f"column.{column}": meaning(column) for column in frame.columns}
    return files.parquet_bytes(frame, about | meanings)


def meaning(column: str) -> str:
    """What a column holds; empty for one that the messages do not explain."""
    key = f"column.{column}"
    return t(key) if messages.has(key) else ""


def readable(frame: pd.DataFrame) -> pd.DataFrame:
    """The table for a spreadsheet: comparators in words, as "=" would begin a formula."""
    words = {
        column: frame[column].map(_comparator, na_action="ignore")
        for column in frame.columns
        if column.endswith("comparator")
    }
    return frame.assign(**words)


def _comparator(sign: str) -> str:
    """ ">=" as "tối thiểu"."""
    return messages.fmt_value(0, None, sign).replace("0", "").strip()


def _cover(edition: str, counts: Mapping[str, int]) -> files.Cover:
    meta = common.meta(edition)
    facts = [
        (t("downloads.cover.edition"), edition),
        (t("downloads.cover.built"), _built(edition)),
        (t("downloads.cover.plans"), counts["plans"]),
        (t("downloads.cover.app"), meta["app_version"]),
        (t("downloads.cover.schema"), meta["schema_version"]),
    ]
    facts += [
        (name, f"{t(f'downloads.name.{name}')}: {_rows(counts[name])}") for name in queries.TABLES
    ]
    sheet, title = t("downloads.cover.sheet"), t("downloads.cover.title")
    return files.Cover(sheet, title, facts, _notes(edition))


def _rows(count: int) -> str:
    if count <= files.MAX_ROWS:
        return t("downloads.cover.rows", n=fmt_number(count))
    shown = fmt_number(files.MAX_ROWS)
    return t("downloads.cover.rows_cut", n=shown, all=fmt_number(count))


def _notes(edition: str) -> list[str]:
    notes = [t(f"downloads.note.{name}") for name in NOTES]
    if not queries.pairs_are_whole(edition):
        notes.append(t("downloads.note.growth_own"))
    return notes


def _dictionary(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    rows = [(name, column, meaning(column)) for name, frame in tables.items() for column in frame]
    headings = [t(f"downloads.dictionary.{name}") for name in ("table", "column", "meaning")]
    return pd.DataFrame(rows, columns=headings)


def _built(edition: str) -> str:
    try:
        moment = datetime.strptime(edition.split("-")[0], _BUILT)
    except ValueError:
        return t("common.not_stated")
    return f"{moment:%d/%m/%Y %H:%M}"


def _decimal_mark() -> str:
    return "," if messages.language() == "vi" else "."
