"""For how long a manager's link is good, as the organisation has decided."""

from datetime import timedelta
from leap.cop.core import settings
from leap.cop.recruitment.support import rules


def manager_link_life() -> timedelta:
    """Return for how long the link in a mail to a manager is good."""
    days = settings.number("manager_link_days", rules.LINK_LIFE.days)
    return timedelta(days=days)
