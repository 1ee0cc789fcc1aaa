"""A real app process on a store with the shipped facts, and a real Chromium in front of it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from dashboard.tour import CLOSED, COOKIE
from etl.paths import PROJECT_DIR, STORE_SETTING

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
HOME = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:")
PROBED = re.compile(r"127\.0\.0\.1:\d+/[^/]+/_stcore/(health|host-config)$")
START_SECONDS = 120
PATIENCE_MS = 90_000  # the build machine may be busy; a healthy page takes a second

# A skeleton stands where the browser still fetches the code of a widget, which Tab passes over.
SETTLED = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app && app.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-stale="true"],[data-testid="stSkeleton"]');
}"""


@dataclass
class Watch:
    """What a page asked for and complained about while a test drove it."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def outside(self) -> list[str]:
        return [url for url in self.requests if not url.startswith(HOME)]


@dataclass
class Visitor:
    """A person at a browser: opens addresses, waits until the app has finished drawing."""

    page: Page
    base: str
    watch: Watch

    def open(self, address: str = "/") -> Page:
        self.page.goto(self.base + address)
        return self.settle()

    def settle(self) -> Page:
        """Wait until the script has run and all it sent is drawn, the h1 included."""
        self.page.locator("h1").first.wait_for()
        self.page.wait_for_function(SETTLED)
        return self.page


@pytest.fixture(scope="session")
def app_url(store, tmp_path_factory):
    """Address of a running app on the shipped facts: "http://127.0.0.1:<port>"."""
    log = tmp_path_factory.mktemp("app") / "app.log"
    with running_app(store, log) as url:
        yield url


@contextmanager
def running_app(store: Path, log: Path, port: int | None = None) -> Iterator[str]:
    """The app as its users start it, on a free port, with its log in a file; gives its address."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    environment = {**os.environ, STORE_SETTING: str(store)}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=PROJECT_DIR, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/_stcore/health", process, log)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(health: str, process: subprocess.Popen, log: Path) -> None:
    """Wait until the app answers. Raises RuntimeError with its log when it does not."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(health, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the app did not start:\n{log.read_text(errors='replace')}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def chromium():
    """A headless Chromium: the machine's own, or the one Playwright brought."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


def launch(playwright: Playwright) -> Browser:
    """The machine's own Chromium, or the one Playwright brought, without a window."""
    found = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    return playwright.chromium.launch(executable_path=found, args=list(QUIET))


@pytest.fixture(scope="session")
def warm(chromium):
    """A browser profile that keeps the app's scripts from test to test, and nothing else."""
    context = new_context(chromium)
    yield context
    context.close()


@pytest.fixture
def visit(app_url, chromium, warm):
    """`visit(width=1440, dark=False, first=False)` -> Visitor without cookies or memory.

    A second visitor of a test has a profile of its own; `first` is a first visit, with the tour.
    Afterwards the test fails if anything left the machine, if the console showed an error, or if
    a page showed an exception.
    """
    visitors: list[Visitor] = []

    def start(
        width: int = 1440, height: int = 900, dark: bool = False, first: bool = False
    ) -> Visitor:
        context = new_context(chromium) if visitors else warm
        if not first:
            context.add_cookies([{"name": COOKIE, "value": CLOSED, "url": app_url}])
        visitor = open_page(context, app_url, width, height, dark)
        visitors.append(visitor)
        return visitor

    yield start
    crashes = 0
    for visitor in visitors:
        crashes += visitor.page.locator('[data-testid="stException"]').count()
        forget(visitor)
    for visitor in visitors[1:]:
        visitor.page.context.close()
    assert [url for visitor in visitors for url in visitor.watch.outside] == []
    assert [error for visitor in visitors for error in visitor.watch.errors] == []
    assert crashes == 0


def forget(visitor: Visitor) -> None:
    """Leave the profile as it was before the visitor: no page, no cookie, no memory."""
    context = visitor.page.context
    if visitor.page.url.startswith(visitor.base):
        visitor.page.evaluate("localStorage.clear()")
    for page in context.pages:
        page.close()
    context.clear_cookies()


def note_error(watch: Watch, message: ConsoleMessage) -> None:
    """Record an error of the console, but for Streamlit's own search for its base address.

    On `/khoang-cach` it first asks for `/khoang-cach/_stcore/health`, which is not there.
    """
    url = message.location.get("url", "")
    if message.type == "error" and not PROBED.search(url):
        watch.errors.append(f"{message.text} ({url})")


def new_visitor(browser: Browser, base: str, width: int, height: int, dark: bool) -> Visitor:
    """A returning reader with a browser profile of its own, for an app of the test's own."""
    context = new_context(browser)
    context.add_cookies([{"name": COOKIE, "value": CLOSED, "url": base}])
    return open_page(context, base, width, height, dark)


def new_context(browser: Browser) -> BrowserContext:
    context = browser.new_context(locale="vi-VN")
    context.set_default_timeout(PATIENCE_MS)
    return context


def open_page(context: BrowserContext, base: str, width: int, height: int, dark: bool) -> Visitor:
    """A window of a profile whose requests and console errors are recorded."""
    page, watch = context.new_page(), Watch()
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.on("request", lambda request: watch.requests.append(request.url))
    page.on("websocket", lambda socket: watch.requests.append(socket.url))
    page.on("pageerror", lambda error: watch.errors.append(str(error)))
    page.on("console", lambda message: note_error(watch, message))
    return Visitor(page, base, watch)
