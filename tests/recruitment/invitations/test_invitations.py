"""Inviting, as the domain sees it: duplicates, crossing, taking back."""

from datetime import timedelta
from leap.cop.community import joining
from leap.cop.community.membership import Membership
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.links import digest_of
from leap.cop.core.links import KEY as LINKS
from leap.cop.core.links import LinkShelf
from leap.cop.core.tokens import new_token
from leap.cop.exportimport import tree
from leap.cop.recruitment.invitations import invitations
from leap.cop.recruitment.invitations import respond
from leap.cop.recruitment.invitations import rules
from leap.cop.recruitment.invitations.events import IInvitationSent
from leap.cop.recruitment.invitations.records import KEY
from leap.cop.story import erasure
from plone import api
from tests.refusals import refused
from zope.annotation.interfaces import IAnnotations
from zope.component import getGlobalSiteManager
from zope.interface import implementer

import json
import pytest


LATER = timedelta(days=3)


@pytest.fixture
def now():
    return rules.datetime(2026, 11, 20, 10, 0, tzinfo=invitations.UTC)


@pytest.fixture
def tokens():
    """Yield the tokens that were sent, oldest first."""
    sent = []

    def keep(event) -> None:
        sent.append(event.token)

    registry = getGlobalSiteManager()
    registry.registerHandler(keep, (IInvitationSent,))
    yield sent
    registry.unregisterHandler(keep, (IInvitationSent,))


@pytest.fixture
def invite(community, now):
    def do(**whom):
        return invitations.invite(community, by="facilitator", now=now, **whom)

    return do


def accept(token, userid, now):
    found = respond.find(token, now=now)
    return respond.answer(found, "accept", userid=userid, now=now)


def test_reading_stores_nothing(community, portal, now):
    invitations.Invitations(community).rows()
    assert respond.find(new_token(), now=now) is None
    assert KEY not in IAnnotations(community)
    assert LINKS not in IAnnotations(portal)


def test_somebody_on_the_site(community, invite, tokens, now):
    outcome = invite(userid="colleague", channel="telephone")
    assert outcome.act == invitations.SENT
    assert outcome.row.channel == "telephone"
    assert accept(tokens[0], "colleague", now) == respond.IN
    history = Membership(community).history("colleague")
    assert (history[-1].role, history[-1].how) == ("member", "invitation")


def test_only_hashes_are_kept_and_only_plain_things_on_the_portal(
    community, portal, invite, tokens
):
    invite(email="ron@example.com")
    [(digest, place)] = LinkShelf(portal).all().items()
    assert digest == digest_of(tokens[0])
    assert type(place) is tuple
    assert {type(part) for part in place} == {int, str}
    [row] = invitations.Invitations(community).rows()
    assert tokens[0] not in repr(row)


@pytest.mark.parametrize(
    "first,second",
    [
        ({"userid": "colleague"}, {"userid": "colleague"}),
        ({"userid": "colleague"}, {"email": "Colleague@EXAMPLE.org"}),
        ({"email": "colleague@example.org"}, {"userid": "colleague"}),
        ({"email": "ron@example.com"}, {"email": " RON@example.com"}),
        ({"email": "ron@bücher.example"}, {"email": "ron@xn--bcher-kva.example"}),
    ],
)
def test_an_open_invitation_stays_the_same(community, invite, tokens, first, second):
    one = invite(**first)
    other = invite(**second)
    assert other.act == invitations.SAME_AGAIN
    assert other.row == one.row
    assert len(tokens) == 1
    assert len(invitations.Invitations(community).rows()) == 1


def test_an_address_of_one_user_is_that_user(invite):
    row = invite(email="COLLEAGUE@example.org").row
    assert (row.userid, row.email) == ("colleague", "")


def test_an_address_that_begins_alike_is_another(invite):
    row = invite(email="olleague@example.org").row
    assert (row.userid, row.email) == ("", "olleague@example.org")


def test_an_address_of_two_users_says_so(community, invite):
    api.user.get(userid="siteadmin").setMemberProperties(
        {"email": "colleague@example.org"}
    )
    with refused(Refused, "email"):
        invite(email="colleague@example.org")
    assert invitations.Invitations(community).rows() == []


@pytest.mark.parametrize(
    "whom", [{"userid": "member"}, {"email": "member@example.org"}]
)
def test_who_belongs_is_not_invited(community, invite, whom):
    with pytest.raises(NotNow):
        invite(**whom)


def test_who_is_paused_is_not_named(community, invite, now):
    Membership(community).pause("member", now=now, by_site=False)
    with pytest.raises(NotNow) as refused:
        invite(email="member@example.org")
    assert "paus" not in str(refused.value)


def test_not_now_costs_nothing(community, invite, tokens, now):
    invite(userid="colleague")
    found = respond.find(tokens[0], now=now)
    assert respond.answer(found, "decline", userid="colleague", now=now) == "not_now"
    [row] = invitations.Invitations(community).rows()
    assert row.state == rules.NOT_NOW
    assert respond.find(tokens[0], now=now) is None
    # And may be asked again.
    assert invite(userid="colleague").act == invitations.SENT
    assert len(invitations.Invitations(community).rows()) == 1
    assert accept(tokens[1], "colleague", now) == respond.IN


def test_a_token_is_used_once(community, portal, invite, tokens, now):
    invite(userid="colleague")
    accept(tokens[0], "colleague", now)
    assert respond.find(tokens[0], now=now) is None
    assert len(LinkShelf(portal)) == 0


def test_a_token_grows_old(invite, tokens, now):
    invite(userid="colleague")
    end = now + rules.LIFE
    assert respond.find(tokens[0], now=end - timedelta(seconds=1))
    assert respond.find(tokens[0], now=end) is None


def test_an_invitation_that_grew_old_is_sent_anew(community, invite, tokens, now):
    invite(userid="colleague")
    late = now + rules.LIFE
    outcome = invitations.invite(
        community, by="facilitator", now=late, userid="colleague"
    )
    assert outcome.act == invitations.SENT
    assert respond.find(tokens[0], now=now) is None
    assert respond.find(tokens[1], now=late)


def test_sending_again_kills_the_old_token(community, invite, tokens, now):
    row = invite(email="ron@example.com").row
    invitations.send_again(community, row.id, now=now + LATER)
    assert respond.find(tokens[0], now=now + LATER) is None
    assert respond.find(tokens[1], now=now + LATER)


def test_taking_back_kills_the_token(community, portal, invite, tokens, now):
    row = invite(email="ron@example.com").row
    invitations.revoke(community, row.id)
    assert respond.find(tokens[0], now=now) is None
    assert invitations.Invitations(community).rows() == []
    assert len(LinkShelf(portal)) == 0
    with pytest.raises(Refused):
        invitations.revoke(community, row.id)


def test_invitations_travel_and_their_tokens_do_not(
    community, portal, invite, tokens, now
):
    row = invite(email="ron@example.com", name="Ron").row
    annotations = IAnnotations(community)
    sent = json.loads(json.dumps(tree.dump(annotations[KEY])))
    annotations[KEY] = tree.load(sent)
    LinkShelf(portal).clear()
    assert invitations.Invitations(community).rows() == [row]
    # As on another site: the link leads nowhere until it is sent again.
    assert respond.find(tokens[0], now=now) is None
    invitations.send_again(community, row.id, now=now)
    assert respond.find(tokens[1], now=now)


def test_tokens_go_with_the_community(community, portal, invite, tokens, now):
    invite(email="ron@example.com")
    with api.env.adopt_user("siteadmin"):
        api.content.delete(community)
    assert respond.find(tokens[0], now=now) is None
    assert len(LinkShelf(portal)) == 0


def test_an_invitation_of_somebody_else(community, invite, tokens, now):
    invite(userid="colleague")
    found = respond.find(tokens[0], now=now)
    before = Membership(community).histories()
    for said in rules.ANSWERS:
        for userid in ("siteadmin", None):
            with pytest.raises(NotYours):
                respond.answer(found, said, userid=userid, now=now)
    assert Membership(community).histories() == before
    assert respond.find(tokens[0], now=now) == found


def test_whoever_holds_the_token_of_an_address_comes_in_once(
    community, invite, tokens, now
):
    invite(email="ron@example.com", name="Ron")
    assert accept(tokens[0], "colleague", now) == respond.IN
    assert respond.find(tokens[0], now=now) is None
    [row] = invitations.Invitations(community).rows()
    assert (row.state, row.userid) == (rules.ACCEPTED, "colleague")
    # The address is not needed any more.
    assert (row.email, row.name) == ("", "")


def make_account(email):
    return api.user.create(email=email, username="ron", password="Circle!Of!Practice")


def test_without_an_account_it_waits(community, invite, tokens, now):
    invite(email="ron@example.com")
    for _click in range(2):
        assert accept(tokens[0], None, now) == respond.WAITING
    [row] = invitations.Invitations(community).rows()
    assert row.state == rules.WAITING
    make_account("ron@example.com")
    # An address in a profile proves nothing: only the token lets in, or a person.
    assert Membership(community).role_of("ron") is None
    assert not joining.welcomed_by_community(community, "ron")
    assert accept(tokens[0], "ron", now) == respond.IN
    assert respond.find(tokens[0], now=now) is None


def test_an_account_is_named_by_hand(community, invite, tokens, now):
    row = invite(email="ron@example.com").row
    with pytest.raises(NotNow):
        invitations.link(community, row.id, "colleague", now=now)
    accept(tokens[0], None, now)
    with refused(Refused, "userid"):
        invitations.link(community, row.id, "nobody", now=now)
    make_account("ron@example.net")
    assert invitations.link(community, row.id, "ron", now=now) == "member"
    assert Membership(community).role_of("ron") == "member"
    assert respond.find(tokens[0], now=now) is None


def test_who_comes_in_another_way_is_invited_no_more(community, invite, tokens, now):
    invite(userid="colleague")
    Membership(community).add("colleague", "member", now=now)
    [row] = invitations.Invitations(community).rows()
    assert row.state == rules.ACCEPTED
    assert respond.find(tokens[0], now=now) is None


def test_who_has_the_address_of_an_invitation_does_not_use_it_up(
    community, invite, tokens, now
):
    """Somebody else could have written that address into the own profile."""
    invite(email="ron@example.com")
    make_account("ron@example.com")
    Membership(community).add("ron", "member", now=now)
    [row] = invitations.Invitations(community).rows()
    assert row.state != rules.ACCEPTED
    assert respond.find(tokens[0], now=now) is not None


def test_who_was_paused_meanwhile_stays_outside(community, invite, tokens, now):
    invite(email="ron@example.com")
    Membership(community).pause("member", now=now, by_site=False)
    with pytest.raises(NotNow):
        accept(tokens[0], "member", now)
    assert Membership(community).is_paused("member")


def test_an_invitation_goes_with_the_account(community, invite, tokens, now):
    invite(userid="colleague")
    with api.env.adopt_roles(["Manager"]):
        api.user.delete(username="colleague")
    assert invitations.Invitations(community).rows() == []
    assert respond.find(tokens[0], now=now) is None


def test_a_person_is_erased(community, portal, invite, now):
    invite(userid="colleague")
    invite(email="ron@example.com")
    counts = erasure.erase(portal, "colleague", now=now)
    assert counts["invitations erased or without a name"] == 1
    counts = erasure.erase(portal, "facilitator", now=now)
    assert counts["invitations erased or without a name"] == 1
    [row] = invitations.Invitations(community).rows()
    assert row.by == ""
    assert "colleague" not in repr(row)


# Requests and invitations that cross


@pytest.fixture
def asked(community):
    """Return the people who asked to come in."""
    waiting = set()

    @implementer(joining.IJoinWish)
    class Wish:
        def __init__(self, community) -> None:
            pass

        def wished(self, userid):
            return userid in waiting

        def welcomed(self, userid):
            return False

        def settle(self, userid, now):
            waiting.discard(userid)

    from leap.cop.community.content import ICommunity

    registry = getGlobalSiteManager()
    registry.registerSubscriptionAdapter(Wish, (ICommunity,), joining.IJoinWish)
    yield waiting
    registry.unregisterSubscriptionAdapter(Wish, (ICommunity,), joining.IJoinWish)


def test_an_address_crosses_with_nobody(community, invite, tokens, asked):
    """People write it into their profile themselves: the token alone proves it."""
    asked.add("colleague")
    outcome = invite(email="colleague@example.org")
    assert outcome.act == invitations.SENT
    assert Membership(community).role_of("colleague") is None
    assert not joining.welcomed_by_community(community, "colleague")
    assert len(tokens) == 1


def test_who_asked_is_in_at_once(community, invite, tokens, asked):
    asked.add("colleague")
    outcome = invite(userid="colleague")
    assert outcome.act == invitations.CAME_IN
    assert Membership(community).role_of("colleague") == "member"
    assert asked == set()
    assert tokens == []


def test_who_is_invited_is_welcome(community, invite, now):
    assert not joining.welcomed_by_community(community, "colleague")
    row = invite(userid="colleague").row
    invitations.Invitations(community).put(
        row._replace(sent=invitations.datetime.now(invitations.UTC))
    )
    assert joining.welcomed_by_community(community, "colleague")
    assert not joining.welcomed_by_community(community, "siteadmin")


# What is refused


@pytest.mark.parametrize(
    "fields,field",
    [
        ({}, "userid"),
        ({"userid": "colleague", "email": "a@example.org"}, "userid"),
        ({"userid": "nobody"}, "userid"),
        ({"userid": ["colleague"]}, "userid"),
        ({"userid": ""}, "userid"),
        ({"email": ""}, "email"),
        ({"email": "no address"}, "email"),
        ({"email": "a@example.org\r\nBcc: b@example.org"}, "email"),
        ({"email": {"a": 1}}, "email"),
        ({"email": "мия@example.org"}, "email"),
        ({"email": "a@example.com", "name": "x" * 101}, "name"),
        ({"email": "a@example.com", "name": ["x"]}, "name"),
        ({"email": "a@example.com", "channel": "pigeon"}, "channel"),
        ({"email": "a@example.com", "channel": ["mail"]}, "channel"),
        ({"email": "a@example.com", "language": "xx"}, "language"),
        ({"email": "a@example.com", "language": {}}, "language"),
    ],
)
def test_bad_input_is_named(community, invite, fields, field):
    with refused(Refused, field):
        invite(**fields)
    assert KEY not in IAnnotations(community)


def test_names_are_kept_on_one_line(invite):
    row = invite(email="ron@example.com", name="\u202eRon\r\nBcc: x@example.org").row
    assert row.name == "Ron Bcc: x@example.org"


def test_five_hundred_are_invited_and_come_in(community, invite, tokens, now):
    for number in range(500):
        invite(email=f"person{number}@example.com")
    assert len(invitations.Invitations(community).rows()) == 500
    assert accept(tokens[250], "colleague", now) == respond.IN
