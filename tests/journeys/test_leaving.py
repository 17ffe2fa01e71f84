"""Leaving well, in a real browser: by axe, at 320 px, without JavaScript."""

from pathlib import Path
from tests.journeys.waiting import next_page

import os
import pytest
import requests


pytestmark = pytest.mark.journey

PICTURES = os.environ.get("COP_PICTURES")
PASSWORD = "Kettle-Bicycle-7"
CIRCLE = "tuesday-circle"


@pytest.fixture
def look(check_page):
    """Check a page at both widths; keep pictures of it where they are wanted."""

    def at_both(page, name):
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 900})
            check_page(page)
            if PICTURES:
                target = Path(PICTURES) / f"leaving-{name}-{width}.png"
                page.screenshot(path=target, full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})

    return at_both


def tell(demo, userid, title):
    session = requests.Session()
    session.auth = (userid, PASSWORD)
    session.headers["Accept"] = "application/json"
    body = {
        "@type": "leap.cop.Story",
        "title": title,
        "learning": {"data": "<p>Tea.</p>"},
    }
    told = session.post(f"{demo}/{CIRCLE}", json=body)
    assert told.status_code == 201, told.text
    body = {"level": "community", "attribution": "name"}
    shared = session.post(f"{told.json()['@id']}/@consent", json=body)
    assert shared.status_code == 200, shared.text


@pytest.mark.parametrize("javascript", [True, False])
def test_leaving_with_a_link(demo, visit, look, javascript):
    userid = "joana" if javascript else "kofi"
    tell(demo, userid, "A kettle in the hall")
    name = "js" if javascript else "plain"
    page = visit(userid, f"{CIRCLE}/leave-community", javascript=javascript)
    if javascript:
        look(page, f"{name}-choose")
    page.get_by_label("Keep it, without my name").first.check()
    page.get_by_label("Show me a link to my stories once I have left").check()
    with next_page(page):
        page.get_by_role("button", name="Continue").click()
    assert "stays, without your name" in page.inner_text("main, #content")
    if javascript:
        look(page, f"{name}-confirm")
    with next_page(page):
        page.get_by_role("button", name="Leave").click()
    link = page.inner_text("#cop-own-link")
    if javascript:
        look(page, f"{name}-left")
    page = visit(None, link.removeprefix(f"{demo}/"), javascript=javascript)
    if javascript:
        look(page, f"{name}-link")
    with next_page(page):
        page.get_by_role("button", name="Take it back").first.click()
    assert "Only you can read it now." in page.inner_text("body")
    with next_page(page):
        page.get_by_role("button", name="Switch this link off").click()
    assert "This link no longer works" in page.inner_text("h1")
    if javascript:
        look(page, f"{name}-over")


def test_who_could_read_a_story_and_when(demo, visit, look):
    session = requests.Session()
    session.auth = ("facilitator", PASSWORD)
    session.headers["Accept"] = "application/json"
    body = {"safeguarding_person": "member"}
    assert session.patch(f"{demo}/{CIRCLE}", json=body).status_code == 204
    [story, *_rest] = session.get(f"{demo}/@story-library?audience=public").json()[
        "items"
    ]
    path = story["@id"].removeprefix(f"{demo}/")
    page = visit("member", path)
    with next_page(page):
        page.get_by_role("link", name="Who could read this story, and when").click()
    assert "Everybody with an account on the site" in page.inner_text("table")
    look(page, "readers")
