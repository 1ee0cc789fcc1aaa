"""The grids of the page "Khoảng cách": values coloured by gap, coverage, families side by side."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd
import plotly.graph_objects as go

import messages
from dashboard import theme
from dashboard.charts.gap_grid import Column, grid
from messages import fmt_number, fmt_value, is_missing, t

FULL_COLOUR = 50.0  # a gap of fifty points, or half of the reference, has the strongest colour


def heatmap(cells: pd.DataFrame, columns: Sequence[Column]) -> go.Figure:
    """Indicator by plan: value, comparator and year in the cell, coloured by gap.

    `cells`: rows of `queries.gap.cells` with `hover` (Plotly markup) added.
    """
    lang = messages.language()
    return grid(
        pd.DataFrame(
            {
                "row": cells["indicator_id"],
                "row_label": [_row_label(row) for _, row in cells.iterrows()],
                "section": cells[f"group_name_{lang}"],
                "column": cells["plan_id"],
                "text": [cell_text(row) for _, row in cells.iterrows()],
                "hover": cells["hover"],
                "fill": [gap_colour(row) for _, row in cells.iterrows()],
                "outlined": cells["state"].ne("not_set"),
                "statement_id": cells["statement_id"].fillna(""),
            }
        ),
        columns,
    )


def families(values: pd.DataFrame, columns: Sequence[Column]) -> go.Figure:
    """Values of one family under each other: another scope each, so nothing is coloured.

    `values`: one row per indicator and plan of `queries.gap.families`, made complete with rows of
    `state` "not_set", and with `section` and `hover` added.
    """
    return grid(
        pd.DataFrame(
            {
                "row": values["indicator_id"],
                "row_label": [f"◇ {_row_label(row)}" for _, row in values.iterrows()],
                "section": values["section"],
                "column": values["plan_id"],
                "text": [cell_text(row) for _, row in values.iterrows()],
                "hover": values["hover"],
                "fill": None,
                "outlined": values["state"].ne("not_set"),
                "statement_id": values["statement_id"].fillna(""),
            }
        ),
        columns,
    )


def coverage(shares: pd.DataFrame, columns: Sequence[Column]) -> go.Figure:
    """Core indicators set, by group and plan. `shares`: rows of `queries.gap.coverage`."""
    lang = messages.language()
    fills = [
        theme.colour_at(theme.SEQUENTIAL, share) if share > 0 else None
        for share in shares["share"].astype(float)
    ]
    texts = [
        f"<b style='font-size:14px'>{row.set}/{row.indicators}</b>" for row in shares.itertuples()
    ]
    return grid(
        pd.DataFrame(
            {
                "row": shares["group_id"],
                "row_label": shares[f"group_name_{lang}"],
                "section": "",
                "column": shares["plan_id"],
                "text": texts,
                "hover": shares["hover"],
                "fill": pd.Series(fills, index=shares.index, dtype=object),
                "outlined": False,
                "statement_id": "",
            }
        ),
        columns,
        cell_height=34,
    )


def gap_colour(row: pd.Series) -> str | None:
    """Orange where the plan asks for less than the reference, blue for more; None: no pair.

    Square roots keep a gap of five points visible beside one of fifty; the figure in the cell
    is exact.
    """
    if is_missing(row["gap"]):
        return None
    whole = FULL_COLOUR
    if row["unit"] != "percent":
        whole = abs(row["reference_value"]) * FULL_COLOUR / 100 or 1.0
    strength = min(abs(row["gap"]) / whole, 1.0) ** 0.5 / 2
    return theme.colour_at(theme.DIVERGING, 0.5 + (strength if row["gap"] > 0 else -strength))


def cell_text(row: pd.Series) -> str:
    """Three short lines: comparator in words; number; year with the gap."""
    if row["state"] == "contradiction":
        low, high = fmt_value(row["low"], row["unit"]), fmt_value(row["high"], row["unit"])
        return f"{t('gap.cell.contradiction')}<br>{low} / {high}"
    if row["state"] == "not_set":
        return _not_set_text(row)
    marks = ("! " if row["impossible"] else "") + ("≈ " if row["comparability"] == "near" else "")
    word = marks + comparator_word(row["comparator"])
    number = fmt_number(row["value"])
    shown = fmt_value(row["value"], "percent") if row["unit"] == "percent" else number
    return (
        f"{escape(word)}<br><b style='font-size:14px'>{shown}</b><br>"
        f"{int(row['year'])}{gap_mark(row)}"
    )


def gap_mark(row: pd.Series) -> str:
    """ " ▼40" asks for less, " ▲5" for more, " bằng" the same; "≈" before it for a near pair."""
    if is_missing(row["gap"]):
        return ""
    near = "≈" if row["pair_comparability"] == "near" else ""
    if row["gap"] == 0:
        return f" {near}{t('gap.cell.same')}"
    return f" {near}{'▼' if row['gap'] > 0 else '▲'}{fmt_number(abs(row['gap']))}"


def comparator_word(comparator: str | None) -> str:
    """The comparator alone, in words: "tối thiểu"."""
    return fmt_value(0, None, comparator).replace("0", "").strip()


def _not_set_text(row: pd.Series) -> str:
    if row["mates"]:
        return "<br>".join([t("common.not_set"), *t("gap.cell.other_scope").split("|")])
    if not is_missing(row["baseline_value"]):
        shown = fmt_value(row["baseline_value"], row["unit"])
        year = int(row["baseline_year"])
        return f"{t('common.not_set')}<br>{t('gap.cell.baseline', value=shown, year=year)}"
    return t("common.not_set")


def _row_label(row: pd.Series) -> str:
    label = row[f"short_{messages.language()}"]
    if row["unit"] == "percent":
        return label
    unit = f"common.unit.{row['unit']}"
    word = t(unit, value="").strip(" ()") if messages.has(unit) else row["unit"]
    return f"{label} ({word})"
