"""Scores of plans by the reader's weights, what would raise one, and the made-up example set."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import streamlit as st

from dashboard.queries import ambition as queries
from etl import index
from etl.index import COMPONENTS, Inputs, Lever

EXAMPLES = Path(__file__).resolve().parent.parent / "data" / "examples"


@dataclass(frozen=True)
class Method:
    """How components become one score: weights of level, breadth, firmness, and the mean."""

    weights: tuple[float, float, float] = (1.0, 1.0, 1.0)
    aggregation: str = "geometric"

    @property
    def shares(self) -> tuple[float, ...]:
        """The weights as shares of their sum."""
        total = sum(self.weights)
        return tuple(weight / total for weight in self.weights)


@dataclass(frozen=True)
class Ranking:
    """Ranks with their uncertainty: `plans` (plan_id, rank_p05, rank_p50, rank_p95, tier), `above`
    (plan_a, plan_b, probability) and `choices` (choice, share), the last two perhaps empty."""

    plans: pd.DataFrame
    above: pd.DataFrame
    choices: pd.DataFrame


def profiles(edition: str, near: bool) -> pd.DataFrame:
    """`queries.ambition.profile`; without near values level and breadth are computed anew."""
    frame = queries.profile(edition)
    if near:
        return frame
    found = index.profile(_inputs(edition, near=False))
    ids = list(_inputs(edition, near=False).plan_ids)
    order = [ids.index(plan) for plan in frame["plan_id"]]
    columns = dict(zip(COMPONENTS, found.scores[order].T, strict=True))
    counts = {
        f"{name}_n": values for name, values in zip(COMPONENTS, found.counts[order].T, strict=True)
    }
    return frame.assign(**columns, **counts)


def scored(frame: pd.DataFrame, method: Method) -> pd.DataFrame:
    """The profile with `score` (1 to 100; missing where not rated) and `rank` among rated plans."""
    components = frame[list(COMPONENTS)].to_numpy(dtype=float)
    points = index.score(components, np.array(method.weights), method.aggregation)
    points = np.where(frame["rated"].to_numpy(bool), points, np.nan)
    ranked = ~np.isnan(points)
    rank = np.full(len(points), np.nan)
    if ranked.any():
        rank[ranked] = index.rank(points[ranked])
    return frame.assign(score=points, rank=rank)


def levers(edition: str, plan_id: str, method: Method, near: bool) -> list[Lever]:
    """What would raise the score of one rated plan most, best first."""
    weights = np.array(method.weights)
    return index.levers(_inputs(edition, near=near), plan_id, weights, method.aggregation)


def ranking(edition: str) -> Ranking:
    """The ranks of the edition as its build simulated them."""
    return Ranking(queries.ranks(edition), queries.above(edition), queries.choices(edition))


@st.cache_resource(max_entries=8, show_spinner=False)
def _inputs(edition: str, *, near: bool) -> Inputs:
    """The edition's plans as arrays, without values that fit only nearly if `near` is false."""
    inputs = queries.inputs(edition)
    if near:
        return inputs
    return replace(
        inputs,
        values=np.where(inputs.exact, inputs.values, np.nan),
        sets=inputs.sets_exact,
    )


@st.cache_data(show_spinner=False)
def example() -> tuple[Ranking, dict[str, str]]:
    """Ranks of the made-up plans of `data/examples`, and their labels by plan_id.

    Raises OSError when the files are missing.
    """
    plans = _rows("ambition_plans.csv")
    inputs = example_inputs(plans, _rows("ambition_values.csv"))
    draws = index.simulate(inputs)
    middle = index.rank_interval(draws.ranks)
    frame = pd.DataFrame(
        {
            "plan_id": inputs.plan_ids,
            "rank_p05": middle[:, 0],
            "rank_p50": middle[:, 1],
            "rank_p95": middle[:, 2],
            "tier": index.tiers(draws.ranks),
        }
    ).sort_values(["rank_p50", "rank_p05", "plan_id"], ignore_index=True)
    chances = index.probability_above(draws.ranks)
    above = pd.DataFrame(
        [
            {"plan_a": a, "plan_b": b, "probability": chances[row, column]}
            for row, a in enumerate(inputs.plan_ids)
            for column, b in enumerate(inputs.plan_ids)
            if a != b
        ]
    )
    shares = index.choice_influence(draws)
    choices = pd.DataFrame({"choice": list(shares), "share": list(shares.values())})
    names = {row["plan_id"]: f"{row['name_vi']} {row['plan_year']}" for row in plans}
    return Ranking(frame, above, choices.sort_values("share", ascending=False)), names


def example_inputs(plans: list[dict[str, str]], values: list[dict[str, str]]) -> Inputs:
    """Rows of the two example files as arrays; every indicator is a share of 0 to 100."""
    plan_ids = [row["plan_id"] for row in plans]
    indicators = sorted({row["indicator_id"] for row in values})
    asked = np.full((len(plan_ids), len(indicators)), np.nan)
    exact = np.zeros(asked.shape, bool)
    for row in values:
        place = plan_ids.index(row["plan_id"]), indicators.index(row["indicator_id"])
        asked[place] = float(row["value"])
        exact[place] = row["comparability"] == "exact"

    def whole(name: str) -> np.ndarray:
        return np.array([int(row[name]) for row in plans])

    size = len(indicators)
    return Inputs(
        plan_ids=plan_ids,
        indicator_ids=indicators,
        values=asked,
        exact=exact,
        sets=~np.isnan(asked),
        sets_exact=exact,
        floor=np.zeros(size),
        ceiling=np.full(size, 100.0),
        lower=np.zeros(size, bool),
        core=np.ones(size, bool),
        targets=whole("targets"),
        committed=whole("committed"),
        groups=whole("groups"),
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (EXAMPLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
