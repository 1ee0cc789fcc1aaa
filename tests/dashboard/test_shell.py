"""Every page draws, in both languages and under every kind of choice, with nothing but words."""

import pytest
from streamlit.testing.v1 import AppTest

import messages
from dashboard import navigation
from etl.paths import PROJECT_DIR, STORE_SETTING

SHELL = PROJECT_DIR / "dashboard" / "shell.py"
CHOICES = {
    "everything": {},
    "one province": {"province": "37"},
    "one commune without a code": {"commune": "nghi-xuan-area-2025"},
    "a commune that has joined another": {"commune": "16144"},
    "a plan with nearly no numbers": {"commune": "11239", "near": "0"},
    "nothing left": {"province": "31", "year": "2024"},
    "exact pairs, median, province": {"near": "0", "ref": "median_peer", "scope": "province"},
    "against one plan": {"ref": "plan", "ref_plan": "binh-giang-2025", "group": "government"},
    "against no plan yet": {"ref": "plan"},
    "against official values": {"ref": "official"},
    "against the ceiling": {"ref": "ceiling", "group": "security,data"},
    "nonsense": {"province": "x", "year": "y", "ref": "z", "statement": "no such number"},
}

USUAL = {"everything", "one commune without a code", "nothing left", "against official values"}


@pytest.fixture(autouse=True)
def vietnamese_again():
    yield
    messages.set_language("vi")


def run(module, params, lang="vi"):
    messages.set_language(lang)  # AppTest reads the options of a list outside the run
    app = AppTest.from_file(str(SHELL), default_timeout=60)
    for name, value in {**params, "lang": lang}.items():
        app.query_params[name] = value
    entry = navigation.entry(module)
    app.run()
    app.switch_page(str(entry.path))
    return app.run()


def choices():
    """Those that reach other branches in every run, the rest in the thorough one."""
    rest = pytest.mark.thorough
    return [name if name in USUAL else pytest.param(name, marks=rest) for name in CHOICES]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("choice", choices())
@pytest.mark.parametrize("module", [entry.module for entry in navigation.entries()])
def test_a_page_draws_under_every_choice(module, choice):
    app = run(module, CHOICES[choice])
    assert not app.exception
    assert len(app.title) == 1
    guides = [caption.value for caption in app.caption if caption.value.startswith("**Cách đọc:**")]
    assert len(guides) == len(app.get("plotly_chart"))
    assert all(len(guide) > 40 for guide in guides)


@pytest.mark.usefixtures("store")
def test_where_nothing_matches_one_click_clears_the_choice():
    app = run("gap", CHOICES["nothing left"])
    app.button(key="clear_here").click().run()
    assert not app.exception
    assert len(app.get("plotly_chart")) > 1
    assert "clear_here" not in [button.key for button in app.button]


@pytest.mark.usefixtures("store")
def test_what_an_address_means_nothing_by_is_said_once():
    app = AppTest.from_file(str(SHELL), default_timeout=60)
    app.query_params["province"], app.query_params["ref"] = "99", "abc"
    app.run()
    (said,) = [toast.value.replace("\\", "") for toast in app.toast]
    assert "So với “abc”; Tỉnh, thành phố “99”." in said


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("module", [entry.module for entry in navigation.entries()])
def test_a_page_draws_in_english(module):
    app = run(module, {}, "en")
    assert not app.exception
    assert len(app.title) == 1


def test_without_an_edition_there_is_a_screen_that_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setenv(STORE_SETTING, str(tmp_path))
    app = AppTest.from_file(str(SHELL)).run()
    assert not app.exception
    assert [title.value for title in app.title] == ["Chưa có dữ liệu để xem"]
    assert "python -m etl build" in app.code[0].value
