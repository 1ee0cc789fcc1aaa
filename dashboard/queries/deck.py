"""What only slides and reports ask: where the numbers of a slide stand, plans by commune."""

from __future__ import annotations

import pandas as pd

from dashboard.queries import run


def origins(edition: str, statement_ids: tuple[str, ...]) -> pd.DataFrame:
    """Plan, place and indicator of some statements, in the order of the paper."""
    return run(
        edition,
        """
        SELECT s.statement_id, s.plan_id, s.section, s.ordinal, s.part, s.sheet, s.cell,
               s.label_vi, i.short_vi, i.short_en, p.number, s.comparator, s.year,
               CAST(s.value AS DOUBLE) AS value, s.unit
        FROM mart.statement AS s
        JOIN mart.plan AS p ON p.plan_id = s.plan_id
        LEFT JOIN mart.indicator AS i ON i.indicator_id = s.indicator_id
        WHERE s.statement_id IN (SELECT unnest(?))
        ORDER BY p.plan_year, s.plan_id, s.origin_file, s.origin_line, s.statement_id
        """,
        (statement_ids,),
    )


def core_not_set(edition: str, plans: tuple[str, ...], groups: tuple[str, ...]) -> pd.DataFrame:
    """Core indicators by how many of some plans give them no number, most first.

    `indicator_id, name_vi, name_en, short_vi, short_en, missing, plans` (0 missing left out).
    An indicator with two values of equal standing counts as given a number.
    """
    return run(
        edition,
        """
        SELECT i.indicator_id, i.name_vi, i.name_en, i.short_vi, i.short_en,
               CAST(count(*) - count(s.indicator_id) AS INTEGER) AS missing,
               CAST(count(*) AS INTEGER) AS plans
        FROM mart.indicator AS i
        CROSS JOIN (SELECT unnest(?) AS plan_id) AS p
        LEFT JOIN (
            SELECT DISTINCT plan_id, indicator_id FROM mart.statement
            WHERE kind IN ('target', 'task') AND value IS NOT NULL
        ) AS s ON s.plan_id = p.plan_id AND s.indicator_id = i.indicator_id
        WHERE i.in_core AND (len(?) = 0 OR list_contains(?, i.group_id))
        GROUP BY ALL
        HAVING count(*) > count(s.indicator_id)
        ORDER BY missing DESC, min(i.group_sort_order), i.indicator_id
        """,
        (plans, groups, groups),
    )
