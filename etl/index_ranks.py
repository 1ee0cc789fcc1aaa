"""How sure a ranking is: many defensible ways to compute the score, and the ranks they give.

A draw picks weights, an aggregation, goalposts or ranks, near pairs in or out, and one indicator
to leave out (or none). A rank is 1 + the number of plans strictly above, so ties stay ties.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from etl.index_profile import Floats, Inputs, Ints, goalpost_scores, ratio, score

DRAWS = 1000
SEED = 20261010
# A tier ends where its first plan is above the next one in this share of the draws.
TIER_PROBABILITY = 0.9
CHOICES = ("weights", "aggregation", "normalisation", "near", "indicator")
# Scores that differ by less than this are equal: it is rounding, not ambition.
_DECIMALS = 9
_CELLS = 2_000_000


@dataclass(frozen=True)
class Draws:
    """D draws over N plans: ranks (D, N) and what each draw chose.

    weights (D, 3); geometric, by_rank, with_near (D,) booleans; left_out (D,) index of the
    indicator left out, or the number of indicators where none was.
    """

    ranks: Ints
    weights: Floats
    geometric: np.ndarray
    by_rank: np.ndarray
    with_near: np.ndarray
    left_out: Ints


def rank(scores: Floats) -> Ints:
    """Ranks in the last axis, 1 for the highest; equal scores share the better rank."""
    return _above_and_below(scores)[0].reshape(scores.shape) + 1


def percentile_rank(scores: Floats) -> Floats:
    """Share of the other plans below (equal ones count half), 0 to 100, in the last axis.

    50 where there is no other plan.
    """
    n = scores.shape[-1]
    if n == 1:
        return np.full(scores.shape, 50.0)
    above, below = _above_and_below(scores)
    share = 100.0 * (below + 0.5 * (n - 1 - above - below)) / (n - 1)
    return share.reshape(scores.shape)


def _above_and_below(scores: Floats) -> tuple[Ints, Ints]:
    """How many of a row are strictly above and strictly below each of its scores, as 2-d arrays."""
    rows = np.round(scores, _DECIMALS).reshape(-1, scores.shape[-1])
    n = rows.shape[-1]
    above, below = np.empty(rows.shape, np.int32), np.empty(rows.shape, np.int32)
    place = np.arange(n)
    for row, values in enumerate(rows):
        order = np.argsort(values)
        ends = np.append(values[order][1:] != values[order][:-1], True)
        starts = np.append(True, ends[:-1])
        below[row, order] = np.maximum.accumulate(np.where(starts, place, 0))
        last = np.minimum.accumulate(np.where(ends, place, n)[::-1])[::-1]
        above[row, order] = n - 1 - last
    return above, below


def simulate(inputs: Inputs, draws: int = DRAWS, seed: int = SEED) -> Draws:
    """Rank the given plans (rated ones) in `draws` ways. The same seed gives the same ranks."""
    rng = np.random.default_rng(seed)
    n_plans, n_indicators = inputs.values.shape
    usable = np.flatnonzero(inputs.core & (inputs.sets.any(axis=0)))
    options = np.append(usable, n_indicators)
    chosen = Draws(
        ranks=np.empty((draws, n_plans), np.int32),
        weights=rng.dirichlet(np.ones(3), size=draws),
        geometric=rng.random(draws) < 0.5,
        by_rank=rng.random(draws) < 0.5,
        with_near=rng.random(draws) < 0.5,
        left_out=rng.choice(options, size=draws),
    )
    parts = _Parts.of(inputs)
    step = max(1, _CELLS // max(n_plans, 1))
    for start in range(0, draws, step):
        rows = slice(start, start + step)
        chosen.ranks[rows] = _rank_block(parts, chosen, rows)
    return chosen


def _rank_block(parts: _Parts, chosen: Draws, rows: slice) -> Ints:
    components = parts.components(chosen.with_near[rows], chosen.left_out[rows])
    by_rank = chosen.by_rank[rows]
    components[by_rank] = _by_percentile(
        components[by_rank], chosen.with_near[rows][by_rank], chosen.left_out[rows][by_rank]
    )
    weights = chosen.weights[rows][:, None, :]
    geometric = chosen.geometric[rows]
    scores = np.empty(components.shape[:2])
    scores[geometric] = score(components[geometric], weights[geometric], "geometric")
    scores[~geometric] = score(components[~geometric], weights[~geometric], "arithmetic")
    return rank(scores)


def _by_percentile(components: Floats, with_near: np.ndarray, left_out: Ints) -> Floats:
    """(B, N, 3) percentile ranks instead of scores. Draws that keep the same values have the same
    components, so each different set is ranked once."""
    kept = left_out * 2 + with_near
    _, first, member = np.unique(kept, return_index=True, return_inverse=True)
    different = components[first].transpose(0, 2, 1)
    return percentile_rank(different).transpose(0, 2, 1)[member]


@dataclass(frozen=True)
class _Parts:
    """Sums from which the components of any draw follow; first axis: without, with near values;
    second: the indicator left out, the last one for none."""

    level_sum: Floats
    level_n: Floats
    set_n: Floats
    core_n: Floats
    firmness: Floats

    @classmethod
    def of(cls, inputs: Inputs) -> _Parts:
        positions = goalpost_scores(inputs)
        placed = ~np.isnan(positions)
        kept = np.stack([placed & inputs.exact, placed])
        held = np.stack([inputs.sets_exact, inputs.sets]) & inputs.core
        points = np.where(kept, np.nan_to_num(positions), 0.0)
        return cls(
            level_sum=_leave_one_out(points),
            level_n=_leave_one_out(kept.astype(float)),
            set_n=_leave_one_out(held.astype(float)),
            core_n=inputs.core.sum() - np.append(inputs.core, False).astype(float),
            firmness=100.0 * ratio(inputs.committed, inputs.targets),
        )

    def components(self, with_near: np.ndarray, left_out: Ints) -> Floats:
        """(B, N, 3) level, breadth and firmness for B draws."""
        near = with_near.astype(int)
        level = ratio(self.level_sum[near, left_out], self.level_n[near, left_out])
        # A plan with near values only has no other level than that one.
        everything = ratio(self.level_sum[1, -1], self.level_n[1, -1])
        level = np.nan_to_num(np.where(np.isnan(level), everything, level))
        breadth = 100.0 * ratio(self.set_n[near, left_out], self.core_n[left_out][:, None])
        firmness = np.broadcast_to(np.nan_to_num(self.firmness), level.shape)
        return np.stack([level, np.nan_to_num(breadth), firmness], axis=-1)


def _leave_one_out(cells: Floats) -> Floats:
    """(2, N, J) -> (2, J + 1, N): the sum over J less each one, and less none."""
    each = np.concatenate([cells, np.zeros((*cells.shape[:2], 1))], axis=2)
    return (cells.sum(axis=2)[:, :, None] - each).transpose(0, 2, 1)


def rank_interval(ranks: Ints) -> Ints:
    """(N, 3) the 5th, 50th and 95th percentile of each plan's ranks, as ranks that occurred."""
    ordered = np.sort(np.ascontiguousarray(ranks.T), axis=1)
    places = [int(np.ceil(share * ordered.shape[1])) - 1 for share in (0.05, 0.5, 0.95)]
    return ordered[:, places].astype(np.int64)


def probability_above(ranks: Ints) -> Floats:
    """(N, N) share of the draws in which the row's plan ranks strictly above the column's.

    For a handful of plans (pages show up to 30): it holds N x N numbers.
    """
    n = ranks.shape[1]
    return (
        np.stack([(ranks[:, [a]] < ranks).mean(axis=0) for a in range(n)])
        if n
        else np.empty((0, 0))
    )


def tiers(ranks: Ints) -> Ints:
    """(N,) tier of each plan, 1 for the best: a tier ends where its first plan is above the next
    one in TIER_PROBABILITY of the draws or more."""
    n = ranks.shape[1]
    by_plan = np.ascontiguousarray(ranks.T)
    order = np.lexsort((by_plan.mean(axis=1), rank_interval(ranks)[:, 1]))
    tier = np.zeros(n, np.int64)
    first, current = None, 0
    for plan in order:
        if first is None or (by_plan[first] < by_plan[plan]).mean() >= TIER_PROBABILITY:
            first, current = plan, current + 1
        tier[plan] = current
    return tier


def choice_influence(draws: Draws) -> dict[str, float]:
    """For each of CHOICES the share (0 to 1) of the ranks' variance that it explains by itself.

    First-order share, averaged over the plans, corrected for the draws in each group (omega
    squared); the rest is interaction. All zero where no rank ever moves.
    """
    groups = {
        "weights": _weight_groups(draws.weights),
        "aggregation": draws.geometric.astype(int),
        "normalisation": draws.by_rank.astype(int),
        "near": draws.with_near.astype(int),
        "indicator": draws.left_out,
    }
    ranks = draws.ranks.astype(float)
    return {choice: _explained(ranks, groups[choice]) for choice in CHOICES}


def _weight_groups(weights: Floats) -> Ints:
    """Nine groups of similar weights: thirds of the first by thirds of the second."""
    thirds = [np.searchsorted(np.quantile(w, [1 / 3, 2 / 3]), w) for w in weights.T[:2]]
    return thirds[0] * 3 + thirds[1]


def _explained(ranks: Floats, group: Ints) -> float:
    total = float(ranks.var(axis=0).sum() * len(ranks))
    _, member, size = np.unique(group, return_inverse=True, return_counts=True)
    if total == 0 or len(size) < 2:
        return 0.0
    indicator = np.zeros((len(size), len(ranks)))
    indicator[member, np.arange(len(ranks))] = 1.0
    means = indicator @ ranks / size[:, None]
    between = float((size[:, None] * (means - ranks.mean(axis=0)) ** 2).sum())
    freedom = len(size) - 1
    within = (total - between) / max(len(ranks) - len(size), 1)
    return max(0.0, (between - freedom * within) / (total + within))
