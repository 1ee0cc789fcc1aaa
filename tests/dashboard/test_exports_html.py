"""The offline file: small enough, asks for nothing, runs only its own scripts, escapes data."""

import base64
import hashlib
import json
import re
from datetime import date

import pytest

import messages
from dashboard import routes
from dashboard.deck import Bars, Cell, Deck, Dots, Grid, Series, Slide, Slopes, Table
from dashboard.exports import html_deck, html_page, qr

HOSTILE = "</script><script>alert(1)</script>\u2028 & \"'"
SCRIPT = re.compile(r"<script>(.*?)</script>", re.S)
DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.S)


def series(name, values, tone="accent"):
    texts = tuple("không có" if value is None else f"{value}%" for value in values)
    return Series(name, tuple(values), texts, tone)


def hostile_deck():
    """Every kind of slide and chart, with words that would like to be markup."""
    charts = (
        Bars((HOSTILE, "b"), (series(HOSTILE, (50.0, None)),), highest=100.0),
        Bars(("a", "b"), (series("x", (1.0, 2.0), "less"), series("y", (3.0, 0.0), "more")), True),
        Dots((HOSTILE, "b"), (series("x", (10.0, 90.0)), series("y", (60.0, 90.0), "less"))),
        Slopes(
            (HOSTILE, "b"),
            series("2025", (10.0, 90.0)),
            series("2026", (60.0, 90.0)),
            ("raised", "at_ceiling"),
        ),
        Grid(HOSTILE, (HOSTILE,), (HOSTILE,), ((Cell(HOSTILE, "#12547F"),),)),
    )
    slides = [Slide("opening", "opening", HOSTILE, body=(HOSTILE,), notes=(HOSTILE,))]
    slides += [
        Slide(f"slide_{'abcde'[place]}", "picture", HOSTILE, chart=chart, summary=HOSTILE,
              caption=HOSTILE, notes=("method",))
        for place, chart in enumerate(charts)
    ]  # fmt: skip
    slides.append(Slide("t", "table", HOSTILE, table=Table((HOSTILE,), ((HOSTILE,),))))
    slides.append(Slide("p", "points", HOSTILE, body=(HOSTILE,)))
    slides.append(Slide("closing", "closing", HOSTILE))
    link = "http://127.0.0.1:8501/tong-quan?lang=vi"
    return Deck(HOSTILE, HOSTILE, "vi", "e", HOSTILE, HOSTILE, date(2027, 10, 10), HOSTILE, link,
                tuple(slides))  # fmt: skip


@pytest.fixture(scope="module")
def html():
    messages.set_language("vi")
    return html_deck.html(hostile_deck())


def test_the_file_is_small_enough_and_names_its_language(html):
    assert len(html.encode()) < html_page.MAX_BYTES
    assert html.startswith('<!doctype html><html lang="vi">')


def test_only_the_two_scripts_of_the_file_may_run(html):
    scripts = SCRIPT.findall(html)
    assert len(scripts) == 2
    hashes = {
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in scripts
    }
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html).group(1)
    allowed = re.search(r"script-src ([^;]*);", policy).group(1)
    assert set(allowed.split()) == hashes
    assert "default-src 'none'" in policy
    assert "http" not in policy


def test_words_from_data_are_never_markup(html):
    rest = SCRIPT.sub("", DATA.sub("", html))
    assert "<script" not in rest
    assert "alert(1)</script>" not in rest
    data = json.loads(DATA.search(html).group(1))
    assert data["titles"][0] == HOSTILE
    assert len(data["charts"]) == 4
    assert set(data["templates"]) == {"light", "dark"}
    labels = data["charts"][0]["layout"]["yaxis"]["ticktext"]
    assert "&lt;script&gt;" in "".join(labels).replace("<br>", "")


def test_the_code_is_made_here():
    assert qr.svg("http://127.0.0.1/").startswith("<svg")
    assert qr.png("http://127.0.0.1/").startswith(b"\x89PNG")
    assert "http" not in qr.svg("http://127.0.0.1/").replace("http://www.w3.org/2000/svg", "")


class Asked:
    """What the route reads of a request."""

    def __init__(self, query, cookies=None):
        self.query_params, self.cookies = query, cookies or {}
        self.base_url = "http://127.0.0.1:8501/"


@pytest.mark.usefixtures("store")
def test_the_route_gives_the_deck_of_the_address_in_its_language():
    answer = routes.present(Asked({"story": "change", "lang": "en"}))
    text = answer.body.decode()
    assert answer.status_code == 200
    assert '<html lang="en">' in text
    assert "later plans beside earlier ones" in text
    assert answer.headers["content-security-policy"] == "frame-ancestors 'self'"
    messages.set_language("vi")


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ({"deck": "zzz"}, 400, "không phải là bài trình bày"),
        ({"edition": "<script>"}, 404, "&lt;script&gt;"),
        ({"story": "x", "area": "y", "unit": "z", "topic": "q", "day": "32", "year": "a"}, 200, ""),
    ],
)
def test_a_strange_address_gets_a_sentence_or_the_default(query, status, words):
    answer = routes.present(Asked(query))
    assert answer.status_code == status
    assert words in answer.body.decode()
    assert "Traceback" not in answer.body.decode()
