"""What the overview asks: what needs attention, how full each plan is, who has sent a plan."""

from __future__ import annotations

import pandas as pd

from dashboard.queries import run

MOST_POINTS = 500  # of the attention list; a country has a hundred thousand


def attention(
    edition: str,
    plan_ids: tuple[str, ...],
    groups: tuple[str, ...] = (),
    most: int = MOST_POINTS,
) -> pd.DataFrame:
    """One row a point that needs attention, worst first: mart.attention and the words for it.

    Exact pairs and the latest plan of each commune only; `gap` is positive, in the indicator's
    unit. Points about a whole plan have no group and stay. At most `most` rows; `total` in each
    says how many points there are.
    """
    return run(
        edition,
        """
        WITH point AS (
          SELECT a.plan_id, a.code, a.severity, a.weight, a.indicator_id, a.statement_id, a.gap,
                 a.comparator, a.value, a.unit, a.reference_comparator, a.reference_value,
                 a.reference_plan_id, a.reference_year, a.params, p.identity_key, p.plan_year,
                 i.name_vi, i.name_en, i.direction, i.group_id, s.label_vi, s.year AS value_year,
                 o.document
          FROM mart.attention AS a
          JOIN mart.plan AS p ON p.plan_id = a.plan_id
          LEFT JOIN core.indicator AS i ON i.indicator_id = a.indicator_id
          LEFT JOIN mart.statement AS s ON s.statement_id = a.statement_id
          LEFT JOIN core.official AS o ON o.official_id = a.official_id
          WHERE a.plan_id IN (SELECT unnest(?))
            AND (len(?) = 0 OR i.group_id IS NULL OR list_contains(?, i.group_id))
        )
        SELECT *, (SELECT count(*) FROM point) AS total FROM point
        ORDER BY weight DESC, code, plan_id, indicator_id NULLS FIRST
        LIMIT ?
        """,
        (plan_ids, groups, groups, most),
    )


def plan_facts(edition: str) -> pd.DataFrame:
    """One row a plan: its counts, its unit of today and a point on the map.

    `lat, lon` (degrees) are the commune's own, else those of the unit it is part of today; both
    missing when the plan does not name its commune. `now_code, now_province_code,
    now_province_vi` are the unit of today. `core_set` of `core_total` indicators of the core list.
    """
    return run(
        edition,
        """
        SELECT p.plan_id, p.identity_key, p.commune_code, p.province_vi, p.province_basis,
               p.plan_year, p.is_latest, p.number, p.issued, p.issued_precision, p.horizon_start,
               p.horizon_end, p.implements, p.annex_missing, p.upload_id,
               n.commune_code AS now_code,
               coalesce(n.province_code, p.province_code) AS now_province_code,
               coalesce(n.province_vi, p.province_vi) AS now_province_vi,
               coalesce(c.lat, n.lat) AS lat, coalesce(c.lon, n.lon) AS lon,
               coalesce(s.statements, 0) AS statements, coalesce(s.targets, 0) AS targets,
               coalesce(k.tasks, 0) AS tasks, coalesce(f.findings, 0) AS findings,
               coalesce(v.core_set, 0) AS core_set, coalesce(v.core_total, 0) AS core_total,
               v.core_set / NULLIF(v.core_total, 0) AS core_share
        FROM mart.plan AS p
        LEFT JOIN core.commune AS c ON c.commune_code = p.commune_code
        LEFT JOIN core.commune AS n ON n.commune_code = c.current_code
        LEFT JOIN (
            SELECT plan_id, count(*) AS statements,
                   count(CASE WHEN kind = 'target' THEN 1 END) AS targets
            FROM core.statement GROUP BY plan_id
        ) AS s ON s.plan_id = p.plan_id
        LEFT JOIN (
            SELECT plan_id, count(*) AS tasks FROM core.task GROUP BY plan_id
        ) AS k ON k.plan_id = p.plan_id
        LEFT JOIN (
            SELECT plan_id, count(*) AS findings FROM mart.finding GROUP BY plan_id
        ) AS f ON f.plan_id = p.plan_id
        LEFT JOIN (
            SELECT plan_id, CAST(sum(c.set) AS INTEGER) AS core_set,
                   CAST(sum(c.indicators) AS INTEGER) AS core_total
            FROM mart.coverage AS c GROUP BY plan_id
        ) AS v ON v.plan_id = p.plan_id
        ORDER BY p.plan_year DESC, p.province_vi NULLS LAST, p.commune_name, p.plan_id
        """,
    )


def coverage(edition: str, near: bool) -> pd.DataFrame:
    """One row a plan and group of the core list: `indicators, set_count`, `level` with its `n`.

    `level` is the mean, 0 to 100, of the plan's values on the catalogue's goalposts, over the `n`
    core indicators of the group that have both; `near` lets values in that fit only nearly.
    """
    return run(
        edition,
        """
        SELECT c.plan_id, c.group_id, g.sort_order, c.indicators, c.set AS set_count,
               avg(100 * (s.value - i.floor) / NULLIF(i.ceiling - i.floor, 0)) AS level,
               count(s.value * (i.ceiling - i.floor)) AS n
        FROM mart.coverage AS c
        JOIN core.indicator_group AS g ON g.group_id = c.group_id
        LEFT JOIN (
            SELECT s.plan_id, s.group_id, s.indicator_id, CAST(s.value AS DOUBLE) AS value
            FROM mart.statement AS s
            JOIN core.core_list AS l ON l.indicator_id = s.indicator_id
            WHERE s.speaks AND (? OR s.comparability = 'exact')
        ) AS s ON s.plan_id = c.plan_id AND s.group_id = c.group_id
        LEFT JOIN core.indicator AS i
            ON i.indicator_id = s.indicator_id AND i.floor IS NOT NULL AND i.ceiling IS NOT NULL
        GROUP BY c.plan_id, c.group_id, g.sort_order, c.indicators, c.set
        ORDER BY c.plan_id, g.sort_order, c.group_id
        """,
        (near,),
    )


def units(edition: str) -> pd.DataFrame:
    """One row a commune-level unit that exists today and has a point: `lat, lon` in degrees."""
    return run(
        edition,
        """
        SELECT commune_code, short_name, type, province_code, province_vi, lat, lon
        FROM core.commune
        WHERE valid_to IS NULL AND lat IS NOT NULL AND lon IS NOT NULL
        ORDER BY commune_code
        """,
    )


def register(edition: str, years: tuple[int, ...]) -> pd.DataFrame:
    """One row a province of today: `units`, those `with_plan` of the plan years (none: any).

    A plan of a former commune counts for the unit it is part of today. `special`: the province
    has a special zone (đặc khu). Most plans first, then by name.
    """
    return run(
        edition,
        """
        SELECT c.province_code, c.province_vi, count(*) AS units,
               count(p.identity_key) AS with_plan,
               max(CASE WHEN c.type = 'đặc khu' THEN 1 ELSE 0 END) = 1 AS special
        FROM core.commune AS c
        LEFT JOIN (
            SELECT DISTINCT identity_key FROM mart.plan
            WHERE in_force AND (len(?) = 0 OR list_contains(?, plan_year))
        ) AS p ON p.identity_key = c.commune_code
        WHERE c.valid_to IS NULL
        GROUP BY c.province_code, c.province_vi
        ORDER BY count(p.identity_key) DESC, c.province_vi COLLATE vi, c.province_code
        """,
        (years, years),
    )


def silent(edition: str, province_code: str, years: tuple[int, ...]) -> pd.DataFrame:
    """Units of a province without a plan of these plan years (none: without any), by name.

    `other_years` lists the plan years there are for the unit all the same.
    """
    return run(
        edition,
        """
        SELECT c.commune_code, c.name_vi, c.type, p.other_years
        FROM core.commune AS c
        LEFT JOIN (
            SELECT identity_key,
                   bool_or(len(?) = 0 OR list_contains(?, plan_year)) AS sent,
                   string_agg(DISTINCT CAST(plan_year AS VARCHAR), ', ' ORDER BY
                       CAST(plan_year AS VARCHAR)) AS other_years
            FROM mart.plan WHERE in_force GROUP BY identity_key
        ) AS p ON p.identity_key = c.commune_code
        WHERE c.valid_to IS NULL AND c.province_code = ? AND NOT coalesce(p.sent, FALSE)
        ORDER BY c.short_name COLLATE vi, c.commune_code
        """,
        (years, years, province_code),
    )
