"""Malformed workbooks by the thousand: `python tests/fuzz_workbooks.py --n 10000`.

Each is a real workbook with bytes changed, cut, doubled or swapped, in the archive or inside one
of its parts. A file may be read or refused; it must not crash the reader, take over 30 s or over
512 MB, or be refused without a cause. The seed fixes every file.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import openpyxl
import xlsxwriter
import xlwt

from etl.read_workbook import read_in_child
from etl.workbook import Limits, WorkbookProblem

LARGEST_MEMORY = 512
_TOLD_EVERY = 1000
_TOKENS = (
    b"<", b">", b"</c>", b"<c ", b't="s"', b't="e"', b'r="XFD1048576"', b"<!DOCTYPE a>", b"&#0;",
    b"&amp;", b"<f>", b"<!--", b"]]>", b"\xff\xfe", b"\0\0\0\0", b"99999999999999999999", b"-1",
    b'<row r="0">', b"NaN", b"1e999", b'encoding="utf-16"', b"<mergeCell ref='A1:XFD1048576'/>",
)  # fmt: skip


def seeds() -> list[bytes]:
    """Small workbooks of three writers, with formulas, merges, hidden rows, dates and text."""
    book = openpyxl.Workbook()
    page = book.active
    page.append(["STT", "Tên chỉ tiêu", "Kế hoạch", "Thực hiện"])
    for number in range(12):
        page.append([number, f"Chỉ tiêu {number}", "≥ 85%", number / 7])
    page["D5"], page["E6"] = "=1/0", "#N/A"
    page["E6"].data_type = "e"
    page.merge_cells("A15:C16")
    page.row_dimensions[4].hidden = True
    book.create_sheet("Ẩn").sheet_state = "hidden"
    first = io.BytesIO()
    book.save(first)
    second = io.BytesIO()
    with xlsxwriter.Workbook(second, {"constant_memory": True}) as writer:
        sheet = writer.add_worksheet()
        share = writer.add_format({"num_format": "0.0%"})
        for number in range(12):
            sheet.write_row(number, 0, ["a", number, "1.384/1.961 hộ"])
            sheet.write_number(number, 3, number / 12, share)
    old = xlwt.Workbook()
    sheet = old.add_sheet("Cũ")
    for number in range(12):
        sheet.write(number, 0, f"Chỉ tiêu {number}")
        sheet.write(number, 1, number / 7, xlwt.easyxf(num_format_str="0.0%"))
    sheet.write(12, 0, xlwt.Formula("1/0"))
    sheet.write_merge(14, 15, 0, 1, "gộp")
    third = io.BytesIO()
    old.save(third)
    return [first.getvalue(), second.getvalue(), third.getvalue()]


def _changed(data: bytes, chance: random.Random) -> bytes:
    """The bytes after one to six small accidents."""
    body = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(body) + 1)
        accident = chance.randrange(6)
        if accident == 0 and place < len(body):
            body[place] = chance.randrange(256)
        elif accident == 1:
            body[place : place + chance.randint(1, 64)] = b""
        elif accident == 2:
            body[place:place] = chance.choice(_TOKENS)
        elif accident == 3:
            body[place:place] = body[place : place + chance.randint(1, 400)]
        elif accident == 4:
            body[place : place + 4] = chance.randbytes(4)
        elif len(body) > 8:
            start = chance.randrange(len(body))
            body[place : place + 16] = body[start : start + 16]
    return bytes(body[: chance.randrange(len(body) + 1)] if chance.random() < 0.08 else body)


def _changed_part(data: bytes, chance: random.Random) -> bytes:
    """An archive that is sound, around one part that is not."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        names = source.namelist()
        victim = chance.choice([n for n in names if n.endswith((".xml", ".rels"))])
        for name in names:
            body = source.read(name)
            if name == victim:
                body = _changed(body, chance)
            archive.writestr(name, body, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def mutations(count: int, seed: int) -> Iterator[bytes]:
    """`count` malformed workbooks; the same for the same seed."""
    chance = random.Random(seed)
    whole = seeds()
    for _ in range(count):
        data = chance.choice(whole)
        inside = data.startswith(b"PK") and chance.random() < 0.75
        yield _changed_part(data, chance) if inside else _changed(data, chance)


def run(files: Iterable[bytes]) -> dict[str, object]:
    """Read every file in its child process; what happened, counted.

    Keys: files, read, causes (code -> count), unnamed, slowest_seconds, peak_memory_mb.
    """
    causes: Counter[str] = Counter()
    unnamed: list[str] = []
    count, slowest = 0, 0.0
    for data in files:
        count += 1
        start = time.perf_counter()
        try:
            read_in_child(data, "mutated")
            causes["read"] += 1
        except WorkbookProblem as problem:
            causes[problem.code] += 1
            if len(problem.message_vi) < 20:
                unnamed.append(problem.code)
        except Exception as error:  # the very thing the run looks for
            unnamed.append(f"file {count}: {error!r}")
        slowest = max(slowest, time.perf_counter() - start)
        if count % _TOLD_EVERY == 0:
            print(f"{count}: slowest {slowest:.2f} s, {len(unnamed)} bad", file=sys.stderr)
    return {
        "files": count,
        "read": causes.pop("read", 0),
        "causes": dict(causes.most_common()),
        "unnamed": unnamed,
        "slowest_seconds": round(slowest, 2),
        "peak_memory_mb": _peak_memory_of_children(),
    }


def _peak_memory_of_children() -> int:
    """Largest resident memory of any child so far, in MB; 0 where it cannot be known."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return peak // (2**20 if sys.platform == "darwin" else 2**10)


def main() -> int:
    """Run from the command line; 1 when a file was refused without a cause or took too much."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=20261122)
    options = parser.parse_args()
    report = run(mutations(options.n, options.seed))
    print(json.dumps(report, ensure_ascii=False, indent=2))
    too_slow = report["slowest_seconds"] > Limits().seconds + 1
    return int(bool(report["unnamed"]) or too_slow or report["peak_memory_mb"] > LARGEST_MEMORY)


if __name__ == "__main__":
    sys.exit(main())
