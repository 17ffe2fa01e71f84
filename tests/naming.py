"""Naming reviewers for all communities, as the site administration does. No test."""

from leap.cop.community import site_reviewers
from leap.cop.story.lifecycle import lifecycle
from plone import api

import transaction


def name_site_reviewer(userid: str = "colleague") -> str:
    """Name somebody, and commit."""
    with api.env.adopt_user("siteadmin"):
        site_reviewers.name(userid, now=lifecycle.utc_now())
    transaction.commit()
    return userid
