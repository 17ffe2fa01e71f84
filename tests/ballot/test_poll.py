"""A vote of another room than topics: its own phases, its own people, its own bars."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.ballot import buckets
from leap.cop.ballot.phases import COUNTING
from leap.cop.ballot.phases import Phases
from leap.cop.ballot.poll import IPollSource
from leap.cop.ballot.poll import Poll
from leap.cop.ballot.records import PollRecord
from leap.cop.ballot.rules import Rules
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from plone import api
from tests.refusals import refused
from tests.topic import rounds
from zope.annotation.interfaces import IAnnotations
from zope.interface import implementer
from zope.interface.verify import verifyObject

import pytest
import transaction


KEY = "tests.poll"
NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


@implementer(IPollSource)
class Selection:
    """Three texts to choose from; two phases follow after the vote."""

    phases = Phases(("reading", "choosing", "reasons", "closed"), "choosing")

    def __init__(self, content, secrecy="named", opens=None, closes=None):
        self.content = content
        self.opens, self.closes = opens, closes
        self.options = ("bread", "garden", "rope")
        self.secrecy = secrecy
        self.people = {NOW: ["member", "teller"]}
        self.told = []

    def record(self):
        return IAnnotations(self.content).get(KEY) or PollRecord("reading")

    def make_record(self):
        return IAnnotations(self.content).setdefault(KEY, PollRecord("reading"))

    @property
    def rules(self):
        return Rules(dots=3, most=3, secrecy=self.secrecy, options=self.options)

    def people_at(self, moment):
        return self.people.get(moment, ["member", "teller", "facilitator"])

    def check_opening(self):
        if len(self.options) < 2:
            raise NotNow("stories: two at least.")

    def opened(self, voters):
        self.told.append(voters)

    def counted(self):
        self.told.append("counted")


@pytest.fixture
def content(site):
    """Return content on which members can vote."""
    made = rounds.make_round(site["tuesday"])
    transaction.commit()
    return made


@pytest.fixture
def source(content):
    return Selection(content)


@pytest.fixture
def poll(content, source):
    return Poll(content, source)


def cast(poll, userid, dots, receipt=None, *, barred=frozenset(), now=NOW):
    with api.env.adopt_user(userid):
        return poll.cast(dots, receipt, barred=barred, now=now)


def mine(poll, userid, now=NOW):
    with api.env.adopt_user(userid):
        return poll.my_ballot(now=now)


def test_the_source_gives_what_is_asked(source):
    assert verifyObject(IPollSource, source)


def test_forwards_through_phases_of_its_own(poll, source):
    assert poll.phase_of(NOW) == "reading"
    with pytest.raises(NotNow):
        cast(poll, "member", {"rope": 1})
    assert poll.go_to("choosing", now=NOW) == "choosing"
    assert source.told == [["member", "teller"]]
    assert cast(poll, "member", {"rope": 2}).slip == (("rope", 2),)
    assert poll.turnout(NOW) == (1, 2)
    assert mine(poll, "member").left == 1
    with pytest.raises(NotNow):
        poll.go_to("reading", now=NOW)
    with pytest.raises(Refused):
        poll.go_to("voting", now=NOW)
    assert poll.go_to("reasons", now=NOW) == "reasons"
    assert source.told[1:] == ["counted"]
    assert poll.is_counted(NOW) and poll.was_voted()
    assert poll.ended_at(NOW) == NOW
    assert mine(poll, "member").left == 0
    with pytest.raises(NotNow):
        cast(poll, "teller", {"rope": 1})
    # It is counted once, and stays over.
    assert poll.go_to("closed", now=NOW + HOUR) == "closed"
    assert not poll.finish(now=NOW + HOUR)
    assert poll.ended_at(NOW + HOUR) == NOW
    assert source.told[1:] == ["counted"]


def test_straight_to_the_end_nobody_voted(poll, source):
    assert poll.go_to("closed", now=NOW) == "closed"
    assert not poll.was_voted()
    assert poll.ended_at(NOW) is None
    assert source.told == []


def test_at_set_times_whether_somebody_comes_by_or_not(content):
    source = Selection(content, opens=NOW, closes=NOW + HOUR)
    poll = Poll(content, source)
    early, during, after = NOW - HOUR, NOW + HOUR / 2, NOW + HOUR
    assert [poll.phase_of(one) for one in (early, during, after)] == [
        "reading",
        "choosing",
        "reasons",
    ]
    assert poll.voters(during) == ["member", "teller"]
    assert poll.turnout(after) == (0, 2)
    assert poll.may_vote("member", during) and not poll.may_vote("facilitator", during)
    assert not poll.is_counted(after) and poll.is_counted(after + COUNTING)
    assert poll.ended_at(after) == NOW + HOUR
    cast(poll, "member", {"rope": 1}, now=during)
    assert source.told == [["member", "teller"]]
    assert poll.finish(now=after)
    assert source.record().phase == "reasons"
    assert source.record().ended == NOW + HOUR


def test_the_room_says_whether_there_is_enough(poll, source):
    source.options = ("bread",)
    with pytest.raises(NotNow, match="two at least"):
        poll.go_to("choosing", now=NOW)
    source.options, source.closes = ("bread", "rope"), NOW
    with refused(NotNow, "closes"):
        poll.go_to("choosing", now=NOW)


def test_whoever_came_late_is_let_in_if_they_belong(poll):
    later = NOW + HOUR
    with pytest.raises(NotNow):
        poll.admit("facilitator", now=later)
    poll.go_to("choosing", now=NOW)
    with pytest.raises(NotYours):
        cast(poll, "facilitator", {"rope": 1})
    for userid in ("colleague", None, ["member"]):
        with pytest.raises(Refused):
            poll.admit(userid, now=later)
    assert poll.admit("facilitator", now=later)
    assert not poll.admit("facilitator", now=later)
    cast(poll, "facilitator", {"rope": 1}, now=later)


@pytest.mark.parametrize("secrecy", ["named", "secret"])
def test_a_bar_is_one_persons_and_is_kept_nowhere(content, secrecy):
    poll = Poll(content, Selection(content, secrecy))
    poll.go_to("choosing", now=NOW)
    own = frozenset({"garden"})
    said = []
    for dots in ({"garden": 1}, {"garden": 99}, {"garden": "x"}, {"nothing": 1}):
        with pytest.raises(Refused) as refused:
            cast(poll, "teller", dots, barred=own)
        said.append(str(refused.value))
    assert len(set(said)) == 1
    # Of the others as many as they like; what is left over is no fault.
    assert cast(poll, "teller", {"garden": 0, "rope": 1}, barred=own).slip == (
        ("rope", 1),
    )
    assert cast(poll, "member", {"garden": 1}).slip == (("garden", 1),)
    box = poll.source.record().box
    kept = sorted(slip for _key, slip in buckets.entries(box.slips))
    assert kept == [
        (("bread", 0), ("garden", 0), ("rope", 1)),
        (("bread", 0), ("garden", 1), ("rope", 0)),
    ]


def test_changed_rules_and_times_are_followed_while_nobody_voted(poll, source):
    poll.follow(NOW)
    poll.go_to("choosing", now=NOW)
    source.options = ("bread", "rope")
    source.closes = NOW + HOUR
    poll.follow(NOW)
    box = source.record().box
    assert (box.rules.options, box.closes) == (("bread", "rope"), NOW + HOUR)
    source.opens = NOW - HOUR
    with refused(NotNow, "opens"):
        poll.follow(NOW)
    source.opens, source.closes = None, NOW + 2 * HOUR
    with refused(NotNow, "closes"):
        poll.follow(NOW + HOUR)


def test_what_was_promised_secret_stays_so(content):
    source = Selection(content, "secret")
    poll = Poll(content, source)
    poll.go_to("choosing", now=NOW)
    source.secrecy = "named"
    with refused(NotNow, "secrecy"):
        poll.follow(NOW)


def test_each_sees_the_options_in_an_order_of_their_own(content, source, poll):
    source.options = tuple(f"{number:02}" for number in range(30))
    orders = []
    for userid in ("member", "teller", "member"):
        with api.env.adopt_user(userid):
            orders.append(poll.in_own_order())
    assert orders[0] == orders[2] != orders[1]
    assert sorted(orders[0]) == sorted(orders[1]) == list(source.options)
