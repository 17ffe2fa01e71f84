"""Who takes part in an agreement, and in which way.

By membership, not by permission: whoever administers the site reads the agreement, and
writes no clause and answers nothing, because it is not their promise.
"""

from leap.cop import _
from leap.cop.community import rules as membership
from leap.cop.community.membership import Membership
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotYours
from leap.cop.core.me import me
from leap.cop.core.permissions import MANAGE_MEMBERS
from plone import api


FACILITATOR = membership.FACILITATOR
MEMBER = membership.MEMBER
CANDIDATE = membership.CANDIDATE

#: Who works on the clauses. Whoever waits is a member here.
PEOPLE = (FACILITATOR, MEMBER)


def voice_of(agreement, userid: str | None) -> str | None:
    """Return in which way somebody takes part, None for nobody.

    A facilitator who still has to answer is a member among others.
    """
    history = Membership(community_of(agreement)).history(userid or "")
    running = membership.current(history)
    if running is None or running.paused or running.role == membership.REVIEWER:
        return None
    return MEMBER if running.role == FACILITATOR and running.waits else running.role


def people_of(community) -> list[str]:
    """Return who answers: members and facilitators, also those who wait."""
    found = []
    for userid, history in Membership(community).histories().items():
        running = membership.current(history)
        if running is not None and not running.paused and running.role in PEOPLE:
            found.append(userid)
    return sorted(found)


def looks_after_the_site(agreement, userid: str | None) -> bool:
    """Tell whether somebody administers the site and does not belong here."""
    return voice_of(agreement, userid) is None and api.user.has_permission(
        MANAGE_MEMBERS, obj=community_of(agreement)
    )


def reads_totals(agreement, voice: str | None) -> bool:
    """Tell whether the current user, with a voice or none, sees how many keep to it."""
    # Whoever administers the site sees the number, and no name.
    return voice in PEOPLE or looks_after_the_site(agreement, me())


def let_people_write(agreement, userid: str | None) -> None:
    """Let only those go on who are of the community.

    :raises NotYours: for everybody else who sees the agreement.
    """
    if voice_of(agreement, userid) not in PEOPLE:
        raise NotYours(_("Only members of this community can do this."))


def let_facilitators(agreement, userid: str | None) -> None:
    """Let only facilitators go on.

    :raises NotYours: for everybody else.
    """
    if voice_of(agreement, userid) != FACILITATOR:
        raise NotYours(_("Only facilitators can do this."))
