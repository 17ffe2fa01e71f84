"""What can be sent to a meeting: tables of bad bodies, without a site.

That each service asks its schema, and keeps nothing of what is refused, is in the
tests of the service. The agenda has a table of its own.
"""

from leap.cop.core.errors import Refused
from leap.cop.core.schemas import taken
from leap.cop.meeting import schemas
from leap.cop.meeting.actions import schemas as actions
from leap.cop.meeting.minutes import schemas as minutes
from leap.cop.meeting.people import schemas as people
from leap.cop.meeting.people.services import RsvpPut
from zope.i18n import translate

import pytest


def refused_at(sent: dict, asks, **more) -> str:
    """Return the field at which what is sent is refused."""
    with pytest.raises(Refused) as refused:
        taken(sent, asks, **more)
    return refused.value.field


@pytest.mark.parametrize(
    "sent, field",
    [
        ({"answer": "maybe"}, "answer"),
        ({}, "answer"),
        ({"answer": 1}, "answer"),
        ({"answer": None}, "answer"),
        ({"answer": ["yes"]}, "answer"),
        ({"answer": "yes", "how": "by air"}, "how"),
        ({"answer": "yes", "userid": "member"}, "userid"),
        ({"answer": "yes", "answers": "no"}, "answers"),
    ],
)
def test_an_answer(sent, field):
    assert refused_at(sent, people.IAnswer, hints=RsvpPut.hints) == field


@pytest.mark.parametrize(
    "sent, field",
    [
        ({"chair": "take"}, "chair"),
        ({"chair": {"userid": 3}}, "chair"),
        ({"chair": {"userid": "member", "state": "accepted"}}, "chair"),
        ({"chair": ["member"]}, "chair"),
        ({"char": "accept"}, "char"),
    ],
)
def test_turns(sent, field):
    assert refused_at(sent, people.ITurns) == field


@pytest.mark.parametrize(
    "sent, field",
    [
        ({"people": {"member": "here"}}, "people"),
        ({"people": {"member": ["present"]}}, "people"),
        ({"people": ["member"]}, "people"),
        ({"guests": -1}, "guests"),
        ({"guests": "2"}, "guests"),
        ({"guests": True}, "guests"),
        ({"young_people": 100_000}, "young_people"),
        ({"member": "present"}, "member"),
    ],
)
def test_who_was_here(sent, field):
    assert refused_at(sent, people.IAttendance) == field


@pytest.mark.parametrize(
    "sent, field, words",
    [
        ({"summary": "x" * 50_001}, "summary", "up to 50,000"),
        ({"summary": 1}, "summary", "up to 50,000"),
        ({"summary_shown": 1}, "summary_shown", "true or false"),
        ({"summaries": "x"}, "summaries", "not known here. Did you mean"),
        ({"rev": True}, "rev", "whole number"),
        ({"rev": None}, "rev", "whole number"),
        ({"rev": -1}, "rev", "whole number"),
    ],
)
def test_what_was_said(sent, field, words):
    with pytest.raises(Refused) as refused:
        taken({"rev": 0, **sent}, minutes.IRecord)
    assert refused.value.field == field
    assert words in translate(refused.value.args[0])


@pytest.mark.parametrize(
    "sent, field",
    [
        ({}, "phase"),
        ({"phase": "over"}, "phase"),
        ({"phase": 3}, "phase"),
        ({"phase": "cancelled", "why": "x"}, "why"),
        ({"phase": "cancelled", "note": "x" * 501}, "note"),
        ({"phase": "cancelled", "note": "a\u202eb"}, "note"),
    ],
)
def test_what_becomes_of_it(sent, field):
    assert refused_at(sent, schemas.IPhase) == field


@pytest.mark.parametrize(
    "sent, field",
    [
        ({"text": " "}, "text"),
        ({"text": "two\nlines"}, "text"),
        ({"text": None}, "text"),
        ({"due": "2027-02-30"}, "due"),
        ({"due": 20270228}, "due"),
        ({"personal": 1}, "personal"),
        ({"owner": 3}, "owner"),
        ({"status": "done"}, "status"),
    ],
)
def test_an_action(sent, field):
    assert refused_at({"text": "Ask first", **sent}, actions.IAction) == field
