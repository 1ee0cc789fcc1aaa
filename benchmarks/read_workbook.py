"""Reading a workbook of 100,000 rows, side by side: bare python-calamine, this project, pandas.

`python benchmarks/read_workbook.py [--rows 100000] [--rounds 3]` prints a table and never fails.
Wall time is what a person waits; processor time (children included) is what it costs, and is
steadier on a busy machine.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pandas as pd
import python_calamine
import xlsxwriter

from etl.labels import load_aliases, match
from etl.numbers import NumberProblem, parse_value
from etl.paths import data_dir
from etl.read_workbook import read, read_in_child
from etl.workbook import Workbook

HEADER = (
    "STT", "Mã xã", "Tên chỉ tiêu", "Đơn vị tính", "Kế hoạch",
    "Thực hiện", "Tỷ lệ đạt", "Thời hạn", "Đơn vị chủ trì", "Ghi chú",
)  # fmt: skip


def made(rows: int) -> bytes:
    """A list of results in ten columns: text, numbers, percentages and dates."""
    chance = random.Random(1)
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Số liệu")
        share = book.add_format({"num_format": "0.0%"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(0, 0, HEADER)
        for number in range(1, rows):
            sheet.write_row(
                number, 0, [number, f"{number % 3321:05d}", f"Chỉ tiêu số {number % 60}", "%"]
            )
            sheet.write_string(number, 4, f"≥ {number % 100}")
            sheet.write_number(number, 5, round(chance.random() * 100, 1))
            sheet.write_number(number, 6, chance.random(), share)
            sheet.write_datetime(number, 7, date(2026, 12, 31), day)
            sheet.write_row(number, 8, ["Phòng Văn hóa - Xã hội", f"Ghi chú {number}"])
    return target.getvalue()


def _calamine(data: bytes) -> int:
    book = python_calamine.load_workbook(io.BytesIO(data))
    return len(book.get_sheet_by_index(0).to_python())


def _parsed(book: Workbook) -> int:
    """Numbers and labels of every row, as the review needs them."""
    aliases = load_aliases(data_dir())
    known: dict[str, object] = {}
    count = 0
    for values in book.sheets[0].values[1:]:
        label = values[2]
        if label not in known:
            known[label] = match(label, aliases)
        try:
            parse_value(values[4], unit_hint="percent")
            count += 1
        except NumberProblem:
            pass
    return count


def _pandas(data: bytes) -> int:
    return len(pd.read_excel(io.BytesIO(data), engine="openpyxl"))


def _processor() -> float:
    spent = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in spent)


def measured(work: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Median wall time and processor time of some rounds, in seconds."""
    walls, costs = [], []
    for _ in range(rounds):
        wall, cost = time.perf_counter(), _processor()
        work()
        walls.append(time.perf_counter() - wall)
        costs.append(_processor() - cost)
    return statistics.median(walls), statistics.median(costs)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    data = made(options.rows)
    works = {
        "python-calamine, values only": lambda: _calamine(data),
        "read (this process)": lambda: read(data),
        "read_in_child": lambda: read_in_child(data),
        "read_in_child + numbers + labels": lambda: _parsed(read_in_child(data)),
        "pandas with openpyxl": lambda: _pandas(data),
    }
    print(f"{options.rows:,} rows x {len(HEADER)} columns, {len(data) / 2**20:.1f} MB")
    print(f"{'':36}{'wall s':>8}{'ratio':>8}{'cpu s':>8}{'ratio':>8}")
    bare: tuple[float, float] | None = None
    for name, work in works.items():
        rounds = 1 if "pandas" in name else options.rounds
        wall, cost = measured(work, rounds)
        bare = bare or (wall, cost)
        ratios = wall / bare[0], cost / bare[1]
        print(f"{name:36}{wall:8.2f}{ratios[0]:8.2f}{cost:8.2f}{ratios[1]:8.2f}", flush=True)


if __name__ == "__main__":
    main()
