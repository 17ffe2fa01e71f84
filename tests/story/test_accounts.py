"""A person is more than an id: whoever gets the id of a deleted account has nothing."""

from leap.cop.community.membership import Membership
from leap.cop.community.people import safeguarding_person
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.core import accounts
from leap.cop.core.errors import Refused
from leap.cop.core.people import is_gone
from leap.cop.core.people import People
from leap.cop.story.library.library import my_stories
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle import teller
from leap.cop.story.notes import notes
from leap.cop.story.proof.give_back import give_back
from leap.cop.story.proof.verify import verify
from leap.cop.story.review.records import HoldShelf
from leap.cop.testing import PASSWORD
from plone import api
from plone.app.testing import applyProfile
from plone.app.testing import login
from plone.app.testing import SITE_OWNER_NAME
from tests.conftest import NOW
from tests.stored import standing_in

import pytest
import re
import transaction


#: Where a user id may stand after its account is gone: to give it back by command, and
#: in the ledger, until the retention of the year ends.
MAY_STAND = ("leap.cop.people[former]", "leap.cop.consent.ledger[persons]")
MAY_STAND += ("leap.cop.consent.ledger[years]",)

#: Roles are called like some of the people; so is whoever answers as the teller.
ROLE = re.compile(
    r"\.intervals\[\d+\]\[1\]$|\[leap\.cop\.story\.responses\]\[\d+\]\[3\]$"
)


def delete(userid: str) -> None:
    with api.env.adopt_user("admin"):
        api.user.delete(username=userid)


def make_again(userid: str, name: str = "Somebody Else"):
    """Give the id to another person."""
    with api.env.adopt_user("admin"):
        api.user.create(
            username=userid,
            email=f"other.{userid}@example.org",
            password=PASSWORD,
            properties={"fullname": name},
        )


@pytest.fixture
def demo(portal):
    login(portal.aq_parent, SITE_OWNER_NAME)
    applyProfile(portal, "leap.cop:demo")
    return portal


@pytest.mark.parametrize(
    "userid",
    ["facilitator", "member", "teller", "reviewer", "newcomer", "colleague", "mirela"],
)
def test_no_record_keeps_the_id_of_a_deleted_account(demo, userid):
    before = standing_in(demo, userid)
    assert before or userid == "colleague"
    delete(userid)
    left = [
        way
        for way in standing_in(demo, userid)
        if not (way.startswith(MAY_STAND) or ROLE.search(way))
    ]
    assert left == []
    assert verify(demo).valid


def test_closing_somebody_who_has_nothing_leaves_nothing(portal, community):
    assert accounts.close(portal, "colleague", now=NOW) == 0
    assert People(portal).codes() == set()


@pytest.fixture
def everything(site, rest, told):
    """Let one person have all there is, and delete the account."""
    community = site["tuesday"]
    private, shared = told("private"), told("public")
    others = told("public", teller="member")
    community.safeguarding_person = "teller"
    Membership(community).change_role("teller", "reviewer", now=NOW)
    transaction.commit()
    mine = rest("teller")
    assert mine.post(f"{others}/@notes", json={"text": "A word."}).status_code == 201
    hold = f"{others}/@workflow/take_down"
    assert mine.post(hold, json={"comment": "A secret reason."}).status_code == 200
    transaction.begin()
    delete("teller")
    make_again("teller")
    transaction.commit()
    return {"private": private, "shared": shared, "others": others}


def test_the_next_holder_of_an_id_reads_nothing(site, rest, everything):
    again, other = rest("teller"), rest("colleague")
    assert again.get("@my-stories").json()["items_total"] == 0
    for address in (everything["private"], everything["shared"]):
        for below in ("", "/@consent", "/@notes", "/@audience", "/edit", "/@readers"):
            one, two = again.get(address + below), other.get(address + below)
            assert (one.status_code, one.text) == (two.status_code, two.text), below
        for verb, below in (("PATCH", ""), ("DELETE", ""), ("DELETE", "/@consent")):
            one = again.request(verb, address + below, json={"title": "Mine"})
            assert one.status_code in (404, 410), (verb, below)
    assert again.get("@search?portal_type=leap.cop.Story").json()["items_total"] == 0
    assert again.get(f"{everything['others']}/@notes").status_code in (404, 410)
    assert again.get("@concerns").json()["items_total"] == 0
    assert again.get("tuesday/@cop-home").json()["role"] is None
    assert again.get("tuesday/@members").status_code == 403


def test_nobody_is_named_under_the_id(site, everything):
    community = site["tuesday"]
    transaction.begin()
    assert safeguarding_person(community) is None
    assert Membership(community).history("teller") == ()
    [gone] = filter(is_gone, Membership(community).histories())
    assert [row.role for row in Membership(community).history(gone)] == [
        "member",
        "reviewer",
    ]
    assert [hold.by for hold in HoldShelf(community).holds().values()] == [""]


def test_an_account_made_before_anybody_said_that_the_old_one_went(
    portal, community, story_in
):
    """A plugin that deletes without a word: the next account is the sign."""
    story = story_in("public")
    portal.acl_users.source_users.removeUser("teller")
    assert lifecycle.teller_of(story) == "teller"
    make_again("teller")
    assert lifecycle.teller_of(story) is None
    assert lifecycle.state_of(story) == "private"
    assert my_stories("teller") == []
    assert Membership(community).role_of("teller") is None


def test_a_new_account_of_somebody_else_changes_nothing(portal, community, story_in):
    story = story_in("public")
    make_again("somebody.new")
    assert lifecycle.teller_of(story) == "teller"
    assert lifecycle.state_of(story) == "public"
    assert {*People(portal).former()} == set()


def test_an_account_that_goes_while_the_add_on_is_away(portal, community, story_in):
    story = story_in("community")
    portal.portal_setup.runAllImportStepsFromProfile("leap.cop:uninstall")
    delete("teller")
    make_again("teller")
    applyProfile(portal, "leap.cop:default")
    assert lifecycle.teller_of(story) is None
    assert lifecycle.state_of(story) == "private"
    assert my_stories("teller") == []
    assert Membership(community).role_of("teller") is None


# Given back


PEOPLE = ("facilitator", "reviewer")


def day() -> str:
    return lifecycle.utc_now().date().isoformat()


def test_stories_are_given_back_by_two_people(portal, community, story_in):
    story, other = story_in("public"), story_in("private")
    delete("teller")
    assert lifecycle.teller_of(story) is None
    make_again("tess.lane")
    count = give_back(
        "teller", day(), "tess.lane", PEOPLE, "She is back.", now=lifecycle.utc_now()
    )
    assert count == 2
    for one in (story, other):
        assert lifecycle.teller_of(one) == "tess.lane"
        assert lifecycle.state_of(one) == "private"
        row = Ledger(portal).rows(standing_of(one).ledger_key)[-1]
        assert (row["act"], row["channel"]) == ("unseal", "give_back")
        assert standing_of(one).decisions[-1].reason == "She is back."
    assert {story.getId() for story in my_stories("tess.lane")} == {
        story.getId(),
        other.getId(),
    }
    assert verify(portal).valid


def test_stories_are_given_back_to_somebody_who_told_others_since(
    portal, community, story_in
):
    story = story_in("private")
    delete("teller")
    make_again("teller")
    Membership(community).add("teller", "member", now=NOW)
    since = story_in("private")
    assert my_stories("teller") == [since]
    give_back("teller", day(), "teller", PEOPLE, "Back.", now=lifecycle.utc_now())
    assert {one.getId() for one in my_stories("teller")} == {
        story.getId(),
        since.getId(),
    }
    assert len(People(portal).codes()) == len({*People(portal).codes()})


@pytest.mark.parametrize(
    "changed",
    [
        {"people": ("reviewer", "reviewer")},
        {"people": ("reviewer", "nobody")},
        {"reason": " "},
        {"to": "nobody"},
        {"former": "member"},
        {"day": "2020-01-01"},
    ],
)
def test_nothing_is_given_back_without_all_that_it_takes(
    portal, community, story_in, changed
):
    story = story_in("private")
    delete("teller")
    said = {
        "former": "teller",
        "day": day(),
        "to": "member",
        "people": PEOPLE,
        "reason": "Back.",
        **changed,
    }
    with pytest.raises(Refused):
        give_back(**said, now=lifecycle.utc_now())
    assert lifecycle.teller_of(story) is None


# The role


def test_no_local_role_names_a_teller(portal, story_in):
    for state in ("private", "community", "public"):
        story = story_in(state)
        assert not story.__ac_local_roles__
        assert story.get_local_roles() == ()
        assert teller.TellerRole(story).getAllRoles() == ()
        found = portal.acl_users._getAllLocalRoles(story)
        assert not any(teller.TELLER in roles for roles in found.values())


def test_the_teller_alone_has_the_role(portal, story_in):
    story = story_in("private")
    for userid in ("teller", "member", "facilitator", "siteadmin"):
        with api.env.adopt_user(userid):
            roles = api.user.get_roles(username=userid, obj=story)
            assert (teller.TELLER in roles) == (userid == "teller")


def test_a_note_belongs_to_who_wrote_it(portal, community, story_in):
    story = story_in("public")
    with api.env.adopt_user("reviewer"):
        notes.write(story, "Shall we talk?", now=NOW)
    delete("reviewer")
    make_again("reviewer")
    Membership(community).add("reviewer", "reviewer", now=NOW)
    with api.env.adopt_user("reviewer"):
        assert list(notes.lines_for_reader(story)) == []
    with api.env.adopt_user("teller"):
        [line] = notes.lines_for_reader(story)
        assert line.fullname == "Somebody who is no longer here"
