"""Accounts that no source of users knows: looked for, counted, closed by name alone."""

from datetime import timedelta
from leap.cop.community.membership import Membership
from leap.cop.core.errors import Refused
from leap.cop.core.people import People
from leap.cop.recruitment import missing
from leap.cop.story.display.attribution import byline
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle.teller import TELLER
from plone import api
from tests import directory as people
from tests.conftest import make_story
from tests.conftest import NOW

import pytest


@pytest.fixture
def ldap(portal, community):
    """Connect a directory with two people, who belong; one told a story."""
    made = people.connect(portal)
    for userid, name in (("ada", "Ada Quist"), ("bo", "Bo Lund")):
        made.put(userid, people.Person(name, f"{userid}@example.org"))
        Membership(community).add(userid, "member", now=NOW)
    return made


def look(portal, days: int = 0):
    return missing.look(portal, now=NOW + timedelta(days=days))


def test_whoever_is_there_is_not_missing(portal, ldap):
    assert look(portal) == {}
    assert People(portal).seen_in("ada") == people.NAME


def test_days_count_on_which_others_were_found(portal, ldap):
    look(portal)
    ldap.drop("ada")
    assert look(portal, 1) == {"ada": ("2026-11-03", 1)}
    assert look(portal, 1)["ada"].days == 1
    assert look(portal, 4)["ada"] == ("2026-11-03", 2)


@pytest.mark.parametrize("way", [people.SILENT, people.STUMBLES])
def test_days_of_an_outage_do_not_count(portal, ldap, way):
    look(portal)
    ldap.be(way)
    assert {row.days for row in look(portal, 1).values()} == {0}
    ldap.be(people.WORKS)
    assert look(portal, 2) == {}


def test_a_source_that_cannot_be_asked_says_nothing_of_anybody(portal, ldap):
    look(portal)
    ldap.be(people.RAISES)
    with pytest.raises(people.ServerDown):
        look(portal, 1)
    assert People(portal).missing() == {}


def test_nobody_is_closed_but_by_name(portal, community, ldap):
    story = make_story(community, "public", teller="ada")
    look(portal)
    ldap.drop("ada")
    for days in range(1, 400, 40):
        look(portal, days)
    assert lifecycle.teller_of(story) == "ada"
    assert lifecycle.state_of(story) == "public"
    assert Membership(community).role_of("ada") == "member"
    assert missing.close(portal, ["ada"], now=NOW) == 1
    assert lifecycle.teller_of(story) is None
    assert lifecycle.state_of(story) == "private"
    assert Membership(community).history("ada") == ()
    assert People(portal).missing() == {}


def test_whoever_is_found_is_not_closed(portal, community, ldap):
    look(portal)
    with pytest.raises(Refused):
        missing.close(portal, ["bo"], now=NOW)
    assert Membership(community).role_of("bo") == "member"


@pytest.mark.parametrize("way", [people.SILENT, people.STUMBLES])
def test_a_story_keeps_its_name_in_an_outage(portal, community, ldap, way):
    story = make_story(community, "public", teller="ada")
    assert byline(story).startswith("Ada Quist")
    ldap.be(way)
    assert byline(story).startswith("Ada Quist")
    story.reindexObject()
    [brain] = portal.portal_catalog.unrestrictedSearchResults(UID=story.UID())
    assert brain.cop_attribution.startswith("Ada Quist")


def test_a_group_with_the_name_of_a_teller_opens_nothing(portal, community, ldap):
    """Asked about the groups of whoever is logged in, by a program about others too."""
    story = make_story(community, "private", teller="ada")
    ldap.put_group("ada", ["bo", "member"])
    for userid in ("bo", "member", "colleague"):
        with api.env.adopt_user(userid):
            assert not api.user.has_permission("View", obj=story), userid
        user = portal.acl_users.getUserById(userid)
        assert TELLER not in user.getRolesInContext(story)
    with api.env.adopt_user("ada"):
        assert api.user.has_permission("View", obj=story)
        lifecycle.grant(story, "community", now=NOW)
        lifecycle.withdraw(story)
