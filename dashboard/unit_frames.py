"""Frames of the page "Hồ sơ xã, phường": one row an indicator, with its three references in words.

Pure: frames and names in, frames out; nothing given is changed.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

import messages
from dashboard.narrative import gap, gap_words
from messages import fmt_value, is_missing, t

MAX_ROWS = 20  # rows of the chart; the rest stand in the table
_LETTERS = 32  # of a peer and its value beside the own value on a phone
COLUMNS = (
    "group",
    "indicator",
    "value_text",
    "best_text",
    "gap_text",
    "official_text",
    "median_text",
    "n_peers",
    "fit",
    "core",
    "note",
)


def targets(found: Mapping[str, pd.DataFrame], names: Mapping[str, str]) -> pd.DataFrame:
    """The plan's values by group with their references, as worded columns and `statement_id`.

    `found` of `queries.unit.targets`: the same rows for each reference.
    """
    best = found["best_peer"]
    lang = messages.language()
    table = pd.DataFrame(
        {
            "statement_id": best["statement_id"],
            "group": best[f"group_name_{lang}"],
            "indicator": best[f"name_{lang}"],
            "core": best["in_core"].astype(bool),
            "value_text": [gap_words.value_words(row) for _, row in best.iterrows()],
            "gap_text": [_gap(row) for _, row in best.iterrows()],
            "n_peers": [_count(number) for number in best["n_peers"]],
            "fit": [_fit(row) for _, row in best.iterrows()],
            "note": best["note"].where(best["note"].notna(), ""),
        }
    )
    columns = {"best_text": "best_peer", "median_text": "median_peer", "official_text": "official"}
    for column, reference in columns.items():
        table[column] = [_reference(row, names) for _, row in found[reference].iterrows()]
    return table.reset_index(drop=True)


def drawn(best: pd.DataFrame) -> pd.DataFrame:
    """The rows of the chart: shares with a best peer, those that ask for least first.

    Equal ones only where there is nothing else: they make a picture long and say little.
    """
    rows = best[best["gap"].notna() & (best["unit"] == "percent")]
    differing = rows[rows["gap"] != 0]
    rows = differing if len(differing) else rows
    return rows.sort_values("gap", ascending=False, kind="stable").head(MAX_ROWS)


def for_strips(rows: pd.DataFrame, short: Mapping[str, str]) -> pd.DataFrame:
    """The columns of `charts.gap_bars.two_plans`: first the best peer, second the plan's own.

    `short` names of plans, which stand beside their values where a phone has the room.
    """
    lang = messages.language()
    records = [row for _, row in rows.iterrows()]
    return pd.DataFrame(
        {
            "name": [_marked(row, row[f"short_{lang}"]) for row in records],
            "gap_text": [gap.gap_words(row["gap"], row["unit"]) for row in records],
            "first_text": [_peer_text(row, short) for row in records],
            "second_text": [
                fmt_value(row["value"], row["unit"], row["comparator"]) for row in records
            ],
            "hover": [_hover(row, short, lang) for row in records],
            "first_value": list(rows["reference_value"].astype(float)),
            "second_value": list(rows["value"].astype(float)),
            "first_statement_id": list(rows["reference_statement_id"]),
            "second_statement_id": list(rows["statement_id"]),
        }
    )


def _peer_text(row: pd.Series, short: Mapping[str, str]) -> str:
    value = gap.reference_value(row)
    with_name = f"{gap.reference_name(row, short)}: {value}"
    if len(with_name) <= _LETTERS:
        return with_name
    return t("gap.value.year", value=value, year=int(row["reference_year"]))


def _marked(row: pd.Series, name: str) -> str:
    near = f"{t('common.mark.near')} " if row["pair_comparability"] == "near" else ""
    impossible = f" {t('common.mark.impossible')}" if row["impossible"] else ""
    return f"{near}{name}{impossible}"


def _hover(row: pd.Series, names: Mapping[str, str], lang: str) -> str:
    lines = [
        row[f"name_{lang}"],
        f"◆ {names[row['plan_id']]}: {gap_words.value_words(row)}",
        f"● {gap_words.reference_words_with_year(row, names)}",
        gap.gap_words(row["gap"], row["unit"]),
        t(f"common.comparability.{row['pair_comparability']}"),
    ]
    return "\n".join(lines)


def _reference(row: pd.Series, names: Mapping[str, str]) -> str:
    if is_missing(row["gap"]):
        return t("unit.no_reference")
    return gap_words.reference_words_with_year(row, names)


def _gap(row: pd.Series) -> str:
    return "" if is_missing(row["gap"]) else gap.gap_words(row["gap"], row["unit"])


def _fit(row: pd.Series) -> str:
    """Comparability with the best peer; of the value alone where there is no peer."""
    fit = row["pair_comparability"]
    fit = row["comparability"] if is_missing(fit) else fit
    if not is_missing(fit):
        return t(f"common.comparability.{fit}")
    return t("common.comparability.other_scope") if row["mates"] else ""


def _count(number: object) -> str:
    return "" if is_missing(number) else messages.fmt_number(number)


def with_unaligned(table: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The table and, last, numbers of the plan that no catalogue indicator matches."""
    if rows.empty:
        return table
    records = rows.to_dict("records")
    more = pd.DataFrame(
        {
            "statement_id": rows["statement_id"],
            "group": t("common.comparability.none"),
            "indicator": rows["label_vi"],
            "core": False,
            "value_text": [_with_year(row) for row in records],
            "note": [
                "" if is_missing(row["population_vi"]) else row["population_vi"] for row in records
            ],
        }
    )
    texts = {name: "" for name in COLUMNS if name not in more.columns}
    return pd.concat([table, more.assign(**texts)], ignore_index=True)


def _with_year(row: Mapping) -> str:
    value = fmt_value(row["value"], row["unit"], row["comparator"])
    return t("gap.value.year", value=value, year=int(row["year"]))
