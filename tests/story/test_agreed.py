"""What you agreed to: the whole history in plain words, for the teller alone."""

from leap.cop.community.membership import Membership
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.proof.seal import keep_on_record
from leap.cop.story.proof.seal import open_seal
from leap.cop.story.review import holds
from leap.cop.story.sharing import leaving_choices
from leap.cop.story.sharing.wordings import WORDINGS
from lxml import html
from plone import api
from plone.app.textfield.value import RichTextValue
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import datetime
import pytest
import re
import transaction


START = datetime.datetime(2026, 11, 2, 9, 30, tzinfo=datetime.UTC)


def entries(visitor) -> list[str]:
    page = html.fromstring(visitor.contents).get_element_by_id("content")
    found = page.xpath(".//ol[contains(@class, 'cop-rows')]/li")
    return [" ".join(entry.text_content().split()) for entry in found]


def page_of(browse, url):
    visitor = browse("teller")
    assert visitor.visit(f"{url}/agreed") == 200
    return visitor


def test_nothing_agreed_yet(browse, told):
    visitor = page_of(browse, told("private"))
    assert entries(visitor) == []
    assert "You have not agreed to anything yet" in visitor.page
    assert "Take it back</a>" not in visitor.main


def test_a_long_way(browse, told, story_at):
    """Everything that can happen to a story, in its order and with its reasons."""
    url = told("private", attribution="name")
    story = story_at(url)

    def grant(level, minutes, **fields):
        now = START + datetime.timedelta(minutes=minutes)
        with api.env.adopt_user("teller"):
            lifecycle.grant(story, level, now=now, **fields)

    def decide(userid, transition, minutes, comment=""):
        now = START + datetime.timedelta(minutes=minutes)
        with api.env.adopt_user(userid):
            lifecycle.move(story, transition, now=now, comment=comment)

    grant("community", 0, wording="share-1", language="en", channel="form")
    grant("public", 1, wording="publish-1", language="ro", channel="form")
    decide("reviewer", "return", 2, "Leave the mill out.")
    grant("public", 3)
    decide("reviewer", "approve", 4)
    decide("facilitator", "take_down", 5, "Somebody rang.")
    with api.env.adopt_user("facilitator"):
        kept = holds.Holds(story.__parent__)
        [(token, _hold)] = kept.for_reader()
        kept.release(token, now=START + datetime.timedelta(minutes=6))
    open_seal(
        story,
        ("siteadmin", "facilitator"),
        "A child is in danger.",
        now=START + datetime.timedelta(minutes=7),
    )
    grant("community", 8)
    with api.env.adopt_user("teller"):
        story.learning = RichTextValue("<p>Other words.</p>", "text/html")
        notify(ObjectModifiedEvent(story))
        lifecycle.withdraw(story)
    transaction.commit()

    visitor = page_of(browse, url)
    found = entries(visitor)[::-1]
    said = [
        "You agreed that our community may read it",
        "You agreed that all staff may read it",
        "A reviewer sent it back with a note",
        "You agreed that all staff may read it",
        "A reviewer published it for all staff",
        "It was put on hold",
        "The hold was lifted",
        "Two people looked up who told it",
        "You agreed that our community may read it",
        "You agreed that our community may read the changed text",
        "You took all of it back",
    ]
    assert len(found) == len(said)
    for text, entry in zip(said, found, strict=True):
        assert text in entry, entry
    assert "Leave the mill out." in found[2]
    assert "Somebody rang." in found[5]
    assert "Sid Moss and Fay Holt" in found[7]
    page = browse("teller")
    page.visit(url)
    assert "it was put on hold" in page.main
    assert "A child is in danger." in found[7]
    assert "Name shown: My name" in found[0]
    assert "t has changed since" in found[0]
    assert "t has not changed since" in found[9]
    for question in WORDINGS["share-1"].questions:
        assert question.text in found[0]
    assert "greed through another program, not on these pages" in found[3]
    assert 'lang="ro"' in visitor.contents
    assert "2 November 2026" in found[0]


@pytest.mark.parametrize("channel", lifecycle.TELLERS_OWN)
def test_a_name_taken_off_is_no_changed_text(browse, told, story_at, channel):
    url = told("private", attribution="name")
    story, later = story_at(url), START + datetime.timedelta(minutes=1)
    with api.env.adopt_user("teller"):
        lifecycle.grant(story, "community", now=START)
        leaving_choices.take_name_off(story, now=later, channel=channel)
    transaction.commit()
    visitor = page_of(browse, url)
    newest = entries(visitor)[0]
    assert "You took your name off" in newest
    assert "changed the text" not in newest
    page = browse("teller")
    page.visit(url)
    assert ": you took your name off" in page.main


def test_a_story_that_was_given_back_was_not_looked_up(browse, told, story_at):
    url = told("community", attribution="role")
    story, two = story_at(url), ("siteadmin", "facilitator")
    channel, now = lifecycle.GIVE_BACK, lifecycle.utc_now()
    keep_on_record(story, two, "Back from leave.", channel=channel, now=now)
    transaction.commit()
    newest = entries(page_of(browse, url))[0]
    assert "Two people gave the story back to you" in newest
    assert "Back from leave." in newest
    assert "looked up" not in newest
    page = browse("teller")
    page.visit(url)
    assert ": two people gave the story back to you" in page.main
    assert "looked up who told it, with" not in page.main


def test_fingerprints_are_folded_away(browse, told):
    visitor = page_of(browse, told("public"))
    page = html.fromstring(visitor.contents).get_element_by_id("content")
    for code in page.xpath(".//*[contains(text(), 'v1:')]"):
        assert code.xpath("ancestor::details[not(@open)]")
    assert "digest" not in page.text_content().lower()


def test_who_reads_it_now(browse, told):
    visitor = page_of(browse, told("community"))
    assert "3 people, and whoever joins Tuesday circle later" in visitor.page
    assert "What you cannot take back" in visitor.page
    visitor.getLink("Take it back").click()
    assert visitor.press("Take all of it back") == 200


@pytest.mark.parametrize("attribution, thin", [("name", False), ("anonymous", True)])
def test_no_name_is_thin_where_it_is_true(browse, told, site, attribution, thin):
    url = told("private", attribution=attribution)
    members = Membership(site["tuesday"]).readers()
    visitor = page_of(browse, url)
    assert (f"community is small (people: {members})" in visitor.page) == thin


def test_the_community_came_back(browse, told, site):
    url = told("public")
    with api.env.adopt_user("siteadmin"):
        api.content.transition(site["tuesday"], "retract")
    transaction.commit()
    newest = entries(page_of(browse, url))[0]
    assert (
        "It came back because our community changed how far stories may go"
    ) in newest
    # The page of the story says the same in a line: nobody put anything on hold.
    page = browse("teller")
    page.visit(url)
    assert "it came back because our community changed" in page.main
    assert "it was put on hold" not in page.main


@pytest.mark.parametrize(
    "userid", ["member", "facilitator", "reviewer", "colleague", "siteadmin"]
)
def test_nobody_else_reads_it(browse, told, userid):
    assert browse(userid).visit(f"{told('public')}/agreed") == 403


def test_no_words_that_never_stand_on_a_screen(browse, told):
    url = told("public")
    for page in ("", "/agreed", "/see-it-as", "/notes"):
        visitor = browse("teller")
        visitor.visit(url + page)
        unsaid = r"\b(exposure|canary|digest|gate|declined|failed|pipeline)\b"
        text = html.fromstring(visitor.main).text_content()
        assert not re.search(unsaid, text, re.I), page
