"""What waits is asked anew for each state of the database, and once for each."""

from datetime import timedelta
from leap.cop.place.kept import kept
from plone import api
from tests.conftest import NOW

import pytest
import transaction


@pytest.fixture
def asked(site):
    """Return a function that asks, and says how often somebody was really asked."""
    times = []

    def ask():
        times.append(1)
        return [(f"time {len(times)}", [])]

    def asking(userid: str = "teller", now=NOW) -> int:
        before = len(times)
        kept(site, userid, now, ask)
        return len(times) - before

    transaction.begin()
    return asking


def test_it_is_asked_once_for_a_state(asked):
    assert asked() == 1
    assert asked() == 0
    assert asked("member") == 1
    transaction.begin()
    assert asked() == 0


def test_whatever_is_saved_makes_it_be_asked_anew(asked, site):
    assert asked() == 1
    site.title = "Another title"
    # Nothing is kept of what is not saved yet.
    assert (asked(), asked()) == (1, 1)
    transaction.commit()
    assert asked() == 1
    assert asked() == 0


def test_the_clock_is_looked_at_once_a_minute(asked):
    assert asked() == 1
    assert asked(now=NOW + timedelta(seconds=29)) == 0
    assert asked(now=NOW + timedelta(seconds=60)) == 1


def test_another_site_at_the_same_address_has_its_own(site):
    """Behind a proxy two sites of one database can have one address."""
    with api.env.adopt_roles(["Manager"]):
        places = [api.content.create(site, "Folder", name) for name in ("one", "two")]
    transaction.commit()
    asked = []
    for place in places:
        site.REQUEST.setVirtualRoot("")
        site.REQUEST["VirtualRootPhysicalPath"] = place.getPhysicalPath()
        here = place.getPhysicalPath()
        found = kept(place, "teller", NOW, lambda here=here: [here])
        asked.append((place.absolute_url(), found))
    (url, first), (same_url, second) = asked
    assert url == same_url
    assert first != second
