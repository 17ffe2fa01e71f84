"""A round up to the vote in a real browser: with and without JavaScript, by keyboard,
with the mouse, on a small screen, and when saving does not work.
"""

from playwright.sync_api import expect
from tests.journeys.conftest import PASSWORD
from tests.journeys.waiting import eventually
from tests.journeys.waiting import next_page

import base64
import json
import pytest
import re
import urllib.request


COMMUNITY = "tuesday-circle"
WORDS = (
    ("member", "How do we ask without asking for everything again?"),
    ("teller", "Rest after a hard week"),
    ("facilitator", "Schools that do not call back"),
)


@pytest.fixture
def call(demo):
    """Return a function that asks the demo's REST as somebody."""

    def ask(userid: str, method: str, path: str, body: dict | None = None):
        url = path if path.startswith("http") else f"{demo}/{path}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, method=method, data=data)
        token = base64.b64encode(f"{userid}:{PASSWORD}".encode()).decode()
        request.add_header("Authorization", f"Basic {token}")
        request.add_header("Accept", "application/json")
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    return ask


class Round:
    """A round in the demo, with three topics and two themes."""

    def __init__(self, call, demo: str, **fields) -> None:
        self.call = call
        body = {"@type": "leap.cop.TopicRound", "title": "What shall we do?", **fields}
        self.url = call("facilitator", "POST", COMMUNITY, body)["@id"]
        self.path = self.url.removeprefix(f"{demo}/")
        call("facilitator", "POST", f"{self.url}/@workflow/share", {})
        self.topics = [
            call(userid, "POST", f"{self.url}/@topics", {"text": text})["id"]
            for userid, text in WORDS
        ]
        self.themes = [
            call("facilitator", "POST", f"{self.url}/@themes", {"title": title})["id"]
            for title in ("Asking", "Rest")
        ]

    def places(self) -> list:
        """Return the number of its theme for each topic, None for none."""
        rows = self.call("facilitator", "GET", f"{self.url}/@topics")["items"]
        places = {row["id"]: row["theme"] for row in rows}
        return [
            self.themes.index(places[topic]) if places[topic] else None
            for topic in self.topics
        ]

    def go(self, phase: str) -> None:
        """Take it on."""
        self.call("facilitator", "POST", f"{self.url}/@phase", {"phase": phase})


@pytest.fixture
def a_round(call, demo):
    """Return a round in the demo."""
    return Round(call, demo)


def card(page, found, number: int):
    return page.locator(f"[data-topic='{found.topics[number]}']")


def column(page, found, number: int | None):
    theme = "" if number is None else found.themes[number]
    return page.locator(f"[data-theme='{theme}']")


def grip(page, found, number: int):
    return card(page, found, number).locator(".cop-grip")


def drag(page, found, number: int, to: int | None) -> None:
    """Take a topic at its words, where people take it.

    On a screen that shows all of the board: a page that scrolls between the button
    going down and the mouse moving puts another card under the mouse.
    """
    page.set_viewport_size({"width": 1280, "height": 1800})
    words = card(page, found, number).locator(".cop-topic-text")
    words.drag_to(column(page, found, to))


def saved(page):
    expect(page.locator("[data-board-status]")).to_have_text("All moves are saved.")


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_from_the_first_topic_to_the_vote(visit, javascript):
    def open_as(userid, path):
        return visit(userid, path, javascript=javascript)

    page = open_as("facilitator", f"{COMMUNITY}/++add++leap.cop.TopicRound")
    page.get_by_label("Title").first.fill("What moves us")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What moves us")
    with next_page(page):
        page.get_by_role("button", name="Show to members").click()
    url = page.url
    path = url.split("/cop/")[1]

    member = open_as("member", path)
    for text in ("Listening first", "Closing times"):
        member.get_by_role("textbox", name="What do you want to talk").fill(text)
        with next_page(member):
            member.get_by_role("button", name="Add this topic").click()
        expect(member.get_by_text("Thank you. Your topic is in.")).to_be_visible()

    with next_page(page):
        page.get_by_role("link", name="Go on to grouping").click()
    with next_page(page):
        page.get_by_role("button", name="Go on to grouping").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The board")
    page.get_by_label("Title").last.fill("Listening")
    with next_page(page):
        page.get_by_role("button", name="Add this theme").click()
    with next_page(page):
        page.get_by_text("More: Closing times").click()
        page.get_by_role("button", name=re.compile("Make it a theme.*Closing")).click()
    box = page.locator(".cop-board-card").filter(has_text="Listening first")
    box.get_by_role("combobox", name="Theme").select_option(label="Closing times")
    if javascript:
        saved(page)
    else:
        with next_page(page):
            page.get_by_role("button", name="Save", exact=True).first.click()
        expect(page.get_by_text("The board has been saved.")).to_be_visible()

    member.goto(url)
    row = member.locator(".cop-topics > li").filter(has_text="Listening first")
    expect(row).to_contain_text("In theme: Closing times")
    row.get_by_text("It does not fit").click()
    row.get_by_label("Where would it fit better").fill("It is about listening")
    row.get_by_role("button", name="Tell the facilitators").click()
    expect(
        member.get_by_text("The facilitators will read what you said.")
    ).to_be_visible()

    page.goto(f"{url}/go-on")
    expect(page.get_by_text("It is about listening")).to_be_visible()
    with next_page(page):
        page.get_by_role("link", name="Look at them on the board").click()
    box = page.locator(".cop-board-card").filter(has_text="Listening first")
    expect(box).to_contain_text("It is about listening")
    box.get_by_role("combobox", name="Theme").select_option(label="Listening")
    if javascript:
        saved(page)
    else:
        with next_page(page):
            page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("It is about listening")).to_have_count(0)

    page.goto(f"{url}/go-on")
    expect(page.get_by_text("at this moment (12)")).to_be_visible()
    with next_page(page):
        page.get_by_role("button", name="Open the vote").click()
    expect(page.get_by_text("Voted: 0 of 12")).to_be_visible()
    member.goto(url)
    expect(member.get_by_role("link", name="Give your dots")).to_be_visible()


def test_topics_are_dragged(visit, a_round):
    page = visit("facilitator", f"{a_round.path}/board")
    drag(page, a_round, 0, 0)
    saved(page)
    drag(page, a_round, 1, 1)
    drag(page, a_round, 2, 1)
    saved(page)
    expect(column(page, a_round, 1).locator(".cop-board-card")).to_have_count(2)
    expect(card(page, a_round, 2).locator("select")).to_have_value(a_round.themes[1])
    eventually(a_round.places, [0, 1, 1])
    drag(page, a_round, 0, None)
    saved(page)
    eventually(a_round.places, [None, 1, 1])


def test_topics_are_carried_by_a_finger_on_their_grip(visit, a_round):
    page = visit("facilitator", f"{a_round.path}/board")
    page.set_viewport_size({"width": 1280, "height": 1800})
    touch = page.context.new_cdp_session(page)

    def finger(what: str, *place: float) -> None:
        points = [{"x": place[0], "y": place[1]}] if place else []
        sent = {"type": what, "touchPoints": points}
        touch.send("Input.dispatchTouchEvent", sent)

    def middle(found) -> tuple[float, float]:
        box = found.bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    handle = grip(page, a_round, 0)
    handle.scroll_into_view_if_needed()
    x, y = middle(handle)
    to_x, to_y = middle(column(page, a_round, 1))
    finger("touchStart", x, y)
    finger("touchMove", x + 20, y)
    finger("touchMove", to_x, to_y)
    expect(column(page, a_round, 1)).to_have_class(re.compile("cop-column-over"))
    finger("touchEnd")
    saved(page)
    expect(column(page, a_round, 1).locator(".cop-board-card")).to_have_count(1)
    expect(handle).to_have_attribute("aria-pressed", "false")
    eventually(a_round.places, [1, None, None])
    # Away from every column nothing happens; nor where the finger did not go far.
    x, y = middle(handle)
    finger("touchStart", x, y)
    finger("touchMove", x, 5)
    finger("touchEnd")
    expect(page.locator(".cop-card-carried, .cop-column-over")).to_have_count(0)
    finger("touchStart", *middle(handle))
    finger("touchEnd")
    eventually(a_round.places, [1, None, None])


def test_topics_are_moved_by_keyboard_alone(visit, a_round):
    page = visit("facilitator", f"{a_round.path}/board")
    handle = grip(page, a_round, 0)
    said = page.locator("[data-board-said]")
    for _press in range(80):
        page.keyboard.press("Tab")
        if handle.evaluate("node => node === document.activeElement"):
            break
    else:
        raise AssertionError("the grip is not reached by the keyboard")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Picked up.")
    expect(handle).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("ArrowRight")
    expect(said).to_have_text("Over “Asking”.")
    page.keyboard.press("ArrowRight")
    expect(said).to_have_text("Over “Rest”.")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("is now in “Rest”.")
    expect(handle).to_be_focused()
    saved(page)
    eventually(a_round.places, [1, None, None])
    # Changed one's mind: nothing is saved, and it stands where it was.
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    expect(said).to_contain_text("is back where it was.")
    expect(column(page, a_round, 1).locator(".cop-board-card")).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    expect(column(page, a_round, 1).locator(".cop-board-card")).to_have_count(1)
    eventually(a_round.places, [1, None, None])


def test_what_could_not_be_saved_is_not_lost(visit, a_round):
    page = visit("facilitator", f"{a_round.path}/board")
    service = "**/@topics/*"
    page.route(service, lambda route: route.abort())
    lists = card(page, a_round, 0).locator("select")
    lists.select_option(a_round.themes[0])
    problem = page.locator("[data-board-problem]")
    expect(problem).to_contain_text("The site cannot be reached.")
    expect(column(page, a_round, 0).locator(".cop-card-unsaved")).to_have_count(1)
    eventually(a_round.places, [None, None, None])
    # It works again.
    page.unroute(service)
    page.get_by_role("button", name="Try again").click()
    saved(page)
    expect(problem).to_be_hidden()
    expect(page.locator(".cop-card-unsaved")).to_have_count(0)
    eventually(a_round.places, [0, None, None])
    # It does not, and the button of the form saves it all the same.
    page.route(service, lambda route: route.abort())
    lists.select_option(a_round.themes[1])
    card(page, a_round, 1).locator("select").select_option(a_round.themes[0])
    expect(problem).to_be_visible()
    with next_page(page):
        page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.get_by_text("The board has been saved.")).to_be_visible()
    eventually(a_round.places, [1, 0, None])
    # Or one leaves it.
    lists.select_option(a_round.themes[0])
    expect(problem).to_be_visible()
    page.get_by_role("button", name="Undo unsaved moves").click()
    expect(problem).to_be_hidden()
    expect(lists).to_have_value(a_round.themes[1])
    eventually(a_round.places, [1, 0, None])


def test_a_session_that_ended_is_said(visit, a_round):
    page = visit("facilitator", f"{a_round.path}/board")
    page.context.clear_cookies()
    card(page, a_round, 0).locator("select").select_option(a_round.themes[0])
    problem = page.locator("[data-board-problem]")
    expect(problem).to_contain_text("You have been logged out.")
    expect(column(page, a_round, 0).locator(".cop-board-card")).to_have_count(1)


def test_a_board_that_was_frozen_meanwhile_says_why(visit, call, a_round):
    a_round.go("voting")
    page = visit("facilitator", f"{a_round.path}/board")
    ballot = {"dots": {a_round.themes[0]: 1}}
    call("member", "PUT", f"{a_round.url}/@ballot", ballot)
    card(page, a_round, 0).locator("select").select_option(a_round.themes[0])
    problem = page.locator("[data-board-problem]")
    expect(problem).to_contain_text("Somebody has voted on these themes")
    page.get_by_role("button", name="Undo unsaved moves").click()
    expect(column(page, a_round, None).locator(".cop-board-card")).to_have_count(3)
    page.reload()
    expect(page.get_by_text("Somebody has given dots to these themes")).to_be_visible()
    expect(page.locator(".cop-grip")).to_have_count(0)
    eventually(a_round.places, [None, None, None])


@pytest.mark.parametrize("width", [1280, 320])
def test_screens(visit, check_page, call, demo, a_round, width):
    facilitator = visit("facilitator", "", width=width)
    member = visit("member", "", width=width)
    colleague = visit("colleague", "", width=width)

    def check(page, path="", status=200):
        answer = page.goto(f"{a_round.url}/{path}")
        assert answer.status == status, path
        check_page(page)

    topic = a_round.topics[0]
    check(member)
    check(member, f"take-back-topic?topic={topic}")
    member.goto(a_round.url)
    member.get_by_role("button", name="Add this topic").click()
    expect(member.locator("#cop-problem")).to_be_visible()
    check_page(member)
    check(facilitator)
    check(facilitator, "board")
    check(facilitator, "go-on")
    check(facilitator, "go-on?phase=closed")
    check(facilitator, "move-round")
    check(facilitator, f"take-out-topic?topic={topic}")
    check(facilitator, f"take-out-theme?theme={a_round.themes[0]}")
    check(facilitator, "delete_confirmation")
    check(facilitator, "edit")
    where = {"theme": a_round.themes[0]}
    call("facilitator", "PATCH", f"{a_round.url}/@topics/{topic}", where)
    a_round.go("grouping")
    why = {"objection": "Not there, please"}
    call("member", "PATCH", f"{a_round.url}/@topics/{topic}", why)
    check(member)
    for summary in member.locator(".cop-topics summary").all():
        summary.click()
    check_page(member)
    check(facilitator, "board")
    for summary in facilitator.locator(".cop-column summary").all():
        summary.click()
    facilitator.locator("[data-board-problem]").evaluate(
        "node => { node.hidden = false }"
    )
    check_page(facilitator)
    check(facilitator, "go-on")
    a_round.go("voting")
    call("facilitator", "POST", f"{a_round.url}/@workflow/publish", {})
    ballot = {"dots": {a_round.themes[0]: 1}}
    call("teller", "PUT", f"{a_round.url}/@ballot", ballot)
    title = {"title": "To ask"}
    call("facilitator", "PATCH", f"{a_round.url}/@themes/{a_round.themes[0]}", title)
    check(member)
    check(colleague)
    check(facilitator)
    check(facilitator, "board")
    check(facilitator, "go-on")
    check(facilitator, "delete_confirmation")
    a_round.go("closed")
    check(member)
    member.get_by_text("Your topics in this round").click()
    check_page(member)
    check(facilitator)
