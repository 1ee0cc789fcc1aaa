"""The user guide speaks of what is on the screen: its pictures exist, its words are our words."""

import re

import messages
from dashboard import navigation
from etl.paths import PROJECT_DIR

FOLDER = PROJECT_DIR / "docs" / "huong-dan"
TEXT = (FOLDER / "README.md").read_text(encoding="utf-8")
LARGEST = 150_000  # bytes of a picture


def test_every_picture_is_there_and_small_and_none_is_left_over():
    named = set(re.findall(r"!\[[^\]]+\]\(([^)]+)\)", TEXT))
    assert named == {path.name for path in FOLDER.glob("*.png")}
    assert [name for name in named if (FOLDER / name).stat().st_size > LARGEST] == []


def test_every_word_of_the_screen_that_the_guide_names_is_in_the_catalogue():
    bold = {" ".join(words.split()) for words in re.findall(r"\*\*([^*]+)\*\*", TEXT)}
    known = set(messages.catalogue("vi").values())
    assert bold - known - {"in đậm"} == set()


def test_every_page_is_in_the_guide():
    messages.set_language("vi")
    assert [e.title for e in navigation.entries() if f"| **{e.title}** |" not in TEXT] == []
