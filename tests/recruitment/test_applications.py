"""Asking to come in: who may, what is kept, what crossing invitations lead to."""

from datetime import datetime
from datetime import UTC
from leap.cop.community import joining
from leap.cop.community.content import ICommunity
from leap.cop.community.membership import Membership
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.recruitment.applications import applications
from leap.cop.recruitment.applications.records import Applications
from leap.cop.recruitment.applications.records import KEY
from leap.cop.recruitment.support import support
from leap.cop.story import erasure
from plone import api
from tests.refusals import refused
from zope.annotation.interfaces import IAnnotations
from zope.component import getGlobalSiteManager
from zope.event import notify
from zope.interface import implementer
from zope.lifecycleevent import Attributes
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.fixture
def asks(community):
    """Return the community, where people ask to come in."""
    community.join_policy = "apply"
    Membership(community).remove("siteadmin", now=NOW)
    return community


def apply(community, userid="colleague", message="I would like to learn."):
    return applications.apply(community, userid, message, now=NOW)


def answer(community, row, decision="accept", message="", **more):
    options = {"by": "facilitator", "now": NOW, **more}
    return applications.answer(community, row.id, decision, message, **options)


def test_reading_stores_nothing(asks):
    assert Applications(asks).waiting() == []
    assert not applications.has_open_application(asks, "colleague")
    assert KEY not in IAnnotations(asks)


def test_applying_gives_no_role(asks):
    before = Membership(asks).histories()
    done = apply(asks)
    assert (done.is_new, done.role) == (True, None)
    assert Membership(asks).histories() == before
    assert applications.has_open_application(asks, "colleague")


def test_a_second_one_is_the_first(asks):
    first = apply(asks).application
    second = apply(asks, message="Once more.")
    assert (second.application, second.is_new) == (first, False)
    assert first.message == "I would like to learn."
    assert Applications(asks).waiting_total() == 1


def test_who_decided_and_when_is_kept(asks):
    row = answer(asks, apply(asks).application)
    assert (row.decided_by, row.decided, row.decision) == ("facilitator", NOW, "accept")
    assert Membership(asks).role_of("colleague") == "member"
    assert Membership(asks).history("colleague")[-1].how == "application"
    assert Applications(asks).waiting() == []


def test_a_decline_needs_no_reason_and_one_may_ask_again(asks):
    row = answer(asks, apply(asks).application, "decline")
    assert "ask again" in applications.answer_shown(row)
    assert Membership(asks).role_of("colleague") is None
    assert apply(asks).is_new
    assert len(Applications(asks).of("colleague")) == 2


def test_the_same_answer_twice_changes_nothing(asks):
    row = apply(asks).application
    answer(asks, row)
    again = answer(asks, row, by="siteadmin")
    assert again.decided_by == "facilitator"
    with pytest.raises(NotNow):
        answer(asks, row, "decline")


def test_taking_back_leaves_nothing(asks):
    row = apply(asks).application
    with pytest.raises(NotYours):
        applications.take_back(asks, row.id, "member")
    applications.take_back(asks, row.id, "colleague")
    assert Applications(asks).of("colleague") == []
    assert Applications(asks).get(row.id) is None
    assert Applications(asks).waiting_total() == 0


def test_what_was_answered_is_not_taken_back(asks):
    row = answer(asks, apply(asks).application, "decline")
    with pytest.raises(NotNow):
        applications.take_back(asks, row.id, "colleague")


@pytest.mark.parametrize("userid", ["member", "facilitator", "reviewer", "newcomer"])
def test_who_is_in_does_not_ask(asks, userid):
    with pytest.raises(NotNow):
        apply(asks, userid)


def test_who_is_paused_does_not_ask(asks):
    Membership(asks).pause("member", now=NOW, by_site=False)
    for policy in ("apply", "open", "invite"):
        asks.join_policy = policy
        with pytest.raises(NotNow):
            apply(asks, "member")
    assert not Applications(asks).waiting_total()


def test_by_invitation_nobody_asks(community):
    with pytest.raises(NotNow):
        apply(community)


def test_whoever_walks_into_an_open_community_lacks_its_agreement(community):
    community.join_policy = "open"
    done = apply(community, message=None)
    assert (done.role, done.application, done.is_new) == ("candidate", None, True)
    assert Membership(community).history("colleague")[-1].how == "open"
    assert apply(community, message=None).is_new is False


def test_open_without_an_agreement_lets_nobody_in(community):
    community.join_policy = "open"
    community.requires_agreement = False
    with pytest.raises(NotNow):
        apply(community)


@pytest.mark.parametrize("userid", ["admin", "nobody-here", ""])
def test_only_users_of_the_site_ask(asks, userid):
    with pytest.raises(NotYours):
        apply(asks, userid)


@pytest.mark.parametrize(
    "message", [None, "", "  \n", 7, ["a"], "x" * 5001, "half \ud83d", "\x00"]
)
def test_messages_that_are_none(asks, message):
    with pytest.raises(Refused) as caught:
        apply(asks, message=message)
    assert caught.value.field == "message"
    assert Applications(asks).waiting_total() == 0


@pytest.mark.parametrize(
    "message",
    [
        '=HYPERLINK("http://example.org")',
        "Здравейте, искам да се науча. 👩‍👩‍👧",
        "Bună ziua! Ștefan",
        "<script>alert(1)</script>",
        "a" * 5000,
    ],
)
def test_whatever_people_write_is_kept_as_it_was(asks, message):
    assert apply(asks, message=message).application.message == message


def test_whoever_comes_in_another_way_waits_no_longer(asks):
    row = apply(asks).application
    with api.env.adopt_user("facilitator"):
        Membership(asks).add("colleague", "member", now=NOW)
    assert (row.decision, row.decided_by) == ("accept", "facilitator")
    assert not applications.has_open_application(asks, "colleague")


def test_an_account_that_is_gone(asks):
    row = apply(asks).application
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username="colleague")
    # Whoever gets the id later is not let in on what somebody else asked.
    assert Applications(asks).waiting() == []
    with refused(Refused, "path"):
        answer(asks, row)
    assert applications.answer_all(asks, "accept", "", by="x", now=NOW) == 0


def test_an_account_that_is_not_found(asks):
    row = apply(asks).application
    api.portal.get_tool("acl_users").source_users.removeUser("colleague")
    assert Applications(asks).waiting() == [row]
    with pytest.raises(NotNow):
        answer(asks, row)
    assert applications.answer_all(asks, "accept", "", by="x", now=NOW) == 0
    answer(asks, row, "decline")
    assert Applications(asks).waiting() == []


def test_an_erased_person_is_nowhere(asks):
    asks.requires_manager_support = True
    row = apply(asks).application
    support.ask(asks, "colleague", "boss@example.org", now=NOW)
    answer(asks, row, by="siteadmin")
    support.waive(asks, "colleague", by="siteadmin", now=NOW)
    counts = erasure.erase(api.portal.get(), "siteadmin", now=NOW)
    assert counts["applications without a name"] == 1
    assert counts["words of managers erased"] == 1
    assert row.decided_by == ""
    counts = erasure.erase(api.portal.get(), "colleague", now=NOW)
    assert counts["applications without a name"] == 1
    assert Applications(asks).of("colleague") == []
    assert support.support_of(asks, "colleague").state == "not_asked"


# Requests and invitations that cross


@pytest.fixture
def invitation():
    """Return an invitation of another room, as it hooks in."""
    waiting = {"colleague"}

    @implementer(joining.IJoinWish)
    class Invitation:
        def __init__(self, community) -> None:
            pass

        def wished(self, userid):
            return False

        def welcomed(self, userid):
            return userid in waiting

        def settle(self, userid, now):
            waiting.discard(userid)

    registry = getGlobalSiteManager()
    registry.registerSubscriptionAdapter(Invitation, (ICommunity,), joining.IJoinWish)
    yield waiting
    registry.unregisterSubscriptionAdapter(Invitation, (ICommunity,), joining.IJoinWish)


@pytest.mark.parametrize(
    "policy,role", [("invite", "member"), ("apply", "member"), ("open", "candidate")]
)
def test_an_invited_person_who_asks_comes_in(community, invitation, policy, role):
    community.join_policy = policy
    assert joining.welcomed_by_community(community, "colleague")
    assert apply(community).role == role
    assert Applications(community).waiting_total() == 0
    assert invitation == set()


def test_an_applicant_who_is_invited_is_a_member(asks):
    row = apply(asks).application
    assert joining.wanted_by_person(asks, "colleague")
    # What the room of invitations does when it invites somebody who asked.
    joining.come_in(asks, "colleague", how="invitation", now=NOW)
    assert Membership(asks).role_of("colleague") == "member"
    assert not joining.wanted_by_person(asks, "colleague")
    assert row.decision == "accept"


# Changing how people join


@pytest.mark.parametrize("policy", ["invite", "open"])
def test_whoever_waits_can_still_be_answered(asks, policy):
    rows = [apply(asks, userid).application for userid in ("colleague", "siteadmin")]
    asks.join_policy = policy
    notify(ObjectModifiedEvent(asks, Attributes(ICommunity, "join_policy")))
    assert Applications(asks).waiting() == sorted(rows, key=lambda row: row.id)
    answer(asks, rows[0])
    assert applications.answer_all(asks, "decline", "", by="x", now=NOW) == 1
    assert Applications(asks).waiting() == []


def test_by_invitation_whoever_waits_is_answered_with_what_waits(asks):
    row = apply(asks).application
    asks.join_policy = "invite"
    assert apply(asks).application is row


def test_in_an_open_community_whoever_waited_comes_in(asks):
    row = apply(asks).application
    asks.join_policy = "open"
    assert apply(asks).role == "candidate"
    assert row.decision == "accept"


def test_five_hundred_people(asks):
    for number in range(500):
        api.user.create(
            username=f"person{number}",
            email=f"person{number}@example.org",
            password="Circle!Of!Practice",
        )
        apply(asks, f"person{number}", message="x" * 100)
    assert Applications(asks).waiting_total() == 500
    assert applications.answer_all(asks, "accept", "", by="x", now=NOW) == 500
    assert Applications(asks).waiting_total() == 0
    assert Membership(asks).readers() >= 500
