"""The agenda of a meeting in a real browser: axe, 320 px, keyboard, no scripts."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from tests.journeys.rest import ask
from tests.journeys.waiting import next_page

import pytest


CIRCLE = "tuesday-circle"

SCREENS = [
    ("member", ""),
    ("facilitator", ""),
    ("member", "/agenda"),
    ("facilitator", "/agenda"),
    ("member", "/add-row"),
    ("teller", "/bring-story"),
    ("facilitator", "/change-row?row={first}"),
    ("member", "/agenda-suggestions"),
]


@pytest.fixture
def meeting(demo):
    """Yield the address of a meeting to come, and the ids of its three rows."""
    start = datetime.now(UTC).replace(microsecond=0) + timedelta(days=20)
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
        },
    )
    url = made["@id"]
    ask(demo, "facilitator", "POST", f"{url}/@workflow/share")
    rows = [
        ask(
            demo,
            "member",
            "POST",
            f"{url}/@agenda",
            kind="method",
            title=title,
            minutes=90,
            lead="teller",
            note="Bring a notebook, and shoes for a walk through the whole house.",
        )["id"]
        for title in ("Chairs", "Doors", "Tea")
    ]
    yield url, rows
    ask(demo, "facilitator", "DELETE", url)


def test_screens(visit, check_widths, meeting):
    url, rows = meeting
    pages = {}
    for who, page in SCREENS:
        if who not in pages:
            pages[who] = visit(who, "")
        answer = pages[who].goto(f"{url}{page.format(first=rows[0])}")
        assert answer.status == 200, (who, page)
        check_widths(pages[who])


def headings(page) -> list[str]:
    return [said.strip() for said in page.locator(".cop-agenda h3").all_inner_texts()]


def test_put_in_order_on_a_phone_without_scripts(visit, meeting):
    url, rows = meeting
    page = visit("facilitator", "", width=320, javascript=False)
    page.goto(f"{url}/agenda")
    assert page.get_by_text("60 min more than you have").is_visible()
    row = page.locator(f"#row-{rows[2]}")
    row.get_by_role("button", name="Up", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/agenda#row-*")
    assert headings(page) == ["Chairs", "Tea", "Doors"]


def test_a_suggestion_is_taken_by_keyboard(visit, meeting):
    url, rows = meeting
    page = visit("member", "", width=320)
    ask(url, "member", "DELETE", f"{url}/@agenda/{rows[0]}")
    page.goto(f"{url}/agenda-suggestions")
    page.get_by_role("button", name="Add this Welcome").focus()
    with next_page(page):
        page.keyboard.press("Enter")
    page.get_by_text("Added to the agenda: 1").wait_for()
    page.goto(f"{url}/agenda")
    assert headings(page) == ["Doors", "Tea", "Welcome"]
