"""A directory's groups, called like a person or like a group of ours, open nothing."""

from leap.cop.community import groups
from leap.cop.community import people
from leap.cop.community.membership import Membership
from leap.cop.community.people import is_safeguarding_person
from leap.cop.story.lifecycle.teller import TELLER
from leap.cop.story.proof.verify import namesakes
from plone import api
from Products.PluggableAuthService.interfaces.plugins import IUserFactoryPlugin
from Products.PluggableAuthService.PropertiedUser import PropertiedUser
from tests import directory
from tests.conftest import make_story
from tests.conftest import NOW

import pytest


@pytest.fixture
def ldap(portal, community):
    """Connect a directory with three people; one of them facilitates."""
    made = directory.connect(portal)
    for userid, name in (("ada", "Ada Quist"), ("bo", "Bo Lund"), ("cy", "Cy Orr")):
        made.put(userid, directory.Person(name, f"{userid}@example.org"))
    Membership(community).add("ada", "facilitator", now=NOW)
    return made


def roles_of(userid: str, place) -> set[str]:
    found = set()
    with api.env.adopt_user(userid):
        found |= set(api.user.get_roles(obj=place))
    user = api.portal.get_tool("acl_users").getUserById(userid)
    found |= set(user.getRolesInContext(place))
    return {role for role in found if role.startswith("CoP ")}


def groups_of(userid: str) -> set[str]:
    user = api.portal.get_tool("acl_users").getUserById(userid)
    return {group for group in user.getGroups() if group.startswith("cop:")}


NAMESAKES = ("ada", "facilitator", "reviewer", "member", "newcomer")


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("name", NAMESAKES)
def test_a_group_called_like_a_person_has_no_office(
    portal, community, ldap, name, listed
):
    ldap.put_group(name, ["bo", "colleague"], listed=listed)
    for userid in ("bo", "colleague"):
        assert name in portal.acl_users.getUserById(userid).getGroups()
        assert roles_of(userid, community) == set()
        assert groups_of(userid) == set()
    assert groups_of(name)


def test_groups_in_groups_have_none_either(portal, community, ldap):
    ldap.put_group("outer", ["inner"])
    ldap.put_group("inner", ["bo"])
    ldap.put_group("ada", ["outer"])
    user = portal.acl_users.getUserById("bo")
    assert {"outer", "inner", "ada"} <= set(user.getGroups())
    assert roles_of("bo", community) == set()


def test_nor_has_one_of_plones_own(portal, community, ldap):
    with api.env.adopt_roles(["Manager"]):
        portal.acl_users.source_groups.addGroup("facilitator")
        portal.acl_users.source_groups.addPrincipalToGroup("colleague", "facilitator")
    assert "facilitator" in portal.acl_users.getUserById("colleague").getGroups()
    assert roles_of("colleague", community) == set()


def test_the_person_keeps_the_office(portal, community, ldap):
    before = roles_of("ada", community)
    ldap.put_group("ada", ["bo"])
    assert roles_of("ada", community) == before == {"CoP Member", "CoP Facilitator"}


def test_a_site_without_a_factory_of_users_has_its_members(portal, community, ldap):
    """Then a user of PAS's own class comes, as bare groups do."""
    portal.acl_users.plugins.deactivatePlugin(IUserFactoryPlugin, "user_factory")
    assert type(portal.acl_users.getUserById("ada").aq_base) is PropertiedUser
    assert "CoP Facilitator" in roles_of("ada", community)
    ldap.put_group("ada", ["bo"])
    assert roles_of("bo", community) == set()


@pytest.mark.parametrize("listed", [True, False])
def test_a_group_called_like_a_teller_reads_no_story(portal, community, ldap, listed):
    story = make_story(community, "private", teller="ada")
    ldap.put_group("ada", ["bo", "member"], listed=listed)
    for userid in ("bo", "member"):
        assert TELLER not in roles_of(userid, story) or not listed
        with api.env.adopt_user(userid):
            assert not api.user.has_permission("View", obj=story)
            assert TELLER not in api.user.get_roles(obj=story)
    assert TELLER in roles_of("ada", story)


def test_a_group_called_like_the_safeguarding_person_reads_nothing(
    portal, community, ldap
):
    people.choose_safeguarding_person(community, "cy")
    ldap.put_group("cy", ["bo"])
    with api.env.adopt_user("bo"):
        assert not is_safeguarding_person(community)
    with api.env.adopt_user("cy"):
        assert is_safeguarding_person(community)


@pytest.mark.parametrize("name", groups.ROLE_OF_GROUP)
def test_a_group_called_like_one_of_ours_opens_nothing(portal, community, ldap, name):
    """Whoever looks after a directory knows the address and UID of a community."""
    uid = community.UID()
    for guess in (f"cop:{uid}:{name}", f"cop:{uid}::{name}", f"cop:{uid}:x:{name}"):
        ldap.put_group(guess, ["bo"])
    assert roles_of("bo", community) == set()
    story = make_story(community, "community")
    catalog = portal.portal_catalog
    with api.env.adopt_user("bo"):
        assert not api.user.has_permission("View", obj=story)
        assert not catalog(UID=story.UID())


def test_a_person_called_like_one_of_our_groups_has_no_office(portal, community, ldap):
    name = f"cop:{community.UID()}:facilitators"
    ldap.put(name, directory.Person("Dee Moe"))
    assert roles_of(name, community) == set()


def test_ids_of_our_groups_differ_from_site_to_site(portal, community):
    assert community.UID() in groups.group_id(community, "members")
    assert len(groups.group_id(community, "members").split(":")[2]) == 32


def test_the_verifier_counts_them(portal, community, ldap):
    assert namesakes(portal) == (0, 0)
    ldap.put_group("ada", ["bo"])
    ldap.put_group("member", ["bo"])
    ldap.put_group("staff", ["bo"])
    ldap.put_group(f"cop:{community.UID()}:members", ["bo"])
    assert namesakes(portal) == (2, 1)
    for way in (directory.RAISES, directory.STUMBLES, directory.SILENT):
        ldap.be(way)
        found = namesakes(portal)
        assert found is None or found == (0, 0)
