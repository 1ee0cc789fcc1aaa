"""What the title rows above a table say about the whole plan: only what they say for certain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from etl.commune_names import Commune, Communes
from etl.form_dates import find_as_of, first_day_named
from etl.labels import place_tones
from etl.number_tokens import tidy

_NUMBER = re.compile(r"(?<![\w/])(\d{1,5})\s*/\s*(KH\s*-\s*UBND)", re.I)
_OTHER_OWNER = re.compile(
    r"^[^;]{0,60}?\bcủa\s+(?:ubnd|ủy ban nhân dân|chủ tịch ubnd)?\s*"
    r"(?P<owner>tỉnh|thành phố|huyện|tp|xã|phường|đặc khu)\b",
    re.I,
)
_DATES = re.compile(
    r"(?:ngày\s+)?\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}"
    r"|ngày\s+\S*\s*tháng\s+\S*\s*năm\s+\d{4}|\d+/\d{4}/\S+",
    re.I,
)
_YEAR = re.compile(r"\bnăm\s+((?:19|20)\d\d)\b(?!\s*[-–])", re.I)
_SPAN = re.compile(r"giai đoạn\s+(?:năm\s+)?(?:19|20)\d\d\s*-\s*(?:năm\s+)?(?:19|20)\d\d", re.I)
_UNIT = re.compile(r"(?<!\w)(xã|phường|đặc khu)\s+((?:[\w'’]+[ ]?){1,5})")
_PROVINCE = re.compile(r"(?<!\w)(?:tỉnh|thành phố|tp\.?)\s+((?:[\w'’]+[ ]?){1,4})")
_RESULT = re.compile(r"\b(?:kết quả|tình hình thực hiện|báo cáo)\b", re.I)
_TARGET = re.compile(r"\b(?:chỉ tiêu|mục tiêu)\b", re.I)
_DATED = re.compile(r"\b(?:kết quả|tình hình|báo cáo|số liệu|tính đến)\b", re.I)


@dataclass(frozen=True)
class Facts:
    """Facts of a plan. A list with more than one entry is a question, with none is unknown."""

    communes: tuple[Commune, ...] = ()
    numbers: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    as_of: str = ""
    issued: str = ""
    kind: str = ""
    province: str = ""

    @property
    def commune(self) -> Commune | None:
        """The one commune that is named for certain."""
        return self.communes[0] if len(self.communes) == 1 else None

    @property
    def number(self) -> str | None:
        """The one number that the plan bears for certain."""
        return self.numbers[0] if len(self.numbers) == 1 else None

    @property
    def year(self) -> int | None:
        """The one year that is named for certain."""
        return self.years[0] if len(self.years) == 1 else None


def read_facts(lines: Iterable[str], communes: Communes) -> Facts:
    """The facts that title lines state.

    A number of another body's plan ("của UBND tỉnh ...") is not this plan's number; a year in a
    date or a span of years is not the plan's year.
    """
    texts = [tidy(line) for line in lines if line and line.strip()]
    whole = " ; ".join(texts)
    numbers, issued = _numbers(whole)
    bare = _SPAN.sub(" ", _DATES.sub(" ", whole))
    return Facts(
        find_in_text(whole, communes),
        tuple(dict.fromkeys(numbers)),
        tuple(sorted({int(year) for year in _YEAR.findall(bare)})),
        _as_of(texts),
        issued if len(set(numbers)) == 1 else "",
        _kind(bare),
        _one_province(whole, communes),
    )


def _one_province(text: str, communes: Communes) -> str:
    """The code of the province that a text names, where it names one alone."""
    found = {_province(match, communes) for match in _PROVINCE.finditer(place_tones(text.lower()))}
    found.discard("")
    return found.pop() if len(found) == 1 else ""


def _as_of(texts: list[str]) -> str:
    """The date of the results; "mục tiêu đến 31/12/2026" is a date of targets."""
    lines = [text for text in texts if _DATED.search(text) and not _TARGET.search(text)]
    days = {day for line in lines if (day := find_as_of(line)[0])}
    return days.pop() if len(days) == 1 else ""


def _numbers(text: str) -> tuple[list[str], str]:
    numbers, issued = [], ""
    for found in _NUMBER.finditer(text):
        after = re.split(r";|(?<!\w)số\s", text[found.end() :], maxsplit=1)[0]
        owner = _OTHER_OWNER.match(after)
        if owner and owner["owner"].lower() not in ("xã", "phường", "đặc khu"):
            continue
        numbers.append(f"{found[1]}/KH-UBND")
        issued = first_day_named(after[:60])
    return numbers, issued


def _kind(text: str) -> str:
    """Targets or results, where the title speaks of one sort alone."""
    result, target = bool(_RESULT.search(text)), bool(_TARGET.search(text))
    if result == target:
        return ""
    return "result" if result else "target"


def find_in_text(text: str, communes: Communes) -> tuple[Commune, ...]:
    """The communes that a running text may name ("xã Bình Giang, tỉnh Ninh Bình").

    Namesakes are all returned unless the text names the province; former units only where no
    present one bears the name.
    """
    lowered = place_tones(text.lower())
    codes = {code for match in _PROVINCE.finditer(lowered) if (code := _province(match, communes))}
    for match in _UNIT.finditer(lowered):
        units = _longest(match, communes)
        # A province that has no such commune leaves it open: the two contradict each other.
        fitting = tuple(unit for unit in units if not codes or unit.province_code in codes)
        if fitting:
            return fitting
    return ()


def _province(match: re.Match[str], communes: Communes) -> str:
    words = match[1].split()
    names = (" ".join(words[:count]) for count in range(len(words), 0, -1))
    return next((communes.provinces[name] for name in names if name in communes.provinces), "")


def _longest(match: re.Match[str], communes: Communes) -> tuple[Commune, ...]:
    words = match[2].split()
    for count in range(len(words), 0, -1):
        units = communes.by_name.get(" ".join(words[:count]), ())
        units = tuple(unit for unit in units if unit.type == match[1])
        present = tuple(unit for unit in units if not unit.valid_to)
        if units:
            return present or units
    return ()
