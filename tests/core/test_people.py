"""People by a random code."""

from datetime import date
from leap.cop.core.people import is_gone
from leap.cop.core.people import KEY
from leap.cop.core.people import NOTED
from leap.cop.core.people import People
from leap.cop.core.people import stand_in
from zope.annotation.interfaces import IAnnotations

import pytest


DAY = date(2026, 11, 2)
PLACE = ("uid-of-a-community", "a-story")


@pytest.fixture
def people(portal):
    return People(portal)


def test_nothing_is_made_on_read(portal, people):
    assert people.code_of("ann") is None
    assert people.places(None) == people.places("x") == []
    assert people.former() == {}
    people.drop("x", PLACE)
    people.erase("x")
    assert KEY not in IAnnotations(portal)


def test_a_code_is_random_and_stays(people):
    code = people.code_for("ann")
    assert people.code_for("ann") == people.code_of("ann") == code
    assert people.userid_of(code) == "ann"
    assert "ann" not in code
    assert people.code_for("ben") != code


def test_what_is_somebodys_is_found_by_the_code(people):
    code = people.code_for("ann")
    people.add(code, PLACE)
    people.add(code, ("uid", "other"))
    assert set(people.places(code)) == {PLACE, ("uid", "other")}
    people.drop(code, PLACE)
    assert people.places(code) == [("uid", "other")]


def test_with_the_last_place_the_code_goes(people):
    code = people.code_for("ann")
    people.add(code, PLACE)
    people.add(code, PLACE, NOTED)
    people.drop(code, PLACE)
    assert people.code_of("ann") == code
    people.drop(code, PLACE, NOTED)
    assert people.code_of("ann") is None
    assert people.userid_of(code) is None
    assert code not in people.codes()


def test_whoever_gets_the_same_id_gets_another_code(people):
    code = people.code_for("ann")
    people.add(code, PLACE)
    people.close("ann", code, DAY)
    assert people.code_of("ann") is None
    assert people.userid_of(code) is None
    assert people.former_of(code) == ("ann", "2026-11-02")
    other = people.code_for("ann")
    assert other != code
    assert people.places(other) == []
    assert people.places(code) == [PLACE]


def test_what_was_theirs_can_be_given_back(people):
    code = people.code_for("ann")
    people.add(code, PLACE)
    people.close("ann", code, DAY)
    people.give_back(code, "ann.hill")
    assert people.userid_of(code) == "ann.hill"
    assert people.former() == {}
    assert people.places(people.code_of("ann.hill")) == [PLACE]


def test_nothing_is_given_back_to_somebody_who_has_something(people):
    code = people.code_for("ann")
    people.close("ann", code, DAY)
    people.code_for("ben")
    with pytest.raises(ValueError, match="ben"):
        people.give_back(code, "ben")
    with pytest.raises(KeyError):
        people.give_back("nobody's", "ann")


def test_a_person_is_erased(people):
    code = people.code_for("ann")
    people.add(code, PLACE)
    people.add(code, PLACE, NOTED)
    people.erase(code)
    assert people.codes() == set()
    assert people.places(code) == people.places(code, NOTED) == []


def test_what_stands_for_an_id_says_that_it_is_nobodys(people):
    assert is_gone(stand_in(people.code_for("ann")))
    assert not is_gone("ann")
    assert not is_gone(None)
