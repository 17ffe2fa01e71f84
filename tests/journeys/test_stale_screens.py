"""A page that stayed open, in a real browser: both wordings, for everybody."""

from playwright.sync_api import expect
from tests.journeys.waiting import next_page

import os
import pytest


TELL = "tuesday-circle/++add++leap.cop.Story"


@pytest.fixture
def story(visit):
    """Return the address of a private story, told without JavaScript."""
    page = visit("teller", TELL, javascript=False)
    page.click("summary:has-text('What you learned')")
    page.fill("[name='form.widgets.learning']", "We met with Lena.\n\nShe sang.")
    with next_page(page):
        page.click("[name='form.buttons.save']")
    return page.url.removesuffix("/view")


def look(page, name: str) -> None:
    """Keep a picture, for whoever asks for one."""
    folder = os.environ.get("STALE_PICTURES")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize(
    "width,javascript", [(1280, True), (390, True), (320, True), (320, False)]
)
def test_both_wordings(visit, check_page, story, width, javascript):
    late = visit("teller", javascript=javascript, width=width)
    late.goto(f"{story}/edit?plain=1" if not javascript else f"{story}/edit")
    other = visit("teller", javascript=False)
    other.goto(f"{story}/edit")
    other.fill("[name='form.widgets.learning']", "<p>We met with somebody.</p>")
    with next_page(other):
        other.click("[name='form.buttons.save']")
    late.click("summary:has-text('A word before reading')")
    late.fill("[name='form.widgets.content_note']", "About loss")
    with late.expect_response(lambda answer: answer.request.method == "POST") as sent:
        late.click("[name='form.buttons.save']")
    assert sent.value.status == 409
    box = late.locator("#cop-stale")
    expect(box).to_contain_text("We met with Lena.")
    expect(box).to_contain_text("We met with somebody.")
    expect(box).to_contain_text("About loss")
    if javascript:
        check_page(late)
    look(late, f"edit-{width}-{javascript}")
    note = late.locator("[name='form.widgets.content_note']")
    expect(note).to_have_value("About loss")
    # On, with the own wording put in its place, by keyboard.
    with next_page(late):
        late.locator("[name='form.buttons.save']").press("Enter")
    expect(late.locator("#cop-stale")).to_have_count(0)
    assert late.url.startswith(story)
    assert "/edit" not in late.url


@pytest.mark.parametrize("width", [1280, 320])
def test_a_page_with_nothing_to_write(visit, check_page, story, width):
    late = visit("teller", width=width)
    late.goto(f"{story}/share-story")
    other = visit("teller", javascript=False)
    other.goto(f"{story}/edit")
    other.fill("[name='form.widgets.learning']", "<p>We met with somebody.</p>")
    with next_page(other):
        other.click("[name='form.buttons.save']")
    late.check("[name='attribution'][value='anonymous']")
    late.check("[name='nobody_recognised'][value='yes']")
    with next_page(late):
        late.locator("form.cop-consent button[type='submit']").click()
    expect(late.locator("#cop-stale")).to_contain_text("We met with somebody.")
    check_page(late)
    look(late, f"share-{width}")
    with next_page(late):
        late.locator("form.cop-consent button[type='submit']").press("Enter")
    assert late.url == f"{story}/shared"
