"""Trình chiếu: a story becomes slides, live, as an offline file, as PowerPoint, as a report."""

from __future__ import annotations

import streamlit as st

from dashboard import (
    address,
    components,
    controls,
    deck_edits,
    deck_request,
    present_choices,
    present_files,
    present_slides,
)
from messages import t


def show() -> None:
    controls.current()
    components.page_title(t("deck.page.title"), t("deck.page.lead"))
    asked = deck_request.request(address.seen(), base=base_address())
    present_choices.draw(asked)
    edits = present_slides.read()
    story = deck_request.whole(asked)
    present_files.draw(lambda: deck_edits.apply(story, edits, asked.audience), asked, edits)
    present_slides.draw(story, edits, asked.audience)
    present_files.draw_paper()
    present_files.draw_frozen(asked)


def base_address() -> str:
    """The app's own address as the reader's browser has it, without the page."""
    url = st.context.url or ""
    return url.partition("?")[0].rpartition("/")[0] + "/" if url else ""


show()
