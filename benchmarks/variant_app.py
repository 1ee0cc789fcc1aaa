"""The app for benchmarks, changed in one respect that the setting BENCH_VARIANT names.

`as-is`: nothing. `constant`: every query answers with a frame read before from a file, so a page
has the same widgets and figures and asks nothing. `unsettled`: what is loaded stays within the
collections of garbage, figures, frames and words are made anew in every run, and runs take no
turns. Served by `uvicorn benchmarks.variant_app:app`.
"""

from __future__ import annotations

import gc
import os
import pickle
from pathlib import Path
from threading import BoundedSemaphore

from benchmarks.settings import FRAMES, VARIANT
from dashboard import queries

MANY = 10_000  # runs at once: all there are


def _constant(path: Path):
    """A stand-in for `queries.run` that looks frames up; an unknown one is asked for and kept."""
    frames = pickle.loads(path.read_bytes())  # written by this benchmark a moment ago
    ask = queries.run

    def run(edition: str, sql: str, params: tuple = ()):
        key = (sql, params)
        if key not in frames:
            frames[key] = ask(edition, sql, params)
        return frames[key].copy(deep=False)

    return run


def _keep_nothing() -> None:
    """Take the caches away from what makes figures, frames, words and tables, and the turns."""
    from dashboard import components, kept, turns

    for module, name in ((kept, "_made"), (kept, "_drawn"), (components, "_show_kept")):
        setattr(module, name, getattr(module, name).__wrapped__)
    turns._turns = BoundedSemaphore(MANY)


def _prepare(variant: str) -> None:
    if variant == "constant":
        queries.run = _constant(Path(os.environ[FRAMES]))
    elif variant == "unsettled":
        gc.freeze = lambda: None
        _keep_nothing()


_prepare(os.environ.get(VARIANT, "as-is"))

from app import app  # noqa: E402  (only now, as pages take `run` when they are imported)

__all__ = ["app"]
