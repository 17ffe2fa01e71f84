"""What somebody set out to do and is due: on the home of a community."""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.agreement.waiting import site_day
from leap.cop.community.adapters import CommunityAdapter
from leap.cop.core.numbers import counted
from leap.cop.core.waiting import IWaiting
from leap.cop.core.waiting import PEOPLE
from leap.cop.core.waiting import Waiting
from leap.cop.meeting.actions import actions
from leap.cop.meeting.actions import rules as action_rules
from zope.interface import implementer


_DUE = _("Something you set out to do is due about now. How is it going?")
_MORE = _("${count} things you set out to do are due about now")


@implementer(IWaiting)
class ActionsWaiting(CommunityAdapter):
    """What somebody set out to do in one community, in one row."""

    def rows(self, userid: str) -> list[Waiting]:
        """Return what is due; what it is stands on the page alone."""
        if not userid or not actions.reads(self.community, userid):
            return []
        today = site_day(datetime.now(UTC))
        mine = actions.seen_by(self.community, userid, mine=True)
        due = [action for action in mine if action_rules.is_due(action, today)]
        if not due:
            return []
        text = counted(_DUE, _MORE, len(due))
        url = f"{self.community.absolute_url()}/actions"
        return [Waiting("action-due", text, url, count=len(due), weight=PEOPLE - 2)]
