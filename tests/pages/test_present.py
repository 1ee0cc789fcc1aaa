"""Trình chiếu: the story and its edits are in the address; an edition is frozen and comes back."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

import messages
from dashboard import data, deck_edits, deck_request, present_files, writing
from dashboard.deck_edits import Edits
from etl.build import build_edition
from etl.paths import PROJECT_DIR, STORE_SETTING
from tests.conftest import SMALL_FACTS
from tests.pages.screen import words

SHELL = str(PROJECT_DIR / "dashboard" / "shell.py")


def live_query(app):
    """The parameters of the link to the live slides."""
    link = next(one for one in app.get("link_button"))
    return {name: value[0] for name, value in parse_qs(urlsplit(link.proto.url).query).items()}


def test_the_default_story_needs_no_choice(open_page):
    app = open_page()
    assert app.title[0].value == "Trình chiếu"
    assert "Chiếu 12 trên 12 trang." in words(app)
    assert "chưa đủ kế hoạch để xếp hạng" in words(app)
    assert live_query(app) == {"lang": "vi"}
    assert app.selectbox(key="choice_area").value == "37"


def test_choices_of_the_address_go_to_the_live_slides(open_page):
    app = open_page(story="commune", unit="13531", audience="public", day="2027-10-10", place="Hội")
    assert app.selectbox(key="choice_unit").value == "13531"
    assert app.date_input(key="deck_day").value == date(2027, 10, 10)
    query = live_query(app)
    assert (query["story"], query["unit"], query["place"]) == ("commune", "13531", "Hội")
    app.text_input(key="deck_place").set_value("Nam Định").run()
    assert live_query(app)["place"] == "Nam Định"


def test_a_slide_is_reworded_moved_and_brought_back(open_page):
    app = open_page(slide="findings")
    app.text_area(key="deck_title").set_value("Ba điều <b>lớn</b>").run()
    app.button(key="deck_up").click().run()
    edits = deck_edits.unpack(live_query(app)["deck"])
    assert edits.titles == {"findings": "Ba điều <b>lớn</b>"}
    assert edits.order[:3] == ("opening", "findings", "basis")
    app.button(key="deck_reset").click().run()
    assert "deck" not in live_query(app)


def test_a_damaged_address_is_told_and_left(open_page):
    app = open_page(deck="zzzz")
    assert any("không phải là bài trình bày" in toast.value for toast in app.toast)
    assert not app.exception


@pytest.fixture
def frozen_store(own_store, monkeypatch):
    """A store of the test's own, where this session may write."""
    monkeypatch.setenv(STORE_SETTING, str(own_store))
    monkeypatch.setattr(writing, "allowed", lambda: True)
    monkeypatch.setattr(present_files.writing, "allowed", lambda: True)
    return own_store


def present(**address):
    app = AppTest.from_file(SHELL, default_timeout=60).run()
    app.switch_page(str(PROJECT_DIR / "pages" / "present.py"))
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def test_a_frozen_edition_shows_the_same_figures_after_the_next_one(frozen_store, tmp_path):
    app = present()
    first = data.current_edition()
    app.text_input(key="deck_pin").set_value("10/10/2026").run()
    app.button(key="deck_freeze").click().run()
    assert "Đã chốt bản" in app.info[0].value
    assert app.query_params["edition"] == "10/10/2026"
    wanted = {"edition": "10/10/2026", "area": "all"}
    before = deck_of(wanted)
    build_edition(frozen_store, changed_facts(tmp_path), who="tests", why="a month later")
    assert data.current_edition() != first
    assert figures(deck_of({"area": "all"})) != figures(before)
    after = deck_of(wanted)
    assert after.slides == before.slides
    assert after.edition == first
    assert "“10/10/2026”" in after.edition_label
    again = present()
    assert "10/10/2026" in words(again)
    again.text_input(key="deck_pin").set_value("10/10/2026").run()
    again.button(key="deck_freeze").click().run()
    assert "đã dùng cho bản khác" in again.info[0].value


def changed_facts(place):
    """The small facts with the target of 70 percent lowered."""
    facts = Path(shutil.copytree(SMALL_FACTS, place / "facts"))
    for path in (facts / "statements").glob("*.csv"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(",70,percent", ",45,percent"), encoding="utf-8")
    return facts


def figures(deck):
    return [one.chart for one in deck.slides if one.chart is not None]


def deck_of(params):
    messages.set_language("vi")
    deck_request.whole.__globals__["_whole"].clear()  # nothing kept from before
    asked = deck_request.request(params, base="http://127.0.0.1:8501/", today=date(2026, 10, 1))
    return deck_request.deck(asked, Edits())


@pytest.mark.usefixtures("store")
def test_nobody_else_is_offered_to_freeze(open_page):
    app = open_page()
    assert not [one for one in app.button if one.key == "deck_freeze"]
    assert any("chỉ xem" in one.value for one in app.caption)


@pytest.mark.usefixtures("store")
def test_the_code_leads_to_the_address_of_the_setting(monkeypatch):
    plain = deck_request.request({"near": "0"}, base="http://host:1/")
    assert plain.link == "http://host:1/tong-quan?near=0&province=37"
    commune = deck_request.request({"story": "commune", "unit": "13531"}, base="http://host:1/")
    assert commune.link == "http://host:1/ho-so-xa?unit=13531"
    monkeypatch.setenv(deck_request.ADDRESS_SETTING, "https://plans.example.vn/app/")
    everyone = deck_request.request({"area": "all"}, base="x")
    assert everyone.link == "https://plans.example.vn/app/tong-quan"
    monkeypatch.setenv(deck_request.ADDRESS_SETTING, "javascript:alert(1)")
    assert deck_request.request({}, base="http://host:1/").link == ""


@pytest.mark.usefixtures("store")
def test_a_saved_deck_holds_no_figures():
    saved = json.loads(deck_edits.save({"story": "group", "lang": "vi"}, Edits(off=("duel",))))
    assert saved["choices"] == {"story": "group", "lang": "vi"}
    assert saved["edits"] == {"off": ["duel"]}
    assert replace(Edits(), off=("duel",)) == deck_edits.from_dict(saved["edits"])
