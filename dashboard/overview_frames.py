"""The overview's frames made ready for its pictures and tables: words in, numbers side by side."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import numpy as np
import pandas as pd

import messages
from dashboard.charts.overview import MAX_PLANS, Cells
from dashboard.narrative import overview as narrative
from dashboard.narrative.attention import Point
from messages import fmt_number, is_missing, t

MEASURES = ("targets", "core_share", "plan_year", "findings")
COVER_BY = ("set", "level")
TOTAL = "total"  # the column of the whole list
_OFFSHORE = 111.0  # degrees east: a special zone out there has no other dot near it
_PADDING = 0.35  # degrees around the communes of a chosen province


def filtered(
    frame: pd.DataFrame, plan_ids: tuple[str, ...], groups: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Rows of the shown plans and, where a row has a group, of the chosen groups."""
    kept = frame[frame["plan_id"].isin(plan_ids)]
    if groups:
        kept = kept[kept["group_id"].isin(groups) | kept["group_id"].isna()]
    return kept


def total_points(rows: pd.DataFrame) -> int:
    """How many points there are, of `queries.overview.attention`."""
    return int(rows["total"].iloc[0]) if len(rows) else 0


def attention_table(points: list[Point], rows: pd.DataFrame) -> pd.DataFrame:
    """The attention list as a table; `rows` are the rows the points come from, in their order."""
    return pd.DataFrame(
        {
            "severity": [t(f"overview.severity.{point.severity}") for point in points],
            "plan": [point.plan for point in points],
            "sentence": [point.sentence for point in points],
            "weight": rows["weight"].to_list(),
            "statement_id": rows["statement_id"].to_list(),
        }
    )


def with_totals(cells: pd.DataFrame) -> pd.DataFrame:
    """`cells` and one row a plan more, group TOTAL, over the groups that `cells` holds."""
    weighted = cells.assign(points=cells["level"].fillna(0) * cells["n"])
    totals = weighted.groupby("plan_id", as_index=False)[
        ["indicators", "set_count", "n", "points"]
    ].sum()
    totals["level"] = totals["points"] / totals["n"].where(totals["n"] > 0)
    return pd.concat([cells, totals.drop(columns="points").assign(group_id=TOTAL)])


def core_totals(everything: pd.DataFrame) -> pd.DataFrame:
    """`plan_id, core_set, core_total` of `with_totals`, fewest set first."""
    totals = everything[everything["group_id"] == TOTAL].rename(
        columns={"set_count": "core_set", "indicators": "core_total"}
    )
    return totals.sort_values(["core_set", "plan_id"]).reset_index(drop=True)


def coverage_cells(
    everything: pd.DataFrame, plans: Mapping[str, str], groups: Mapping[str, str], by: str
) -> Cells:
    """What the coverage picture draws: `by` "set" (set of all) or "level" (mean, 0 to 100).

    `everything` as `with_totals`, `groups` names its groups and TOTAL, in the order of columns.
    The plans that set fewest come first, at most MAX_PLANS.
    """
    rows = list(core_totals(everything)["plan_id"].head(MAX_PLANS))
    known = set(everything["group_id"])
    columns = [group for group in groups if group in known]
    shown = everything[everything["plan_id"].isin(rows)]
    by_id = {(row["plan_id"], row["group_id"]): row for _, row in shown.iterrows()}
    grid = [
        [_cell(by_id[plan, group], plans[plan], groups[group], by) for group in columns]
        for plan in rows
    ]
    return Cells(
        plans=[plans[plan] for plan in rows],
        groups=[_short_group(group, groups[group]) for group in columns],
        shares=np.array([[cell[0] for cell in row] for row in grid], dtype="float64"),
        texts=np.array([[cell[1] for cell in row] for row in grid], dtype=object),
        hovers=np.array([[cell[2] for cell in row] for row in grid], dtype=object),
        ids=[[(plan, group) for group in columns] for plan in rows],
    )


def _cell(row: pd.Series, plan: str, group: str, by: str) -> tuple[float, str, str]:
    """Share (NaN: not set), text and hover of one cell."""
    words = {
        "plan": plan,
        "group": group,
        "set": fmt_number(row["set_count"]),
        "total": fmt_number(row["indicators"]),
        "n": fmt_number(row["n"]),
    }
    if not row["set_count"]:
        hover = t("overview.cover.cell_hover_none", **words)
        return float("nan"), t("overview.not_set_cell"), hover
    if by == "set":
        text = t("overview.cover.cell", **words)
        return row["set_count"] / row["indicators"], text, t("overview.cover.cell_hover", **words)
    if is_missing(row["level"]):
        # set, but without a single value that speaks on the catalogue's goalposts
        return float("nan"), t("overview.no_level_cell"), t("overview.cover.cell_hover", **words)
    words["level"] = fmt_number(row["level"], 0)
    text = t("overview.cover.level_cell", **words)
    return row["level"] / 100, text, t("overview.cover.level_hover", **words)


def _short_group(group: str, name: str) -> str:
    key = f"overview.group_short.{group}"
    return t(key) if messages.has(key) else name.replace(" ", "<br>")


def coverage_table(
    everything: pd.DataFrame, plans: Mapping[str, str], groups: Mapping[str, str]
) -> pd.DataFrame:
    """The table twin of the coverage picture: every plan and group, the whole list last."""
    rows = everything.assign(
        plan=everything["plan_id"].map(plans),
        group=everything["group_id"].map(groups),
        share=100 * everything["set_count"] / everything["indicators"],
        place=everything["group_id"].map({group: i for i, group in enumerate(groups)}),
    )
    order = list(core_totals(everything)["plan_id"])
    rows["row"] = rows["plan_id"].map({plan: i for i, plan in enumerate(order)})
    return rows.sort_values(["row", "place"]).rename(columns={"n": "level_n"})


def placed(
    facts: pd.DataFrame, plans: Mapping[str, str], short: Mapping[str, str], measure: str
) -> pd.DataFrame:
    """Plans with a point, one a commune (its latest), with `value` and words: `label` (the
    `short` name) and `hover`.

    `value` is NaN where the plan has set nothing.
    """
    rows = facts.dropna(subset=["lat", "lon"]).sort_values("plan_year", ascending=False)
    rows = rows.drop_duplicates("identity_key").copy()
    rows["plan"] = rows["plan_id"].map(plans)
    texts = [narrative.measure_text(row, measure) for _, row in rows.iterrows()]
    rows["value"] = rows[measure].astype("float64")
    if measure in ("targets", "core_share"):
        rows["value"] = rows["value"].where(rows["value"] > 0)
    rows["label"] = [
        narrative.labelled(short[row["plan_id"]], row, measure) for _, row in rows.iterrows()
    ]
    word = t(f"overview.measure.{measure}")
    rows["hover"] = [
        t("overview.map.hover", plan=plan, province=province, measure=word, value=text)
        for plan, province, text in zip(rows["plan"], rows["now_province_vi"], texts, strict=True)
    ]
    return rows.sort_values(["value", "plan_id"], ascending=[False, True], na_position="last")


def islands(units: pd.DataFrame) -> dict[str, str]:
    """Names of the special zones far out at sea by commune code: they are labelled on the map."""
    far = units[(units["type"] == "đặc khu") & (units["lon"] > _OFFSHORE)]
    return {
        row["commune_code"]: t(
            "overview.island", name=row["short_name"], province=row["province_vi"]
        )
        for _, row in far.iterrows()
    }


def bounds_of(
    units: pd.DataFrame, provinces: tuple[str, ...]
) -> tuple[float, float, float, float] | None:
    """West, east, south, north (degrees) of the chosen provinces; None for the whole country."""
    shown = units[units["province_code"].isin(provinces)]
    if shown.empty:
        return None
    return (
        float(shown["lon"].min()) - _PADDING,
        float(shown["lon"].max()) + 2 * _PADDING,  # the names stand to the right of the dots
        float(shown["lat"].min()) - _PADDING,
        float(shown["lat"].max()) + _PADDING,
    )


def map_table(facts: pd.DataFrame, plans: Mapping[str, str]) -> pd.DataFrame:
    """The table twin of the map: every plan, those without a point as well."""
    rows = facts.assign(plan=facts["plan_id"].map(plans), province=facts["now_province_vi"])
    rows["plan_year"] = rows["plan_year"].astype(str)
    for measure, column in (("targets", "targets"), ("core_share", "core")):
        rows[column] = [narrative.measure_text(row, measure) for _, row in facts.iterrows()]
    for column in ("lat", "lon"):
        rows[column] = [
            t("overview.map.no_point") if is_missing(value) else fmt_number(value, 3)
            for value in rows[column]
        ]
    return rows


def documents(
    facts: pd.DataFrame, plans: Mapping[str, str], short: Mapping[str, str]
) -> pd.DataFrame:
    """The documents behind the figures, one row each, with their words written out.

    Where a commune is inferred the province says so, and the plan bears its `short` name.
    """
    inferred = facts["province_basis"] == "inferred"
    rows = facts.assign(
        plan=facts["plan_id"].map(short).where(inferred, facts["plan_id"].map(plans)),
        province=[
            t("overview.inferred", province=province) if guess else province
            for province, guess in zip(facts["province_vi"], inferred, strict=True)
        ],
    )
    rows["number"] = [_or(number, "common.no_number") for number in rows["number"]]
    rows["issued"] = [narrative.issued_text(row) for _, row in facts.iterrows()]
    rows["horizon"] = [narrative.horizon_text(row) for _, row in facts.iterrows()]
    rows["implements"] = [_or(text, "common.not_stated") for text in rows["implements"]]
    rows["annex"] = [
        t("overview.documents.annex_missing" if missing else "overview.documents.annex_ok")
        for missing in rows["annex_missing"]
    ]
    rows["source"] = [
        t("overview.documents.shipped")
        if is_missing(upload)
        else t("overview.documents.upload", upload=upload)
        for upload in rows["upload_id"]
    ]
    return rows


def _or(text: object, key: str) -> str:
    return t(key) if is_missing(text) else str(text)


def silent_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The units without a plan with their words written out."""
    none = t("overview.silent.no_other_years")
    years = [none if is_missing(text) else text for text in rows["other_years"]]
    named = rows.rename(columns={"name_vi": "commune", "commune_code": "code"})
    return named.assign(other_years=years)


def matching(rows: pd.DataFrame, wanted: str) -> pd.DataFrame:
    """Rows whose `name_vi` holds the words of `wanted`, accents and case aside."""
    parts = unaccented(wanted).split()
    names = rows["name_vi"].map(unaccented)
    return rows[[all(part in name for part in parts) for name in names]]


def unaccented(text: str) -> str:
    """Lower-case text without accents: "Giao Minh" and "đặc khu" -> "giao minh", "dac khu"."""
    split = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in split if not unicodedata.combining(letter))
