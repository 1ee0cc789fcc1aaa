"""What a story is told about: the plans on show, their names, and what they are held against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from dashboard import names, origin
from dashboard.address import Selection
from dashboard.deck import MAX_ROWS, Chart, LeftOut, statement_ids
from dashboard.queries import common
from dashboard.queries import deck as queries
from dashboard.queries.gap import Reference
from messages import fmt_number, fmt_value, is_missing, language, t

EVERYWHERE = "all"  # the area "every plan that is loaded"
STORIES = ("province", "commune", "change", "group")
AUDIENCES = ("leaders", "communes", "public")
MAX_ORIGINS = 48  # lines of origins in the notes of one slide


@dataclass(frozen=True)
class Request:
    """What the speaker chose. `area` is a province code or EVERYWHERE; `unit` an identity key.

    `edition_label` is the name of a frozen edition, empty otherwise; `link` the live page's
    address.
    """

    selection: Selection
    story: str
    area: str
    unit: str
    group: str
    day: date
    place: str = ""
    audience: str = "leaders"
    inferred: bool = False
    edition_label: str = ""
    link: str = ""

    @property
    def edition(self) -> str:
        """Id of the edition that every figure comes from."""
        return self.selection.edition


@dataclass(frozen=True)
class Scene:
    """The plans of a story with their names; `latest` holds one plan a commune."""

    request: Request
    plans: tuple[str, ...]
    latest: tuple[str, ...]
    hidden: tuple[str, ...]  # plans whose commune is inferred: off unless asked for
    groups: tuple[str, ...]
    reference: Reference
    names: Mapping[str, str]
    short: Mapping[str, str]
    frame: pd.DataFrame = field(repr=False)  # rows of queries.common.plans of `plans`

    @property
    def edition(self) -> str:
        """Id of the edition."""
        return self.request.edition

    @property
    def near(self) -> bool:
        """Whether near pairs count too."""
        return self.request.selection.near


def scene(request: Request) -> Scene:
    """The plans that a request is about, latest year first."""
    edition = request.edition
    every = common.plans(edition)
    hidden = () if request.inferred else tuple(every.loc[every["inferred"], "plan_id"])
    frame = _of_story(every[~every["plan_id"].isin(hidden)], request)
    years = request.selection.years
    if years:
        frame = frame[frame["plan_year"].isin(years)]
    latest = frame.drop_duplicates("identity_key")
    groups = (request.group,) if request.story == "group" else request.selection.groups
    return Scene(
        request=request,
        plans=tuple(frame["plan_id"]),
        latest=tuple(latest["plan_id"]),
        hidden=hidden,
        groups=groups,
        reference=_reference(request.selection),
        names=names.plan_names(edition),
        short=names.plan_names(edition, short=True),
        frame=frame,
    )


def _of_story(frame: pd.DataFrame, request: Request) -> pd.DataFrame:
    if request.story == "commune":
        return frame[frame["identity_key"] == request.unit]
    if request.area != EVERYWHERE:
        return frame[frame["province_code"] == request.area]
    return frame


def _reference(selection: Selection) -> Reference:
    """What values are held against on slides: one plan of choice has no place in a story."""
    name = "best_peer" if selection.reference == "plan" else selection.reference
    return Reference(name, selection.basis, selection.scope)


def top_area(edition: str, *, inferred: bool = False) -> str:
    """The province with most communes that have plans, by name where several have as many."""
    frame = common.plans(edition)
    known = frame if inferred else frame[~frame["inferred"]]
    known = known.dropna(subset=["province_code"])
    if known.empty:
        return EVERYWHERE
    counts = known.groupby(["province_code", "province_vi"])["identity_key"].nunique()
    order = counts.reset_index().sort_values(
        ["identity_key", "province_vi"], ascending=[False, True]
    )
    return str(order["province_code"].iloc[0])


def area_name(now: Scene) -> str:
    """The province of the story, or the words for every loaded plan."""
    area = now.request.area
    if area == EVERYWHERE:
        return t("deck.area.all")
    return names.province_names(now.edition).get(area, area)


def visible(now: Scene, frame: pd.DataFrame, column: str = "reference_plan_id") -> pd.DataFrame:
    """Rows whose other plan may be shown: a commune that is only inferred is not named."""
    return frame[~frame[column].isin(now.hidden)]


def left_out(key: str, reason: str, **params: object) -> LeftOut:
    """A slide that has not enough behind it; `deck.left_out.<reason>` is the word why."""
    return LeftOut(key, t(f"deck.name.{key}"), t(f"deck.left_out.{reason}", **params))


def notes(
    now: Scene, method: str, chart: Chart | None = None, more: Sequence[str] = (), **params: object
) -> tuple[str, ...]:
    """Speaker notes: the method in words, then where each figure of the chart stands."""
    said = [t(f"deck.method.{method}", **params), *more]
    return (*said, *origins(now, statement_ids(chart)))


def origins(now: Scene, ids: Iterable[str]) -> tuple[str, ...]:
    """One line a statement: plan, number, place; headed, and cut after MAX_ORIGINS."""
    wanted = tuple(dict.fromkeys(ids))
    if not wanted:
        return ()
    rows = queries.origins(now.edition, wanted)
    lines = [_origin(row, now.names) for _, row in rows.head(MAX_ORIGINS).iterrows()]
    more = len(rows) - len(lines)
    tail = (t("deck.notes.more", n=fmt_number(more)),) if more > 0 else ()
    return (t("deck.notes.origins"), *lines, *tail)


def _origin(row: pd.Series, labels: Mapping[str, str]) -> str:
    name = row[f"short_{language()}"]
    return t(
        "deck.notes.origin",
        what=row["label_vi"] if is_missing(name) else name,
        value=fmt_value(row["value"], row["unit"], row["comparator"]),
        plan=labels[row["plan_id"]],
        number=t("common.no_number") if is_missing(row["number"]) else row["number"],
        place=origin.place(row),
    )


def shown_rows(frame: pd.DataFrame, limit: int = MAX_ROWS) -> tuple[pd.DataFrame, str]:
    """The first rows that fit a slide, and a caption that says so where there are more."""
    if len(frame) <= limit:
        return frame, ""
    return frame.head(limit), t(
        "deck.caption.shown", shown=fmt_number(limit), total=fmt_number(len(frame))
    )
