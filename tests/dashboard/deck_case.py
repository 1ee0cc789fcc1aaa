"""A store with twenty more communes of one province, with long names and values of their own."""

import random
import shutil

from etl.build import build_edition
from etl.paths import PROJECT_DIR
from tests.pages.test_more_plans import add_plan, later, read

COMMUNES = 20
PROVINCE = "37"
LONG = "Phường Thử Nghiệm Có Tên Gọi Rất Dài {}"


def long_name(number):
    return LONG.format(number)


def build_many(place):
    """Builds the store in a folder and gives its path; made-up values, the same each time."""
    shutil.copytree(PROJECT_DIR / "data", place / "data", ignore=shutil.ignore_patterns("store"))
    add_plan(place / "data", "14161-2027", "2027", later)
    codes = [
        row["commune_code"]
        for row in read(PROJECT_DIR / "data" / "reference" / "communes.csv")
        if row["province_code"] == PROVINCE
        and not row["valid_to"]
        and row["commune_code"] not in {"14161", "13531"}
    ]
    for number, code in enumerate(codes[:COMMUNES]):
        add_plan(
            place / "data",
            f"x{number:02}-2026",
            "2026",
            _varied(number),
            commune_code=code,
            commune_name=long_name(number),
            number=f"{number}<&>\"'/KH-UBND",
        )
    build_edition(place / "store", place / "data", who="tests", why="tests")
    return place / "store"


def _varied(number):
    """A share of the statements, their percentages moved."""
    dice = random.Random(number)

    def change(rows):
        kept = [row for row in rows if row["kind"] != "target" or dice.random() < 0.75]
        return [_moved(row, dice) for row in kept]

    return change


def _moved(row, dice):
    if row["unit"] != "percent" or row["numerator"] or row["kind"] == "repeat":
        return row
    return {**row, "value": str(dice.randrange(10, 101, 5)), "comparator": ">="}
