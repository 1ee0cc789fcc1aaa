"""The whole way of a report: form filled, faults, mended, compared, published, seen, undone."""

from __future__ import annotations

import re
import shutil

import openpyxl
import pytest

from etl.known import load_known
from etl.paths import PROJECT_DIR
from etl.template import make_template
from tests.browser.conftest import new_visitor, running_app

pytestmark = pytest.mark.browser
PAGE = "/nap-du-lieu"
COLUMNS = {"province": 2, "commune": 3, "plan_number": 5, "year": 6, "kind": 7, "label": 8,
           "unit": 9, "comparator": 10, "value": 11}  # fmt: skip
ROWS = [
    ("Phủ sóng 5G trên dân số", "tối thiểu", 66),
    ("Hồ sơ TTHC xử lý trực tuyến", "trên", 90),
    ("Số hóa hồ sơ, kết quả giải quyết TTHC", "đạt", 75),
]


@pytest.fixture(scope="module")
def own_app(store, tmp_path_factory):
    """An app on a copy of the store, which the journey may change: (address, store)."""
    folder = tmp_path_factory.mktemp("upload")
    own = shutil.copytree(store, folder / "store")
    with running_app(own, folder / "app.log") as url:
        yield url, own


@pytest.fixture
def visitor(own_app, chromium):
    visitor = new_visitor(chromium, own_app[0], 1440, 900, dark=False)
    yield visitor
    crashes = visitor.page.locator('[data-testid="stException"]').count()
    visitor.page.context.close()
    assert (visitor.watch.outside, visitor.watch.errors, crashes) == ([], [], 0)


def filled_form(path):
    """The template with three targets of phường Phủ Lý for 2026, each of them faulty."""
    path.write_bytes(make_template(load_known(PROJECT_DIR / "data")))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for number, (label, comparator, _) in enumerate(ROWS, start=3):
        said = {"province": "Ninh Bình", "commune": "Phường Phủ Lý", "plan_number": "9/KH-UBND",
                "year": 2026, "kind": "chỉ tiêu", "label": label, "unit": "%",
                "comparator": comparator}  # fmt: skip
        for name, value in said.items():
            sheet.cell(number, COLUMNS[name], value)
    sheet["K3"], sheet["K4"] = 170, "khá"
    sheet["K5"], sheet["K5"].data_type = "#N/A", "e"
    book.save(path)
    return path


def mended(annotated, path):
    """The annotated file as it came back, with the three cells put right."""
    book = openpyxl.load_workbook(annotated)
    sheet = book.worksheets[0]
    assert all(sheet[f"K{row}"].comment for row in (3, 4, 5)), "each faulty cell says why"
    for row, (_, _, value) in enumerate(ROWS, start=3):
        sheet.cell(row, COLUMNS["value"], value)
    book.save(path)
    return path


def send(visitor, path):
    page = visitor.open(PAGE)
    page.set_input_files('input[type="file"]', str(path))
    check = page.get_by_role("button", name="Kiểm tra các tệp")
    page.get_by_text(path.name).first.wait_for()
    check.click()
    page.get_by_role("heading", name=re.compile("1 tệp: ")).wait_for()
    return visitor.settle()


def publish(visitor, button, done):
    page = visitor.page
    page.get_by_role("button", name=button).click()
    page.get_by_text(done).wait_for()
    return visitor.settle()


def plans_on_the_gap_page(visitor):
    page = visitor.open("/khoang-cach")
    page.locator(".js-plotly-plot").first.wait_for()
    return page.locator('[data-testid="stMain"]').inner_text()


def test_a_form_is_mended_published_seen_and_undone(visitor, tmp_path):
    assert "Phủ Lý" not in plans_on_the_gap_page(visitor)
    page = send(visitor, filled_form(tmp_path / "phu-ly.xlsx"))
    page.get_by_role("heading", name="1 tệp: 0 sẵn sàng").wait_for()
    for place in ("!K3", "!K4", "!K5"):
        page.get_by_text(re.compile(f"{place}: ")).first.wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải tệp có chú thích").click()
    download.value.save_as(tmp_path / "annotated.xlsx")

    page = send(visitor, mended(tmp_path / "annotated.xlsx", tmp_path / "mended.xlsx"))
    page.get_by_role("heading", name="1 tệp: 1 sẵn sàng").wait_for()
    page.get_by_role("button", name="So sánh với bản đang dùng").click()
    page.get_by_text("1 kế hoạch khác").wait_for()
    visitor.settle()
    batch = page.url
    publish(visitor, "Công bố", "Đã công bố bản")
    assert "Phủ Lý" in plans_on_the_gap_page(visitor)

    page = visitor.page
    page.goto(batch)  # a bookmark of work that is done tells that it is done
    page.get_by_text("Đã công bố bản").wait_for()
    visitor.settle()
    page.get_by_role("button", name="Về đầu trang nạp").click()
    page.get_by_role("button", name="Gỡ lượt này").click()
    page.get_by_role("button", name="Gỡ và công bố").wait_for()
    visitor.settle()
    publish(visitor, "Gỡ và công bố", "Đã gỡ và công bố bản")
    assert "Phủ Lý" not in plans_on_the_gap_page(visitor)


def test_a_question_is_answered_on_screen(visitor, tmp_path):
    path = tmp_path / "question.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["STT", "Tên chỉ tiêu", "Đơn vị tính", "Chỉ tiêu năm 2026"])
    book.active.append([1, "Phủ sóng 5G theo dân số", "%", 61])
    book.save(path)
    page = send(visitor, path)
    page.get_by_role("heading", name="Còn 2 câu hỏi").wait_for()
    main = page.locator('[data-testid="stMain"]')
    commune = main.get_by_role("combobox", name="Xã, phường nào")
    commune.click()
    commune.fill("phu ly")  # typed without marks
    page.get_by_role("option", name=re.compile("Phủ Lý")).first.click()
    visitor.settle()
    page.get_by_text("Kế hoạch không ghi số", exact=True).click()
    page.get_by_role("button", name="Dùng 2 câu trả lời").click()
    page.get_by_role("heading", name="1 tệp: 1 sẵn sàng").wait_for()
    visitor.settle()
    page.get_by_text("2 câu đã trả lời").wait_for()


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "203.0.113.7"},
        pytest.param({"Forwarded": "for=203.0.113.7"}, marks=pytest.mark.thorough),
    ],
)
def test_whoever_comes_through_a_proxy_may_only_look(own_app, chromium, headers):
    visitor = new_visitor(chromium, own_app[0], 1440, 900, dark=False)
    visitor.page.context.set_extra_http_headers(headers)
    page = visitor.open(PAGE)
    page.get_by_text("chỉ cho xem").first.wait_for()
    assert page.locator('input[type="file"]').count() == 0
    visitor.page.context.close()
