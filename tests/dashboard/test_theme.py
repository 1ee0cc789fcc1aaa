"""Colours can be told from the page and from each other, and cells can be read."""

import itertools
import tomllib

import pytest

from dashboard import theme
from etl.paths import PROJECT_DIR


@pytest.mark.parametrize("dark", [False, True])
def test_series_stand_out_from_the_page(dark):
    weak = [c for c in (*theme.SERIES, theme.MUTED) if theme.contrast(c, theme.surface(dark)) < 3]
    assert weak == []


@pytest.mark.parametrize("scale", [theme.DIVERGING, theme.SEQUENTIAL])
def test_text_in_a_cell_can_be_read_everywhere_on_a_scale(scale):
    for step in range(101):
        colour = theme.colour_at(scale, step / 100)
        assert theme.contrast(colour, theme.text_on(colour)) >= 4.5, (step, colour)


def test_colours_of_a_scale_are_clipped():
    assert theme.colour_at(theme.DIVERGING, -1) == theme.DIVERGING[0][1]
    assert theme.colour_at(theme.DIVERGING, 2) == theme.DIVERGING[-1][1]


def test_no_series_is_red():
    def is_red(colour):
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        return red > 150 and green < 90 and blue < 90

    assert not any(is_red(colour) for colour in theme.SERIES)
    assert len(set(theme.SERIES)) == len(theme.SERIES)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_text_of_the_page_theme_has_contrast(mode):
    config = tomllib.loads((PROJECT_DIR / ".streamlit/config.toml").read_text(encoding="utf-8"))
    colours = config["theme"][mode]
    grounds = [colours["backgroundColor"], colours["secondaryBackgroundColor"]]
    grounds += list(colours["sidebar"].values())
    words = [colours["textColor"], colours["linkColor"], colours["grayColor"]]
    for ground, word in itertools.product(grounds, words):
        assert theme.contrast(ground, word) >= 4.5, (ground, word)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_primary_button_is_seen_and_its_white_words_are_read(mode):
    config = tomllib.loads((PROJECT_DIR / ".streamlit/config.toml").read_text(encoding="utf-8"))
    colours = config["theme"][mode]
    assert theme.contrast(colours["primaryColor"], "#FFFFFF") >= 4.5
    assert theme.contrast(colours["primaryColor"], colours["backgroundColor"]) >= 3


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_captions_which_streamlit_fades_to_60_percent_have_contrast(mode):
    config = tomllib.loads((PROJECT_DIR / ".streamlit/config.toml").read_text(encoding="utf-8"))
    colours = config["theme"][mode]
    for ground in (colours["backgroundColor"], colours["sidebar"]["backgroundColor"]):
        faded = theme.colour_at(((0.0, ground), (1.0, colours["textColor"])), 0.6)
        assert theme.contrast(ground, faded) >= 4.5


def test_the_chart_theme_uses_the_page_background():
    config = tomllib.loads((PROJECT_DIR / ".streamlit/config.toml").read_text(encoding="utf-8"))
    for dark, mode in ((False, "light"), (True, "dark")):
        assert theme.surface(dark) == config["theme"][mode]["backgroundColor"]


def test_templates_differ_by_theme_and_cannot_be_zoomed_by_a_wheel():
    light, dark = theme.template(False), theme.template(True)
    assert light.layout.font.color != dark.layout.font.color
    assert light.layout.xaxis.fixedrange is True
