"""Whoever waits: still a member, with the stories of others out of reach."""

from datetime import timedelta
from leap.cop.community import groups
from leap.cop.community.events import ICommunityBecameSmall
from leap.cop.community.events import IMemberWaits
from leap.cop.community.membership import KEY
from leap.cop.community.membership import members_at
from leap.cop.community.membership import Membership
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.records import number_of
from leap.cop.story.display.attribution import is_small
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle.audience import audience_of
from leap.cop.topic import phases
from leap.cop.topic import voting
from plone import api
from tests.community.conftest import LATER
from tests.conftest import make_story
from tests.stored import strings
from tests.topic import rounds
from zope.annotation.interfaces import IAnnotations
from zope.component import getGlobalSiteManager

import pickle
import pytest
import transaction


WAIT_SENTENCE = (
    "You can read other people's stories here once you have said yes to the agreement."
)


@pytest.fixture
def heard(community):
    """Yield the list of events about people who wait, and of a group that got small."""
    events = []
    manager = getGlobalSiteManager()

    def hear_waits(event):
        events.append((event.userid, event.waits))

    def hear_small(event):
        events.append("small")

    manager.registerHandler(hear_waits, (IMemberWaits,))
    manager.registerHandler(hear_small, (ICommunityBecameSmall,))
    yield events
    manager.unregisterHandler(hear_waits, (IMemberWaits,))
    manager.unregisterHandler(hear_small, (ICommunityBecameSmall,))


def roles_of(userid: str, community) -> set[str]:
    roles = api.user.get_roles(username=userid, obj=community)
    return {role for role in roles if role.startswith("CoP")}


def may(userid: str, permission: str, content) -> bool:
    return api.user.has_permission(permission, username=userid, obj=content)


class TestTheRecord:
    def test_it_is_plain_values_with_their_layout(self, membership):
        membership.let_wait("member", True, now=LATER)
        record = IAnnotations(membership.community)[KEY]["member"]
        rows = record.intervals
        assert [type(row) for row in rows] == [tuple, tuple]
        assert rows[1] == (1, "member", number_of(LATER), None, "added", False, True)
        assert b"Interval" not in pickle.dumps(record.__getstate__())


@pytest.mark.parametrize(
    "userid,before",
    [
        ("member", {"CoP Member"}),
        ("facilitator", {"CoP Member", "CoP Facilitator"}),
    ],
)
def test_waiting_takes_every_role_but_the_one_for_it(
    membership, community, heard, userid, before
):
    membership.change_role("teller", "facilitator", now=LATER)
    role = membership.role_of(userid)
    assert roles_of(userid, community) == before
    membership.let_wait(userid, True, now=LATER)
    assert roles_of(userid, community) == {"CoP Waiting"}
    assert membership.waits(userid)
    assert membership.role_of(userid) == role
    assert groups.differences(community, membership.histories()) == []
    membership.let_wait(userid, True, now=LATER + timedelta(days=1))
    membership.let_wait(userid, False, now=LATER + timedelta(days=2))
    assert roles_of(userid, community) == before
    assert not membership.waits(userid)
    assert heard == [(userid, True), (userid, False)]
    assert membership.row_of(userid).since < LATER
    assert len(membership.history(userid)) == 3


def test_whoever_is_paused_while_waiting_waits_when_let_in_again(membership, community):
    membership.let_wait("member", True, now=LATER)
    membership.pause("member", now=LATER, by_site=False)
    assert roles_of("member", community) == set()
    assert not membership.waits("member")
    membership.resume("member", now=LATER + timedelta(days=1), by_site=False)
    assert roles_of("member", community) == {"CoP Waiting"}


def test_whoever_leaves_and_comes_back_does_not_wait(membership, community):
    membership.let_wait("member", True, now=LATER)
    membership.remove("member", now=LATER)
    assert groups.people_in(community, "waiting") == set()
    membership.add("member", "member", now=LATER + timedelta(days=1))
    assert roles_of("member", community) == {"CoP Member"}


@pytest.mark.parametrize(
    "userid,error",
    [
        ("facilitator", NotNow),
        ("reviewer", Refused),
        ("newcomer", Refused),
        ("colleague", Refused),
    ],
)
def test_who_does_not_wait(membership, heard, userid, error):
    before = membership.histories()
    with pytest.raises(error):
        membership.let_wait(userid, True, now=LATER)
    assert membership.histories() == before
    assert heard == []


def test_a_facilitator_who_waits_leaves_the_other_one_the_last(membership, community):
    membership.change_role("teller", "facilitator", now=LATER)
    membership.let_wait("facilitator", True, now=LATER)
    for act in (
        lambda: membership.remove("teller", now=LATER),
        lambda: membership.change_role("teller", "member", now=LATER),
        lambda: membership.let_wait("teller", True, now=LATER),
    ):
        with pytest.raises(NotNow):
            act()
    membership.remove("facilitator", now=LATER)
    assert membership.ids_in_role("facilitator") == ["teller"]


def test_an_account_that_goes_while_waiting_leaves_nothing(membership, community):
    membership.let_wait("member", True, now=LATER)
    with api.env.adopt_user("admin"):
        api.user.delete(username="member")
    assert groups.people_in(community, "waiting") == set()
    assert groups.differences(community, membership.histories()) == []
    membership.let_wait("teller", True, now=LATER)
    membership.erase("teller")
    assert membership.history("teller") == ()
    assert groups.people_in(community, "waiting") == set()
    kept = strings(IAnnotations(community)[KEY])
    assert "teller" not in {text for _way, text in kept}


def test_a_group_and_a_record_that_differ_are_found(membership, community):
    membership.let_wait("member", True, now=LATER)
    plugin = community.acl_users[groups.PLUGIN_ID]
    gid = groups.group_id(community, "waiting")
    plugin.removePrincipalFromGroup("member", gid)
    plugin.addPrincipalToGroup("teller", gid)
    assert groups.differences(community, membership.histories()) == [
        ("member", "waiting"),
        ("teller", "waiting"),
    ]


class TestWhatCounts:
    """A member for electorate, numbers and the size of the group; not as a reader."""

    def test_numbers(self, membership, community, story_in):
        story = story_in("community")
        inside, readers = len(membership.insiders()), membership.readers()
        assert audience_of(story).readers == readers == inside
        membership.let_wait("member", True, now=LATER)
        assert len(membership.insiders()) == inside
        assert membership.readers() == readers - 1
        assert audience_of(story).readers == readers - 1

    def test_a_group_gets_no_smaller(self, membership, community, heard):
        for number in range(8 - len(membership.insiders())):
            api.user.create(username=f"ada{number}", email=f"a{number}@example.org")
            membership.add(f"ada{number}", "member", now=LATER)
        assert not is_small(community)
        membership.let_wait("member", True, now=LATER)
        assert not is_small(community)
        assert "small" not in heard
        membership.remove("member", now=LATER)
        assert is_small(community)
        assert heard[-1] == "small"

    def test_the_electorate(self, membership, community):
        membership.let_wait("member", True, now=LATER)
        membership.pause("teller", now=LATER, by_site=True)
        for moment in (LATER, LATER + timedelta(days=1)):
            assert members_at(community, moment) == ["facilitator", "member"]

    def test_a_vote_from_raising_a_topic_to_being_let_in_late(
        self, membership, community
    ):
        now = rounds.now()
        content, themes = rounds.open_round(community)
        membership.let_wait("member", True, now=now)
        with api.env.adopt_user("member"):
            assert may("member", "leap.cop: Cast Ballot", content)
            voting.cast(content, {themes[0]: 1}, "receipt-of-member-0", now=now)
        assert phases.turnout(content, rounds.now())[0] == 1
        membership.add("colleague", "member", now=now)
        membership.let_wait("colleague", True, now=now)
        late = voting.late_joiners(content, rounds.now())
        assert [row.userid for row in late] == ["colleague"]
        assert voting.admit(content, "colleague", now=rounds.now()) == "colleague"


STATES = ("private", "community", "pending", "community_pending", "public")


@pytest.mark.parametrize("state", STATES)
def test_stories_of_others_are_read_where_all_staff_read_them(
    membership, story_in, state
):
    story = story_in(state)
    membership.let_wait("member", True, now=LATER)
    assert may("member", "View", story) == (state == "public")
    with api.env.adopt_user("member"):
        found = api.content.find(UID=story.UID())
    assert bool(found) == (state == "public")


@pytest.mark.parametrize("audience", ["community", "public"])
def test_whoever_waits_may_tell_and_take_back(membership, community, audience):
    if audience == "community":
        with api.env.adopt_user("facilitator"):
            api.content.transition(community, "retract")
    membership.let_wait("member", True, now=LATER)
    assert may("member", "leap.cop: Add Story", community)
    made = make_story(community, "community", teller="member")
    assert lifecycle.state_of(made) == "community"
    with api.env.adopt_user("member"):
        lifecycle.withdraw(made)
    assert lifecycle.state_of(made) == "private"
    assert may("member", "leap.cop: Leave Community", community)
    assert not may("member", "leap.cop: View Members", community)
    assert not may("member", "leap.cop: Manage Members", community)


def test_a_private_community_is_not_for_whoever_waits(membership, community):
    membership.change_role("teller", "facilitator", now=LATER)
    membership.let_wait("facilitator", True, now=LATER)
    with api.env.adopt_user("teller"):
        api.content.transition(community, "hide")
    assert not may("facilitator", "View", community)
    assert not may("facilitator", "leap.cop: Add Story", community)


# Over REST, in the next request


@pytest.fixture
def wait(site):
    """Return a function that lets somebody wait, or no longer, and commits."""

    def let(userid: str, waits: bool = True) -> None:
        transaction.begin()
        Membership(site["tuesday"]).let_wait(userid, waits, now=lifecycle.utc_now())
        transaction.commit()

    return let


def test_it_ends_and_begins_in_the_next_request(rest, told, wait):
    url = told("community", title="Among us")
    public = told("public", title="For everybody")
    mine = told("community", title="Told by me", teller="member")
    member = rest("member")
    assert member.get(url).status_code == 200
    wait("member")
    for path in (url, f"{url}/@responses", f"{url}/@audience", f"{url}/@notes"):
        assert member.get(path).status_code == 404
    assert member.get(public).status_code == 200
    assert member.get("tuesday").status_code == 200
    assert member.get("tuesday/@cop-home").status_code == 200
    assert member.get("tuesday/@members").status_code == 403
    items = member.get("tuesday?b_size=100").json()["items"]
    assert {item["@id"] for item in items} & {url, public, mine} == {public}
    # The own one is found in the own list alone, and goes on being the own.
    assert [row["@id"] for row in member.get("@my-stories").json()["items"]] == [mine]
    assert mine not in member.get("@search?portal_type=leap.cop.Story").text
    assert mine not in member.get("@story-library").text
    assert member.get(mine).status_code == 200
    assert member.delete(f"{mine}/@consent", json={}).status_code == 200
    wait("member", False)
    assert member.get(url).status_code == 200


def test_whoever_left_finds_the_own_story_in_the_own_list_alone(rest, told):
    mine = told("community", title="Told by me", teller="member")
    member = rest("member")
    assert member.delete("tuesday/@members/member", json={}).status_code == 204
    assert [row["@id"] for row in member.get("@my-stories").json()["items"]] == [mine]
    assert mine not in member.get("@search?portal_type=leap.cop.Story").text
    assert mine not in member.get("@story-library").text
    assert member.get(mine).status_code == 200


def test_the_home_keeps_the_role_and_shows_no_story(rest, told, wait):
    told("community", title="Among us")
    told("public", title="For everybody")
    before = rest("member").get("tuesday/@cop-home").json()
    assert before["waits"] is False and len(before["latest_stories"]) == 2
    wait("member")
    home = rest("member").get("tuesday/@cop-home").json()
    assert (home["role"], home["waits"], home["latest_stories"]) == ("member", True, [])
    assert home["members_total"] == before["members_total"]
    assert not [step for step in home["next_steps"] if "/members" in step["url"]]
    others = rest("teller").get("tuesday/@cop-home").json()
    assert others["members_total"] == before["members_total"]
    assert others["waits"] is False


def test_a_facilitator_who_waits_keeps_the_word_and_loses_the_powers(
    rest, wait, roles_now
):
    rest("facilitator").patch("tuesday/@members/teller", json={"role": "facilitator"})
    wait("facilitator")
    fay = rest("facilitator")
    home = fay.get("tuesday/@cop-home").json()
    assert (home["role"], home["waits"]) == ("facilitator", True)
    assert home["facilitators"] == ["Tess Lane"]
    assert not [step for step in home["next_steps"] if "invitations" in step["url"]]
    assert fay.patch("tuesday", json={"title": "Mine"}).status_code == 403
    role = {"role": "member"}
    assert fay.patch("tuesday/@members/teller", json=role).status_code == 403
    assert roles_now()["facilitator"] == "facilitator"


def test_who_waits_is_told_to_that_person_and_the_facilitators(rest, wait):
    wait("member")
    rows = rest("facilitator").get("tuesday/@members").json()["items"]
    assert {row["userid"] for row in rows if row["waits"]} == {"member"}
    [row] = [row for row in rows if row["userid"] == "member"]
    assert (row["role"], row["since"]) == ("member", "2026-11-02")
    seen = rest("teller").get("tuesday/@members").json()["items"]
    assert [
        row for row in seen if "waits" in row and row["fullname"] != "Tess Lane"
    ] == []
    [mia] = [row for row in seen if row["fullname"] == "Mia Brook"]
    assert (mia["role"], mia["since"]) == ("member", "2026-11-02")
    own = rest("member").patch("tuesday/@members/member", json={"line": "Tea."})
    assert own.status_code == 200 and own.json()["waits"] is True


def test_nobody_is_let_wait_through_the_list(rest):
    answer = rest("facilitator").patch("tuesday/@members/member", json={"waits": True})
    assert answer.status_code == 400
    rows = rest("facilitator").get("tuesday/@members").json()["items"]
    assert not any(row["waits"] for row in rows)


# In a browser


def test_the_home_says_that_stories_wait(visit, told, wait):
    told("community", title="Among us")
    told("public", title="For everybody")
    wait("member")
    visitor = visit("member")
    visitor.go("tuesday")
    assert visitor.status == 200
    assert WAIT_SENTENCE in visitor.text
    assert "You are a member" in visitor.text
    for words in (
        "Among us",
        "For everybody",
        "No stories have been shared here yet",
        "How to join",
    ):
        assert words not in visitor.text
    for who in ("teller", "colleague"):
        other = visit(who)
        other.go("tuesday")
        assert WAIT_SENTENCE not in other.text
        assert "For everybody" in other.text


def test_the_list_says_it_to_facilitators_alone(visit, wait):
    wait("member")
    for who, told_so in {
        "facilitator": True,
        "siteadmin": False,
        "teller": False,
    }.items():
        visitor = visit(who)
        visitor.go("tuesday/members")
        assert "Mia Brook" in visitor.text
        assert ("has not said yes to the agreement" in visitor.text) == told_so


def test_whoever_waits_leaves_by_the_page(visit, wait, roles_now):
    wait("member")
    visitor = visit("member")
    visitor.go("tuesday/members")
    assert visitor.status == 403
    visitor.go("tuesday/leave-community")
    assert visitor.status == 200
    visitor.form_to("leave-community").submit()
    assert "member" not in roles_now()
