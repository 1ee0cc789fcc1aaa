"""The first visit to the app, and that it is not one again."""

import pytest

pytestmark = pytest.mark.browser
TOUR = ".st-key-tour"


def test_the_tour_is_walked_by_keyboard_and_stays_closed(visit):
    visitor = visit(first=True)
    page = visitor.open("/tong-quan")
    page.locator(TOUR).get_by_text("Làm quen 1/3").wait_for()
    worst = page.get_by_text("Cần xem trước").first.bounding_box()
    assert worst["y"] + worst["height"] < 900  # the tour leaves the worst on the first screen
    for step in ("2/3", "3/3"):
        page.get_by_role("button", name="Tiếp theo").press("Enter")
        page.locator(TOUR).get_by_text(f"Làm quen {step}").wait_for()
    page.get_by_role("button", name="Xong, không hiện lại").press("Enter")
    page.locator(TOUR).wait_for(state="detached")
    page.reload()
    visitor.settle()
    assert page.locator(TOUR).count() == 0
    page.get_by_role("button", name="Xem lại phần làm quen").click()
    page.locator(TOUR).get_by_text("Làm quen 1/3").wait_for()
