"""The tables that a reader can take along, each as its own SELECT; nothing here is cached.

A whole edition may hold a million numbers: they are read when a file is asked for, and let go.
"""

from __future__ import annotations

import pandas as pd

from dashboard import data
from dashboard.queries import run

MAX_PAIRED_PLANS = 60  # pairs of plans grow with the square of their number
TABLES = (
    "statements",
    "gaps",
    "growth",
    "coverage",
    "plans",
    "indicators",
    "official",
    "tasks",
    "findings",
)
_SQL = {
    "statements": """
        SELECT s.statement_id, s.plan_id, s.commune_name, s.province_vi, s.plan_year, s.kind,
               s.indicator_id, i.name_vi, s.group_id, s.label_vi, s.population_vi, s.comparator,
               s.value, s.unit, s.numerator, s.denominator, s.year, s.as_of, s.binding,
               s.comparability, s.note, s.due, s.due_basis, s.lead_unit_name, s.speaks,
               s.impossible, s.contradicts, s.section, s.ordinal, s.part, s.upload_id, s.sheet,
               s.cell, s.origin_file, s.origin_line
        FROM mart.statement AS s
        LEFT JOIN mart.indicator AS i ON i.indicator_id = s.indicator_id
        ORDER BY s.plan_year, s.plan_id, s.origin_file, s.origin_line, s.statement_id
    """,
    "gaps": """
        SELECT g.indicator_id, i.name_vi, g.group_id, g.plan_id, g.plan_year, g.year,
               g.comparator, g.value, g.unit, g.reference, g.basis, g.scope, g.years,
               g.reference_plan_id, g.reference_year, g.reference_comparator, g.reference_value,
               o.document, g.n_peers, g.gap, g.comparability, g.statement_id,
               g.reference_statement_id
        FROM mart.gap AS g
        JOIN mart.indicator AS i ON i.indicator_id = g.indicator_id
        LEFT JOIN mart.official AS o ON o.official_id = g.official_id
        ORDER BY g.reference, g.basis, g.scope, g.years, g.indicator_id, g.plan_id
    """,
    "growth": """
        SELECT g.link, g.indicator_id, i.name_vi, g.group_id, g.unit, g.from_plan_id,
               g.to_plan_id, g.from_year, g.to_year, g.from_comparator, g.from_value,
               g.to_comparator, g.to_value, g.years, g.delta, g.per_year, g.closing, g.change,
               g.comparability, g.from_statement_id, g.to_statement_id
        FROM {growth} AS g
        JOIN mart.indicator AS i ON i.indicator_id = g.indicator_id
        ORDER BY g.link, g.from_plan_id, g.to_plan_id, g.indicator_id
    """,
    "coverage": """
        SELECT c.plan_id, c.group_id, g.name_vi, c.indicators, c.set, c.share
        FROM mart.coverage AS c
        JOIN core.indicator_group AS g ON g.group_id = c.group_id
        ORDER BY c.plan_id, g.sort_order
    """,
    "plans": """
        SELECT plan_id, commune_code, commune_name, province_code, province_vi, province_basis,
               identity_key, number, issued, issued_precision, plan_year, horizon_start,
               horizon_end, implements, replaces, status, annex_missing, upload_id
        FROM mart.plan ORDER BY plan_year, plan_id
    """,
    "indicators": """
        SELECT indicator_id, family_id, name_vi, name_en, short_vi, short_en, group_id,
               group_name_vi, unit, direction, floor, ceiling, numerator_vi, denominator_vi,
               in_core
        FROM mart.indicator ORDER BY group_sort_order, family_id, indicator_id
    """,
    "official": """
        SELECT o.official_id, o.indicator_id, i.name_vi, o.level, o.province_code, o.measure_vi,
               o.population_vi, o.document, o.clause, o.issued, o.milestone_year, o.valid_to,
               o.applies_to, o.comparator, o.value, coalesce(o.unit, i.unit) AS unit,
               o.comparability, o.source
        FROM mart.official AS o
        JOIN mart.indicator AS i ON i.indicator_id = o.indicator_id
        ORDER BY o.indicator_id, o.milestone_year, o.document
    """,
    "tasks": """
        SELECT plan_id, commune_name, plan_year, section, ordinal, part, label_vi,
               lead_unit_name, with_units_vi, due_text, due, recurring, status, status_date,
               status_source
        FROM mart.task ORDER BY plan_year, plan_id, section, ordinal, part
    """,
    "findings": """
        SELECT plan_id, section, ordinal, part, code, severity, source, note_vi, params,
               statement_id, indicator_id
        FROM mart.finding ORDER BY plan_id, severity, code, section, ordinal
    """,
}


def table(edition: str, name: str, limit: int | None = None) -> pd.DataFrame:
    """One table of TABLES, at most `limit` rows; decimals as numbers. Raises KeyError."""
    sql = _sql(edition, name) + (f" LIMIT {int(limit)}" if limit is not None else "")
    with data.cursor(edition) as cursor:
        return cursor.execute(sql).df()


def row_count(edition: str, name: str) -> int:
    """How many rows a table has."""
    return int(run(edition, f"SELECT count(*) AS n FROM ({_sql(edition, name)}) AS t")["n"][0])


def pairs_are_whole(edition: str) -> bool:
    """Whether the table of changes holds every pair of plans; else one commune's own path only."""
    return int(run(edition, "SELECT count(*) AS n FROM mart.plan")["n"][0]) <= MAX_PAIRED_PLANS


def _sql(edition: str, name: str) -> str:
    growth = "mart.growth" if pairs_are_whole(edition) else "mart.growth_own"
    return _SQL[name].format(growth=growth)
