"""What stands beside the gaps: coverage, families, official values, two plans head to head."""

from __future__ import annotations

import pandas as pd

from dashboard.queries import run


def coverage(edition: str, plans: tuple[str, ...], groups: tuple[str, ...]) -> pd.DataFrame:
    """`mart.coverage` of the plans by group, in the order of groups: `indicators, set, share`."""
    return run(
        edition,
        """
        SELECT c.plan_id, c.group_id, g.name_vi AS group_name_vi, g.name_en AS group_name_en,
               CAST(c.indicators AS INTEGER) AS indicators, CAST(c.set AS INTEGER) AS set,
               CAST(c.share AS DOUBLE) AS share
        FROM mart.coverage AS c
        JOIN core.indicator_group AS g ON g.group_id = c.group_id
        JOIN mart.plan AS p ON p.plan_id = c.plan_id
        WHERE c.plan_id IN (SELECT unnest(?)) AND (len(?) = 0 OR list_contains(?, c.group_id))
        ORDER BY g.sort_order, p.plan_year, p.plan_id
        """,
        (plans, groups, groups),
    )


def not_set(edition: str, plans: tuple[str, ...], groups: tuple[str, ...]) -> pd.DataFrame:
    """Per plan, how many core indicators it sets: `plan_id, indicators, set`, fewest first."""
    return run(
        edition,
        """
        SELECT c.plan_id, CAST(sum(c.indicators) AS INTEGER) AS indicators,
               CAST(sum(c.set) AS INTEGER) AS set
        FROM mart.coverage AS c
        WHERE c.plan_id IN (SELECT unnest(?)) AND (len(?) = 0 OR list_contains(?, c.group_id))
        GROUP BY c.plan_id
        ORDER BY sum(c.set), c.plan_id
        """,
        (plans, groups, groups),
    )


def families(edition: str, plans: tuple[str, ...], groups: tuple[str, ...]) -> pd.DataFrame:
    """Values of the families of which the plans set two indicators or more.

    They count another territory or another thing: they stand side by side and have no gap.
    """
    return run(
        edition,
        """
        WITH own AS (
            SELECT * FROM mart.statement
            WHERE speaks AND plan_id IN (SELECT unnest(?))
              AND (len(?) = 0 OR list_contains(?, group_id))
        ),
        wide AS (
            SELECT family_id, min(i.group_sort_order) AS sort_order
            FROM own JOIN mart.indicator AS i USING (indicator_id, family_id)
            GROUP BY family_id HAVING count(DISTINCT indicator_id) > 1
        )
        SELECT o.family_id, o.indicator_id, i.name_vi, i.name_en, i.short_vi, i.short_en,
               i.denominator_vi, i.unit, o.plan_id, o.statement_id,
               CAST(o.year AS INTEGER) AS year, o.comparator, CAST(o.value AS DOUBLE) AS value,
               o.comparability, o.impossible
        FROM own AS o
        JOIN wide AS w ON w.family_id = o.family_id
        JOIN mart.indicator AS i ON i.indicator_id = o.indicator_id
        ORDER BY w.sort_order, o.family_id, o.indicator_id, o.plan_year, o.plan_id
        """,
        (plans, groups, groups),
    )


def official_values(edition: str, plans: tuple[str, ...], groups: tuple[str, ...]) -> pd.DataFrame:
    """Official values against the plans: one row per official value and plan year on show.

    `standing` is `reference` (it is what plans of that year are held against), `expired` (before
    the horizon of those plans ended), `later` (issued after it), `other_level` (it does not apply
    to communes) or `not_chosen` (another official value comes first).
    """
    return run(
        edition,
        """
        WITH kind AS (
            SELECT plan_year, province_code, horizon_end_known, count(*) AS plans
            FROM mart.plan WHERE plan_id IN (SELECT unnest(?))
            GROUP BY plan_year, province_code, horizon_end_known
        ),
        chosen AS (
            SELECT DISTINCT official_id, plan_year, plan_province_code, horizon_end_known
            FROM mart.official_reference WHERE basis = 'exact_near'
        )
        SELECT o.official_id, o.indicator_id, i.name_vi, i.name_en, i.short_vi, i.short_en,
               o.measure_vi, o.population_vi, o.document, o.clause, o.level, o.issued,
               CAST(o.milestone_year AS INTEGER) AS milestone_year, o.valid_to, o.comparator,
               CAST(o.value AS DOUBLE) AS value, coalesce(o.unit, i.unit) AS unit,
               o.comparability, k.plan_year,
               CASE WHEN o.applies_to <> 'commune' THEN 'other_level'
                    WHEN o.issued > k.horizon_end_known THEN 'later'
                    WHEN o.valid_to < k.horizon_end_known THEN 'expired'
                    WHEN c.official_id IS NOT NULL THEN 'reference'
                    ELSE 'not_chosen' END AS standing
        FROM mart.official AS o
        JOIN mart.indicator AS i ON i.indicator_id = o.indicator_id
        CROSS JOIN kind AS k
        LEFT JOIN chosen AS c
            ON c.official_id = o.official_id AND c.plan_year = k.plan_year
            AND c.horizon_end_known = k.horizon_end_known
            AND c.plan_province_code IS NOT DISTINCT FROM k.province_code
        WHERE (len(?) = 0 OR list_contains(?, i.group_id))
          AND (o.level <> 'province' OR o.province_code = k.province_code)
        ORDER BY i.group_sort_order, i.indicator_id, o.milestone_year, o.document, k.plan_year
        """,
        (plans, groups, groups),
    )


def two_plans(
    edition: str, first: str, second: str, groups: tuple[str, ...], basis: str = "exact_near"
) -> pd.DataFrame:
    """Two plans indicator by indicator: `side` is `both`, `first` or `second` (only there).

    With the basis `exact`, pairs that are only near are left out.

    `gap` is what the first asks for less than the second, sign turned where lower is better.
    """
    return run(
        edition,
        """
        WITH a AS (SELECT * FROM mart.statement WHERE speaks AND plan_id = ?),
        b AS (SELECT * FROM mart.statement WHERE speaks AND plan_id = ?)
        SELECT i.indicator_id, i.name_vi, i.name_en, i.short_vi, i.short_en, i.group_name_vi,
               i.group_name_en, i.unit,
               CASE WHEN b.plan_id IS NULL THEN 'first' WHEN a.plan_id IS NULL THEN 'second'
                    ELSE 'both' END AS side,
               a.statement_id AS first_statement_id, CAST(a.year AS INTEGER) AS first_year,
               a.comparator AS first_comparator, CAST(a.value AS DOUBLE) AS first_value,
               a.comparability AS first_comparability,
               b.statement_id AS second_statement_id, CAST(b.year AS INTEGER) AS second_year,
               b.comparator AS second_comparator, CAST(b.value AS DOUBLE) AS second_value,
               b.comparability AS second_comparability,
               CAST(CASE i.direction WHEN 'lower' THEN a.value - b.value
                                     ELSE b.value - a.value END AS DOUBLE) AS gap,
               CASE WHEN a.plan_id IS NULL OR b.plan_id IS NULL THEN NULL
                    WHEN a.comparability = 'exact' AND b.comparability = 'exact' THEN 'exact'
                    WHEN a.label_key = b.label_key THEN 'exact'
                    ELSE 'near' END AS pair_comparability
        FROM a FULL JOIN b ON b.indicator_id = a.indicator_id
        JOIN mart.indicator AS i ON i.indicator_id = coalesce(a.indicator_id, b.indicator_id)
        WHERE (len(?) = 0 OR list_contains(?, i.group_id))
          AND (? = 'exact_near' OR a.plan_id IS NULL OR b.plan_id IS NULL
               OR (a.comparability = 'exact' AND b.comparability = 'exact')
               OR coalesce(a.label_key = b.label_key, FALSE))
        ORDER BY i.group_sort_order, i.family_id, i.indicator_id
        """,
        (first, second, groups, groups, basis),
    )


def closest_pair(edition: str, plans: tuple[str, ...]) -> tuple[str, str] | None:
    """The two of the first sixty plans that share most indicators, the earlier one first.

    None when no two plans share any.
    """
    found = run(
        edition,
        """
        WITH own AS (
            SELECT s.plan_id, s.indicator_id, s.plan_year, s.province_code
            FROM mart.statement AS s
            WHERE s.speaks AND s.plan_id IN (SELECT unnest(?))
        )
        SELECT a.plan_id AS earlier, b.plan_id AS later
        FROM own AS a
        JOIN own AS b ON b.indicator_id = a.indicator_id
            AND (a.plan_year < b.plan_year
                 OR (a.plan_year = b.plan_year AND a.plan_id < b.plan_id))
        GROUP BY a.plan_id, b.plan_id
        ORDER BY count(*) DESC, bool_or(coalesce(a.province_code = b.province_code, FALSE)) DESC,
                 a.plan_id, b.plan_id
        LIMIT 1
        """,
        (plans[:60],),
    )
    return None if found.empty else (str(found["earlier"][0]), str(found["later"][0]))
