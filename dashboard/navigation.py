"""The pages, in the order of the navigation; a page is there when its file is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from messages import t

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

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


def entries() -> list[PageEntry]:
    """The pages whose file exists; the first one is the home page."""
    return [entry for entry in ENTRIES if entry.path.is_file()]


def entry(module: str) -> PageEntry | None:
    """The page of this module, or None when it does not exist."""
    return next((found for found in entries() if found.module == module), None)


def streamlit_page(found: PageEntry) -> Page:
    """The page as Streamlit knows it, the same for navigation and for links."""
    return st.Page(
        found.path,
        title=found.title,
        url_path=found.url_path,
        default=found == entries()[0],
    )


def url(module: str) -> str:
    """The page's path, relative to the app: "./khoang-cach", and "./" for the home page."""
    found = entry(module)
    if found is None or found == entries()[0]:
        return "./"
    return f"./{found.url_path}"
