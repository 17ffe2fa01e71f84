"""All facilitators are told who reviews for all communities, once a day at most."""

from datetime import timedelta
from leap.cop.community import site_reviewers
from leap.cop.notify.site_reviewers import tell_if_due
from leap.cop.story.lifecycle.lifecycle import utc_now
from plone import api
from tests.conftest import make_community

import pytest
import transaction


@pytest.fixture
def change(post, sink):
    sink.envelopes.clear()

    def do(act, userid, now):
        with api.env.adopt_user("siteadmin"):
            act(userid, now=now)
        transaction.commit()

    return do


def test_a_change_is_told_at_once_and_once_a_day(change, post, sink):
    now = utc_now() - timedelta(days=3)
    change(site_reviewers.name, "colleague", now)
    assert sink.receivers == ["facilitator"]
    text = sink.message_to("facilitator").get_content()
    assert "Col Hill: from " in text
    sink.envelopes.clear()
    change(site_reviewers.end, "colleague", now + timedelta(minutes=1))
    change(site_reviewers.name, "siteadmin", now + timedelta(hours=23))
    assert sink.receivers == []
    assert not tell_if_due(now + timedelta(hours=23))
    assert tell_if_due(now + timedelta(hours=25))
    transaction.commit()
    text = sink.message_to("facilitator").get_content()
    assert "Col Hill: from " in text
    assert " to " in text
    assert "Sid Moss: from " in text
    sink.envelopes.clear()
    assert not tell_if_due(now + timedelta(hours=60))
    transaction.commit()
    assert sink.receivers == []


def test_facilitators_of_several_communities_get_one(change, post, sink):
    with api.env.adopt_user("siteadmin"):
        make_community(post, id="thursday", title="Thursday")
    transaction.commit()
    sink.envelopes.clear()
    change(site_reviewers.name, "colleague", utc_now())
    assert sink.receivers == ["facilitator", "siteadmin"]


def test_nothing_is_told_of_what_was_not_committed(post, sink):
    sink.envelopes.clear()
    with api.env.adopt_user("siteadmin"):
        site_reviewers.name("colleague", now=utc_now())
    transaction.abort()
    assert sink.receivers == []


def test_without_a_mail_server_it_waits(change, post, sink):
    host = api.portal.get_registry_record("plone.smtp_host")
    api.portal.set_registry_record("plone.smtp_host", "")
    change(site_reviewers.name, "colleague", utc_now())
    api.portal.set_registry_record("plone.smtp_host", host)
    assert tell_if_due(utc_now())
    transaction.commit()
    assert sink.receivers == ["facilitator"]
