"""A workbook of many rows from its arrival to the click that publishes it, against bare reading.

`python benchmarks/load_workbook.py [--rows 100000]` prints a table and never fails. The workbook
is generated (every commune, thirty indicators, made-up values); it is checked, its candidate
edition is built on the shipped facts and compared, in a store of its own.
"""

from __future__ import annotations

import argparse
import gc
import io
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pandas as pd
import python_calamine
import xlsxwriter

from etl.answers import Answers
from etl.build import build_edition
from etl.intake import judge
from etl.known import load_known
from etl.paths import PROJECT_DIR
from etl.publishing import Incoming, prepare, publish_prepared
from etl.truth import known_now
from etl.upload_store import new_upload

DATA = PROJECT_DIR / "data"
HEADER = (
    "STT",
    "Mã xã",
    "Số kế hoạch",
    "Năm",
    "Loại dòng",
    "Tên chỉ tiêu",
    "Đơn vị tính",
    "Giá trị",
)


def made(rows: int) -> bytes:
    """Targets of 2027 in the columns of our own form: communes x indicators, made-up values."""
    known = load_known(DATA)
    units = [unit.code for unit in known.communes.by_code.values() if not unit.valid_to]
    shares = [row["name_vi"] for row in known.indicators.values() if row["unit"] == "percent"]
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Số liệu")
        sheet.write_row(0, 0, HEADER)
        for number in range(rows):
            label = shares[number // len(units) % len(shares)]
            code = units[number % len(units)]
            said = [
                number + 1,
                code,
                "1/KH-UBND",
                2027,
                "chỉ tiêu",
                label,
                "%",
                number * 7 % 99 + 2,
            ]
            sheet.write_row(number + 1, 0, said)
    return target.getvalue()


def _processor() -> float:
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in spent)


class Table:
    """Prints wall and processor seconds of each step, and their ratio to the first."""

    def __init__(self) -> None:
        self.first: tuple[float, float] | None = None
        print(f"{'':44}{'wall s':>8}{'ratio':>8}{'cpu s':>8}{'ratio':>8}")

    def row(self, name: str, work: Callable[[], object]) -> object:
        wall, cost = time.perf_counter(), _processor()
        result = work()
        spent = (time.perf_counter() - wall, _processor() - cost)
        self.first = self.first or spent
        ratios = [mine / base for mine, base in zip(spent, self.first, strict=True)]
        print(
            f"{name:44}{spent[0]:8.2f}{ratios[0]:8.2f}{spent[1]:8.2f}{ratios[1]:8.2f}", flush=True
        )
        return result


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    options = parser.parse_args()
    gc.disable()  # as the jobs of a page do, which end before garbage matters
    data = made(options.rows)
    print(f"{options.rows:,} generated rows x {len(HEADER)} columns, {len(data) / 2**20:.1f} MB")
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder)
        build_edition(store, DATA, who="benchmark", why="benchmark")
        _steps(store, data, Table())


def _steps(store: Path, data: bytes, table: Table) -> None:
    table.row(
        "python-calamine, values only",
        lambda: python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python(),
    )
    known = table.row("the facts that files are read against", lambda: known_now(store, DATA))
    (one,) = table.row(
        "read and checked", lambda: judge([("a.xlsx", data)], known, Answers(), store)
    )
    if not one.ready:
        print([notice.message_vi for notice in one.notices[:5]])
        return
    upload = Incoming(new_upload("a.xlsx", data, "benchmark"), data, Answers(), one.rows)
    ready = table.row(
        "candidate built and compared",
        lambda: prepare(store, DATA, who="benchmark", why="benchmark", add=[upload]),
    )
    table.row("published", lambda: publish_prepared(store, ready.manifest, [upload]))
    table.row(
        "pandas with openpyxl, values only",
        lambda: len(pd.read_excel(io.BytesIO(data), engine="openpyxl")),
    )


if __name__ == "__main__":
    main()
