"""Profile and indicator once there are many plans: a median, a choice of plans, a chart by year."""

import shutil

import pytest

from dashboard.queries import common, growth
from dashboard.queries import overview as queries
from etl.build import build_edition
from etl.paths import DATA_SETTING, PROJECT_DIR, STORE_SETTING
from tests.pages.screen import plain
from tests.pages.test_more_plans import add_plan, later, open_page, words


@pytest.fixture(scope="module")
def many_plans(tmp_path_factory):
    """A store with 24 made-up communes of 2026 beside the shipped ones; Giao Minh has 2027 too."""
    place = tmp_path_factory.mktemp("many")
    shutil.copytree(PROJECT_DIR / "data", place / "data", ignore=shutil.ignore_patterns("store"))
    add_plan(place / "data", "14161-2027", "2027", later)
    for number in range(24):
        add_plan(
            place / "data", f"x{number:02}-2026", "2026", commune_code="",
            commune_name=f"Xã Thử {number}", province_basis="inferred",
        )  # fmt: skip
    build_edition(place / "store", place / "data", who="tests", why="tests")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STORE_SETTING, str(place / "store"))
        patch.delenv(DATA_SETTING, raising=False)
        yield place / "store"


def test_an_indicator_of_many_plans_is_drawn_by_year(many_plans):
    app = open_page("indicator.py", indicator="coverage_5g")
    text = words(app)
    assert "Phủ sóng 5G 2025–2027: 27/30 kế hoạch đặt, từ trên 30% đến tối thiểu 80%" in text
    assert "Mỗi dòng một năm" in text
    assert len(app.dataframe[0].value) >= 27
    rare = open_page("indicator.py", indicator="camera_sites")
    assert "30 kế hoạch chưa đặt" in words(rare)


def test_a_unit_with_two_plans_lets_the_reader_choose(many_plans):
    app = open_page("unit.py", unit="14161")
    assert app.selectbox(key="choice_plan").value == "14161-2027"
    assert "Giao Minh 2027" in words(app)
    assert "2 văn bản" in words(app)
    app.selectbox(key="choice_plan").select("giao-minh-2026").run()
    assert not app.exception
    assert "Giao Minh 2026 đặt 27/31 chỉ tiêu cốt lõi" in words(app)
    assert (
        open_page("unit.py", unit="14161", year="2026").selectbox(key="choice_plan").value
        == "giao-minh-2026"
    )


def test_a_median_stands_beside_the_best_where_peers_are_enough(many_plans):
    app = open_page("unit.py", unit="x00-2026")
    table = next(frame.value for frame in app.dataframe if "median_text" in frame.value)
    row = table[table["indicator"] == "Dân số được phủ sóng 5G"].iloc[0]
    assert "trung vị" in row["median_text"].lower()
    assert row["n_peers"] == "25"


def test_a_long_list_of_points_is_cut_with_a_word_and_counted_whole(many_plans):
    app = open_page("overview.py")
    edition = app.session_state["_selection"].edition
    everyone = tuple(common.plans(edition)["plan_id"])
    assert queries.attention(edition, everyone, most=2)["total"].tolist() == [84, 84]
    assert any(text.startswith("84 điểm cần xem") for text in plain(app.header))
    assert "Xem thêm 40 điểm" in [one.label for one in app.expander]
    assert (
        "Có 84 điểm cần xem; ở đây nêu 48 điểm nặng nhất. "
        "Hãy chọn tỉnh, xã hoặc nhóm chỉ tiêu để xem các điểm khác."
    ) in plain(app.caption)


def test_of_many_plans_those_with_a_year_before_are_looked_at_first(many_plans):
    edition = open_page("growth.py").session_state["_selection"].edition
    others = tuple(f"x{number:02}-2026" for number in range(24))
    found = growth.pairs(edition, (*others, "14161-2027"), True)
    own = found[found["link"] == "same_commune"]
    assert list(own["to_plan_id"]) == ["14161-2027"]
