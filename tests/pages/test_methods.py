"""The page "Phương pháp và dữ liệu" through the shell: formulas in full, files to take along."""


def text_of(app):
    return "\n".join(element.value.replace("\\", "") for element in app.markdown)


def test_formulas_weights_and_uncertainty_are_written_out(open_page):
    app = open_page()
    assert app.title[0].value == "Phương pháp và dữ liệu"
    text = text_of(app)
    for formula in (
        "khoảng cách = mốc so sánh − giá trị",
        "(giá trị − mức sàn) ÷ (mức trần − mức sàn)",
        "độ rộng = 100 × số chỉ tiêu cốt lõi có đặt ÷ số chỉ tiêu cốt lõi",
        "độ chắc = 100 ×",
        "sᵢ = 1 + 0,99 × tᵢ",
        "điểm = s₁^w₁ × s₂^w₂ × s₃^w₃",
        "Trọng số mặc định bằng nhau",
        "Monte Carlo",
        "đã đạt = (kết quả − điểm xuất phát)",
    ):
        assert formula in text, formula
    assert "đã hết hạn" in text
    assert "BSD-3" in text


def test_every_file_names_its_edition(open_page):
    app = open_page(table="gaps")
    assert app.selectbox(key="choice_table").value == "gaps"
    labels = [button.label for button in app.get("download_button")]
    assert labels[:4] == [
        "Tải bảng tính (.xlsx)",
        "Tải cả bản dữ liệu (.duckdb)",
        "Tải CSV",
        "Tải Parquet",
    ]
    notes = [note.value.replace("\\", "") for note in app.caption]
    assert any("Khoảng cách: " in note and "dòng. CSV dùng UTF-8 có BOM" in note for note in notes)


def test_the_dictionary_explains_columns(open_page):
    table = open_page().dataframe[-1].value
    row = table[(table["table_name"] == "statement") & (table["column_name"] == "value")].iloc[0]
    assert row["meaning"] == "Giá trị, theo đơn vị ở cột unit"


def test_english(open_page):
    app = open_page(lang="en")
    assert app.title[0].value == "Methods and data"
    assert "score = s₁^w₁ × s₂^w₂ × s₃^w₃" in text_of(app)
