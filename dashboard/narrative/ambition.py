"""Sentences of "Mức phấn đấu": who asks for more on how many indicators, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from etl.index import MIN_GROUPS, MIN_SHARED, MIN_TARGETS
from messages import fmt_list, fmt_number, fmt_points, is_missing, t

MIN_RANKED = 5  # ranks are printed from so many rated plans on
_NAMED = 3  # so many plans are named, more are counted


def opening(
    duels: pd.DataFrame, frame: pd.DataFrame, ranked: int, names: Mapping[str, str], core: int
) -> list[str]:
    """Two or three sentences: the best founded pair, the broadest plan, and whether ranks stand.

    `duels` of `queries.ambition.duels`, `frame` the profiles on show, `ranked` how many plans of
    the edition are ranked, `names` of plans, `core` the size of the core list.
    """
    if frame.empty:
        return [t("ambition.opening.no_plans")]
    broad = [_broadest(frame, names, core)] if len(frame) > 1 else []
    return [_pair_sentence(duels, len(frame), names), *broad, rating(frame, ranked, names)]


def _pair_sentence(duels: pd.DataFrame, plans: int, names: Mapping[str, str]) -> str:
    if plans == 1:
        return t("ambition.opening.one_plan")
    best = best_pair(duels)
    if best is None:
        return f"{t('ambition.opening.nothing_shared')}."
    if int(best["shared"]) < MIN_SHARED:
        return t("ambition.opening.few", n=fmt_number(MIN_SHARED))
    return t("ambition.opening.pair", finding=duel_words(best, names))


def best_pair(duels: pd.DataFrame) -> pd.Series | None:
    """The pair with most shared indicators, the plan that asks for more first; None if none."""
    if duels.empty:
        return None
    ahead = duels[duels["a_more"] >= duels["b_more"]]
    order = ahead.sort_values(["shared", "plan_a", "plan_b"], ascending=[False, True, True])
    return order.iloc[0]


def duel_words(row: Mapping[str, object], names: Mapping[str, str]) -> str:
    """One pair as a finding: "A đặt cao hơn B ở 8 trong 18 chỉ tiêu chung, bằng ở 6, ..."."""
    params = {
        "a": names[str(row["plan_a"])],
        "b": names[str(row["plan_b"])],
        **{name: fmt_number(row[name]) for name in ("shared", "a_more", "same", "b_more")},
    }
    if int(row["shared"]) < MIN_SHARED:  # type: ignore[call-overload]
        return t("ambition.duel.few", **params)
    if row["a_more"] == row["b_more"]:
        return t("ambition.duel.even", **params)
    return t("ambition.duel.more", **params)


def _broadest(frame: pd.DataFrame, names: Mapping[str, str], core: int) -> str:
    most = int(frame["breadth_n"].max())
    if most == 0:
        return t("ambition.opening.broad_none")
    those = [names[plan] for plan in frame.loc[frame["breadth_n"] == most, "plan_id"]]
    if len(those) > _NAMED:
        return t("ambition.opening.broad_many", n=fmt_number(most), core=fmt_number(core))
    return t(
        "ambition.opening.broad",
        plan=fmt_list(those),
        n=fmt_number(most),
        core=fmt_number(core),
        plans=fmt_number(len(frame)),
    )


def rating(frame: pd.DataFrame, ranked: int, names: Mapping[str, str]) -> str:
    """Whether there are plans enough to rank, and which of those on show are not rated."""
    if ranked < MIN_RANKED:
        first = t("ambition.rank.too_few", n=fmt_number(ranked))
    else:
        first = t("ambition.rank.enough", n=fmt_number(ranked))
    unrated = [names[plan] for plan in frame.loc[~frame["rated"].astype(bool), "plan_id"]]
    if not unrated:
        return first
    if len(unrated) > _NAMED:
        return f"{first} {t('ambition.opening.unrated_many', n=fmt_number(len(unrated)))}"
    return f"{first} {t('ambition.opening.unrated', plans=fmt_list(unrated))}"


def grid_title(duels: pd.DataFrame, plans: int) -> str:
    """The finding over the grid: how many of the pairs on show share enough to say something."""
    enough = int((duels["shared"] >= MIN_SHARED).sum()) // 2
    pairs = plans * (plans - 1) // 2
    return t(
        "ambition.grid.title",
        pairs=fmt_number(pairs),
        enough=fmt_number(enough),
        few=fmt_number(pairs - enough),
        min=fmt_number(MIN_SHARED),
    )


def grid_summary(copeland: pd.DataFrame, plan_ids: Sequence[str], names: Mapping[str, str]) -> str:
    """The Copeland score of each plan on show that has an opponent, highest first."""
    some = copeland[copeland["plan_id"].isin(list(plan_ids))]
    if some.empty:
        return t("ambition.grid.nobody", min=fmt_number(MIN_SHARED))
    ordered = some.sort_values(["copeland", "plan_id"], ascending=[False, True])
    words = [
        t("ambition.grid.score", plan=names[row["plan_id"]], score=signed(row["copeland"]))
        for _, row in ordered.iterrows()
    ]
    return t("ambition.grid.summary", scores=fmt_list(words))


def signed(score: int) -> str:
    """A score with its sign: +1, 0, −1."""
    return f"+{fmt_number(score)}" if score > 0 else fmt_number(score)


def pair_summary(row: Mapping[str, object], rows: pd.DataFrame) -> str:
    """The mean difference of a pair (none from too few), and how many indicators are near."""
    near = int((rows["comparability"] == "near").sum())
    shares = int((rows["unit"] == "percent").sum())
    mean = row["mean_difference"]
    parts = []
    if not is_missing(mean) and len(rows) >= MIN_SHARED:
        parts.append(
            t(
                "ambition.pair.mean",
                mean=fmt_points(round(float(mean), 1), sign=True),  # type: ignore[arg-type]
                n=fmt_number(shares),
            )
        )
    parts.append(t("ambition.pair.near", near=fmt_number(near), n=fmt_number(len(rows))))
    return " ".join(parts)


def unrated_reason(row: pd.Series, names: Mapping[str, str]) -> str:
    """Why a plan is not rated: its numbered targets and their groups against what is needed."""
    key = "ambition.unrated.none" if int(row["targets"]) == 0 else "ambition.unrated.few"
    return t(
        key,
        plan=names[row["plan_id"]],
        targets=fmt_number(row["targets"]),
        groups=fmt_number(row["target_groups"]),
        min_targets=fmt_number(MIN_TARGETS),
        min_groups=fmt_number(MIN_GROUPS),
    )


def profile_title(frame: pd.DataFrame, names: Mapping[str, str], core: int) -> str:
    """The finding over the profile: the broadest plan, or the one plan on show."""
    if len(frame) > 1:
        return _broadest(frame, names, core).rstrip(".")
    row = frame.iloc[0]
    return t(
        "ambition.profile.title_one",
        plan=names[row["plan_id"]],
        n=fmt_number(row["breadth_n"]),
        core=fmt_number(core),
    )


def score_title(frame: pd.DataFrame, ranked: int, names: Mapping[str, str]) -> str:
    """The finding over the scores of rated plans (one row or more)."""
    if ranked < MIN_RANKED:
        return t("ambition.score.title_few", n=fmt_number(ranked))
    first = frame.sort_values(["score", "plan_id"], ascending=[False, True]).iloc[0]
    return t(
        "ambition.score.title",
        plan=names[first["plan_id"]],
        score=fmt_number(first["score"], 1),
        rank=fmt_number(first["rank"]),
        ranked=fmt_number(ranked),
    )


def lever_title(plan: str, best: Sequence[Mapping[str, object]]) -> str:
    """The finding over the levers of one plan; `best` are the rows with the largest gain."""
    gain = fmt_number(best[0]["gain"], 1)
    if len(best) == 1:
        return t("ambition.lever.title", plan=plan, change=best[0]["change"], gain=gain)
    return t(
        "ambition.lever.title_many",
        plan=plan,
        n=fmt_number(len(best)),
        kind=best[0]["kind_text"],
        gain=gain,
    )


def rank_words(row: Mapping[str, object]) -> str:
    """ "hạng 1–3, giữa 2 · bậc 1"."""
    return t(
        "ambition.rank.words",
        low=fmt_number(row["rank_p05"]),
        high=fmt_number(row["rank_p95"]),
        middle=fmt_number(row["rank_p50"]),
        tier=fmt_number(row["tier"]),
    )


def rank_title(plans: pd.DataFrame, names: Mapping[str, str]) -> str:
    """The finding over the rank intervals: who is in the first tier (two rows or more)."""
    first = [names[plan] for plan in plans.loc[plans["tier"] == plans["tier"].min(), "plan_id"]]
    tiers = fmt_number(int(plans["tier"].nunique()))
    if len(first) > _NAMED:
        return t("ambition.rank.title_many", n=fmt_number(len(first)), tiers=tiers)
    return t("ambition.rank.title", plans=fmt_list(first), tiers=tiers)


def choice_words(choices: pd.DataFrame) -> str:
    """Which choice of method moves ranks most; empty when no rank ever moves."""
    known = choices.dropna(subset=["share"])
    if known.empty or float(known["share"].max()) <= 0:
        return t("ambition.rank.no_choice")
    first = known.sort_values("share", ascending=False).iloc[0]
    return t(
        "ambition.rank.choice",
        choice=t(f"ambition.choice.{first['choice']}"),
        share=fmt_number(100 * float(first["share"]), 0),
    )
