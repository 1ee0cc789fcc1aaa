"""Ambition and change once there are more plans: five rated ones, and one commune with two.

The added plans are made up, in a store of the test's own: Giao Minh once more for 2027 with
another target for 5G and one target less, and the plan of 2026 under another commune's name.
"""

import csv
import shutil

import pytest

from etl.build import build_edition
from etl.paths import DATA_SETTING, PROJECT_DIR, STORE_SETTING
from tests.pages.screen import opened

SOURCE = "giao-minh-2026"
FILES = ("statements", "goals", "tasks", "findings")


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def add_plan(data, plan_id, year, changed=None, **columns):
    """One more plan from the shipped one of Giao Minh, its dates moved to `year`."""
    plans = read(data / "plans.csv")
    source = next(row for row in plans if row["plan_id"] == SOURCE)
    moved = {name: value.replace("2026", year) for name, value in source.items()}
    write(data / "plans.csv", [*plans, {**moved, "plan_id": plan_id, **columns}])
    for folder in FILES:
        rows = read(data / folder / f"{SOURCE}.csv")
        if folder == "findings":
            rows = rows[:0]
        moved = [{name: move(name, text, year) for name, text in row.items()} for row in rows]
        if folder == "statements" and changed:
            moved = changed(moved)
        if moved:
            write(data / folder / f"{plan_id}.csv", moved)


def move(name, text, year):
    return text.replace("2026", year) if name in ("year", "due", "as_of") else text


def later(rows):
    """5G to 80, and no target for the use of online services."""
    kept = [row for row in rows if row["indicator_id"] != "online_service_use"]
    return [{**row, "value": "80"} if row["indicator_id"] == "coverage_5g" else row for row in kept]


@pytest.fixture(scope="module")
def more_plans(tmp_path_factory):
    """A store with five rated plans, two of them of Giao Minh."""
    place = tmp_path_factory.mktemp("more")
    shutil.copytree(PROJECT_DIR / "data", place / "data", ignore=shutil.ignore_patterns("store"))
    add_plan(place / "data", "14161-2027", "2027", later)
    add_plan(
        place / "data", "13540-2026", "2026", commune_code="", commune_name="Xã Thử",
        province_basis="inferred",
    )  # fmt: skip
    build_edition(place / "store", place / "data", who="tests", why="tests")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STORE_SETTING, str(place / "store"))
        patch.delenv(DATA_SETTING, raising=False)
        yield place / "store"


def open_page(page, **address):
    return opened(page, address)


def words(app):
    kinds = (app.markdown, app.header, app.subheader, app.caption, app.info)
    return "\n".join(element.value.replace("\\", "") for kind in kinds for element in kind)


def test_from_five_rated_plans_on_ranks_are_printed_with_their_intervals(more_plans):
    app = open_page("ambition.py")
    text = words(app)
    assert "Xếp hạng được 5 kế hoạch." in text
    assert "Chưa đủ kế hoạch để xếp hạng" not in text
    assert "trong 5 kế hoạch tính điểm" in text
    ranks = next(f.value for f in app.dataframe if "rank_p05" in f.value.columns)
    assert len(ranks) == 5
    assert (ranks["rank_p05"] <= ranks["rank_p50"]).all()


def test_filters_show_some_ranks_and_change_none(more_plans):
    everyone = open_page("ambition.py")
    one = open_page("ambition.py", province="38")

    def ranks(app):
        frame = next(f.value for f in app.dataframe if "rank_p05" in f.value.columns)
        return frame.set_index("plan")["rank_p50"].to_dict()

    shown = ranks(one)
    assert len(shown) == 1
    assert shown.items() <= ranks(everyone).items()


def test_one_commune_with_two_plans_is_the_first_comparison(more_plans):
    app = open_page("growth.py")
    text = words(app)
    assert "Đã có 1 xã, phường có kế hoạch của hai năm trở lên" in text
    assert "Giao Minh 2027 so với Giao Minh 2026, cùng một xã" in text
    assert "đặt cao hơn 1" in text
    assert "kế hoạch sau mới đặt 0 chỉ tiêu và không đặt 1 chỉ tiêu" in text
    table = app.dataframe[0].value
    gone = table[table["change_text"] == "kế hoạch sau không đặt"]
    assert gone["name"].tolist() == ["Người dân, doanh nghiệp sử dụng dịch vụ công trực tuyến"]
    assert gone["to_text"].tolist() == ["chưa đặt"]
