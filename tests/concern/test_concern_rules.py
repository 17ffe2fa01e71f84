"""What is kept of a concern: plain, bounded, and nothing of whoever wrote it."""

from datetime import date
from leap.cop.concern import rules
from leap.cop.concern.rules import Concern

import pytest


ONE = Concern(rules.GROUP, rules.FACILITATORS, date(2026, 11, 20), "It rained.", "")


@pytest.mark.parametrize(
    "concern",
    [
        ONE,
        Concern(
            "story:abc",
            rules.SAFEGUARDING,
            date(2026, 1, 2),
            "Ж\u0301",
            "ring 5",
            ("a:b", "c:d"),
            rules.DEALT_WITH,
        ),
    ],
)
def test_what_is_kept_is_plain_and_comes_back(concern):
    row = rules.stored(concern)
    assert type(row) is tuple
    assert {type(value) for value in row} <= {int, str, tuple}
    assert rules.read(row) == concern


@pytest.mark.parametrize(
    "place, value",
    [
        (0, 2),
        (1, None),
        (2, "everybody"),
        (2, rules.SAFEGUARDING),
        (3, "yesterday"),
        (4, 5),
        (6, (7,)),
        (7, None),
    ],
)
def test_what_was_not_stored_here_is_refused(place, value):
    row = list(rules.stored(ONE))
    row[place] = value
    with pytest.raises((TypeError, ValueError)):
        rules.read(tuple(row))


def test_a_row_that_is_too_short():
    with pytest.raises(ValueError):
        rules.read(rules.stored(ONE)[:5])


def test_the_same_words_about_the_same_thing():
    assert rules.is_kept_already(ONE, [ONE])
    for other in (
        ONE._replace(subject="story:abc", readers=rules.SAFEGUARDING),
        ONE._replace(readers=rules.PERSON),
        ONE._replace(contact="ring 5"),
        ONE._replace(text="It snowed."),
        ONE._replace(status=rules.DEALT_WITH),
    ):
        assert not rules.is_kept_already(ONE, [other]), other


def test_thirty_are_open_for_the_same_readers_and_no_more():
    kept = [ONE._replace(text=str(number)) for number in range(rules.MAX_OPEN)]
    assert rules.is_full(ONE, kept)
    assert not rules.is_full(ONE, kept[1:])
    # Those who facilitate cannot fill the way on which they are written about.
    assert not rules.is_full(ONE._replace(readers=rules.PERSON), kept)
    done = [kept[0]._replace(status=rules.DEALT_WITH), *kept[1:]]
    assert not rules.is_full(ONE, done)


def test_whom_it_is_about():
    concern = ONE._replace(not_for=(rules.code_of("mara"), rules.code_of("bo")))
    assert rules.is_about(concern, "mara") and rules.is_about(concern, "bo")
    assert not rules.is_about(concern, "cy")
    assert "mara" not in repr(concern)
    without = rules.without_person(concern, "mara")
    assert not rules.is_about(without, "mara") and rules.is_about(without, "bo")
    assert len(without.not_for) == 2


def test_two_codes_of_one_person_differ():
    assert rules.code_of("ada") != rules.code_of("ada")


@pytest.mark.parametrize(
    "concern, about",
    [
        (ONE, "group"),
        (ONE._replace(readers=rules.PERSON), "facilitator"),
        (ONE._replace(subject="story:abc", readers=rules.SAFEGUARDING), "story"),
    ],
)
def test_what_programs_are_told_it_is_about(concern, about):
    assert concern.about == about
