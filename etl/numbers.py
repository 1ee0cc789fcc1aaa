"""What a cell says about a value: "từ 80% trở lên" is 80 percent or more.

Both decimal marks are in use in Vietnamese papers. What can be read in two ways is never
guessed: the reading then has no value and lists the ways to be asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

import messages
from etl.intake_words import IntakeProblem, phrases, table
from etl.number_tokens import LARGEST, Token, find, kind_of, readings, tidy

_PLACES = Decimal("0.000001")
_ERROR_VALUE = re.compile(r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|\?+|#+)", re.I)
_RANGE = re.compile(r"^\s*(?:-|~|đến|tới)\s*$", re.I)
_FRACTION = re.compile(r"^\s*/\s*$")
_QUOTED = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]')
_DATE_FORMAT = re.compile(r"[dy]|mmm", re.I)
_SAME_WAY = {frozenset((">", ">=")): ">", frozenset(("<", "<=")): "<"}


class NumberProblem(IntakeProblem):
    """A cell whose value cannot be taken as it stands; the code says why."""


@dataclass(frozen=True)
class Reading:
    """One value as a plan words it.

    `value` is in `unit` (percent for shares), and None exactly when `ambiguous` lists the ways
    it can be read. `numerator` and `denominator` are given where a fraction is written.
    `problems` are warnings that do not hinder the reading.
    """

    value: Decimal | None
    comparator: str = "="
    unit: str | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    ambiguous: tuple[Decimal, ...] = ()
    problems: tuple[NumberProblem, ...] = ()


def parse_value(
    content: str | int | float | Decimal | None,
    *,
    number_format: str = "",
    unit_hint: str | None = None,
) -> Reading:
    """The value of one cell: text as typed, or a number with its Excel number format.

    `unit_hint` is the unit of the indicator in the catalogue, where it is known.
    Raises NumberProblem when there is no value, more than one, or none that makes sense.
    """
    if content is None or isinstance(content, bool):
        raise NumberProblem("empty" if content is None else "no_number", text=str(content))
    if isinstance(content, str):
        found = _text_read(content, unit_hint)
    else:
        found = _number_read(content, number_format, unit_hint)
    if isinstance(found, Reading):
        return found
    raise NumberProblem(found.code, found.severity, **found.params)


@lru_cache(maxsize=65536)  # a long list repeats its values
def _text_read(text: str, hint: str | None) -> Reading | IntakeProblem:
    try:
        return _from_text(text, hint)
    except IntakeProblem as problem:
        return problem.with_traceback(None)


def _number_read(
    number: int | float | Decimal, number_format: str, hint: str | None
) -> Reading | IntakeProblem:
    try:
        return _from_number(number, number_format, hint)
    except IntakeProblem as problem:
        return problem


def is_error_value(text: str) -> bool:
    """Whether a text is what Excel shows for a failed formula, such as `#N/A`."""
    return bool(_ERROR_VALUE.fullmatch(text.strip()))


def _from_number(number: int | float | Decimal, number_format: str, hint: str | None) -> Reading:
    # 15 digits are what Excel keeps; more are noise of binary fractions.
    value = number if isinstance(number, Decimal) else Decimal(format(number, ".15g"))
    if not value.is_finite():
        raise NumberProblem("no_number", text=str(number))
    if abs(value) >= LARGEST:
        raise NumberProblem("too_large", text=f"{value:.3E}")
    bare = _QUOTED.sub("", number_format)
    if "%" in bare:
        return _finish((value * 100,), "=", "percent", hint)
    if "%" in number_format:  # the sign is shown as text: the number is not scaled
        return _finish((value,), "=", "percent", hint)
    if _DATE_FORMAT.search(bare):
        raise NumberProblem("date_not_number", text=str(number))
    return _finish(_maybe_share((value,), hint), "=", None, hint)


def _maybe_share(values: tuple[Decimal, ...], hint: str | None) -> tuple[Decimal, ...]:
    """0.706 in a column of percentages without a percent sign: 70.6% or 0.706%?"""
    if hint == "percent" and len(values) == 1 and 0 < values[0] <= 1:
        return (values[0], values[0] * 100)
    return values


def _from_text(content: str, hint: str | None) -> Reading:
    text = tidy(content)
    if not text:
        raise NumberProblem("empty", text="")
    if is_error_value(text):
        raise NumberProblem("error_value", text=text)
    tokens, text = find(text, kind_of(hint))
    if not tokens:
        raise _nothing(content.strip(), blank=not text.strip())
    fraction = _fraction(text, tokens)
    if fraction:
        return fraction
    _refuse_several(text, tokens)
    return _single(text, tokens[0], hint)


def _nothing(content: str, blank: bool) -> NumberProblem:
    shown = content[:80]
    if blank:
        return NumberProblem("date_not_number", text=shown)
    if content.casefold() in {row["text"] for row in table("no_value")}:
        return NumberProblem("not_stated", text=shown)
    return NumberProblem("no_number", text=shown)


def _refuse_several(text: str, tokens: list[Token]) -> None:
    if len(tokens) == 1:
        return
    first, second = tokens[0], tokens[1]
    between = text[first.end : second.start]
    code = "range" if len(tokens) == 2 and _RANGE.match(between) else "several_numbers"
    raise NumberProblem(code, values="; ".join(token.written for token in tokens))


def _single(text: str, token: Token, hint: str | None) -> Reading:
    comparator, changed = _comparator(text, token)
    values = readings(token, token.kind or kind_of(hint))
    if token.kind is None:
        values = _maybe_share(values, hint)
    unit = token.unit if token.kind else None
    if changed or token.kind == "change":
        raise NumberProblem("change_not_level", text=text[:80])
    return _finish(values, comparator, unit, hint)


def _finish(
    values: tuple[Decimal, ...], comparator: str, unit: str | None, hint: str | None
) -> Reading:
    problems = []
    if unit and hint and unit != hint:
        problems.append(_other_unit(unit, hint))
    unit = unit or hint
    values = tuple(sorted(value.quantize(_PLACES).normalize() + 0 for value in values))
    if len(values) > 1:
        return Reading(None, comparator, unit, ambiguous=values, problems=tuple(problems))
    if unit == "percent":
        problems += _share_problems(values[0], comparator)
    return Reading(values[0], comparator, unit, problems=tuple(problems))


def _other_unit(unit: str, hint: str) -> NumberProblem:
    names = messages.catalogue("vi")
    unit, hint = (names.get(f"intake.unit.{name}", name) for name in (unit, hint))
    return NumberProblem("unit_differs", "warning", unit=unit, expected=hint)


def _share_problems(value: Decimal, comparator: str) -> list[NumberProblem]:
    if not 0 <= value <= 100:
        return [NumberProblem("share_out_of_range", "warning", value=shown(value))]
    if (value == 100 and comparator in (">=", ">")) or (value == 0 and comparator == "<"):
        return [NumberProblem("impossible_share", "warning", value=shown(value))]
    return []


def shown(value: Decimal) -> str:
    """A number in the Vietnamese way of writing, all its decimals kept: 1.384,5."""
    text = f"{value.normalize():,f}"
    return text.translate(str.maketrans(",.", ".,"))


def _fraction(text: str, tokens: list[Token]) -> Reading | None:
    """`1.384/1.961 hộ, đạt 70.6%`: parts, and a percentage that must follow from them."""
    if len(tokens) not in (2, 3) or not _FRACTION.match(text[tokens[0].end : tokens[1].start]):
        return None
    top, bottom = (readings(token, "count")[0] for token in tokens[:2])
    if bottom <= 0:
        raise NumberProblem("zero_denominator", text=text[:80])
    share = (top / bottom * 100).quantize(_PLACES).normalize() + 0
    if len(tokens) == 2:
        comparator, _ = _comparator(text, tokens[0], after=tokens[1])
        return Reading(
            share, comparator, "percent", top, bottom, (), tuple(_share_problems(share, comparator))
        )
    stated = tokens[2]
    if stated.unit != "percent":
        return None
    value = readings(stated, "share")[0]
    comparator, _ = _comparator(text, stated)
    problems = _share_problems(value, comparator)
    if not agrees(value, top, bottom):
        problems.append(_mismatch(value, top, bottom, share))
    return Reading(value.normalize() + 0, comparator, "percent", top, bottom, (), tuple(problems))


def agrees(stated: Decimal, numerator: Decimal, denominator: Decimal) -> bool:
    """Whether a percentage is its fraction, rounded or cut to the decimals it is given with."""
    step = Decimal(1).scaleb(min(int(stated.as_tuple().exponent), 0))
    excess = numerator / denominator * 100 - stated
    return -step / 2 <= excess < step


def _mismatch(value: Decimal, top: Decimal, bottom: Decimal, share: Decimal) -> NumberProblem:
    computed = shown(share.quantize(Decimal("0.1")))
    fraction = f"{shown(top)}/{shown(bottom)}"
    return NumberProblem(
        "fraction_mismatch", "warning", stated=shown(value), fraction=fraction, computed=computed
    )


@cache
def _phrases(place: str, around: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """The phrases before or after a number, as a pattern in its place, with their comparators."""
    rows = {r["phrase"]: r["comparator"] for r in table("comparators") if r["place"] == place}
    return re.compile(around.format(phrases(rows)), re.I), rows


def _comparator(text: str, token: Token, after: Token | None = None) -> tuple[str, bool]:
    """The comparator worded around a number, and whether the number is a change, not a level.

    Raises NumberProblem where the words contradict each other.
    """
    found = _before(text[: token.start - token.negative].rstrip(" :("))
    pattern, signs_after = _phrases("after", r"[ ),]*{}")
    following = pattern.match(text, (after or token).end)
    if following:
        found.append(signs_after[following[1].casefold()])
    signs = frozenset(found) - {"=", "change"}
    if len(signs) > 1 and signs not in _SAME_WAY:
        raise NumberProblem("comparators_conflict", text=text[:80])
    sign = _SAME_WAY.get(signs) or next(iter(signs), "=")
    return sign, "change" in found


def _before(left: str) -> list[str]:
    """The comparators of the phrases that end right before the number, nearest first."""
    pattern, signs = _phrases("before", r"{}[ :]*$")
    found: list[str] = []
    while match := pattern.search(left):
        found.append(signs[match[1].casefold()])
        left = left[: match.start()]
    return found
