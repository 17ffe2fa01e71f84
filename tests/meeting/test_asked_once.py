"""What is asked once for many meetings says what is asked of each."""

from AccessControl import getSecurityManager
from Acquisition import aq_base
from leap.cop.community.membership import Membership
from leap.cop.core.access import may_view
from leap.cop.core.access_below import Below
from leap.cop.core.permissions import VIEW_MEETING_INSIDES
from leap.cop.media import keeping
from leap.cop.media.content import LINK
from plone import api
from tests.conftest import make_story
from tests.conftest import NOW
from tests.meeting.conftest import plan

import pytest
import transaction


STATES = ("private", "community", "public")

READERS = ("facilitator", "member", "teller", "newcomer", "colleague", "siteadmin")


@pytest.fixture
def meetings(community):
    """Return a meeting in each state."""
    return [plan(community, state=state) for state in STATES]


def said_of(community, meetings) -> list[tuple[bool, bool]]:
    below = Below(community)
    return [
        (below.shows(one), below.has(VIEW_MEETING_INSIDES, one)) for one in meetings
    ]


def asked_of_each(meetings) -> list[tuple[bool, bool]]:
    ask = getSecurityManager().checkPermission
    return [(may_view(one), bool(ask(VIEW_MEETING_INSIDES, one))) for one in meetings]


@pytest.mark.parametrize("userid", READERS)
def test_as_each_would_be_asked(community, meetings, userid):
    with api.env.adopt_user(userid):
        assert said_of(community, meetings) == asked_of_each(meetings)


def test_who_sees_what(community, meetings):
    def seen_by(userid: str) -> list[bool]:
        with api.env.adopt_user(userid):
            return [shows for shows, _inside in said_of(community, meetings)]

    everything = {"facilitator": [True, True, True], "member": [False, True, True]}
    for userid, seen in {**everything, "colleague": [False, False, True]}.items():
        assert seen_by(userid) == seen


@pytest.mark.parametrize("role", ["CoP Member", "CoP Facilitator", "Manager", "Reader"])
def test_roles_that_a_program_is_lent(community, meetings, role):
    with api.env.adopt_roles([role, "Authenticated"]):
        assert said_of(community, meetings) == asked_of_each(meetings)


def test_a_right_that_ends_is_gone_with_the_next_answer(community, meetings):
    meeting, members = meetings[1], Membership(community)
    with api.env.adopt_user("member"):
        assert Below(community).shows(meeting)
    members.pause("member", now=NOW, by_site=True)
    with api.env.adopt_user("member"):
        assert not Below(community).shows(meeting)


def test_what_stands_elsewhere_is_asked_by_itself(community, meetings):
    fields = {"title": "A link", "remoteUrl": "https://example.org/1"}
    medium = keeping.add(meetings[1], LINK, fields, was_asked=True)
    for userid in READERS:
        with api.env.adopt_user(userid):
            assert Below(community).shows(medium) == may_view(medium)


@pytest.fixture
def asleep(site):
    """Give meetings and another story of the site as they stand before being asked."""
    community = site["tuesday"]
    own = make_story(community, "community").getId()
    others = [plan(community, state=state).getId() for state in STATES]
    others.append(make_story(community, "community").getId())
    transaction.commit()
    site._p_jar.cacheMinimize()
    return own, [aq_base(site["tuesday"]._getOb(one)) for one in others]


def test_a_story_that_is_deleted_wakes_nothing_else(site, asleep):
    own, others = asleep
    assert {one._p_changed for one in others} == {None}
    with api.env.adopt_user("teller"):
        site["tuesday"]._delObject(own)
    assert {one._p_changed for one in others} == {None}


def test_a_change_of_the_community_still_looks_at_all(site, asleep):
    _own, others = asleep
    with api.env.adopt_user("facilitator"):
        api.content.transition(site["tuesday"], "retract")
    assert {one._p_changed is None for one in others[:3]} == {False}
