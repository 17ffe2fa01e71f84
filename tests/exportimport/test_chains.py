"""Chains on a journey, whatever they speak of."""

from datetime import datetime
from datetime import UTC
from leap.cop.consent.ledger import Ledger
from leap.cop.consent.ledger import new_ledger_key
from leap.cop.consent.records import KEY
from leap.cop.exportimport import ledger
from zope.annotation.interfaces import IAnnotations

import pytest


NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
ACCEPT = {"act": "accept", "level": "agreement", "digest": "v1:0"}
GRANT = {"act": "grant", "level": "community", "digest": "v1:0"}


@pytest.fixture
def travel(portal):
    """Return a function that takes chains to a site with an empty ledger."""

    def go(only=None) -> ledger.Taken:
        packed = ledger.pack(portal, only)
        del IAnnotations(portal)[KEY]
        return ledger.take_in(portal, packed, own=True)

    return go


def test_a_chain_of_an_agreement_arrives_whole(portal, travel):
    key, other = new_ledger_key(), new_ledger_key()
    for name, row in ((key, ACCEPT), (key, ACCEPT), (other, GRANT)):
        Ledger(portal).append(name, "member", now=NOW, **row)
    Ledger(portal).seal(now=NOW)
    before = dict(Ledger(portal).chains())
    assert travel().added == 2
    book = Ledger(portal)
    assert dict(book.chains()) == before
    assert (book.verify(), book.is_complete(), book.seals_are_whole()) == (
        {},
        True,
        True,
    )
    assert book.person(book.rows(key)[0]["actor"]) == "member"
    book.append(key, "member", now=NOW, **{**ACCEPT, "act": "withdraw"})
    assert book.verify() == {}


def test_the_chains_that_are_asked_for_go_alone(portal, travel):
    key, other = new_ledger_key(), new_ledger_key()
    for name, row in ((key, ACCEPT), (other, GRANT)):
        Ledger(portal).append(name, "member", now=NOW, **row)
    assert travel([key]).added == 1
    assert list(dict(Ledger(portal).chains())) == [key]


def test_a_chain_of_two_kinds_does_not_arrive(portal, travel):
    key = new_ledger_key()
    for row in (GRANT, ACCEPT):
        Ledger(portal).append(key, "member", now=NOW, **row)
    taken = travel()
    assert (taken.added, taken.broken) == (0, 1)
    assert not Ledger(portal).has(key)
