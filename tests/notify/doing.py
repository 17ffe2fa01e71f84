"""What people do that mails follow. No test."""

from leap.cop.story import lifecycle
from plone import api

import transaction


def submit(act, story):
    act("teller", lifecycle.grant, story, "public", now=lifecycle.utc_now())


def set_properties(userid, **properties):
    api.user.get(userid=userid).setMemberProperties(properties)
    transaction.commit()


def make_site_reviewer(userid="colleague"):
    api.user.grant_roles(username=userid, roles=["Reviewer"])
    transaction.commit()
