"""Frames of changes with the words that charts and tables of "Thay đổi qua các năm" show."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

import messages
from dashboard.charts.label import as_text
from messages import fmt_number, fmt_points, fmt_value, is_missing, t

_STANDING = {"raised": "more", "lowered": "less", "unchanged": "same", "at_ceiling": "same"}


def worded(frame: pd.DataFrame, names: Mapping[str, str], link: str) -> pd.DataFrame:
    """The rows of `queries.growth.changes` and, for each, its words.

    Adds label, name, from_text, to_text, values_text, from_hover, to_hover, delta_text,
    per_year_text, closing_text, change_text, comparability_text, from_id, to_id, statement_id.
    """
    rows = frame.copy()
    short = f"short_{messages.language()}"
    rows["name"] = rows[f"name_{messages.language()}"]
    rows["from_name"] = rows[f"from_name_{messages.language()}"]
    rows["label"] = [_marked(row[short], row) for _, row in rows.iterrows()]
    rows["from_text"] = _values(rows, "from", "from_unit")
    rows["to_text"] = _values(rows, "to", "unit")
    rows["values_text"] = rows["from_text"] + " → " + rows["to_text"]
    rows["from_hover"] = [_hover(row, "from", names, link) for _, row in rows.iterrows()]
    rows["to_hover"] = [_hover(row, "to", names, link) for _, row in rows.iterrows()]
    rows["delta_text"] = [_points(row["delta"], row["unit"]) for _, row in rows.iterrows()]
    rows["per_year_text"] = [_points(row["per_year"], row["unit"]) for _, row in rows.iterrows()]
    rows["closing_text"] = [closing_text(share) for share in rows["closing"]]
    rows["change_text"] = [t(f"growth.change.{change}") for change in rows["change"]]
    rows["comparability_text"] = [_comparability(row) for _, row in rows.iterrows()]
    rows["from_id"] = rows["from_statement_id"]
    rows["to_id"] = rows["to_statement_id"]
    rows["statement_id"] = rows["to_id"].fillna(rows["from_id"])
    return rows


def closing_text(share: float) -> str:
    """A share of the headroom as percent, or why there is none."""
    if is_missing(share):
        return t("growth.closing.none")
    return t("growth.closing.share", share=fmt_number(100 * share, 0))


def drawable(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows that a chart of 0 to 100 can hold: shares with a difference."""
    whole = rows["is_full_share"].fillna(False).astype(bool)
    return rows[whole & rows["delta"].notna()]


def for_dumbbell(rows: pd.DataFrame) -> pd.DataFrame:
    """The columns of `charts.dumbbell.dumbbell`: first the earlier plan, second the later one."""
    return pd.DataFrame(
        {
            "label": rows["label"],
            "values_text": rows["values_text"],
            "first_value": rows["from_value"],
            "second_value": rows["to_value"],
            "first_id": rows["from_id"],
            "second_id": rows["to_id"],
            "first_hover": rows["from_hover"],
            "second_hover": rows["to_hover"],
            "change": rows["change"].map(_STANDING),
        }
    )


def for_closing(rows: pd.DataFrame) -> pd.DataFrame:
    """The columns of `charts.growth.closing`, largest share first; rows that have one."""
    some = drawable(rows)
    some = some[some["closing"].notna() & (some["delta"] != 0)]
    some = some.sort_values(["closing", "delta"], ascending=False, kind="stable")
    return pd.DataFrame(
        {
            "label": some["label"],
            "value_text": [
                t(
                    "growth.closing.value",
                    points=_signed(row["per_year"]),
                    share=row["closing_text"],
                )
                for _, row in some.iterrows()
            ],
            "closing": 100 * some["closing"],
            "to_id": some["to_id"],
            "hover": some["to_hover"],
        }
    )


def _marked(name: str, row: pd.Series) -> str:
    marks = [t("common.mark.near")] if row["comparability"] == "near" else []
    if row["from_impossible"] or row["to_impossible"]:
        marks.append(t("common.mark.impossible"))
    return " ".join([name, *marks])


def _values(rows: pd.DataFrame, side: str, unit: str) -> list[str]:
    return [
        fmt_value(row[f"{side}_value"], row[unit], row[f"{side}_comparator"])
        for _, row in rows.iterrows()
    ]


def _hover(row: pd.Series, side: str, names: Mapping[str, str], link: str) -> str:
    plan = row[f"{side}_plan_id"]
    reported = link == "baseline" and side == "from"
    key = "growth.hover.reported" if reported else "growth.hover.target"
    name = row[f"name_{messages.language()}"]
    if side == "from" and not is_missing(row["from_name"]):
        name = row["from_name"]
    return t(
        key,
        indicator=as_text(name),
        plan=as_text(names.get(plan, plan)),
        value=as_text(row[f"{side}_text"]),
        year=int(row[f"{side}_year"]),
    )


def _signed(points: float) -> str:
    return f"+{fmt_number(points)}" if points > 0 else fmt_number(points)


def _points(difference: float, unit: str) -> str:
    return "" if is_missing(difference) else fmt_points(difference, unit, sign=True)


def _comparability(row: pd.Series) -> str:
    if row["change"] == "definition_changed":
        return t("common.comparability.other_scope")
    return t(f"common.comparability.{row['comparability']}")
