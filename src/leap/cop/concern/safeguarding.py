"""Who looks after the people in a community's public stories.

The safeguarding person (a user whom facilitators choose) and the reviewers: those of
the community, and those for all communities. Whoever is paused is not among them.
"""

from leap.cop.community.membership import Membership
from leap.cop.community.people import is_safeguarding_person
from plone import api


REVIEWERS = frozenset({"CoP Reviewer"})


def roles_in(community, userid: str | None = None) -> frozenset[str]:
    """Return somebody's roles in a community, the current user's without an id.

    Of whoever is paused there, or has no account, none.
    """
    user = api.user.get(userid=userid) if userid else api.user.get_current()
    if user is None or user.getId() is None:
        return frozenset()
    if Membership(community).is_paused(user.getId()):
        return frozenset()
    return frozenset(user.getRolesInContext(community))


def looks_after(community, userid: str | None = None) -> bool:
    """Tell whether somebody reads what people write about a community's stories."""
    if REVIEWERS & roles_in(community, userid):
        return True
    return is_safeguarding_person(community, userid)
