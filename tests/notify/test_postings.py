"""The table of mails: each row by its name, on its event, and kept as it says."""

from datetime import datetime
from datetime import UTC
from leap.cop.core.events import ICopEvent
from leap.cop.notify import later
from leap.cop.notify import mails
from leap.cop.notify.posting import Posting
from leap.cop.notify.postings import by_name
from leap.cop.notify.postings import POSTINGS
from leap.cop.notify.receivers import Receiver
from zope.i18nmessageid import Message

import pytest


NOW = datetime(2026, 11, 2, tzinfo=UTC)


def nobody(_content) -> dict:
    return {}


ROW = Posting("test", ICopEvent, mails.NOTE, nobody, keep=None)


def test_each_row_has_a_name_and_an_event_of_ours():
    for name, row in POSTINGS.items():
        assert name == row.name
        assert row.event.extends(ICopEvent), name


def test_two_rows_of_one_name_are_not_built():
    with pytest.raises(ValueError, match="test"):
        by_name([ROW, ROW])


def left_of(row: Posting) -> later.Left | None:
    return later.left_of(row, ("tuesday",), (), "", {"member"}, now=NOW)


@pytest.mark.parametrize("name", ["vote-opened", "story-asked", "concern"])
def test_what_waits_is_kept_and_found_by_the_name(name):
    left = left_of(POSTINGS[name])
    assert (left.writer, left.people) == (name, ("member",))
    assert later.writer_of(left) is POSTINGS[name]


def test_whose_a_story_is_is_not_kept():
    assert left_of(POSTINGS["story-held"]).people == (later.EVERYBODY,)


def test_what_says_so_is_not_kept():
    assert left_of(POSTINGS["own-link"]) is None


def test_a_row_that_is_not_so_any_more_writes_nothing():
    over = ROW._replace(still=lambda content: False, to=None)
    assert over(object(), "https://intranet.example.org") == []


def test_words_of_a_letter_stay_beside_the_name_of_the_group():
    said = Message("${group} until ${moment}", mapping={"moment": "noon"})
    letter = mails.NOTE._replace(closing=(said,))
    to = Receiver("member@example.org", "en")
    mail = mails.write(letter, to, group="Tuesday", site="")
    assert "Tuesday until noon" in mail.body
