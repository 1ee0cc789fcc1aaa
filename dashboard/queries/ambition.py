"""What "Mức phấn đấu" asks: plans head to head, the indicators behind a pair, profile and ranks."""

from __future__ import annotations

import pandas as pd

from dashboard import data
from dashboard.queries import run
from etl.index import MIN_SHARED, Inputs, read_inputs

# Indicators two plans both set, a's value less b's (sign turned where lower is better).
# Parameters: plans of a, near pairs too, groups twice (an empty list is every group).
_SHARED = """
  SELECT a.plan_id AS plan_a, b.plan_id AS plan_b, a.indicator_id, a.group_id, a.unit,
         a.statement_id AS a_statement_id, b.statement_id AS b_statement_id,
         a.comparator AS a_comparator, b.comparator AS b_comparator,
         a.value AS a_value, b.value AS b_value, a.year AS a_year, b.year AS b_year,
         a.impossible AS a_impossible, b.impossible AS b_impossible,
         CASE a.direction WHEN 'lower' THEN b.value - a.value ELSE a.value - b.value
         END AS difference,
         CASE WHEN a.comparability = 'exact' AND b.comparability = 'exact' THEN 'exact'
              WHEN a.label_key = b.label_key THEN 'exact'
              ELSE 'near' END AS comparability,
         b.identity_key <> a.identity_key AS other_commune
  FROM mart.statement AS a
  JOIN mart.statement AS b ON b.indicator_id = a.indicator_id AND b.plan_id <> a.plan_id
  WHERE a.speaks AND b.speaks AND list_contains(?, a.plan_id)
    AND (? OR (a.comparability = 'exact' AND b.comparability = 'exact')
         OR a.label_key = b.label_key)
    AND (len(?) = 0 OR list_contains(?, a.group_id))
"""
_COUNTS = """
    count(*) AS shared,
    CAST(sum(CASE WHEN difference > 0 THEN 1 ELSE 0 END) AS INTEGER) AS a_more,
    CAST(sum(CASE WHEN difference = 0 THEN 1 ELSE 0 END) AS INTEGER) AS same,
    CAST(sum(CASE WHEN difference < 0 THEN 1 ELSE 0 END) AS INTEGER) AS b_more
"""


def duels(
    edition: str, plan_ids: tuple[str, ...], near: bool, groups: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Every ordered pair of the plans that share an indicator, as `mart.head_to_head` has it.

    `plan_a, plan_b, shared, a_more, same, b_more, mean_difference` (percentage points over
    shares). `near` lets pairs in that fit only nearly; `groups` keeps some groups (all if empty).
    """
    return run(
        edition,
        f"""
        WITH pair AS ({_SHARED})
        SELECT plan_a, plan_b, {_COUNTS},
               round(avg(CASE WHEN unit = 'percent' THEN CAST(difference AS DOUBLE) END), 6)
               AS mean_difference
        FROM pair WHERE list_contains(?, plan_b)
        GROUP BY plan_a, plan_b ORDER BY plan_a, plan_b
        """,
        (plan_ids, near, groups, groups, plan_ids),
    )


def copeland(
    edition: str, plan_ids: tuple[str, ...], near: bool, groups: tuple[str, ...] = ()
) -> pd.DataFrame:
    """`plan_id, wins, losses, opponents, copeland` against the latest plan of every other commune.

    Opponents share MIN_SHARED indicators or more; filters of communes and years do not change them.
    A plan without an opponent is not in the frame.
    """
    return run(
        edition,
        f"""
        WITH pair AS ({_SHARED}),
        duel AS (
          SELECT pair.plan_a, pair.plan_b, {_COUNTS}
          FROM pair
          JOIN mart.plan AS p ON p.plan_id = pair.plan_b AND p.is_latest
          WHERE pair.other_commune
          GROUP BY pair.plan_a, pair.plan_b
        )
        SELECT plan_a AS plan_id,
               CAST(sum(CASE WHEN a_more > b_more THEN 1 ELSE 0 END) AS INTEGER) AS wins,
               CAST(sum(CASE WHEN a_more < b_more THEN 1 ELSE 0 END) AS INTEGER) AS losses,
               count(*) AS opponents,
               CAST(sum(sign(a_more - b_more)) AS INTEGER) AS copeland
        FROM duel WHERE shared >= ?
        GROUP BY plan_a ORDER BY plan_a
        """,
        (plan_ids, near, groups, groups, MIN_SHARED),
    )


def pair_indicators(
    edition: str, plan_a: str, plan_b: str, near: bool, groups: tuple[str, ...] = ()
) -> pd.DataFrame:
    """One row an indicator both plans set: both values, years and statements, and `difference`.

    `difference` is a's value less b's in the indicator's unit, sign turned where lower is better.
    """
    return run(
        edition,
        f"""
        WITH pair AS ({_SHARED})
        SELECT pair.*, i.name_vi, i.name_en, i.short_vi, i.short_en, i.is_full_share
        FROM pair
        JOIN mart.indicator AS i ON i.indicator_id = pair.indicator_id
        WHERE pair.plan_b = ?
        ORDER BY i.group_sort_order, i.indicator_id
        """,
        ((plan_a,), near, groups, groups, plan_b),
    )


def profile(edition: str) -> pd.DataFrame:
    """One row a plan: `level, breadth, firmness, total` (0 to 100, missing where not counted),
    the counts `level_n, breadth_n, firmness_n`, `rated`, and `targets, target_groups`."""
    return run(
        edition,
        """
        SELECT a.plan_id,
               max(CASE WHEN a.component = 'level' THEN a.score END) AS level,
               max(CASE WHEN a.component = 'breadth' THEN a.score END) AS breadth,
               max(CASE WHEN a.component = 'firmness' THEN a.score END) AS firmness,
               max(CASE WHEN a.component = 'total' THEN a.score END) AS total,
               max(CASE WHEN a.component = 'level' THEN a.n END) AS level_n,
               max(CASE WHEN a.component = 'breadth' THEN a.n END) AS breadth_n,
               max(CASE WHEN a.component = 'firmness' THEN a.n END) AS firmness_n,
               bool_or(a.rated) AS rated,
               coalesce(max(t.targets), 0) AS targets,
               coalesce(max(t.target_groups), 0) AS target_groups
        FROM mart.ambition AS a
        LEFT JOIN (
            SELECT plan_id, count(*) AS targets, count(DISTINCT group_id) AS target_groups
            FROM mart.statement WHERE kind = 'target' AND value IS NOT NULL GROUP BY plan_id
        ) AS t ON t.plan_id = a.plan_id
        GROUP BY a.plan_id ORDER BY a.plan_id
        """,
    )


def core_size(edition: str) -> int:
    """How many indicators the core list holds."""
    sql = "SELECT count(*) AS n FROM mart.indicator WHERE in_core"
    return int(run(edition, sql)["n"].iloc[0])


def ranks(edition: str) -> pd.DataFrame:
    """Every column of `mart.ambition_rank` for the plans that are ranked, best first."""
    return run(
        edition,
        """
        SELECT * FROM mart.ambition_rank WHERE rank_p50 IS NOT NULL
        ORDER BY rank_p50, rank, plan_id
        """,
    )


def above(edition: str) -> pd.DataFrame:
    """`plan_a, plan_b, probability` that a ranks above b, for up to 30 ranked plans."""
    return run(edition, "SELECT * FROM mart.ambition_above ORDER BY plan_a, plan_b")


def choices(edition: str) -> pd.DataFrame:
    """`choice, share`: how much of the ranks' movement each choice explains, largest first."""
    return run(
        edition,
        "SELECT * FROM mart.ambition_choice ORDER BY share DESC NULLS LAST, choice",
    )


def speaking(edition: str, plan_id: str) -> pd.DataFrame:
    """`indicator_id, statement_id, comparator, value, unit` of what one plan sets."""
    return run(
        edition,
        """
        SELECT indicator_id, statement_id, comparator, value, unit
        FROM mart.statement WHERE speaks AND plan_id = ? ORDER BY indicator_id
        """,
        (plan_id,),
    )


def inputs(edition: str) -> Inputs:
    """All plans of the edition as arrays for `etl.index`; read it, never write to it."""
    with data.cursor(edition) as cursor:
        return read_inputs(cursor)[0]
