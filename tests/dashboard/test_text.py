"""Text from data is shown as it is, and found without its marks."""

import pytest

from dashboard.text import searchable, unaccented


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Đặc khu Cồn Cỏ", "Dac khu Con Co"),
        ("Nga Điền", "Nga Dien"),
        ("Giao Minh", "Giao Minh"),
        ("Thừa Thiên Huế", "Thua Thien Hue"),
    ],
)
def test_marks_are_taken_off(text, bare):
    assert unaccented(text) == bare


def test_a_label_is_found_without_marks():
    assert searchable("Nga Điền 2024") == "Nga Điền 2024 · nga dien 2024"
    assert searchable("Giao Minh 2026") == "Giao Minh 2026"


def test_a_label_is_found_by_chosen_words_alone():
    assert searchable("Ninh Bình: 2/129", "Ninh Bình") == "Ninh Bình: 2/129 · ninh binh"
    assert searchable("Ninh Bình: 2/129", "Lai") == "Ninh Bình: 2/129"
