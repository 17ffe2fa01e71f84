"""What becomes of answers when a story goes back, or a person goes away."""

from leap.cop.community.membership import Membership
from leap.cop.community.profiles import NO_LONGER_HERE
from leap.cop.story import erasure
from leap.cop.story.responses import records
from leap.cop.story.responses import responses
from plone import api
from tests.story.responses.answers import ANSWER
from tests.story.responses.answers import INSIDE
from tests.story.responses.answers import names_seen_by
from tests.story.responses.answers import noted_in
from tests.story.responses.answers import now
from tests.story.responses.answers import read
from tests.story.responses.answers import send
from tests.story.responses.answers import thank
from tests.story.responses.answers import WORDS
from tests.story.responses.answers import write_as
from zope.annotation.interfaces import IAnnotations

import pytest


def test_taken_back_the_teller_keeps_them(told, rest):
    url = told("public")
    send(rest, "member", url)
    thank(rest, "member", url)
    rest("teller").delete(f"{url}/@consent")
    for userid in INSIDE:
        assert rest(userid).get(f"{url}/@responses").status_code == 410
        assert send(rest, userid, url, ANSWER).status_code == 410
    kept = read(rest, "teller", url)
    assert [row["text"] for row in kept["items"]] == [WORDS]
    assert kept["thanks"] == 1
    assert send(rest, "teller", url, ANSWER).status_code == 409
    rest("teller").post(f"{url}/@consent", json={"level": "community"})
    assert len(read(rest, "member", url)["items"]) == 1


def test_deleted_with_the_story(portal, story_in):
    story = story_in("community")
    write_as("member", story)
    write_as("facilitator", story, "thanks", "")
    with api.env.adopt_user("teller"):
        api.content.delete(story, check_linkintegrity=False)
    assert noted_in(portal, "member") == noted_in(portal, "facilitator") == []


def test_a_copy_has_none_and_the_original_keeps_its_own(story_in):
    story = story_in("community")
    write_as("member", story)
    write_as("member", story, "thanks", "")
    with api.env.adopt_user("teller"):
        copy = api.content.copy(story, target=story.__parent__)
        assert not {records.RESPONSES_KEY, records.THANKS_KEY} & set(IAnnotations(copy))
    assert (len(records.Responses(story)), len(records.Thanks(story))) == (1, 1)


def test_who_leaves_has_no_name_there(community, story_in):
    story = story_in("community")
    write_as("member", story)
    assert names_seen_by("facilitator", story) == ["Mia Brook"]
    Membership(community).pause("member", now=now(), by_site=True)
    assert names_seen_by("facilitator", story) == ["Mia Brook"]
    Membership(community).remove("member", now=now())
    assert names_seen_by("facilitator", story) == [str(NO_LONGER_HERE)]
    assert names_seen_by("teller", story) == [str(NO_LONGER_HERE)]


def test_whoever_gets_the_id_later_is_somebody_else(portal, community, story_in):
    story = story_in("community")
    mine = write_as("member", story).response.id
    write_as("member", story, "thanks", "")
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username="member")
    api.user.create(username="member", email="m@example.org", password="Secret-12345")
    Membership(community).add("member", "member", now=now())
    assert names_seen_by("facilitator", story) == [str(NO_LONGER_HERE)]
    with api.env.adopt_user("member"):
        assert not responses.has_thanked(story)
        [line] = responses.lines_for_reader(story)
        assert not line.is_mine and not line.may_take_out
        with pytest.raises(responses.NotYours):
            responses.take_out(story, mine)
        responses.write(story, "thanks", now=now())
    assert responses.thanks(story) == 2


def test_an_erased_author_leaves_the_text_without_a_name(portal, story_in):
    story = story_in("community")
    write_as("member", story)
    write_as("member", story, "thanks", "")
    counts = erasure.erase(portal, "member", now=now())
    assert counts["answers to stories without a name"] == 1
    assert counts["thanks without a name"] == 1
    [kept] = records.Responses(story).rows()
    assert (kept.author, kept.text) == ("", ANSWER)
    assert responses.thanks(story) == 1
    assert names_seen_by("facilitator", story) == [str(NO_LONGER_HERE)]
    assert noted_in(portal, "member") == []
