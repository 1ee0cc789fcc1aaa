"""A grid of cells that a phone can read: the row's label above its cells, no colour bar.

Thirty labels beside a heatmap would leave it 64 px of 375: so each row is a strip of cells under
its own label, positions are pixels, and the width is whatever the screen has.
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
_NAME_WIDTH = 11  # letters of a column's name that fit 66 px


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
    key of `columns`), `text` and `hover` (Plotly markup), `fill` ("#RRGGBB", or None: outlined
    when `outlined`, else the tint of "not set") and `statement_id` (or ""). Marks carry
    `statement_id` in `customdata[0]`. Height in pixels; raises KeyError for a missing column.
    """
    shown = list(columns)[:MAX_COLUMNS]
    places = {column.key: place for place, column in enumerate(shown)}
    kept = cells[cells["column"].isin(places)]
    tops, headings, total = _tops(kept, cell_height)
    kept = kept.assign(x=kept["column"].map(places), top=kept["row"].map(tops))
    figure = go.Figure(_traces(kept, cell_height))
    header = 10 + _LINE * max((len(_header(column)) for column in shown), default=1)
    figure.update_layout(
        height=total + header + 8,
        margin={"l": 0, "r": 0, "t": header, "b": 8},
        showlegend=False,
        clickmode="event+select",
        shapes=[_box(cell, cell_height) for cell in kept.itertuples()],
        annotations=[
            *(_words(f"<b>{escape(text)}</b>", top + 22, 15) for text, top in headings),
            *(
                _words(escape(str(cell.row_label)), cell.top - 11, 13)
                for cell in kept.drop_duplicates("row").itertuples()
            ),
        ],
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
    figure.update_yaxes(range=[total, 0], visible=False, automargin=False)
    return figure


def _tops(cells: pd.DataFrame, cell_height: int) -> tuple[dict, list[tuple[str, int]], int]:
    """Top of each row's cells, the sections' headings with theirs, and the whole height."""
    tops: dict[str, int] = {}
    headings: list[tuple[str, int]] = []
    at = 0
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


def _traces(cells: pd.DataFrame, cell_height: int) -> list[go.Scatter]:
    """The words of the cells, then the transparent marks that take clicks and hovers."""
    middle = cells["top"] + cell_height / 2
    filled = cells["fill"].notna()
    marks = go.Scatter(
        x=cells["x"],
        y=middle,
        mode="markers",
        marker={"symbol": "square", "size": cell_height - 2, "color": "rgba(0,0,0,0)"},
        customdata=[[identifier] for identifier in cells["statement_id"]],
        hovertext=cells["hover"],
        hoverinfo="text",
    )
    colours = [theme.text_on(fill) for fill in cells.loc[filled, "fill"]]
    return [
        _text(cells[filled], middle[filled], {"size": 11, "color": colours}),
        _text(cells[~filled], middle[~filled], {"size": 11}),
        marks,
    ]


def _text(cells: pd.DataFrame, middle: pd.Series, font: dict) -> go.Scatter:
    return go.Scatter(
        x=cells["x"],
        y=middle,
        mode="text",
        text=cells["text"],
        textfont=font,
        hoverinfo="skip",
        # A colour for selected words keeps Plotly from fading the others after a click.
        selected={"textfont": {"color": theme.ACCENT}},
    )


def _box(cell, cell_height: int) -> dict:
    """The cell's rectangle: filled, outlined, or the tint of "not set"."""
    coloured = isinstance(cell.fill, str)
    line = {"width": 1, "color": theme.MUTED} if cell.outlined else {"width": 0}
    tint = "rgba(0,0,0,0)" if cell.outlined else theme.NOT_SET
    return {
        "type": "rect",
        "layer": "below",
        "x0": cell.x - 0.48,
        "x1": cell.x + 0.48,
        "y0": cell.top,
        "y1": cell.top + cell_height,
        "fillcolor": cell.fill if coloured else tint,
        "line": line,
    }


def _words(text: str, y: float, size: int) -> dict:
    return {
        "text": text,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": y,
        "yanchor": "middle",
        "showarrow": False,
        "align": "left",
        "font": {"size": size},
    }


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
