"""What the rows of a file state, as it is passed on from reading to keeping."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import overload

STATEMENT_COLUMNS = (
    "commune_code", "commune_name", "province_vi", "plan_number", "plan_year", "issued", "year",
    "as_of", "section", "ordinal", "part", "kind", "indicator_id", "family_id", "group_id",
    "label_vi", "population_vi", "comparator", "value", "unit", "numerator", "denominator",
    "binding", "comparability", "due", "due_text", "lead_unit", "status", "note", "file", "sheet",
    "cell",
)  # fmt: skip
Statement = dict[str, object]


def blank_statement() -> Statement:
    """A statement of which nothing is known yet."""
    return dict.fromkeys(STATEMENT_COLUMNS)


class Statements(Sequence[Statement]):
    """The statements of a file, kept as columns: a country's list has a hundred thousand.

    A row is made when it is asked for; changing it changes nothing here.
    """

    def __init__(self) -> None:
        self._columns: dict[str, list] = {name: [] for name in STATEMENT_COLUMNS}

    def column(self, name: str) -> list:
        """One column, a value a statement."""
        return self._columns[name]

    def zipped(self, *names: str) -> Iterator[tuple]:
        """Some columns side by side."""
        return zip(*(self._columns[name] for name in names), strict=True)

    def rows_where(self, name: str, value: object) -> Iterator[Statement]:
        """The rows that have a value in one column."""
        for place, one in enumerate(self._columns[name]):
            if one == value:
                yield self[place]

    def add(self, statement: Mapping[str, object]) -> None:
        """One more statement."""
        for name, values in self._columns.items():
            values.append(statement[name])

    def extend(self, columns: Mapping[str, Sequence[object]]) -> None:
        """More statements, as columns of one length."""
        for name, values in self._columns.items():
            values.extend(columns[name])

    def __len__(self) -> int:
        return len(self._columns["cell"])

    @overload
    def __getitem__(self, place: int) -> Statement: ...
    @overload
    def __getitem__(self, place: slice) -> list[Statement]: ...
    def __getitem__(self, place: int | slice) -> Statement | list[Statement]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        return {name: values[place] for name, values in self._columns.items()}

    def __iter__(self) -> Iterator[Statement]:
        for row in zip(*self._columns.values(), strict=True):
            yield dict(zip(STATEMENT_COLUMNS, row, strict=True))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)
