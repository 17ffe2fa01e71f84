"""REST of mails: the reminders, for a site that runs in one process."""

from datetime import datetime
from datetime import UTC
from leap.cop.consent.rest import CopService
from leap.cop.notify.remind import remind


class RemindersPost(CopService):
    """Send the reminders that are due; asked twice, the second time sends none."""

    def reply(self):
        self.body()
        sent = remind(self.context, datetime.now(UTC))
        return {"@id": f"{self.context.absolute_url()}/@reminders", "sent": sent}
