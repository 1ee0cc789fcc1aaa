"""Downloads of the shipped facts: every table whole, in the reader's language, with its edition."""

import hashlib
import io
import json
import threading

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest

import messages
from dashboard import data, downloads_view, language
from dashboard.queries import downloads


@pytest.fixture
def eid(store):
    return data.current_edition()


@pytest.fixture(autouse=True)
def vietnamese():
    messages.set_language("vi")
    yield
    messages.set_language("vi")


def test_the_workbook_holds_every_table_with_cover_and_dictionary(eid):
    book = openpyxl.load_workbook(io.BytesIO(downloads_view.workbook(eid)))
    assert book.sheetnames == ["Bìa", "Từ điển", *downloads.TABLES]
    cover = [value for row in book["Bìa"].values for value in row if value is not None]
    assert eid in cover
    assert any("phần trăm" in str(value) for value in cover)
    for name in downloads.TABLES:
        assert book[name].max_row == downloads.row_count(eid, name) + 1, name
    headings = [cell.value for cell in book["statements"][1]]
    value, comparator = headings.index("value"), headings.index("comparator")
    row = next(
        row
        for row in book["statements"].values
        if row[headings.index("indicator_id")] == "coverage_5g" and row[1] == "giao-minh-2026"
    )
    assert (row[comparator], row[value]) == ("tối thiểu", 70)


def test_every_column_has_a_meaning_in_both_languages(eid):
    for lang in messages.LANGUAGES:
        messages.set_language(lang)
        for name in downloads.TABLES:
            frame = downloads.table(eid, name, 1)
            assert [c for c in frame.columns if not downloads_view.meaning(c)] == [], name


def test_no_spreadsheet_cell_begins_a_formula(eid):
    book = openpyxl.load_workbook(io.BytesIO(downloads_view.workbook(eid)))
    for page in book:
        for row in page.values:
            for value in row:
                assert not (isinstance(value, str) and value.startswith(("=", "+", "-", "@")))


def test_csv_and_parquet_hold_the_same_rows(eid):
    for name in downloads.TABLES:
        count = downloads.row_count(eid, name)
        table = pq.read_table(io.BytesIO(downloads_view.parquet(eid, name)))
        assert table.num_rows == count
        assert table.schema.metadata[b"edition_id"].decode() == eid
        text = downloads_view.csv(eid, name).decode("utf-8-sig")
        assert text.split("\r\n")[0].split(";") == table.schema.names


def test_the_edition_itself_is_the_published_file(eid, store, tmp_path):
    content = data.edition_bytes(eid)
    manifest = json.loads((store / "editions" / f"{eid}.json").read_text(encoding="utf-8"))
    assert hashlib.sha256(content).hexdigest() == manifest["sha256"]
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(content)
    with duckdb.connect(str(copy), read_only=True) as connection:
        assert connection.execute("SELECT edition_id FROM main.meta").fetchone() == (eid,)


def test_where_plans_are_many_the_table_of_changes_keeps_one_commune_only(eid, monkeypatch):
    every = downloads.row_count(eid, "growth")
    monkeypatch.setattr(downloads, "MAX_PAIRED_PLANS", 4)
    own = downloads.table(eid, "growth")
    assert 0 < len(own) < every
    assert set(own["link"]) <= {"baseline", "same_commune"}
    assert any("cùng một xã" in note for note in downloads_view._notes(eid))


def test_a_download_keeps_the_language_in_another_thread(eid):
    messages.set_language("en")
    make = language.keeping(lambda: downloads_view.csv(eid, "statements"))
    made = []
    thread = threading.Thread(target=lambda: made.append((make(), messages.language())))
    thread.start()
    thread.join()
    content, after = made[0]
    assert ";at least;" in content.decode("utf-8-sig")
    assert after == "vi"  # the other thread is left as it was


def test_a_long_table_is_cut_in_the_workbook_and_said(eid, monkeypatch):
    monkeypatch.setattr(downloads_view.files, "MAX_ROWS", 200)
    book = openpyxl.load_workbook(io.BytesIO(downloads_view.workbook(eid)))
    assert book["gaps"].max_row == 201
    cover = [str(value) for row in book["Bìa"].values for value in row if value is not None]
    assert any("200 dòng đầu trong" in text for text in cover)
