"""What waits is asked of every room, as the person it is about, and put in order."""

from datetime import timedelta
from leap.cop.core.waiting import in_order
from leap.cop.core.waiting import IWaiting
from leap.cop.core.waiting import Waiting
from leap.cop.core.waiting import waits_for
from plone import api
from tests.conftest import NOW
from zope.component import getGlobalSiteManager
from zope.interface import implementer
from zope.interface import Interface

import pytest


def test_the_lightest_comes_first_and_of_those_what_has_waited_longest():
    rows = [
        Waiting("idea", "", "/a"),
        Waiting("vote", "", "/b", weight=10),
        Waiting("vote", "", "/c", weight=10),
        Waiting("answer", "", "/d", since=NOW, weight=10),
        Waiting("answer", "", "/e", since=NOW - timedelta(days=1), weight=10),
    ]
    assert [row.url for row in in_order(rows)] == ["/e", "/d", "/b", "/c", "/a"]


@pytest.fixture
def room(community):
    """Register a room that says who asks it, and whom it was asked about."""

    @implementer(IWaiting)
    class Room:
        def __init__(self, community) -> None:
            self.community = community

        def rows(self, userid):
            me = api.user.get_current().getId() or ""
            return [Waiting("test", f"{me} for {userid}", "/here", weight=0)]

    registry = getGlobalSiteManager()
    registry.registerSubscriptionAdapter(Room, (Interface,), IWaiting)
    yield community
    registry.unregisterSubscriptionAdapter(Room, (Interface,), IWaiting)


@pytest.mark.parametrize("asks", ["member", "facilitator", None])
def test_a_room_is_asked_as_the_person_it_is_about(room, as_user, asks):
    as_user(asks)
    assert waits_for(room, "member")[0].text == "member for member"
    assert api.user.get_current().getId() == asks


def test_whoever_is_not_logged_in_is_asked_about_as_nobody(room, as_user):
    as_user(None)
    assert waits_for(room, "")[0].text == " for "


def test_nothing_waits_for_whoever_is_not_found(room, as_user):
    as_user("facilitator")
    assert waits_for(room, "nobody-here") == []
    assert waits_for(room, "") == []


def test_rows_are_of_the_person_and_not_of_whoever_asks(community, as_user):
    as_user("facilitator")
    pages = [row.url.rpartition("/")[2] for row in waits_for(community, "member")]
    assert "members" in pages and "invitations" not in pages
