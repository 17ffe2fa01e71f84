"""A demo site as a newcomer starts it, and a real browser in front of it.

The site is made and served by `scripts/start.py`, once for all journeys, so that the
first thing a newcomer runs is under test as well.
"""

from axe_playwright_python.sync_playwright import Axe
from pathlib import Path
from playwright.sync_api import expect
from playwright.sync_api import sync_playwright
from tests.journeys.waiting import next_page
from tests.journeys.waiting import PATIENCE
from tests.journeys.waiting import settle
from tests.journeys.waiting import SETTLED

import json
import os
import pytest
import shutil
import socket
import subprocess
import sys
import time


ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "Kettle-Bicycle-7"
BASELINE = Path(__file__).with_name("axe-baseline.json")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

expect.set_options(timeout=PATIENCE * 1000)

#: How long a demo may take to be made, in seconds.
MAKING = 900

CHROMIUM = shutil.which(os.environ.get("CHROMIUM") or "chromium")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """Yield the address of a freshly made demo site."""
    home = tmp_path_factory.mktemp("demo")
    port = free_port()
    log = home / "start.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "scripts/start.py"), "--home", str(home / "i")],
            env={**os.environ, "PORT": str(port), "DEMO_PASSWORD": PASSWORD},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            until = time.monotonic() + MAKING
            while "The demo is ready" not in log.read_text():
                if process.poll() is not None or time.monotonic() > until:
                    raise AssertionError(log.read_text())
                time.sleep(0.5)
            yield f"http://localhost:{port}/cop"
        finally:
            process.terminate()
            try:
                process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture(scope="session")
def chromium():
    """Yield a real browser."""
    if not CHROMIUM:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("No Chromium was found, and REQUIRE_BROWSER is set.")
        pytest.skip("No Chromium was found: the journeys need a real browser.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def logged_in(demo, chromium):
    """Give a function that logs somebody in, once, and returns what a browser keeps."""
    kept = {}

    def storage(userid: str) -> dict:
        if userid not in kept:
            context = chromium.new_context(java_script_enabled=False, locale="en-GB")
            page = context.new_page()
            page.set_default_timeout(PATIENCE * 1000)
            page.goto(f"{demo}/login")
            page.fill("#__ac_name", userid)
            page.fill("#__ac_password", PASSWORD)
            with next_page(page):
                page.click("#buttons-login, [name='buttons.login']")
            kept[userid] = context.storage_state()
            assert "__ac" in {cookie["name"] for cookie in kept[userid]["cookies"]}
            context.close()
        return kept[userid]

    return storage


@pytest.fixture
def visit(demo, chromium, logged_in):
    """Return a function that opens a page as somebody, in a browser of their own."""
    contexts = []

    def open_page(userid: str | None, path: str = "", *, javascript=True, width=1280):
        context = chromium.new_context(
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            locale="en-GB",
            storage_state=None if userid is None else logged_in(userid),
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.goto(f"{demo}/{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()


#: True, once what a page had to do before it was asked is done.
TURN = "() => new Promise((done) => setTimeout(() => done(true)))"


@pytest.fixture
def watched(visit):
    """Give a function that opens a page, and one that says what policies kept back."""
    said: list[str] = []
    pages = []

    def open_page(userid, path=""):
        page = visit(userid, path)
        pages.append(page)
        page.on("console", lambda message: note(message.text))
        page.add_init_script(
            "addEventListener('securitypolicyviolation', (event) => console.error("
            "'Content Security Policy', event.violatedDirective, event.blockedURI))"
        )
        return page

    def note(text: str) -> None:
        if "Content Security Policy" in text:
            said.append(text)

    def kept_back() -> list[str]:
        for page in pages:
            settle(page)
            # What was said before this answer was said to us before it, too.
            page.wait_for_function(TURN)
        return said

    open_page.kept_back = kept_back
    return open_page


#: Where Plone's own chrome has findings, by rule: measured on stock pages of the demo.
STOCK = json.loads(BASELINE.read_text())

INSIDE = """([target, places]) => {
    const found = [...document.querySelectorAll(target)];
    return found.some((node) => places.some((place) => node.closest(place)));
}"""


def violations(page) -> list[tuple[str, str, str]]:
    """Return what axe finds on a page beyond Plone's own chrome: rule, place, HTML."""
    options = {"runOnly": {"type": "tag", "values": WCAG}}
    found = Axe().run(page, options=options).response["violations"]
    new = []
    for rule in found:
        places = STOCK.get(rule["id"], [])
        for node in rule["nodes"]:
            target = node["target"][0]
            if not page.evaluate(INSIDE, [target, places]):
                new.append((rule["id"], target, node["html"][:120]))
    return new


def settled_violations(page) -> list[tuple[str, str, str]]:
    """Return what axe finds while no editor is being put up or begins to spin again."""
    for _patience in range(5):
        settle(page)
        found = violations(page)
        if page.evaluate(f"({SETTLED})()"):
            break
    return found


@pytest.fixture
def check_page(demo):
    """Return a function that looks at a page as everybody has to: axe, width, words."""

    def check(page):
        new = settled_violations(page)
        assert not new, (page.url, new)
        wide = page.evaluate(
            "document.documentElement.scrollWidth > window.innerWidth + 1"
        )
        assert not wide, f"{page.url} scrolls sideways"

    return check


@pytest.fixture
def check_widths(check_page):
    """Return a function that looks at a page that is there, wide and on a phone."""

    def check(page):
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            check_page(page)

    return check
