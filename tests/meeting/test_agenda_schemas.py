"""What can be sent to an agenda: tables of bad bodies, without a site."""

from leap.cop.core.errors import Refused
from leap.cop.core.schemas import taken
from leap.cop.meeting.agenda import schemas as agenda_schemas

import pytest


@pytest.mark.parametrize(
    "sent, field",
    [
        ({}, "kind"),
        ({"kind": "party"}, "kind"),
        ({"kind": 3}, "kind"),
        ({"kind": "other", "minutes": 241}, "minutes"),
        ({"kind": "other", "minutes": -1}, "minutes"),
        ({"kind": "other", "minutes": "20"}, "minutes"),
        ({"kind": "other", "minutes": 20.5}, "minutes"),
        ({"kind": "other", "minutes": True}, "minutes"),
        ({"kind": "other", "title": "x" * 151}, "title"),
        ({"kind": "other", "title": "two\nlines"}, "title"),
        ({"kind": "other", "title": ["x"]}, "title"),
        ({"kind": "other", "note": "x" * 2001}, "note"),
        ({"kind": "other", "note": "a\u202eb"}, "note"),
        ({"kind": "other", "lead": 3}, "lead"),
        ({"kind": "theme", "theme": {}}, "theme"),
        ({"kind": "story", "story": 4}, "story"),
        ({"kind": "brought_views", "permission": "yes"}, "permission"),
        ({"kind": "other", "author": "member"}, "author"),
        ({"kind": "other", "titles": "x"}, "titles"),
        ({"kind": "other", "outcome": "x"}, "outcome"),
        ({"kind": "other", "rev": 1}, "rev"),
        ({"kind": "other", "dealt_with": True}, "dealt_with"),
    ],
)
def test_a_new_row_that_does_not_fit(sent, field):
    with pytest.raises(Refused) as refused:
        taken(sent, agenda_schemas.INewRow)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "sent, field",
    [
        ({"rev": "1"}, "rev"),
        ({"rev": True}, "rev"),
        ({"state": "closed"}, "state"),
        ({"outcome": "x" * 301}, "outcome"),
        ({"dealt_with": 1}, "dealt_with"),
        ({"before": 3}, "before"),
        ({"kind": "break"}, "kind"),
        ({"order": []}, "order"),
    ],
)
def test_a_change_that_does_not_fit(sent, field):
    with pytest.raises(Refused) as refused:
        taken(sent, agenda_schemas.IChangedRow)
    assert refused.value.field == field


@pytest.mark.parametrize("take", [None, "welcome", [], [3], [None], ["x" * 101], {}])
def test_what_cannot_be_taken(take):
    with pytest.raises(Refused) as refused:
        taken({"take": take}, agenda_schemas.ITaken)
    assert refused.value.field == "take"


def test_what_fits():
    sent = {"kind": "other", "minutes": 240, "title": "x", "lead": None, "note": "a\nb"}
    assert taken(sent, agenda_schemas.INewRow) == sent
    assert taken({"take": ["welcome"]}, agenda_schemas.ITaken) == {"take": ["welcome"]}
