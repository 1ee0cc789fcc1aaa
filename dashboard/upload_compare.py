"""Before it changes: what the candidate adds, changes and removes, and the click that publishes."""

from __future__ import annotations

import streamlit as st

from dashboard import components, controls, names, upload_state
from dashboard.text import plain
from dashboard.upload_list import show_list
from dashboard.upload_words import indicator_label, value_text
from etl import batches
from etl.batches import Batch
from etl.paths import store_dir
from messages import fmt_number, fmt_points, is_missing, t, tn

PARTS = ("statements", "plans", "tasks", "official", "gaps", "growth", "ranks")


def show(batch: Batch, *, ready: int = 1, left: int = 0) -> None:
    """The comparison of this batch, or the button that makes it."""
    found = batches.read_json(store_dir(), batch.batch_id, "candidate")
    fresh = found and found["mark"] == batches.answers_mark(store_dir(), batch.batch_id)
    if left and ready:
        st.info(plain(tn("upload.compare.left", left)))
    if not fresh:
        st.markdown(plain(t("upload.compare.text")))
        st.button(
            t("upload.compare.button"),
            type="primary",
            key="compare",
            disabled=not ready,
            on_click=upload_state.start,
            args=(batch.batch_id, "compare"),
        )
        return
    _parts(found["comparison"])
    _publish(batch, found)


def _publish(batch: Batch, found: dict) -> None:
    edition = found["manifest"]["edition_id"]
    st.markdown(plain(t("upload.publish.text", edition=edition)))
    st.button(
        t(f"upload.publish.{batch.change}"),
        type="primary",
        key="publish",
        on_click=upload_state.start,
        args=(batch.batch_id, "publish", edition),
    )


def show_published(batch: Batch) -> None:
    """That it is done, and where to see it."""
    st.success(plain(t(f"upload.done.{batch.change}", edition=batch.edition_id)))
    found = batches.read_json(store_dir(), batch.batch_id, "candidate")
    if found:
        _parts(found["comparison"])
    plans = [plan for rows in found.get("rows", []) for plan in rows["plans"]]
    codes = sorted({str(plan["commune_code"]) for plan in plans if plan["commune_code"]})
    known = names.identity_names(controls.current().edition)
    chosen = ",".join(code for code in codes if code in known) or None
    components.page_link("gap", t("upload.done.gap"), commune=chosen)
    components.page_link("unit", t("upload.done.unit"), commune=chosen)
    components.page_link("overview", t("upload.done.overview"))


def _parts(comparison: dict) -> None:
    """Counts of everything that differs, then each list that is not empty."""
    if comparison["old"] is None:
        st.markdown(plain(t("upload.compare.first")))
        return
    parts = comparison["parts"]
    counts = parts["statements"]["counts"]
    for column, change in zip(st.columns(3), ("added", "changed", "removed"), strict=True):
        column.metric(t(f"upload.metric.{change}"), fmt_number(counts[change]))
    moved = [name for name in PARTS if sum(parts[name]["counts"].values())]
    if not moved:
        st.markdown(plain(t("upload.compare.same")))
    for name in moved:
        total = sum(parts[name]["counts"].values())
        st.subheader(tn(f"upload.part.{name}", total), anchor=False)
        rows = [_row(name, row) for row in parts[name]["rows"]]
        show_list(rows, f"part_{name}")
        if total > len(rows):
            st.caption(plain(tn("upload.compare.more", total - len(rows))))
        if name == "growth" and not comparison.get("paired", True):
            st.caption(plain(t("upload.compare.own_steps")))


def _row(part: str, row: dict) -> dict[str, str]:
    """One difference in words: what, before, after."""
    before, after = _sides(part, row)
    said = {"change": t(f"upload.change.{row['change']}"), "plan": _plan(row)}
    if part not in ("plans", "ranks"):
        said["what"] = indicator_label(row, _indicators())
    if part == "growth":
        said["from"] = names.plan_names(controls.current().edition).get(row["from_plan_id"], "")
    if part == "gaps":
        said["reference"] = t(f"common.reference.{row['reference']}")
    said |= {"before": before, "after": after}
    if part == "statements":
        said["place"] = _place(row)
    return said


def _sides(part: str, row: dict) -> tuple[str, str]:
    return tuple(_SIDES[part](row, side) for side in ("old", "new"))


def _statement(row: dict, side: str) -> str:
    return value_text(row[f"{side}_value"], row[f"{side}_unit"], row[f"{side}_comparator"])


def _plan_side(row: dict, side: str) -> str:
    there = {"old": row["change"] != "added", "new": row["change"] != "removed"}[side]
    return (row[f"{side}_number"] or t("upload.plan.no_number")) if there else ""


def _task(row: dict, side: str) -> str:
    return t(f"tasks.status.{row[f'{side}_status'] or 'none'}")


def _points(name: str):
    def write(row: dict, side: str) -> str:
        value = row[f"{side}_{name}"]
        return "" if is_missing(value) else fmt_points(value, row["unit"], sign=True)

    return write


def _rank(row: dict, side: str) -> str:
    score = row[f"{side}_score"]
    if is_missing(score):
        return "" if is_missing(row[f"{side}_rated"]) else t("upload.rank.not_rated")
    place = row[f"{side}_rank"]
    if is_missing(place):
        return fmt_number(score, 1)
    return t("upload.rank.line", score=fmt_number(score, 1), rank=fmt_number(place))


_SIDES = {
    "statements": _statement,
    "plans": _plan_side,
    "tasks": _task,
    "official": _statement,
    "gaps": _points("gap"),
    "growth": _points("delta"),
    "ranks": _rank,
}


def _plan(row: dict) -> str:
    known = names.plan_names(controls.current().edition)
    plan_id = str(row.get("plan_id") or "")
    if plan_id in known:
        return known[plan_id]
    if row.get("commune_name"):
        return t("common.plan_label", name=row["commune_name"], year=row["plan_year"])
    return plan_id or str(row.get("year") or "")


def _indicators() -> dict[str, str]:
    return dict(names.indicator_names(controls.current().edition))


def _place(row: dict) -> str:
    if row["sheet"]:
        return f"{row['file']}: {row['sheet']}!{row['cell']}"
    return str(row["file"] or "")
