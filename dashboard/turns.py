"""At most two runs work at once; the others wait for their turn.

Python runs one thread at a time. Fifty that all want to run spend as long on handing that over as
on the pages themselves (docs/decisions/0010-speed.md); one after the other, each is sooner done.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, local

__all__ = ["AT_ONCE", "aside", "turn"]

AT_ONCE = 2  # a run also waits for files and queries, which do not need Python
PATIENCE_SECONDS = 30.0  # two runs that hang must not hold up everybody
_turns = BoundedSemaphore(AT_ONCE)
_mine = local()


@contextmanager
def turn(patience: float = PATIENCE_SECONDS) -> Iterator[None]:
    """Work as one of AT_ONCE, after those that asked before; after `patience` seconds anyway."""
    _mine.taken = _turns.acquire(timeout=patience)
    try:
        yield
    finally:
        taken, _mine.taken = _mine.taken, False
        if taken:
            _turns.release()


@contextmanager
def aside() -> Iterator[None]:
    """Let others work while this run only waits; without a turn of its own nothing changes."""
    if not getattr(_mine, "taken", False):
        yield
        return
    _turns.release()
    try:
        yield
    finally:
        _mine.taken = _turns.acquire(timeout=PATIENCE_SECONDS)
