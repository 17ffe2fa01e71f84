"""Pages of ours in a real browser: nothing that they do goes against their policy.

All screens of ours are looked at for that in `test_pages`, where they are open anyway.
"""

from playwright.sync_api import expect
from tests.journeys.conftest import PASSWORD
from tests.journeys.test_pages import stories as stories

import pytest
import re
import requests


JSON = {"Accept": "application/json"}

#: Beside the screens of `test_pages`: forms, panels, and what an error looks like.
MORE = [
    ("admin", "@@cop-settings"),
    ("admin", "tuesday-circle"),
    ("admin", "tuesday-circle/@@sharing"),
    ("admin", "tuesday-circle/folder_contents"),
    ("facilitator", "tuesday-circle/folder_contents"),
    ("facilitator", "tuesday-circle/applications"),
    ("facilitator", "tuesday-circle/nothing-here"),
    ("facilitator", "tuesday-circle/sign-in-sheet"),
    ("colleague", "my-applications"),
    ("teller", "{public}/edit"),
    ("teller", "{private}/edit?plain=1"),
    ("member", "{private}"),
    (None, "@@manager-support/nothing"),
    (None, "@@invitation/nothing"),
    (None, "tuesday-circle"),
]


#: Whether what stands in a folder is listed: a script asks for it.
LISTED = """() => document.querySelectorAll('tr').length > 1
    || document.querySelector('#content').innerText.includes('Join us')"""


def test_no_page_goes_against_its_policy(watched, stories, demo):
    pages = {}
    for userid, path in MORE:
        if userid not in pages:
            pages[userid] = watched(userid)
        page = pages[userid]
        answer = page.goto(f"{demo}/{path.format(**stories)}", wait_until="load")
        on_our_page = "login" not in page.url
        header = answer.headers.get("content-security-policy")
        assert bool(header) == on_our_page, (userid, path)
        assert watched.kept_back() == [], (userid, path)


def opened_editor(page, field: str):
    """Return the body of an editor that is ready."""
    places = f"iframe[id*='{field}'], [data-fieldname$='{field}'] iframe"
    body = page.frame_locator(places).locator("body")
    body.wait_for()
    body.click()
    body.press_sequentially("Sit down first ")
    return body


def test_a_story_is_written_with_a_link(watched, demo):
    page = watched("teller")
    page.goto(f"{demo}/tuesday-circle/++add++leap.cop.Story")
    page.click("summary:has-text('What you learned')")
    body = opened_editor(page, "learning")
    editor = page.locator(".tox-tinymce").filter(has=page.locator("[id*='learning']"))
    body.press("Control+k")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    dialog.get_by_label("URL").fill("https://example.org/guide")
    dialog.get_by_label("Text to display").fill("the guide")
    dialog.get_by_role("button", name="Save").click()
    expect(body.locator("a")).to_have_text("the guide")
    assert editor.count() == 1
    page.click("summary:has-text('Could anybody else recognise themselves')")
    page.get_by_label("Nobody: no one else is in it").check()
    page.get_by_role("button", name="Save", exact=True).click()
    link = page.locator("a[href='https://example.org/guide']")
    expect(link).to_have_text("the guide")
    assert link.get_attribute("rel") == "noopener noreferrer nofollow"
    assert watched.kept_back() == []


@pytest.mark.parametrize("name", ["purpose", "commitments"])
def test_a_community_is_written_with_a_link(watched, demo, name):
    page = watched("facilitator")
    page.goto(f"{demo}/tuesday-circle/edit")
    if name == "commitments":
        page.get_by_text("For people you invite").first.click()
    body = opened_editor(page, name)
    body.press("Control+k")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("URL").fill("https://example.org/guide")
    dialog.get_by_role("button", name="Save").click()
    expect(body.locator("a[href='https://example.org/guide']").first).to_be_visible()
    # A link is all that its windows offer: these texts have no pictures.
    assert page.get_by_label("Insert/edit image").count() == 0
    assert watched.kept_back() == []


@pytest.fixture
def form(demo):
    """Return the path of a form in the demo's community."""
    found = requests.get(
        f"{demo}/tuesday-circle/@forms", auth=("facilitator", PASSWORD), headers=JSON
    ).json()["items"]
    if not found:
        found = [
            requests.post(
                f"{demo}/tuesday-circle/@forms",
                auth=("facilitator", PASSWORD),
                headers=JSON,
                json={"kind": "join"},
            ).json()
        ]
    return found[0]["@id"].split("/cop/")[1]


@pytest.mark.parametrize("userid", ["facilitator", "admin"])
def test_forms_and_their_editors(watched, demo, form, userid):
    page = watched(userid)
    for path in ("", "/edit", "/fields", *(["/actions"] if userid == "admin" else ())):
        answer = page.goto(f"{demo}/{form}{path}", wait_until="load")
        assert "content-security-policy" in answer.headers
        assert watched.kept_back() == [], path
    page.goto(f"{demo}/{form}/edit")
    opened_editor(page, "formPrologue")
    page.goto(f"{demo}/{form}/fields")
    settings = page.locator("#content a[href*='/fields/']")
    if settings.count():
        settings.first.click()
        page.wait_for_load_state("load")
    assert watched.kept_back() == []


def test_pickers_and_windows(watched, demo, stories):
    page = watched("facilitator")
    page.goto(f"{demo}/tuesday-circle/++add++leap.cop.TopicRound")
    page.get_by_role("link", name="Times").or_(
        page.get_by_role("tab", name="Times")
    ).first.click()
    moment = page.locator("input[type='date'], input[type='datetime-local']").first
    moment.click()
    # Stock's picker parts a moment into day and time, once it has come.
    is_day = moment.get_attribute("type") == "date"
    moment.fill("2026-12-24" if is_day else "2026-12-24T10:00")
    expect(moment).to_have_value(re.compile("2026-12-24"))
    page = watched("admin")
    page.goto(f"{demo}/tuesday-circle/folder_contents")
    page.wait_for_function(LISTED)
    page = watched("teller")
    page.goto(f"{demo}/{stories['private']}")
    page.locator("a[href$='delete_confirmation']").first.click()
    expect(page.get_by_role("heading", name="Delete it for good")).to_be_visible()
    assert watched.kept_back() == []
