"""The way of a story, in one process."""

from datetime import datetime
from datetime import UTC
from leap.cop.community import groups
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.settings import GROUPS_PLUGIN
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from plone import api
from plone.app.textfield.value import RichTextValue

import pytest


@pytest.fixture
def story(community, as_user):
    as_user("teller")
    return api.content.create(
        community,
        type="leap.cop.Story",
        title="The open door",
        learning=RichTextValue("<p>We asked first.</p>", "text/html", "text/html"),
    )


def acts(story):
    rows = Ledger(api.portal.get()).rows(standing_of(story).ledger_key)
    return [(row["act"], row["level"]) for row in rows]


def grant(story, level):
    lifecycle.grant(story, level, now=lifecycle.utc_now())


def test_a_new_story_is_its_tellers_alone(story):
    assert lifecycle.state_of(story) == "private"
    assert lifecycle.teller_of(story) == "teller"
    assert story.get_local_roles() == ()
    assert acts(story) == []
    assert story.creators == ()


def test_the_whole_way(story, as_user):
    grant(story, "community")
    assert lifecycle.state_of(story) == "community"
    grant(story, "public")
    assert lifecycle.state_of(story) == "community_pending"
    as_user("reviewer")
    lifecycle.approve(story, digests.digest_of(story))
    assert lifecycle.state_of(story) == "public"
    assert lifecycle.effective_audience(story) == "public"
    as_user("teller")
    lifecycle.withdraw(story)
    assert lifecycle.state_of(story) == "private"
    assert acts(story) == [
        ("grant", "community"),
        ("grant", "public"),
        ("review", "public"),
        ("withdraw", "private"),
    ]
    assert Ledger(api.portal.get()).verify() == {}


def test_no_transition_without_a_grant(story):
    with pytest.raises(NotNow):
        lifecycle.move(story, "share")
    with pytest.raises(NotNow):
        api.content.transition(story, "submit")


def test_sent_back_where_it_was(story, as_user):
    grant(story, "public")
    assert lifecycle.state_of(story) == "pending"
    as_user("reviewer")
    with pytest.raises(Refused):
        lifecycle.send_back(story, "  ")
    lifecycle.send_back(story, "Somebody may know the street.")
    assert lifecycle.state_of(story) == "private"
    assert standing_of(story).granted == ""


def test_nobody_reviews_the_own_story(story, community):
    grant(story, "public")
    reviewers = groups.group_id(community, "reviewers")
    plugin = api.portal.get_tool("acl_users")[GROUPS_PLUGIN]
    plugin.addPrincipalToGroup("teller", reviewers)
    with pytest.raises(NotYours):
        lifecycle.approve(story)


def test_a_grant_stands_at_the_moment_it_was_given(story):
    given = datetime(2026, 5, 17, 11, 23, tzinfo=UTC)
    lifecycle.grant(story, "community", now=given)
    assert story.effective().timeTime() == given.timestamp()
