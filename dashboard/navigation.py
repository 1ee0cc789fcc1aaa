"""The pages, in the order of the navigation; a page is there when its file is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from messages import t

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

_PAGES = "_pages"
PAGES_DIR = Path(__file__).resolve().parent.parent / "pages"


@dataclass(frozen=True)
class PageEntry:
    """One page: the module in `pages/` and its address; its title is `shell.page.<module>`."""

    module: str
    url_path: str

    @property
    def path(self) -> Path:
        return PAGES_DIR / f"{self.module}.py"

    @property
    def title(self) -> str:
        return t(f"shell.page.{self.module}")


ENTRIES = (
    PageEntry("overview", "tong-quan"),
    PageEntry("gap", "khoang-cach"),
    PageEntry("ambition", "muc-phan-dau"),
    PageEntry("growth", "thay-doi"),
    PageEntry("unit", "ho-so-xa"),
    PageEntry("indicator", "chi-tieu"),
    PageEntry("tasks", "nhiem-vu"),
    PageEntry("quality", "chat-luong"),
    PageEntry("progress", "tien-do"),
    PageEntry("upload", "nap-du-lieu"),
    PageEntry("present", "trinh-chieu"),
    PageEntry("methods", "phuong-phap"),
)


@cache
def entries() -> tuple[PageEntry, ...]:
    """The pages whose file exists; the first one is the home page."""
    return tuple(entry for entry in ENTRIES if entry.path.is_file())


def entry(module: str) -> PageEntry | None:
    """The page of this module, or None when it does not exist."""
    return next((found for found in entries() if found.module == module), None)


def begin_run() -> list[Page]:
    """The pages as Streamlit knows them in this run, titled in its language."""
    pages = {
        found.module: st.Page(found.path, title=found.title, url_path=found.url_path)
        for found in entries()
    }
    st.session_state[_PAGES] = pages
    return list(pages.values())


def streamlit_page(found: PageEntry) -> Page:
    """The page of this run, the same for navigation and for links."""
    return st.session_state[_PAGES][found.module]


def home_page() -> Page:
    """What Streamlit runs at "/": it leads to the first page, under that page's own address.

    Streamlit gives its default page an empty address, whose links lead nowhere when they are
    opened in a new tab; so the default is none of the real pages.
    """
    return st.Page(_go_home, title=entries()[0].title, default=True, visibility="hidden")


def _go_home() -> None:
    st.switch_page(streamlit_page(entries()[0]), query_params=st.query_params.to_dict())


def url(module: str) -> str:
    """The page's path, relative to the app: "./khoang-cach"; "./" while there is no such page."""
    found = entry(module)
    return f"./{found.url_path}" if found else "./"
