"""Plone's own review list: it shows reviewers what waits, and nobody else."""

from plone import api

import pytest


@pytest.mark.parametrize(
    ("userid", "sees"),
    [
        ("reviewer", True),
        ("teller", False),
        ("member", False),
        ("facilitator", False),
        ("colleague", False),
        ("siteadmin", False),
    ],
)
@pytest.mark.parametrize("state", ["pending", "community_pending"])
def test_plones_own_review_list(portal, story_in, as_user, userid, sees, state):
    story = story_in(state)
    as_user(userid)
    found = api.portal.get_tool("portal_workflow").getWorklistsResults()
    assert (story.UID() in [item.UID() for item in found]) == sees
