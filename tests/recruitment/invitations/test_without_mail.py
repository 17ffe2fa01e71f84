"""The page that invites, on a site that can send no email: nobody would be reached."""

from datetime import datetime
from datetime import UTC
from leap.cop.recruitment.invitations import invitations
from plone import api

import pytest
import transaction


@pytest.fixture
def no_mail(site):
    """Give a site without a mail server, and somebody who was invited before."""
    with api.env.adopt_user("facilitator"):
        invitations.invite(
            site["tuesday"],
            by="facilitator",
            now=datetime.now(UTC),
            email="ina@example.org",
            name="Ina Vos",
        )
    api.portal.set_registry_record("plone.smtp_host", "")
    transaction.commit()
    return site


def test_it_offers_what_works_and_nothing_else(no_mail, visit):
    visitor = visit("facilitator")
    visitor.go("tuesday/invitations?query=hill")
    assert visitor.status == 200
    assert "This site cannot send email yet" in visitor.text
    assert 'name="email"' not in visitor.contents
    assert 'name="query"' not in visitor.contents
    assert "Col Hill" not in visitor.text
    for page in ("members", "invitation-letter"):
        assert f'href="{visitor.base}/tuesday/{page}"' in visitor.contents
    # Whom one invited before can be taken off the list, and not be written to.
    assert "Ina Vos" in visitor.text
    assert "Withdraw invitation" in visitor.text
    assert "Send again" not in visitor.text


def test_with_email_all_of_it_is_there(no_mail, visit):
    api.portal.set_registry_record("plone.smtp_host", "127.0.0.1")
    api.portal.set_registry_record("plone.email_from_address", "site@example.org")
    transaction.commit()
    visitor = visit("facilitator")
    visitor.go("tuesday/invitations?query=hill")
    assert "This site cannot send email yet" not in visitor.text
    assert 'name="email"' in visitor.contents
    assert "Col Hill" in visitor.text
    assert "Send again" in visitor.text
