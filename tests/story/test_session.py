"""An expired session loses no text."""

from leap.cop.story.lifecycle import lifecycle
from leap.cop.testing import PASSWORD

import pytest


def log_in(visitor, userid):
    visitor.visit("login")
    visitor.field("__ac_name").value = userid
    visitor.field("__ac_password").value = PASSWORD
    visitor.press("Log in")


def log_out(visitor):
    """Forget who is logged in, as a browser does when the ticket is too old."""
    for name in list(visitor.cookies):
        del visitor.cookies[name]


@pytest.fixture
def visitor(browse):
    visitor = browse(None)
    log_in(visitor, "teller")
    return visitor


TEXT = '“Quotes”, <b>signs</b> & an ampersand\n\nand "more"'


def test_a_story_survives_the_end_of_a_session(visitor, story_at):
    visitor.visit("tuesday/++add++leap.cop.Story")
    visitor.field("form.widgets.IBasic.title").value = "A long evening"
    visitor.field("form.widgets.learning").value = TEXT
    visitor.field("form.widgets.domain:list").value = ["practice"]
    visitor.field("form.widgets.others_recognisable").value = ["nobody"]
    log_out(visitor)
    assert visitor.press("Save") == 401
    assert "What you wrote has not been lost" in visitor.page
    kept = visitor.contents

    log_in(visitor, "teller")
    again = resend(visitor, kept)
    assert again == 200, visitor.page
    story = story_at(visitor.url)
    assert story.title == "A long evening"
    assert "Quotes" in story.learning.raw and "<b>signs</b>" in story.learning.raw
    assert story.domain == "practice"
    assert story.others_recognisable == "nobody"
    assert lifecycle.teller_of(story) == "teller"


def test_the_box_on_the_community_survives_it(visitor, story_at):
    visitor.visit("tuesday/keep-story")
    visitor.field("text").value = TEXT
    log_out(visitor)
    assert visitor.press("Save it, just for me") == 401
    kept = visitor.contents
    log_in(visitor, "teller")
    assert resend(visitor, kept) == 200
    assert "ampersand" in story_at(visitor.url).reflection.raw


def test_a_change_survives_it(visitor, told, story_at):
    url = told("community")
    visitor.visit(f"{url}/edit")
    visitor.field("form.widgets.learning").value = "<p>Changed &amp; kept</p>"
    log_out(visitor)
    assert visitor.press("Save") == 401
    kept = visitor.contents
    log_in(visitor, "teller")
    assert resend(visitor, kept) == 200
    assert story_at(url).learning.raw == "<p>Changed &amp; kept</p>"


def test_somebody_else_who_logs_in_gets_the_text_and_a_question(visitor, site):
    visitor.visit("tuesday/++add++leap.cop.Story")
    visitor.field("form.widgets.learning").value = "Mine alone"
    log_out(visitor)
    visitor.press("Save")
    kept = visitor.contents
    log_in(visitor, "member")
    assert resend(visitor, kept) == 403
    assert "lease press the button again" in visitor.page
    assert "Mine alone" in visitor.field("form.widgets.learning").value
    assert len(site["tuesday"]) == 0


@pytest.mark.parametrize("path", ["tuesday/login", "tuesday", "tuesday/keep-story"])
def test_passwords_are_never_kept(browse, path):
    visitor = browse(None)
    secret = "Very%21Secret"
    data = f"text=Mine&__ac_name=teller&__ac_password={secret}&new_password={secret}"
    visitor.post(path, data)
    assert "Secret" not in visitor.contents
    assert "Very" not in visitor.contents


def test_what_is_kept_is_for_one_reader_alone(visitor):
    visitor.visit("tuesday/keep-story")
    visitor.field("text").value = "Mine"
    log_out(visitor)
    visitor.press("Save it, just for me")
    assert visitor.headers["Cache-Control"] == "private, no-store"


def resend(visitor, kept: str) -> int:
    """Press the button in the tab that was left open, after logging in elsewhere."""
    from lxml import html
    from urllib.parse import urlencode

    form = html.fromstring(kept).xpath("//form[.//button[contains(., 'logged in')]]")[0]
    fields = [
        (item.get("name"), item.get("value") or "")
        for item in form.xpath(".//input[@name]")
    ]
    return visitor.post(form.get("action"), urlencode(fields))
