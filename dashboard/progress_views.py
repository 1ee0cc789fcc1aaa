"""What the progress page is made of: panels against the straight path, milestones, how to fill."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from dashboard import components, controls, kept, progress_frames
from dashboard.address import Selection
from dashboard.charts import progress as charts
from dashboard.narrative import progress as narrative
from dashboard.progress_frames import NO_RESULT, RESULTS
from dashboard.queries import progress as queries
from dashboard.text import plain
from messages import fmt_date, fmt_number, fmt_value, t


def shown(selection: Selection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of a choice, farthest from their targets first, and the targets that are set."""
    plan_ids = controls.plan_ids(selection)
    rows = queries.progress(selection.edition, plan_ids, selection.near)
    targets = queries.set_targets(selection.edition, plan_ids, selection.near)
    if selection.groups:
        rows = rows[rows["group_id"].isin(selection.groups)]
        targets = targets[targets["group_id"].isin(selection.groups)]
    return progress_frames.farthest_first(rows), targets


def picture(rows: pd.DataFrame, plans: Mapping[str, str]) -> None:
    """A panel an indicator: where it started, where it shall arrive, where it stands."""
    table = kept.once("rows", lambda: table_frame(rows, plans))
    headings = {name: t(f"progress.column.{name}") for name in table.columns[1:]}
    components.show_chart(
        lambda: figure(rows, plans),
        key="progress",
        title=narrative.title(rows, plans),
        summary=narrative.summary(rows, plans),
        table=table,
        table_columns=headings,
        how_to_read=f"{how_to_read(rows)} {t('progress.click')}",
        file_name=t("progress.file.table"),
    )


def figure(rows: pd.DataFrame, plans: Mapping[str, str]) -> go.Figure:
    """The picture of all rows, a panel each."""
    words = {name: t(f"progress.legend.{name}") for name in ("start", "target", "path")}
    words |= {status: t(f"progress.status.{status}") for status in (*RESULTS, NO_RESULT)}
    return charts.panels([panel(row, plans) for row in rows.to_dict("records")], words)


def panel(row: Mapping, plans: Mapping[str, str]) -> charts.Panel:
    """One row as a panel of the picture."""
    plan = plans.get(row["plan_id"], row["plan_id"])
    begins, low = progress_frames.start(row)
    ends, high = progress_frames.end(row)
    started = row["basis"] == "baseline"
    start_text = narrative.marked(narrative.start_words(row), row["baseline_findings"])
    target_text = narrative.marked(narrative.target_words(row), row["target_findings"])
    start_hover = t("progress.hover.start", text=start_text)
    target_hover = t("progress.hover.target", text=target_text, date=fmt_date(ends))
    return charts.Panel(
        title=narrative.panel_title(row, plan),
        start=charts.Mark(
            begins, low, start_text, escape(start_hover), row["baseline_statement_id"]
        )
        if started
        else None,
        target=charts.Mark(
            ends, high, target_text, escape(target_hover), row["target_statement_id"]
        ),
        path=_path_marks(row, started),
        result=_result_mark(row),
        status=row["status"],
    )


def table_frame(rows: pd.DataFrame, plans: Mapping[str, str]) -> pd.DataFrame:
    """The rows in words, with `statement_id` of the target first."""
    records = rows.to_dict("records")
    return pd.DataFrame(
        {
            "statement_id": list(rows["target_statement_id"]),
            "plan": [plans.get(row["plan_id"], row["plan_id"]) for row in records],
            "indicator": [narrative.indicator(row) for row in records],
            "start": [
                narrative.marked(narrative.start_words(row), row["baseline_findings"])
                for row in records
            ],
            "target": [
                narrative.marked(narrative.target_words(row), row["target_findings"])
                for row in records
            ],
            "pace": [narrative.pace_words(row) for row in records],
            "result": [narrative.result_words(row) for row in records],
            "achieved": [narrative.share_words(row["achieved"]) for row in records],
            "needed": [narrative.share_words(row["needed"]) for row in records],
            "status": [narrative.status_words(row) for row in records],
            "basis": [t(f"progress.basis.{row['basis']}") for row in records],
            "comparability": [t(f"common.comparability.{row['comparability']}") for row in records],
        }
    )


def milestones(rows: pd.DataFrame, plans: Mapping[str, str]) -> None:
    """The straight path at each quarter's end, to hold a report against."""
    st.header(t("progress.path.title"), anchor=False)
    st.markdown(plain(t("progress.path.text")))
    path = progress_frames.path_table(rows)
    names = {row["indicator_id"]: narrative.indicator(row) for row in rows.to_dict("records")}
    table = pd.DataFrame(
        {
            "statement_id": list(path["target_statement_id"]),
            "plan": [plans.get(plan, plan) for plan in path["plan_id"]],
            "indicator": list(path["indicator_id"].map(names)),
            "day": pd.to_datetime(path["day"]).to_numpy(),
            "value": [_value(row) for row in path.to_dict("records")],
        }
    )
    headings = {name: t(f"progress.path.{name}") for name in table.columns[1:]}
    components.show_table(table, headings, key="path", file_name=t("progress.file.path"))


def how_to_fill() -> None:
    """What brings results onto the page."""
    st.header(t("progress.fill.title"), anchor=False)
    st.markdown(plain(t("progress.fill.text")))
    components.page_link("upload", t("progress.fill.link"))


def _path_marks(row: Mapping, started: bool) -> list[charts.Mark]:
    """The path's points between its ends; without a start it begins at zero."""
    points = progress_frames.milestones(row)[:-1]
    if not started:
        points = [progress_frames.start(row), *points]
    return [
        charts.Mark(
            day,
            value,
            hover=escape(
                t(
                    "progress.hover.path",
                    date=fmt_date(day),
                    value=fmt_value(round(value, 1), row["unit"]),
                )
            ),
            statement_id=row["target_statement_id"],
        )
        for day, value in points
    ]


def _result_mark(row: Mapping) -> charts.Mark | None:
    if row["status"] == NO_RESULT:
        return None
    text = narrative.result_words(row)
    hover = t(
        "progress.hover.result",
        text=text,
        status=narrative.status_words(row),
        achieved=narrative.share_words(row["achieved"]),
        needed=narrative.share_words(row["needed"]),
    )
    day = pd.Timestamp(row["as_of"]).date()
    statement_id = row["result_statement_id"]
    return charts.Mark(day, float(row["result_value"]), text, escape(hover), statement_id)


def how_to_read(rows: pd.DataFrame) -> str:
    text = [t("progress.how_to_read")]
    if (rows["comparability"] == "near").any():
        text.append(t("progress.read_near"))
    if (rows["baseline_findings"] + rows["target_findings"]).any():
        text.append(t("progress.read_finding"))
    if len(rows) > charts.MAX_PANELS:
        shown, n = fmt_number(charts.MAX_PANELS), fmt_number(len(rows))
        text.append(t("progress.read_shown", shown=shown, n=n))
    return " ".join(text)


def _value(row: Mapping) -> str:
    return fmt_value(round(float(row["value"]), 1), row["unit"])
