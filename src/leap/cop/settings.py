"""What an organisation has decided, read where it counts.

The records are those of `leap.cop.controlpanel.interfaces.ICopSettings`. A site that
was not upgraded yet has none: then the defaults hold.
"""

from plone import api


PREFIX = "leap.cop"

SITE_REVIEWERS = f"{PREFIX}.site_reviewers"
SMALL_GROUP = f"{PREFIX}.small_group"

#: Below this many readers any of a community is nearly a name (DESIGN, P4).
DEFAULT_SMALL_GROUP = 8


def site_reviewers_count() -> bool:
    """Tell whether Plone's own role Reviewer reviews in every community."""
    return bool(api.portal.get_registry_record(SITE_REVIEWERS, default=True))


def small_group() -> int:
    """Give the number of readers below which a community counts as small."""
    found = api.portal.get_registry_record(SMALL_GROUP, default=DEFAULT_SMALL_GROUP)
    return found or DEFAULT_SMALL_GROUP


def reviews_site_wide(user) -> bool:
    """Tell whether a user reviews in every community by a role of the whole site."""
    return "Reviewer" in user.getRoles() and site_reviewers_count()
