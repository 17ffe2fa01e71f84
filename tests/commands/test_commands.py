"""The command line: one site, one command; what does not end well is undone."""

from leap.cop.commands import parser
from leap.cop.commands import run
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from plone.app.testing import applyProfile

import pytest
import transaction


def call(site, *words: str) -> int:
    arguments = ["--conf", "zope.conf", "--site", site.getId(), *words]
    return run(site.aq_parent, parser().parse_args(arguments))


def test_unseal_says_who_told_it_and_leaves_a_row(site, told, capsys):
    path = told("community").removeprefix(site.absolute_url())
    words = ("unseal", path, "facilitator", "siteadmin", "Somebody is in danger.")
    assert call(site, *words) == 0
    assert "Told by: teller" in capsys.readouterr().out
    transaction.begin()
    story = site.unrestrictedTraverse(path.strip("/"))
    rows = Ledger(site).rows(standing_of(story).ledger_key)
    assert rows[-1]["act"] == "unseal"


@pytest.mark.parametrize(
    "words",
    [
        ("unseal", "/tuesday", "facilitator", "siteadmin", "Danger."),
        ("unseal", "/nothing", "facilitator", "siteadmin", "Danger."),
        ("remind", "intranet.example.org"),
    ],
)
def test_what_is_refused_says_why_and_saves_nothing(site, capsys, words):
    before = site._p_jar.db().lastTransaction()
    assert call(site, *words) == 2
    assert capsys.readouterr().err.strip()
    assert site._p_jar.db().lastTransaction() == before


def test_a_site_that_is_not_there(site, capsys):
    arguments = ["--conf", "zope.conf", "--site", "nowhere", "remind", "https://a.b"]
    assert run(site.aq_parent, parser().parse_args(arguments)) == 2
    assert "nowhere" in capsys.readouterr().err


NEEDS_IT = {
    "end-retention": None,
    "erase-person": ("member",),
    "export": ("/nowhere/at-all",),
    "forget": None,
    "give-back": ("member", "2026-01-01", "member", "teller", "siteadmin", "Back."),
    "import": ("/nowhere/at-all",),
    "missing-people": (),
    "remind": ("https://intranet.example.org",),
    "restore-workflows": (),
    "seal-ledger": (),
    "tidy": (),
    "turn-rounds": ("https://intranet.example.org",),
    "unseal": ("tuesday", "facilitator", "siteadmin", "Danger."),
    "verify-ledger": (),
}


def test_where_the_add_on_is_uninstalled_nothing_is_answered_wrongly(site, capsys):
    """Without its catalog entries nobody has a story, and no record would hold."""
    (commands,) = parser()._subparsers._group_actions
    assert set(commands.choices) == set(NEEDS_IT), "say of a new one what it needs"
    applyProfile(site, "leap.cop:uninstall")
    transaction.commit()
    for command, words in NEEDS_IT.items():
        if words is None:
            continue
        assert call(site, command, *words) == 2, command
        assert capsys.readouterr().err == "site: leap.cop is not installed there.\n"
    # What stays in the database can still be destroyed.
    assert call(site, "end-retention") == 0
