"""The Word report: A4, Times New Roman, the administrative head; pictures never break it."""

import io
import sys

import pytest
from docx import Document
from docx.shared import Mm

import messages
from dashboard.deck_edits import Edits
from dashboard.exports import chart_pictures, docx_report, qr
from dashboard.report import report
from tests.dashboard.test_deck import request_for


@pytest.fixture(scope="module")
def one_commune(store):
    messages.set_language("vi")
    return report(request_for("commune"), Edits())


def words(document):
    texts = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        texts += [cell.text for row in table.rows for cell in row.cells]
    return "\n".join(texts)


def test_the_page_is_that_of_an_administrative_document(one_commune):
    document = Document(io.BytesIO(docx_report.docx(one_commune, draw=lambda figures: None)))
    section = document.sections[0]
    assert (round(section.page_width / Mm(1)), round(section.page_height / Mm(1))) == (210, 297)
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert document.styles["Normal"].font.size.pt == 13
    text = words(document)
    for line in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "[TÊN CƠ QUAN BAN HÀNH]",
        "Ninh Bình, ngày 10 tháng 10 năm 2027",
        "BÁO CÁO",
        "Nơi nhận:",
        one_commune.deck.edition,
    ):
        assert line in text
    assert "Máy này chưa vẽ được hình biểu đồ" in text
    assert len(document.inline_shapes) == 0


def test_every_indicator_of_the_commune_and_every_origin_is_in_the_annexes(one_commune, edition):
    document = Document(io.BytesIO(docx_report.docx(one_commune, draw=lambda figures: None)))
    text = words(document)
    rows = edition.cursor().execute(
        "SELECT i.name_vi FROM mart.statement s JOIN mart.indicator i USING (indicator_id) "
        "WHERE s.plan_id = 'giao-minh-2026' AND s.speaks"
    )
    assert [name for (name,) in rows.fetchall() if name not in text] == []
    assert "Phủ sóng 5G: tối thiểu 70%; Giao Minh 2026, 77/KH-UBND, mục" in text


def test_pictures_are_put_in_with_alternative_text(one_commune):
    asked = []

    def draw(figures):
        asked.extend(figures)
        return [qr.png("x", 50) for _ in figures]

    document = Document(io.BytesIO(docx_report.docx(one_commune, draw)))
    assert len(asked) == len(document.inline_shapes) > 2
    assert all(shape._inline.docPr.get("descr") for shape in document.inline_shapes)


def test_no_browser_or_one_that_hangs_gives_no_pictures(monkeypatch, tmp_path):
    import plotly.graph_objects as go

    monkeypatch.setenv(chart_pictures.BROWSER_SETTING, str(tmp_path / "none"))
    assert chart_pictures.pictures([go.Figure()]) is None
    stuck = tmp_path / "stuck"
    stuck.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    stuck.chmod(0o755)
    monkeypatch.setenv(chart_pictures.BROWSER_SETTING, str(stuck))
    assert chart_pictures.pictures([go.Figure()], seconds=3) is None


def test_sections_are_counted_as_in_documents():
    assert [docx_report.roman(n) for n in (1, 4, 9, 14)] == ["I", "IV", "IX", "XIV"]
