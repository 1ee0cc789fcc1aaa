"""The HTML document says which language it is in before any script runs."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import streamlit

from dashboard import language
from dashboard.document import DocumentLanguage, translate

INDEX = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")


def run(answer):
    """Runs to the end in a thread of its own: Playwright keeps a loop in this one."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(asyncio.run, answer).result()


@pytest.mark.parametrize(
    ("params", "cookies", "expected"),
    [
        ({}, {}, "vi"),
        ({"lang": "en"}, {}, "en"),
        ({}, {"lang": "en"}, "en"),
        ({"lang": "vi"}, {"lang": "en"}, "vi"),
        ({"lang": "xx"}, {"lang": "also bad"}, "vi"),
    ],
)
def test_address_before_cookie_before_vietnamese(params, cookies, expected):
    assert language.pick(params, cookies) == expected


@pytest.mark.parametrize("chosen", ["vi", "en"])
def test_the_document_is_rewritten(chosen):
    document = translate(INDEX, chosen)
    assert f'<html lang="{chosen}">' in document
    assert "<title>Streamlit</title>" not in document
    assert "SourceSans" not in document
    assert document.count("<noscript>") == 1
    word = {"vi": "Đang mở…", "en": "Opening…"}[chosen]  # until the scripts draw
    assert re.search(rf'<div id="root"></div>.*role="status">{word}</p>', document)
    assert "agent/interact" not in document


HTML = (b"accept", b"text/html,*/*")
PAGE = "/phuong-phap"


def ask(headers, query=b"", content_type=b"text/html; charset=utf-8", method="GET", path=PAGE):
    """What the middleware sends for a request: the start message and the body."""
    seen, sent = {}, []

    async def inner(scope, receive, send):
        seen.update(scope)
        head = [(b"content-type", content_type), (b"content-length", b"5"), (b"etag", b"x")]
        await send({"type": "http.response.start", "status": 200, "headers": head})
        half = INDEX.encode()
        await send({"type": "http.response.body", "body": half[:99], "more_body": True})
        await send({"type": "http.response.body", "body": half[99:]})

    async def receive():
        return {"type": "http.request"}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": headers}
    scope["query_string"] = query
    run(DocumentLanguage(inner)(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return seen, dict(sent[0]["headers"]), body.decode()


def test_a_document_gets_language_cookie_and_headers():
    seen, headers, body = ask([HTML, (b"accept-encoding", b"gzip")], b"lang=en&year=2025")
    assert '<html lang="en">' in body
    assert headers[b"set-cookie"].startswith(b"lang=en; Path=/; SameSite=Lax")
    assert int(headers[b"content-length"]) == len(body.encode())
    assert b"etag" not in headers
    assert b"connect-src 'self'" in headers[b"content-security-policy"]
    assert (b"accept-encoding", b"gzip") not in seen["headers"]


def test_the_cookie_is_remembered_and_a_broken_one_does_no_harm():
    assert '<html lang="en">' in ask([HTML, (b"cookie", b"a=1; lang=en")])[2]
    assert '<html lang="vi">' in ask([HTML, (b"cookie", b'lang="\x00;;=')])[2]


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/x", "./khong-co-trang?lang=en&asked=%2Fx"),
        ("/a/b", "../khong-co-trang?lang=en&asked=%2Fa%2Fb"),
    ],
)
def test_an_address_of_no_page_leads_to_the_screen_that_says_so(path, location):
    _, headers, body = ask([HTML], b"lang=en&statement=1", path=path)
    assert headers[b"location"].decode() == location
    assert body == ""
    assert '<html lang="vi">' in ask([HTML], path="/khong-co-trang")[2]


def test_other_answers_pass_untouched():
    script = ask([HTML], content_type=b"text/javascript")
    assert script[2] == INDEX
    assert b"set-cookie" not in script[1]
    assert ask([(b"accept", b"*/*")])[2] == INDEX
    assert ask([HTML], method="POST")[2] == INDEX


def test_streamlits_own_words_are_translated_but_not_into_english():
    vietnamese, english = translate(INDEX, "vi"), translate(INDEX, "en")
    assert '["Clear all", "Bỏ chọn tất cả"]' in vietnamese
    assert "const phrases = []" in english
    assert vietnamese.count("<script>") == english.count("<script>")


def test_the_bare_address_leads_to_the_first_page():
    from dashboard import navigation

    sent = []

    async def inner(scope, receive, send):
        raise AssertionError("the request should have been answered")

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "headers": [HTML],
        "query_string": b"lang=en",
    }
    run(DocumentLanguage(inner)(scope, None, send))
    assert sent[0]["status"] == 307
    assert (
        dict(sent[0]["headers"])[b"location"]
        == f"./{navigation.entries()[0].url_path}?lang=en".encode()
    )
