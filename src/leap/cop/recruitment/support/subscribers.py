"""What becomes of a manager's word when a community asks for less, or somebody goes."""

from datetime import datetime
from datetime import UTC
from leap.cop.community import joining
from leap.cop.community import rules as community_rules
from leap.cop.community.membership import Membership
from leap.cop.core.events import changed_names
from leap.cop.recruitment.events import DECLINE
from leap.cop.recruitment.support import support


#: Ways in on which a community asked for something: whoever facilitators themselves
#: put on the way in stays there until they say so.
_ASKED_FOR = frozenset({"application", "open", "invitation"})


def go_on_when_less_is_asked_for(community, event) -> None:
    """Let those in who waited for what nobody asks for any more."""
    if "requires_manager_support" not in changed_names(event):
        return
    if support.asks_for_support(community):
        return
    membership = Membership(community)
    for userid in membership.ids_in_role(community_rules.CANDIDATE):
        running = community_rules.current(membership.history(userid))
        if running is not None and running.how in _ASKED_FOR:
            joining.go_on(community, userid, now=datetime.now(UTC))


def forget_support_of_somebody_who_left(event) -> None:
    """Forget a manager's word when the membership ends, or nobody waits any more."""
    support.forget(event.community, event.userid, now=datetime.now(UTC))


def forget_support_of_somebody_who_does_not_come(event) -> None:
    """Let a manager's link lead nowhere after the facilitators said: not now."""
    if event.decision == DECLINE:
        support.forget(event.community, event.userid, now=datetime.now(UTC))
