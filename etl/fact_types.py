"""Is a text a value of its column's type? Each distinct text is judged once: files are long."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date

from etl.fact_files import RawTable
from etl.problems import Problem, problem
from etl.schema import Column, FileSchema

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")
_IDS = re.compile(r"[a-z0-9][a-z0-9_-]*(;[a-z0-9][a-z0-9_-]*)*")
_INT = re.compile(r"-?[0-9]{1,9}")
_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
_YEAR = re.compile(r"20[0-9]{2}|2100")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")  # fromisoformat takes weeks of the year too
_COMMUNE = re.compile(r"[0-9]{5}")
_PROVINCE = re.compile(r"[0-9]{2}")
COMPARATORS = frozenset(("=", ">=", ">", "<=", "<", "~"))


def is_date(text: str) -> bool:
    """Whether a text is a day that exists, as the facts write it: 2026-10-10."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _within(low: float, high: float) -> Callable[[str], bool]:
    return lambda text: bool(_NUMBER.fullmatch(text)) and low <= float(text) <= high


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: bool(pattern.fullmatch(text))


# The country's territory with its islands; decimals as long as DECIMAL(18,6) keeps.
_ACCEPTS: dict[str, Callable[[str], bool]] = {
    "text": lambda text: True,
    "id": _matches(_ID),
    "ids": _matches(_IDS),
    "int": _matches(_INT),
    "number": _matches(_NUMBER),
    "year": _matches(_YEAR),
    "date": is_date,
    "boolean": lambda text: text in ("true", "false"),
    "commune": _matches(_COMMUNE),
    "province": _matches(_PROVINCE),
    "comparator": lambda text: text in COMPARATORS,
    "latitude": _within(7, 24),
    "longitude": _within(101, 118),
}


def check_types(table: RawTable, schema: FileSchema) -> list[Problem]:
    """Problems of single cells: missing, untidy, not of the column's type, not an allowed value."""
    return [found for column in schema.columns for found in _check_column(table, column)]


def accepts(column: Column, text: str) -> bool:
    """Whether a text has the form of the column's type."""
    return _ACCEPTS[column.type](text)


def _check_column(table: RawTable, column: Column) -> Iterator[Problem]:
    verdicts = {text: _verdict(text, column) for text in set(table.columns[column.name])}
    if not any(verdicts.values()):
        return
    for i, text in enumerate(table.columns[column.name]):
        code = verdicts[text]
        if code and column.name not in table.absent.get(table.files[i], ()):
            yield problem(
                code,
                file=table.files[i],
                line=table.lines[i],
                column=column.name,
                value=text,
                allowed=", ".join(column.allowed),
            )


def _verdict(text: str | None, column: Column) -> str | None:
    """The code of what is wrong with a text, or None."""
    if text is None:
        return "missing_value" if column.required else None
    if text != text.strip() or not unicodedata.is_normalized("NFC", text):
        return "untidy_text"
    if not accepts(column, text):
        return f"bad_{column.type}"
    if column.allowed and text not in column.allowed:
        return "not_allowed"
    return None
