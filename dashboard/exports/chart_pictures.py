"""Charts as PNG pictures, by a Chromium of the machine in a process of its own.

A picture is a courtesy: without Chromium, or when it takes too long, there is none, and the
report goes on without. Nothing is fetched: plotly.js comes from the installed package.
"""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import plotly.graph_objects as go

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
BROWSER_SETTING = "BROWSER_PATH"
SECONDS = 60
SCALE = 1.0  # pixels of the picture to pixels of the figure
_LOG = logging.getLogger("dashboard")


def chromium() -> str | None:
    """Path of a Chromium on this machine; None where there is none."""
    wanted = os.environ.get(BROWSER_SETTING)
    if wanted is not None:
        return wanted if Path(wanted).is_file() else None
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def pictures(figures: Sequence[go.Figure], seconds: float = SECONDS) -> list[bytes] | None:
    """A PNG of each figure, in their order; None where they cannot be made in time."""
    browser = chromium()
    if not figures or browser is None:
        return None
    asked = json.dumps({"browser": browser, "figures": [figure.to_json() for figure in figures]})
    command = [sys.executable, "-m", "dashboard.exports.chart_pictures"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # so that its browser ends with it
    ) as process:
        try:
            out, _ = process.communicate(asked.encode(), timeout=seconds)
            made = [base64.b64decode(line) for line in json.loads(out)]
        except (subprocess.TimeoutExpired, ValueError) as error:
            _LOG.warning("a report has no pictures: %s", type(error).__name__)
            return None
        finally:
            _end(process)
    return made if len(made) == len(figures) else None


def _end(process: subprocess.Popen) -> None:
    """End the child and whatever it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (OSError, AttributeError):
        process.kill()


async def _draw(browser: str, figures: Sequence[str]) -> list[bytes]:
    from kaleido import Kaleido, PageGenerator

    page = PageGenerator(mathjax=False)  # which would be fetched from outside
    async with Kaleido(n=1, timeout=SECONDS, page_generator=page, path=browser) as kaleido:
        return [
            await kaleido.calc_fig(json.loads(figure), opts={"format": "png", "scale": SCALE})
            for figure in figures
        ]


def main() -> None:
    """Read figures from standard input, write their pictures as JSON of base64 texts."""
    asked = json.load(sys.stdin)
    made = asyncio.run(_draw(asked["browser"], asked["figures"]))
    json.dump([base64.b64encode(one).decode() for one in made], sys.stdout)


if __name__ == "__main__":
    main()
