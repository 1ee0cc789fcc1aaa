"""Frames of the page "Khoảng cách": halves, order of plans, the standing of official values."""

import pandas as pd
import pytest

import messages
from dashboard import gap_frames

NAMES = {"a": "Giao Minh 2026", "b": "Bình Giang 2025", "c": "Nga Điền 2024"}


@pytest.fixture(autouse=True)
def vietnamese():
    messages.set_language("vi")


def plans():
    return pd.DataFrame(
        {
            "plan_id": ["a", "b", "c"],
            "plan_year": [2026, 2025, 2024],
            "commune_name": ["Giao Minh", "Bình Giang", "Nga Điền"],
        }
    )


def test_plans_stand_by_year_then_commune_and_the_picked_one_first():
    assert [column.key for column in gap_frames.columns(plans(), NAMES, None)] == ["c", "b", "a"]
    picked = gap_frames.columns(plans(), NAMES, "a")
    assert [(column.key, column.note) for column in picked] == [
        ("a", "2026 ◎"),
        ("c", "2024"),
        ("b", "2025"),
    ]


def cells(**sizes):
    """`group=number of indicators`, two plans each."""
    rows = [
        {"group_id": group, "indicator_id": f"{group}{place}", "plan_id": plan}
        for group, size in sizes.items()
        for place in range(size)
        for plan in ("a", "b")
    ]
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ({"x": 4}, [["x"]]),
        ({"x": 9, "y": 1}, [["x"], ["y"]]),
        ({"x": 3, "y": 5, "z": 2, "u": 12}, [["x", "y", "z"], ["u"]]),
    ],
)
def test_halves_never_split_a_group_and_lose_no_cell(sizes, groups):
    frame = cells(**sizes)
    parts = gap_frames.halves(frame)
    assert [list(part["group_id"].unique()) for part in parts] == groups
    assert sum(map(len, parts)) == len(frame)


def test_an_expired_official_value_is_history_for_the_later_plans_only():
    one = {
        "official_id": "o1",
        "short_vi": "Chữ ký số cá nhân",
        "comparator": ">",
        "value": 50.0,
        "unit": "percent",
        "comparability": "exact",
        "clause": None,
        "milestone_year": 2025,
    }
    rows = [
        {**one, "plan_year": year, "standing": standing}
        for year, standing in ((2026, "expired"), (2024, "reference"), (2025, "reference"))
    ]
    table = gap_frames.official(pd.DataFrame(rows))
    assert len(table) == 1
    row = table.iloc[0]
    assert (row["reference_years"], row["expired_years"]) == ("2024, 2025", "2026")
    assert (row["official_value"], row["milestone"]) == ("trên 50%", "2025")
    assert row["clause_text"] == "không ghi"


def test_no_official_value_is_an_empty_table():
    assert gap_frames.official(pd.DataFrame({"official_id": []})).empty


def test_a_family_grid_has_a_cell_for_every_plan_and_no_gap():
    values = pd.DataFrame(
        {
            "family_id": ["learning_materials"] * 2,
            "indicator_id": ["schools", "share"],
            "name_vi": ["Trường", "Học liệu"],
            "name_en": ["Schools", "Materials"],
            "short_vi": ["Trường", "Học liệu"],
            "short_en": ["Schools", "Materials"],
            "denominator_vi": ["trường", None],
            "unit": ["percent"] * 2,
            "plan_id": ["b", "a"],
            "statement_id": ["s1", "s2"],
            "year": [2025, 2026],
            "comparator": ["=", ">="],
            "value": [100.0, 15.0],
            "comparability": ["exact"] * 2,
            "impossible": [False] * 2,
        }
    )
    table = gap_frames.families(values, ("a", "b"), NAMES)
    assert list(table["value_text"]) == [
        "chưa đặt",
        "đạt 100% (2025)",
        "tối thiểu 15% (2026)",
        "chưa đặt",
    ]
    assert table["gap"].isna().all()
    assert set(table["section"]) == {"Học liệu số"}
    assert len(values.columns) == 15


@pytest.mark.parametrize(
    ("sizes", "groups"),
    [
        ({"x": 3, "y": 5, "z": 2, "u": 12}, [["x", "y"], ["z"], ["u"]]),
        ({"x": 9}, [["x"]]),
        ({"x": 1, "y": 1}, [["x", "y"]]),
    ],
)
def test_pieces_for_paper_never_split_a_group_and_lose_no_cell(sizes, groups):
    frame = cells(**sizes)
    parts = gap_frames.pieces(frame, 8)
    assert [list(part["group_id"].unique()) for part in parts] == groups
    assert sum(map(len, parts)) == len(frame)
