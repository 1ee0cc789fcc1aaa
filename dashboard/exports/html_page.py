"""One HTML file that holds everything: scripts, styles, charts. It asks for nothing outside.

A strict content policy stands in the file itself: only the scripts it was made with may run.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from dashboard import theme

ASSETS = Path(__file__).resolve().parents[2] / "static" / "deck"
MAX_BYTES = 8_000_000  # a file that still opens at once from a stick


@cache
def plotly_script() -> str:
    """plotly.js as text, with the line ends an HTML parser would give it."""
    return get_plotlyjs().replace("\r\n", "\n").replace("\r", "\n")


def document(
    *,
    title: str,
    language: str,
    body: str,
    style: str,
    script: str,
    data: dict[str, Any],
    body_class: str = "",
) -> str:
    """The whole document; `body` is markup whose texts are escaped already.

    `style` and `script` name files of ASSETS; `data` is read by the script as JSON.
    """
    scripts = [plotly_script(), _asset(script)]
    tags = "".join(f"<script>{text}</script>" for text in scripts)
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(scripts)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{escape(title)}</title><style>{_asset(style)}</style></head>"
        f'<body class="{escape(body_class)}">{body}'
        f'<script type="application/json" id="data">{as_json(data)}</script>{tags}</body></html>'
    )


def policy(scripts: Sequence[str]) -> str:
    """The content policy: these scripts by their hash, pictures made in the page, nothing else."""
    hashes = " ".join(f"'sha256-{_digest(text)}'" for text in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


@cache
def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def as_json(data: object) -> str:
    """JSON that may stand inside a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def chart_data(figures: Sequence[go.Figure], language: str) -> dict[str, Any]:
    """Figures and both themes as plain data for the page's script."""
    marks = ",." if language == "vi" else ".,"
    charts = []
    for figure in figures:
        plain = json.loads(figure.to_json())
        plain["layout"].pop("template", None)
        plain["layout"]["separators"] = marks
        charts.append({"data": plain["data"], "layout": plain["layout"]})
    return {
        "charts": charts,
        "templates": {"light": _template(False), "dark": _template(True)},
    }


def _template(dark: bool) -> dict[str, Any]:
    """The theme as plain data, with the words of axes as dark as all others."""
    figure = go.Figure(layout={"template": theme.template(dark)})
    plain = json.loads(figure.to_json())["layout"]["template"]
    for axis in ("xaxis", "yaxis"):
        plain["layout"][axis]["tickfont"]["color"] = plain["layout"]["font"]["color"]
    return plain


@cache
def _asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
