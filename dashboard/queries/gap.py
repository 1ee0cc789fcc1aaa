"""What the page "Khoảng cách" asks: values side by side, gaps to one reference, coverage.

A reference is `(reference, basis, scope, ref_plan)`: `mart.gap` holds every reference but `plan`,
one plan of the reader's choice, which is a pair of two plans and so is computed here. Plans are
joined, not looked up in a list: a whole country of them would be searched for each row.
"""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from dashboard.queries import run


class Reference(NamedTuple):
    """What values are held against. `plan` is set only for the reference "plan"."""

    name: str
    basis: str = "exact_near"
    scope: str = "all"
    plan: str | None = None


# Indicators on show: the core list, or every one that any plan sets; of the chosen groups.
_INDICATORS = """
    shown_indicator AS (
        SELECT * FROM mart.indicator AS i
        WHERE (len(?) = 0 OR list_contains(?, i.group_id))
          AND (i.in_core OR (? AND EXISTS (
                SELECT 1 FROM mart.statement AS s
                WHERE s.indicator_id = i.indicator_id AND s.kind IN ('target', 'task'))))
    )"""

_GAPS = """
    pair AS (
        SELECT g.indicator_id, g.plan_id, g.statement_id, g.reference_plan_id,
               g.reference_statement_id, g.official_id, g.reference_year, g.reference_comparator,
               g.reference_value, g.n_peers, g.gap, g.comparability AS pair_comparability
        FROM mart.gap AS g
        WHERE g.plan_id IN (SELECT unnest(?)) AND g.reference = ? AND g.basis = ? AND g.scope = ?
          AND g.years = 'same_or_earlier'
    )"""

# One other plan, any year. Two plans with the same wording are exact to each other.
_GAPS_TO_PLAN = """
    two AS (
        SELECT s.indicator_id, s.plan_id, s.statement_id, r.plan_id AS reference_plan_id,
               r.statement_id AS reference_statement_id, CAST(NULL AS VARCHAR) AS official_id,
               r.year AS reference_year, r.comparator AS reference_comparator,
               r.value AS reference_value, 1 AS n_peers,
               CASE s.direction WHEN 'lower' THEN s.value - r.value
                                ELSE r.value - s.value END AS gap,
               CASE WHEN s.comparability = 'exact' AND r.comparability = 'exact' THEN 'exact'
                    WHEN s.label_key = r.label_key THEN 'exact'
                    ELSE 'near' END AS pair_comparability
        FROM mart.statement AS s
        JOIN mart.statement AS r ON r.indicator_id = s.indicator_id AND r.plan_id <> s.plan_id
        WHERE s.plan_id IN (SELECT unnest(?)) AND r.plan_id = ? AND s.speaks AND r.speaks
          AND NOT r.impossible
    ),
    pair AS (
        SELECT * FROM two WHERE ? = 'exact_near' OR pair_comparability = 'exact'
    )"""

_REFERENCE_COLUMNS = """
               q.reference_plan_id, q.reference_statement_id, q.official_id,
               CAST(q.reference_year AS INTEGER) AS reference_year, q.reference_comparator,
               CAST(q.reference_value AS DOUBLE) AS reference_value, q.n_peers,
               CAST(q.gap AS DOUBLE) AS gap, q.pair_comparability,
               o.document, o.clause, o.level"""


def _pairs(plans: tuple[str, ...], reference: Reference) -> tuple[str, tuple]:
    """The common table `pair` and its parameters."""
    if reference.name == "plan":
        return _GAPS_TO_PLAN, (plans, reference.plan, reference.basis)
    return _GAPS, (plans, reference.name, reference.basis, reference.scope)


def cells(
    edition: str,
    plans: tuple[str, ...],
    groups: tuple[str, ...],
    every: bool,
    reference: Reference,
) -> pd.DataFrame:
    """One row per indicator on show and plan, set or not, with its gap where there is a pair.

    `state` is `set`, `contradiction` (two values of equal standing) or `not_set`; `mates` counts
    the indicators of the same family that the plan sets instead; `baseline_*` is what the plan
    reports for an earlier year. Values in the indicator's unit, the gap too.
    """
    pair, pair_params = _pairs(plans, reference)
    return run(
        edition,
        f"""
        WITH {_INDICATORS},
        {pair},
        own AS (
            SELECT * FROM mart.statement WHERE plan_id IN (SELECT unnest(?))
        ),
        clash AS (
            SELECT plan_id, indicator_id, min(value) AS low, max(value) AS high,
                   min(statement_id) AS statement_id
            FROM own WHERE contradicts AND kind IN ('target', 'task')
            GROUP BY plan_id, indicator_id
        ),
        reported AS (
            SELECT plan_id, indicator_id, max(year) AS year, arg_max(value, year) AS value,
                   arg_max(comparator, year) AS comparator
            FROM own WHERE kind = 'baseline' GROUP BY plan_id, indicator_id
        ),
        mate AS (
            SELECT plan_id, family_id, count(*) AS mates, min(indicator_id) AS only_one
            FROM own WHERE speaks GROUP BY plan_id, family_id
        )
        SELECT i.indicator_id, i.family_id, i.group_id, i.name_vi, i.name_en, i.short_vi,
               i.short_en, i.group_name_vi, i.group_name_en, i.unit, i.in_core,
               p.plan_id, p.plan_year,
               CASE WHEN s.statement_id IS NOT NULL THEN 'set'
                    WHEN c.plan_id IS NOT NULL THEN 'contradiction'
                    ELSE 'not_set' END AS state,
               coalesce(s.statement_id, c.statement_id) AS statement_id,
               CAST(s.year AS INTEGER) AS year, s.comparator, CAST(s.value AS DOUBLE) AS value,
               s.comparability, coalesce(s.impossible, FALSE) AS impossible, s.binding, s.note,
               CAST(c.low AS DOUBLE) AS low, CAST(c.high AS DOUBLE) AS high,
               CAST(b.year AS INTEGER) AS baseline_year, b.comparator AS baseline_comparator,
               CAST(b.value AS DOUBLE) AS baseline_value,
               CAST(coalesce(m.mates, 0) AS INTEGER) AS mates,
               {_REFERENCE_COLUMNS}
        FROM shown_indicator AS i
        CROSS JOIN (SELECT * FROM mart.plan WHERE plan_id IN (SELECT unnest(?))) AS p
        LEFT JOIN own AS s
            ON s.plan_id = p.plan_id AND s.indicator_id = i.indicator_id AND s.speaks
        LEFT JOIN clash AS c ON c.plan_id = p.plan_id AND c.indicator_id = i.indicator_id
        LEFT JOIN reported AS b ON b.plan_id = p.plan_id AND b.indicator_id = i.indicator_id
        LEFT JOIN mate AS m
            ON m.plan_id = p.plan_id AND m.family_id = i.family_id AND s.statement_id IS NULL
        LEFT JOIN pair AS q ON q.statement_id = s.statement_id
        LEFT JOIN mart.official AS o ON o.official_id = q.official_id
        ORDER BY i.group_sort_order, i.family_id, i.indicator_id, p.plan_year, p.plan_id
        """,
        (groups, groups, every, *pair_params, plans, plans),
    )


def gaps(
    edition: str,
    plans: tuple[str, ...],
    groups: tuple[str, ...],
    every: bool,
    reference: Reference,
    limit: int = 200,
) -> pd.DataFrame:
    """Pairs of the plans' values and the reference, the largest gap first, at most `limit`.

    Shares come first: gaps in other units have no common scale.
    """
    pair, pair_params = _pairs(plans, reference)
    return run(
        edition,
        f"""
        WITH {_INDICATORS},
        {pair}
        SELECT i.indicator_id, i.name_vi, i.name_en, i.short_vi, i.short_en, i.group_name_vi,
               i.group_name_en, i.unit, q.plan_id, q.statement_id,
               CAST(s.year AS INTEGER) AS year, s.comparator, CAST(s.value AS DOUBLE) AS value,
               s.comparability,
               {_REFERENCE_COLUMNS}
        FROM pair AS q
        JOIN shown_indicator AS i ON i.indicator_id = q.indicator_id
        JOIN mart.statement AS s ON s.statement_id = q.statement_id
        LEFT JOIN mart.official AS o ON o.official_id = q.official_id
        ORDER BY CASE i.unit WHEN 'percent' THEN 0 ELSE 1 END, q.gap DESC,
                 CASE q.pair_comparability WHEN 'exact' THEN 0 ELSE 1 END,
                 i.group_sort_order, i.indicator_id, q.plan_id
        LIMIT ?
        """,
        (groups, groups, every, *pair_params, limit),
    )


def pair_counts(
    edition: str,
    plans: tuple[str, ...],
    groups: tuple[str, ...],
    every: bool,
    reference: Reference,
) -> pd.Series:
    """How many pairs there are: `pairs, less, same, more, near`, over every plan on show."""
    pair, pair_params = _pairs(plans, reference)
    counts = run(
        edition,
        f"""
        WITH {_INDICATORS},
        {pair}
        SELECT count(*) AS pairs,
               count(*) FILTER (q.gap > 0) AS less,
               count(*) FILTER (q.gap = 0) AS same,
               count(*) FILTER (q.gap < 0) AS more,
               count(*) FILTER (q.pair_comparability <> 'exact') AS near
        FROM pair AS q
        JOIN shown_indicator AS i ON i.indicator_id = q.indicator_id
        """,
        (groups, groups, every, *pair_params),
    )
    return counts.iloc[0].astype(int)
