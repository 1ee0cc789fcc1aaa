"""What the progress page asks: targets with a start or a result, and how many have neither."""

from __future__ import annotations

import pandas as pd

from dashboard.queries import run


def progress(edition: str, plan_ids: tuple[str, ...], near: bool) -> pd.DataFrame:
    """`mart.progress` of some plans with the words and flags of its numbers, one row an indicator.

    `baseline_findings` and `target_findings` count what a check or a reader found about that
    number. Without `near` only rows whose start, target and result all fit the definition.
    """
    return run(
        edition,
        """
        WITH found AS (
            SELECT statement_id, count(*) AS findings FROM mart.finding
            WHERE statement_id IS NOT NULL GROUP BY statement_id
        )
        SELECT g.*, coalesce(p.horizon_start, make_date(p.plan_year, 1, 1)) AS horizon_start,
               i.name_vi, i.name_en, i.short_vi, i.short_en, s.impossible AS target_impossible,
               coalesce(fb.findings, 0) AS baseline_findings,
               coalesce(fs.findings, 0) AS target_findings
        FROM mart.progress AS g
        JOIN mart.plan AS p ON p.plan_id = g.plan_id
        JOIN mart.indicator AS i ON i.indicator_id = g.indicator_id
        JOIN mart.statement AS s ON s.statement_id = g.target_statement_id
        LEFT JOIN found AS fb ON fb.statement_id = g.baseline_statement_id
        LEFT JOIN found AS fs ON fs.statement_id = g.target_statement_id
        WHERE g.plan_id IN (SELECT unnest(?)) AND (? OR g.comparability = 'exact')
        ORDER BY g.plan_year DESC, g.plan_id, i.group_sort_order, g.indicator_id
        """,
        (plan_ids, near),
    )


def set_targets(edition: str, plan_ids: tuple[str, ...], near: bool) -> pd.DataFrame:
    """How many indicators each plan and group sets: `plan_id, group_id, targets`."""
    return run(
        edition,
        """
        SELECT plan_id, group_id, count(*) AS targets FROM mart.statement
        WHERE speaks AND plan_id IN (SELECT unnest(?)) AND (? OR comparability = 'exact')
        GROUP BY plan_id, group_id ORDER BY plan_id, group_id
        """,
        (plan_ids, near),
    )
