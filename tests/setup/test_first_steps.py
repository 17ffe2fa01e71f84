"""What an administrator does first, and what of it is done."""

from leap.cop.community import site_reviewers
from leap.cop.controlpanel.first_steps import first_steps
from plone import api
from plone.registry.interfaces import IRegistry
from tests.conftest import NOW
from zope.component import getUtility

import pytest


RECORDS = {
    "plone.smtp_host": "mail.example.org",
    "plone.email_from_address": "site@example.org",
    "leap.cop.site_address": "https://intranet.example.org",
    "leap.cop.safeguarding_clause": "Ring Ada first.",
}


@pytest.fixture
def decide(portal):
    """Return a function that settles what is in the registry."""

    def settle(**values: str | None) -> None:
        for name, value in values.items():
            getUtility(IRegistry)[name] = value

    return settle


def states() -> list[str]:
    return [step.state for step in first_steps()]


def test_a_site_without_anything_begins_with_mail(portal, decide):
    decide(**dict.fromkeys(RECORDS))
    assert states() == ["next", *["later"] * 5]


def test_what_is_done_is_ticked_off_wherever_it_stands(community, decide):
    decide(**{**RECORDS, "leap.cop.safeguarding_clause": None})
    assert states() == ["done", "done", "next", "later", "done", "done"]


def test_nothing_is_left(community, decide):
    decide(**RECORDS)
    with api.env.adopt_user("siteadmin"):
        site_reviewers.name("colleague", now=NOW)
    assert set(states()) == {"done"}


def test_each_leads_to_where_it_is_done(portal):
    for step in first_steps():
        assert step.url.startswith(f"{portal.absolute_url()}/"), step
