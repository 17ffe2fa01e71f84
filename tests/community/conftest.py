"""Fixtures of the community room: a browser without JavaScript, per person."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.community.events import IMessageToFacilitators
from leap.cop.community.membership import Membership
from zope.component import getGlobalSiteManager

import pytest
import transaction


LATER = datetime(2026, 11, 9, 10, tzinfo=UTC)


@pytest.fixture
def membership(community):
    """Return the membership; the administrator who founded it has gone again."""
    membership = Membership(community)
    membership.remove("siteadmin", now=LATER - timedelta(days=1))
    return membership


@pytest.fixture
def stored(site):
    """Return a function that reads the community as it is stored now."""

    def read():
        transaction.begin()
        return site["tuesday"]

    return read


@pytest.fixture
def letters(site):
    """Yield the messages that were fired."""
    found = []
    manager = getGlobalSiteManager()

    def hear(event):
        found.append((event.community.getId(), event.userid, event.text))

    manager.registerHandler(hear, (IMessageToFacilitators,))
    yield found
    manager.unregisterHandler(hear, (IMessageToFacilitators,))
