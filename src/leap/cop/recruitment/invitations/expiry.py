"""For how long an invitation is good, as the organisation has decided."""

from datetime import timedelta
from leap.cop.core import settings
from leap.cop.recruitment.invitations import rules


def invitation_life() -> timedelta:
    """Return for how long an invitation is good after it was sent."""
    days = settings.number("invitation_days", rules.LIFE.days)
    return timedelta(days=days)
