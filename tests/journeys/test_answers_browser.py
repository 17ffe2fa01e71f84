"""Thanks and answers in a real browser: by keyboard, on a phone, without JavaScript."""

from tests.journeys.waiting import next_page

import pytest
import requests


pytestmark = pytest.mark.journey

PASSWORD = "Kettle-Bicycle-7"

WORDS = "How long did it take?"
ASKED = f".cop-answers-list li:has-text('{WORDS}')"


@pytest.fixture
def story(demo) -> str:
    """Return the path of a story of the teller that all staff read."""
    rows = requests.get(
        f"{demo}/@my-stories?b_size=50",
        auth=("teller", PASSWORD),
        headers={"Accept": "application/json"},
    ).json()["items"]
    address = next(row["@id"] for row in rows if row["review_state"] == "public")
    return address.removeprefix(f"{demo}/")


def press(page, button: str) -> None:
    """Go to a button and press it, as somebody without a mouse does."""
    page.locator(f"button:has-text('{button}')").first.focus()
    with next_page(page):
        page.keyboard.press("Enter")


def test_thanks_and_words_by_keyboard_without_javascript(visit, check_widths, story):
    page = visit("member", story, javascript=False, width=320)
    press(page, "Say thank you")
    assert page.locator("text=You said thank you.").count() == 1
    page.locator("summary:has-text('Write a few words')").focus()
    page.keyboard.press("Enter")
    page.locator("input[name='kind'][value='question']").focus()
    page.keyboard.press("Space")
    page.locator("#cop-text-response").focus()
    page.keyboard.type(WORDS)
    press(page, "Send")
    assert page.locator(ASKED).count() == 1
    looked = visit("member", story)
    check_widths(looked)
    looked.goto(f"{looked.url.partition('#')[0]}/responses")
    check_widths(looked)
    teller = visit("teller", story)
    check_widths(teller)
    assert teller.locator("text=/(person|people) said thank you/").count() == 1
    colleague = visit("colleague", story)
    assert colleague.locator("#responses").count() == 0
    press(page, "Remove")
    press(page, "Take your thanks back")
    assert page.locator(ASKED).count() == 0


def test_what_is_wrong_has_its_own_page(visit, check_widths, story):
    page = visit("facilitator", f"{story}/responses")
    page.fill("[name='text']", "Words without a choice")
    press(page, "Send")
    assert page.input_value("[name='text']") == "Words without a choice"
    check_widths(page)


def test_onward_and_back(visit, check_widths, story):
    page = visit("colleague", "story-library?domain=practice")
    with next_page(page):
        page.locator(".cop-story-card a").first.press("Enter")
    page.locator(".cop-onward a:has-text('Back to all stories')").focus()
    with next_page(page):
        page.keyboard.press("Enter")
    assert page.url.endswith("story-library?domain=practice")
