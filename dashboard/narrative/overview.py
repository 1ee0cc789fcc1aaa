"""The overview in sentences: what it says first, what it rests on, who has sent a plan."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

import messages
from dashboard.narrative.attention import Point
from messages import fmt_list, fmt_number, is_missing, t, tn

NAMED_FIRST = 2  # points that the opening sentence names
NAMED_PROVINCES = 3


def attention_title(found: list[Point], total: int) -> str:
    """How many points there are and where the worst stands; `found` are the first of them."""
    if not found:
        return t("overview.attention.title_none")
    return tn("overview.attention.title", total, plan=found[0].plan)


def capped(shown: int, total: int) -> list[str]:
    """The sentence that a list of points holds the first ones only, if so."""
    if shown == total:
        return []
    words = {"shown": fmt_number(shown), "total": fmt_number(total)}
    return [t("overview.attention.capped", **words)]


def opening(
    facts: pd.DataFrame, found: list[Point], register: pd.DataFrame, total: int
) -> list[str]:
    """Two or three sentences a leader can read aloud; `facts` are the plans that are shown.

    `found` are the first of `total` points.
    `register` has one row a province: `province_vi, with_plan, units`, provinces of these plans.
    """
    if facts.empty:
        return [t("overview.opening.empty")]
    return [_worst(found, total), _rests_on(facts), register_sentence(register)]


def _rests_on(facts: pd.DataFrame) -> str:
    communes = facts["identity_key"].nunique()
    provinces = facts["now_province_vi"].dropna().nunique()
    return tn(
        "overview.opening.rests_on",
        len(facts),
        communes=fmt_number(communes),
        provinces=fmt_number(provinces),
        years=years_text(facts["plan_year"]),
        targets=fmt_number(facts["targets"].sum()),
    )


def years_text(years: pd.Series) -> str:
    """Plan years in words: "năm 2025", "các năm 2024, 2025 và 2026"."""
    known = sorted({int(year) for year in years})
    return tn("overview.years", len(known), years=fmt_list([str(year) for year in known]))


def _worst(found: list[Point], total: int) -> str:
    if not found:
        return t("overview.opening.nothing")
    named = [
        t("overview.opening.named", plan=point.short, kind=_kind(point.code))
        for point in found[:NAMED_FIRST]
    ]
    return tn("overview.opening.worst", total, named=fmt_list(named))


def _kind(code: str) -> str:
    key = f"overview.kind.{code}"
    return t(key) if messages.has(key) else t("overview.kind.other")


def register_sentence(register: pd.DataFrame) -> str:
    """How few communes this rests on: "2/129 xã, phường của Ninh Bình"."""
    known = register[register["with_plan"] > 0]
    if known.empty:
        return t("overview.opening.no_register")
    shares = [
        province_share(row, short=place > 0)
        for place, (_, row) in enumerate(known.head(NAMED_PROVINCES).iterrows())
    ]
    more = len(known) - len(shares)
    # what a few communes ask for says something about a province from half of its units on
    broad = (2 * known["with_plan"] >= known["units"]).all()
    key = "overview.opening.register" + ("_broad" if broad else "") + ("_more" if more else "")
    text = ", ".join(shares) if more else fmt_list(shares)
    return t(key, shares=text, more=fmt_number(more))


def unit_words(row: pd.Series) -> str:
    """What the units of a province are: communes and wards, and special zones where it has any."""
    return t("overview.unit_words_special" if row["special"] else "overview.unit_words")


def province_share(row: pd.Series, *, short: bool = False) -> str:
    """ "2/129 xã, phường của Ninh Bình", or "1/114 của Hải Phòng" after another one."""
    return t(
        "overview.province_share_short" if short else "overview.province_share",
        n=fmt_number(row["with_plan"]),
        units=fmt_number(row["units"]),
        unit_words=unit_words(row),
        province=row["province_vi"],
    )


def when_text(years: tuple[int, ...]) -> str:
    """The chosen plan years, or the word for any: "năm 2025", "trong dữ liệu đã nạp"."""
    if not years:
        return t("overview.any_year")
    return t("overview.for_years", years=fmt_list([str(year) for year in sorted(years)]))


def silent_title(row: pd.Series | Mapping, years: tuple[int, ...]) -> str:
    """How many units of one province have sent nothing, for the chosen plan years or for any."""
    words = {"province": row["province_vi"], "when": when_text(years)}
    missing = int(row["units"]) - int(row["with_plan"])
    if missing == 0:
        return t("overview.silent.all_sent", **words)
    words |= {"missing": fmt_number(missing), "units": fmt_number(row["units"])}
    return t("overview.silent.title", unit_words=unit_words(row), **words)


def silent_summary(register: pd.DataFrame, years: tuple[int, ...]) -> str:
    """How many units of the whole country have a plan."""
    return t(
        "overview.silent.summary",
        with_plan=fmt_number(register["with_plan"].sum()),
        units=fmt_number(register["units"].sum()),
        when=when_text(years),
    )


def coverage_title(totals: pd.DataFrame, plans: Mapping[str, str], whole: str) -> str:
    """Which plan sets most and which least of the core list, or of the part named `whole`.

    `totals` has `plan_id, core_set, core_total`, one row a plan, at least one.
    """
    ordered = totals.sort_values(["core_set", "plan_id"], ascending=[False, True])
    most, least = ordered.iloc[0], ordered.iloc[-1]
    total = fmt_number(most["core_total"])
    if len(ordered) == 1:
        name = plans[most["plan_id"]]
        return t("overview.cover.title_one", whole=whole, plan=name, n=_set(most), total=total)
    if most["core_set"] == least["core_set"]:
        plural = fmt_number(len(ordered))
        return t("overview.cover.title_equal", whole=whole, plans=plural, n=_set(most), total=total)
    return t(
        "overview.cover.title",
        whole=whole,
        most=plans[most["plan_id"]],
        n_most=_set(most),
        least=plans[least["plan_id"]],
        n_least=_set(least),
        total=total,
    )


def _set(row: pd.Series) -> str:
    return fmt_number(row["core_set"])


def coverage_summary(cells: pd.DataFrame, groups: Mapping[str, str]) -> str:
    """Which groups are set by every plan, and which are left out most often."""
    plans = cells["plan_id"].nunique()
    left_out = (cells["set_count"] == 0).groupby(cells["group_id"], sort=False).sum()
    if not left_out.any():
        return tn("overview.cover.summary_all", plans)
    worst = [groups[group] for group in left_out[left_out == left_out.max()].index]
    most = fmt_number(left_out.max())
    return tn("overview.cover.summary", plans, groups=fmt_list(worst), most=most)


def map_title(placed: pd.DataFrame, missing: int) -> str:
    """How many communes have a dot, in which provinces, and how many plans have none."""
    if placed.empty:
        return t("overview.map.title_none")
    provinces = list(dict.fromkeys(placed["now_province_vi"]))
    named = fmt_list(provinces) if len(provinces) <= 4 else tn("overview.provinces", len(provinces))
    title = tn("overview.map.title", placed["identity_key"].nunique(), provinces=named)
    return f"{title}; {tn('overview.map.unplaced', missing)}" if missing else title


def map_summary(placed: pd.DataFrame, plans: Mapping[str, str], measure: str) -> str:
    """The measure of the placed plans, from most to least, five at most."""
    ordered = placed.sort_values([measure, "plan_id"], ascending=[False, True])
    shown = [labelled(plans[row["plan_id"]], row, measure) for _, row in ordered.head(5).iterrows()]
    return t(
        "overview.map.summary", measure=t(f"overview.measure.{measure}"), list="; ".join(shown)
    )


def measure_text(row: pd.Series, measure: str) -> str:
    """One plan's value of a measure of the map, in words."""
    if measure == "plan_year":
        return str(int(row["plan_year"]))
    if measure == "core_share":
        if not row["core_set"]:
            return t("common.not_set")
        return f"{fmt_number(row['core_set'])}/{fmt_number(row['core_total'])}"
    if measure == "targets" and not row["targets"]:
        return t("common.not_set")
    return fmt_number(row[measure])


def labelled(plan: str, row: pd.Series, measure: str) -> str:
    """ "Giao Minh 2026: 47"; the year of a plan already stands in its name."""
    if measure == "plan_year":
        return plan
    return t("overview.map.label", plan=plan, value=measure_text(row, measure))


def issued_text(row: pd.Series) -> str:
    """The day, or the month, or the word for "not stated", as precise as the document is."""
    if is_missing(row["issued"]):
        return t("common.not_stated")
    if row["issued_precision"] == "month":
        return t("overview.month", month=f"{row['issued']:%m/%Y}")
    return messages.fmt_date(row["issued"])


def horizon_text(row: pd.Series) -> str:
    """What the plan covers: "01/07–31/12/2025", or both dates in full."""
    start, end = row["horizon_start"], row["horizon_end"]
    if is_missing(start) or is_missing(end):
        return t("common.not_stated")
    first = f"{start:%d/%m}" if start.year == end.year else messages.fmt_date(start)
    return f"{first}–{messages.fmt_date(end)}"


def documents_summary(facts: pd.DataFrame) -> str:
    """First and last date of issue, how many give none, how many lack an annex."""
    dated = facts.dropna(subset=["issued"]).sort_values("issued")
    undated, annex = len(facts) - len(dated), int(facts["annex_missing"].sum())
    clauses = []
    if not dated.empty:
        first, last = issued_text(dated.iloc[0]), issued_text(dated.iloc[-1])
        key = "overview.documents.issued" if first == last else "overview.documents.issued_between"
        clauses.append(t(key, first=first, last=last))
    if undated:
        clauses.append(tn("overview.documents.undated", undated))
    if annex:
        clauses.append(tn("overview.documents.without_annex", annex))
    return t("overview.documents.summary", clauses="; ".join(clauses))
