"""Who sees and changes what somebody set out to do, without a site."""

from datetime import date
from datetime import datetime
from datetime import UTC
from leap.cop.core.errors import Refused
from leap.cop.core.schemas import taken
from leap.cop.meeting.actions import rules as action_rules
from leap.cop.meeting.actions import schemas as action_schemas
from leap.cop.meeting.records import Action

import pytest


def action(owner="mia", author="mia", **fields):
    """Return an action."""
    made = Action("a" * 20, "Ask the young people", owner)
    made.author, made.made = author, datetime(2027, 1, 1, tzinfo=UTC)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


@pytest.mark.parametrize(
    "fields, userid, sees",
    [
        ({}, "tess", True),
        ({"personal": True}, "tess", False),
        ({"personal": True}, "mia", True),
        ({"personal": True, "shared": True}, "tess", True),
    ],
)
def test_a_personal_one_is_its_owners_until_shared(fields, userid, sees):
    assert action_rules.sees(action(**fields), userid) is sees


@pytest.mark.parametrize(
    "made, userid, leads, may",
    [
        (action(), "mia", False, True),
        (action(), "tess", False, False),
        (action(), "fay", True, True),
        (action(personal=True), "fay", True, False),
        (action(owner=""), "mia", False, True),
        (action(owner="tess"), "mia", False, False),
        (action(owner="", author=""), "tess", False, False),
    ],
)
def test_who_changes_one(made, userid, leads, may):
    assert action_rules.may_change(made, userid, leads) is may


def test_what_is_nobodys_can_be_taken_on_and_nothing_else():
    loose = action(owner="")
    assert action_rules.may_take_on(loose, {"owner": "tess"}, "tess", "tess")
    assert not action_rules.may_take_on(loose, {"owner": "mia"}, "mia", "tess")
    assert not action_rules.may_take_on(
        loose, {"owner": "tess", "text": "x"}, "tess", "tess"
    )
    assert not action_rules.may_take_on(action(), {"owner": "tess"}, "tess", "tess")


def test_what_is_due_stands_on_top():
    late = action(due=date(2027, 3, 1))
    soon = action(due=date(2027, 2, 1))
    whenever = action()
    over = action(status="done", due=date(2027, 1, 2))
    found = sorted([over, whenever, late, soon], key=action_rules.place)
    assert found == [soon, late, whenever, over]


@pytest.mark.parametrize(
    "fields, is_due",
    [
        ({"due": date(2027, 1, 8)}, True),
        ({"due": date(2027, 1, 9)}, False),
        ({"due": date(2026, 1, 1)}, True),
        ({"due": date(2026, 1, 1), "status": "done"}, False),
        ({}, False),
    ],
)
def test_when_something_is_due(fields, is_due):
    assert action_rules.is_due(action(**fields), date(2027, 1, 1)) is is_due


GOOD = {"text": "Ask them", "due": "2027-02-28", "personal": False, "owner": None}


def test_what_fits():
    sent = taken(GOOD, action_schemas.IAction)
    assert sent["due"] == date(2027, 2, 28)
    assert sent["owner"] is None


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"due": "2027-02-30"}, "due"),
        ({"due": 5}, "due"),
        ({"text": ""}, "text"),
        ({"text": "   "}, "text"),
        ({"text": "x" * 301}, "text"),
        ({"text": "two\nlines"}, "text"),
        ({"personal": 1}, "personal"),
        ({"meeting": 7}, "meeting"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_does_not_fit(wrong, field):
    with pytest.raises(Refused) as refused:
        taken({**GOOD, **wrong}, action_schemas.IAction)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "wrong, field",
    [
        ({"status": "finished"}, "status"),
        ({"learned": "x" * 1001}, "learned"),
        ({"rev": "1"}, "rev"),
        ({"shared": "yes"}, "shared"),
        ({"personal": True}, "personal"),
    ],
)
def test_a_change_that_does_not_fit(wrong, field):
    with pytest.raises(Refused) as refused:
        taken({"rev": 1, **wrong}, action_schemas.IChangedAction)
    assert refused.value.field == field
