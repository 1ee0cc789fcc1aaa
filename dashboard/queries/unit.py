"""What "Hồ sơ xã, phường" asks: commune-level units, their lineage, their plans' values."""

from __future__ import annotations

import pandas as pd

from dashboard.queries import gap, run

REFERENCES = ("best_peer", "median_peer", "official")


def units(edition: str) -> pd.DataFrame:
    """One row a unit that has a plan: `identity_key, name_vi, province_vi, province_code, named`.

    `named` is false where no code is known, so that the unit bears the name its plan suggests;
    `plan_names` are the names its plans bear, which may be those of former units.
    """
    return run(
        edition,
        """
        SELECT p.identity_key, coalesce(max(c.name_vi), max(p.commune_name)) AS name_vi,
               coalesce(max(c.province_vi), max(p.province_vi)) AS province_vi,
               max(p.province_code) AS province_code, count(c.commune_code) > 0 AS named,
               coalesce(max(c.predecessors), '') AS predecessors,
               string_agg(DISTINCT p.commune_name, ' | ') AS plan_names
        FROM mart.plan AS p
        LEFT JOIN mart.commune AS c ON c.commune_code = p.identity_key
        GROUP BY p.identity_key
        ORDER BY max(p.province_vi) NULLS LAST, 2, 1
        """,
    )


def register(edition: str) -> pd.DataFrame:
    """One row a unit of today: `identity_key, name_vi, province_vi, predecessors` (text)."""
    return run(
        edition,
        """
        SELECT commune_code AS identity_key, name_vi, province_vi,
               coalesce(predecessors, '') AS predecessors
        FROM mart.commune WHERE valid_to IS NULL
        ORDER BY province_vi, name_vi, commune_code
        """,
    )


def current_code(edition: str, code: str) -> str:
    """The unit of today that a code means: a former unit's successor; the code itself otherwise."""
    sql = "SELECT current_code FROM mart.commune WHERE commune_code = ?"
    found = run(edition, sql, (code,))
    return code if found.empty else str(found["current_code"].iloc[0])


def unit(edition: str, key: str) -> pd.Series | None:
    """The unit's row in the register; None for a plan whose commune is not known."""
    found = run(edition, "SELECT * FROM mart.commune WHERE commune_code = ?", (key,))
    return None if found.empty else found.iloc[0]


def former(edition: str, key: str) -> pd.DataFrame:
    """Former units that became (part of) this one: `commune_code, name_vi, valid_to`."""
    return run(
        edition,
        """
        SELECT commune_code, name_vi, valid_to FROM mart.commune
        WHERE current_code = ? AND commune_code <> ? ORDER BY name_vi, commune_code
        """,
        (key, key),
    )


def targets(
    edition: str, plan_id: str, groups: tuple[str, ...], basis: str, scope: str
) -> dict[str, pd.DataFrame]:
    """Per reference of REFERENCES one row an indicator: see `queries.gap.cells`.

    The indicators that the plan sets or contradicts itself on, and the core ones it does not set.
    """
    found = {}
    for name in REFERENCES:
        reference = gap.Reference(name, basis, scope)
        cells = gap.cells(edition, (plan_id,), groups, True, reference)
        found[name] = cells[cells["in_core"] | (cells["state"] != "not_set")]
    return found


def unaligned(edition: str, plan_id: str) -> pd.DataFrame:
    """Numbers of a plan that no catalogue indicator matches, in the order of the paper."""
    return run(
        edition,
        """
        SELECT statement_id, label_vi, population_vi, comparator, CAST(value AS DOUBLE) AS value,
               unit, CAST(year AS INTEGER) AS year, kind
        FROM mart.statement
        WHERE plan_id = ? AND indicator_id IS NULL AND kind IN ('target', 'task')
        ORDER BY origin_file, origin_line, statement_id
        """,
        (plan_id,),
    )
