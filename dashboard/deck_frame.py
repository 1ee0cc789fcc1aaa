"""The slides that hold a deck together: opening, what it rests on, sources, closing."""

from __future__ import annotations

import pandas as pd

from dashboard import overview_frames as frames
from dashboard.deck import MAX_ROWS, LeftOut, Slide, Table
from dashboard.deck_scene import EVERYWHERE, Scene, area_name, left_out, notes
from dashboard.names import group_names
from dashboard.narrative import overview as narrative
from dashboard.queries import common, gap_parts
from dashboard.queries import overview as queries
from dashboard.queries import unit as units
from messages import fmt_date, fmt_list, fmt_number, t, tn

_DIGITAL_DAY = (10, 10)  # month and day of the national Digital Transformation Day
_DOCUMENTS = 5  # official documents on the slide of sources


def story_title(now: Scene) -> str:
    """The deck's own title: the story and whom it is about."""
    request = now.request
    if request.story == "commune":
        return t("deck.title.commune", commune=unit_name(now))
    if request.story == "group":
        group = group_names(now.edition).get(request.group, request.group)
        return t("deck.title.group", group=group, area=area_name(now))
    key = "all" if request.area == EVERYWHERE else "area"
    return t(f"deck.title.{request.story}.{key}", area=area_name(now))


def unit_name(now: Scene) -> str:
    """The commune of the story with its kind: "Xã Giao Minh"; by its plan where not in register."""
    row = units.unit(now.edition, now.request.unit)
    if row is not None:
        return str(row["name_vi"])
    return str(now.frame["commune_name"].iloc[0]) if len(now.frame) else now.request.unit


def subtitle(now: Scene) -> str:
    """Date and place: "Ninh Bình, 10/10/2026"."""
    day = fmt_date(now.request.day)
    return f"{now.request.place}, {day}" if now.request.place else day


def opening(now: Scene) -> Slide:
    """The first slide: what, where, when."""
    day = now.request.day
    occasion = []
    if (day.month, day.day) == _DIGITAL_DAY:
        occasion.append(t("deck.opening.day", year=day.year))
    years = narrative.years_text(now.frame["plan_year"]) if len(now.frame) else ""
    body = (*occasion, subtitle(now), tn("deck.opening.plans", len(now.plans), years=years))
    return Slide("opening", "opening", story_title(now), body=body, notes=notes(now, "opening"))


def basis(now: Scene) -> Slide | LeftOut:
    """On how many communes everything rests, and which documents they are."""
    facts = frames.filtered(queries.plan_facts(now.edition), now.plans)
    if facts.empty:
        return left_out("basis", "no_plans")
    register = queries.register(now.edition, now.request.selection.years)
    known = register[register["province_code"].isin(facts["now_province_code"].dropna())]
    title = tn("deck.basis.title", facts["identity_key"].nunique(), plans=fmt_number(len(facts)))
    if now.request.story != "commune" and len(known) == 1:
        title = t("deck.basis.title_share", share=narrative.province_share(known.iloc[0]))
    sentences = (_rests_on(now, facts), narrative.register_sentence(known))
    more = [t("deck.notes.hidden", plans=_hidden_names(now))] if now.hidden else []
    rows = facts.head(MAX_ROWS)
    return Slide(
        "basis",
        "table",
        title,
        body=sentences,
        table=_basis_table(now, rows),
        caption=_cut(len(facts)),
        notes=notes(now, "basis", more=more),
    )


def _rests_on(now: Scene, facts: pd.DataFrame) -> str:
    """What the figures are: numbered targets of the plans on show, and of how many peers."""
    own = facts[facts["plan_id"].isin(now.latest)] if now.request.story == "commune" else facts
    targets = fmt_number(own["targets"].sum())
    if now.request.story != "commune":
        return t("deck.basis.targets", n=targets)
    others = common.plans(now.edition)
    peers = others[~others["plan_id"].isin((*now.plans, *now.hidden))]["identity_key"].nunique()
    return tn("deck.basis.targets_peers", peers, n=targets)


def _hidden_names(now: Scene) -> str:
    return fmt_list([now.names[plan] for plan in now.hidden])


def _basis_table(now: Scene, rows: pd.DataFrame) -> Table:
    headings = ("plan", "number", "issued", "targets", "core")
    return Table(
        tuple(t(f"deck.col.{name}") for name in headings),
        tuple(
            (
                now.names[row["plan_id"]],
                number_text(row["number"]),
                narrative.issued_text(row),
                fmt_number(row["targets"]),
                f"{fmt_number(row['core_set'])}/{fmt_number(row['core_total'])}",
            )
            for _, row in rows.iterrows()
        ),
    )


def number_text(number: object) -> str:
    """The number of a document, or the words for none."""
    return str(number) if isinstance(number, str) else t("common.no_number")


def _cut(total: int) -> str:
    if total <= MAX_ROWS:
        return ""
    return t("deck.caption.shown", shown=fmt_number(MAX_ROWS), total=fmt_number(total))


def sources(now: Scene) -> Slide:
    """Every document behind the figures, the official ones too, and the edition."""
    facts = frames.filtered(queries.plan_facts(now.edition), now.plans)
    official = _official_rows(now)
    room = MAX_ROWS - len(official)
    plans = [
        (now.names[row["plan_id"]], number_text(row["number"]), narrative.issued_text(row))
        for _, row in facts.head(room).iterrows()
    ]
    total = len(facts) + len(official)
    shown = len(plans) + len(official)
    caption = ""
    if shown < total:
        caption = t("deck.caption.shown", shown=fmt_number(shown), total=fmt_number(total))
    columns = tuple(t(f"deck.col.{name}") for name in ("document", "number", "issued"))
    return Slide(
        "sources",
        "table",
        tn("deck.sources.title", len(facts)),
        body=(t("deck.sources.edition", edition=edition_words(now)),),
        table=Table(columns, (*plans, *official)),
        caption=caption,
        notes=notes(now, "sources"),
    )


def edition_words(now: Scene) -> str:
    """The edition by its frozen name with its id, or the id alone."""
    label = now.request.edition_label
    return t("deck.edition.named", name=label, id=now.edition) if label else now.edition


def _official_rows(now: Scene) -> tuple[tuple[str, str, str], ...]:
    """The official documents whose values are what plans on show are held against."""
    found = gap_parts.official_values(now.edition, now.plans, now.groups)
    used = found[found["standing"] == "reference"] if len(found) else found
    documents = used.drop_duplicates("document") if len(used) else used
    return tuple(
        (t(f"deck.level.{row['level']}"), str(row["document"]), fmt_date(row["issued"]))
        for _, row in documents.head(_DOCUMENTS).iterrows()
    )


def closing(now: Scene) -> Slide:
    """The last slide: where to go on reading, with the QR code of the live page."""
    body = (t("deck.closing.origin"), t("deck.closing.edition", edition=edition_words(now)))
    return Slide(
        "closing", "closing", t("deck.closing.title"), body=body, notes=notes(now, "closing")
    )
