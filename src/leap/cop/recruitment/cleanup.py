"""Dropping what the way in needs no more: answered applications, old invitations.

What waits for somebody stays, however old: an application that nobody answered, and an
invitation whose link still works.
"""

from datetime import datetime
from datetime import timedelta
from leap.cop.community.membership import all_communities
from leap.cop.core import settings
from leap.cop.recruitment.applications.records import Applications
from leap.cop.recruitment.invitations import rules
from leap.cop.recruitment.invitations.expiry import invitation_life
from leap.cop.recruitment.invitations.records import Invitations
from leap.cop.recruitment.invitations.rules import Invitation
from typing import NamedTuple


#: For how many days after the last step they are kept.
DEFAULT_DAYS = 365


class Old(NamedTuple):
    """What is old in one community."""

    community: object
    applications: list
    invitations: list


def days_kept() -> int:
    """Return for how many days they are kept here."""
    return settings.number("answered_days", DEFAULT_DAYS)


def _over_since(row: Invitation) -> datetime:
    """Return the moment since when an invitation is over, or will be."""
    if row.state in rules.ALIVE:
        return rules.expires(row, invitation_life())
    return row.answered or row.sent


def old(*, now: datetime, days: int) -> list[Old]:
    """Return what is over for longer than some days, by community."""
    before = now - timedelta(days=days)
    found = []
    for community in all_communities():
        applications = Applications(community).answered_before(before)
        invitations = [
            row for row in Invitations(community).rows() if _over_since(row) < before
        ]
        if applications or invitations:
            found.append(Old(community, applications, invitations))
    return found


def drop(found: list[Old]) -> None:
    """Drop it; tokens of it lead nowhere."""
    for part in found:
        for application in part.applications:
            Applications(part.community).forget(application)
        for invitation in part.invitations:
            Invitations(part.community).drop(invitation)
