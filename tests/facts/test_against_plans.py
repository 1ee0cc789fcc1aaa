"""Holds the shipped statements against the documents they were read from."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.facts.plan_text import PLANS, Section, read_sections

DATA = Path(__file__).resolve().parents[2] / "data"
PERCENT_SIGNS = {
    "binh-giang-2025": 31,
    "giao-minh-2026": 48,
    "nghi-xuan-area-2025": 10,
    "nga-dien-2024": 37,
    "thanh-mien-2025": 1,
}
RUN = 12
PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s?%")

pytestmark = pytest.mark.skipif(
    not PLANS.is_dir(), reason="thiếu thư mục shared/plans: không đối chiếu được với văn bản gốc"
)


def statements(plan_id: str) -> list[dict[str, str]]:
    with (DATA / "statements" / f"{plan_id}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text_at(sections: dict[str, Section], row: dict[str, str]) -> str:
    """The text at the place that a row names."""
    return sections[row["section"]].text_at(row["ordinal"])


def written_forms(value: str) -> list[str]:
    """The ways a document writes a number: 7410 as 7.410, 2 as 02, 70.6 as 70.6 or 70,6."""
    forms = [value, value.replace(".", ",")]
    if value.isdigit():
        forms += [f"{int(value):,}".replace(",", "."), value.zfill(2)]
    return [re.escape(form) for form in forms]


def test_every_plan_is_held_against_its_document():
    assert {path.stem for path in (DATA / "statements").glob("*.csv")} == set(PERCENT_SIGNS)
    assert {path.stem for path in PLANS.glob("*.txt")} == set(PERCENT_SIGNS)


@pytest.mark.parametrize("plan_id", sorted(PERCENT_SIGNS))
def test_each_number_stands_at_its_place(plan_id):
    sections = read_sections(plan_id)
    missing = []
    for row in statements(plan_id):
        unit = r"\s?%" if row["unit"] == "percent" else r"(?![\d%])"
        numbers = [(row["value"], unit)]
        numbers += [(row[side], "") for side in ("numerator", "denominator") if row[side]]
        text = text_at(sections, row)
        for value, after in numbers:
            pattern = rf"(?<![\d.,])(?:{'|'.join(written_forms(value))}){after}"
            if not re.search(pattern, text):
                missing.append((row["section"], row["ordinal"], row["part"], value))
    assert missing == []


@pytest.mark.parametrize("plan_id", sorted(PERCENT_SIGNS))
def test_every_percent_sign_is_a_statement(plan_id):
    document = (PLANS / f"{plan_id}.txt").read_text(encoding="utf-8")
    assert document.count("%") == PERCENT_SIGNS[plan_id]
    written = Counter(
        (name, match.replace(",", "."))
        for name, section in read_sections(plan_id).items()
        for match in PERCENT.findall(section.whole())
    )
    stated = Counter(
        (row["section"], row["value"]) for row in statements(plan_id) if row["unit"] == "percent"
    )
    assert sum(written.values()) == PERCENT_SIGNS[plan_id]
    assert stated == written


@pytest.mark.parametrize("plan_id", sorted(PERCENT_SIGNS))
def test_comparators_are_those_the_document_words(plan_id):
    """A floor is entered exactly where its bullet words one near the number."""
    sections = read_sections(plan_id)
    wrong = []
    for row in statements(plan_id):
        if row["unit"] != "percent":
            continue
        text = text_at(sections, row)
        around = rf"(.{{0,18}})(?<![\d.,])(?:{'|'.join(written_forms(row['value']))})\s?%(.{{0,9}})"
        wordings = re.findall(around, text, flags=re.IGNORECASE)
        readings = {_comparator(before.lower(), after.lower()) for before, after in wordings}
        if row["comparator"] not in readings:
            wrong.append((row["section"], row["ordinal"], row["comparator"], readings))
    assert wrong == []


def _comparator(before: str, after: str) -> str:
    if "ước đạt" in before:
        return "~"
    if before.rstrip().endswith("trên"):
        return ">"
    if re.search(r"(tối thiểu|ít nhất)\s*$", before) or "trở lên" in after:
        return ">="
    return "="


@pytest.mark.parametrize("plan_id", sorted(PERCENT_SIGNS))
def test_aspirational_targets_say_phan_dau(plan_id):
    sections = read_sections(plan_id)
    for row in statements(plan_id):
        says_so = "phấn đấu" in text_at(sections, row).lower()
        if row["kind"] == "target":
            assert (row["binding"] == "aspirational") == says_so, row


@pytest.mark.parametrize("plan_id", sorted(PERCENT_SIGNS))
def test_no_sentence_of_a_plan_is_copied(plan_id):
    """No text of ours shares twelve syllables in a row with the document.

    Terms of the field alone run to nine ("kết quả giải quyết thủ tục hành chính cấp xã").
    """
    document = _words((PLANS / f"{plan_id}.txt").read_text(encoding="utf-8"))
    runs = {tuple(document[i : i + RUN]) for i in range(len(document) - RUN + 1)}
    copied = []
    for folder in ("statements", "goals", "tasks", "findings"):
        path = DATA / folder / f"{plan_id}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                for column in ("label_vi", "note", "note_vi"):
                    words = _words(row.get(column) or "")
                    if any(tuple(words[i : i + RUN]) in runs for i in range(len(words) - RUN + 1)):
                        copied.append((folder, row["section"], row["ordinal"], row[column]))
    assert copied == []


def _words(text: str) -> list[str]:
    return re.findall(r"[\w%]+", text.lower())
