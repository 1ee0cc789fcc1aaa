"""What can be wrong: one `Problem` a defect, one exception a cause.

The words come from `locale/vi/etl.json`: `etl.problem.<code>` says what is wrong and what to do;
the place is put in front of it here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from messages import MissingMessage, catalogue

ERROR = "error"
WARNING = "warning"


def words(key: str, /, **params: object) -> str:
    """The Vietnamese text of `etl.<key>` with its parameters filled in.

    The command line and stored problems are Vietnamese whatever language a screen shows.
    Raises MissingMessage when the catalogue lacks the key or a parameter.
    """
    try:
        return catalogue("vi")[f"etl.{key}"].format_map(params)
    except KeyError as error:
        raise MissingMessage(f"message etl.{key}: {error} is missing") from None


@dataclass(frozen=True)
class Problem:
    """One defect with its place: a file and line, a sheet and cell, or a section and bullet."""

    code: str
    message_vi: str
    severity: str = ERROR
    file: str | None = None
    line: int | None = None
    column: str | None = None
    sheet: str | None = None
    cell: str | None = None
    section: str | None = None
    ordinal: str | None = None

    def text(self) -> str:
        """The message with its place in front, for a person."""
        place = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        return f"{place}: {self.message_vi}" if place else self.message_vi

    def as_dict(self) -> dict[str, object]:
        """The problem as plain data, without the places that do not apply."""
        return {name: value for name, value in asdict(self).items() if value is not None}


def problem(
    code: str,
    /,
    *,
    file: str | None = None,
    line: int | None = None,
    column: str | None = None,
    severity: str = ERROR,
    **params: object,
) -> Problem:
    """A problem of a file of facts, worded from the catalogue."""
    message = words(f"problem.{code}", column=column, **params)
    return Problem(code, message, severity, file=file, line=line, column=column)


class EtlError(Exception):
    """Work could not be done; the text is a Vietnamese sentence for the person at the screen."""


class FactProblems(EtlError):
    """The facts cannot be built: `problems` holds every defect found, in file order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(words("facts_refused", count=len(self.problems)))


class CheckProblems(EtlError):
    """A candidate edition failed a check over the whole edition; nothing was published."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(words("checks_failed", count=len(self.problems)))


class StoreError(EtlError):
    """The store cannot be read or written."""


class NoEdition(StoreError):
    """The store holds no edition that opens."""


class UnknownEdition(StoreError):
    """No such edition or pin in the store, or its file does not open."""


class CurrentMoved(StoreError):
    """Somebody published in the meantime: the comparison shown is no longer the right one."""
