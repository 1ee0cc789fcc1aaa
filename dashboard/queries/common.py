"""What several pages ask: plans, communes, indicators, one statement, the edition itself."""

from __future__ import annotations

import pandas as pd

from dashboard.queries import run


def meta(edition: str) -> dict[str, str]:
    """`schema_version`, `app_version` and `edition_id` as the edition itself states them."""
    row = run(edition, "SELECT schema_version, app_version, edition_id FROM main.meta").iloc[0]
    return {key: str(value) for key, value in row.items()}


def plans(edition: str) -> pd.DataFrame:
    """Every column of `mart.plan`, one row a plan, latest year first, and three more.

    `successor_name` ("Xã Nga An") is set when the commune has become part of another one;
    `inferred` is true when the plan does not name its commune; `statements` counts its numbers.
    """
    return run(
        edition,
        """
        SELECT p.*,
               CASE WHEN s.commune_code <> p.commune_code THEN s.name_vi END AS successor_name,
               coalesce(p.province_basis = 'inferred', FALSE) AS inferred,
               coalesce(n.statements, 0) AS statements
        FROM mart.plan AS p
        LEFT JOIN mart.commune AS c ON c.commune_code = p.commune_code
        LEFT JOIN mart.commune AS s ON s.commune_code = c.current_code
        LEFT JOIN (
            SELECT plan_id, count(*) AS statements FROM mart.statement GROUP BY plan_id
        ) AS n ON n.plan_id = p.plan_id
        ORDER BY p.plan_year DESC, p.province_vi NULLS LAST, p.commune_name, p.plan_id
        """,
    )


def indicators(edition: str) -> pd.DataFrame:
    """Every column of `mart.indicator`, one row an indicator, in the order of groups."""
    return run(
        edition,
        "SELECT * FROM mart.indicator ORDER BY group_sort_order, family_id, indicator_id",
    )


def groups(edition: str) -> pd.DataFrame:
    """`group_id, name_vi, name_en, sort_order` in their order."""
    return run(edition, "SELECT * FROM core.indicator_group ORDER BY sort_order, group_id")


def has_assigned_values(edition: str) -> bool:
    """Whether values assigned by a province are loaded (then they are the default reference)."""
    sql = "SELECT count(*) AS n FROM mart.official WHERE level = 'province'"
    return bool(run(edition, sql)["n"].iloc[0])


def plans_with_tasks(edition: str) -> list[str]:
    """Plans that have tasks, latest year first."""
    found = run(
        edition,
        """
        SELECT p.plan_id FROM mart.plan AS p
        WHERE p.plan_id IN (SELECT plan_id FROM mart.task)
        ORDER BY p.plan_year DESC, p.plan_id
        """,
    )
    return list(found["plan_id"])


def tasks_of(edition: str, plan_id: str) -> pd.DataFrame:
    """`task_key, label_vi` of a plan's tasks: the key is section, bullet and part."""
    return run(
        edition,
        """
        SELECT concat(section, '|', coalesce(ordinal, ''), '|', coalesce(part, '')) AS task_key,
               label_vi
        FROM mart.task WHERE plan_id = ? ORDER BY section, ordinal, part
        """,
        (plan_id,),
    )


def statement(edition: str, statement_id: str) -> pd.Series | None:
    """One statement with its plan and its indicator; None when the edition has no such id."""
    found = run(
        edition,
        """
        SELECT s.*, p.number, p.issued, p.issued_precision, p.status AS plan_status,
               p.annex_missing, i.name_vi, i.name_en, i.short_vi, i.short_en,
               i.floor, i.ceiling, i.numerator_vi, i.denominator_vi
        FROM mart.statement AS s
        JOIN mart.plan AS p ON p.plan_id = s.plan_id
        LEFT JOIN mart.indicator AS i ON i.indicator_id = s.indicator_id
        WHERE s.statement_id = ?
        """,
        (statement_id,),
    )
    return None if found.empty else found.iloc[0]


def upload(edition: str, upload_id: str) -> pd.Series | None:
    """The upload that a row came with: `file_name, who, received_at`; None where it is not told."""
    found = run(
        edition,
        "SELECT file_name, who, received_at FROM mart.upload WHERE upload_id = ?",
        (upload_id,),
    )
    return None if found.empty else found.iloc[0]


def findings_at(edition: str, plan_id: str, section: str, ordinal: str) -> pd.DataFrame:
    """Findings at one place of a plan: `code, severity, part, params`."""
    return run(
        edition,
        """
        SELECT code, severity, part, params FROM mart.finding
        WHERE plan_id = ? AND section = ? AND ordinal = ?
        ORDER BY severity, code
        """,
        (plan_id, section, ordinal),
    )


def dictionary(edition: str) -> pd.DataFrame:
    """Tables and views of the marts with their columns: `table_name, column_name, data_type`."""
    return run(
        edition,
        """
        SELECT table_name, column_name, data_type FROM information_schema.columns
        WHERE table_schema = 'mart' ORDER BY table_name, ordinal_position
        """,
    )
