"""Names that people choose, in mails to people who know them not."""

from leap.cop.recruitment.names_in_mails import in_mail

import pytest


NAMES = (
    "Ana Ionescu",
    "J. R. Smith",
    "J.R. Smith",
    "Мария Петрова",
    "O’Neill-Brown, Ann (she)",
    "x" * 60,
)

WORDS = (
    "",
    None,
    7,
    "x" * 61,
    "Log in at http://evil.example",
    "https://evil.example",
    "ftp://evil.example",
    "see www.evil",
    "WWW.evil",
    "evil.example",
    "evil.example/login",
    "boss@bank.example",
    "IT\\Service",
    "a/b",
    "evil．example",
    "boss＠bank",
    "http：／／evil",
    "ev\u200bil.exa\u200bmple",
    "w\u00adww.evil",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stays(name):
    assert in_mail(name) == name


@pytest.mark.parametrize("words", WORDS)
def test_what_leads_somewhere_is_no_name(words):
    assert in_mail(words) == ""


def test_a_name_is_one_line():
    said = in_mail("Ann\r\nBcc: all\u2028of\u202e you")
    assert said == "Ann Bcc: all of you"
