"""What could stand on an agenda, by facts alone."""

from leap.cop.meeting import rules
from leap.cop.meeting.agenda.suggestion_rules import Carried
from leap.cop.meeting.agenda.suggestion_rules import Facts
from leap.cop.meeting.agenda.suggestion_rules import suggest
from leap.cop.meeting.agenda.suggestion_rules import There

import itertools
import pytest


THEMES = [("l1", "Food"), ("l2", "Rest"), ("l3", "Doors"), ("l4", "Later")]

LOTS = Facts(
    minutes=1000,
    agreement_due=True,
    record_open=True,
    open_actions=3,
    carried=[
        Carried("r1", "method", "A walk", 40),
        Carried("r2", "theme", "Food", 30, "l1"),
    ],
    themes=THEMES,
    question="What is participation?",
    warm_ups=["Weather", "Shoes"],
)


def keys(facts):
    return [one.key for one in suggest(facts)]


def test_the_order_in_which_a_meeting_goes():
    assert keys(LOTS) == [
        "welcome",
        "agreement",
        "warm_up",
        "celebrate",
        "record_review",
        "action_review",
        "carried:r1",
        "carried:r2",
        "theme:l2",
        "theme:l3",
        "theme:l4",
        "story",
        "advice",
        "standing_question",
        "policy",
        "break",
    ]


def test_nothing_without_its_reason():
    assert keys(Facts(minutes=1000)) == [
        "welcome",
        "warm_up",
        "celebrate",
        "story",
        "advice",
        "policy",
        "break",
    ]
    assert "policy" not in keys(Facts(minutes=1000, last_kinds=frozenset({"policy"})))
    assert "break" not in keys(Facts(minutes=119))
    assert "break" in keys(Facts(minutes=120))


def test_a_break_without_room_takes_none():
    there = [There("method", 110)]
    assert keys(Facts(minutes=120, there=there)) == ["welcome"]
    assert keys(Facts(minutes=125, there=there)) == ["break"]


def test_the_first_meeting_of_a_community():
    assert keys(LOTS._replace(is_first=True, minutes=210)) == [
        "welcome",
        "agreement",
        "aims",
        "topics",
        "next-host",
        "break",
    ]


@pytest.mark.parametrize("minutes", [0, 5, 60, 119, 120, 150, 210, 240, 300])
@pytest.mark.parametrize("planned", [0, 30, 200, 250])
def test_never_more_than_there_is_time(minutes, planned):
    facts = LOTS._replace(minutes=minutes, there=[There("other", planned)])
    found = suggest(facts)
    assert sum(one.minutes for one in found) <= max(minutes - planned, 0)
    whole = [key for key in keys(LOTS) if key != "break"]
    there = [one.key for one in found if one.key != "break"]
    assert there == whole[: len(there)]


def test_a_long_meeting_has_room_for_a_break():
    found = suggest(LOTS._replace(minutes=210))
    assert found[-1].key == "break"
    assert sum(one.minutes for one in found) <= 210


def test_what_is_taken_is_not_suggested_again():
    before = suggest(LOTS._replace(minutes=210))
    for taken in before:
        row = There(taken.kind, taken.minutes, taken.key, taken.theme)
        after = suggest(LOTS._replace(minutes=210, there=[row]))
        assert [one.key for one in after] == [
            one.key for one in before if one.key != taken.key
        ]
    rows = [There(one.kind, one.minutes, one.key, one.theme) for one in before]
    assert suggest(LOTS._replace(minutes=210, there=rows)) == []


def test_what_somebody_wrote_themselves_is_not_suggested():
    rows = [There("welcome", 5), There("theme", 40, "", "l2"), There("other", 1)]
    found = keys(LOTS._replace(there=rows))
    assert "welcome" not in found
    assert "theme:l2" not in found
    first = LOTS._replace(is_first=True, there=rows)
    assert {"topics", "next-host"} <= set(keys(first))


def test_a_carried_row_comes_once_with_its_title():
    carried = [Carried("r9", "story", "", 30)]
    found = suggest(Facts(minutes=1000, carried=carried))
    assert [one.key for one in found if one.kind == "story"] == ["carried:r9"]
    walk = next(one for one in suggest(LOTS) if one.key == "carried:r1")
    assert walk.title == "A walk"


def test_the_number_and_the_last_titles_are_said():
    by_key = {one.key: one for one in suggest(LOTS)}
    assert by_key["action_review"].title.mapping == {"count": 3}
    assert by_key["warm_up"].why.mapping == {"titles": "Weather; Shoes"}


def test_every_one_has_a_kind_a_title_and_a_reason():
    whole = itertools.chain(suggest(LOTS), suggest(LOTS._replace(is_first=True)))
    for one in whole:
        assert one.kind in rules.KINDS
        assert one.title
        assert one.why
        assert 0 < one.minutes <= rules.MAX_MINUTES
