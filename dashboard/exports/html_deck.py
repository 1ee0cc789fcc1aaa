"""A deck as one HTML file: what the presenter shows live, and what is taken along on a stick."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts import slides
from dashboard.deck import LABEL, Deck, Grid, Slide, Table, as_table
from dashboard.exports import qr
from dashboard.exports.html_page import chart_data, document
from messages import t

_SHORT = 30  # letters of a label that is kept in one line
_KEYS = ("next", "back", "ends", "full", "dark", "loop", "notes", "speaker", "picture")


def html(deck: Deck) -> str:
    """The file. Raises MissingMessage when called in another language than the deck's words."""
    figures: list[go.Figure] = []
    parts = [_slide(deck, place, one, figures) for place, one in enumerate(deck.slides, start=1)]
    data = chart_data(figures, deck.language)
    data["notes"] = [list(one.notes) for one in deck.slides]
    data["titles"] = [one.title for one in deck.slides]
    body = (
        f'<p id="wait" role="status">{escape(t("deck.html.wait"))}</p>'
        f'<main id="stage" aria-label="{escape(deck.title)}">{"".join(parts)}</main>'
        f'<aside id="notes" aria-label="{escape(t("deck.html.notes"))}" hidden></aside>'
        f'<div id="said" role="status" aria-live="polite"></div>{_help()}{_speaker()}'
    )
    return document(
        title=f"{deck.title} · {deck.subtitle}",
        language=deck.language,
        body=body,
        style="deck.css",
        script="deck.js",
        data=data,
        body_class="loading",
    )


def _help() -> str:
    rows = "".join(f"<li>{escape(t(f'deck.html.key.{key}'))}</li>" for key in _KEYS)
    return f'<dialog id="help"><h2>{escape(t("deck.html.help"))}</h2><ul>{rows}</ul></dialog>'


def _speaker() -> str:
    """The second window: notes, the next title, and how long it has been."""
    words = {name: escape(t(f"deck.html.{name}")) for name in ("notes", "next", "elapsed")}
    return (
        '<section id="speaker" hidden>'
        f'<p>{words["elapsed"]} <span id="clock">0:00</span> · <span id="place"></span></p>'
        f'<h2 id="now"></h2><h3>{words["notes"]}</h3><ul id="lines"></ul>'
        f'<h3>{words["next"]}</h3><p id="then"></p></section>'
    )


def _slide(deck: Deck, place: int, one: Slide, figures: list[go.Figure]) -> str:
    heading = "h1" if place == 1 else "h2"
    label = escape(t("deck.html.slide", n=place, total=len(deck.slides)))
    body = "".join(_content(deck, one, figures))
    return (
        f'<section class="slide {escape(one.layout)}" id="slide-{place}" data-key="{one.key}" '
        f'aria-label="{label}"><header><{heading}>{escape(one.title)}</{heading}></header>'
        f'<div class="content">{body}</div>{_footer(deck, place)}</section>'
    )


def _content(deck: Deck, one: Slide, figures: list[go.Figure]) -> list[str]:
    parts = []
    if one.layout == "points":
        points = "".join(f"<li>{escape(text)}</li>" for text in one.body)
        parts.append(f'<ol class="points">{points}</ol>')
    else:
        parts += [f'<p class="body">{escape(text)}</p>' for text in one.body]
    if one.summary:
        parts.append(f'<p class="summary">{escape(one.summary)}</p>')
    if isinstance(one.chart, Grid):
        parts.append(grid_table(one.chart))
    elif one.chart is not None:
        parts.append(_chart(one, len(figures)))
        figures.append(slides.figure(one.chart))
    if one.table is not None:
        parts.append(plain_table(one.table))
    if one.layout == "closing":
        parts.append(_code(deck.link))
    if one.caption:
        parts.append(f'<p class="caption">{escape(one.caption)}</p>')
    return parts


def _chart(one: Slide, number: int) -> str:
    """The picture with its words for a screen reader, and its table twin that only it reads."""
    twin = plain_table(as_table(one.chart, t("deck.col.indicator")))  # type: ignore[arg-type]
    alt = escape(f"{one.title}. {one.summary}")
    return (
        f'<figure><div class="chart" role="img" aria-label="{alt}" data-chart="{number}"></div>'
        f'<div class="unseen">{twin}</div></figure>'
    )


def grid_table(grid: Grid) -> str:
    """A grid as a table whose cells are coloured; a cell without a number is hatched."""
    heads = "".join(f'<th scope="col">{escape(text)}</th>' for text in (grid.corner, *grid.columns))
    rows = []
    for label, cells in zip(grid.rows, grid.cells, strict=True):
        marks = "".join(
            f'<td class="unset">{escape(cell.text)}</td>'
            if cell.fill is None
            else f'<td style="background:{cell.fill};color:{theme.text_on(cell.fill)}">'
            f"{escape(cell.text)}</td>"
            for cell in cells
        )
        kind = ' class="short"' if len(label) <= LABEL else ""
        rows.append(f'<tr><th scope="row"{kind}>{escape(label)}</th>{marks}</tr>')
    return (
        f'<table class="grid"><thead><tr>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def plain_table(table: Table) -> str:
    """A table of words."""
    heads = "".join(f'<th scope="col">{escape(text)}</th>' for text in table.columns)
    rows = "".join(_row(row) for row in table.rows)
    return f'<table class="plain"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _row(row: Sequence[str]) -> str:
    rest = "".join(f"<td>{escape(text)}</td>" for text in row[1:])
    kind = ' class="short"' if len(row[0]) <= _SHORT else ""
    return f'<tr><th scope="row"{kind}>{escape(row[0])}</th>{rest}</tr>'


def _code(link: str) -> str:
    if not link:
        return f'<p class="body">{escape(t("deck.closing.no_link"))}</p>'
    alt = escape(t("deck.html.code"))
    shown = escape(link.partition("?")[0])
    return f'<div class="code" role="img" aria-label="{alt}">{qr.svg(link)}</div><p>{shown}</p>'


def _footer(deck: Deck, place: int) -> str:
    edition = t("deck.html.edition", edition=deck.edition_label)
    return (
        f"<footer><span>{escape(deck.source)} · {escape(edition)}</span>"
        f"<span>{place}/{len(deck.slides)}</span></footer>"
    )
