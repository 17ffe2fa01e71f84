"""Who does what, in a real browser: how it looks, and one step from word to done."""

from tests.journeys.rest import ask
from tests.journeys.waiting import next_page

import pytest


SCREENS = [
    ("member", "tuesday-circle/actions"),
    ("member", "tuesday-circle/add-action"),
    ("member", "tuesday-circle/change-action?action={action}"),
    ("member", "tuesday-circle/drop-action?action={action}"),
    ("member", "my-actions"),
    ("facilitator", "tuesday-circle/actions"),
    ("facilitator", "tuesday-circle/add-action"),
    ("facilitator", "tuesday-circle/change-action?action={action}"),
    ("colleague", "my-actions"),
]


@pytest.fixture(scope="session")
def action(demo):
    """Return the id of something that a member set out to do."""
    path = "tuesday-circle/@cop-actions?mine=1"
    return ask(demo, "member", "GET", path)["items"][0]["id"]


def test_screens(visit, check_widths, action, demo):
    pages = {}
    for userid, path in SCREENS:
        if userid not in pages:
            pages[userid] = visit(userid, "")
        page = pages[userid]
        answer = page.goto(f"{demo}/{path.format(action=action)}")
        assert answer.status == 200, (userid, path)
        check_widths(page)


def test_one_step_without_scripts(visit):
    page = visit("teller", "tuesday-circle/add-action", javascript=False, width=320)
    page.fill("#cop-text", "Ask before I make the tea")
    with next_page(page):
        page.click("#content form.cop-form button[type=submit]")
    row = page.locator("li.cop-row", has_text="Ask before I make the tea")
    with next_page(page):
        row.get_by_role("button", name="Done").click()
    with next_page(page):
        page.get_by_role("link", name="Ask before I make the tea").click()
    assert page.input_value("#cop-text") == "Ask before I make the tea"
    assert page.is_checked("input[name=status][value=done]")
