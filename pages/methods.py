"""Phương pháp và dữ liệu: what is loaded, how figures are computed, what they cannot say; files."""

from __future__ import annotations

from dashboard import components, controls, downloads_view
from dashboard import methods_sections as sections
from messages import t


def show() -> None:
    edition = controls.current().edition
    components.page_title(t("methods.title"), t("methods.lead"))
    sections.show_edition(edition)
    downloads_view.show(edition)
    sections.show_plans(edition)
    sections.show_quantities()
    sections.show_sources()
    sections.show_limits()
    sections.show_catalogue(edition)
    sections.show_dictionary(edition)


show()
