"""Busy sessions: runs a second of the app, of the same app with constant frames, and without what
makes it fast: garbage collected anew each run, files watched, nothing kept, no turns.

`python benchmarks/sessions.py [--sessions 50] [--seconds 12] [--page tong-quan]` prints a table and
never fails. Each session is a websocket on loopback that asks for the next run as soon as the last
one has finished. One variant after the other, each for `--seconds`, a run each as a start.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import websockets  # noqa: E402
from streamlit.proto.BackMsg_pb2 import BackMsg  # noqa: E402
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg  # noqa: E402

from benchmarks.page_speed import app, record_frames  # noqa: E402
from etl.build import build_edition  # noqa: E402
from etl.paths import STORE_SETTING  # noqa: E402

VARIANTS = {
    "as-is": {},
    "constant": {},
    "unsettled": {"STREAMLIT_SERVER_FILE_WATCHER_TYPE": "auto"},
}


async def session(address: str, page: str, until: float) -> tuple[int, int]:
    """Runs that one busy session got, and how many of them failed, until a monotonic time."""
    runs = failed = 0
    async with websockets.connect(
        address,
        subprotocols=["streamlit"],
        max_size=None,
        open_timeout=180,
        ping_interval=None,  # nor does a browser ask whether the server is still there
    ) as socket:
        while runs == 0 or time.monotonic() < until:
            ask = BackMsg()
            ask.rerun_script.page_name = page
            await socket.send(ask.SerializeToString())
            failed += not await finished(socket)
            runs += 1
    return runs, failed


async def finished(socket) -> bool:
    """Wait for the end of the run; whether it went well."""
    while True:
        message = ForwardMsg()
        message.ParseFromString(await socket.recv())
        if message.WhichOneof("type") == "script_finished":
            return message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY


async def busy(address: str, page: str, sessions: int, seconds: float) -> tuple[float, int, int]:
    """Runs a second of all sessions, runs, failures; after one run that loads the page."""
    await session(address, page, 0)
    started = time.monotonic()
    until = started + seconds
    results = await asyncio.gather(*(session(address, page, until) for _ in range(sessions)))
    runs, failed = (sum(values) for values in zip(*results, strict=True))
    return runs / (time.monotonic() - started), runs, failed


def main() -> None:
    """Start each variant, keep it busy, print what it served."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=12)
    parser.add_argument("--page", default="tong-quan")
    parser.add_argument("--variants", nargs="+", choices=VARIANTS, default=list(VARIANTS))
    chosen = parser.parse_args()
    print("| variant | runs a second | runs | failed |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        build_edition(work / "store", ROOT / "data", who="bench", why="bench")
        os.environ[STORE_SETTING] = str(work / "store")
        record_frames(work / "frames")
        for variant in chosen.variants:
            os.environ.update(VARIANTS[variant])
            with app(variant, work / "store", work / "frames", work / variant) as url:
                address = url.replace("http", "ws", 1) + "/_stcore/stream"
                rate, runs, failed = asyncio.run(
                    busy(address, chosen.page, chosen.sessions, chosen.seconds)
                )
            print(f"| {variant} | {rate:.1f} | {runs} | {failed} |", flush=True)
    print(
        f"\n{chosen.sessions} sessions on {chosen.page}, {chosen.seconds:.0f} s each; "
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."
    )


if __name__ == "__main__":
    main()
