"""Ambition of plans ("Mức phấn đấu"): the one door to head to head, profile, score and ranks.

Everything is a pure function of numpy arrays; `write_marts` fills the marts during a build.
Method after the OECD/JRC Handbook on Constructing Composite Indicators.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from etl.index_duel import MIN_SHARED, Copeland, Duels, copeland, head_to_head
from etl.index_profile import (
    COMPONENTS,
    EQUAL_WEIGHTS,
    MIN_GROUPS,
    MIN_TARGETS,
    Inputs,
    Lever,
    Profile,
    goalpost_scores,
    levers,
    profile,
    rated,
    score,
)
from etl.index_ranks import (
    CHOICES,
    DRAWS,
    SEED,
    TIER_PROBABILITY,
    Draws,
    choice_influence,
    percentile_rank,
    probability_above,
    rank,
    rank_interval,
    simulate,
    tiers,
)

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

__all__ = [
    "CHOICES", "COMPONENTS", "DRAWS", "EQUAL_WEIGHTS", "MIN_GROUPS", "MIN_SHARED", "MIN_TARGETS",
    "SEED", "TIER_PROBABILITY", "Copeland", "Draws", "Duels", "Inputs", "Lever", "Profile",
    "choice_influence", "copeland", "goalpost_scores", "head_to_head", "levers",
    "percentile_rank", "probability_above", "profile", "rank", "rank_interval", "rated",
    "read_inputs", "score", "simulate", "tiers", "write_marts",
]  # fmt: skip

# P(A above B) is kept for so few plans only; for more, pages ask for the plans they show.
MAX_PAIRWISE = 30

_PLANS = """
WITH target AS (
  SELECT plan_id, count(*) AS targets,
    sum(CASE WHEN binding = 'aspirational' THEN 0 ELSE 1 END) AS committed,
    count(DISTINCT group_id) AS groups
  FROM mart.statement
  WHERE kind = 'target' AND value IS NOT NULL
  GROUP BY plan_id
)
SELECT p.plan_id, p.is_latest, p.in_force,
  CAST(coalesce(t.targets, 0) AS BIGINT) AS targets,
  CAST(coalesce(t.committed, 0) AS BIGINT) AS committed,
  CAST(coalesce(t.groups, 0) AS BIGINT) AS groups
FROM mart.plan p
LEFT JOIN target t ON t.plan_id = p.plan_id
ORDER BY p.plan_id ASC NULLS LAST
"""

_INDICATORS = """
SELECT indicator_id, direction = 'lower' AS is_lower, in_core,
  CASE WHEN is_full_share THEN CAST(floor AS DOUBLE) END AS floor,
  CASE WHEN is_full_share THEN CAST(ceiling AS DOUBLE) END AS ceiling
FROM mart.indicator
ORDER BY indicator_id ASC NULLS LAST
"""

_CELLS = """
WITH plan AS (
  SELECT plan_id, row_number() OVER (ORDER BY plan_id ASC NULLS LAST) - 1 AS place FROM mart.plan
),
indicator AS (
  SELECT indicator_id, row_number() OVER (ORDER BY indicator_id ASC NULLS LAST) - 1 AS place
  FROM mart.indicator
)
SELECT p.place AS plan, i.place AS indicator, s.speaks,
  s.comparability = 'exact' AS exact, CAST(s.value AS DOUBLE) AS value
FROM mart.statement s
JOIN plan p ON p.plan_id = s.plan_id
JOIN indicator i ON i.indicator_id = s.indicator_id
WHERE s.kind IN ('target', 'task') AND s.value IS NOT NULL
"""


def read_inputs(connection: DuckDBPyConnection) -> tuple[Inputs, np.ndarray, np.ndarray]:
    """The inputs for all plans of an edition, with two masks (N,): in force; latest of its commune.

    Needs mart.plan, mart.indicator and mart.statement.
    """
    plans = connection.execute(_PLANS).fetchnumpy()
    indicators = connection.execute(_INDICATORS).fetchnumpy()
    cells = connection.execute(_CELLS).fetchnumpy()
    shape = (len(plans["plan_id"]), len(indicators["indicator_id"]))
    at = (np.asarray(cells["plan"]), np.asarray(cells["indicator"]))
    speaks, exact = np.asarray(cells["speaks"], bool), np.asarray(cells["exact"], bool)
    spoken = (at[0][speaks], at[1][speaks])
    values = np.full(shape, np.nan)
    values[spoken] = np.asarray(cells["value"])[speaks]
    inputs = Inputs(
        plan_ids=plans["plan_id"].tolist(),
        indicator_ids=indicators["indicator_id"].tolist(),
        values=values,
        exact=_mark(shape, (at[0][speaks & exact], at[1][speaks & exact])),
        sets=_mark(shape, at),
        sets_exact=_mark(shape, (at[0][exact], at[1][exact])),
        floor=_filled(indicators["floor"]),
        ceiling=_filled(indicators["ceiling"]),
        lower=np.asarray(indicators["is_lower"], bool),
        core=np.asarray(indicators["in_core"], bool),
        targets=np.asarray(plans["targets"]),
        committed=np.asarray(plans["committed"]),
        groups=np.asarray(plans["groups"]),
    )
    return inputs, np.asarray(plans["in_force"], bool), np.asarray(plans["is_latest"], bool)


def _mark(shape: tuple[int, int], at: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    marked = np.zeros(shape, bool)
    marked[at] = True
    return marked


def _filled(column: np.ndarray) -> np.ndarray:
    return np.ma.filled(np.ma.asarray(column, dtype=float), np.nan)


def write_marts(connection: DuckDBPyConnection) -> None:
    """Create mart.ambition, mart.ambition_rank, mart.ambition_choice and mart.ambition_above.

    Ranks are over the rated plans in force; Copeland scores over the latest plan of each commune.
    """
    inputs, in_force, is_latest = read_inputs(connection)
    is_rated = rated(inputs)
    found = profile(inputs)
    total = np.where(is_rated, score(found.scores), np.nan)
    _write_ambition(connection, inputs, found, total, is_rated)
    ranked = np.flatnonzero(is_rated & in_force & ~np.isnan(total))
    draws = simulate(inputs.only(ranked)) if len(ranked) else None
    _write_ranks(connection, inputs, total, ranked, draws, np.flatnonzero(is_latest))
    _write_choices(connection, draws)
    _write_above(connection, [inputs.plan_ids[row] for row in ranked], draws)


def _write_ambition(
    connection: DuckDBPyConnection,
    inputs: Inputs,
    found: Profile,
    total: np.ndarray,
    is_rated: np.ndarray,
) -> None:
    n = len(inputs.plan_ids)
    scores = np.column_stack([found.scores, total])
    counts = np.column_stack([found.counts, inputs.targets])
    _create(
        connection,
        "ambition",
        {
            "plan_id": np.repeat(np.array(inputs.plan_ids, object), 4),
            "component": np.tile(np.array([*COMPONENTS, "total"], object), n),
            "score": scores.ravel(),
            "n": counts.ravel(),
            "rated": np.repeat(is_rated, 4),
        },
        "plan_id, component, CASE WHEN isnan(score) THEN NULL ELSE round(score, 6) END AS score,"
        " CAST(n AS INTEGER) AS n, rated",
    )


def _write_ranks(
    connection: DuckDBPyConnection,
    inputs: Inputs,
    total: np.ndarray,
    ranked: np.ndarray,
    draws: Draws | None,
    latest: np.ndarray,
) -> None:
    n = len(inputs.plan_ids)
    columns = {
        name: np.full(n, np.nan)
        for name in ("rank", "rank_p05", "rank_p50", "rank_p95", "tier",
                     "copeland", "wins", "losses", "opponents")
    }  # fmt: skip
    if draws is not None:
        columns["rank"][ranked] = rank(total[ranked])
        columns["tier"][ranked] = tiers(draws.ranks)
        interval = rank_interval(draws.ranks)
        for place, name in enumerate(("rank_p05", "rank_p50", "rank_p95")):
            columns[name][ranked] = interval[:, place]
    duels = copeland(inputs.only(latest))
    for name in ("wins", "losses", "opponents"):
        columns[name][latest] = getattr(duels, name)
    columns["copeland"][latest] = duels.score
    whole = ", ".join(
        f"CASE WHEN isnan({name}) THEN NULL ELSE CAST({name} AS INTEGER) END AS {name}"
        for name in columns
    )
    _create(
        connection,
        "ambition_rank",
        {
            "plan_id": np.array(inputs.plan_ids, object),
            "rated": rated(inputs),
            "score": total,
            **columns,
        },
        f"plan_id, rated, CASE WHEN isnan(score) THEN NULL ELSE round(score, 6) END AS score,"
        f" {whole}",
    )


def _write_choices(connection: DuckDBPyConnection, draws: Draws | None) -> None:
    shares = choice_influence(draws) if draws is not None else dict.fromkeys(CHOICES, np.nan)
    _create(
        connection,
        "ambition_choice",
        {
            "choice": np.array(list(shares), object),
            "share": np.array(list(shares.values()), float),
        },
        "choice, CASE WHEN isnan(share) THEN NULL ELSE round(share, 6) END AS share",
    )


def _write_above(connection: DuckDBPyConnection, plan_ids: list[str], draws: Draws | None) -> None:
    shown = plan_ids if draws is not None and len(plan_ids) <= MAX_PAIRWISE else []
    above = probability_above(draws.ranks) if shown else np.empty((0, 0))
    pairs = [(a, b) for a in range(len(shown)) for b in range(len(shown)) if a != b]
    _create(
        connection,
        "ambition_above",
        {
            "plan_a": np.array([shown[a] for a, _ in pairs], object),
            "plan_b": np.array([shown[b] for _, b in pairs], object),
            "probability": np.array([above[pair] for pair in pairs], float),
        },
        "CAST(plan_a AS VARCHAR) AS plan_a, CAST(plan_b AS VARCHAR) AS plan_b,"
        " round(probability, 6) AS probability",
    )


def _create(
    connection: DuckDBPyConnection, name: str, columns: dict[str, np.ndarray], select: str
) -> None:
    connection.register("incoming", columns)
    connection.execute(f"CREATE TABLE mart.{name} AS SELECT {select} FROM incoming")
    connection.unregister("incoming")
