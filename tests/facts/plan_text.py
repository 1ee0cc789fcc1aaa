"""Cuts a plan document into places: section -> bullets, as `section` and `ordinal` name them.

Only tests read the documents; the project itself ships facts, not text.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

PLANS = Path(__file__).resolve().parents[3] / "shared" / "plans"
UPPER = "A-ZĐÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂŨƠƯẠ-Ỹ"
PART = re.compile(r"^\s*Phần\s+(\d)\s*$")
ROMAN = re.compile(rf"^\s*([IVX]+)\.\s+([{UPPER}].*)$")
NUMBERED = re.compile(rf"^\s*(\d{{1,2}}(?:\.\d{{1,2}})*)\.\s*([{UPPER}].*)$")
LETTERED = re.compile(r"^\s*([a-h])\)\s+(.*)$")
BULLET = re.compile(r"^\s*[-+]\s*(.*)$")


@dataclass
class Section:
    """One section: its heading's text, and its bullets in order (letter or None, text)."""

    head: str = ""
    bullets: list[tuple[str | None, str]] = field(default_factory=list)

    def add_line(self, line: str) -> None:
        """Joins a wrapped line to the bullet, or the heading, that it goes on."""
        if self.bullets:
            letter, text = self.bullets[-1]
            self.bullets[-1] = (letter, f"{text.strip()} {line}")
        else:
            self.head = f"{self.head.strip()} {line}"

    def text_at(self, ordinal: str) -> str:
        """The text at an ordinal: a letter or a bullet's position.

        The whole section where it is made of paragraphs, which the text does not tell apart.
        """
        for letter, text in self.bullets:
            if letter and letter == ordinal:
                return text
        plain = [text for letter, text in self.bullets if letter is None]
        if not ordinal.isdigit() or int(ordinal) > len(plain):
            return self.whole()
        heads = [self.head] if ordinal == "1" else []
        return " ".join([*heads, plain[int(ordinal) - 1]])

    def whole(self) -> str:
        """Heading and bullets as one text."""
        return " ".join([self.head, *(text for _, text in self.bullets)])


class _Reader:
    def __init__(self) -> None:
        self.sections: dict[str, Section] = {}
        self.part = self.roman = ""
        self.seen_roman: dict[str, int] = {}
        self.current = Section()

    def feed(self, line: str) -> None:
        if match := PART.match(line):
            self.part, self.seen_roman = ("P1." if match[1] == "1" else ""), {}
        elif match := ROMAN.match(line):
            self.open_roman(match[1], match[2])
        elif match := NUMBERED.match(line):
            self.open(f"{self.roman}.{match[1]}", match[2])
        elif match := LETTERED.match(line):
            self.current.bullets.append((match[1], match[2]))
        elif match := BULLET.match(line):
            self.current.bullets.append((None, match[1]))
        elif not line.lstrip().startswith("*"):
            self.current.add_line(line.strip())

    def open_roman(self, roman: str, head: str) -> None:
        self.seen_roman[roman] = self.seen_roman.get(roman, 0) + 1
        again = self.seen_roman[roman]
        self.roman = f"{self.part}{roman}" + (f"({again})" if again > 1 else "")
        self.open(self.roman, head)

    def open(self, name: str, head: str) -> None:
        self.current = self.sections.setdefault(name, Section())
        self.current.head = head


def read_sections(plan_id: str) -> dict[str, Section]:
    """The sections of one document of `shared/plans`, by name."""
    reader = _Reader()
    for line in (PLANS / f"{plan_id}.txt").read_text(encoding="utf-8").splitlines():
        if line.strip():
            reader.feed(line)
    return reader.sections
