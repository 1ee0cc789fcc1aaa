"""Frames of the page "Khoảng cách": rows of its queries with the words its charts and tables show.

Pure: frames and names in, frames out; nothing given is changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

import messages
from dashboard.charts.gap_grid import Column
from dashboard.narrative import gap, gap_words
from messages import fmt_points, fmt_value, is_missing, t

TOP = 10  # bars of the ranked gaps; the rest stand in the table


def columns(plans: pd.DataFrame, names: Mapping[str, str], first: str | None) -> list[Column]:
    """The plans as columns, by year, then commune; the plan that is the reference first.

    `plans`: rows of `queries.common.plans` on show; `names` in full.
    """
    ordered = plans.sort_values(["plan_year", "commune_name", "plan_id"])
    ordered = pd.concat(
        [ordered[ordered["plan_id"] == first], ordered[ordered["plan_id"] != first]]
    )
    return [
        Column(
            key=row.plan_id,
            name=str(row.commune_name),
            note=f"{row.plan_year} ◎" if row.plan_id == first else str(row.plan_year),
            full=names[row.plan_id],
        )
        for row in ordered.itertuples()
    ]


def with_words(cells: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Cells with `hover` and the columns of the table twin."""
    lang = messages.language()
    rows = [row for _, row in cells.iterrows()]
    return cells.assign(
        hover=[gap_words.cell_hover(row, names) for row in rows],
        group=cells[f"group_name_{lang}"],
        indicator=cells[f"name_{lang}"],
        plan=cells["plan_id"].map(names),
        value_text=[gap_words.value_words(row) for row in rows],
        reference_text=[_reference(row, names) for row in rows],
        gap_text=[_gap(row) for row in rows],
        fit=[_fit(row) for row in rows],
    )


def halves(cells: pd.DataFrame) -> list[pd.DataFrame]:
    """The cells in two parts of about the same height, never splitting a group."""
    sizes = cells.drop_duplicates("indicator_id").groupby("group_id", sort=False).size()
    if len(sizes) < 2:
        return [cells]
    before = sizes.cumsum()
    cut = (before - sizes.sum() / 2).abs().iloc[:-1].idxmin()
    left = set(before.index[: before.index.get_loc(cut) + 1])
    is_left = cells["group_id"].isin(left)
    return [cells[is_left], cells[~is_left]]


def pieces(cells: pd.DataFrame, most: int) -> list[pd.DataFrame]:
    """The cells in parts of at most `most` indicators, never splitting a group, for paper."""
    sizes = cells.drop_duplicates("indicator_id").groupby("group_id", sort=False).size()
    parts: list[list[str]] = []
    room = 0
    for group, size in sizes.items():
        if size > room:
            parts.append([])
            room = most
        parts[-1].append(str(group))
        room -= size
    return [cells[cells["group_id"].isin(part)] for part in parts]


def ranked(gaps: pd.DataFrame, names: Mapping[str, str], short: Mapping[str, str]) -> pd.DataFrame:
    """Every pair, largest gap first, with the words of the table (plans by `names`) and of the
    bars (by `short` names, which fit a phone)."""
    lang = messages.language()
    rows = [row for _, row in gaps.iterrows()]
    near = gaps["pair_comparability"].eq("near")
    values = [fmt_value(row["value"], row["unit"], row["comparator"]) for row in rows]
    words = gaps.assign(
        name=gaps[f"short_{lang}"].where(~near, "≈ " + gaps[f"short_{lang}"]),
        indicator=gaps[f"name_{lang}"],
        group=gaps[f"group_name_{lang}"],
        plan=gaps["plan_id"].map(names),
        value_text=values,
        reference_text=[gap_words.reference_words_with_year(row, names) for row in rows],
        gap_text=[_gap(row) for row in rows],
        fit=[_fit(row) for row in rows],
    )
    words["value_line"] = [
        f"{short[row['plan_id']]}: {text}" for row, text in zip(rows, values, strict=True)
    ]
    words["reference_line"] = [
        t("gap.ranked.against", text=gap_words.reference_words_with_year(row, short))
        for row in rows
    ]
    parts = zip(words["indicator"], words["plan"], values, words["reference_text"], strict=True)
    words["hover"] = [
        f"{name}\n{plan}: {value}\n{t('gap.ranked.against', text=text)}"
        for name, plan, value, text in parts
    ]
    return words


def drawn(words: pd.DataFrame) -> pd.DataFrame:
    """The pairs that get a bar: shares that ask for less than the reference, the largest."""
    return words[(words["gap"] > 0) & (words["unit"] == "percent")].head(TOP)


def coverage(shares: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Coverage with hover and table words."""
    group = shares[f"group_name_{messages.language()}"]
    plan = shares["plan_id"].map(names)
    counts = zip(plan, group, shares["set"], shares["indicators"], strict=True)
    hover = [
        gap_words.markup([one, f"{part}: {t('gap.coverage.cell', set=n, of=of)}"])
        for one, part, n, of in counts
    ]
    return shares.assign(
        hover=hover, group=group, plan=plan, percent=(shares["share"].astype(float) * 100).round(1)
    )


def families(values: pd.DataFrame, plans: Sequence[str], names: Mapping[str, str]) -> pd.DataFrame:
    """Families as complete grids: every indicator of the family for every plan, set or not."""
    lang = messages.language()
    about = ["family_id", "indicator_id", "name_vi", "name_en", "short_vi", "short_en"]
    about += ["denominator_vi", "unit"]
    rows = values[about].drop_duplicates("indicator_id").reset_index(drop=True)
    rows["place"] = rows.index
    full = rows.merge(pd.DataFrame({"plan_id": list(plans)}), how="cross").merge(
        values.drop(columns=[name for name in about if name != "indicator_id"]),
        on=["indicator_id", "plan_id"],
        how="left",
    )
    full["state"] = full["statement_id"].notna().map({True: "set", False: "not_set"})
    full["impossible"] = full["impossible"].eq(True)
    full = full.assign(mates=0, baseline_value=None, gap=None)
    section = {family: _family_name(family, rows) for family in rows["family_id"].unique()}
    records = [row for _, row in full.sort_values("place", kind="stable").iterrows()]
    full = pd.DataFrame(records, columns=full.columns)
    return full.assign(
        section=full["family_id"].map(section),
        indicator=full[f"name_{lang}"],
        plan=full["plan_id"].map(names),
        value_text=[gap_words.value_words(row) for row in records],
        hover=[_family_hover(row, names) for row in records],
    )


def two_plans(rows: pd.DataFrame, first: str, second: str) -> pd.DataFrame:
    """Two plans indicator by indicator, what both set first, the largest difference on top."""
    lang = messages.language()
    order = {"both": 0, "first": 1, "second": 2}
    ordered = rows.assign(order=rows["side"].map(order)).sort_values(
        ["order", "gap"], ascending=[True, False], kind="stable"
    )
    near = ordered["pair_comparability"].eq("near")
    short = ordered[f"short_{lang}"]
    words = ordered.assign(
        name=short.where(~near, "≈ " + short),
        indicator=ordered[f"name_{lang}"],
        group=ordered[f"group_name_{lang}"],
        first_text=[_side(row, "first") for _, row in ordered.iterrows()],
        second_text=[_side(row, "second") for _, row in ordered.iterrows()],
        gap_text=[_two_gap(row) for _, row in ordered.iterrows()],
        fit=[_fit(row) for _, row in ordered.iterrows()],
        statement_id=ordered["first_statement_id"].fillna(ordered["second_statement_id"]),
    )
    parts = zip(words["indicator"], words["first_text"], words["second_text"], strict=True)
    words["hover"] = [f"{name}\n● {first}: {a}\n◆ {second}: {b}" for name, a, b in parts]
    return words


def official(values: pd.DataFrame) -> pd.DataFrame:
    """One row per official value, with what it is to the plan years on show."""
    if values.empty:
        return values
    one = values.drop_duplicates("official_id").copy()
    standing = {key: gap_words.standing_words(rows) for key, rows in values.groupby("official_id")}
    fit = [t(f"common.comparability.{name}") for name in one["comparability"]]
    return one.assign(
        indicator=one[f"short_{messages.language()}"],
        official_value=[fmt_value(row.value, row.unit, row.comparator) for row in one.itertuples()],
        milestone=[_year(year) for year in one["milestone_year"]],
        clause_text=[_known(text) for text in one["clause"]],
        fit=fit,
        standing_text=one["official_id"].map(standing),
        reference_years=_years(values, one, "reference"),
        expired_years=_years(values, one, "expired"),
    )


def _years(values: pd.DataFrame, one: pd.DataFrame, standing: str) -> list[str]:
    """Plan years for which each official value of `one` has this standing: "2024, 2025"."""
    rows = values.loc[values["standing"] == standing, ["official_id", "plan_year"]]
    rows = rows.drop_duplicates().sort_values("plan_year").astype({"plan_year": str})
    years = rows.groupby("official_id")["plan_year"].agg(", ".join).to_dict()
    return [years.get(official_id, "") for official_id in one["official_id"]]


def _year(year: object) -> str:
    """A year as text: "2025", never "2.025"."""
    return t("common.not_stated") if is_missing(year) else str(int(year))  # type: ignore[call-overload]


def _known(text: object) -> str:
    return t("common.not_stated") if is_missing(text) else str(text)


def _reference(row: pd.Series, names: Mapping[str, str]) -> str:
    return "" if is_missing(row["gap"]) else gap_words.reference_words_with_year(row, names)


def _gap(row: pd.Series) -> str:
    return "" if is_missing(row["gap"]) else gap.gap_words(row["gap"], row["unit"])


def _fit(row: pd.Series) -> str:
    """Comparability of the pair, or of the value alone where there is no pair."""
    fit = row["pair_comparability"]
    fit = row.get("comparability") if is_missing(fit) else fit
    return "" if is_missing(fit) else t(f"common.comparability.{fit}")


def _side(row: pd.Series, side: str) -> str:
    value = row[f"{side}_value"]
    if is_missing(value):
        return t("common.not_set")
    text = fmt_value(value, row["unit"], row[f"{side}_comparator"])
    near = "≈ " if row[f"{side}_comparability"] == "near" else ""
    return near + t("gap.value.year", value=text, year=int(row[f"{side}_year"]))


def _two_gap(row: pd.Series) -> str:
    if row["side"] != "both":
        return ""
    if row["gap"] == 0:
        return t("gap.words.same")
    side = "second" if row["gap"] > 0 else "first"
    return t(f"gap.two.{side}_more", points=fmt_points(abs(row["gap"]), row["unit"]))


def _family_name(family: str, rows: pd.DataFrame) -> str:
    key = f"gap.family.{family}"
    if messages.has(key):
        return t(key)
    return " · ".join(rows.loc[rows["family_id"] == family, f"short_{messages.language()}"])


def _family_hover(row: pd.Series, names: Mapping[str, str]) -> str:
    counted = row["denominator_vi"]
    lines = [row["indicator"] if "indicator" in row else row[f"name_{messages.language()}"]]
    lines.append(f"{names[row['plan_id']]}: {gap_words.value_words(row)}")
    if not is_missing(counted):
        lines.append(t("gap.families.counted", population=counted))
    return gap_words.markup(lines)
