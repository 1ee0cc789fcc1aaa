"""The page "Tiến độ" through the shell: the shipped case, and the same plans with results."""

import csv
import shutil

import pytest

from etl.build import build_edition
from etl.paths import PROJECT_DIR, STORE_SETTING
from tests.pages.screen import opened, plain


def open_page(**address):
    """The page as it is drawn for that address."""
    return opened("progress.py", address)


def text_of(app):
    return "\n".join(plain(app.markdown))


def tables(app):
    return [getattr(frame.value, "data", frame.value) for frame in app.dataframe]


pytestmark = pytest.mark.usefixtures("store")


def test_the_shipped_case_has_three_starts_and_no_results():
    app = open_page()
    assert plain(app.title) == ["Tiến độ: đang tới đích đến đâu"]
    text = text_of(app)
    assert "3 chỉ tiêu có điểm xuất phát do chính kế hoạch báo cáo" in text
    assert "Chưa có kết quả" in text
    assert plain(app.header)[0] == (
        "Điện thoại thông minh: Nga Điền 2024 đi từ 75% (2023) đến tối thiểu 100% (2024), "
        "chưa có kết quả"
    )
    assert "Làm sao để trang này có kết quả" in plain(app.header)
    table = tables(app)[0].set_index("indicator")
    assert list(table.index) == [
        "Điện thoại thông minh",
        "≈ Cấp và dùng thư công vụ",
        "≈ Máy tính cho cán bộ",
    ]
    assert set(table["result"]) == {"chưa có kết quả"}
    assert table.loc["≈ Cấp và dùng thư công vụ", "start"] == "khoảng 87% (2023)"


def test_the_straight_path_by_quarters():
    path = tables(open_page())[1]
    phones = path[path["indicator"] == "Điện thoại thông minh"]
    assert [f"{day:%d/%m/%Y}" for day in phones["day"]] == [
        "31/03/2024",
        "30/06/2024",
        "30/09/2024",
        "31/12/2024",
    ]
    # 25 points over 366 days, 91, 182 and 274 of them gone
    assert list(phones["value"]) == ["81,2%", "87,4%", "93,7%", "100%"]


def test_near_pairs_can_be_switched_off():
    table = tables(open_page(near="0"))[0]
    assert list(table["indicator"]) == ["Điện thoại thông minh"]


def test_a_group_can_be_chosen():
    table = tables(open_page(group="society"))[0]
    assert list(table["indicator"]) == ["Điện thoại thông minh"]


def test_a_plan_without_starts_says_how_results_come():
    app = open_page(commune="14161")
    assert "chưa chỉ tiêu nào có điểm xuất phát" in text_of(app)
    assert "Chưa chỉ tiêu nào" in app.info[0].value
    assert "Làm sao để trang này có kết quả" in plain(app.header)


def test_nothing_left_says_what_to_do():
    assert "Không có chỉ tiêu nào khớp" in text_of(open_page(commune="14161", year="2024"))


def test_in_english():
    app = open_page(lang="en")
    assert plain(app.title) == ["Progress: how far along the way"]
    assert "No results yet" in text_of(app)
    assert tables(app)[0].iloc[0]["target"] == "! at least 100% (2024)"


@pytest.fixture
def with_results(tmp_path, monkeypatch):
    """An edition in which the successor commune's next plan reports what became of 2024."""
    facts = tmp_path / "data"
    shutil.copytree(PROJECT_DIR / "data", facts, ignore=shutil.ignore_patterns("store"))
    with (facts / "plans.csv").open(encoding="utf-8", newline="") as file:
        plan = next(row for row in csv.DictReader(file) if row["plan_id"] == "nga-dien-2024")
    plan |= {
        "plan_id": "nga-an-2025",
        "commune_code": "16144",
        "commune_name": "Nga An",
        "plan_year": "2025",
        "horizon_start": "2025-01-01",
        "horizon_end": "2025-12-31",
    }
    with (facts / "plans.csv").open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, plan.keys()).writerow(plan)
    source = facts / "statements" / "nga-dien-2024.csv"
    with source.open(encoding="utf-8", newline="") as file:
        starts = [row for row in csv.DictReader(file) if row["kind"] == "baseline"]
    values = {"smartphone_adults": "90", "officials_equipped": "100"}
    reported = [
        row
        | {"year": "2024", "value": values[row["indicator_id"]], "numerator": "", "denominator": ""}
        for row in starts
        if row["indicator_id"] in values
    ]
    with (facts / "statements" / "nga-an-2025.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, reported[0].keys())
        writer.writeheader()
        writer.writerows(reported)
    for kind in ("goals", "tasks", "findings"):
        head = (facts / kind / "nga-dien-2024.csv").read_text(encoding="utf-8").splitlines()[0]
        (facts / kind / "nga-an-2025.csv").write_text(f"{head}\n", encoding="utf-8")
    build_edition(tmp_path / "store", facts, who="tests", why="results")
    monkeypatch.setenv(STORE_SETTING, str(tmp_path / "store"))


def test_results_are_judged_against_the_straight_path(with_results):
    app = open_page()
    text = text_of(app)
    # phones: 15 of 25 points when all were needed, 60%: off track; computers kept at 100%
    assert (
        "So với đi đều đến hạn: 1 chỉ tiêu theo kịp và 1 chỉ tiêu chưa theo kịp. "
        "1 chỉ tiêu chưa có kết quả." in text
    )
    table = tables(app)[0].set_index("indicator")
    phones = table.loc["Điện thoại thông minh"]
    assert phones["status"] == "Chưa theo kịp"
    assert phones["result"] == "90% đến 31/12/2024"
    assert (phones["achieved"], phones["needed"]) == ("60%", "100%")
    assert table.loc["≈ Máy tính cho cán bộ", "status"] == "Theo kịp"
    assert "Làm sao để trang này có kết quả" in plain(app.header)
