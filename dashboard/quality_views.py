"""What the quality page is made of: the grid of shares, the rows behind one, findings, to-do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from dashboard import address, components, controls, kept, language, places, quality_frames
from dashboard.charts import quality as charts
from dashboard.narrative import quality as narrative
from dashboard.narrative import quality_todo
from dashboard.quality_frames import CHECKS
from dashboard.text import plain
from messages import fmt_value, t

_TALL = 460  # pixels of a long table


@dataclass(frozen=True)
class Rows:
    """What the page asked for: shares, findings, judged numbers, bullets of the goals parts."""

    shares: pd.DataFrame
    findings: pd.DataFrame
    numbers: pd.DataFrame
    bullets: pd.DataFrame

    def of(self, plan_id: str) -> Rows:
        """The rows of one plan."""
        frames = (self.shares, self.findings, self.numbers, self.bullets)
        return Rows(*(frame[frame["plan_id"] == plan_id] for frame in frames))


def share_grid(rows: Rows, plan_ids: tuple[str, ...], plans: Mapping[str, str]) -> None:
    """The picture of five shares per plan; choosing a cell shows the rows behind it."""
    cells = kept.once("cells", lambda: share_cells(rows.shares, plan_ids, plans))
    checks = {check: t(f"quality.check.{check}") for check in CHECKS}
    components.show_chart(
        lambda: charts.shares(cells, checks),
        key="shares",
        title=narrative.grid_title(rows.shares, plans),
        summary=narrative.by_check(rows.shares),
        table=lambda: _wide(cells, checks),
        table_columns={"plan": t("quality.column.plan")} | checks,
        origin_col=None,
        how_to_read=f"{t('quality.grid.how_to_read')} {t('quality.grid.click')}",
        file_name=t("quality.file.shares"),
        on_mark=_open_cell,
    )


def behind(rows: Rows, plan_id: str, plan: str) -> None:
    """The numbers or bullets that one share of a plan counts; the check is chosen here."""
    check = controls.choose(
        "check",
        t("quality.behind.choose"),
        CHECKS,
        format_func=lambda name: t(f"quality.check.{name}"),
        default="timed",
    )
    of_plan = rows.of(plan_id)
    row = of_plan.shares[of_plan.shares["check_code"] == check].iloc[0]
    st.markdown(plain(narrative.behind_title(row, plan)))
    st.caption(t(f"quality.check_means.{check}"))
    counted = quality_frames.behind(check, of_plan.numbers, of_plan.bullets)
    columns = ("place", "label", "value", "passed")
    table = pd.DataFrame(
        {
            "statement_id": list(counted["statement_id"]),
            "place": places_of(counted),
            "label": list(counted["label_vi"]),
            "value": _values(counted, numbered=check != "measurable"),
            "passed": [t(f"quality.passed.{'yes' if met else 'no'}") for met in counted["passed"]],
        }
    )
    headings = {name: t(f"quality.column.{name}") for name in columns}
    components.show_table(table, headings, key="behind", height=_height(table))


def findings(rows: Rows, plans: Mapping[str, str]) -> None:
    """Every finding of the plans shown, worst first, each with its place and what would mend it."""
    found = rows.findings.to_dict("records")
    table = pd.DataFrame(
        {
            "statement_id": list(rows.findings["statement_id"]),
            "severity": [t(f"quality.severity.{row['severity']}") for row in found],
            "plan": [plans.get(row["plan_id"], row["plan_id"]) for row in found],
            "place": places_of(rows.findings),
            "finding": [narrative.finding_sentence(row) for row in found],
            "todo": [narrative.todo_sentence(row["code"]) for row in found],
            "label": [quality_frames.missing_text(row["label_vi"]) for row in found],
            "source": [t(f"quality.source.{row['source']}") for row in found],
        }
    )
    headings = {name: t(f"quality.column.{name}") for name in table.columns[1:]}
    name = t("quality.file.findings")
    components.show_table(table, headings, key="findings", file_name=name, height=_height(table))


def todo_list(rows: Rows, plan_id: str, plan: str, edition: str) -> None:
    """One plan's to-do list in the order of the paper, as text to print and as a table."""
    items = kept.once("todo", lambda: _todo(rows.of(plan_id)))
    st.markdown(plain(quality_todo.todo_count(items)))
    if items.empty:
        return
    st.download_button(
        t("quality.todo.print"),
        data=language.keeping(
            lambda: quality_todo.text(items, plan=plan, edition=edition).encode("utf-8-sig")
        ),
        file_name=f"{t('quality.file.todo')}-{plan_id}_{edition}.txt",
        mime="text/plain",
        key="todo_print",
        on_click="ignore",
    )
    for section in quality_todo.sections(items):
        st.subheader(plain(section.title), anchor=False)
        st.markdown("\n".join(f"- {plain(line)}" for line in section.lines))
    with st.expander(t("quality.todo.table")):
        _todo_table(items, plan_id)


def _todo(rows: Rows) -> pd.DataFrame:
    return quality_frames.todo(rows.shares, rows.findings, rows.numbers, rows.bullets)


def _todo_table(items: pd.DataFrame, plan_id: str) -> None:
    rows = items.to_dict("records")
    table = pd.DataFrame(
        {
            "statement_id": list(items["statement_id"]),
            "place": [_place(row) for row in rows],
            "label": [quality_frames.missing_text(row["label"]) for row in rows],
            "finding": [narrative.item_sentence(row) for row in rows],
            "todo": [narrative.todo_sentence(row["code"]) for row in rows],
            "severity": [t(f"quality.severity.{row['severity']}") for row in rows],
        }
    )
    headings = {name: t(f"quality.column.{name}") for name in table.columns[1:]}
    name = f"{t('quality.file.todo')}-{plan_id}"
    components.show_table(table, headings, key="todo", file_name=name, height=_height(table))


def share_cells(
    shares: pd.DataFrame, plan_ids: tuple[str, ...], plans: Mapping[str, str]
) -> pd.DataFrame:
    rank = {plan: place for place, plan in enumerate(plan_ids)}
    order = shares["plan_id"].map(rank) * len(CHECKS) + shares["check_code"].map(CHECKS.index)
    shares = shares.iloc[order.argsort(kind="stable")]
    rows = shares.to_dict("records")
    return shares.assign(
        plan=[plans.get(row["plan_id"], row["plan_id"]) for row in rows],
        text=[narrative.cell_text(row) for row in rows],
        words=[narrative.share_words(row) for row in rows],
        hover=[
            narrative.behind_title(row, plans.get(row["plan_id"], row["plan_id"])) for row in rows
        ],
    )


def _wide(cells: pd.DataFrame, checks: Mapping[str, str]) -> pd.DataFrame:
    wide = cells.pivot(index="plan_id", columns="check_code", values="words")
    wide = wide.reindex(index=cells["plan_id"].drop_duplicates(), columns=list(checks))
    names = cells.drop_duplicates("plan_id")["plan"]
    return wide.reset_index(drop=True).assign(plan=names.to_list())


def _open_cell(data: list) -> None:
    plan_id, _, check = str(data[0] if data else "").partition(" ")
    if check in CHECKS:
        address.write(plan=plan_id, check=check)


def places_of(rows: pd.DataFrame) -> list[str]:
    return [_place(row) for row in rows.to_dict("records")]


def _place(row: Mapping) -> str:
    return places.place(row["section"], row["ordinal"], row["part"]) or t("quality.todo.whole")


def _values(rows: pd.DataFrame, *, numbered: bool) -> list[str]:
    if not numbered:
        return [t(f"quality.bullet.{'number' if row else 'text'}") for row in rows["measurable"]]
    return [
        fmt_value(row["value"], row["unit"], row["comparator"]) for row in rows.to_dict("records")
    ]


def _height(table: pd.DataFrame) -> int | str:
    return _TALL if len(table) > 12 else "auto"
