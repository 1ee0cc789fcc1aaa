"""The first visit: three steps, back and forth, closed by one click, opened again by another."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import tour
from etl.paths import PROJECT_DIR
from messages import t

SHELL = str(PROJECT_DIR / "dashboard" / "shell.py")
HOME = str(PROJECT_DIR / "pages" / "overview.py")


@pytest.fixture
def app(store):
    return AppTest.from_file(SHELL, default_timeout=60).run().switch_page(HOME).run()


def buttons(app):
    return [button.key for button in app.main.button if button.key.startswith("tour_")]


def told(app):
    steps = [t(f"tour.step.{step}") for step in tour.STEPS]
    shown = [text.value.replace("\\", "") for text in app.main.markdown]
    return [step for step, words in enumerate(steps) if any(words in text for text in shown)]


def test_three_steps_forth_and_back(app):
    assert told(app) == [0]
    assert buttons(app) == ["tour_next", "tour_close"]
    app.button("tour_next").click().run()
    assert told(app) == [1]
    app.button("tour_next").click().run()
    assert told(app) == [2]
    assert buttons(app) == ["tour_back", "tour_close"]
    app.button("tour_back").click().run()
    assert told(app) == [1]


def test_closed_at_any_step_and_opened_again_at_the_first(app):
    app.button("tour_next").click().run()
    app.button("tour_close").click().run()
    assert told(app) == []
    assert app.run().title and told(app) == []
    app.button("tour_open").click().run()
    assert told(app) == [0]


def test_the_script_of_the_document_knows_the_button_and_the_cookie():
    script = (PROJECT_DIR / "static" / "document.js").read_text(encoding="utf-8")
    assert f".st-key-{tour.CLOSE} button" in script
    assert f'document.cookie = "{tour.COOKIE}={tour.CLOSED};' in script
