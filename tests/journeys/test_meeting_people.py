"""Who comes, whose turn it is and who was here, in a real browser: axe, 320 px."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from tests.journeys.rest import ask
from tests.journeys.waiting import next_page

import pytest


CIRCLE = "tuesday-circle"

SCREENS = [
    ("member", "next", ""),
    ("facilitator", "next", ""),
    ("member", "next", "/who-comes"),
    ("facilitator", "next", "/who-comes"),
    ("member", "next", "/will-you-come"),
    ("member", "next", "/whose-turn"),
    ("facilitator", "next", "/whose-turn"),
    ("member", "last", ""),
    ("facilitator", "last", ""),
    ("facilitator", "last", "/who-was-here"),
    ("facilitator", "last", "/who-was-here?act=fill"),
]


@pytest.fixture(scope="module")
def meetings(demo):
    """Return the addresses of a meeting to come and of one that has begun."""
    found, now = {}, datetime.now(UTC).replace(microsecond=0)
    for name, start in {
        "next": now + timedelta(days=9),
        "last": now - timedelta(hours=1),
    }.items():
        made = ask(
            demo,
            "facilitator",
            "POST",
            CIRCLE,
            **{
                "@type": "leap.cop.Meeting",
                "title": "Listening well",
                "start": start.isoformat(),
                "timezone": "Europe/London",
                "mode": "both",
                "room_for": 12,
            },
        )
        url = found[name] = made["@id"]
        ask(demo, "facilitator", "POST", f"{url}/@workflow/share")
        ask(demo, "teller", "PUT", f"{url}/@rsvp", answer="yes", how="online")
        ask(demo, "facilitator", "PUT", f"{url}/@rsvp", answer="yes")
    turns = f"{found['next']}/@turns"
    ask(demo, "facilitator", "PATCH", turns, host={"userid": "teller"})
    ask(demo, "teller", "PATCH", turns, host="accept")
    ask(demo, "facilitator", "PATCH", turns, chair={"userid": "member"})
    return found


def test_screens(visit, check_widths, demo, meetings):
    pages = {}
    for who, name, page in SCREENS:
        if who not in pages:
            pages[who] = visit(who, "")
        answer = pages[who].goto(f"{meetings[name]}{page}")
        assert answer.status == 200, (who, page)
        check_widths(pages[who])


def test_one_answers_by_keyboard(visit, meetings):
    page = visit("member", "", width=320)
    page.goto(meetings["next"])
    page.get_by_role("button", name="Perhaps", exact=True).focus()
    with next_page(page):
        page.keyboard.press("Enter")
    page.get_by_text("You said “perhaps”.").wait_for()


def test_who_was_here_is_noted_on_a_phone(visit, meetings):
    page = visit("facilitator", "", width=320)
    page.goto(f"{meetings['last']}/who-was-here")
    assert page.locator("input[type=radio]:checked").count() == 0
    with next_page(page):
        page.get_by_role(
            "button", name="Mark everybody who said yes as present"
        ).click()
    page.get_by_text("Not saved yet.").wait_for()
    assert page.locator("input[type=radio]:checked").count() == 2
    with next_page(page):
        page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("You were there.").wait_for()
