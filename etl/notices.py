"""What a check has to say about a file: one notice a defect or question, with sheet and cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import messages
from etl.intake_words import IntakeProblem

ERROR, WARNING, QUESTION = "error", "warning", "question"


def words(key: str, /, **params: object) -> str:
    """The Vietnamese text of `check.<key>`: what is stored and printed is Vietnamese.

    Raises KeyError when the catalogue lacks the key or a parameter.
    """
    return messages.catalogue("vi")[f"check.{key}"].format_map(params)


@dataclass(frozen=True)
class Notice:
    """One problem or question. `details` holds what a screen needs to offer an answer."""

    code: str
    severity: str
    message_vi: str
    sheet: str | None = None
    cell: str | None = None
    file: str | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    # The message's key and parameters, for a screen that speaks another language.
    key: str = ""
    params: Mapping[str, object] = field(default_factory=dict)

    def as_dict(self) -> dict[str, object]:
        """The notice as plain data; sheet and cell are null where they do not apply."""
        found: dict[str, object] = {
            "code": self.code,
            "severity": self.severity,
            "sheet": self.sheet,
            "cell": self.cell,
            "message_vi": self.message_vi,
        }
        if self.file is not None:
            found["file"] = self.file
        return found | dict(self.details)


def notice(
    code: str,
    severity: str,
    sheet: str | None = None,
    cell: str | None = None,
    /,
    details: Mapping[str, object] | None = None,
    **params: object,
) -> Notice:
    """A notice worded by `check.<code>`."""
    message, key = words(code, **params), f"check.{code}"
    return Notice(code, severity, message, sheet, cell, None, details or {}, key, params)


def asks(section: str, key: str) -> dict[str, object]:
    """Where the answer to a question is put: the part of the answers, and the key in it."""
    return {"asks": {"section": section, "key": key}}


def from_intake(
    problem: IntakeProblem, sheet: str | None = None, cell: str | None = None
) -> Notice:
    """What the reading of a file or of a value found, at its place."""
    # "chưa có" in a cell of values is honest: the row is left out and nothing is wrong with it.
    severity = WARNING if problem.code in ("empty", "not_stated") else problem.severity
    if problem.code == "share_out_of_range":
        severity = ERROR  # no edition holds such a share
    said = (f"intake.{problem.code}", problem.params)
    return Notice(problem.code, severity, problem.message_vi, sheet, cell, None, {}, *said)
