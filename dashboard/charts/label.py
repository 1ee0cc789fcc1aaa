"""Text from data inside a chart: Plotly reads tags, so what comes from files is escaped."""

from __future__ import annotations

from html import escape


def as_text(words: object) -> str:
    """`words` as Plotly shows them letter by letter, never as markup or a link."""
    return escape(str(words), quote=False)
