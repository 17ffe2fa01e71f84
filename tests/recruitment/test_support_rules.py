"""What people type when they ask to come in: addresses, words, how many mails."""

from datetime import datetime
from datetime import timedelta
from datetime import UTC
from hypothesis import given
from hypothesis import strategies
from leap.cop.community.rules import may_be_listed
from leap.cop.recruitment.support import rules

import pytest


NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["ann@example.org", "a.b+c@mail.example.org", "x@localhost"]
)
def test_plain_addresses(text):
    assert rules.is_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        None,
        7,
        ["ann@example.org"],
        "ann",
        "@example.org",
        "ann@",
        "a@b@example.org",
        "Ann <ann@example.org>",
        "ann@example.org, bob@example.org",
        "ann@example.org;bob@example.org",
        "ann@example.org\nBcc: bob@example.org",
        "ann@example.org\r\nBcc: bob@example.org",
        "ann@example.org\x00",
        "ann@ехample.org",
        "ann@example.org\u2028",
        "a" * 250 + "@example.org",
    ],
)
def test_what_is_no_plain_address(text):
    assert not rules.is_address(text)


@given(strategies.text())
def test_no_address_holds_what_would_end_a_header(text):
    if rules.is_address(text):
        assert text == " ".join(text.split())
        assert text.isascii()


def test_words_keep_their_lines_and_lose_what_steers():
    assert rules.several_lines("a\r\nb\rc\x00\x1b[1m\td\n") == "a\nb\nc[1m\td"
    assert rules.is_storable("Здравейте 👋")
    assert not rules.is_storable("half \ud83d")


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
