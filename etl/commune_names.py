"""Communes as files name them: by code, or by name with province. Namesakes are asked about."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from etl.intake_words import table
from etl.labels import place_tones, unaccented
from etl.number_tokens import tidy

MOST_CANDIDATES = 12
_LIKE = 85.0
_SPLIT = re.compile(r"\s*[,;()]\s*|\s+-\s+|\s+(?=tỉnh |thành phố |tp[. ])")
_PROVINCE_PREFIX = re.compile(r"^(?:tỉnh|thành phố|tp\.?)\s*")
_OFFICE = re.compile(r"^(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|đảng ủy|đảng uỷ)\s+")
_TYPE = re.compile(r"^(xã|phường|đặc khu|thị trấn|x\.|p\.|tt\.)\s*")
_TYPES = {"x.": "xã", "p.": "phường", "tt.": "thị trấn"}


@dataclass(frozen=True)
class Commune:
    """One unit of the register; `valid_to` is set for units that no longer exist."""

    code: str
    name_vi: str
    short_name: str
    type: str
    province_code: str
    province_vi: str
    valid_to: str = ""


@dataclass(frozen=True)
class CommuneQuestion:
    """Which commune is meant is not certain: the units to choose from, perhaps none."""

    candidates: tuple[Commune, ...]


@dataclass(frozen=True)
class Communes:
    """The register, by code and by name."""

    by_code: Mapping[str, Commune]
    by_name: Mapping[str, tuple[Commune, ...]]
    provinces: Mapping[str, str]  # wording -> province code

    @cached_property
    def by_plain_name(self) -> Mapping[str, tuple[Commune, ...]]:
        """By name without diacritics; made when a name is not found otherwise."""
        found: dict[str, list[Commune]] = {}
        for name, units in self.by_name.items():
            found.setdefault(unaccented(name), []).extend(units)
        return {
            name: tuple(sorted(units, key=lambda one: one.code)) for name, units in found.items()
        }


@lru_cache(maxsize=8192)
def _key(name: str) -> str:
    return " ".join(place_tones(tidy(name).lower()).split())


def communes_of(rows: Iterable[Mapping[str, str]]) -> Communes:
    """The register from rows with the columns of `communes.csv`."""
    by_code, by_name, provinces = {}, {}, {}
    for row in rows:
        unit = Commune(
            row["commune_code"],
            row["name_vi"],
            row["short_name"],
            row["type"],
            row["province_code"],
            row["province_vi"],
            row["valid_to"],
        )
        key = _key(unit.short_name)
        by_code[unit.code] = unit
        by_name.setdefault(key, []).append(unit)
        provinces.setdefault(_key(unit.province_vi), unit.province_code)
    provinces |= {row["written"]: row["province_code"] for row in table("provinces")}
    return Communes(by_code, _frozen(by_name), provinces)


def _frozen(index: dict[str, list[Commune]]) -> dict[str, tuple[Commune, ...]]:
    return {key: tuple(units) for key, units in index.items()}


def load_communes(data: Path) -> Communes:
    """The register in a folder of facts. Raises OSError when it cannot be read."""
    path = data / "reference" / "communes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return communes_of(csv.DictReader(file))


def find_commune(
    text: str | int | float, communes: Communes, *, province: str = ""
) -> Commune | CommuneQuestion:
    """The commune that a code or a name means.

    `province` is what a file says elsewhere; the text may name it too ("Bình Giang, tỉnh Ninh
    Bình"). A name that several units bear is a question. A unit that no longer exists is meant
    only when no present one bears the name.
    """
    written = _key(str(int(text)) if isinstance(text, float) else str(text))
    if written.isdecimal() and len(written) <= 5:
        unit = communes.by_code.get(written.zfill(5))  # a spreadsheet drops leading zeros
        return unit or CommuneQuestion(())
    name, kind, own_province = _parts(written, communes)
    code = own_province or province_code(province, communes)
    units = _fitting(communes.by_name.get(name, ()), kind, code)
    if len(units) == 1 and (code or not province):
        return units[0]
    return CommuneQuestion(units or _alike(name, code, communes))


def province_code(text: str, communes: Communes) -> str:
    """The two-digit code of a province named with or without "tỉnh", "thành phố"; "" if none."""
    written = _key(str(text))
    if written.isdecimal():
        code = written.zfill(2)
        return code if code in communes.provinces.values() else ""
    bare = _PROVINCE_PREFIX.sub("", written)
    return communes.provinces.get(bare, "") or communes.provinces.get(written, "")


def _parts(written: str, communes: Communes) -> tuple[str, str, str]:
    """Name, type ("" if not said) and province code ("" if not said)."""
    pieces = [piece for piece in _SPLIT.split(written) if piece]
    name = _OFFICE.sub("", pieces[0] if pieces else "")
    codes = [code for piece in pieces[1:] if (code := province_code(piece, communes))]
    kind = _TYPE.match(name)
    if kind:
        name = name[kind.end() :]
    word = kind[1] if kind else ""
    return name, _TYPES.get(word, word), codes[-1] if codes else ""


def _fitting(units: tuple[Commune, ...], kind: str, code: str) -> tuple[Commune, ...]:
    """Units of the province and type named; present ones where there are any."""
    fitting = [unit for unit in units if not code or unit.province_code == code]
    fitting = [unit for unit in fitting if unit.type == kind] or fitting
    present = [unit for unit in fitting if not unit.valid_to]
    return tuple(present or fitting)


def _alike(name: str, code: str, communes: Communes) -> tuple[Commune, ...]:
    """Units to suggest for a name that none bears: typed without diacritics, or misspelt."""
    plain = unaccented(name)
    units = communes.by_plain_name.get(plain, ())
    if not units and len(plain) > 2:
        found = process.extract(
            plain, list(communes.by_plain_name), scorer=fuzz.ratio, score_cutoff=_LIKE, limit=8
        )
        units = tuple(unit for key, _, _ in found for unit in communes.by_plain_name[key])
    return (_fitting(units, "", code) or units)[:MOST_CANDIDATES]
