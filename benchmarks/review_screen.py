"""A workbook of 200 rows from the click that sends it to its review on screen, in a real browser.

`python benchmarks/review_screen.py [--rounds 5]` prints the seconds of each round and their median,
and never fails. The workbook is our own form, filled with made-up targets; the store is its own.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import openpyxl  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from etl.build import build_edition  # noqa: E402
from etl.known import load_known  # noqa: E402
from etl.template import make_template  # noqa: E402
from tests.browser.conftest import launch, new_visitor, running_app  # noqa: E402

ROWS = 200
# The page itself notes when it shows the review: a driver that asks now and then adds its waits.
_SEEN = """
new MutationObserver(() => {
    const heads = [...document.querySelectorAll('h2')].map((one) => one.innerText);
    if (!window.seenAt && heads.some((text) => /^1 tệp: /.test(text)))
        window.seenAt = performance.now();
}).observe(document.body, { subtree: true, childList: true, characterData: true });
document.addEventListener('click', () => { window.clickedAt = performance.now(); }, true);
"""


def form() -> bytes:
    """Our own form with `ROWS` made-up targets of one commune, over several years."""
    known = load_known(ROOT / "data")
    book = openpyxl.load_workbook(io.BytesIO(make_template(known)))
    labels = [row["name_vi"] for row in known.indicators.values() if row["unit"] == "percent"]
    for place in range(ROWS):
        label, year = labels[place % len(labels)], 2027 + place // len(labels)
        row = {2: "Ninh Bình", 3: "Phường Phủ Lý", 5: "1/KH-UBND", 6: year, 7: "chỉ tiêu"}
        for column, value in (row | {8: label, 9: "%", 11: 50}).items():
            book.worksheets[0].cell(place + 3, column, value)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def review_seconds(browser, url: str, path: Path) -> float:
    """Seconds from the click on "Kiểm tra các tệp" until the review is on screen."""
    visitor = new_visitor(browser, url, 1440, 900, dark=False)
    page = visitor.open("/nap-du-lieu")
    page.evaluate(_SEEN)
    page.set_input_files('input[type="file"]', str(path))
    page.get_by_text(path.name).first.wait_for()
    page.get_by_role("button", name="Kiểm tra các tệp").click()
    page.get_by_role("heading", name=re.compile("1 tệp: ")).wait_for()
    taken = page.evaluate("(window.seenAt - window.clickedAt) / 1000")
    page.context.close()
    return taken


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        work = Path(folder)
        build_edition(work / "store", ROOT / "data", who="bench", why="bench")
        path = work / "form.xlsx"
        path.write_bytes(form())
        browser = launch(playwright)
        with running_app(work / "store", work / "app.log") as url:
            taken = [review_seconds(browser, url, path) for _ in range(rounds)]
        browser.close()
    print(f"{ROWS} rows, {path.name}: {', '.join(f'{one:.2f}' for one in taken)} s")
    print(f"median {statistics.median(taken):.2f} s; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
