"""A list of the upload page: rows as a table under the headings of the messages."""

from __future__ import annotations

import pandas as pd

from dashboard.components import show_table
from messages import t


def show_list(rows: list[dict[str, object]], key: str) -> None:
    """Rows whose keys have headings in `upload.column.<key>`; `key` is unique on the page."""
    frame = pd.DataFrame(rows)
    heads = {name: t(f"upload.column.{name}") for name in frame.columns}
    show_table(frame, heads, key=key, origin_col=None)
