"""Fixtures of the whole house: the site, its people, one community with a story."""

from datetime import datetime
from datetime import timezone
from leap.cop.community.membership import Membership
from leap.cop.testing import FUNCTIONAL_TESTING
from leap.cop.testing import INTEGRATION_TESTING
from leap.cop.testing import PEOPLE
from plone import api
from plone.app.testing import login
from plone.app.testing import logout
from pytest_plone import fixtures_factory

import pytest


pytest_plugins = ["pytest_plone"]

globals().update(
    fixtures_factory(
        ((FUNCTIONAL_TESTING, "functional"), (INTEGRATION_TESTING, "integration"))
    )
)

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=timezone.utc)


def make_community(portal, state: str = "public", **fields):
    """Make a community with one person in each role."""
    payload = {
        "title": "Tuesday circle",
        "short_name": "Tuesday circle",
        "country": "GB",
        "safeguarding_contact": "Sam Reed, 01632 960001, weekdays 9 to 17",
        **fields,
    }
    community = api.content.create(
        portal, type="leap.cop.Community", id=payload.pop("id", "tuesday"), **payload
    )
    membership = Membership(community)
    for userid, (_name, _role, role) in PEOPLE.items():
        if role is not None:
            membership.add(userid, role, now=NOW)
    if state != "private":
        transition = {"community": "share", "public": "publish"}[state]
        api.content.transition(community, transition)
    return community


@pytest.fixture
def community(portal):
    """Give a community that all staff see, with one person in each role."""
    with api.env.adopt_user("siteadmin"):
        return make_community(portal)


@pytest.fixture
def as_user(portal):
    """Give a function that logs somebody in; None logs out."""

    def switch(userid: str | None) -> None:
        logout() if userid is None else login(portal, userid)

    yield switch
    logout()
