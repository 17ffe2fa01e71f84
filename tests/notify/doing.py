"""What people do that mails follow. No test."""

from leap.cop.story.lifecycle import lifecycle
from plone import api
from tests.naming import name_site_reviewer

import transaction


def submit(act, story):
    act("teller", lifecycle.grant, story, "public", now=lifecycle.utc_now())


def set_properties(userid, **properties):
    api.user.get(userid=userid).setMemberProperties(properties)
    transaction.commit()


def make_site_reviewer(userid="colleague"):
    """Name somebody, before there was a mail server: nobody is told in these tests."""
    host = api.portal.get_registry_record("plone.smtp_host")
    api.portal.set_registry_record("plone.smtp_host", "")
    name_site_reviewer(userid)
    api.portal.set_registry_record("plone.smtp_host", host)
    transaction.commit()
