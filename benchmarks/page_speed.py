"""Time to the first chart of every page, and to the next screen when a filter is changed, against
the same page with constant frames.

`python benchmarks/page_speed.py [--rounds 5] [--cold 5]` prints a table and never fails. Both apps
run side by side on the shipped facts and are visited in turn by one real browser that has their
scripts already. Warm: the app has shown the page before. Cold: the first visit of a page after the
app has started. Filter: from a click on the switch for near pairs to the whole page. Beside them a
five-line Streamlit page and a Dash page with the same figure.
"""

from __future__ import annotations

import argparse
import os
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from benchmarks.settings import FRAMES, VARIANT  # noqa: E402
from dashboard import navigation, queries  # noqa: E402
from etl.build import build_edition  # noqa: E402
from etl.paths import STORE_SETTING  # noqa: E402
from tests.browser.conftest import (  # noqa: E402
    SETTLED,
    free_port,
    launch,
    new_context,
    wait_for,
)

PATIENCE_MS = 60_000
PAUSE_MS = 500
# The moment when the first drawing of a chart is in the document; h1 where a page has no chart.
_PAINTED = """
new MutationObserver(() => {
    const chart = document.querySelector('.js-plotly-plot .main-svg');
    if (chart && !window.firstChart) requestAnimationFrame(() => {
        window.firstChart = window.firstChart || performance.now();
    });
    if (document.querySelector('h1') && !window.firstTitle) window.firstTitle = performance.now();
}).observe(document, { subtree: true, childList: true });
"""
_FINISHED = """
() => window.firstChart || (window.firstTitle
    && document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-testid=stSkeleton]')
    && !document.querySelector('[data-testid=stPlotlyChart]'))
"""

_REPAINT = """
() => new Promise((done) => {
    const app = document.querySelector('[data-testid=stApp]');
    const started = performance.now();
    const before = location.search;
    let since = null;  // the page stands still since; the address may change before the run shows
    const look = () => {
        const running = app.dataset.testScriptState !== 'notRunning';
        const drawn = !document.querySelector('[data-stale=true],[data-testid=stSkeleton]');
        const still = location.search !== before && !running && drawn;
        since = still ? since ?? performance.now() : null;
        if (since && performance.now() - since > 250) return done(since - started);
        requestAnimationFrame(look);
    };
    document.querySelector('.st-key-filter_near input').click();
    requestAnimationFrame(look);
})
"""
STATES = ("cold", "warm", "filter")


@contextmanager
def served(
    target: list[str], settings: dict[str, str], log: Path, health: str = "/_stcore/health"
) -> Iterator[str]:
    """A server started as `target` with a port appended; gives its address."""
    port = free_port()
    command = [sys.executable, "-m", *target, str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **settings}, stdout=output, stderr=output
        )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}{health}", process, log)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:  # still at the runs it was asked for
            process.kill()


def app(variant: str, store: Path, frames: Path, log: Path):
    """The app in a variant of benchmarks/variant_app.py."""
    target = ["uvicorn", "benchmarks.variant_app:app", "--log-level", "warning", "--port"]
    settings = {STORE_SETTING: str(store), VARIANT: variant, FRAMES: str(frames)}
    return served(target, settings, log)


def record_frames(path: Path) -> int:
    """Draw every page once without a browser and keep what its queries answered; how many."""
    from streamlit.testing.v1 import AppTest

    frames, ask = {}, queries.run

    def run(edition: str, sql: str, params: tuple = ()):
        frames[sql, params] = found = ask(edition, sql, params)
        return found

    queries.run = run
    for entry in navigation.entries():
        shell = AppTest.from_file(str(ROOT / "dashboard" / "shell.py"), default_timeout=120)
        shell.run().switch_page(str(entry.path)).run()
    path.write_bytes(pickle.dumps(frames))
    return len(frames)


def first_chart(context, address: str) -> float:
    """Milliseconds from the start of the navigation to the first chart (or the whole page)."""
    page = context.new_page()
    page.add_init_script(_PAINTED)
    page.goto(address)
    page.wait_for_function(_FINISHED, timeout=PATIENCE_MS)
    taken = page.evaluate("window.firstChart || window.firstTitle")
    page.close()
    return taken


def repaints(context, address: str, times: int) -> list[float]:
    """Milliseconds from a click on a filter to the page it asks for, on an open page."""
    page = context.new_page()
    page.add_init_script(_PAINTED)
    page.goto(address)
    page.wait_for_function(_FINISHED, timeout=PATIENCE_MS)
    page.wait_for_function(SETTLED, timeout=PATIENCE_MS)
    taken = []
    for _ in range(times + 2):
        page.wait_for_timeout(PAUSE_MS)
        taken.append(page.evaluate(_REPAINT))
    page.close()
    return taken[2:]  # both ways seen before


def measure(browser, work: Path, rounds: int, cold: int) -> dict:
    """`{(page, one of STATES, variant): [milliseconds]}`; both variants in turn."""
    store, frames, taken = work / "store", work / "frames", defaultdict(list)
    for start in range(max(cold, 1)):
        with ExitStack() as stack:
            urls = {
                variant: stack.enter_context(app(variant, store, frames, work / variant))
                for variant in ("as-is", "constant")
            }
            context = new_context(browser)
            for url in urls.values():  # the browser has the scripts, the app has started
                first_chart(context, f"{url}/khong-co-trang")
            visit_all(context, urls, "cold", start, taken)
            for place in range(rounds if start == 0 else 0):
                visit_all(context, urls, "warm", place, taken)
            if start == 0:
                filter_all(context, urls, rounds, taken)
            context.close()
    streamlit = ["streamlit", "run", "benchmarks/five_lines.py", "--server.port"]
    taken["five lines of Streamlit", "warm", "as-is"] = alone(
        browser, served(streamlit, {}, work / "five"), rounds
    )
    dash = served(["benchmarks.dash_page"], {}, work / "dash", health="/")
    taken["the same in Dash", "warm", "as-is"] = alone(browser, dash, rounds)
    return taken


def visit_all(context, urls: dict[str, str], state: str, place: int, taken: dict) -> None:
    """One visit of every page of both apps."""
    for entry in navigation.entries():
        for variant, url in turned(urls, place):
            taken[entry.url_path, state, variant].append(
                first_chart(context, f"{url}/{entry.url_path}")
            )


def filter_all(context, urls: dict[str, str], rounds: int, taken: dict) -> None:
    """A filter set back and forth on every page of both apps."""
    for entry in navigation.entries():
        for variant, url in urls.items():
            address = f"{url}/{entry.url_path}"
            taken[entry.url_path, "filter", variant] = repaints(context, address, rounds)


def turned(urls: dict[str, str], place: int) -> list[tuple[str, str]]:
    """The two apps, the other one first every second time."""
    return list(urls.items())[:: 1 if place % 2 else -1]


def alone(browser, server, rounds: int) -> list[float]:
    """Warm visits of a page that another server serves."""
    with server as url:
        context = new_context(browser)
        taken = [first_chart(context, url) for _ in range(rounds + 1)][1:]
        context.close()
    return taken


def table(taken: dict) -> str:
    """The medians and their ratios, a row a page."""
    lines = [
        "| page |" + "".join(f" {state}, ms | constant, ms | ratio |" for state in STATES),
        "|---|" + "---|" * 9,
    ]
    for entry in navigation.entries():
        cells = [f"`{entry.url_path}`"]
        for state in STATES:
            ours, constant = (
                statistics.median(taken[entry.url_path, state, variant])
                for variant in ("as-is", "constant")
            )
            cells += [f"{ours:.0f}", f"{constant:.0f}", f"{ours / constant:.2f}"]
        lines.append("| " + " | ".join(cells) + " |")
    for name in ("five lines of Streamlit", "the same in Dash"):
        one = statistics.median(taken[name, "warm", "as-is"])
        lines.append(f"| {name} |  |  |  | {one:.0f} |  |  |  |  |  |")
    return "\n".join(lines)


def main() -> None:
    """Build, record, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="warm visits of each page")
    parser.add_argument("--cold", type=int, default=5, help="starts of the app")
    chosen = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        build_edition(work / "store", ROOT / "data", who="bench", why="bench")
        os.environ[STORE_SETTING] = str(work / "store")
        frames = record_frames(work / "frames")
        with sync_playwright() as playwright:
            browser = launch(playwright)
            taken = measure(browser, work, chosen.rounds, chosen.cold)
            browser.close()
    print(table(taken))
    print(
        f"\nMedians of {chosen.cold} cold and {chosen.rounds} warm visits; {frames} frames; "
        f"{time.monotonic() - started:.0f} s; load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores"
    )


if __name__ == "__main__":
    main()
