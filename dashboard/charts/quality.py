"""The five shares of each plan as a grid: a strip of five cells under the plan's name."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dashboard import theme
from dashboard.charts.gap_grid import Column, grid

_HEAD_GAP = 10  # pixels
MAX_PLANS = 30  # strips of the picture; the table has every plan


def shares(cells: pd.DataFrame, checks: dict[str, str]) -> go.Figure:
    """The picture: `cells` has `plan_id, plan, check_code, share, text, hover` in the order shown.

    `checks` names the columns. A cell without a share is tinted, never coloured as zero. A mark's
    customdata is "plan_id check_code".
    """
    kept = cells["plan_id"].unique()[:MAX_PLANS]
    cells = cells[cells["plan_id"].isin(kept)]
    figure = grid(
        pd.DataFrame(
            {
                "row": cells["plan_id"],
                "row_label": cells["plan"],
                "section": "",
                "column": cells["check_code"],
                "text": cells["text"],
                "hover": cells["hover"],
                "fill": [_fill(share) for share in cells["share"]],
                "outlined": False,
                "statement_id": cells["plan_id"] + " " + cells["check_code"],
            }
        ),
        [Column(key=check, name=name) for check, name in checks.items()],
    )
    # Room between the names of the columns and the first plan's.
    figure.update_xaxes(ticks="outside", ticklen=_HEAD_GAP, tickcolor="rgba(0,0,0,0)")
    figure.update_layout(
        margin={"t": figure.layout.margin.t + _HEAD_GAP}, height=figure.layout.height + _HEAD_GAP
    )
    return figure


def _fill(share: float) -> str | None:
    return None if pd.isna(share) else theme.colour_at(theme.SEQUENTIAL, float(share))
