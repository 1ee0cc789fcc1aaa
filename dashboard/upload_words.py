"""Notices of a check in the reader's language, and other small texts of the upload page."""

from __future__ import annotations

from functools import cache

import messages
from etl.intake_words import table
from etl.notices import Notice
from messages import fmt_value, t


def notice_text(one: Notice) -> str:
    """What a notice says; in Vietnamese where the other language has no words for it."""
    also = one.details.get("also", [])
    text = one.message_vi
    if one.key and messages.has(one.key) and messages.language() != "vi":
        try:
            text = t(one.key, **_translated(one))
        except messages.MissingMessage:
            text = one.message_vi
    if also:
        files = ", ".join(dict.fromkeys(str(place["file"]) for place in also[:4]))
        text += " " + t("check.also", files=files)
    return text


def _translated(one: Notice) -> dict[str, object]:
    """The parameters of a notice; words of ours among them in the reader's language.

    What a file says is quoted as it stands.
    """
    ours = {"expected", "encoding", "number", "first", "second"}
    ours |= {"unit"} if one.code == "other_unit" else set()
    known = _our_words()
    said = dict(one.params)
    for name in ours & said.keys():
        key = known.get(str(said[name]), "")
        if key:
            said[name] = t(key).lower() if key.startswith("tasks.") else t(key)
    return said


@cache
def _our_words() -> dict[str, str]:
    """Vietnamese words that stand in notices -> their keys."""
    known = {row["word"]: f"tasks.status.{row['status']}" for row in table("statuses")}
    for key, text in messages.catalogue("vi").items():
        if key.startswith(("intake.unit.", "intake.encoding.")) or key == "check.no_number":
            known[text] = key
    return known


def placed(one: Notice) -> str:
    """A notice with its file, sheet and cell in front."""
    place = "!".join(part for part in (one.sheet, one.cell) if part)
    where = " · ".join(part for part in (one.file, place) if part)
    return f"{where}: {notice_text(one)}" if where else notice_text(one)


def severity_text(severity: str) -> str:
    """How much a notice matters, in words."""
    return t(f"upload.severity.{severity}")


def value_text(value: object, unit: object, comparator: object) -> str:
    """A value as worded; "" where there is none on this side of a comparison."""
    if messages.is_missing(value):
        return ""
    known = unit and messages.has(f"common.unit.{unit}")
    return fmt_value(value, str(unit) if known else None, str(comparator or "="))


def indicator_label(row: dict, names: dict[str, str]) -> str:
    """The catalogue's name of a row's indicator, or its own wording."""
    return names.get(str(row.get("indicator_id")), str(row.get("label_vi") or ""))


def why_text(why: str) -> str:
    """Why an edition was made, as its manifest says; manifests are written in Vietnamese."""
    return why[:1].upper() + why[1:]
