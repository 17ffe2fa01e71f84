"""What it costs to say what waits: no story and no member is woken for a number."""

from leap.cop.community.membership import MemberShelf
from leap.cop.core import dates
from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.place.mine import LAST
from leap.cop.place.mine import Mine
from leap.cop.place.views import MyPlaceView
from leap.cop.story.lifecycle import lifecycle
from plone import api
from tests.conftest import make_story
from tests.conftest import NOW
from zope.globalrequest import getRequest
from zope.interface import alsoProvides

import pytest
import transaction


STATES = ("private", "community", "pending", "community_pending", "public")


@pytest.fixture
def asleep(site):
    """Give stories in all states and the people of a community, all of them asleep."""
    alsoProvides(getRequest(), IBrowserLayer)
    community = site["tuesday"]
    stories = [make_story(community, state) for state in (*STATES, *STATES)]
    returned = make_story(community, "pending", title="Zebra")
    with api.env.adopt_user("reviewer"):
        lifecycle.move(returned, "return", now=NOW, comment="Please say more.")
    transaction.commit()
    people = dict(MemberShelf(community).kept.items())
    site._p_jar.cacheMinimize()
    return [*stories, returned], people


def awake(things) -> list:
    return [thing for thing in things if thing._p_changed is not None]


@pytest.mark.parametrize("userid", ["teller", "reviewer", "facilitator", "colleague"])
def test_nobody_is_woken_for_a_number(asleep, userid):
    stories, people = asleep
    with api.env.adopt_user(userid):
        mine = Mine(getRequest())
        found = mine.waiting
        assert [brain.Title for brain in mine.newest]
        assert mine.stories_total == (len(stories) if userid == "teller" else 0)
    assert bool(found) == (userid in ("teller", "reviewer"))
    assert awake(stories) == []
    others = [record for name, record in people.items() if name != userid]
    assert awake(others) == []


def test_of_the_own_stories_the_last_are_woken_alone(asleep):
    stories, _people = asleep
    with api.env.adopt_user("teller"):
        assert len(Mine(getRequest()).last_stories) == LAST
    assert len(awake(stories)) <= 10


def test_days_are_written_as_everywhere(asleep):
    request = getRequest()
    with api.env.adopt_user("teller"):
        page = MyPlaceView(api.portal.get(), request)
        facts = [card.facts for card in page.stories]
        mine = page.mine
        told = [story.created() for story in mine.last_stories]
        said = [wait.where for wait in page.waits]
    for moment, fact in zip(told, facts, strict=True):
        assert fact.endswith(dates.day(moment))
    days = [dates.day(row.waiting.since) for row in mine.waiting]
    assert all(day in where for day, where in zip(days, said, strict=True))
