"""Reads the imports: only the arrows of docs/architecture.md are allowed."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SCREEN = {"streamlit", "plotly", "dashboard", "pages"}
# folder or file -> what may not be imported there, directly
FORBIDDEN = {
    "etl": SCREEN,
    "messages.py": SCREEN | {"etl", "duckdb", "pandas"},
    "pages": {"duckdb", "plotly", "etl.build", "etl.facts"},
    "dashboard/charts": {"streamlit", "duckdb", "etl", "dashboard.queries", "pages"},
    "dashboard/narrative": {"streamlit", "duckdb", "plotly", "etl.build", "pages"},
    "dashboard": {"pages", "plotly.express"},
    "etl/read_workbook.py": {"pandas", "duckdb", "streamlit"},
}
SQL_WORDS = ("select ", "insert into", "create table", "attach ")


def python_files(place: str) -> list[Path]:
    path = ROOT / place
    return [path] if path.is_file() else sorted(path.rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Every module a file imports, wherever in the file the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def reaches(name: str, forbidden: str) -> bool:
    return name == forbidden or name.startswith(f"{forbidden}.")


@pytest.mark.parametrize("place", sorted(FORBIDDEN))
def test_imports_follow_the_arrows(place):
    assert python_files(place), f"{place} holds no Python file: the rule guards nothing"
    broken = [
        (str(path.relative_to(ROOT)), name)
        for path in python_files(place)
        for name in imported(path)
        for forbidden in FORBIDDEN[place]
        if reaches(name, forbidden)
    ]
    assert broken == []


def test_pages_hold_no_sql():
    for path in python_files("pages"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value.lower()
                assert not any(text.lstrip().startswith(word) for word in SQL_WORDS), path


def test_no_query_counts_over_an_empty_window():
    # DuckDB 1.5 loses the whole database at times when several run (duckdb issue 25713).
    for place in ("dashboard/queries", "etl/sql"):
        for path in (ROOT / place).rglob("*.*"):
            if path.suffix in (".py", ".sql"):
                text = "".join(path.read_text(encoding="utf-8").split())
                assert "OVER()" not in text, path


def test_files_stay_readable():
    long = {
        str(path.relative_to(ROOT)): lines
        for place in ("app.py", "messages.py", "dashboard", "etl", "pages", "benchmarks")
        if (ROOT / place).exists()
        for path in python_files(place)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}


def test_reading_files_loads_no_database():
    # The review of a small file is on screen within a second; a database alone takes a tenth.
    code = "import sys, etl.batch_review; print({'duckdb', 'numpy', 'pandas'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "set()", done.stdout + done.stderr
