"""What waits about stories: for who told one, and for who reviews."""

from datetime import timedelta
from leap.cop.community import site_reviewers
from leap.cop.core.waiting import to_be_done
from leap.cop.core.waiting import waits_for
from leap.cop.story import erasure
from leap.cop.story.lifecycle import desk
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle import teller
from leap.cop.story.notes import notes
from leap.cop.story.notes.records import Notes
from leap.cop.story.review import holds
from plone import api
from plone.app.textfield.value import RichTextValue
from plone.uuid.interfaces import IUUID
from tests.conftest import make_community
from tests.conftest import make_story
from tests.conftest import NOW
from zope.event import notify
from zope.i18n import translate
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


def waiting(community, userid: str = "teller") -> list[str]:
    """Return the kinds of what waits about stories."""
    with api.env.adopt_user(userid):
        rows = to_be_done(waits_for(community, userid))
    return [row.kind for row in rows if "stor" in row.kind]


def send_back(story) -> None:
    with api.env.adopt_user("reviewer"):
        lifecycle.move(story, "return", now=NOW, comment="Please say more.")


def put_on_hold(story) -> None:
    with api.env.adopt_user("facilitator"):
        lifecycle.move(story, "take_down", now=NOW, comment="A name stands in it.")


def change(story, words: str = "Another sentence.") -> None:
    with api.env.adopt_user("teller"):
        story.reflection = RichTextValue(f"<p>{words}</p>", "text/html")
        notify(ObjectModifiedEvent(story))


@pytest.fixture
def returned(story_in):
    """Return a story that came back with a note."""
    story = story_in("pending")
    send_back(story)
    return story


@pytest.mark.parametrize("state", ["pending", "community_pending"])
def test_a_story_that_was_sent_back_waits(community, story_in, state):
    story = story_in(state)
    assert waiting(community) == []
    send_back(story)
    [row] = [
        row for row in waits_for(community, "teller") if row.kind == "story-returned"
    ]
    assert row.url == story.absolute_url()
    assert row.since == NOW
    assert story.title not in translate(row.text)


def test_it_waits_for_nobody_else(community, returned):
    for other in ("facilitator", "member", "reviewer", "colleague", "siteadmin"):
        assert "story-returned" not in waiting(community, other)


@pytest.mark.parametrize("level", ["community", "public"])
def test_sharing_or_asking_again_does_it(community, returned, level):
    with api.env.adopt_user("teller"):
        lifecycle.grant(returned, level, now=NOW, attribution="name")
    assert waiting(community) == []
    if level == "public":
        with api.env.adopt_user("teller"):
            lifecycle.move(returned, "retract", now=NOW)
        assert waiting(community) == []


def test_another_text_does_it(community, returned):
    with api.env.adopt_user("teller"):
        notify(ObjectModifiedEvent(returned))
    assert waiting(community) == ["story-returned"]
    change(returned)
    assert waiting(community) == []


def test_a_story_on_hold_waits_until_its_text_changes(community, story_in):
    story = story_in("public")
    old = story.reflection.raw
    put_on_hold(story)
    assert waiting(community) == ["story-held"]
    change(story)
    assert waiting(community) == []
    change(story, old.removeprefix("<p>").removesuffix("</p>"))
    assert waiting(community) == ["story-held"]


def test_a_hold_that_is_lifted_waits_no_longer(community, story_in):
    put_on_hold(story_in("public"))
    with api.env.adopt_user("facilitator"):
        [(token, _hold)] = holds.Holds(community).for_reader()
        holds.Holds(community).release(token, now=NOW)
    assert waiting(community) == []


def test_a_note_waits_until_it_is_answered(community, story_in):
    story = story_in("community")
    with api.env.adopt_user("facilitator"):
        line = notes.write(story, "May I ask you something?", now=NOW)
    assert waiting(community) == ["story-note"]
    [row] = [row for row in waits_for(community, "teller") if row.kind == "story-note"]
    assert row.url == f"{story.absolute_url()}/notes"
    with api.env.adopt_user("teller"):
        notes.write(story, "Of course.", line.thread, now=NOW)
    assert waiting(community) == []


def test_a_note_of_somebody_who_is_erased_waits_no_longer(community, story_in):
    story = story_in("community")
    with api.env.adopt_user("facilitator"):
        notes.write(story, "May I ask you something?", now=NOW)
    erasure.erase(api.portal.get(), "facilitator", now=NOW)
    assert Notes(story).threads() == {}
    assert waiting(community) == []


def test_a_story_that_is_deleted_leaves_nothing(portal, community, returned):
    community._delObject(returned.getId())
    assert waiting(community) == []
    assert desk.Desks(portal).all() == {}


def test_it_goes_along_to_another_address(community, returned):
    """As stories do that plone.api makes, under a temporary id at first."""
    place = teller.place_of(returned)
    teller.move(teller.code_of(returned), place, (place[0], "a" * 20))
    [row] = [
        row for row in waits_for(community, "teller") if row.kind == "story-returned"
    ]
    assert row.url == f"{community.absolute_url()}/{'a' * 20}"


def test_it_is_somebody_elses_with_the_story(portal, community, returned):
    from leap.cop.core.people import People

    teller.move_to_list(returned, People(portal).code_for("member"))
    assert waiting(community) == []
    assert waiting(community, "member") == ["story-returned"]


def test_erasing_somebody_leaves_no_desk(portal, community, returned):
    erasure.erase(portal, "teller", now=NOW)
    assert desk.Desks(portal).all() == {}


def test_the_last_ones_are_found_without_the_others(portal, community):
    told = []
    for number in range(desk.LAST + 3):
        story = make_story(community, title=f"Number {number}")
        story.creation_date = story.created() + number
        told.append(story)
    last = teller.last_stories("teller", 3)
    assert [story.title for story in last] == ["Number 12", "Number 11", "Number 10"]
    kept = [thing for thing in desk.of("teller") if thing.kind == desk.TOLD]
    assert len(kept) == desk.LAST
    for story in told[2:]:
        community._delObject(story.getId())
    last = teller.last_stories("teller", 3)
    assert [story.title for story in last] == ["Number 1", "Number 0"]


def test_stories_wait_for_a_review_with_their_number(community, story_in):
    first = story_in("pending")
    second = story_in("community_pending")
    rows = [
        row for row in waits_for(community, "reviewer") if row.kind == "review-stories"
    ]
    assert [row.count for row in rows] == [2]
    assert translate(rows[0].text) == "2 stories are waiting for your review"
    urls = {f"{story.absolute_url()}/review-story" for story in (first, second)}
    assert rows[0].url in urls
    for other in ("teller", "facilitator", "member", "colleague", "siteadmin"):
        assert "review-stories" not in waiting(community, other)


def test_an_own_story_waits_for_somebody_else(community, story_in):
    with api.env.adopt_user("siteadmin"):
        site_reviewers.name("teller", now=NOW)
    story_in("pending")
    assert "review-stories" not in waiting(community, "teller")


def test_reviewers_of_the_site_find_them_in_each_community(portal, community):
    with api.env.adopt_user("siteadmin"):
        other = make_community(portal, id="other", title="Other circle")
        site_reviewers.name("colleague", now=NOW - timedelta(days=1))
    make_story(other, "pending")
    assert waiting(other, "colleague") == ["review-stories"]
    assert waiting(community, "colleague") == []
    assert IUUID(other) != IUUID(community)
