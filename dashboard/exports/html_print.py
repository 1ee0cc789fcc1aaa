"""Any page as a tidy A4 print: headings, sentences, charts and whole tables in one HTML file.

Give it what a page shows; it asks for nothing else:

    html_print.html(title=..., lead=[...], parts=[Part(title, figure=..., table=...)], foot=[...])
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import plotly.graph_objects as go

import messages
from dashboard.exports.html_page import chart_data, document
from messages import fmt_date, fmt_number, is_missing, t

MAX_ROWS = 500  # rows of one table on paper
MAX_COLUMNS = 6  # a table with more is set in smaller type


@dataclass(frozen=True)
class Part:
    """One section: a heading, sentences, a chart of the page, its whole table, how to read it.

    `columns` maps columns of `table` to headings, in order, as for `components.show_chart`.
    """

    title: str
    sentences: Sequence[str] = ()
    figure: go.Figure | None = None
    table: pd.DataFrame | None = None
    columns: Mapping[str, str] | None = None
    caption: str = ""


def html(*, title: str, lead: Sequence[str], parts: Sequence[Part], foot: Sequence[str]) -> str:
    """The document in the current language; `foot` names sources and the edition.

    They stand under the title: at the end they might take a page of their own.
    """
    figures = [part.figure for part in parts if part.figure is not None]
    numbers = iter(range(len(figures)))
    sections = "".join(
        _part(part, next(numbers) if part.figure is not None else None) for part in parts
    )
    body = (
        f'<header><h1>{escape(title)}</h1><p class="caption">{escape(" · ".join(foot))}</p>'
        f'{_paragraphs(lead)}<p class="tools">'
        f'<button id="print" type="button">{escape(t("deck.print.print"))}</button></p></header>'
        f"<main>{sections}</main>"
    )
    return document(
        title=title,
        language=messages.language(),
        body=body,
        style="print.css",
        script="print.js",
        data=chart_data(figures, messages.language()),
    )


def _paragraphs(texts: Sequence[str]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts if text)


def _part(part: Part, number: int | None) -> str:
    caption = f'<p class="caption">{escape(part.caption)}</p>' if part.caption else ""
    table = "" if part.table is None else _table(part.table, part.columns or {})
    title = f"<h2>{escape(part.title)}</h2>"
    if number is None:
        return f"<section>{title}{_paragraphs(part.sentences)}{caption}{table}</section>"
    picture = f"{title}{_paragraphs(part.sentences)}{_chart(part, number)}{caption}"
    return f'<section><div class="picture">{picture}</div>{table}</section>'


def _chart(part: Part, number: int) -> str:
    alt = escape(" ".join([part.title, *part.sentences]))
    buttons = "".join(
        f'<button type="button" data-save="{kind}" data-chart="{number}">'
        f"{escape(t(f'deck.print.{kind}'))}</button>"
        for kind in ("png", "svg")
    )
    return (
        f'<figure><div class="chart" role="img" aria-label="{alt}" data-chart="{number}"></div>'
        f'<p class="tools">{buttons}</p></figure>'
    )


def _table(frame: pd.DataFrame, columns: Mapping[str, str]) -> str:
    known = [column for column in columns if column in frame.columns]
    heads = "".join(_head(columns[column], frame[column]) for column in known)
    wide = ' class="wide"' if len(known) > MAX_COLUMNS else ""
    rows = "".join(
        f"<tr>{''.join(_cell(value) for value in row)}</tr>"
        for row in frame[known].head(MAX_ROWS).itertuples(index=False)
    )
    more = ""
    if len(frame) > MAX_ROWS:
        shown = {"shown": fmt_number(MAX_ROWS), "total": fmt_number(len(frame))}
        more = f'<p class="caption">{escape(t("deck.caption.shown", **shown))}</p>'
    return (
        f"<table{wide}><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}"
        if known
        else ""
    )


def _head(text: str, column: pd.Series) -> str:
    """A heading, over its numbers where the column holds numbers."""
    kind = column.dtype
    numbers = pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind)
    return f'<th scope="col"{" class=number" if numbers else ""}>{escape(text)}</th>'


def _cell(value: object) -> str:
    if is_missing(value):
        return "<td></td>"
    if isinstance(value, bool):
        return f"<td>{escape(t('common.yes' if value else 'common.no'))}</td>"
    if isinstance(value, pd.Timestamp):
        return f"<td>{fmt_date(value)}</td>"
    if pd.api.types.is_number(value):
        return f'<td class="number">{fmt_number(value)}</td>'
    return f"<td>{escape(str(value))}</td>"
