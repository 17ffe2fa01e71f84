"""The pictures of the documentation, taken from a fresh demo: `make pictures`.

Each is a page as somebody of the demo sees it. When a page looks another way the
pictures are taken again; nobody cuts or draws anything by hand.
"""

from tests.journeys.conftest import ROOT
from tests.journeys.rest import ask
from tests.journeys.waiting import settle

import os
import pytest


IMAGES = ROOT / "docs/images"
HOME = "tuesday-circle"

#: Name, who looks at which page, how wide, and how much of it at most.
PICTURES = [
    ("my-place", "teller", "my-place", 1280, 1300),
    ("my-place-on-a-phone", "teller", "my-place", 390, 1100),
    ("community-home", "member", HOME, 1280, 1200),
    ("stories", "member", f"{HOME}/stories", 1280, 1200),
    ("share-story", "teller", "{private}/share-story", 1280, 1500),
    ("see-it-as", "teller", "{public}/see-it-as", 1280, 1200),
    ("review-story", "reviewer", "{pending}/review-story", 1280, 1900),
    ("board", "facilitator", "{grouping}/board", 1304, 960),
    ("give-dots", "member", "{voting}/vote", 1280, 1550),
    ("what-came-out", "member", "{closed}", 1304, 1180),
    ("meeting", "member", "{next}", 1280, 1400),
    ("whose-turn", "facilitator", "{next}/whose-turn", 1280, 1200),
    ("agenda-suggestions", "facilitator", "{next}/agenda-suggestions", 1280, 1200),
    ("after-the-meeting", "facilitator", "{last}/after", 390, 1700),
    ("agreement", "member", "{agreement}", 1280, 1600),
    ("what-changed", "member", "{agreement}/what-changed", 1280, 1550),
    ("write-rules", "facilitator", "{agreement}/clauses", 1280, 1500),
    ("put-in-force", "facilitator", "{agreement}/put-in-force", 1280, 2050),
    ("who-has-answered", "facilitator", "{agreement}/who-has-answered", 1280, 1300),
    ("agreement-script", "facilitator", "{agreement}/agreement-script", 1280, 1150),
    ("we-wait-for-your-answer", "latecomer", HOME, 1280, 1000),
]


#: Who wrote what, and the theme it was put in; the last one does not fit there.
TOPICS = [
    ("member", "How do we ask without asking for everything again?", "Asking"),
    ("kofi", "What to do when a school does not call back", "Asking"),
    ("teller", "Rest after a hard week", "Rest"),
    ("joana", "Closing times", "Rest"),
]


def grouped(demo) -> str:
    """Return the address of a round in which topics are being grouped."""
    made = {"@type": "leap.cop.TopicRound", "title": "What moves us this spring?"}
    url = ask(demo, "facilitator", "POST", HOME, **made)["@id"]
    ask(demo, "facilitator", "POST", f"{url}/@workflow/share")
    themes = {
        title: ask(demo, "facilitator", "POST", f"{url}/@themes", title=title)["id"]
        for title in ("Asking", "Rest")
    }
    said = {}
    for who, text, _theme in TOPICS:
        said[who] = ask(demo, who, "POST", f"{url}/@topics", text=text)["id"]
    ask(demo, "facilitator", "POST", f"{url}/@phase", phase="grouping")
    for who, _text, theme in TOPICS:
        put = {"theme": themes[theme]}
        ask(demo, "facilitator", "PATCH", f"{url}/@topics/{said[who]}", **put)
    words = {"objection": "It is about opening earlier."}
    ask(demo, "joana", "PATCH", f"{url}/@topics/{said['joana']}", **words)
    return url


@pytest.fixture
def places(demo) -> dict[str, str]:
    """Return the paths in the demo that have no name of their own."""
    told = ask(demo, "teller", "GET", "@my-stories?b_size=50")["items"]
    found = {row["review_state"]: row["@id"] for row in told}
    for row in ask(demo, "facilitator", "GET", f"{HOME}/@rounds")["items"]:
        found.setdefault(row["phase"], row["@id"])
    for name, when in (("next", "next"), ("last", "past")):
        rows = ask(demo, "facilitator", "GET", f"{HOME}/@meetings?when={when}")["items"]
        held = [row["@id"] for row in rows if row["phase"] in ("planned", "held")]
        found[name] = held[0]
    waits = ask(demo, "newcomer", "GET", f"{HOME}/@cop-home")["waits_for_me"]
    [answer] = [row["url"] for row in waits if row["kind"] == "answer-agreement"]
    found["agreement"] = answer.removesuffix("/what-changed")
    found["grouping"] = grouped(demo)
    return {name: url.split("/cop/")[1] for name, url in found.items()}


@pytest.mark.skipif(
    "DOCS_PICTURES" not in os.environ, reason="Only taken by `make pictures`."
)
def test_pictures(visit, demo, places):
    pages = {}
    for name, userid, path, width, height in PICTURES:
        page = pages.setdefault(userid, None) or visit(userid, "")
        pages[userid] = page
        page.set_viewport_size({"width": width, "height": 900})
        answer = page.goto(f"{demo}/{path.format(**places)}", wait_until="load")
        assert answer.status == 200, (name, path)
        settle(page)
        # What stays at the lower edge of the screen stands at the picture's.
        whole = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": min(height, whole)})
        page.screenshot(path=str(IMAGES / f"{name}.png"))
