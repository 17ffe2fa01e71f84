"""REST of what a day brings, for a site that runs in one process."""

from leap.cop.agreement.daily import look_after_agreements
from leap.cop.core.services import CopService
from leap.cop.meeting.daily import look_after_meetings
from leap.cop.notify.outbox import try_again
from leap.cop.notify.remind import remind
from leap.cop.notify.site_reviewers import tell_if_due
from leap.cop.topic.scheduled_phases import turn


class RemindersPost(CopService):
    """Do what the daily command does; asked twice, the second time does nothing."""

    def handle(self):
        done = turn(now=self.now)
        look_after_agreements(now=self.now)
        look_after_meetings(now=self.now)
        tell_if_due(self.now)
        sent = remind(self.context, self.now)
        try_again(self.context, self.now)
        return {
            "@id": f"{self.context.absolute_url()}/@reminders",
            "sent": sent,
            "rounds_opened": done.opened,
            "rounds_closed": done.closed,
        }
