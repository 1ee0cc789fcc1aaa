"""Later sections of "Mức phấn đấu": weights, score, what would raise it, ranks."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dashboard import address, ambition_frames, components, controls, names
from dashboard import ambition_scores as scores
from dashboard.ambition_scores import Method, Ranking
from dashboard.ambition_view import MAX_CHOICES, MAX_COLUMNS, MAX_ROWS, Labels, headings
from dashboard.charts import ambition as charts
from dashboard.charts.label import as_text
from dashboard.components import plain
from dashboard.controls import Selection
from dashboard.narrative import ambition as narrative
from dashboard.queries import ambition as queries
from messages import fmt_number, t

MAX_LEVERS = 12
WEIGHT_STEPS = 10
USUAL_WEIGHT = 5


def choose_method() -> Method:
    """Weights and mean, kept in the address; all weights zero counts as equal weights."""
    columns = st.columns(4)
    weights = []
    for column, name in zip(columns, charts.COMPONENTS, strict=False):
        with column:
            weights.append(float(choose_weight(name)))
    with columns[3]:
        aggregation = controls.choose(
            "mean",
            t("ambition.choose.mean"),
            ("geometric", "arithmetic"),
            format_func=lambda name: t(f"ambition.mean.{name}"),
        )
    if not any(weights):
        st.warning(t("ambition.weights.zero"))
        return Method(aggregation=aggregation)
    return Method((weights[0], weights[1], weights[2]), aggregation)


def choose_weight(name: str) -> int:
    """A weight of 0 to WEIGHT_STEPS; what the address says and cannot be is refused with a word."""
    param, key = f"w_{name}", f"choice_w_{name}"
    wanted = address.seen().get(param, str(USUAL_WEIGHT))
    value = int(wanted) if wanted.isdecimal() and int(wanted) <= WEIGHT_STEPS else None
    if value is None:
        label = t(f"ambition.weight.{name}")
        part = t("shell.address.part", name=label, value=wanted[:60])
        st.caption(plain(t("shell.address.refused", parts=part)))
    st.session_state[key] = USUAL_WEIGHT if value is None else value

    def changed() -> None:
        chosen = st.session_state[key]
        address.write(**{param: None if chosen == USUAL_WEIGHT else str(chosen)})

    return st.slider(t(f"ambition.weight.{name}"), 0, WEIGHT_STEPS, key=key, on_change=changed)


def show_score(frame: pd.DataFrame, method: Method, ranked: int, labels: Labels) -> None:
    """The score of rated plans on show; in order of score only when ranks are printed."""
    rows = frame[frame["rated"].astype(bool)].head(MAX_ROWS)
    if rows.empty:
        st.info(t("ambition.score.nobody"))
        return
    if ranked >= narrative.MIN_RANKED:
        rows = rows.sort_values(["score", "plan_id"], ascending=[False, True])
    rows = rows.assign(
        label=rows["plan_id"].map(labels),
        score_text=[t("ambition.score.points", score=fmt_number(s, 1)) for s in rows["score"]],
        plan=rows["plan_id"].map(labels),
    )
    shares = dict(zip(charts.COMPONENTS, method.shares, strict=True))
    components.show_chart(
        lambda: charts.scores(rows),
        key="score",
        title=narrative.score_title(rows, ranked, labels),
        summary=t(
            "ambition.score.summary",
            mean=t(f"ambition.mean.{method.aggregation}").lower(),
            **{name: fmt_number(100 * share, 0) for name, share in shares.items()},
        ),
        table=rows,
        table_columns=headings(("plan", "score", "level", "breadth", "firmness")),
        origin_col=None,
        how_to_read=t("ambition.score.how"),
        file_name="diem-muc-phan-dau",
        level=3,
    )


def show_levers(selection: Selection, frame: pd.DataFrame, method: Method, labels: Labels) -> None:
    """What would raise one plan's score most."""
    options = list(frame.loc[frame["rated"].astype(bool), "plan_id"])[:MAX_CHOICES]
    if not options:
        return
    plan = controls.choose("plan", t("ambition.choose.lever"), options, format_func=labels.get)
    found = scores.levers(selection.edition, plan, method, selection.near)[:MAX_LEVERS]
    if not found:
        st.info(plain(t("ambition.lever.nothing", plan=labels[plan])))
        return
    rows = ambition_frames.lever_rows(
        found,
        queries.speaking(selection.edition, plan),
        names.indicator_names(selection.edition, short=True),
    )
    best = rows[rows["gain"] == rows["gain"].max()].to_dict("records")
    st.subheader(plain(narrative.lever_title(labels[plan], best)), anchor=False)
    st.markdown(t("ambition.lever.summary"))
    columns = headings(("gain", "change", "kind_text"))
    components.show_table(rows, columns, key="levers", file_name="nang-diem")


def show_ranking(
    ranking: Ranking, labels: Labels, *, key: str, only: tuple[str, ...] | None = None
) -> None:
    """Rank intervals with tiers, P(A above B), and the choice that moves ranks most.

    Ranks are among all ranked plans; `only` says which of them to show.
    """
    plans = ranking.plans
    if only is not None:
        plans = plans[plans["plan_id"].isin(only)]
    if plans.empty:
        st.info(t("ambition.score.nobody"))
        return
    plans = plans.head(MAX_ROWS)
    plans = plans.assign(
        label=plans["plan_id"].map(labels),
        plan=plans["plan_id"].map(labels),
        words=[narrative.rank_words(row) for _, row in plans.iterrows()],
    )
    components.show_chart(
        lambda: charts.rank_intervals(
            plans,
            plans=len(ranking.plans),
            names={name: t(f"ambition.rank.legend.{name}") for name in ("interval", "middle")},
        ),
        key=f"{key}_ranks",
        title=narrative.rank_title(ranking.plans, labels),
        summary=narrative.choice_words(ranking.choices),
        table=plans,
        table_columns=headings(("plan", "rank_p05", "rank_p50", "rank_p95", "tier")),
        origin_col=None,
        how_to_read=t("ambition.rank.how"),
        file_name=f"{key}-hang",
        level=3,
    )
    show_chances(ranking.above, list(plans["plan_id"])[:MAX_COLUMNS], labels, key=key)


def show_chances(above: pd.DataFrame, shown: list[str], labels: Labels, *, key: str) -> None:
    if above.empty:
        return
    some = above[above["plan_a"].isin(shown) & above["plan_b"].isin(shown)]
    table = some.assign(
        a=some["plan_a"].map(labels),
        b=some["plan_b"].map(labels),
        chance=[
            t("ambition.above.cell", share=fmt_number(100 * p, 0)) for p in some["probability"]
        ],
    )
    components.show_chart(
        lambda: charts.grid(
            ambition_frames.chance_cells(some, shown, labels),
            rows=[f"<b>{as_text(labels[plan])}</b>" for plan in shown],
            columns=[labels[plan] for plan in shown],
            cell_height=30,
        ),
        key=f"{key}_above",
        title=t("ambition.above.title"),
        summary=t("ambition.above.summary"),
        how_to_read=t("ambition.above.how"),
        table=table,
        table_columns=headings(("a", "b", "chance")),
        origin_col=None,
        file_name=f"{key}-xac-suat",
        level=3,
        on_mark=lambda data: None,
    )
