"""The journey *Tell* in a real browser, with JavaScript and without."""

from playwright.sync_api import expect
from tests.journeys.waiting import next_page

import pytest


COMMUNITY = "tuesday-circle"
GONE = "No longer for all staff"


def tell(page, title, learning, javascript):
    """Write a story the way people do: click, type, keep."""
    with next_page(page):
        page.get_by_role("link", name="Tell a story of change, however small").click()
    open_part(page, "Kind of change, and a title")
    page.get_by_label("A title, if you like").fill(title)
    open_part(page, "What you learned")
    if javascript:
        editor = page.frame_locator("iframe[id*='learning']").locator("body")
        editor.wait_for()
        editor.click()
        editor.press_sequentially(learning)
    else:
        page.locator("textarea[name='form.widgets.learning']").fill(learning)
    open_part(page, "Could anybody else recognise themselves, or be recognised?")
    page.get_by_label("Nobody: no one else is in it").check()
    with next_page(page):
        page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    return page.url.split("?")[0].removesuffix("/view")


def open_part(page, title):
    """Fold a part of the form out."""
    page.locator(".cop-add summary").filter(has_text=title).click()


def answer_and_send(page, button):
    """Answer the question of the sharing screen; no answer stands there beforehand."""
    assert page.locator("input[name='nobody_recognised']:checked").count() == 0
    page.locator("input[name='attribution'][value='name']").check()
    page.get_by_label("Yes", exact=True).check()
    with next_page(page):
        page.get_by_role("button", name=button).click()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_tell_share_publish_read_and_take_back(visit, javascript):
    title = f"Kettle first {'in' if javascript else 'out'}"
    learning = "Put the kettle on – “really” – and ask later."

    def open_as(userid, path=COMMUNITY):
        return visit(userid, path, javascript=javascript)

    teller = open_as("teller")
    url = tell(teller, title, learning, javascript)
    path = url.split("/cop/")[1]
    expect(teller.get_by_text("Only you", exact=False).first).to_be_visible()

    colleague = open_as("colleague", path)
    expect(colleague.get_by_role("heading", level=1)).to_contain_text("not available")

    teller.goto(f"{url}/share-story")
    answer_and_send(teller, "Share")
    member = open_as("member", path)
    expect(member.get_by_role("heading", level=1)).to_contain_text(title)
    expect(member.get_by_text("ask later", exact=False).first).to_be_visible()

    teller.goto(f"{url}/publish-story")
    answer_and_send(teller, "Ask to publish")

    reviewer = open_as("reviewer", "review-queue")
    with next_page(reviewer):
        reviewer.get_by_role("link", name=title).first.click()
    if "review-story" not in reviewer.url:
        reviewer.goto(f"{url}/review-story")
    for check in reviewer.locator(".cop-decide input[type='checkbox']").all():
        check.check()
    with next_page(reviewer):
        reviewer.get_by_role("button", name="Publish").click()

    colleague.goto(f"{colleague.url.split('/cop')[0]}/cop/story-library?words=kettle")
    colleague.get_by_role("link", name=title).click()
    expect(colleague.get_by_role("heading", level=1)).to_contain_text(title)

    teller.goto(f"{teller.url.split('/cop')[0]}/cop/my-stories")
    row = teller.locator("li, article, section").filter(has_text=title).last
    with next_page(teller):
        row.get_by_role("link", name="Take it back").click()
    with next_page(teller):
        teller.locator("button[name='how']").first.click()

    answer = colleague.goto(url)
    assert answer.status == 410
    expect(colleague.get_by_role("heading", level=1)).to_contain_text(GONE)
    colleague.goto(f"{url.split('/cop/')[0]}/cop/story-library?words=kettle")
    expect(colleague.get_by_role("link", name=title)).to_have_count(0)
    colleague.goto(f"{url.split('/cop/')[0]}/cop/@@search?SearchableText=kettle")
    expect(colleague.get_by_role("link", name=title)).to_have_count(0)


def test_one_sentence_is_kept_in_one_step(visit):
    page = visit("member", COMMUNITY, javascript=False)
    page.get_by_role("textbox", name="What changed, however small?").fill(
        "He laughed. Once."
    )
    page.get_by_role("button", name="Save it, just for me").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("He laughed")
    expect(page.get_by_text("Only you", exact=False).first).to_be_visible()


def test_by_keyboard_alone(visit):
    page = visit("member", COMMUNITY)
    box = page.get_by_role("textbox", name="What changed, however small?")
    for _press in range(80):
        page.keyboard.press("Tab")
        if box.evaluate("node => node === document.activeElement"):
            break
    else:
        raise AssertionError("the box is not reached by the keyboard")
    page.keyboard.type("She asked me first.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("She asked me first")


def test_a_session_that_ended_loses_no_text(visit):
    page = visit("member", f"{COMMUNITY}/++add++leap.cop.Story", javascript=False)
    text = "Long thoughts – kept & not lost."
    page.locator("textarea[name='form.widgets.reflection']").fill(text)
    page.context.clear_cookies()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "What you wrote has not been lost"
    )
    login = page.context.new_page()
    login.goto(page.get_by_role("link", name="Log in again").get_attribute("href"))
    login.fill("#__ac_name", "member")
    login.fill("#__ac_password", "Kettle-Bicycle-7")
    with next_page(login):
        login.click("[name='buttons.login']")
    page.get_by_role("button", name="I have logged in again").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Long thoughts")
    expect(page.get_by_text(text).first).to_be_visible()
