"""Coming in: conditions decide between a member and somebody on the way in."""

from datetime import datetime
from datetime import UTC
from leap.cop.community.membership import Membership
from leap.cop.consent.errors import NotNow
from leap.cop.recruitment import joining
from zope.component import getGlobalSiteManager
from zope.interface import implementer

import pytest


NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.fixture
def condition():
    """Give a condition that a test can fulfil."""
    fulfilled = set()

    @implementer(joining.IJoinCondition)
    class Condition:
        def __init__(self, community) -> None:
            pass

        def missing(self, userid):
            return "" if userid in fulfilled else "Please bring a cake."

    from leap.cop.community.content import ICommunity

    registry = getGlobalSiteManager()
    registry.registerSubscriptionAdapter(
        Condition, (ICommunity,), joining.IJoinCondition
    )
    yield fulfilled
    registry.unregisterSubscriptionAdapter(
        Condition, (ICommunity,), joining.IJoinCondition
    )


def come_in(community, userid="colleague"):
    return joining.come_in(community, userid, how="application", now=NOW)


def test_a_member_at_once_where_nothing_is_asked(community):
    assert come_in(community) == "member"
    assert Membership(community).history("colleague")[-1].how == "application"


def test_on_the_way_in_until_nothing_is_missing(community, condition):
    assert come_in(community) == "candidate"
    assert joining.missing(community, "colleague") == ["Please bring a cake."]
    assert not joining.go_on(community, "colleague", now=NOW)
    condition.add("colleague")
    assert joining.go_on(community, "colleague", now=NOW)
    assert Membership(community).role_of("colleague") == "member"


def test_coming_twice_changes_nothing(community):
    come_in(community)
    before = Membership(community).histories()
    assert come_in(community) == "member"
    assert come_in(community, "facilitator") == "facilitator"
    assert Membership(community).histories() == before


def test_who_is_paused_does_not_come_back_unaided(community):
    Membership(community).pause("member", now=NOW, by_site=False)
    with pytest.raises(NotNow):
        come_in(community, "member")
    assert not joining.go_on(community, "member", now=NOW)
