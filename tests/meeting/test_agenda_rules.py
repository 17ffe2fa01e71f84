"""What a row may say by its kind, its order, its times: without a site."""

from datetime import datetime
from datetime import UTC
from leap.cop.meeting import rules
from leap.cop.meeting.agenda import rules as agenda_rules
from leap.cop.meeting.agenda.words import KIND_TITLES
from zoneinfo import ZoneInfo

import pytest


def test_every_kind_has_words_and_takes_minutes():
    assert tuple(KIND_TITLES) == rules.KINDS
    for kind in rules.KINDS:
        assert {"minutes", "lead", "outcome", "state"} <= agenda_rules.keys_of(kind)


@pytest.mark.parametrize(
    "kind, sent, wrong",
    [
        ("other", {"title": "x", "note": "y"}, []),
        ("story", {"title": "x"}, ["title"]),
        ("story", {"note": "x"}, ["note"]),
        ("story", {"story": "uid"}, []),
        ("advice", {"title": "x"}, ["title"]),
        ("advice", {"note": "x"}, ["note"]),
        ("advice", {"note": "", "title": None}, []),
        ("advice", {"outcome": "x"}, []),
        ("theme", {"theme": "line", "title": "x"}, []),
        ("other", {"theme": "line"}, ["theme"]),
        ("other", {"story": "uid"}, ["story"]),
        ("other", {"permission": True}, ["permission"]),
        ("brought_views", {"permission": True, "note": "x"}, []),
    ],
)
def test_what_a_kind_takes(kind, sent, wrong):
    assert agenda_rules.misfits(kind, sent) == wrong


@pytest.mark.parametrize("given, lacks", [(True, False), (False, True), (None, True)])
def test_views_are_brought_with_a_yes(given, lacks):
    assert agenda_rules.lacks_permission("brought_views", given) is lacks
    assert not agenda_rules.lacks_permission("guest", given)


@pytest.mark.parametrize(
    "one, before, order",
    [
        ("a", None, "bcda"),
        ("d", "a", "dabc"),
        ("a", "d", "bcad"),
        ("b", "b", "abcd"),
        ("b", "c", "abcd"),
        ("d", None, "abcd"),
    ],
)
def test_moved(one, before, order):
    assert agenda_rules.moved("abcd", one, before) == tuple(order)


def test_moved_before_nothing_that_is_there():
    with pytest.raises(LookupError):
        agenda_rules.moved("abcd", "a", "x")


def test_hours():
    assert agenda_rules.hours(210) == (3, 30)


def test_times_go_on_while_clocks_change():
    sofia = ZoneInfo("Europe/Sofia")
    start = datetime(2027, 3, 28, 0, 30, tzinfo=UTC).astimezone(sofia)
    times = agenda_rules.begins(start, [20, 40, 5])
    assert [f"{time:%H:%M}" for time in times] == ["02:30", "02:50", "04:30"]
    end = datetime(2027, 3, 28, 4, 0, tzinfo=UTC).astimezone(sofia)
    assert agenda_rules.minutes_between(start, end) == 210
