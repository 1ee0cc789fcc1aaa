"""Pieces that pages are made of: a chart with its sentence, table and origin; links; texts."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

import messages
from dashboard import address, controls, kept, language, navigation, origin, theme
from dashboard.text import plain
from messages import t

__all__ = ["csv_bytes", "page_link", "page_title", "plain", "show_chart", "show_table"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_STYLED_CELLS = 20_000  # above this a table shows numbers as text: formatting cells takes long
_CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False}
Table = pd.DataFrame | Callable[[], pd.DataFrame]


def page_title(title: str, lead: str | None = None) -> None:
    """The one h1 of a page, and a sentence that says what the page answers."""
    st.title(plain(title), anchor=False)
    if lead:
        st.markdown(plain(lead))


def page_link(page: str, label: str, *, help: str | None = None, **changes: str | None) -> None:
    """A link to a page (its module) that keeps the filters; plain text while it does not exist.

    `changes` sets or, with None, removes parameters: `page_link("indicator", ..., indicator=id)`.
    """
    entry = navigation.entry(page)
    if entry is None:
        st.markdown(plain(label))
        return
    st.page_link(
        navigation.streamlit_page(entry),
        label=plain(label),
        help=help,
        query_params=controls.link(**changes),
    )


def show_chart(
    draw: Callable[[], go.Figure],
    *,
    key: str,
    title: str,
    summary: str,
    table: Table,
    table_columns: Mapping[str, str],
    how_to_read: str,
    origin_col: str | None = "statement_id",
    file_name: str | None = None,
    level: int = 2,
    on_mark: Callable[[list], None] | None = None,
    more: tuple[Hashable, ...] = (),
) -> None:
    """Show a figure with its finding as the title, one sentence, how to read it, and its table.

    It is drawn once for a state of the page, and so is its table where a function gives it; `more`
    names what they depend on beside the address (see `kept`).

    A mark whose `customdata` begins with a statement_id leads to that number's origin, as does
    its row of the table (the keyboard's way), found in column `origin_col`. `table_columns` maps
    columns of `table` to headings, in order; nothing else is shown. `key` is unique on the page;
    `level` 3 makes the title a subheading. `on_mark` is called with the customdata of a chosen mark
    instead, on a chart whose marks are no single number.
    """
    heading = st.header if level == 2 else st.subheader
    heading(plain(title), anchor=False)
    st.markdown(plain(summary))
    _show_figure(draw, key, summary, on_mark, more)
    st.caption(f"**{t('shell.chart.how')}** {plain(how_to_read)}")
    origin.show_at(key)
    rows = _rows(table, key, more)
    with st.expander(messages.tn("shell.table.open", len(rows.frame))):
        _show_rows(rows, table_columns, key, origin_col, file_name or key)


def show_table(
    table: Table,
    table_columns: Mapping[str, str],
    *,
    key: str,
    origin_col: str | None = "statement_id",
    file_name: str | None = None,
    height: int | str = "auto",
    more: tuple[Hashable, ...] = (),
) -> None:
    """Show chosen columns of a table; choosing a cell leads to its row's origin; CSV download.

    A table that a function gives is made once for a state of the page; `more` as in `show_chart`.
    """
    rows = _rows(table, key, more)
    _show_rows(rows, table_columns, key, origin_col, file_name or key, height)


@dataclass(frozen=True)
class _Rows:
    """A table, and the state of the page that it was kept for, if it was."""

    frame: pd.DataFrame
    state: tuple[Hashable, ...] | None


def _rows(table: Table, key: str, more: tuple[Hashable, ...]) -> _Rows:
    if isinstance(table, pd.DataFrame):
        return _Rows(table, None)
    return _Rows(kept.once(f"table_{key}", table, *more), (*kept.state(), *more))


def _show_rows(
    rows: _Rows,
    table_columns: Mapping[str, str],
    key: str,
    origin_col: str | None,
    file_name: str,
    height: int | str = "auto",
) -> None:
    table = rows.frame
    columns = [column for column in table_columns if column in table.columns]
    shown = table.reset_index(drop=True)
    leads = origin_col is not None and origin_col in shown.columns
    ids = tuple(shown[origin_col]) if leads else ()
    how = {
        "column_config": {column: table_columns[column] for column in columns},
        "hide_index": True,
        "width": "stretch",
        "height": height,
        "key": f"table_{key}",
    }
    if leads:
        st.dataframe(
            _formatted(shown[columns]),
            on_select=lambda: _picked_cell(key, ids),
            selection_mode="single-cell",
            **how,
        )
    elif rows.state is None:
        st.dataframe(_formatted(shown[columns]), **how)
    else:
        _show_kept(key, rows.state, shown[columns], how)
    if leads:
        st.caption(t("shell.table.origin_hint"))
    edition = controls.current().edition
    st.download_button(
        t("shell.table.download"),
        data=language.keeping(lambda: csv_bytes(shown, table_columns, edition)),
        file_name=f"{file_name}_{edition}.csv",
        mime="text/csv",
        key=f"csv_{key}",
        on_click="ignore",
    )


@st.cache_data(max_entries=128, show_spinner=False)
def _show_kept(key: str, state: tuple, _frame: pd.DataFrame, _how: dict) -> None:
    """A table without a choice of cells, shown again by Streamlit from what it kept of it."""
    st.dataframe(_formatted(_frame), **_how)


def csv_bytes(table: pd.DataFrame, columns: Mapping[str, str], edition: str) -> bytes:
    """The chosen columns as CSV for a spreadsheet: UTF-8 with BOM, `;`, edition in each row.

    Numbers are written plainly with the decimal mark of the language; text that a spreadsheet
    would take for a formula is led by an apostrophe.
    """
    known = [column for column in columns if column in table.columns]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([columns[column] for column in known] + [t("shell.table.edition")])
    for row in table[known].itertuples(index=False):
        writer.writerow([*map(_csv_cell, row), edition])
    return text.getvalue().encode("utf-8-sig")


def _csv_cell(value: object) -> str:
    if messages.is_missing(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return t("common.yes" if value else "common.no")
    if pd.api.types.is_number(value):
        mark = "," if messages.language() == "vi" else "."
        return f"{float(value):.10g}".replace(".", mark)  # type: ignore[arg-type]
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _show_figure(
    draw: Callable[[], go.Figure],
    key: str,
    alt: str,
    on_mark: Callable[[list], None] | None,
    more: tuple[Hashable, ...],
) -> None:
    """Show the figure in the page's theme, with the marks of the language."""
    dark = st.context.theme.type == "dark"

    def themed() -> go.Figure:
        return draw().update_layout(template=theme.template(dark), separators=_separators())

    st.plotly_chart(
        kept.figure(key, themed, dark, *more),
        width="stretch",
        theme=None,
        key=f"chart_{key}",
        on_select=lambda: _picked_mark(key, on_mark),
        selection_mode="points",
        config=_CONFIG,
        alt=alt,
    )


def _separators() -> str:
    return ",." if messages.language() == "vi" else ".,"


def _formatted(frame: pd.DataFrame) -> object:
    """The frame with numbers and dates written in the language, still sorted by value."""
    formats = {}
    for column in frame.columns:
        kind = frame[column].dtype
        if pd.api.types.is_bool_dtype(kind):
            formats[column] = _yes_no
        elif pd.api.types.is_numeric_dtype(kind):
            formats[column] = messages.fmt_number
        elif pd.api.types.is_datetime64_any_dtype(kind):
            formats[column] = messages.fmt_date
    if not formats:
        return frame
    if frame.size > _STYLED_CELLS:
        return frame.assign(**{name: frame[name].map(write) for name, write in formats.items()})
    return frame.style.format(formats)


def _yes_no(value: bool) -> str:
    return t("common.yes" if value else "common.no")


def _picked_mark(key: str, on_mark: Callable[[list], None] | None) -> None:
    points = st.session_state[f"chart_{key}"].selection.points
    if on_mark is not None:
        if points:
            on_mark(points[0].get("customdata") or [])
        return
    chosen = _statement_of(points[0]) if points else None
    if points and chosen is None:
        return
    if chosen is None:
        # A second click on a mark deselects it: it closes its panel, or opens it again.
        last = st.session_state.get(f"picked_{key}")
        chosen = None if address.seen().get(address.STATEMENT) == last else last
    else:
        st.session_state[f"picked_{key}"] = chosen
    origin.open_at(key, chosen)


def _statement_of(point: Mapping) -> str | None:
    data = point.get("customdata")
    first = data[0] if isinstance(data, (list, tuple)) and data else data
    return first if isinstance(first, str) and first else None


def _picked_cell(key: str, ids: tuple[object, ...]) -> None:
    cells = st.session_state[f"table_{key}"].selection.cells
    if not cells:
        return
    row = cells[0][0]
    if row < len(ids) and isinstance(ids[row], str):
        origin.open_at(key, ids[row])
