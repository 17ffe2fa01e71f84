"""For how long the links of the way in are good, as the organisation has decided."""

from datetime import timedelta
from leap.cop.core import settings
from leap.cop.recruitment import invitation_rules
from leap.cop.recruitment import support_rules


def invitation_life() -> timedelta:
    """Give for how long an invitation is good after it was sent."""
    days = settings.number("invitation_days", invitation_rules.LIFE.days)
    return timedelta(days=days)


def manager_link_life() -> timedelta:
    """Give for how long the link in a mail to a manager is good."""
    days = settings.number("manager_link_days", support_rules.LINK_LIFE.days)
    return timedelta(days=days)
