"""Giving dots in a real browser: by script and without, by keyboard, in a room."""

from pathlib import Path
from playwright.sync_api import expect
from tests.journeys.waiting import next_page
from tests.journeys.waiting import says

import os
import pytest
import requests


pytestmark = pytest.mark.journey

PICTURES = os.environ.get("COP_PICTURES")
PASSWORD = "Kettle-Bicycle-7"
CIRCLE = "tuesday-circle"

THEMES = {
    "Asking, and hearing no": "Consent that goes on, not one signature at the start.",
    "What is said at the door": "",
    "Groups online": "Cameras off, chat, and who is in the room with them.",
    "Looking after ourselves": "",
}


class Round:
    """A round over there, reached over REST by whoever is needed."""

    def __init__(self, demo: str, url: str, themes: list[str]) -> None:
        self.url = url
        self.path = url.removeprefix(f"{demo}/")
        self.themes = themes

    def go(self, phase: str) -> None:
        """Take it on."""
        send("facilitator", "POST", f"{self.url}/@phase", phase=phase)

    def vote(self, userid: str, *numbers: int, **more) -> None:
        """Give somebody's dots."""
        dots = dict(zip(self.themes, numbers, strict=False))
        send(userid, "PUT", f"{self.url}/@ballot", dots=dots, **more)


def send(who: str, method: str, url: str, **body) -> dict:
    answer = requests.request(
        method,
        url,
        json=body,
        auth=(who, PASSWORD),
        headers={"Accept": "application/json"},
    )
    assert answer.ok, (url, answer.text)
    return answer.json() if answer.content else {}


@pytest.fixture
def a_vote(demo):
    """Return a function that makes a round with themes, open to dots."""
    made = []

    def make(phase: str = "voting", **fields) -> Round:
        payload = {"@type": "leap.cop.TopicRound", "title": "What next?", **fields}
        url = send("facilitator", "POST", f"{demo}/{CIRCLE}", **payload)["@id"]
        found = Round(demo, url, [])
        made.append(found)
        send("facilitator", "POST", f"{url}/@workflow/share")
        for userid, text in (("member", "How do we ask?"), ("teller", "Who rests?")):
            send(userid, "POST", f"{url}/@topics", text=text)
        topics = send("facilitator", "GET", f"{url}/@topics")["items"]
        for number, (title, description) in enumerate(THEMES.items()):
            under = [topics[number]["id"]] if number < len(topics) else []
            theme = send(
                "facilitator",
                "POST",
                f"{url}/@themes",
                title=title,
                description=description,
                topics=under,
            )
            found.themes.append(theme["id"])
        found.go(phase)
        return found

    yield make
    for one in made:
        phase = send("facilitator", "GET", f"{one.url}/@phase")["phase"]
        if phase == "voting":
            one.go("closed")
        send("facilitator", "DELETE", one.url)


def look(page, check_page, name):
    """Check a page, wide and narrow; keep a picture where somebody wants one."""
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        check_page(page)
        if PICTURES:
            target = Path(PICTURES) / f"{name}-{width}.png"
            page.screenshot(path=str(target), full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def left(page, words: str) -> None:
    """Wait until a page says how many dots are left."""
    expect(page.locator("#cop-dots-left")).to_have_text(words)


def dots_of(page) -> dict[str, str]:
    """Return what stands in each field, by theme."""
    return page.eval_on_selector_all(
        ".cop-ballot > li",
        """items => Object.fromEntries(items.map(item => [
            item.querySelector("label").textContent, item.querySelector("input").value
        ]))""",
    )


def test_buttons_say_at_once_what_is_left(a_vote, visit, check_page):
    vote = a_vote()
    page = visit("member", f"{vote.path}/vote")
    look(page, check_page, "vote")
    left(page, "Dots left: 5 of 5")
    more = page.get_by_role("button", name="One dot more: Groups online")
    less = page.get_by_role("button", name="One dot fewer: Groups online")
    for _click in range(5):
        # By force: it looks as if it could not be clicked, and can, to no effect.
        more.click(force=True)
    # No more than three on one theme, whoever clicks how often; and that is said.
    left(page, "Dots left: 2 of 5")
    why = page.locator("#cop-dots-why")
    expect(why).to_have_text("You can give one theme at most 3 of your dots.")
    assert more.get_attribute("aria-disabled") == "true"
    less.click()
    left(page, "Dots left: 3 of 5")
    page.get_by_label("Looking after ourselves", exact=True).fill("3")
    left(page, "Dots left: 0 of 5")
    expect(why).to_have_text("")
    assert more.get_attribute("aria-disabled") == "true"
    page.get_by_role("button", name="One dot more: Asking").click(force=True)
    expect(why).to_contain_text("You have given all your dots.")
    page.get_by_label("Asking, and hearing no", exact=True).fill("2")
    left(page, "2 more than you have (5): take some away")
    look(page, check_page, "vote-too-many")
    page.get_by_role("button", name="Give my dots").click()
    page.wait_for_selector("#cop-problem")
    page.wait_for_load_state("load")
    left(page, "2 more than you have (5): take some away")
    look(page, check_page, "vote-problem")
    page.get_by_label("Asking, and hearing no", exact=True).fill("0")
    page.get_by_role("button", name="Give my dots").click()
    says(page, "Your dots are in. You can move them")
    look(page, check_page, "vote-kept")
    assert dots_of(page)["Groups online"] == "2"
    assert dots_of(page)["Looking after ourselves"] == "3"
    page.get_by_role("button", name="Take my dots back").click()
    says(page, "You have all your dots back")
    assert set(dots_of(page).values()) == {"0"}


def test_by_keyboard_alone(a_vote, visit):
    vote = a_vote()
    page = visit("teller", f"{vote.path}/vote")
    # What moves smoothly has not arrived yet when it is looked at.
    page.emulate_media(reduced_motion="reduce")
    first = page.locator(".cop-dots-input").first
    for _tab in range(80):
        page.keyboard.press("Tab")
        if first.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.type("2")
    left(page, "Dots left: 3 of 5")
    # The button after the number: it keeps the focus when there is nothing to add.
    page.keyboard.press("Tab")
    for _press in range(3):
        page.keyboard.press("Space")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert name.startswith("One dot more: ")
    left(page, "Dots left: 2 of 5")
    for _tab in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "keep":
            break
        # What the eye follows is never behind the line that stays on the screen.
        behind = page.evaluate(
            """() => {
                const bar = document.querySelector(".cop-dots-bar");
                const top = bar.getBoundingClientRect().top;
                const node = document.activeElement;
                const inside = node.closest(".cop-ballot") !== null;
                const under = node.getBoundingClientRect().bottom > top + 1;
                return inside && under ? node.outerHTML : "";
            }"""
        )
        assert not behind
    page.keyboard.press("Enter")
    says(page, "Your dots are in. You can move them")
    assert list(dots_of(page).values()).count("3") == 1


def test_a_secret_ballot_without_javascript(a_vote, visit, check_page):
    vote = a_vote(secrecy="secret")
    page = visit("member", f"{vote.path}/vote", javascript=False)
    assert page.locator(".cop-step-button").count() == 0
    left(page, "Dots left: 5 of 5")
    page.get_by_label("Groups online", exact=True).fill("2")
    final = page.get_by_role("button", name="Give my dots, for good")
    final.click()
    # A browser asks for the tick by itself; whoever sends without it is asked, too.
    assert page.get_by_label("I know that these dots").count() == 1
    page.get_by_label("I know that these dots").check()
    final.click()
    says(page, "You have voted")
    assert not page.is_visible("#cop-receipt")
    page.click("text=Your receipt, if you want one")
    expect(page.locator("#cop-receipt")).to_be_visible()
    receipt = page.inner_text("#cop-receipt")
    assert len(receipt) >= 20
    assert receipt not in page.url
    page.go_back()
    says(page, "You have voted")
    assert not page.is_visible("#cop-receipt")

    page = visit("member", f"{vote.path}/vote")
    look(page, check_page, "vote-final")
    vote.go("closed")
    page.goto(f"{vote.url}/vote")
    look(page, check_page, "vote-over")
    with next_page(page):
        page.click("text=Check that your dots were counted")
    look(page, check_page, "counted-form")
    page.fill("#cop-receipt", receipt)
    page.get_by_role("button", name="Check", exact=True).click()
    says(page, "Your dots were counted")
    assert page.get_by_text("Groups online: 2 dots").count() == 1
    assert receipt not in page.url
    look(page, check_page, "counted")


def test_what_was_typed_without_javascript_stays(a_vote, visit, check_page):
    vote = a_vote()
    page = visit("kofi", f"{vote.path}/vote", javascript=False)
    for title in list(THEMES)[:3]:
        page.get_by_label(title, exact=True).fill("2")
    page.get_by_role("button", name="Give my dots").click()
    page.wait_for_selector("#cop-problem")
    page.wait_for_load_state("load")
    assert "You have 5 dots in all" in page.inner_text("#cop-problem")
    left(page, "1 more than you have (5): take some away")
    assert sorted(dots_of(page).values()) == ["0", "2", "2", "2"]
    page.get_by_label("Groups online", exact=True).fill("")
    page.get_by_role("button", name="Give my dots").click()
    says(page, "Your dots are in. You can move them")
    left(page, "Dots left: 1 of 5")


def test_the_big_screen_follows_the_vote(a_vote, visit, check_page):
    vote = a_vote(description="What kept you thinking?")
    page = visit("facilitator", f"{vote.path}/room")
    look(page, check_page, "room-open")
    assert page.inner_text("#cop-room-turnout") == "Voted: 0 of 12"
    vote.vote("member", 3, 1)
    page.wait_for_selector("#cop-room-turnout:has-text('1 of 12')")
    vote.vote("teller", 2, 2)
    vote.go("closed")
    says(page, "Results")
    look(page, check_page, "room-closed")
    expect(page.locator(".cop-room-results li")).to_have_count(len(THEMES))
    # As it is read aloud: place, theme, dots.
    assert page.inner_text(".cop-room-results li").split("\n")[:3] == [
        "Place 1",
        "Asking, and hearing no",
        "5 dots",
    ]


def test_the_big_screen_stops_when_it_is_told_to(a_vote, visit):
    vote = a_vote()
    page = visit("facilitator", f"{vote.path}/room")
    stop = page.get_by_role("button", name="Stop updating")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_event("request", lambda request: request.url.endswith("/@phase"))
    stop.click()
    expect(stop).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "cop-room-again"
    plain = visit("facilitator", f"{vote.path}/room", javascript=False)
    assert not plain.get_by_role("button", name="Stop updating").is_visible()
    vote.vote("member", 1)
    with next_page(plain):
        plain.click("#cop-room-again")
    assert plain.inner_text("#cop-room-turnout") == "Voted: 1 of 12"


def test_paper_voters_and_what_came_out(a_vote, visit, check_page, demo):
    vote = a_vote(title="At the start")
    page = visit("facilitator", f"{vote.path}/paper", javascript=False)
    page.get_by_label("Tessa Lindholm", exact=True).check()
    page.get_by_label("Asking, and hearing no", exact=True).fill("4")
    page.get_by_role("button", name="Count these dots").click()
    page.wait_for_selector("#cop-problem")
    page.wait_for_load_state("load")
    assert page.get_by_label("Tessa Lindholm", exact=True).is_checked()
    page.get_by_label("Kofi Amankwah", exact=True).check()
    page.get_by_role("button", name="Count these dots").click()
    says(page, "2 people's dots are in, from paper.")
    vote.vote("member", 1, 3)

    page = visit("facilitator", f"{vote.path}/paper")
    look(page, check_page, "paper")
    page.get_by_role("link", name="take them out again").click()
    says(page, "2 people's stickers will no longer count.")
    look(page, check_page, "take-out-paper")
    page.get_by_role("link", name="Cancel").click()
    says(page, "Entered so far")
    page.goto(f"{vote.url}/voters")
    look(page, check_page, "voters")
    member = visit("member", f"{CIRCLE}/rounds")
    look(member, check_page, "rounds-waiting")
    vote.go("closed")
    later = a_vote(title="Half a year on", secrecy="secret")
    for number, userid in enumerate(("member", "teller", "kofi")):
        later.vote(userid, 0, 3, 1 + number % 2, receipt=f"receipt-of-{userid}")
    later.go("closed")

    page.goto(vote.url)
    page.wait_for_selector("#cop-results")
    look(page, check_page, "results")
    talked = page.locator(".cop-result-details > li", has_text="Groups online")
    talked.get_by_role("button", name="We have talked about this").click()
    says(page, "Saved: you have talked about")
    with next_page(page):
        talked.get_by_role("link", name="This theme over time").click()
    look(page, check_page, "theme")
    page.goto(later.url)
    look(page, check_page, "results-small")
    page.goto(f"{later.url}/room")
    look(page, check_page, "room-small")
    member.goto(f"{demo}/{CIRCLE}/rounds")
    look(member, check_page, "rounds")
    # The demo has rounds of its own.
    online = member.locator(".cop-lines-list > li", has_text="Groups online")
    links = online.get_by_role("link").all_inner_texts()
    assert [link.partition(":")[0].strip() for link in links][-2:] == [
        "At the start",
        "Half a year on",
    ]
    assert member.locator(".cop-lines-list > li").count() >= len(THEMES)


def test_the_states_of_the_page_without_a_form(a_vote, visit, check_page, demo):
    waiting = a_vote("grouping", opens="2199-01-01T10:00:00Z")
    page = visit("member", f"{waiting.path}/vote")
    look(page, check_page, "vote-waiting")
    vote = a_vote()
    send(
        "facilitator",
        "POST",
        f"{demo}/{CIRCLE}/@members",
        userid="colleague",
        role="facilitator",
    )
    try:
        late = visit("colleague", f"{vote.path}/vote")
        look(late, check_page, "vote-late")
        page = visit("facilitator", f"{vote.path}/voters")
        look(page, check_page, "voters-late")
        page.get_by_role("button", name="Let them vote").click()
        says(page, "One more person can vote")
        late.reload()
        left(late, "Dots left: 5 of 5")
    finally:
        send("facilitator", "DELETE", f"{demo}/{CIRCLE}/@members/colleague")
