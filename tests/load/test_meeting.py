"""Twenty people say at once that they come: nobody is turned away, and none is lost."""

from collections.abc import Callable
from tests.load.site import FACILITATOR
from tests.load.site import MEETING
from tests.load.site import TWENTY
from tests.load.test_agreement import Group

import pytest


#: What one answer may add to the database, in bytes.
MOST = 1024


def yes(ask: Callable):
    return ask("PUT", "@rsvp", {"answer": "yes"})


def size_of(running) -> int | None:
    """Return how large the database is, None where it is in no file."""
    found = [process.home / "data" / "Data.fs" for process in running.processes]
    return found[0].stat().st_size if found[0].exists() else None


@pytest.fixture
def group(running):
    return Group(running, MEETING)


def test_twenty_come_at_once(running, group):
    before = size_of(running)
    answers = group.at_once([(who, yes) for who in TWENTY])
    assert [status for status, _told in answers] == [200] * len(TWENTY), answers
    after = size_of(running)
    _status, found = group.ask("GET", "@rsvp", who=FACILITATOR)
    assert (found["yes"], found["room_for"]) == (len(TWENTY), 12)
    if before is not None:
        assert (after - before) / len(TWENTY) <= MOST
    # Said again, with both hands: one answer each, and nothing is written.
    answers = group.at_once([(who, yes) for who in TWENTY] * 2)
    assert [status for status, _told in answers] == [200] * 2 * len(TWENTY)
    _status, found = group.ask("GET", "@rsvp", who=FACILITATOR)
    assert (found["yes"], found["perhaps"]) == (len(TWENTY), 0)
    assert size_of(running) == after
