"""What is said of a manager's support, by how far it is."""

from datetime import datetime
from datetime import UTC
from leap.cop.core.waiting import waits_for
from leap.cop.recruitment.applications.records import Applications
from leap.cop.recruitment.support import rules
from leap.cop.recruitment.support import support

import pytest


@pytest.fixture
def row(community, as_user):
    """Give a function that returns the row of somebody who asked to come in."""
    community.join_policy = "apply"
    community.requires_manager_support = True
    now = datetime.now(UTC)
    Applications(community).file("colleague", "May I?", now=now)
    as_user("colleague")

    def row():
        found = waits_for(community, "colleague")
        [row] = [one for one in found if one.kind == "manager-support"]
        return row

    return row


def test_before_anybody_was_asked_it_is_the_thing_to_do(row):
    assert (row().text, row().waits) == ("Ask your manager for support", True)


def test_while_there_is_no_answer_nothing_waits(community, row):
    now = datetime.now(UTC)
    support.ask(community, "colleague", "boss@example.org", now=now)
    said = "Your manager's support: see how far it has got"
    assert (row().text, row().waits) == (said, False)


def test_an_answer_that_is_not_yes_waits(community, row):
    now = datetime.now(UTC)
    support.ask(community, "colleague", "boss@example.org", now=now)
    support._close(community, "colleague", rules.TALK, now)
    said = "Your manager has answered: see what comes next"
    assert (row().text, row().waits) == (said, True)
