"""Words and word lists of the intake of files: messages in Vietnamese, phrases as data."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache

import messages
from etl.paths import ETL_DIR

WORDING_DIR = ETL_DIR / "wording"


def vi(code: str, **params: object) -> str:
    """The Vietnamese text of `intake.<code>`, whatever language a screen shows.

    What is stored with an upload and printed by the command line is Vietnamese; a screen in
    another language words the same code and parameters with `messages.t`.
    Raises KeyError when the catalogue lacks the key.
    """
    return messages.catalogue("vi")[f"intake.{code}"].format_map(params)


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `etl/wording/<name>.csv`."""
    with (WORDING_DIR / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def phrases(words: Iterable[str]) -> str:
    """A pattern for any of the phrases, the longest first, never a part of a longer word."""
    bounded = []
    for word in sorted(set(words), key=len, reverse=True):
        before = r"(?<!\w)" if word[0].isalnum() else ""
        after = r"(?!\w)" if word[-1].isalnum() else ""
        bounded.append(f"{before}{re.escape(word)}{after}")
    return f"({'|'.join(bounded)})"


class IntakeProblem(Exception):
    """Something a file says that cannot be taken as it stands: a code and its parameters.

    `message_vi` is the sentence for a person; `severity` is "error" (not usable) or "warning"
    (read, but worth a look).
    """

    def __init__(self, code: str, severity: str = "error", **params: object) -> None:
        self.code = code
        self.severity = severity
        self.params = params
        self.message_vi = vi(code, **params)
        super().__init__(self.message_vi)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, IntakeProblem):
            return NotImplemented
        mine = (self.code, self.severity, self.params)
        return mine == (other.code, other.severity, other.params)

    def __hash__(self) -> int:
        return hash((self.code, self.message_vi))
