"""*Who reviews here*: the people who read a story before it goes to all staff.

Whoever may tell a story in a community is told, before asking to publish: those named
by the community itself, and those who review for all communities.
"""

from datetime import datetime
from leap.cop import _
from leap.cop.community import rules
from leap.cop.community import site_reviewers
from leap.cop.community.membership import Membership
from leap.cop.community.profiles import fullname
from leap.cop.core.errors import NotYours
from leap.cop.core.me import me
from leap.cop.core.names import sort_key
from leap.cop.core.people import People
from leap.cop.core.permissions import ADD_STORY
from plone import api
from plone.uuid.interfaces import IUUID
from typing import NamedTuple


class Reviewer(NamedTuple):
    """Somebody who reviews in a community now."""

    fullname: str
    since: datetime
    for_all: bool


def may_ask(community) -> bool:
    """Tell whether the current user may tell stories here, has told one, or belongs."""
    userid = me()
    if not userid:
        return False
    if api.user.has_permission(ADD_STORY, obj=community):
        return True
    if Membership(community).role_of(userid) is not None:
        return True
    people = People(api.portal.get())
    uid = IUUID(community)
    return any(place[0] == uid for place in people.places(people.code_of(userid)))


def who_reviews(community) -> list[Reviewer]:
    """Return who reviews here: the community's own first, then by name.

    :raises NotYours: for whoever tells nothing here.
    """
    if not may_ask(community):
        raise NotYours(
            _("Only people who belong here or tell stories here can see this.")
        )
    membership = Membership(community)
    # Since when they review, and not since when they belong.
    own = [
        Reviewer(membership.fullname(userid), history[-1].since, False)
        for userid, history in membership.histories().items()
        if "reviewers" in rules.groups_of(history)
    ]
    everywhere = [
        Reviewer(fullname(row.userid), row.since, True)
        for row in site_reviewers.current()
    ]
    return sorted(
        own + everywhere, key=lambda row: (row.for_all, sort_key(row.fullname))
    )
