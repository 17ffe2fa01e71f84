"""Fixtures of invitations: a mail server that keeps what it gets, and browsers."""

from datetime import datetime
from datetime import UTC
from leap.cop.community.content import HTML
from leap.cop.recruitment.invitations import invitations
from plone import api
from plone.app.textfield.value import RichTextValue
from zope.component.hooks import setSite

import pytest
import re
import transaction


NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)

TOKEN = re.compile(r"@@invitation/([\w-]+)")


def rich(html: str) -> RichTextValue:
    return RichTextValue(html, HTML[0], "text/x-html-safe")


@pytest.fixture
def hidden(post):
    """Return a community that nobody sees but its facilitators."""
    community = post["tuesday"]
    with api.env.adopt_user("siteadmin"):
        api.content.transition(community, "hide")
    community.purpose = rich("<p>To listen better.</p>")
    community.process = rich("<p>We meet every month.</p>")
    community.benefits = rich("<p>Tea and colleagues.</p>")
    community.commitments = rich("<p>You come when you can.</p>")
    transaction.commit()
    return community


@pytest.fixture
def invited(post, sink):
    """Return a function that invites somebody and gives the token out of the mail."""

    def invite(**whom) -> str:
        setSite(post)
        transaction.begin()
        sink.envelopes.clear()
        with api.env.adopt_user("facilitator"):
            invitations.invite(
                post["tuesday"], by="facilitator", now=datetime.now(UTC), **whom
            )
        transaction.commit()
        [message] = sink.messages
        return TOKEN.search(message.get_content())[1]

    return invite


@pytest.fixture
def rows(post):
    """Return a function that reads the invitations as they are stored now."""

    def read() -> list:
        transaction.begin()
        return invitations.Invitations(post["tuesday"]).rows()

    return read
