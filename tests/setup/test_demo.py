"""The demo: people and stories as the reference promises them."""

from leap.cop.community.membership import Membership
from leap.cop.consent.ledger import Ledger
from leap.cop.story import lifecycle
from plone import api
from plone.app.testing import applyProfile
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME

import pytest


@pytest.fixture
def demo(portal):
    login(portal.aq_parent, SITE_OWNER_NAME)
    applyProfile(portal, "leap.cop:demo")
    return portal


def test_demo(demo):
    roles = {row.userid: row.role for row in Membership(demo["tuesday-circle"]).rows()}
    assert roles["facilitator"] == "facilitator"
    assert roles["member"] == roles["teller"] == "member"
    assert roles["reviewer"] == "reviewer"
    assert roles["newcomer"] == "candidate"
    assert "colleague" not in roles
    assert "admin" not in roles

    states = {
        lifecycle.state_of(story)
        for story in demo["tuesday-circle"].objectValues()
        if lifecycle.teller_of(story) == "teller"
    }
    assert states == {
        "private",
        "community",
        "pending",
        "community_pending",
        "public",
    }
    assert Ledger(demo).verify() == {}

    before = len(demo["tuesday-circle"])
    applyProfile(demo, "leap.cop:demo")
    assert len(demo["tuesday-circle"]) == before
    assert len(api.content.find(portal_type="leap.cop.Community")) == 2
