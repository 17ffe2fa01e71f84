"""Answering an invitation: whoever holds the token, and what they do with it.

Looking never changes anything: mail scanners open links. A token that leads nowhere is
answered the same, whatever the reason: forged, used, too old, taken back, of another
site. That the person may see the community is not asked: being invited is the right to
read what stands on the invitation, and nothing else.
"""

from datetime import datetime
from leap.cop import _
from leap.cop.community import joining
from leap.cop.community import rules as community_rules
from leap.cop.community.content import ICommunity
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.recruitment.invitations import links
from leap.cop.recruitment.invitations import rules
from leap.cop.recruitment.invitations.events import InvitationWaits
from leap.cop.recruitment.invitations.expiry import invitation_life
from leap.cop.recruitment.invitations.invitations import HOW
from leap.cop.recruitment.invitations.records import Invitations
from leap.cop.recruitment.invitations.rules import Invitation
from plone.app.uuid.utils import uuidToObject
from typing import NamedTuple
from zope.event import notify


# What an answer led to:
IN = "in"
ON_THE_WAY = "on_the_way"
WAITING = "waiting"
NOT_NOW = "not_now"


#: What is said to another answer.
CHOOSE = _("choose accept or decline.")

#: What is said to somebody whom the link is not for.
OTHER_ACCOUNT = _("This link is not for this account.")


class Found(NamedTuple):
    """An invitation that a token leads to."""

    community: object
    row: Invitation


def find(token: object, *, now: datetime) -> Found | None:
    """Return the invitation of a token, None where it leads nowhere."""
    link = links.find(token, now=now)
    community = link and uuidToObject(link.target, unrestricted=True)
    if not ICommunity.providedBy(community):
        return None
    row = Invitations(community).get(link.subject)
    if row is None or not rules.counts(row, now, invitation_life()):
        return None
    return Found(community, row)


def answer(found: Found, said: object, *, userid: str | None, now: datetime) -> str:
    """Accept, or say not now. Only one answer counts.

    :param userid: who is logged in, None for nobody.
    :returns: `in`, `on_the_way`, `waiting` (for an account) or `not_now`.
    :raises Refused: for another answer.
    :raises NotYours: for an invitation of somebody else.
    :raises NotNow: for somebody who is paused.
    """
    if said not in rules.ANSWERS:
        raise Refused(CHOOSE, "answer")
    if rules.for_whom(found.row, userid) != rules.FOR_YOU:
        raise NotYours(OTHER_ACCOUNT)
    if said == rules.DECLINE:
        return _not_now(found, now)
    if userid is None:
        return _wait(found, now)
    community, row = found
    role = joining.come_in(community, userid, how=HOW, now=now)
    Invitations(community).close(row, userid, now=now)
    return ON_THE_WAY if role == community_rules.CANDIDATE else IN


def _not_now(found: Found, now: datetime) -> str:
    row = found.row._replace(state=rules.NOT_NOW, answered=now)
    Invitations(found.community).put(row)
    return NOT_NOW


def _wait(found: Found, now: datetime) -> str:
    if found.row.state != rules.WAITING:
        row = found.row._replace(state=rules.WAITING, answered=now)
        Invitations(found.community).put(row)
        notify(InvitationWaits(found.community))
    return WAITING
