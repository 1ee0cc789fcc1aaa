"""A drafter's to-do list in words: by section, findings one by one, failed checks by bullet."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dashboard import places, quality_frames
from dashboard.narrative import quality as words
from messages import is_missing, t, tn


@dataclass(frozen=True)
class Section:
    """One section of the document, or the plan as a whole, and what to do there."""

    title: str
    lines: list[str]


def sections(items: pd.DataFrame) -> list[Section]:
    """The items of `quality_frames.todo` by section, in the order of the paper."""
    found = []
    keys = items["section"].fillna("")
    for section in keys.drop_duplicates():
        rows = items[keys == section]
        title = _heading(section) if section else t("quality.todo.whole")
        found.append(Section(title, _lines(rows)))
    return found


def text(items: pd.DataFrame, *, plan: str, edition: str) -> str:
    """The list as plain text to print: a title, the sections, a box before each line."""
    lines = [t("quality.todo.print_title", plan=plan), todo_count(items), ""]
    for section in sections(items):
        lines += [section.title, *(f"  [ ] {line}" for line in section.lines), ""]
    return "\r\n".join([*lines, t("quality.todo.print_edition", edition=edition), ""])


def todo_count(items: pd.DataFrame) -> str:
    """How many points, in how many sections."""
    if items.empty:
        return t("quality.todo.nothing")
    return t(
        "quality.todo.count",
        points=tn("quality.points", len(items)),
        sections=tn("quality.todo.sections", items["section"].nunique()),
    )


def _heading(section: str) -> str:
    words = places.section_words(section)
    return words[:1].upper() + words[1:]


def _lines(rows: pd.DataFrame) -> list[str]:
    checks = rows["code"].map(quality_frames.is_check).astype(bool)
    lines = [_finding_line(item) for item in rows[~checks].to_dict("records")]
    for code in rows[checks]["code"].drop_duplicates():
        lines.append(_check_line(code, rows[checks & (rows["code"] == code)]))
    return lines


def _finding_line(item: dict) -> str:
    place = "" if is_missing(item["ordinal"]) else places.bullet(item["ordinal"], item["part"])
    sentence, todo = words.item_sentence(item), words.todo_sentence(item["code"])
    if not place:
        return t("quality.todo.line_section", finding=sentence, todo=todo)
    return t("quality.todo.line", bullet=place, finding=sentence, todo=todo)


def _check_line(code: str, rows: pd.DataFrame) -> str:
    bullets = [places.bullet(row["ordinal"], row["part"]) for row in rows.to_dict("records")]
    return tn(
        "quality.todo.check_line",
        len(rows),
        todo=words.todo_sentence(code),
        bullets=", ".join(dict.fromkeys(bullets)),
    )
