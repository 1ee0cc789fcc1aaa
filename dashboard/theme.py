"""One palette and one Plotly template, readable on the light and on the dark page.

Series colours keep at least 3:1 against both backgrounds and differ for colour-blind readers;
none is red. Colour never carries meaning alone: pair it with a symbol, a dash or a word.
"""

from __future__ import annotations

from functools import cache

import plotly.graph_objects as go

FONT = (
    "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
)

ACCENT = "#2F81B7"
MUTED = "#7B8794"  # peers in the background, "others"
SERIES = (ACCENT, "#BF7415", "#2B8F70", "#8E6BBF", "#7F7A2B", "#5E7FA3", "#A1678B")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "star", "hexagon")

# Gap: orange asks for less than the reference, blue asks for more, centred at zero.
DIVERGING = (
    (0.0, "#1F5F8F"),
    (0.25, "#8FBBD9"),
    (0.5, "#F2F0EB"),
    (0.75, "#EDB274"),
    (1.0, "#A3580C"),
)
MORE, LESS, SAME = "#2F81B7", "#BF7415", "#7B8794"
# One quantity from little to much.
SEQUENTIAL = ((0.0, "#E6EFF6"), (0.5, "#7FB0D3"), (1.0, "#12547F"))
# A cell with no number: hatched or outlined, never a colour of the scales above.
NOT_SET = "rgba(123,135,148,0.16)"

_TEXT = {False: "#101820", True: "#E8EDF1"}
_QUIET = {False: "#56636F", True: "#A9B6C1"}
_GRID = {False: "#DDE3E8", True: "#33404B"}
_SURFACE = {False: "#FFFFFF", True: "#12181E"}


@cache
def template(dark: bool = False) -> go.layout.Template:
    """The Plotly template of the page's theme; the paper is transparent."""
    axis = {
        "gridcolor": _GRID[dark],
        "linecolor": _GRID[dark],
        "zerolinecolor": _QUIET[dark],
        "tickfont": {"color": _QUIET[dark], "size": 13},
        "title": {"font": {"color": _QUIET[dark], "size": 13}},
        "automargin": True,
        "fixedrange": True,  # a wheel over a chart scrolls the page
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 14, "color": _TEXT[dark]},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "colorway": list(SERIES),
            "margin": {"l": 8, "r": 8, "t": 28, "b": 8},
            "xaxis": axis,
            "yaxis": axis,
            "legend": {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "title": ""},
            "hoverlabel": {
                "bgcolor": _SURFACE[dark],
                "bordercolor": _QUIET[dark],
                "font": {"color": _TEXT[dark], "family": FONT, "size": 13},
                "align": "left",
            },
            "separators": ",.",
            "dragmode": False,
            "hovermode": "closest",
        },
        # A click selects a mark; the others keep their colour. Plotly fades words unless the
        # selected ones have a colour of their own.
        data={
            "scatter": [
                go.Scatter(
                    unselected={"marker": {"opacity": 1}},
                    selected={"textfont": {"color": _TEXT[dark]}},
                )
            ],
            "bar": [go.Bar(unselected={"marker": {"opacity": 1}})],
        },
    )


def surface(dark: bool = False) -> str:
    """The page's background, for outlines of marks that overlap."""
    return _SURFACE[dark]


def text_on(background: str) -> str:
    """Black or white, whichever has the better contrast on `background` ("#RRGGBB")."""
    return max(("#000000", "#FFFFFF"), key=lambda colour: contrast(colour, background))


def contrast(first: str, second: str) -> float:
    """WCAG contrast ratio of two colours "#RRGGBB", 1 to 21."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colour_at(scale: tuple[tuple[float, str], ...], share: float) -> str:
    """The colour of a scale at `share` of its length (0 to 1, clipped), as "#RRGGBB"."""
    share = min(max(share, 0.0), 1.0)
    for (start, low), (end, high) in zip(scale, scale[1:], strict=False):
        if share <= end:
            part = (share - start) / (end - start)
            mixed = (round(a + (b - a) * part) for a, b in zip(_rgb(low), _rgb(high), strict=True))
            return "#{:02X}{:02X}{:02X}".format(*mixed)
    return scale[-1][1]


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in _rgb(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
