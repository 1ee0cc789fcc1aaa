"""A grid of cells that a phone can read: the row's label above its cells, no colour bar.

Thirty labels beside a heatmap would leave it 64 px of 375: so each row is a strip of cells under
its own label, heights are pixels, and the width is whatever the screen has. Cells are bars of one
trace and words are text traces: a few objects, where a shape and an annotation a cell would take
Plotly ten times as long; and a bar takes clicks over its whole cell, which a heatmap does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme

MAX_COLUMNS = 5  # more cannot be read at 375 px; the rest stand in the table
_HEADING, _LABEL, _SPACE, _LINE = 34, 21, 5, 15
_HEADLESS = 8  # pixels between the columns' names and a first row without a heading
_NAME_WIDTH = 11  # letters of a column's name that fit 66 px
_CLEAR = "rgba(0,0,0,0)"


@dataclass(frozen=True)
class Column:
    """One plan: the name above its cells (short), the line under it, and the name in full."""

    key: str
    name: str
    note: str = ""
    full: str = ""


def grid(cells: pd.DataFrame, columns: Sequence[Column], *, cell_height: int = 50) -> go.Figure:
    """Rows of cells under their labels, grouped by section.

    `cells`: one row per cell, in order, with `row` (key), `row_label`, `section`, `column` (a
    key of `columns`), `text` and `hover` (Plotly markup), `fill` ("#RRGGBB", or None: an empty
    frame where `outlined`, else the tint of "not set") and `statement_id` (or ""). Marks carry
    `statement_id` in `customdata[0]`. Height in pixels; raises KeyError for a missing column.
    """
    shown = list(columns)[:MAX_COLUMNS]
    places = {column.key: place for place, column in enumerate(shown)}
    kept = cells[cells["column"].isin(places)]
    tops, headings, total = _tops(kept, cell_height)
    kept = kept.assign(
        x=kept["column"].map(places).astype(float), top=kept["row"].map(tops).astype(float)
    )
    labels = kept.drop_duplicates("row")
    titles = [f"<b>{escape(text)}</b>" for text, _ in headings]
    figure = go.Figure(
        [
            _boxes(kept, cell_height),
            *_cell_words(kept, cell_height),
            words_at(-0.49, labels["top"] - 11, [escape(str(one)) for one in labels["row_label"]]),
            words_at(-0.49, [top + 22 for _, top in headings], titles, size=15),
        ]
    )
    header = 10 + _LINE * max((len(_header(column)) for column in shown), default=1)
    figure.update_layout(
        height=total + header + 8,
        margin={"l": 0, "r": 0, "t": header, "b": 8},
        showlegend=False,
        clickmode="event+select",
        barmode="overlay",
    )
    figure.update_xaxes(
        range=[-0.5, max(len(shown), 1) - 0.5],
        tickvals=list(range(len(shown))),
        ticktext=["<br>".join(_header(column)) for column in shown],
        tickangle=0,
        tickfont={"size": 11},
        side="top",
        automargin=False,
        showgrid=False,
        zeroline=False,
    )
    figure.update_yaxes(range=[max(total, 1), 0], visible=False, automargin=False)
    return figure


def words_at(
    x: float, y: Sequence[float], texts: Sequence[str], *, size: int = 13, right: bool = False
) -> go.Scatter:
    """Lines of text that begin at `x`, or end there with `right`; Plotly markup."""
    return go.Scatter(
        x=[x] * len(texts),
        y=list(y),
        mode="text",
        text=list(texts),
        textposition="middle left" if right else "middle right",
        textfont={"size": size},
        hoverinfo="skip",
        cliponaxis=False,
        showlegend=False,
        selected=_KEPT,
    )


# A colour for selected words keeps Plotly from fading all others after a click.
_KEPT = {"textfont": {"color": theme.ACCENT}}


def _tops(cells: pd.DataFrame, cell_height: int) -> tuple[dict, list[tuple[str, int]], int]:
    """Top of each row's cells, the sections' headings with theirs, and the whole height."""
    tops: dict[str, int] = {}
    headings: list[tuple[str, int]] = []
    at = _HEADLESS if cells.empty or not cells["section"].iloc[0] else 0
    section = None
    for row in cells.drop_duplicates("row").itertuples():
        if row.section != section:
            section = row.section
            if section:
                headings.append((str(section), at))
                at += _HEADING
        tops[row.row] = at + _LABEL
        at += _LABEL + cell_height + _SPACE
    return tops, headings, at


def _boxes(cells: pd.DataFrame, cell_height: int) -> go.Bar:
    """The cells' rectangles, which take clicks and hovers: filled, empty frames, or tinted."""
    tint = cells["outlined"].map({True: _CLEAR, False: theme.NOT_SET})
    return go.Bar(
        x=cells["x"],
        y=[cell_height] * len(cells),
        base=cells["top"],
        width=0.96,
        marker={
            "color": cells["fill"].where(cells["fill"].notna(), tint),
            "line": {"width": cells["outlined"].astype(int), "color": theme.MUTED},
        },
        customdata=[[identifier] for identifier in cells["statement_id"]],
        hovertext=cells["hover"],
        hoverinfo="text",
        textposition="none",
    )


def _cell_words(cells: pd.DataFrame, cell_height: int) -> list[go.Scatter]:
    """Words on colours have the colour that reads best there; the others the page's own."""
    filled = cells["fill"].notna()
    colours = [theme.text_on(fill) for fill in cells.loc[filled, "fill"]]
    parts = ((cells[filled], {"size": 11, "color": colours}), (cells[~filled], {"size": 11}))
    return [
        go.Scatter(
            x=part["x"],
            y=part["top"] + cell_height / 2,
            mode="text",
            text=part["text"],
            textfont=font,
            hoverinfo="skip",
            selected=_KEPT,
        )
        for part, font in parts
    ]


def _header(column: Column) -> list[str]:
    """Lines of a column's heading: its name in short lines, then the note."""
    lines = [""]
    for word in column.name.split():
        fits = len(lines[-1]) + len(word) < _NAME_WIDTH
        if lines[-1] and not fits:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    shown = [escape(line) for line in lines]
    return [*shown, f"<b>{escape(column.note)}</b>"] if column.note else shown
