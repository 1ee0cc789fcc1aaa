"""Every word the product shows, in Vietnamese and English, and how figures are written.

A leaf: it imports nothing of the project, so that any module may import it. Words live in
`locale/<language>/<area>.json`, flat objects of `"area.key": "text with {parameters}"`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

LANGUAGES = ("vi", "en")
DEFAULT_LANGUAGE = "vi"
LOCALE_DIR = Path(__file__).resolve().parent / "locale"

# thousands separator, decimal mark
_MARKS = {"vi": (".", ","), "en": (",", ".")}
_COMPARATOR_KEYS = {
    "=": "common.comparator.eq",
    ">=": "common.comparator.ge",
    ">": "common.comparator.gt",
    "<=": "common.comparator.le",
    "<": "common.comparator.lt",
    "~": "common.comparator.about",
}

_language: ContextVar[str] = ContextVar("language", default=DEFAULT_LANGUAGE)


class MissingMessage(KeyError):
    """A key, or a parameter of its text, that the catalogue of messages does not have."""


def set_language(language: str) -> None:
    """Use `language` ("vi" or "en") from here on in this thread or task.

    Raises ValueError for any other language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"language {language!r} is not one of {LANGUAGES}")
    _language.set(language)


def language() -> str:
    """The language words are given in now: "vi" or "en"."""
    return _language.get()


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """Every message of one language, by key.

    Raises ValueError when two files of the language define one key.
    """
    merged: dict[str, str] = {}
    for path in sorted((LOCALE_DIR / lang).glob("*.json")):
        words = json.loads(path.read_text(encoding="utf-8"))
        twice = merged.keys() & words.keys()
        if twice:
            raise ValueError(f"{path}: defined twice: {sorted(twice)}")
        merged.update(words)
    return merged


def has(key: str) -> bool:
    """Whether the current language has a text for `key` (codes that come from data)."""
    return key in catalogue(language())


def t(key: str, **params: object) -> str:
    """The text of `key` in the current language with its parameters filled in.

    Raises MissingMessage when the key or a parameter is missing: a missing word is an error.
    """
    try:
        text = catalogue(language())[key]
    except KeyError:
        raise MissingMessage(f"no message {key!r} in {language()!r}") from None
    try:
        return text.format_map(params)
    except KeyError as error:
        raise MissingMessage(f"message {key!r} needs the parameter {error}") from None


def tn(key: str, count: int, **params: object) -> str:
    """`key.one` or `key.other` by `count`, which the text may show as `{count}`."""
    form = "one" if count == 1 else "other"
    return t(f"{key}.{form}", count=fmt_number(count), **params)


def is_missing(value: object) -> bool:
    """True for None, NaN and NaT: a value that was not set, which is never 0."""
    if value is None:
        return True
    try:
        return bool(value != value)  # only NaN and NaT differ from themselves
    except (TypeError, ValueError):
        return True  # pandas.NA has no truth value


def fmt_number(value: object, decimals: int | None = None) -> str:
    """A number with the marks of the language: 1.384,5 in Vietnamese, 1,384.5 in English.

    `decimals` fixes the count of decimals; None shows at most two and no trailing zero.
    A missing or infinite number gives the word for "not set".
    """
    if is_missing(value) or not math.isfinite(float(value)):  # type: ignore[arg-type]
        return t("common.not_set")
    places = 2 if decimals is None else decimals
    number = round(Decimal(str(value)), places)
    text = f"{number:,.{places}f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    if text.lstrip("-0.,") == "":
        text = text.lstrip("-")
    thousands, mark = _MARKS[language()]
    return text.translate(str.maketrans({",": thousands, ".": mark, "-": "−"}))


def fmt_value(value: object, unit: str | None, comparator: str | None = None) -> str:
    """A value with its unit and, in words, its comparator: "tối thiểu 70%", "trên 30%".

    `unit` is a unit of the catalogue of indicators; a unit the messages do not know is shown
    as it is written. A missing value gives the word for "not set".
    """
    if is_missing(value):
        return t("common.not_set")
    key = f"common.unit.{unit}"
    if is_missing(unit) or unit == "":
        text = fmt_number(value)
    elif has(key):
        text = t(key, value=fmt_number(value))
    else:
        text = f"{fmt_number(value)} {unit}"
    if comparator is None or comparator not in _COMPARATOR_KEYS:
        return text
    return t(_COMPARATOR_KEYS[comparator], value=text)


def fmt_points(value: object, unit: str | None = "percent", *, sign: bool = False) -> str:
    """A difference of two values: "40 điểm phần trăm" for shares, else in the unit itself.

    `sign` writes a plus before a positive difference.
    """
    if is_missing(value):
        return t("common.not_set")
    number = float(value)  # type: ignore[arg-type]
    if unit == "percent":
        form = "one" if abs(number) == 1 else "other"
        text = t(f"common.points.{form}", value=fmt_number(value))
    else:
        text = fmt_value(value, unit)
    return f"+{text}" if sign and number > 0 else text


def fmt_date(value: object) -> str:
    """A date as dd/mm/yyyy in both languages; the word for "not stated" when there is none."""
    if is_missing(value):
        return t("common.not_stated")
    if isinstance(value, (date, datetime)):
        return f"{value:%d/%m/%Y}"
    return f"{date.fromisoformat(str(value)[:10]):%d/%m/%Y}"


def fmt_time(value: object) -> str:
    """A moment as dd/mm/yyyy HH:MM (UTC); the word for "not stated" when there is none."""
    if is_missing(value):
        return t("common.not_stated")
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return f"{moment:%d/%m/%Y %H:%M} UTC"


def fmt_list(items: list[str]) -> str:
    """Words one after the other: "a, b và c"."""
    if len(items) < 2:
        return "".join(items)
    return t("common.list_and", head=", ".join(items[:-1]), last=items[-1])
