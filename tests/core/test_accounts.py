"""What closes an account, and what does not: another source, an outage."""

from leap.cop.commands import parser
from leap.cop.commands import run
from leap.cop.community.membership import Membership
from leap.cop.core import accounts
from leap.cop.core import lookup
from leap.cop.core.people import People
from leap.cop.story.lifecycle import lifecycle
from plone import api
from tests import directory
from tests.conftest import make_story
from tests.conftest import NOW
from tests.directory import Person

import pytest
import transaction


AWAY = (directory.SILENT, directory.STUMBLES, directory.RAISES)


def delete(userid: str) -> None:
    with api.env.adopt_user("admin"):
        api.user.delete(username=userid)


@pytest.fixture
def ldap(portal, community):
    """Connect a directory that has a local person as well, and one of its own."""
    made = directory.connect(portal)
    made.put("teller", Person("Tess Lane", "tess@example.org"))
    made.put("ada", Person("Ada Quist", "ada@example.org"))
    Membership(community).add("ada", "member", now=NOW)
    return made


def is_open(community) -> bool:
    return Membership(community).role_of("teller") == "member"


def test_an_account_in_another_source_closes_nothing(portal, community, ldap):
    story = make_story(community, "public")
    delete("teller")
    assert lifecycle.teller_of(story) == "teller"
    assert lifecycle.state_of(story) == "public"
    assert is_open(community)
    assert People(portal).former() == {}


def test_one_that_is_equal_and_not_the_same_is_another(portal, community, ldap):
    ldap.drop("teller")
    ldap.put("TELLER", Person("Terry Ell"))
    delete("teller")
    assert not is_open(community)


def test_a_source_that_cannot_be_asked_is_asked_later(portal, community, ldap):
    Membership(community).remove("teller", now=NOW)
    Membership(community).add("teller", "member", now=NOW)
    assert People(portal).seen_in("teller") == directory.NAME
    ldap.be(directory.STUMBLES)
    delete("teller")
    assert is_open(community)
    assert accounts.close_those_deleted_meanwhile(portal, now=NOW) == 0
    assert is_open(community)
    ldap.be(directory.WORKS)
    assert accounts.close_those_deleted_meanwhile(portal, now=NOW) == 0
    assert is_open(community)
    assert People(portal).deleted_meanwhile() == {}
    ldap.be(directory.STUMBLES)
    accounts.close_a_deleted_account(Deleted("teller"))
    ldap.be(directory.WORKS)
    ldap.drop("teller")
    assert accounts.close_those_deleted_meanwhile(portal, now=NOW) == 1
    assert not is_open(community)


class Deleted:
    """What a plugin says that deletes."""

    def __init__(self, userid: str) -> None:
        self.principal = userid


def test_whoever_another_source_had_is_closed_at_once(portal, community, ldap):
    assert People(portal).seen_in("teller") == "source_users"
    ldap.be(directory.STUMBLES)
    delete("teller")
    assert not is_open(community)


def test_a_new_account_with_the_id_begins_with_nothing(portal, community, ldap):
    People(portal).note_seen("teller", directory.NAME, "2026-11-02")
    ldap.be(directory.STUMBLES)
    delete("teller")
    assert is_open(community)
    with api.env.adopt_user("admin"):
        api.user.create(username="teller", email="t@example.org")
    assert not is_open(community)
    assert People(portal).deleted_meanwhile() == {}


@pytest.mark.parametrize("way", AWAY)
def test_looking_closes_nobody(portal, community, ldap, way):
    ldap.be(way)
    if way == directory.SILENT:
        assert lookup.find("ada") is None
    else:
        with pytest.raises(lookup.Unanswered):
            lookup.find("ada")
    assert lookup.find("member").fullname == "Mia Brook"
    assert lookup.shown("ada") is None


# Requests, jobs and commands, while the directory is away


@pytest.fixture
def away(site, rest):
    """Let half of a community come from a directory; then it can be away."""
    made = directory.connect(site)
    community = site["tuesday"]
    for number in range(3):
        made.put(f"p{number}", Person(f"Person {number}", f"p{number}@example.org"))
        Membership(community).add(f"p{number}", "member", now=NOW)
    make_story(community, "public", teller="p0")
    transaction.commit()
    return made


def everything(site) -> tuple:
    transaction.begin()
    community = site["tuesday"]
    stories = [
        (story.getId(), lifecycle.state_of(story), lifecycle.teller_of(story))
        for story in community.objectValues()
    ]
    kept = Membership(community)
    histories = {**kept.histories()}
    return stories, histories, {one: kept.role_of(one) for one in histories}


READ = ("@members", "@cop-home", "@invitations", "@applications")
READ += ("@user-search?query=per",)


def look_around(rest) -> None:
    for who in ("member", "facilitator", "siteadmin"):
        session = rest(who)
        for path in READ:
            session.get(f"tuesday/{path}")
        session.headers["Accept"] = "text/html"
        for page in ("", "/members", "/sign-in-sheet", "/invitations", "/join"):
            session.get(f"tuesday{page}")


@pytest.mark.parametrize("way", AWAY)
def test_no_record_changes_in_an_outage(site, rest, away, way):
    look_around(rest)  # Stock finishes its portlets on the first pages of a site.
    before = everything(site)
    away.be(way)
    transaction.commit()
    written = site._p_jar.db().lastTransaction()
    look_around(rest)
    assert site._p_jar.db().lastTransaction() == written
    assert everything(site) == before


COMMANDS = (
    ("missing-people",),
    ("tidy", "--yes"),
    ("remind", "https://intranet.example.org"),
    ("turn-rounds", "https://intranet.example.org"),
    ("verify-ledger",),
    ("erase-person", "p0"),
)


@pytest.mark.parametrize("way", AWAY)
@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_no_command_changes_a_record_in_an_outage(site, away, way, words, capsys):
    before = everything(site)
    away.be(way)
    transaction.commit()
    arguments = ["--conf", "zope.conf", "--site", site.getId(), *words]
    run(site.aq_parent, parser().parse_args(arguments))
    assert everything(site) == before


# Which id is meant


OTHER_WAYS = ("ADA", "Ada", " ada ", "ada ")


@pytest.mark.parametrize("typed", OTHER_WAYS)
def test_an_account_is_known_by_its_own_id(portal, community, ldap, typed):
    Membership(community).remove("ada", now=NOW)
    assert Membership(community).add(typed, "member", now=NOW) == "ada"
    assert Membership(community).role_of("ada") == "member"
    assert typed not in Membership(community).histories()
