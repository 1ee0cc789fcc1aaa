"""What a person answered about a batch of files. Answers are kept with each upload.

As JSON: `labels`, `communes`, `statuses` and `tasks` hold for every file of the batch; `files`
holds by file name what concerns that file alone: `facts`, `values`, `columns`, `headers`, `rows`,
`plans`, `encoding`. `mode` says what to do with plans that are there already.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache

from etl.fact_types import is_date
from etl.intake_words import table
from etl.notices import words
from etl.number_tokens import tidy
from etl.problems import EtlError

LEAVE_OUT = "leave_out"
MOST_BYTES = 2 * 2**20
_TEXT = 300  # longest text of an answer
FACTS = (
    "commune_code", "province", "plan_number", "document", "issued", "year", "kind", "as_of"
)  # fmt: skip
DECISIONS = ("indicator_id", "new", LEAVE_OUT)  # an answer about a label is one of these
NEW_KEYS = ("name_vi", "group_id", "unit", "direction")
MODES = ("replace", "add")
NEW_PLAN = "new"  # said of one file's plan: it is none of those that are there


class AnswersProblem(EtlError):
    """A file of answers cannot be used; the sentence names the part that is wrong."""


@dataclass(frozen=True)
class FileAnswers:
    """Answers about one file. Places are "Sheet!B7"; a column is "Sheet!C", a sheet its name."""

    facts: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, float] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, int] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    plans: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    encoding: str = ""


@dataclass(frozen=True)
class Answers:
    """Answers about a batch. Keys of labels, communes and statuses are normalised wordings."""

    labels: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    communes: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    tasks: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, FileAnswers] = field(default_factory=dict)
    mode: str = ""  # replace or add, for every plan that is there and was not answered on its own

    def of(self, file: str) -> FileAnswers:
        """The answers about one file; empty where nothing was answered."""
        return self.files.get(file, FileAnswers())

    def as_dict(self) -> dict[str, object]:
        """The answers as plain data, as they are kept."""
        return {**asdict(self), "files": {name: asdict(one) for name, one in self.files.items()}}


def read_answers(data: bytes) -> Answers:
    """Answers from the bytes of a JSON file. Raises AnswersProblem."""
    if len(data) > MOST_BYTES:
        raise AnswersProblem(words("answers.too_large"))
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise AnswersProblem(words("answers.no_json")) from None
    return answers_of(found)


def answers_of(data: object) -> Answers:
    """Answers from plain data. Raises AnswersProblem, naming the first part that is wrong."""
    parts = _parts(data, Answers, "")
    files = {
        str(name)[:_TEXT]: FileAnswers(**_checked(_parts(one, FileAnswers, f"files.{name}")))
        for name, one in _mapping(parts.pop("files", {}), "files").items()
    }
    mode = _text(parts.pop("mode", ""), "mode")
    if mode and mode not in MODES:
        raise AnswersProblem(words("answers.bad_part", part="mode"))
    checked = {name: _texts(part, name) for name, part in parts.items() if name != "labels"}
    labels = _mapping(parts.get("labels", {}), "labels")
    decided = {key: _label(one, key) for key, one in labels.items()}
    return Answers(**checked, labels=decided, files=files, mode=mode)


def _parts(data: object, kind: type, place: str) -> dict[str, object]:
    found = _mapping(data, place or "answers")
    unknown = set(found) - set(kind.__dataclass_fields__)
    if unknown:
        name = ".".join(part for part in (place, min(unknown)) if part)
        raise AnswersProblem(words("answers.unknown_part", part=name[:_TEXT]))
    return dict(found)


def _mapping(data: object, place: str) -> dict:
    if isinstance(data, dict):
        return data
    raise AnswersProblem(words("answers.bad_part", part=place[:_TEXT]))


def _texts(data: object, place: str) -> dict[str, str]:
    return {key: _text(value, f"{place}.{key}") for key, value in _mapping(data, place).items()}


def _text(value: object, place: str) -> str:
    if isinstance(value, str) and len(value) <= _TEXT and value.isprintable():
        return value
    raise AnswersProblem(words("answers.bad_part", part=place[:_TEXT]))


def _label(data: object, key: str) -> dict[str, object]:
    place = f"labels.{key}"
    found = _mapping(data, place)
    decided = [name for name in DECISIONS if name in found]
    extra = set(found) - {*decided, "comparability"}
    if len(decided) != 1 or extra or found.get("comparability", "exact") not in ("exact", "near"):
        raise AnswersProblem(words("answers.bad_part", part=place[:_TEXT]))
    if not _DECIDES[decided[0]](found[decided[0]], place):
        raise AnswersProblem(words("answers.bad_part", part=place[:_TEXT]))
    return found


_DECIDES = {
    "indicator_id": lambda value, place: bool(_text(value, place)),
    "new": lambda value, place: set(_texts(value, place)) == set(NEW_KEYS),
    LEAVE_OUT: lambda value, place: value is True,
}


def _checked(parts: dict[str, object]) -> dict[str, object]:
    """The parts of one file's answers with every value of its kind."""
    for name in ("facts", "columns", "rows"):
        parts[name] = _texts(parts.get(name, {}), name)
    parts["values"] = {k: _number(v, k) for k, v in _mapping(parts.get("values", {}), "").items()}
    headers = _mapping(parts.get("headers", {}), "headers")
    parts["headers"] = {sheet: _row_number(row, sheet) for sheet, row in headers.items()}
    plans = _mapping(parts.get("plans", {}), "plans")
    parts["plans"] = {key: _texts(one, f"plans.{key}") for key, one in plans.items()}
    parts["encoding"] = _text(parts.get("encoding", ""), "encoding")
    _check_columns(parts["columns"])
    if parts["encoding"] not in _encodings():
        raise AnswersProblem(words("answers.bad_part", part="encoding"))
    for key, one in parts["plans"].items():
        if one.get("mode", "replace") not in (*MODES, NEW_PLAN) or set(one) - {"mode", "plan_id"}:
            raise AnswersProblem(words("answers.bad_part", part=f"plans.{key}"[:_TEXT]))
    _check_facts(parts["facts"])
    # What is kept must be tidy: facts of an edition with a space too many are refused.
    parts["facts"] = {name: tidy(text) for name, text in parts["facts"].items()}
    return parts


def _number(value: object, place: str) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e12:
        return value
    raise AnswersProblem(words("answers.bad_part", part=place[:_TEXT]))


def _row_number(value: object, place: str) -> int:
    number = _number(value, place)
    if number == int(number) and number >= 1:
        return int(number)
    raise AnswersProblem(words("answers.bad_part", part=place[:_TEXT]))


def _check_columns(columns: Mapping[str, str]) -> None:
    for place, role in columns.items():
        if role not in _roles():
            raise AnswersProblem(words("answers.bad_part", part=f"columns.{place}"[:_TEXT]))


@cache
def _roles() -> frozenset[str]:
    """What a column may be said to hold; "ignore" passes it over."""
    named = (row[column] for row in table("columns") for column in ("role", "otherwise"))
    return frozenset({"ignore", *named}) - {""}


@cache
def _encodings() -> frozenset[str]:
    return frozenset({"", "keep", "convert", *(r["encoding"] for r in table("legacy_encodings"))})


def _check_facts(facts: Mapping[str, str]) -> None:
    for name, text in facts.items():
        if name not in FACTS or not _fits(name, text):
            raise AnswersProblem(words("answers.bad_part", part=f"facts.{name}"[:_TEXT]))


def _fits(name: str, text: str) -> bool:
    if name == "year":
        return text.isdecimal() and 2000 <= int(text) <= 2100
    if name == "kind":
        return text in ("target", "result", "baseline", "reference", "task_status")
    return name not in ("issued", "as_of") or not text or is_date(text)
