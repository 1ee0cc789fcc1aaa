"""Plans side by side: who asks for more, and the Copeland score over all comparable opponents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from etl.index_profile import Floats, Inputs, Ints

# Fewer shared indicators than this are "too few to say".
MIN_SHARED = 5
# Rows of opponents at a time, so that a whole country fits into memory.
_BLOCK = 512


@dataclass(frozen=True)
class Duels:
    """For every pair of plans (N, N): indicators where the row's plan asks for more than the
    column's, where both ask the same, and how many both set."""

    more: Ints
    same: Ints
    shared: Ints


@dataclass(frozen=True)
class Copeland:
    """(N,) duels won and lost, comparable opponents, and score = wins - losses."""

    wins: Ints
    losses: Ints
    opponents: Ints

    @property
    def score(self) -> Ints:
        """Wins less losses."""
        return self.wins - self.losses


def head_to_head(inputs: Inputs) -> Duels:
    """All pairs of plans over the indicators both set (exact and near)."""
    asked = _asked(inputs)
    holds, below = _steps(asked)
    more = (holds @ below.T).astype(np.int64)
    has = (~np.isnan(asked)).astype(np.float32)
    shared = (has @ has.T).astype(np.int64)
    np.fill_diagonal(shared, 0)
    same = shared - more - more.T
    np.fill_diagonal(same, 0)
    return Duels(more, same, shared)


def copeland(inputs: Inputs) -> Copeland:
    """Wins and losses against every other plan with at least MIN_SHARED shared indicators."""
    asked = _asked(inputs)
    holds, below = _steps(asked)
    has = (~np.isnan(asked)).astype(np.float32)
    n = len(asked)
    wins, losses, opponents = (np.zeros(n, np.int64) for _ in range(3))
    for start in range(0, n, _BLOCK):
        rows = slice(start, start + _BLOCK)
        comparable = has[rows] @ has.T >= MIN_SHARED
        own = np.arange(n)[rows]
        comparable[np.arange(len(own)), own] = False
        lead = holds[rows] @ below.T - below[rows] @ holds.T
        wins[rows] = ((lead > 0) & comparable).sum(axis=1)
        losses[rows] = ((lead < 0) & comparable).sum(axis=1)
        opponents[rows] = comparable.sum(axis=1)
    return Copeland(wins, losses, opponents)


def _asked(inputs: Inputs) -> Floats:
    return np.where(inputs.lower, -inputs.values, inputs.values)


def _steps(asked: Floats) -> tuple[np.ndarray, np.ndarray]:
    """Two 0/1 matrices over the distinct values of each indicator: the plan's value is this one,
    and it lies below this one. Their product counts, for all pairs at once, who asks for more."""
    holds, below = [], []
    for column in asked.T:
        levels = np.unique(column[~np.isnan(column)])
        if len(levels) > 1:
            holds.append(column[:, None] == levels)
            below.append(column[:, None] < levels)
    if not holds:
        empty = np.zeros((len(asked), 0), np.float32)
        return empty, empty
    return np.hstack(holds).astype(np.float32), np.hstack(below).astype(np.float32)
