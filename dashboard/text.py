"""Text from data, shown as text."""

from __future__ import annotations

import re
import unicodedata

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&])")


def plain(text: object) -> str:
    """Text from data as Markdown that shows exactly that text, on one line."""
    return _MARKDOWN.sub(r"\\\1", " ".join(str(text).split()))


def unaccented(text: str) -> str:
    """Vietnamese as typed without marks: "Đặc khu Cồn Cỏ" -> "Dac khu Con Co"."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def searchable(label: str, words: str | None = None) -> str:
    """A label that a list also finds when `words`, or all of it, are typed without marks.

    The search of a list minds marks and looks at nothing but labels.
    """
    marked = words or label
    bare = unaccented(marked)
    return label if bare == marked else f"{label} · {bare.lower()}"
