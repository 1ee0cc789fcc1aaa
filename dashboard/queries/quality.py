"""What the quality page asks: five shares, findings, and the rows that stand behind them."""

from __future__ import annotations

import pandas as pd

from dashboard.queries import run


def shares(edition: str, plan_ids: tuple[str, ...]) -> pd.DataFrame:
    """`mart.quality`: one row a plan and check; `share` is 0 to 1, missing where not assessable."""
    return run(
        edition,
        """
        SELECT * FROM mart.quality
        WHERE plan_id IN (SELECT unnest(?)) ORDER BY plan_id, check_code
        """,
        (plan_ids,),
    )


def findings(edition: str, plan_ids: tuple[str, ...]) -> pd.DataFrame:
    """`mart.finding`, worst first, with the number it is about or one that stands at its place."""
    return run(
        edition,
        """
        SELECT f.* EXCLUDE (statement_id), s.statement_id, s.label_vi, s.comparator, s.value,
               s.unit, s.year
        FROM mart.finding AS f
        LEFT JOIN (
            SELECT plan_id, section, ordinal, min(statement_id) AS statement_id
            FROM mart.statement GROUP BY plan_id, section, ordinal
        ) AS place
          ON place.plan_id = f.plan_id AND place.section = f.section
         AND place.ordinal = f.ordinal
        LEFT JOIN mart.statement AS s
          ON s.statement_id = coalesce(f.statement_id, place.statement_id)
        WHERE f.plan_id IN (SELECT unnest(?))
        ORDER BY CASE f.severity WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END,
                 f.plan_id, f.code, f.section, f.ordinal, f.part
        """,
        (plan_ids,),
    )


def numbers(edition: str, plan_ids: tuple[str, ...]) -> pd.DataFrame:
    """The statements that the checks judge, with the result of each check as a boolean.

    Reported results are judged on `possible` alone: see etl/sql/mart/55_quality.sql, whose counts
    these are.
    """
    return run(
        edition,
        """
        SELECT s.statement_id, s.plan_id, s.section, s.ordinal, s.part, s.kind, s.label_vi,
               s.population_vi, s.comparator, s.value, s.unit, s.year, s.due, s.due_basis,
               s.lead_unit_name,
               s.population_vi IS NOT NULL AS defined,
               coalesce(s.due_basis = 'text', FALSE) AS timed,
               s.lead_unit IS NOT NULL AS owned,
               f.statement_id IS NULL AS possible
        FROM mart.statement AS s
        LEFT JOIN (
            SELECT DISTINCT statement_id FROM mart.finding
            WHERE code IN ('impossible_comparator', 'share_out_of_range', 'fraction_mismatch',
                           'due_before_plan', 'due_after_plan')
        ) AS f ON f.statement_id = s.statement_id
        WHERE s.plan_id IN (SELECT unnest(?)) AND s.kind IN ('target', 'task', 'baseline')
        ORDER BY s.plan_id, s.origin_file, s.origin_line, s.statement_id
        """,
        (plan_ids,),
    )


def bullets(edition: str, plan_ids: tuple[str, ...]) -> pd.DataFrame:
    """Bullets of the goals part, one row each, and whether a number stands in it (`measurable`).

    `statement_id` is that of the bullet's first number, missing where it has none.
    """
    return run(
        edition,
        """
        SELECT plan_id, section, ordinal, min(label_vi) AS label_vi,
               max(numbered) = 1 AS measurable, min(statement_id) AS statement_id
        FROM (
            SELECT plan_id, section, ordinal, label_vi, 1 AS numbered, statement_id
            FROM mart.statement WHERE kind = 'target'
            UNION ALL
            SELECT plan_id, section, ordinal, label_vi, 0, NULL FROM mart.goal
        ) AS place
        WHERE plan_id IN (SELECT unnest(?))
        GROUP BY plan_id, section, ordinal
        ORDER BY plan_id, section, ordinal
        """,
        (plan_ids,),
    )
