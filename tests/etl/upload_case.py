"""A desk at which files are loaded: a store and the small facts, commands as a script calls them.

The communes are those of the small facts: phường Thử Hai (00102) has no plan yet, xã Thử Một
(00101) has one for 2026 and, by its predecessor Cũ Chín, one for 2024.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

from etl import cli
from etl.editions import current_edition, open_edition
from etl.store import edition_path
from tests.etl.form_makers import ANNEX, sheet_of

LIST = ("STT", "Tên chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Thực hiện")
TASKS = ("STT", "Tên nhiệm vụ", "Tình trạng")
ASSIGNED = ("Tên chỉ tiêu", "Đơn vị tính", "Tỉnh giao", "Tỉnh")
RESULTS = ("STT", "Tên chỉ tiêu", "Đơn vị tính", "Kết quả")
FIVE_G, LATE = "Phủ sóng 5G", "Hồ sơ trễ hạn"
PLAN = [("I", "Hạ tầng số"), (1, FIVE_G, "", "%", "≥ 40"), (2, LATE, "", "%", "≤ 4")]
NEW = {
    "name_vi": "Hộ có máy tính",
    "group_id": "infrastructure",
    "unit": "percent",
    "direction": "higher",
}


def titles(unit: str = "phường Thử Hai", year: int = 2026, number: int | None = 25) -> list[str]:
    """The rows above an annex: what it holds, and whose plan it belongs to."""
    plan = f"số {number}/KH-UBND ngày 05/3/{year} " if number else ""
    return [
        f"CHỈ TIÊU CHUYỂN ĐỔI SỐ NĂM {year}",
        f"(Kèm theo Kế hoạch {plan}của UBND {unit}, tỉnh Thử)",
    ]


def result_titles(day: str, unit: str = "phường Thử Hai", year: int = 2026) -> list[str]:
    """The rows above a report of results."""
    return [f"KẾT QUẢ THỰC HIỆN NĂM {year} (tính đến {day})", f"{unit}, tỉnh Thử"]


def thu_mot(rows: Iterable[Sequence[object]], name: str = "a.xlsx") -> dict[str, object]:
    """Options of a file of xã Thử Một, which has a plan for 2026 already."""
    return {"rows": rows, "name": name, "titles": titles("xã Thử Một")}


class Desk:
    """Commands on one store, and what its current edition holds."""

    def __init__(self, store: Path, folder: Path, capsys) -> None:
        self.store, self.folder, self._capsys = store, folder, capsys

    def file(self, rows: Iterable[Sequence[object]], name: str = "a.xlsx", **options) -> str:
        """A workbook of one sheet on disk; options as `sheet_of`, titles of a plan by default."""
        path = self.folder / name
        sheet_of(rows, **{"titles": titles(), "header": ANNEX, **options}).save(path)
        return str(path)

    def run(self, *arguments: str) -> tuple[int, dict]:
        """Exit status and JSON of one command; nothing else may be printed."""
        status = cli.main([*arguments, "--json"])
        shown = self._capsys.readouterr()
        assert shown.err == ""
        return status, json.loads(shown.out)

    def say(self, *arguments: str) -> tuple[int, str]:
        """Exit status and the words of one command, for a person."""
        status = cli.main(list(arguments))
        shown = self._capsys.readouterr()
        assert "Traceback" not in shown.err
        return status, shown.out + shown.err

    def load(self, *files: str, answers: object = None, mode: str = "") -> tuple[int, dict]:
        """`load` with answers, if any."""
        extra = ["--mode", mode] if mode else []
        if answers is not None:
            path = self.folder / "answers.json"
            path.write_text(json.dumps(answers, ensure_ascii=False), "utf-8")
            extra += ["--answers", str(path)]
        return self.run("load", *files, *extra)

    def taken(self, *files: str, **options) -> str:
        """Load files that must be taken in; the id of the first upload."""
        status, found = self.load(*files, **options)
        assert status == 0, found["problems"]
        return found["uploads"][0]["upload_id"]

    @property
    def edition(self) -> str:
        """Id of the edition that is shown now."""
        return current_edition(self.store)

    def rows(self, sql: str, *params: object) -> list[tuple]:
        """The answer of the current edition to a query."""
        with closing(open_edition(self.store)) as connection:
            return connection.execute(sql, list(params)).fetchall()

    def values(self, commune: str = "Thử Hai") -> dict[str, float]:
        """indicator_id -> value of the targets of a commune."""
        found = self.rows(
            "SELECT indicator_id, value FROM mart.statement WHERE kind = 'target'"
            " AND commune_name = ? ORDER BY ALL",
            commune,
        )
        return {indicator_id: float(value) for indicator_id, value in found}

    def uploads(self) -> list[str]:
        """Ids of the uploads that the current edition holds, in order."""
        return [row[0] for row in self.rows("SELECT upload_id FROM mart.upload ORDER BY place")]

    def folders(self) -> set[str]:
        """Names of all that is kept under `uploads`."""
        return {path.name for path in (self.store / "uploads").glob("*")}


def codes(found: dict) -> list[str]:
    """Codes of everything that a command told."""
    return [problem["code"] for problem in found["problems"]]


def marts(store: Path, edition_id: str) -> dict[str, list[tuple]]:
    """Every row of every mart of an edition, sorted; growth is a view and counts as one."""
    assert edition_path(store, edition_id).exists()
    with closing(open_edition(store, edition_id)) as connection:
        names = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'mart'"
        ).fetchall()
        return {
            name: connection.execute(f"SELECT * FROM mart.{name} ORDER BY ALL").fetchall()
            for (name,) in sorted(names)
        }
