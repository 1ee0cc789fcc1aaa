"""Frames with the words that charts and tables of "Mức phấn đấu" show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

import messages
from dashboard.charts.ambition import COMPONENTS, balance_colour, share_colour
from dashboard.charts.label import as_text
from dashboard.narrative.ambition import signed
from etl.index import MIN_SHARED, Lever
from messages import fmt_number, fmt_points, fmt_value, is_missing, t


def duel_cells(
    duels: pd.DataFrame, plan_ids: Sequence[str], names: Mapping[str, str]
) -> pd.DataFrame:
    """The squares of `charts.ambition.grid`: the row's plan against the column's."""
    by_pair = {(row["plan_a"], row["plan_b"]): row for _, row in duels.iterrows()}
    cells = []
    for row, plan_a in enumerate(plan_ids):
        for column, plan_b in enumerate(plan_ids):
            if plan_a == plan_b:
                continue
            fill, text = _duel_cell(by_pair.get((plan_a, plan_b)))
            hover = t(
                "ambition.grid.hover", a=as_text(names[plan_a]), b=as_text(names[plan_b]), text=text
            )
            cells.append((row, column, fill, text, hover, plan_a, plan_b))
    columns = ["row", "column", "fill", "text", "hover", "first", "second"]
    return pd.DataFrame(cells, columns=columns)


def _duel_cell(duel: pd.Series | None) -> tuple[str, str]:
    if duel is None:
        return "", t("ambition.cell.none")
    counts = {name: fmt_number(duel[name]) for name in ("shared", "a_more", "same", "b_more")}
    if duel["shared"] < MIN_SHARED:
        return "", t("ambition.cell.few", **counts)
    balance = (duel["a_more"] - duel["b_more"]) / duel["shared"]
    return balance_colour(float(balance)), t("ambition.cell.duel", **counts)


def copeland_labels(
    copeland: pd.DataFrame, plan_ids: Sequence[str], names: Mapping[str, str]
) -> list[str]:
    """The label above each row of the grid: the plan and its Copeland score."""
    by_plan = {row["plan_id"]: row for _, row in copeland.iterrows()}
    labels = []
    for plan in plan_ids:
        row = by_plan.get(plan)
        words = t("ambition.copeland.none") if row is None else _copeland(row)
        labels.append(f"<b>{as_text(names[plan])}</b><br>{words}")
    return labels


def _copeland(row: pd.Series) -> str:
    return t(
        "ambition.copeland.words",
        score=signed(row["copeland"]),
        **{name: fmt_number(row[name]) for name in ("wins", "losses", "opponents")},
    )


def duel_table(
    duels: pd.DataFrame, copeland: pd.DataFrame, names: Mapping[str, str]
) -> pd.DataFrame:
    """The table twin of the grid: every ordered pair, in words where it is too few to say."""
    score = copeland.set_index("plan_id")["copeland"] if len(copeland) else pd.Series(dtype=float)
    table = duels.assign(
        a=duels["plan_a"].map(names),
        b=duels["plan_b"].map(names),
        says=[_says(row) for _, row in duels.iterrows()],
        mean=[
            "" if is_missing(mean) else fmt_points(round(mean, 1), sign=True)
            for mean in duels["mean_difference"]
        ],
        copeland=duels["plan_a"].map(score),
    )
    return table


def _says(row: pd.Series) -> str:
    if row["shared"] < MIN_SHARED:
        return t("ambition.says.few")
    if row["a_more"] == row["b_more"]:
        return t("ambition.says.even")
    return t("ambition.says.more" if row["a_more"] > row["b_more"] else "ambition.says.less")


def worded_pair(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The rows of `queries.ambition.pair_indicators` with their words, largest difference first."""
    lang = messages.language()
    found = rows.sort_values(
        ["difference", "indicator_id"], ascending=[False, True], ignore_index=True
    )
    marks = [_marks(row) for _, row in found.iterrows()]
    found["name"] = found[f"name_{lang}"]
    found["label"] = [
        f"{short} {mark}".strip() for short, mark in zip(found[f"short_{lang}"], marks, strict=True)
    ]
    for side in ("a", "b"):
        found[f"{side}_text"] = [
            fmt_value(row[f"{side}_value"], row["unit"], row[f"{side}_comparator"])
            for _, row in found.iterrows()
        ]
        found[f"{side}_hover"] = [
            t(
                "ambition.pair.hover",
                indicator=as_text(row["name"]),
                plan=as_text(names[row[f"plan_{side}"]]),
                value=as_text(row[f"{side}_text"]),
                year=int(row[f"{side}_year"]),
            )
            for _, row in found.iterrows()
        ]
    found["difference_text"] = [
        fmt_points(row["difference"], row["unit"], sign=True) for _, row in found.iterrows()
    ]
    found["comparability_text"] = [
        t(f"common.comparability.{fit}") for fit in found["comparability"]
    ]
    found["statement_id"] = found["a_statement_id"]
    return found


def pair_dumbbell(found: pd.DataFrame) -> pd.DataFrame:
    """The columns of `charts.dumbbell.dumbbell`: b hollow, a filled; shares only."""
    some = found[found["is_full_share"].fillna(False).astype(bool)]
    change = ["more" if gap > 0 else "less" if gap < 0 else "same" for gap in some["difference"]]
    return pd.DataFrame(
        {
            "label": some["label"],
            "values_text": [
                t("ambition.pair.values", a=row["a_text"], b=row["b_text"])
                for _, row in some.iterrows()
            ],
            "first_value": some["b_value"],
            "second_value": some["a_value"],
            "first_id": some["b_statement_id"],
            "second_id": some["a_statement_id"],
            "first_hover": some["b_hover"],
            "second_hover": some["a_hover"],
            "change": change,
        }
    )


def _marks(row: pd.Series) -> str:
    marks = [t("common.mark.near")] if row["comparability"] == "near" else []
    if row["a_impossible"] or row["b_impossible"]:
        marks.append(t("common.mark.impossible"))
    return " ".join(marks)


def worded_profile(frame: pd.DataFrame, names: Mapping[str, str], core: int) -> pd.DataFrame:
    """The profile with label, counts_text and rated_text for chart and table."""
    rows = frame.copy()
    rows["label"] = rows["plan_id"].map(names)
    rows["counts_text"] = [_counts(row, core) for _, row in rows.iterrows()]
    rows["rated_text"] = [t("common.yes" if yes else "common.no") for yes in rows["rated"]]
    rows["plan"] = rows["plan_id"].map(names)
    return rows


def _counts(row: pd.Series, core: int) -> str:
    """Two lines: level and breadth; firmness, and whether the plan is rated."""
    level, breadth, firmness = (_component(row, name, core) for name in COMPONENTS)
    last = [firmness] if row["rated"] else [firmness, t("ambition.profile.unrated")]
    return f"{level} · {breadth}<br>{' · '.join(last)}"


def _component(row: pd.Series, name: str, core: int) -> str:
    whole = {"level": None, "breadth": core, "firmness": row["targets"]}[name]
    value = row[name]
    if is_missing(value):
        return t("ambition.profile.part_none", name=t(f"ambition.component.{name}"))
    count = row[f"{name}_n"] if name != "firmness" else round(value * row["targets"] / 100)
    return t(
        f"ambition.profile.part_{name}",
        name=t(f"ambition.component.{name}"),
        score=fmt_number(value, 0),
        n=fmt_number(count),
        whole="" if whole is None else fmt_number(whole),
    )


def lever_rows(
    levers: Sequence[Lever], speaking: pd.DataFrame, indicators: Mapping[str, str]
) -> pd.DataFrame:
    """change, kind_text, gain, statement_id of each lever, in their order."""
    held = {row["indicator_id"]: row for _, row in speaking.iterrows()}
    rows = []
    for lever in levers:
        row = held.get(lever.indicator_id)
        value = "" if row is None else fmt_value(row["value"], row["unit"], row["comparator"])
        name = indicators.get(lever.indicator_id or "", "")
        rows.append(
            {
                "change": t(f"ambition.lever.{lever.kind}", indicator=name, value=value),
                "kind_text": t(f"ambition.lever.kind.{lever.kind}"),
                "gain": round(lever.gain, 2),
                "statement_id": None if row is None else row["statement_id"],
            }
        )
    return pd.DataFrame(rows, columns=["change", "kind_text", "gain", "statement_id"])


def chance_cells(
    above: pd.DataFrame, plan_ids: Sequence[str], names: Mapping[str, str]
) -> pd.DataFrame:
    """The squares of P(row's plan ranks above the column's)."""
    chance = above.set_index(["plan_a", "plan_b"])["probability"].to_dict()
    cells = []
    for row, plan_a in enumerate(plan_ids):
        for column, plan_b in enumerate(plan_ids):
            if plan_a == plan_b:
                continue
            share = float(chance[(plan_a, plan_b)])
            text = t("ambition.above.cell", share=fmt_number(100 * share, 0))
            hover = t(
                "ambition.above.hover",
                a=as_text(names[plan_a]),
                b=as_text(names[plan_b]),
                text=text,
            )
            cells.append((row, column, share_colour(share), text, hover, "", ""))
    columns = ["row", "column", "fill", "text", "hover", "first", "second"]
    return pd.DataFrame(cells, columns=columns)
