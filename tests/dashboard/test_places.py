"""Places are worded as on paper and sorted as they follow each other there."""

import random

import pytest

import messages
from dashboard import places


@pytest.fixture(autouse=True)
def vietnamese():
    messages.set_language("vi")


def test_places_in_words():
    assert places.place("II.2.1", "3", "a") == "mục II.2.1, ý 3a"
    assert places.place("III.1", "c", "b") == "mục III.1, ý c-b"
    assert places.place("III(2)") == "mục III(2)"
    assert places.place("P1.II.3", "4") == "phần 1, mục II.3, ý 4"
    assert places.place("P2") == "phần 2"
    assert places.place(None) == ""
    assert places.place(float("nan"), float("nan")) == ""


def test_sections_follow_each_other_as_on_paper():
    paper = [
        (None,),
        ("P1.II.1.2", "1"),
        ("P1.II.3", "4"),
        ("I.1", "18"),
        ("II",),
        ("II.1", "2"),
        ("II.1", "10", "a"),
        ("II.1", "10", "b"),
        ("II.1", "a"),
        ("II.2.9", "1"),
        ("II.2.10", "1"),
        ("III.9", "1"),
        ("III.10", "1"),
        ("III(2)",),
        ("III(2).2", "1"),
        ("IV", "1"),
        ("IX", "1"),
        ("X", "1"),
        ("XIV", "1"),
        ("Phụ lục", "1"),
    ]
    shuffled = random.Random(1).sample(paper, len(paper))
    assert sorted(shuffled, key=lambda place: places.order(*place)) == paper


def test_every_place_of_the_shipped_plans_can_be_sorted(edition):
    rows = edition.cursor().execute(
        "SELECT section, ordinal, part FROM mart.task UNION ALL "
        "SELECT section, ordinal, part FROM mart.finding UNION ALL "
        "SELECT section, ordinal, part FROM mart.statement"
    )
    found = rows.fetchall()
    assert len(sorted(found, key=lambda place: places.order(*place))) == len(found) > 300
