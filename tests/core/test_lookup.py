"""One question for each person shown, and never somebody else's name."""

from leap.cop.core import lookup
from leap.cop.core.people import People
from plone import api
from tests import directory
from tests.directory import ASKED
from tests.directory import Person

import pytest


class ByLogin(directory.Directory):
    """A directory that keeps properties by the login name, as plugins may."""

    def getPropertiesForUser(self, user, request=None):
        ASKED["getPropertiesForUser"] += 1
        for userid, person in self.people.items():
            if (person.login or userid) == user.getUserName():
                return person._asdict()
        return {}


@pytest.fixture
def ldap(portal):
    made = directory.connect(portal)
    made.put("ana", Person("Ana Pop", "ana@example.org"))
    ASKED.clear()
    return made


def test_who_is_in_a_directory_is_shown_by_one_question(portal, ldap):
    account = lookup.shown("ana")
    assert (account.fullname, account.email) == ("Ana Pop", "ana@example.org")
    assert (account.userid, account.source) == ("ana", directory.NAME)
    assert dict(ASKED) == {"getPropertiesForUser": 1}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Ana \u202epoP", "Ana poP"),
        ("Ana Pop\u200b", "Ana Pop"),
        ("Ana\r\nPop", "Ana Pop"),
        ("\u2800\u200b", ""),
    ],
)
def test_a_name_is_what_it_looks_like(portal, ldap, written, read):
    """Else it is read as somebody else's, or not told apart from the same one."""
    ldap.put("ana", Person(written, "ana@example.org"))
    assert lookup.shown("ana").fullname == read
    assert lookup.find("ana").fullname == read


@pytest.mark.parametrize("source", ["source_users", directory.NAME, "gone", ""])
def test_whatever_source_knew_somebody_last_the_account_is_found(portal, ldap, source):
    people = People(portal)
    if source:
        for userid in ("ana", "member"):
            people.note_seen(userid, source, "2026-11-02")
    assert lookup.shown("ana").fullname == "Ana Pop"
    assert lookup.shown("member").fullname == "Mia Brook"
    assert lookup.shown("nobody") is None


def test_a_local_person_costs_a_directory_one_question(portal, ldap):
    People(portal).note_seen("member", "source_users", "2026-11-02")
    assert lookup.shown("member").fullname == "Mia Brook"
    assert dict(ASKED) == {"getPropertiesForUser": 1}


def test_what_somebody_left_behind_is_no_account(portal, ldap):
    """Plone keeps what people of a directory wrote about themselves."""
    api.user.get("ana").setMemberProperties({"description": "Tea."})
    ldap.drop("ana")
    assert lookup.shown("ana") is None


def test_nobody_is_shown_under_the_name_of_who_logs_in_with_that_id(portal):
    made = directory.connect(portal, ByLogin)
    made.put("ana", Person("Ana Pop", login="a.pop"))
    made.put("ben", Person("Ben Vale", login="ana"))
    assert lookup.shown("ana").fullname == "Ana Pop"
    assert lookup.shown("ben").fullname == "Ben Vale"


def test_the_login_name_is_asked_for_where_it_is_shown(portal):
    made = directory.connect(portal)
    made.put("ana", Person("Ana Pop", login="a.pop"))
    assert lookup.shown("ana").login == ""
    assert lookup.login_of("ana") == "a.pop"
    assert lookup.login_of("nobody") == ""
