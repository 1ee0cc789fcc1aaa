"""Progress in sentences: how many targets can be followed, how they stand, the longest way."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from dashboard import progress_frames
from dashboard.progress_frames import NO_RESULT, RESULTS
from messages import (
    fmt_date,
    fmt_list,
    fmt_number,
    fmt_points,
    fmt_value,
    is_missing,
    language,
    t,
    tn,
)

MAX_SUMMARY = 3  # panels told in the summary of the picture


def opening(rows: pd.DataFrame, targets: pd.DataFrame, plans: Mapping[str, str]) -> list[str]:
    """Two or three sentences over the rows of `mart.progress` and the targets of the plans."""
    if targets.empty:
        return [t("progress.none")]
    sentences = [how_many(rows, targets)]
    if not rows.empty:
        sentences += [standing(rows), longest(rows, plans)]
    return [sentence for sentence in sentences if sentence]


def how_many(rows: pd.DataFrame, targets: pd.DataFrame) -> str:
    """How many targets there are, and how many have a reported start or a result."""
    results = int(rows["result_value"].notna().sum())
    started = int(rows["baseline_value"].notna().sum())
    words = {
        "plans": tn("progress.plans", targets["plan_id"].nunique()),
        "targets": tn("progress.targets", int(targets["targets"].sum())),
    }
    if not results and not started:
        return t("progress.how_many_none", **words)
    words["started"] = fmt_number(started)
    if not results:
        return t("progress.how_many_started", **words)
    return t("progress.how_many", results=fmt_number(results), **words)


def standing(rows: pd.DataFrame) -> str:
    """How the results stand against the straight path, or that there is none yet."""
    count = rows["status"].value_counts()
    parts = [
        t(f"progress.standing.{status}", n=fmt_number(int(count[status])))
        for status in RESULTS
        if count.get(status, 0)
    ]
    if not parts:
        return t("progress.no_results")
    text = t("progress.standing", parts=fmt_list(parts))
    waiting = int(count.get(NO_RESULT, 0))
    return f"{text} {tn('progress.waiting', waiting)}" if waiting else text


def longest(rows: pd.DataFrame, plans: Mapping[str, str]) -> str:
    """The longest way from a reported start to its target, among shares; empty without one."""
    found = _farthest(rows)
    if found is None:
        return ""
    text = t(
        "progress.longest",
        points=fmt_points(progress_frames.distance(found), found["unit"]),
        indicator=indicator(found),
        **_ends(found, plans),
    )
    doubted = found["baseline_findings"] + found["target_findings"]
    return f"{text} {t('progress.doubted')}" if doubted else text


def title(rows: pd.DataFrame, plans: Mapping[str, str]) -> str:
    """The finding over the picture: results behind first, else the longest way, else how many."""
    if (rows["status"] != NO_RESULT).any():
        return standing(rows).rstrip(".")
    found = _farthest(rows)
    if found is None:
        return tn("progress.title_level", len(rows))
    return t("progress.title_start", indicator=indicator(found), **_ends(found, plans))


def summary(rows: pd.DataFrame, plans: Mapping[str, str]) -> str:
    """The first panels in one sentence, for a reader who does not see the picture."""
    parts = [
        t(
            "progress.summary_part",
            indicator=indicator(row),
            result=result_words(row),
            **_ends(row, plans),
        )
        for row in rows.head(MAX_SUMMARY).to_dict("records")
    ]
    more = len(rows) - len(parts)
    text = t("progress.summary", parts="; ".join(parts))
    return f"{text} {tn('progress.summary_more', more)}" if more > 0 else text


def panel_title(row: Mapping, plan: str) -> str:
    """ "≈ Điện thoại thông minh · Nga Điền 2024"."""
    return t("progress.panel", indicator=indicator(row), plan=plan)


def indicator(row: Mapping) -> str:
    """Short name of the indicator, marked where its numbers are near one another only."""
    name = str(row[f"short_{language()}"])
    return f"{t('common.mark.near')} {name}" if row["comparability"] == "near" else name


def start_words(row: Mapping) -> str:
    """ "75% (2023)", or that the plan reports no start."""
    if is_missing(row["baseline_value"]):
        return t("progress.no_start")
    value = fmt_value(row["baseline_value"], row["unit"], _unless_equal(row["baseline_comparator"]))
    return t("progress.with_year", value=value, year=int(row["baseline_year"]))


def target_words(row: Mapping) -> str:
    """ "tối thiểu 100% (2024)"."""
    value = fmt_value(row["target_value"], row["unit"], row["target_comparator"])
    return t("progress.with_year", value=value, year=int(row["target_year"]))


def marked(text: str, findings: object) -> str:
    """A number in words, led by "!" where a check or a reader found something about it."""
    return f"{t('common.mark.impossible')} {text}" if findings else text


def result_words(row: Mapping) -> str:
    """ "90% đến 30/06/2024", or that there is no result yet."""
    if is_missing(row["result_value"]):
        return t("progress.status.no_result")
    value = fmt_value(row["result_value"], row["unit"], _unless_equal(row["result_comparator"]))
    return t("progress.with_date", value=value, date=fmt_date(row["as_of"]))


def status_words(row: Mapping) -> str:
    """The status in words."""
    return t(f"progress.status.{row['status']}")


def pace_words(row: Mapping) -> str:
    """What is needed a month to arrive in time."""
    pace = progress_frames.pace(row)
    if pace is None:
        return t("progress.pace_over")
    if pace == 0:
        return t("progress.pace_keep")
    return t("progress.pace", points=fmt_points(round(pace, 2), row["unit"]))


def share_words(share: object) -> str:
    """A share of the way in percent; empty without one."""
    return "" if is_missing(share) else fmt_value(round(100 * float(share), 1), "percent")  # type: ignore[arg-type]


def _unless_equal(comparator: object) -> str | None:
    """A reported "= 75" reads "75%"."""
    return None if is_missing(comparator) or comparator == "=" else str(comparator)


def _farthest(rows: pd.DataFrame) -> Mapping | None:
    started = rows[rows["baseline_value"].notna() & (rows["unit"] == "percent")]
    found = max(started.to_dict("records"), key=progress_frames.distance, default=None)
    return found if found and progress_frames.distance(found) > 0 else None


def _ends(row: Mapping, plans: Mapping[str, str]) -> dict[str, str]:
    return {
        "plan": plans.get(row["plan_id"], row["plan_id"]),
        "start": start_words(row),
        "target": _bare_target(row),
    }


def _bare_target(row: Mapping) -> str:
    """The target after "to": "= 100" reads "100% (2024)", for "to at 100%" is no English."""
    return target_words({**row, "target_comparator": _unless_equal(row["target_comparator"])})
