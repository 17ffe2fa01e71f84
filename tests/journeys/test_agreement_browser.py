"""The agreement in a real browser: every screen of it, and an answer by keyboard."""

from pathlib import Path
from tests.journeys.waiting import next_page

import os
import pytest
import re
import requests


pytestmark = pytest.mark.journey

PICTURES = os.environ.get("COP_PICTURES")
PASSWORD = "Kettle-Bicycle-7"
CIRCLE = "tuesday-circle"

#: Who looks at what; the name is that of the picture. The rest is in test_pages.
SCREENS = [
    ("member", "", "agreement"),
    ("admin", "", ""),
    ("newcomer", "what-changed", ""),
    ("member", "what-changed", "what-changed"),
    ("member", "versions", ""),
    ("facilitator", "clauses", "write-rules"),
    ("facilitator", "put-in-force", "put-in-force"),
    ("facilitator", "who-has-answered", "who-has-answered"),
    ("facilitator", "agreement-script", "agreement-script"),
    ("facilitator", "change-audience", ""),
    ("facilitator", "edit", ""),
]


@pytest.fixture
def agreement(demo) -> str:
    """Return the address of the demo's agreement, as the home leads there."""
    home = requests.get(
        f"{demo}/{CIRCLE}/@cop-home",
        auth=("newcomer", PASSWORD),
        headers={"Accept": "application/json"},
    ).json()
    return next(
        row["url"].removesuffix("/what-changed")
        for row in home["waits_for_me"]
        if row["kind"] == "answer-agreement"
    )


def look(page, check_page, name: str) -> None:
    """Check a page, wide and narrow; keep a picture where somebody wants one."""
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        check_page(page)
        if PICTURES and name:
            target = Path(PICTURES) / f"{name}-{width}.png"
            page.screenshot(path=str(target), full_page=True)


def test_every_screen(visit, check_page, agreement):
    pages = {}
    for userid, path, name in SCREENS:
        if userid not in pages:
            pages[userid] = visit(userid)
        page = pages[userid]
        assert page.goto(f"{agreement}/{path}").status == 200, (userid, path)
        look(page, check_page, name)
    pages["facilitator"].goto(f"{agreement}/clauses")
    pages["facilitator"].click("text=Edit >> nth=0")
    check_page(pages["facilitator"])


def test_beginning(visit, check_page, demo):
    page = visit("mirela", "cercul-de-joi/about")
    with next_page(page):
        page.click("a:has-text('Start our agreement')")
    look(page, check_page, "")
    assert page.locator("button:has-text('Start our agreement')").count() == 1


def test_an_answer_by_keyboard_without_javascript(visit, check_page, agreement):
    looked = visit("latecomer", CIRCLE)
    look(looked, check_page, "we-wait-for-your-answer")
    assert looked.locator(".cop-latest").count() == 0
    page = visit("latecomer", CIRCLE, javascript=False, width=320)
    page.locator("a:has-text('Read it and answer')").press("Enter")
    page.wait_for_url(re.compile("what-changed"))
    button = page.locator("button:has-text('Yes, I will keep to it')")
    button.focus()
    with next_page(page):
        page.keyboard.press("Enter")
    page.wait_for_url(re.compile(f"{CIRCLE}$"))
    assert page.locator(".cop-awaited").count() == 0
    assert page.locator(".cop-latest li").count() > 0
