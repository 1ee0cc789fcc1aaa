"""The page "Phương pháp và dữ liệu" in a real browser: the files come, and are what they say."""

import io

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest

pytestmark = pytest.mark.browser
METHODS = "/phuong-phap"


def fetch(page, kind):
    """Name and bytes of the file that the button of a kind gives."""
    with page.expect_download(timeout=60_000) as started:
        page.locator(f".st-key-download_{kind} button").click()
    return started.value.suggested_filename, started.value.path().read_bytes()


def test_a_researcher_takes_every_kind_of_file_along(visit, store, tmp_path):
    edition = (store / "CURRENT").read_text(encoding="utf-8").strip()
    page = visit().open(f"{METHODS}?table=gaps")
    name, content = fetch(page, "xlsx")
    assert name == f"ke-hoach-chuyen-doi-so-cap-xa_{edition}.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames[:3] == ["Bìa", "Từ điển", "statements"]
    name, content = fetch(page, "csv")
    assert name == f"gaps_{edition}.csv"
    assert content.startswith(b"\xef\xbb\xbfindicator_id;")
    name, content = fetch(page, "parquet")
    assert name == f"gaps_{edition}.parquet"
    metadata = pq.read_table(io.BytesIO(content)).schema.metadata
    assert metadata[b"edition_id"].decode() == edition
    name, content = fetch(page, "duckdb")
    assert name == f"ke-hoach-chuyen-doi-so-cap-xa_{edition}.duckdb"
    copy = tmp_path / "edition.duckdb"
    copy.write_bytes(content)
    with duckdb.connect(str(copy), read_only=True) as connection:
        assert connection.execute("SELECT edition_id FROM main.meta").fetchone() == (edition,)


def test_an_english_reader_gets_english_files(visit):
    page = visit().open(f"{METHODS}?lang=en")
    _, content = fetch(page, "xlsx")
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames[:2] == ["Cover", "Dictionary"]
    _, content = fetch(page, "csv")
    assert ";at least;" in content.decode("utf-8-sig")
