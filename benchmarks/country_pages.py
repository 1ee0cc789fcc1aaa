"""Every page on the plans of the whole country, against the same page on the five shipped plans.

`python benchmarks/country_pages.py [--rows 100000]` prints a table and never fails. The country is
generated (every commune, thirty indicators, made-up values) and loaded as an upload. Times are the
processor's, of one run of a page without a browser: the first one, and one that was made before.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402
from streamlit.testing.v1 import AppTest  # noqa: E402

from benchmarks.load_workbook import DATA, made  # noqa: E402
from dashboard import navigation  # noqa: E402
from etl.answers import Answers  # noqa: E402
from etl.build import build_edition  # noqa: E402
from etl.intake import judge  # noqa: E402
from etl.paths import STORE_SETTING  # noqa: E402
from etl.publishing import Incoming, prepare, publish_prepared  # noqa: E402
from etl.truth import known_now  # noqa: E402
from etl.upload_store import new_upload  # noqa: E402

WAIT_SECONDS = 300


def country(store: Path, rows: int) -> None:
    """An edition of the shipped facts and one generated workbook of `rows` targets."""
    build_edition(store, DATA, who="benchmark", why="benchmark")
    data = made(rows)
    (one,) = judge([("a.xlsx", data)], known_now(store, DATA), Answers(), store)
    upload = Incoming(new_upload("a.xlsx", data, "benchmark"), data, Answers(), one.rows)
    ready = prepare(store, DATA, who="benchmark", why="benchmark", add=[upload])
    publish_prepared(store, ready.manifest, [upload])


def spent(run) -> float:
    """Seconds of the processor, of all threads."""
    started = time.process_time()
    app = run()
    if app.exception:
        raise RuntimeError(app.exception[0].message)
    return time.process_time() - started


def page_times(store: Path) -> dict[str, tuple[float, float]]:
    """`{page: (first run, run of what was made before)}` in seconds."""
    os.environ[STORE_SETTING] = str(store)
    taken = {}
    for entry in navigation.entries():
        app = AppTest.from_file(str(ROOT / "dashboard" / "shell.py"), default_timeout=WAIT_SECONDS)
        app.run()  # the home page: everything is imported
        st.cache_data.clear()
        st.cache_resource.clear()
        app.switch_page(str(entry.path))
        first = spent(app.run)
        taken[entry.url_path] = first, min(spent(app.run) for _ in range(3))
    return taken


def main() -> None:
    """Build both stores, run every page on both, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder) / "few", Path(folder) / "many"
        build_edition(few, DATA, who="benchmark", why="benchmark")
        country(many, rows)
        five, all_of_them = page_times(few), page_times(many)
    print(f"{rows:,} generated targets beside the five plans; seconds of the processor")
    print("| page | first, five plans | country | ratio | again, five plans | country | ratio |")
    print("|---|---|---|---|---|---|---|")
    for page, times in five.items():
        cells = []
        for small, large in zip(times, all_of_them[page], strict=True):
            cells += [f"{small:.2f}", f"{large:.2f}", f"{large / small:.1f}"]
        print(f"| `{page}` | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
