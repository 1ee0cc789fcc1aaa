"""What a deck of slides is: the one list that screen, offline file and PowerPoint are made from.

Pure data. Texts are in the deck's language; charts hold plain numbers with the words to show for
them, so that every form draws the same figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

LABEL = 44  # letters of one line of a row's label
_ROOM, _LINE_HIGH, _BETWEEN = 600, 36, 12  # pixels: rows of a chart, a line of words, between rows
MAX_ROWS = 12  # rows of a slide: more cannot be read from the last row of a hall
TONES = ("accent", "second", "third", "less", "more", "same", "muted")


@dataclass(frozen=True)
class Series:
    """One measure over the rows of a chart; None where there is no number.

    `texts` are the words for each value; `ids` name the statement behind it where it is one;
    `tone` is one of TONES.
    """

    name: str
    values: tuple[float | None, ...]
    texts: tuple[str, ...]
    tone: str = "accent"
    ids: tuple[str | None, ...] = ()


@dataclass(frozen=True)
class Bars:
    """Horizontal bars, the first row on top; `highest` is the end of the scale, None for free."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = False
    highest: float | None = None


@dataclass(frozen=True)
class Dots:
    """Marks on a scale of 0 to 100 percent, one row a label, one mark a series."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True)
class Slopes:
    """Lines from an earlier to a later value (percent); `changes` names what each line did."""

    labels: tuple[str, ...]
    start: Series
    end: Series
    changes: tuple[str, ...]


@dataclass(frozen=True)
class Cell:
    """A cell of a grid: its words, its colour ("#RRGGBB", None: no number), its statement."""

    text: str
    fill: str | None = None
    statement_id: str | None = None


@dataclass(frozen=True)
class Grid:
    """Rows by columns of coloured cells; `corner` heads the column of row labels."""

    corner: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Table:
    """A plain table of words: headings and rows."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Chart = Bars | Dots | Slopes | Grid


@dataclass(frozen=True)
class Slide:
    """One slide. `key` is stable: edits and orders name slides by it.

    `layout` is opening, points, picture, table or closing; `summary` says the chart in one
    sentence; `notes` are for the speaker: method first, then the origin of each figure.
    """

    key: str
    layout: str
    title: str
    body: tuple[str, ...] = ()
    chart: Chart | None = None
    summary: str = ""
    table: Table | None = None
    notes: tuple[str, ...] = ()
    caption: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A slide that is not there, and the word to the speaker why."""

    key: str
    title: str
    reason: str


@dataclass(frozen=True)
class Deck:
    """Slides in their order with what stands on each of them.

    `edition_label` names a frozen edition by its name; `link` is the address of the live page,
    that of the QR code.
    """

    title: str
    subtitle: str
    language: str
    edition: str
    edition_label: str
    source: str
    day: date
    place: str
    link: str
    slides: tuple[Slide, ...] = ()
    left_out: tuple[LeftOut, ...] = field(default=())


def rows_that_fit(labels: Sequence[str], most: int) -> int:
    """How many rows a chart takes when its labels need several lines each, at most `most`."""
    lines = max((-(-len(label) // LABEL) for label in labels[:most]), default=1)
    return min(most, _ROOM // (lines * _LINE_HIGH + _BETWEEN))


def as_table(chart: Chart, first: str) -> Table:
    """The table twin of a chart, in words; `first` heads the column of labels."""
    if isinstance(chart, Grid):
        rows = zip(chart.rows, chart.cells, strict=True)
        return Table(
            (chart.corner, *chart.columns),
            tuple((label, *(cell.text for cell in cells)) for label, cells in rows),
        )
    series = (chart.start, chart.end) if isinstance(chart, Slopes) else chart.series
    return Table(
        (first, *(one.name for one in series)),
        tuple(
            (label, *(one.texts[place] for one in series))
            for place, label in enumerate(chart.labels)
        ),
    )


def statement_ids(chart: Chart | None) -> tuple[str, ...]:
    """The statements behind a chart, each once, in the order of its rows."""
    if chart is None:
        return ()
    if isinstance(chart, Grid):
        found: Iterable[str | None] = (cell.statement_id for row in chart.cells for cell in row)
    else:
        series = (chart.start, chart.end) if isinstance(chart, Slopes) else chart.series
        found = (one.ids[row] for row in range(len(chart.labels)) for one in series if one.ids)
    return tuple(dict.fromkeys(one for one in found if isinstance(one, str) and one))


def split(made: Sequence[Slide | LeftOut]) -> tuple[tuple[Slide, ...], tuple[LeftOut, ...]]:
    """Slides, and those left out with the reason."""
    return (
        tuple(one for one in made if isinstance(one, Slide)),
        tuple(one for one in made if isinstance(one, LeftOut)),
    )
