"""Somebody goes: the account is deleted, or all that is kept of them is erased."""

from leap.cop.community.membership import Membership
from leap.cop.concern import rules
from leap.cop.concern.records import Concerns
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.core.events import PersonErased
from leap.cop.core.people import is_gone
from leap.cop.core.people import People
from leap.cop.story import erasure
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle import teller
from leap.cop.story.notes import concerns
from leap.cop.story.notes import notes
from leap.cop.story.proof.verify import verify
from leap.cop.story.review.records import HoldShelf
from plone import api

import pytest


STATES = ("private", "community", "pending", "community_pending", "public")


def rows_of(story):
    return Ledger(api.portal.get()).rows(standing_of(story).ledger_key)


@pytest.mark.parametrize("state", STATES)
def test_stories_of_a_deleted_account_are_private_again(portal, story_in, state):
    story = story_in(state)
    rows = len(rows_of(story))
    with api.env.adopt_user("admin"):
        api.user.delete(username="teller")
    assert lifecycle.state_of(story) == "private"
    # It is still that person's, and nobody's account is.
    assert lifecycle.teller_of(story) is None
    assert People(portal).former_of(teller.code_of(story)).userid == "teller"
    assert standing_of(story).granted == ""
    if state != "private":
        last = rows_of(story)[-1]
        assert (last["act"], last["level"]) == ("takedown", "private")
        assert (last["channel"], last["actor"]) == ("account_deleted", "")
        rows += 1
    assert len(rows_of(story)) == rows
    assert verify(portal).valid


def test_memberships_of_a_deleted_account_end(portal, community):
    membership = Membership(community)
    history = membership.history("member")
    with api.env.adopt_user("admin"):
        api.user.delete(username="member")
    assert membership.history("member") == ()
    [gone] = filter(is_gone, membership.histories())
    ended = membership.history(gone)
    assert [interval.since for interval in ended] == [i.since for i in history]
    assert ended[-1].until is not None
    assert membership.role_of("member") is None
    plugin = portal.acl_users["leap_cop_groups"]
    assert all(
        "member" not in plugin.getGroupMembers(group) for group in plugin.getGroupIds()
    )


def test_the_last_facilitator_can_be_deleted(portal, community, caplog):
    membership = Membership(community)
    if membership.role_of("siteadmin"):
        membership.remove("siteadmin", now=lifecycle.utc_now())
    with api.env.adopt_user("admin"):
        api.user.delete(username="facilitator")
    assert api.user.get(userid="facilitator") is None
    assert membership.ids_in_role("facilitator") == []
    assert "without a facilitator" in caplog.text
    assert "facilitator'" not in caplog.text and "tuesday" not in caplog.text


def test_an_account_of_a_site_without_the_add_on(portal, community):
    portal.acl_users._delObject("leap_cop_groups")
    with api.env.adopt_user("admin"):
        api.user.delete(username="member")
    assert api.user.get(userid="member") is None


def everything_in(community):
    """Return all that the add-on keeps, as text, apart from who sees it in lists."""
    kept = [repr(Membership(community).histories())]
    for story in community.objectValues():
        kept.append(repr(standing_of(story)))
    kept.append(repr(list(HoldShelf(community).kept.values())))
    ledger = Ledger(api.portal.get())
    kept.extend(
        repr(list(mapping.items())) for mapping in ledger.shelf.kept["years"].values()
    )
    return "\n".join(kept)


def test_a_teller_is_erased(portal, community, story_in):
    mine, theirs = story_in("public"), story_in("public", teller="member")
    names = mine.getId(), theirs.getId()
    assert "'teller'" in everything_in(community)
    counts = erasure.erase(portal, "teller", now=lifecycle.utc_now())
    assert counts["stories deleted"] == 1
    assert counts["memberships"] == 1
    assert counts["codes in the ledger that are nobody's now"] == 1
    assert [name in community for name in names] == [False, True]
    assert "'teller'" not in everything_in(community)
    assert lifecycle.state_of(theirs) == "public"
    assert verify(portal).valid


def test_whoever_decided_is_erased_from_the_stories_of_others(
    portal, community, story_in
):
    story = story_in("public")
    with api.env.adopt_user("reviewer"):
        lifecycle.put_on_hold(story, "A worry.")
    nobody = PersonErased("nobody", {}, lifecycle.utc_now())
    assert HoldShelf(community).forget_person(nobody) == 0
    counts = erasure.erase(portal, "reviewer", now=lifecycle.utc_now())
    assert counts["decisions without a name"] == 2
    assert counts["holds without a name"] == 1
    decisions = standing_of(story).decisions
    assert [(d.act, d.by) for d in decisions] == [("approve", ""), ("take_down", "")]
    assert decisions[-1].reason == "A worry."
    assert "reviewer'" not in everything_in(community).replace("role='reviewer'", "")
    assert set(erasure.erase(portal, "reviewer", now=lifecycle.utc_now()).values()) == {
        0
    }


def test_what_somebody_wrote_through_stories_goes_with_them(
    portal, community, story_in
):
    story = story_in("public")
    community.safeguarding_person = "reviewer"
    with api.env.adopt_user("reviewer"):
        notes.write(story, "Shall we talk?", now=lifecycle.utc_now())
    with api.env.adopt_user("colleague"):
        concerns.raise_concern(story, "That is me.", now=lifecycle.utc_now())
    [kept] = Concerns(community).concerns().values()
    assert rules.is_about(kept, "teller")
    counts = erasure.erase(portal, "reviewer", now=lifecycle.utc_now())
    assert counts["conversations deleted"] == 1
    assert notes.Notes(story).threads() == {}
    assert community.safeguarding_person is None
    erasure.erase(portal, "teller", now=lifecycle.utc_now())
    [kept] = Concerns(community).concerns().values()
    assert kept.text == "That is me."
    assert not rules.is_about(kept, "teller")
