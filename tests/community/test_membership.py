"""Membership of one community: records, groups, and what hangs on them."""

from datetime import timedelta
from leap.cop.community import groups
from leap.cop.community import people
from leap.cop.community import profiles
from leap.cop.community.events import IMemberJoined
from leap.cop.community.events import IMemberLeft
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.people import is_gone
from leap.cop.testing import PEOPLE
from plone import api
from tests.community.conftest import LATER
from zope.component import getGlobalSiteManager

import pytest
import transaction


@pytest.fixture
def heard(community):
    """Yield the list of events of joining and leaving."""
    events = []
    manager = getGlobalSiteManager()

    def hear(event):
        events.append((type(event).__name__, event.userid))

    for kind in (IMemberJoined, IMemberLeft):
        manager.registerHandler(hear, (kind,))
    yield events
    for kind in (IMemberJoined, IMemberLeft):
        manager.unregisterHandler(hear, (kind,))


def roles_of(userid: str, community) -> set[str]:
    roles = api.user.get_roles(username=userid, obj=community)
    return {role for role in roles if role.startswith("CoP")}


@pytest.mark.parametrize(
    "userid,roles",
    [
        ("facilitator", {"CoP Facilitator", "CoP Member"}),
        ("member", {"CoP Member"}),
        ("reviewer", {"CoP Reviewer"}),
        ("newcomer", {"CoP Candidate"}),
        ("colleague", set()),
        ("siteadmin", set()),
    ],
)
def test_a_membership_gives_its_roles_and_no_others(
    membership, community, userid, roles
):
    assert roles_of(userid, community) == roles


def test_groups_and_records_agree_after_every_change(membership, community):
    def differences():
        return groups.differences(community, membership.histories())

    assert differences() == []
    membership.add("colleague", "member", now=LATER)
    assert differences() == []
    membership.change_role("colleague", "reviewer", now=LATER)
    assert differences() == []
    membership.pause("member", now=LATER, by_site=False)
    assert differences() == []
    membership.remove("newcomer", now=LATER)
    assert differences() == []


def test_the_verifier_finds_who_was_put_into_a_group_by_hand(membership, community):
    plugin = api.portal.get_tool("acl_users")[groups.PLUGIN_ID]
    plugin.addPrincipalToGroup("colleague", groups.group_id(community, "members"))
    plugin.removePrincipalFromGroup("member", groups.group_id(community, "members"))
    assert groups.differences(community, membership.histories()) == [
        ("colleague", "members"),
        ("member", "members"),
    ]


def test_the_groups_are_found_in_no_search(membership, community):
    users = api.portal.get_tool("acl_users")
    assert [
        info for info in users.searchGroups() if info["id"].startswith("cop:")
    ] == []


def test_pausing_ends_access_at_once_and_keeps_the_place(membership, community, heard):
    membership.pause("member", now=LATER, by_site=False)
    assert roles_of("member", community) == set()
    assert membership.role_of("member") is None
    assert membership.is_paused("member")
    assert [row.userid for row in membership.rows() if row.paused] == ["member"]
    assert heard == []
    membership.resume("member", now=LATER + timedelta(days=1), by_site=False)
    assert roles_of("member", community) == {"CoP Member"}
    rows = {row.userid: row for row in membership.rows()}
    assert rows["member"].since < LATER


def test_facilitators_are_paused_by_the_site_administration_only(membership):
    with pytest.raises(NotYours):
        membership.pause("facilitator", now=LATER, by_site=False)
    membership.pause("facilitator", now=LATER, by_site=True)
    assert membership.ids_in_role("facilitator") == []
    with pytest.raises(NotYours):
        membership.resume("facilitator", now=LATER, by_site=False)


def test_the_last_facilitator_stays_until_there_is_another(membership):
    with pytest.raises(NotNow):
        membership.remove("facilitator", now=LATER)
    with pytest.raises(NotNow):
        membership.change_role("facilitator", "member", now=LATER)
    membership.change_role("member", "facilitator", now=LATER)
    membership.remove("facilitator", now=LATER)
    assert membership.ids_in_role("facilitator") == ["member"]


def test_who_left_is_remembered_and_may_come_back(membership, heard):
    membership.remove("member", now=LATER)
    assert membership.role_of("member") is None
    assert len(membership.history("member")) == 1
    membership.add("member", "member", now=LATER + timedelta(days=30))
    assert len(membership.history("member")) == 2
    assert heard == [("MemberLeft", "member"), ("MemberJoined", "member")]


@pytest.mark.parametrize(
    "call,error",
    [
        (lambda it: it.add("colleague", "owner", now=LATER), Refused),
        (lambda it: it.add("nobody-here", "member", now=LATER), Refused),
        (lambda it: it.add(["colleague"], "member", now=LATER), Refused),
        (lambda it: it.add("member", "reviewer", now=LATER), NotNow),
        (lambda it: it.change_role("colleague", "member", now=LATER), Refused),
        (lambda it: it.remove("colleague", now=LATER), Refused),
        (lambda it: it.pause("colleague", now=LATER, by_site=True), Refused),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_no_trace(membership, heard, call, error):
    before = membership.histories()
    with pytest.raises(error):
        call(membership)
    assert membership.histories() == before
    assert heard == []


def test_the_roster_shows_a_name_an_organisation_and_one_line(membership):
    user = api.user.get(userid="member")
    user.setMemberProperties(
        {"location": "Quill House", "description": "Ask me about tea.\nOr not."}
    )
    row = next(row for row in membership.rows() if row.userid == "member")
    assert (row.fullname, row.organisation, row.line) == (
        "Mia Brook",
        "Quill House",
        "Ask me about tea.",
    )


def test_somebody_who_is_not_found_keeps_the_name_known_last(portal, membership):
    # A directory elsewhere forgets somebody without telling, or is down.
    api.user.get(userid="member").setMemberProperties({"fullname": "Mia Rook"})
    portal.acl_users.source_users.removeUser("member")
    assert membership.row_of("member").fullname == "Mia Rook"
    people.remove(membership.community, "member", now=LATER)
    assert membership.fullname("member") == profiles.NOT_KNOWN_NOW


def test_only_whoever_is_known_to_be_gone_is_no_longer_here(portal, membership):
    with api.env.adopt_user("admin"):
        api.user.delete(username="member")
    [gone] = filter(is_gone, membership.histories())
    assert membership.fullname(gone) == "Somebody who is no longer here"


def test_a_change_of_membership_touches_no_story(membership, community, story_in):
    story = story_in("community")
    transaction.savepoint()
    before = story.modified()
    membership.add("colleague", "member", now=LATER)
    membership.remove("colleague", now=LATER)
    assert story.modified() == before
    assert not story._p_changed


@pytest.mark.parametrize("query", ["co", "  co  "])
def test_two_letters_are_a_whole_name_or_nothing(community, query):
    assert list(people.search(community, query)) == []


@pytest.mark.parametrize("query", ["", "c", None, "*ll*", 12])
def test_nobody_lists_the_whole_site(community, query):
    with pytest.raises(Refused):
        people.search(community, query)


def test_a_search_finds_by_name_says_who_belongs_and_ends_at_ten(community):
    for number in range(12):
        api.user.create(
            username=f"walker{number}",
            email=f"walker{number}@example.org",
            properties={"fullname": f"Walker {number:02}"},
        )
    assert len(people.search(community, "walker")) == 10
    found = people.search(community, "brook")
    assert [(row["userid"], row["belongs"]) for row in found] == [("member", True)]
    assert [row["belongs"] for row in people.search(community, "Col Hill")] == [False]
    assert people.search(community, "nobody at all") == []
    assert not {"email", "login"} & set(found[0])


def test_everybody_in_the_tests_has_the_role_that_the_table_says(membership):
    meant = {userid: role for userid, (_n, _r, role) in PEOPLE.items() if role}
    assert {row.userid: row.role for row in membership.rows()} == meant
