"""What people type when they ask to come in: addresses, words, how many mails."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from leap.cop.community.rules import may_be_listed
from leap.cop.recruitment.support import rules

import pytest


NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


def test_a_handful_of_mails_a_day():
    sent = [NOW - timedelta(hours=hours) for hours in (3, 2, 1)]
    assert not rules.may_send(sent, NOW)
    assert rules.may_send(sent[1:], NOW)
    assert rules.may_send(sent, NOW + timedelta(hours=23))


def test_facilitators_read_yes_or_not_yet():
    shown = {
        state: rules.shown_to_facilitators(state)
        for state in (
            rules.NOT_ASKED,
            rules.ASKED,
            rules.TALK,
            rules.YES,
            rules.WAIVED,
        )
    }
    assert {state for state, word in shown.items() if word == "yes"} == {
        rules.YES,
        rules.WAIVED,
    }
    assert set(shown.values()) == {"yes", "not_yet"}


@pytest.mark.parametrize(
    "text,listed",
    [
        ("", True),
        ("Mia Brook", True),
        ("Ștefania Țuțea-Ănghel", True),
        ("نیلوفر می\u200cآید", True),
        ("=1+1", True),
        ("Mia\nBrook", False),
        ("Mia\x00", False),
        ("Fay\u202eHolt", False),
        ("Fay\u200b Holt", False),
        ("half \ud83d", False),
        ("x" * 121, False),
        (None, False),
        (["Mia"], False),
    ],
)
def test_who_is_listed_stands_on_one_line_and_hides_nothing(text, listed):
    assert may_be_listed(text) is listed
