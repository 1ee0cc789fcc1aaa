"""What "Chỉ tiêu" asks: one indicator over plans and years, its wordings, the plans by value."""

from __future__ import annotations

import pandas as pd

from dashboard.queries import run


def uses(edition: str) -> pd.DataFrame:
    """One row an indicator: `indicator_id, plans` (how many set it), most used first."""
    return run(
        edition,
        """
        SELECT i.indicator_id, count(s.statement_id) AS plans
        FROM mart.indicator AS i
        LEFT JOIN mart.statement AS s ON s.indicator_id = i.indicator_id AND s.speaks
        GROUP BY i.indicator_id, i.in_core
        ORDER BY plans DESC, i.in_core DESC, i.indicator_id
        """,
    )


def wordings(edition: str) -> pd.DataFrame:
    """Wordings that mean an indicator: `indicator_id, alias_vi, comparability`, exact first."""
    return run(
        edition,
        """
        SELECT indicator_id, alias_vi, comparability FROM mart.alias
        ORDER BY indicator_id, comparability, alias_vi
        """,
    )


def standing(edition: str, indicator_id: str, plans: tuple[str, ...]) -> pd.DataFrame:
    """One row a plan: what it sets for the indicator, earliest plan year first.

    `state` is `set`, `contradiction` or `not_set`; `mates` counts the indicators of the same
    family that the plan sets; `baseline_*` is the latest result that the plan reports.
    """
    return run(
        edition,
        """
        WITH own AS (SELECT * FROM mart.statement WHERE indicator_id = ?),
        clash AS (
            SELECT plan_id, min(value) AS low, max(value) AS high,
                   min(statement_id) AS statement_id
            FROM own WHERE contradicts AND kind IN ('target', 'task') GROUP BY plan_id
        ),
        reported AS (
            SELECT plan_id, max(year) AS year, arg_max(value, year) AS value,
                   arg_max(comparator, year) AS comparator,
                   arg_max(statement_id, year) AS statement_id
            FROM own WHERE kind = 'baseline' AND value IS NOT NULL GROUP BY plan_id
        ),
        mate AS (
            SELECT s.plan_id, count(*) AS mates FROM mart.statement AS s
            WHERE s.speaks AND s.indicator_id <> ? AND s.family_id IN (
                SELECT family_id FROM mart.indicator WHERE indicator_id = ?)
            GROUP BY s.plan_id
        )
        SELECT p.plan_id, p.plan_year, i.unit, i.name_vi, i.name_en,
               CASE WHEN s.statement_id IS NOT NULL THEN 'set'
                    WHEN c.plan_id IS NOT NULL THEN 'contradiction'
                    ELSE 'not_set' END AS state,
               coalesce(s.statement_id, c.statement_id) AS statement_id,
               CAST(s.year AS INTEGER) AS year, s.comparator, CAST(s.value AS DOUBLE) AS value,
               s.comparability, coalesce(s.impossible, FALSE) AS impossible, s.note, s.binding,
               CAST(c.low AS DOUBLE) AS low, CAST(c.high AS DOUBLE) AS high,
               b.statement_id AS baseline_id, CAST(b.year AS INTEGER) AS baseline_year,
               b.comparator AS baseline_comparator, CAST(b.value AS DOUBLE) AS baseline_value,
               CAST(coalesce(m.mates, 0) AS INTEGER) AS mates
        FROM mart.plan AS p
        CROSS JOIN (SELECT * FROM mart.indicator WHERE indicator_id = ?) AS i
        LEFT JOIN own AS s ON s.plan_id = p.plan_id AND s.speaks
        LEFT JOIN clash AS c ON c.plan_id = p.plan_id
        LEFT JOIN reported AS b ON b.plan_id = p.plan_id
        LEFT JOIN mate AS m ON m.plan_id = p.plan_id
        WHERE p.plan_id IN (SELECT unnest(?))
        ORDER BY p.plan_year, p.province_vi NULLS LAST, p.commune_name, p.plan_id
        """,
        (indicator_id, indicator_id, indicator_id, indicator_id, plans),
    )


def statements(
    edition: str, indicator_id: str, plans: tuple[str, ...], limit: int = 2000
) -> pd.DataFrame:
    """Every statement of the plans on the indicator, latest plan year first, at most `limit`."""
    return run(
        edition,
        """
        SELECT statement_id, plan_id, plan_year, CAST(year AS INTEGER) AS year, kind, label_vi,
               population_vi, comparator, CAST(value AS DOUBLE) AS value, unit, binding,
               comparability, note, speaks, impossible, section, ordinal, part, sheet, cell
        FROM mart.statement
        WHERE indicator_id = ? AND plan_id IN (SELECT unnest(?))
        ORDER BY plan_year DESC, plan_id, speaks DESC, year DESC, statement_id
        LIMIT ?
        """,
        (indicator_id, plans, limit),
    )


def family(edition: str, family_id: str, plans: tuple[str, ...]) -> pd.DataFrame:
    """What the plans set for the indicators of a family: columns of `gap_parts.families`.

    They count another territory or another thing: they stand side by side and have no gap.
    """
    return run(
        edition,
        """
        SELECT s.family_id, s.indicator_id, i.name_vi, i.name_en, i.short_vi, i.short_en,
               i.denominator_vi, i.unit, s.plan_id, s.statement_id,
               CAST(s.year AS INTEGER) AS year, s.comparator, CAST(s.value AS DOUBLE) AS value,
               s.comparability, s.impossible
        FROM mart.statement AS s
        JOIN mart.indicator AS i ON i.indicator_id = s.indicator_id
        WHERE s.speaks AND s.family_id = ? AND s.plan_id IN (SELECT unnest(?))
        ORDER BY s.indicator_id, s.plan_year, s.plan_id
        """,
        (family_id, plans),
    )
