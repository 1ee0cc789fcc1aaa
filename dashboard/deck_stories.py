"""Stories: which slides in which order, from one edition. The same for every form of a deck."""

from __future__ import annotations

from collections.abc import Callable

from dashboard import deck_ambition, deck_changes, deck_frame, deck_gaps, deck_points
from dashboard.deck import Deck, LeftOut, Slide, split
from dashboard.deck_scene import Request, Scene, scene
from messages import language, t

_BUILD: dict[str, Callable[[Scene], Slide | LeftOut]] = {
    "opening": deck_frame.opening,
    "basis": deck_frame.basis,
    "findings": deck_points.findings,
    "coverage": deck_gaps.coverage,
    "gaps": deck_gaps.gaps,
    "gaps_other": deck_gaps.gaps_other,
    "balance": deck_gaps.balance,
    "values": deck_gaps.values,
    "slopes": deck_changes.slopes,
    "counts": deck_changes.counts,
    "headroom": deck_changes.headroom,
    "only_one": deck_changes.only_one,
    "duel": deck_ambition.duel,
    "profile": deck_ambition.profile,
    "ranks": deck_ambition.ranks,
    "missing": deck_points.missing,
    "next": deck_points.next_steps,
    "sources": deck_frame.sources,
    "closing": deck_frame.closing,
}
STORY_SLIDES = {
    "province": (
        "opening", "basis", "findings", "coverage", "gaps", "gaps_other", "slopes", "duel",
        "profile", "ranks", "missing", "next", "sources", "closing",
    ),
    "commune": (
        "opening", "basis", "findings", "gaps", "gaps_other", "slopes", "duel", "profile",
        "ranks", "missing", "next", "sources", "closing",
    ),
    "change": (
        "opening", "basis", "slopes", "counts", "headroom", "only_one", "next", "sources",
        "closing",
    ),
    "group": (
        "opening", "basis", "findings", "values", "gaps", "gaps_other", "balance", "slopes",
        "missing", "next", "sources", "closing",
    ),
}  # fmt: skip
# What an audience need not see at first; the speaker can put each slide back.
NOT_FOR = {
    "leaders": frozenset({"headroom"}),
    "communes": frozenset({"duel", "ranks", "profile"}),
    "public": frozenset({"duel", "ranks", "profile", "gaps_other", "only_one", "headroom", "next"}),
}


def build(request: Request) -> Deck:
    """The whole deck of a story in the current language, before the speaker's edits.

    Slides without enough behind them are left out with the reason; slides that the audience need
    not see are there all the same (see NOT_FOR), so that the speaker can choose them.
    """
    now = scene(request)
    slides, left_out = split([_BUILD[key](now) for key in STORY_SLIDES[request.story]])
    return Deck(
        title=deck_frame.story_title(now),
        subtitle=deck_frame.subtitle(now),
        language=language(),
        edition=request.edition,
        edition_label=deck_frame.edition_words(now),
        source=t("deck.source"),
        day=request.day,
        place=request.place,
        link=request.link,
        slides=slides,
        left_out=left_out,
    )
