"""What "Thay đổi qua các năm" asks: pairs of plans by link, and the change of each indicator.

`mart.growth` is a view over pairs of plans: every query names plans on one side at least.
"""

from __future__ import annotations

import pandas as pd

from dashboard.queries import run

LINKS = ("same_commune", "baseline", "same_province", "cross_province")
# Plans whose pairs are looked for at once; a reader with more chosen narrows the filters.
MAX_PLANS = 12


def pairs(
    edition: str,
    plan_ids: tuple[str, ...],
    near: bool,
    groups: tuple[str, ...] = (),
    *,
    cross: bool = False,
) -> pd.DataFrame:
    """One row a link and pair of plans with a chosen plan on one side at least.

    `link, from_plan_id, to_plan_id, shared` (indicators with a difference), `raised, lowered,
    unchanged, at_ceiling, definition_changed, new, dropped`. `cross` adds pairs across provinces.
    """
    some = _searched(edition, plan_ids)
    links = LINKS if cross else LINKS[:3]
    return run(
        edition,
        """
        WITH touched AS (
          SELECT * FROM mart.growth WHERE list_contains(?, to_plan_id)
          UNION
          SELECT * FROM mart.growth WHERE list_contains(?, from_plan_id)
        )
        SELECT link, from_plan_id, to_plan_id, count(delta) AS shared,
               CAST(sum(CASE WHEN change = 'raised' THEN 1 ELSE 0 END) AS INTEGER) AS raised,
               CAST(sum(CASE WHEN change = 'lowered' THEN 1 ELSE 0 END) AS INTEGER) AS lowered,
               CAST(sum(CASE WHEN change = 'unchanged' THEN 1 ELSE 0 END) AS INTEGER) AS unchanged,
               CAST(sum(CASE WHEN change = 'at_ceiling' THEN 1 ELSE 0 END) AS INTEGER)
                 AS at_ceiling,
               CAST(sum(CASE WHEN change = 'definition_changed' THEN 1 ELSE 0 END) AS INTEGER)
                 AS definition_changed,
               CAST(sum(CASE WHEN change = 'new' THEN 1 ELSE 0 END) AS INTEGER) AS new,
               CAST(sum(CASE WHEN change = 'dropped' THEN 1 ELSE 0 END) AS INTEGER) AS dropped
        FROM touched
        WHERE list_contains(?, link) AND (? OR comparability = 'exact' OR delta IS NULL)
          AND (len(?) = 0 OR list_contains(?, group_id))
        GROUP BY link, from_plan_id, to_plan_id
        ORDER BY shared DESC, to_plan_id, from_plan_id
        """,
        (some, some, links, near, groups, groups),
    )


def _searched(edition: str, plan_ids: tuple[str, ...]) -> tuple[str, ...]:
    """MAX_PLANS of the plans, those with an earlier year of their own commune first."""
    if len(plan_ids) <= MAX_PLANS:
        return plan_ids
    own = run(edition, "SELECT DISTINCT to_plan_id FROM mart.growth_own WHERE change <> 'new'")
    having = set(own["to_plan_id"])
    return tuple(sorted(plan_ids, key=lambda plan: plan not in having)[:MAX_PLANS])


def changes(
    edition: str,
    link: str,
    from_plan: str,
    to_plan: str,
    near: bool,
    groups: tuple[str, ...] = (),
) -> pd.DataFrame:
    """Every column of `mart.growth` for one pair of plans, with the names of both indicators.

    Rows without a `delta` (another definition, new, dropped) are there whatever `near` says.
    `from_name_*`: the earlier plan's indicator where the definition changed; `closing`: a share.
    """
    return run(
        edition,
        """
        SELECT g.*, i.name_vi, i.name_en, i.short_vi, i.short_en, i.is_full_share, i.direction,
               f.name_vi AS from_name_vi, f.name_en AS from_name_en,
               f.short_vi AS from_short_vi, f.short_en AS from_short_en, f.unit AS from_unit,
               coalesce(a.impossible, FALSE) AS from_impossible,
               coalesce(b.impossible, FALSE) AS to_impossible
        FROM mart.growth AS g
        JOIN mart.indicator AS i ON i.indicator_id = g.indicator_id
        LEFT JOIN mart.indicator AS f ON f.indicator_id = g.from_indicator_id
        LEFT JOIN mart.statement AS a ON a.statement_id = g.from_statement_id
        LEFT JOIN mart.statement AS b ON b.statement_id = g.to_statement_id
        WHERE g.link = ? AND g.from_plan_id = ? AND g.to_plan_id = ?
          AND (? OR g.comparability = 'exact' OR g.delta IS NULL)
          AND (len(?) = 0 OR list_contains(?, g.group_id))
        ORDER BY g.delta DESC NULLS LAST, i.group_sort_order, g.indicator_id
        """,
        (link, from_plan, to_plan, near, groups, groups),
    )


def only_in_one(
    edition: str, from_plan: str, to_plan: str, groups: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Indicators that one of two plans sets and the other does not: the statement that says so.

    `plan_id` is the plan that sets it, with its value (missing where two of its values clash).
    """
    return run(
        edition,
        """
        WITH held AS (
          SELECT plan_id, indicator_id, max(CASE WHEN speaks THEN statement_id END) AS spoken,
                 min(statement_id) AS any_statement
          FROM mart.statement
          WHERE kind IN ('target', 'task') AND value IS NOT NULL AND indicator_id IS NOT NULL
            AND list_contains([?, ?], plan_id)
          GROUP BY plan_id, indicator_id
        ),
        alone AS (
          SELECT h.* FROM held AS h
          LEFT JOIN held AS o ON o.indicator_id = h.indicator_id AND o.plan_id <> h.plan_id
          WHERE o.plan_id IS NULL
        )
        SELECT a.plan_id, a.indicator_id, i.group_id, i.name_vi, i.name_en, s.year,
               coalesce(a.spoken, a.any_statement) AS statement_id,
               CASE WHEN a.spoken IS NOT NULL THEN s.value END AS value,
               CASE WHEN a.spoken IS NOT NULL THEN s.comparator END AS comparator, i.unit
        FROM alone AS a
        JOIN mart.indicator AS i ON i.indicator_id = a.indicator_id
        JOIN mart.statement AS s ON s.statement_id = coalesce(a.spoken, a.any_statement)
        WHERE len(?) = 0 OR list_contains(?, i.group_id)
        ORDER BY a.plan_id, i.group_sort_order, a.indicator_id
        """,
        (from_plan, to_plan, groups, groups),
    )


def communes_with_two_plans(edition: str) -> int:
    """How many communes have plans of two years or more."""
    found = run(
        edition,
        """
        SELECT count(*) AS n FROM (
          SELECT identity_key FROM mart.plan WHERE in_force
          GROUP BY identity_key HAVING count(DISTINCT plan_year) > 1
        )
        """,
    )
    return int(found["n"].iloc[0])
