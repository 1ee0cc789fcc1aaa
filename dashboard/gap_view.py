"""What one run of the page "Khoảng cách" shows: its plans, its reference, and their figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dashboard import controls, gap_frames, names
from dashboard.charts.gap_grid import MAX_COLUMNS, Column
from dashboard.narrative import gap as words
from dashboard.queries import common, gap_parts
from dashboard.queries import gap as queries

IN_TABLE = 40  # plans whose cells stand in the table twin of the grid


@dataclass(frozen=True)
class View:
    """Plans and reference of the filters, with what several parts of the page use."""

    edition: str
    groups: tuple[str, ...]
    plans: tuple[str, ...]  # every plan of the filters
    shown: tuple[str, ...]  # those in the grids, the reference plan among them
    table_plans: tuple[str, ...]
    every: bool
    reference: queries.Reference
    against: str  # the reference in words, to stand after "so với"
    against_short: str
    names: Mapping[str, str]
    columns: Sequence[Column]
    counts: Mapping[str, int]
    gaps: pd.DataFrame
    sums: pd.DataFrame

    def cells(self) -> pd.DataFrame:
        """Cells of the heatmap and of its table, with words."""
        found = queries.cells(
            self.edition, self.table_plans, self.groups, self.every, self.reference
        )
        return gap_frames.with_words(found, self.names)

    def opening(self) -> list[str]:
        """The sentences at the top."""
        return words.opening(
            self.counts, self.gaps, self.sums, self.names, self.against, self.reference.plan
        )


def view(selection: controls.Selection, every: bool) -> View:
    """The view that a selection means; `every` shows all indicators, not only the core list."""
    edition, groups = selection.edition, selection.groups
    labels = names.plan_names(edition)
    plans = controls.plan_ids(selection)
    chosen = selection.ref_plan if selection.reference == "plan" else None
    reference = queries.Reference(selection.reference, selection.basis, selection.scope, chosen)
    ids = tuple(dict.fromkeys((chosen, *plans) if chosen else plans))
    asked = (edition, plans, groups, every, reference)
    known = common.plans(edition)
    shown = ids[:MAX_COLUMNS]
    ref_name = labels.get(chosen) if chosen else None
    return View(
        edition=edition,
        groups=groups,
        plans=plans,
        shown=shown,
        table_plans=ids[:IN_TABLE],
        every=every,
        reference=reference,
        against=words.reference_words(selection.reference, selection.scope, ref_name),
        against_short=words.reference_short(selection.reference, ref_name),
        names=labels,
        columns=gap_frames.columns(known[known["plan_id"].isin(shown)], labels, chosen),
        counts=queries.pair_counts(*asked).to_dict(),
        gaps=queries.gaps(*asked),
        sums=gap_parts.not_set(edition, plans, groups),
    )


def link_of(edition: str, first: str, second: str) -> str:
    """How two plans are linked: same_year, same_commune, same_province or cross_province."""
    plans = common.plans(edition).set_index("plan_id")
    a, b = plans.loc[first], plans.loc[second]
    if a["plan_year"] == b["plan_year"]:
        return "same_year"
    if a["identity_key"] == b["identity_key"]:
        return "same_commune"
    return "same_province" if a["province_code"] == b["province_code"] else "cross_province"
