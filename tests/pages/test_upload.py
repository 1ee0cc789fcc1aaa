"""Nạp dữ liệu for whoever may only look."""

from tests.pages.screen import plain, words


def test_without_proof_of_sitting_at_the_machine_nothing_can_be_changed(open_page):
    # A script run by a test has no request behind it: like a stranger, it may only look.
    app = open_page()
    assert app.title[0].value == "Nạp dữ liệu"
    assert "chỉ cho xem" in plain(app.info)[0]
    assert len(app.get("file_uploader")) == 0
    assert [button.label for button in app.button if "Gỡ" in button.label] == []
    assert "Chưa có lượt nạp nào" in words(app)


def test_a_batch_in_the_address_is_not_shown_to_whoever_may_only_look(open_page):
    app = open_page(batch="b20261122000000-00000000")
    assert "chỉ cho xem" in plain(app.info)[0]
    assert len(app.error) == 0
