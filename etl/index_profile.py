"""Ambition of plans: what goes in, the profile of a plan, the score, and what would raise it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Aggregation = Literal["geometric", "arithmetic"]

COMPONENTS = ("level", "breadth", "firmness")
EQUAL_WEIGHTS = np.full(3, 1 / 3)
# A plan is rated from this many numbered targets in this many groups on.
MIN_TARGETS = 10
MIN_GROUPS = 3


@dataclass(frozen=True)
class Inputs:
    """What the plans ask for: N plans, J indicators.

    values: (N, J) the value that speaks, NaN where the plan sets none.
    exact: (N, J) that value fits the definition exactly.
    sets, sets_exact: (N, J) the plan sets a number (also where two contradict each other).
    floor, ceiling: (J,) fixed goalposts, NaN where the indicator has none.
    lower: (J,) lower is better. core: (J,) on the core list.
    targets, committed, groups: (N,) numbered targets, those not worded "phấn đấu", their groups.
    """

    plan_ids: Sequence[str]
    indicator_ids: Sequence[str]
    values: Floats
    exact: Bools
    sets: Bools
    sets_exact: Bools
    floor: Floats
    ceiling: Floats
    lower: Bools
    core: Bools
    targets: Ints
    committed: Ints
    groups: Ints

    def only(self, rows: Sequence[int] | Ints | Bools) -> Inputs:
        """The same inputs for some plans: indices or a mask over the plans."""
        kept = np.arange(len(self.plan_ids))[rows]
        return replace(
            self,
            plan_ids=[self.plan_ids[row] for row in kept],
            values=self.values[kept],
            exact=self.exact[kept],
            sets=self.sets[kept],
            sets_exact=self.sets_exact[kept],
            targets=self.targets[kept],
            committed=self.committed[kept],
            groups=self.groups[kept],
        )


@dataclass(frozen=True)
class Profile:
    """Scores (N, 3) from 0 to 100 in the order of COMPONENTS, NaN where nothing can be counted,
    and the counts (N, 3) behind them."""

    scores: Floats
    counts: Ints


def goalpost_scores(inputs: Inputs) -> Floats:
    """(N, J) position of every core value between its goalposts, 0 to 100; NaN elsewhere.

    Goalposts are the catalogue's and never move, so a new plan changes no other plan's score.
    """
    span = inputs.ceiling - inputs.floor
    usable = inputs.core & (span > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        position = np.clip((inputs.values - inputs.floor) / span, 0.0, 1.0)
    position = np.where(inputs.lower, 1.0 - position, position)
    return np.where(usable, 100.0 * position, np.nan)


def ratio(part: Floats | Ints, whole: Floats | Ints) -> Floats:
    """part / whole, NaN where the whole is zero."""
    part, whole = np.broadcast_arrays(np.asarray(part, float), np.asarray(whole, float))
    return np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)


def profile(inputs: Inputs) -> Profile:
    """Level, breadth and firmness of every plan, each with the count behind it."""
    positions = goalpost_scores(inputs)
    placed = ~np.isnan(positions)
    level_n = placed.sum(axis=1)
    level = ratio(np.where(placed, positions, 0.0).sum(axis=1), level_n)
    core_set = (inputs.sets & inputs.core).sum(axis=1)
    breadth = 100.0 * ratio(core_set, np.full(len(core_set), inputs.core.sum()))
    firmness = 100.0 * ratio(inputs.committed, inputs.targets)
    return Profile(
        scores=np.column_stack([level, breadth, firmness]),
        counts=np.column_stack([level_n, core_set, inputs.targets]).astype(np.int64),
    )


def rated(inputs: Inputs) -> Bools:
    """(N,) which plans have targets enough, in groups enough, to be scored and ranked."""
    return (inputs.targets >= MIN_TARGETS) & (inputs.groups >= MIN_GROUPS)


def score(
    components: Floats, weights: Floats = EQUAL_WEIGHTS, aggregation: Aggregation = "geometric"
) -> Floats:
    """One score of 1 to 100 for components of 0 to 100, in the last axis of both arrays.

    Weights need not add up to one. NaN where any component is NaN.
    Raises ValueError for negative weights or weights that are all zero.
    """
    weights = np.asarray(weights, float)
    if (weights < 0).any() or (weights.sum(axis=-1) <= 0).any():
        raise ValueError("weights must not be negative and not all zero")
    weights = weights / weights.sum(axis=-1, keepdims=True)
    rescaled = 1.0 + 0.99 * components
    if aggregation == "arithmetic":
        return (rescaled * weights).sum(axis=-1)
    return np.exp((np.log(rescaled) * weights).sum(axis=-1))


@dataclass(frozen=True)
class Lever:
    """One change to a plan and the points of score it would bring.

    kind: `set` a core indicator that the plan leaves out (at the plan's present level), `raise` a
    value to its best goalpost, `commit` to one target now worded "phấn đấu" (no indicator).
    """

    kind: Literal["set", "raise", "commit"]
    indicator_id: str | None
    gain: float


def levers(
    inputs: Inputs,
    plan_id: str,
    weights: Floats = EQUAL_WEIGHTS,
    aggregation: Aggregation = "geometric",
) -> list[Lever]:
    """What would raise one plan's score most, best first; only changes that bring something."""
    one = inputs.only([list(inputs.plan_ids).index(plan_id)])
    found = profile(one)
    base, counts = found.scores[0], found.counts[0]
    options = [*_raises(one, base, counts[0]), *_sets(one, base)]
    if one.committed[0] < one.targets[0]:
        options.append(("commit", None, base + [0.0, 0.0, 100.0 / one.targets[0]]))
    before = score(base, weights, aggregation)
    changed = [
        Lever(kind, indicator, float(score(after, weights, aggregation) - before))
        for kind, indicator, after in options
    ]
    useful = [lever for lever in changed if lever.gain > 1e-9]
    return sorted(useful, key=lambda lever: (-lever.gain, lever.kind, lever.indicator_id or ""))


def _raises(one: Inputs, base: Floats, n: int) -> list[tuple[str, str, Floats]]:
    positions = goalpost_scores(one)[0]
    return [
        ("raise", one.indicator_ids[j], base + [(100.0 - positions[j]) / n, 0.0, 0.0])
        for j in np.flatnonzero(positions < 100.0)
    ]


def _sets(one: Inputs, base: Floats) -> list[tuple[str, str, Floats]]:
    step = 100.0 / max(int(one.core.sum()), 1)
    missing = np.flatnonzero(one.core & ~one.sets[0])
    return [("set", one.indicator_ids[j], base + [0.0, step, 0.0]) for j in missing]
