"""Progress as the page draws it: the straight path of a target, its dates and its pace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from messages import is_missing

RESULTS = ("on_track", "at_risk", "off_track")
NO_RESULT = "no_result"
_ORDER = {"off_track": 0, "at_risk": 1, "on_track": 2, NO_RESULT: 3}
_DAYS_A_MONTH = 365.25 / 12


def start(row: Mapping) -> tuple[date, float]:
    """Where the straight path begins: the baseline at the end of its year; without one, zero at
    the beginning of the plan (`result / target`, basis `ratio`)."""
    if is_missing(row["baseline_value"]):
        return pd.Timestamp(row["horizon_start"]).date(), 0.0
    return date(int(row["baseline_year"]), 12, 31), float(row["baseline_value"])


def end(row: Mapping) -> tuple[date, float]:
    """Where the straight path ends: the target on its deadline."""
    return pd.Timestamp(row["due"]).date(), float(row["target_value"])


def needed_on(row: Mapping, day: date) -> float:
    """The value of the straight path on a day, between start and deadline, in the row's unit."""
    (begins, low), (ends, high) = start(row), end(row)
    length = (ends - begins).days
    share = 1.0 if length <= 0 else min(max((day - begins).days / length, 0.0), 1.0)
    return low + share * (high - low)


def milestones(row: Mapping) -> list[tuple[date, float]]:
    """The path at each quarter's end after its start, and on the deadline: at most 40."""
    (begins, _), (ends, _) = start(row), end(row)
    quarters = pd.date_range(begins, ends, freq="QE")[-40:]
    days = [stamp.date() for stamp in quarters if begins < stamp.date() < ends]
    return [(day, needed_on(row, day)) for day in [*days, ends]]


def distance(row: Mapping) -> float:
    """How far the target lies from the start, positive in the direction that is better."""
    sign = -1.0 if row["direction"] == "lower" else 1.0
    return sign * (end(row)[1] - start(row)[1])


def pace(row: Mapping) -> float | None:
    """What is needed a month from the last known value to the deadline, in the row's unit.

    Positive in the direction that is better; 0 when the target is met; None when the deadline
    has come with the last known value.
    """
    begins, value = start(row)
    if not is_missing(row["result_value"]):
        begins, value = pd.Timestamp(row["as_of"]).date(), float(row["result_value"])
    ends, target = end(row)
    sign = -1.0 if row["direction"] == "lower" else 1.0
    missing = max(sign * (target - value), 0.0)
    months = (ends - begins).days / _DAYS_A_MONTH
    if months <= 0:
        return 0.0 if missing == 0 else None
    return missing / months


def farthest_first(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows by status, those behind first and those without a result last, then by distance."""
    keys = [
        (_ORDER.get(row["status"], len(_ORDER)), -distance(row)) for row in rows.to_dict("records")
    ]
    return rows.iloc[sorted(range(len(keys)), key=keys.__getitem__)]


def path_table(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a milestone: `plan_id, indicator_id, target_statement_id, unit, day, value`."""
    found = [
        {
            "plan_id": row["plan_id"],
            "indicator_id": row["indicator_id"],
            "target_statement_id": row["target_statement_id"],
            "unit": row["unit"],
            "day": day,
            "value": value,
        }
        for row in rows.to_dict("records")
        for day, value in milestones(row)
    ]
    columns = ["plan_id", "indicator_id", "target_statement_id", "unit", "day", "value"]
    return pd.DataFrame(found, columns=columns)
