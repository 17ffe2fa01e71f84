"""Review: the list, one story, putting on hold and letting go."""

from leap.cop.community import groups
from leap.cop.community.membership import Membership
from leap.cop.consent.consent_state import set_standing
from leap.cop.consent.consent_state import standing_of
from leap.cop.core.settings import GROUPS_PLUGIN
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.review.records import HoldShelf
from tests.naming import name_site_reviewer

import datetime
import pytest
import transaction


NOW = datetime.datetime(2026, 11, 3, 8, tzinfo=datetime.UTC)


def publish(visitor) -> int:
    """Tick what has to be looked at, and press the button."""
    for name in ("nobody_recognised", "nobody_at_risk", "pictures_allowed"):
        visitor.field(name).value = ["yes"]
    return visitor.press("Publish")


def test_what_waits_oldest_first(browse, told, site):
    urls = [told("pending", title=f"Story {number}") for number in range(3)]
    for url, hour in zip(urls, (3, 1, 2), strict=True):
        story = site["tuesday"][url.rsplit("/", 1)[1]]
        asked = datetime.datetime(2026, 11, 1, hour, tzinfo=datetime.UTC)
        set_standing(story, standing_of(story)._replace(asked=asked))
        story.reindexObject(idxs=["cop_since"])
    transaction.commit()
    visitor = browse("reviewer")
    assert visitor.visit("review-queue") == 200
    places = [
        visitor.main.index(f"{urls[number]}/review-story") for number in (1, 2, 0)
    ]
    assert places == sorted(places)
    assert "Three things to check" in visitor.page
    assert "For now, only the storyteller and the reviewers can read it" in visitor.page
    assert "Waiting since" in visitor.page


@pytest.mark.parametrize("userid", ["teller", "member", "facilitator", "colleague"])
def test_nothing_waits_for_others(browse, told, userid):
    url = told("community_pending")
    visitor = browse(userid)
    assert visitor.visit("review-queue") == 200
    assert "No stories are waiting for your review" in visitor.page
    assert url not in visitor.main


@pytest.mark.parametrize("state", ["pending", "community_pending"])
def test_publish(browse, told, story_at, state):
    url = told(state, others_note="Anna has read it.")
    visitor = browse("reviewer")
    assert visitor.visit(f"{url}/review-story") == 200
    assert "Anna has read it." in visitor.page
    assert "Sit down first, ask later." in visitor.page
    assert "digest" not in visitor.main.lower()
    publish(visitor)
    assert "All staff can read it now" in visitor.page
    assert lifecycle.state_of(story_at(url)) == "public"
    assert browse("colleague").visit(url) == 200


def test_a_text_that_changed_meanwhile_is_read_again(browse, told, story_at, rest):
    url = told("pending")
    visitor = browse("reviewer")
    visitor.visit(f"{url}/review-story")
    teller = rest("teller")
    teller.delete(f"{url}/@consent")
    teller.patch(url, json={"learning": "<p>And the address is 5 Elm Road.</p>"})
    teller.post(f"{url}/@consent", json={"level": "public", "attribution": "name"})
    assert publish(visitor) == 409
    assert (
        "he storyteller changed the story while you were "
        "reading, so nothing has been published"
    ) in visitor.page
    assert "5 Elm Road" in visitor.page
    assert lifecycle.state_of(story_at(url)) == "pending"
    publish(visitor)
    assert lifecycle.state_of(story_at(url)) == "public"


def test_publishing_needs_the_mark_of_what_was_read(browse, told, story_at):
    url = told("pending")
    visitor = browse("reviewer")
    visitor.visit(f"{url}/review-story")
    token = visitor.field("_authenticator").value
    data = f"_authenticator={token}&decision=publish"
    assert visitor.post(f"{url}/review-story", data) == 409
    data = f"_authenticator={token}&decision=whatever"
    assert visitor.post(f"{url}/review-story", data) == 400
    assert lifecycle.state_of(story_at(url)) == "pending"


def test_send_back_with_a_note(browse, told, story_at):
    url = told("community_pending")
    visitor = browse("reviewer")
    visitor.visit(f"{url}/review-story")
    assert visitor.press("Send back with a note") == 400
    assert "tell the storyteller why, in a few words" in visitor.page.lower()
    visitor.field("comment").value = "Which street is a clue."
    visitor.press("Send back with a note")
    assert "has been sent back" in visitor.page
    story = story_at(url)
    assert lifecycle.state_of(story) == "community"
    assert standing_of(story).decisions[-1].reason == "Which street is a clue."


def test_a_story_that_came_back_with_a_note_does_not_say_there_is_none(browse, told):
    url = told("community_pending")
    visitor = browse("teller")
    visitor.visit(url)
    assert "Notes to you: none yet" in visitor.page
    assert "Other notes" not in visitor.page
    reviewer = browse("reviewer")
    reviewer.visit(f"{url}/review-story")
    reviewer.field("comment").value = "Which street is a clue."
    reviewer.press("Send back with a note")
    visitor.visit(url)
    assert "Which street is a clue." in visitor.page
    assert "Other notes to you: none yet" in visitor.page


@pytest.mark.parametrize("userid", ["teller", "member", "facilitator"])
def test_who_does_not_review(browse, told, story_at, userid):
    url = told("community_pending")
    visitor = browse(userid)
    assert visitor.visit(f"{url}/review-story") == 403
    assert visitor.post(f"{url}/review-story", "decision=publish") == 403
    assert lifecycle.state_of(story_at(url)) == "community_pending"


def test_nobody_reviews_the_own_story(browse, told, site):
    url = told("pending")
    reviewers = groups.group_id(site["tuesday"], "reviewers")
    site.acl_users[GROUPS_PLUGIN].addPrincipalToGroup("teller", reviewers)
    transaction.commit()
    visitor = browse("teller")
    assert visitor.visit(f"{url}/review-story") == 200
    assert "somebody else reviews it" in visitor.page
    assert 'name="decision"' not in visitor.contents


# On hold


@pytest.fixture
def held(browse, told):
    """Return a function that puts a story on hold and says where it stands."""

    def hold(state="community", by="facilitator", reason="The street is a clue."):
        url = told(state)
        visitor = browse(by)
        assert visitor.visit(f"{url}/hold-story") == 200
        visitor.field("comment").value = reason
        visitor.press("Put on hold")
        assert visitor.url.endswith("review-queue")
        return url

    return hold


@pytest.mark.parametrize(
    "state, by",
    [
        ("community", "facilitator"),
        ("community_pending", "facilitator"),
        ("community_pending", "reviewer"),
        ("pending", "reviewer"),
        ("public", "reviewer"),
    ],
)
def test_put_on_hold(browse, held, story_at, state, by):
    url = held(state, by)
    story = story_at(url)
    assert lifecycle.state_of(story) == "private"
    assert lifecycle.is_held(story)
    teller = browse("teller")
    teller.visit(url)
    assert "The street is a clue." in teller.page
    assert "This text is on hold" in teller.page
    assert "share-story" not in teller.main
    teller.visit(f"{url}/share-story")
    assert "on hold" in teller.page
    assert 'name="attribution"' not in teller.contents
    teller.visit("my-stories")
    assert "On hold. Edit the text, then you can share it again." in teller.page


def test_a_hold_needs_a_reason(browse, told, story_at):
    url = told("community")
    visitor = browse("facilitator")
    visitor.visit(f"{url}/hold-story")
    assert "can share the story again after changing" in visitor.page
    assert visitor.press("Put on hold") == 400
    assert lifecycle.state_of(story_at(url)) == "community"


@pytest.mark.parametrize("userid", ["teller", "member", "colleague", "siteadmin"])
def test_who_does_not_hold(browse, told, story_at, userid):
    url = told("public")
    visitor = browse(userid)
    assert visitor.visit(f"{url}/hold-story") == 403
    assert visitor.post(f"{url}/hold-story", "comment=No") == 403
    assert lifecycle.state_of(story_at(url)) == "public"


def test_whoever_put_it_there_lets_it_go(browse, held, story_at):
    url = held("community", "facilitator")
    visitor = browse("facilitator")
    visitor.visit("review-queue")
    assert "Put on hold by you on" in visitor.page
    assert "The street is a clue." in visitor.page
    assert "The long table" not in visitor.page
    assert url.rsplit("/", 1)[1] not in visitor.contents
    visitor.press("Lift the hold")
    assert "no longer on hold" in visitor.page
    assert "Lift the hold" not in visitor.main
    assert not lifecycle.is_held(story_at(url))
    teller = browse("teller")
    teller.visit(url)
    assert "Hold lifted on" in teller.page
    assert f"{url}/share-story" in teller.main


SEES = {
    ("community", "facilitator"): {"facilitator"},
    ("pending", "reviewer"): {"reviewer"},
    ("community_pending", "facilitator"): {"facilitator", "reviewer"},
    ("public", "reviewer"): {"facilitator", "reviewer"},
}


@pytest.mark.parametrize("state, by", SEES)
def test_who_sees_that_something_is_on_hold(browse, held, state, by):
    held(state, by)
    for userid in ("facilitator", "reviewer", "member", "teller", "siteadmin"):
        visitor = browse(userid)
        visitor.visit("review-queue")
        assert ("Lift the hold" in visitor.page) is (userid in SEES[state, by]), userid
        assert ("The street" in visitor.page) is (userid == by), userid


def test_letting_go_is_not_for_everybody(browse, held, site, story_at):
    url = held("community", "facilitator")
    community = site["tuesday"]
    token = next(iter(HoldShelf(community).kept))
    for userid in ("member", "reviewer", "teller", "colleague", "siteadmin"):
        visitor = browse(userid)
        visitor.visit("tuesday/@@cop-macros")
        visitor.visit("story-library")
        authenticator = api_token(visitor)
        visitor.post(
            "release-hold",
            f"_authenticator={authenticator}&community={community.UID()}&hold={token}",
        )
        assert "You cannot lift this hold" in visitor.page, userid
        assert lifecycle.is_held(story_at(url)), userid
    visitor = browse("facilitator")
    assert visitor.post("release-hold", f"hold={token}") == 403
    assert visitor.visit("release-hold") == 200
    assert visitor.url.endswith("review-queue")


def api_token(visitor):
    """Return the token of any form that posts, as the reader has one on each page."""
    import re

    found = re.search(r"_authenticator=(\w+)", visitor.contents)
    if found:
        return found[1]
    visitor.visit("@@change-password")
    return re.search(r'name="_authenticator"[^>]*value="(\w+)"', visitor.contents)[1]


def test_a_changed_text_is_on_hold_no_more(browse, held, rest):
    url = held("community", "facilitator")
    rest("teller").patch(url, json={"learning": "<p>Somewhere else.</p>"})
    visitor = browse("facilitator")
    visitor.visit("review-queue")
    assert "Lift the hold" not in visitor.page
    teller = browse("teller")
    teller.visit(url)
    assert f"{url}/share-story" in teller.main


def test_a_deleted_story_leaves_no_hold(held, rest, site):
    url = held("community", "facilitator")
    assert rest("teller").delete(url).status_code == 204
    transaction.begin()
    assert len(HoldShelf(site["tuesday"]).kept) == 0


def test_a_facilitator_does_not_let_the_own_story_go(browse, held, site, story_at):
    url = held("public", "reviewer")
    Membership(site["tuesday"]).change_role("teller", "facilitator", now=NOW)
    transaction.commit()
    visitor = browse("teller")
    visitor.visit("review-queue")
    assert "Lift the hold" not in visitor.page
    assert lifecycle.is_held(story_at(url))


def test_reviewers_of_the_whole_site(browse, held, site):
    held("pending", "reviewer")
    name_site_reviewer("colleague")
    visitor = browse("colleague")
    visitor.visit("review-queue")
    assert "Lift the hold" in visitor.page
