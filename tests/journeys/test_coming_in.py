"""Coming in, in a real browser: each screen by axe, at 320 px, without JavaScript."""

from aiosmtpd.controller import Controller
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from tests.journeys.waiting import eventually
from tests.journeys.waiting import next_page

import os
import pytest
import re
import requests
import socket


pytestmark = pytest.mark.journey

PICTURES = os.environ.get("COP_PICTURES")
PASSWORD = "Kettle-Bicycle-7"
CIRCLE = "tuesday-circle"


class Letters:
    """A mail server that keeps the texts."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    async def handle_DATA(self, server, session, envelope):
        mail = message_from_bytes(envelope.content, policy=default)
        self.texts.append(mail.get_content())
        return "250 OK"

    def link(self) -> str:
        """Return the address of the manager's page, once it has come in a mail."""
        found: set[str] = set()

        def count() -> int:
            for text in tuple(self.texts):
                found.update(re.findall(r"http\S+/@@manager-support/\S+", text))
            return len(found)

        eventually(count, 1)
        return found.pop()


@pytest.fixture
def letters(demo):
    handler = Letters()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    body = {
        "smtp_host": "127.0.0.1",
        "smtp_port": port,
        "email_from_address": "intranet@example.org",
        "email_from_name": "Intranet",
    }
    answer = as_user(demo, "admin").patch(f"{demo}/@controlpanels/mail", json=body)
    assert answer.status_code == 204, answer.text
    yield handler
    server.stop()


def as_user(demo, userid):
    session = requests.Session()
    session.auth = (userid, PASSWORD)
    session.headers["Accept"] = "application/json"
    return session


def look(page, check_page, name):
    """Check a page, wide and narrow; keep a picture where somebody wants one."""
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 900})
        check_page(page)
        if PICTURES:
            target = Path(PICTURES) / f"{name}-{width}.png"
            page.screenshot(path=str(target), full_page=True)


def test_ask_with_a_managers_support_and_be_let_in(demo, visit, check_page, letters):
    settings = {"join_policy": "apply", "requires_manager_support": True}
    rest = as_user(demo, "facilitator")
    assert rest.patch(f"{demo}/{CIRCLE}", json=settings).status_code == 204

    applicant = visit("colleague", CIRCLE, javascript=True)
    look(applicant, check_page, "home")
    with next_page(applicant):
        applicant.get_by_role("link", name="Ask to join").first.click()
    look(applicant, check_page, "join")
    applicant.fill("#cop-message", "I hope to learn how others listen.")
    with next_page(applicant):
        applicant.click("form[action$='/join'] button.btn-primary")
    look(applicant, check_page, "ask-manager")
    applicant.fill("#cop-manager_email", "boss@example.org")
    with next_page(applicant):
        applicant.click("text=Show me the email")
    look(applicant, check_page, "mail")
    with next_page(applicant):
        applicant.click("#content button:has-text('Send')")
    look(applicant, check_page, "asked")
    applicant.goto(f"{demo}/{CIRCLE}/join")
    look(applicant, check_page, "waits")

    facilitator = visit("facilitator", f"{CIRCLE}/applications")
    look(facilitator, check_page, "applications")
    with next_page(facilitator):
        facilitator.click("text=Let in")
    look(facilitator, check_page, "on-the-way")
    applicant.goto(f"{demo}/{CIRCLE}")
    look(applicant, check_page, "candidate-home")
    applicant.goto(f"{demo}/my-applications")
    look(applicant, check_page, "mine")

    link = letters.link()
    manager = visit(None, link.removeprefix(f"{demo}/"), javascript=False)
    assert "Colin Prasad" in manager.content()
    manager.check("#cop-answer-yes")
    manager.keyboard.press("Enter")
    manager.wait_for_url("**/thank-you")
    manager = visit(None, link.removeprefix(f"{demo}/"))
    look(manager, check_page, "link-over")

    # The agreement is what is left.
    applicant.goto(f"{demo}/{CIRCLE}")
    applicant.get_by_role("link", name="Read it and answer").first.click()
    with next_page(applicant):
        applicant.get_by_role("button", name="Yes, I will keep to it").click()
    applicant.goto(f"{demo}/{CIRCLE}")
    assert "You are a member" in applicant.content()
    applicant.goto(f"{demo}/{CIRCLE}/how-i-am-listed")
    look(applicant, check_page, "listed")
    facilitator.goto(f"{demo}/{CIRCLE}/sign-in-sheet")
    look(facilitator, check_page, "sheet")
    facilitator.emulate_media(media="print")
    assert facilitator.is_visible(".cop-sheet-table")
    for surrounding in ("nav", "footer", ".breadcrumb", "#edit-zone"):
        for found in facilitator.locator(surrounding).all():
            assert not found.is_visible(), surrounding
    if PICTURES:
        facilitator.screenshot(path=f"{PICTURES}/print.png", full_page=True)
    facilitator.emulate_media(media="screen")
    facilitator.goto(f"{demo}/{CIRCLE}/members")
    look(facilitator, check_page, "members")
    rest.delete(f"{demo}/{CIRCLE}/@members/colleague", json={})


def test_the_managers_page(demo, visit, check_page, letters):
    settings = {"join_policy": "apply", "requires_manager_support": True}
    rest = as_user(demo, "facilitator")
    assert rest.patch(f"{demo}/{CIRCLE}", json=settings).status_code == 204
    body = {"message": "I hope to learn.", "manager_email": "boss@example.org"}
    colleague = as_user(demo, "colleague")
    answer = colleague.post(f"{demo}/{CIRCLE}/@applications", json=body)
    assert answer.status_code == 201, answer.text
    link = letters.link()
    manager = visit(None, link.removeprefix(f"{demo}/"))
    look(manager, check_page, "manager")
    rest.patch(f"{demo}/{CIRCLE}", json={"join_policy": "invite"})
    facilitator = visit("facilitator", f"{CIRCLE}/applications")
    look(facilitator, check_page, "all-at-once")
    colleague.delete(answer.json()["@id"], json={})
