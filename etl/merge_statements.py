"""The numbers of plans while uploads are merged into them: columns, as there are so many."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from itertools import compress

from etl.fact_files import RawTable
from etl.labels import text_form
from etl.review_plans import PLANNED
from etl.upload_store import Upload
from etl.workbook import row_of

REPLACED = (*PLANNED, "baseline", "repeat")  # what a plan loses when an upload replaces it
# Columns that only reviewed uploads fill; shipped facts have a file and a line instead.
# tie: what tells two numbers of one key in an upload apart; it stands for the place in a document.
_OF_UPLOADS = ("as_of", "upload_id", "sheet", "cell", "tie")
_KEY = ("plan_id", "kind", "indicator_id", "label_vi", "year", "as_of", "due", "population_vi")
Text = str | None
Row = dict[str, Text]
Columns = Mapping[str, list[Text]]


class StatementTable:
    """The shipped numbers and those of uploads, each upload's as a part of its own."""

    def __init__(self, table: RawTable) -> None:
        self._table = table
        self._names = [*table.columns, *(n for n in _OF_UPLOADS if n not in table.columns)]
        self._parts = [_Part(self._filled(table.columns, len(table)), table.files, table.lines)]

    def _filled(self, columns: Columns, size: int) -> dict[str, list[Text]]:
        return {name: columns.get(name) or [None] * size for name in self._names}

    def drop(self, plans: Collection[Text], unwanted: Callable[[Row], bool]) -> None:
        """Leave out the numbers of some plans that are not wanted."""
        for part in self._parts:
            part.drop(plans, unwanted)

    def add(self, upload: Upload, columns: Columns, ends: Mapping[Text, Text]) -> None:
        """The numbers of an upload take the places of those that they say anew."""
        size = len(columns["plan_id"])
        if not size:
            return
        keys = _keys(columns, ends)
        plans = set(columns["plan_id"])
        if any(part.has(plans) for part in self._parts):
            said: dict[tuple, set[str]] = {}
            for key, whom in zip(keys, columns["population_vi"], strict=True):
                said.setdefault(key, set()).add(_form(whom))
            self.drop(plans, lambda row: is_said(row, said.get(_key(row, ends))))
        more = {"upload_id": [upload.upload_id] * size}
        more["tie"] = _ties(zip(keys, columns["population_vi"], strict=True))
        lines = [row_of(cell or "") for cell in columns["cell"]]
        filled = self._filled({**columns, **more}, size)
        self._parts.append(_Part(filled, [upload.file_name] * size, lines))

    def finished(self) -> RawTable:
        """All numbers as one table."""
        columns = {
            n: [text for part in self._parts for text in part.columns[n]] for n in self._names
        }
        files = [name for part in self._parts for name in part.files]
        lines = [line for part in self._parts for line in part.lines]
        return replace(self._table, names=self._names, columns=columns, files=files, lines=lines)


class _Part:
    """Numbers from one origin."""

    def __init__(self, columns: dict[str, list[Text]], files: list[str], lines: list[int]) -> None:
        self.columns, self.files, self.lines = columns, files, lines
        self._plans = set(columns["plan_id"])

    def has(self, plans: Collection[Text]) -> bool:
        """Whether any number is of one of the plans."""
        return not self._plans.isdisjoint(plans)

    def drop(self, plans: Collection[Text], unwanted: Callable[[Row], bool]) -> None:
        """Leave out the numbers of some plans that are not wanted."""
        if not self.has(plans):
            return
        kept = [
            plan not in plans or not unwanted({n: some[at] for n, some in self.columns.items()})
            for at, plan in enumerate(self.columns["plan_id"])
        ]
        if all(kept):
            return
        self.columns = {name: list(compress(some, kept)) for name, some in self.columns.items()}
        self.files, self.lines = list(compress(self.files, kept)), list(compress(self.lines, kept))
        self._plans = set(self.columns["plan_id"])


def _key(row: Mapping[str, Text], ends: Mapping[Text, Text]) -> tuple:
    """What tells two numbers of a plan apart besides the population, whatever file they are from.

    `ends`: plan -> the day its horizon ends, which a number without a deadline is meant for.
    """
    (key,) = _keys({name: [row.get(name)] for name in _KEY}, ends)
    return key


def _keys(columns: Columns, ends: Mapping[Text, Text]) -> list[tuple]:
    rows = zip(*(columns[name] for name in _KEY[:-1]), strict=True)
    return [
        (plan, kind, indicator or text_form(str(label)), year, as_of,
         None if due == ends.get(plan) else due)
        for plan, kind, indicator, label, year, as_of, due in rows
    ]  # fmt: skip


def _ties(keys) -> list[Text]:
    count: dict[tuple, int] = {}
    ties: list[Text] = []
    for key in keys:
        count[key] = tie = count.get(key, 0) + 1
        ties.append(f"u{tie}")
    return ties


def _form(whom: Text) -> str:
    return text_form(whom or "")


def population(row: Mapping[str, Text]) -> str:
    """Whom a number is about, as it is compared; "" where the row does not say."""
    return _form(row["population_vi"])


def is_said(row: Mapping[str, Text], populations: set[str] | None) -> bool:
    """Whether new rows of the same key say this number; one without a population says it too."""
    return bool(populations) and ("" in populations or population(row) in populations)
