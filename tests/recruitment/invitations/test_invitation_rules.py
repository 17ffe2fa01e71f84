"""When an invitation counts, and whom it is for."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.core.tokens import new_token
from leap.cop.recruitment.invitations import rules

import pytest


NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def make(**fields):
    values = {
        "id": "a",
        "userid": "",
        "email": "mia@example.org",
        "name": "",
        "channel": "",
        "language": "",
        "by": "fay",
        "made": NOW,
        "sent": NOW,
    }
    return rules.Invitation(**{**values, **fields})


def test_tokens_are_long_and_never_the_same():
    tokens = {new_token() for _number in range(500)}
    assert len(tokens) == 500
    assert {len(token) for token in tokens} == {43}
    # Zope goes on to no name with an underscore in front.
    assert all(token[0].isalnum() for token in tokens)


@pytest.mark.parametrize("state", [rules.OPEN, rules.WAITING])
def test_it_counts_until_it_is_too_old(state):
    row = make(state=state)
    last = NOW + rules.LIFE - timedelta(seconds=1)
    assert rules.counts(row, last, rules.LIFE)
    assert not rules.is_too_old(row, last, rules.LIFE)
    assert not rules.counts(row, NOW + rules.LIFE, rules.LIFE)
    assert rules.is_too_old(row, NOW + rules.LIFE, rules.LIFE)


@pytest.mark.parametrize("state", [rules.ACCEPTED, rules.NOT_NOW])
def test_an_answered_one_counts_no_more(state):
    assert not rules.counts(make(state=state), NOW, rules.LIFE)
    assert not rules.is_too_old(make(state=state), NOW + 2 * rules.LIFE, rules.LIFE)


@pytest.mark.parametrize(
    "userid,reader,meant",
    [
        ("mia", "mia", rules.FOR_YOU),
        ("mia", None, rules.LOG_IN),
        ("mia", "ron", rules.NOT_FOR_YOU),
        ("mia", "", rules.NOT_FOR_YOU),
        ("", None, rules.FOR_YOU),
        ("", "ron", rules.FOR_YOU),
    ],
)
def test_whom_it_is_for(userid, reader, meant):
    row = make(userid=userid, email="" if userid else "mia@example.org")
    assert rules.for_whom(row, reader) == meant
