"""Nạp dữ liệu for whoever may only look."""

import shutil

from etl.answers import Answers
from etl.intake import judge
from etl.paths import PROJECT_DIR, STORE_SETTING
from etl.publishing import publish_waiting
from etl.truth import known_now
from etl.upload_store import accept, new_upload, upload_folder
from tests.etl.form_makers import KNOWN_LABEL, sheet_of
from tests.etl.workbook_makers import saved
from tests.pages.screen import plain, words

TITLES = (
    "CHỈ TIÊU CHUYỂN ĐỔI SỐ NĂM 2027",
    "(Kèm theo Kế hoạch số 1/KH-UBND của UBND phường Phủ Lý, tỉnh Ninh Bình)",
)


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


def test_an_upload_whose_record_is_gone_is_still_listed(open_page, store, tmp_path, monkeypatch):
    own, facts = shutil.copytree(store, tmp_path / "store"), PROJECT_DIR / "data"
    data = saved(sheet_of([(1, KNOWN_LABEL, "", "%", 40)], titles=TITLES))
    (one,) = judge([("a.xlsx", data)], known_now(own, facts), Answers(), own)
    upload = accept(own, new_upload("a.xlsx", data, "tests"), data, Answers(), one.rows)
    publish_waiting(own, facts, "tests")
    (upload_folder(own, upload.upload_id) / "record.json").unlink()
    monkeypatch.setenv(STORE_SETTING, str(own))
    app = open_page()
    assert app.selectbox(key="history_upload").options == ["? · ?"]
