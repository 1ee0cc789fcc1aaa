"""What the tasks page asks: tasks of some plans, one task, the bodies that lead them."""

from __future__ import annotations

import pandas as pd

from dashboard.queries import run

# The key of a task is its plan and place; `task.` tells it from a statement_id in the address.
_TASK = """
    SELECT 'task.' || substr(md5(concat(t.plan_id, '|', t.section, '|', coalesce(t.ordinal, ''),
               '|', coalesce(t.part, ''))), 1, 16) AS task_id,
           t.*, p.number, p.issued, p.issued_precision,
           coalesce(p.horizon_start, make_date(p.plan_year, 1, 1)) AS horizon_start,
           coalesce(p.horizon_end, make_date(p.plan_year, 12, 31)) AS horizon_end
    FROM mart.task AS t
    JOIN mart.plan AS p ON p.plan_id = t.plan_id
"""


def tasks(edition: str, plan_ids: tuple[str, ...]) -> pd.DataFrame:
    """Tasks with an owner or a date, one row each: `mart.task` and `task_id` with its plan's span.

    In the order of dates, tasks without one last.
    """
    return run(
        edition,
        f"""
        SELECT * FROM ({_TASK}) AS task
        WHERE plan_id IN (SELECT unnest(?))
        ORDER BY due NULLS LAST, plan_year DESC, plan_id, section, ordinal, part
        """,
        (plan_ids,),
    )


def task(edition: str, task_id: str) -> pd.Series | None:
    """One task by its `task_id`; None when the edition has no such task."""
    found = run(edition, f"SELECT * FROM ({_TASK}) AS task WHERE task_id = ?", (task_id,))
    return None if found.empty else found.iloc[0]


def unit_names(edition: str) -> dict[str, str]:
    """Name of each body by `unit_id`: the spellings of the plans are merged into one."""
    frame = run(edition, "SELECT unit_id, name_vi FROM mart.unit ORDER BY unit_id")
    return dict(zip(frame["unit_id"], frame["name_vi"], strict=True))
