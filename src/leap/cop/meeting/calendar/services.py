"""The link to one's own calendar, over REST."""

from leap.cop.core.me import me
from leap.cop.core.services import CopService
from leap.cop.meeting.calendar import feeds
from leap.cop.meeting.calendar import inviting


class CalendarLinkService(CopService):
    """The reader's link."""

    @property
    def url(self) -> str:
        """The address of this service."""
        return f"{self.context.absolute_url()}/@calendar-link"


class CalendarLinkGet(CalendarLinkService):
    """Whether there is one, and since which day; never the link."""

    def handle(self):
        link = feeds.link_of(me(), now=self.now)
        made = link and link.made.date().isoformat()
        return {"@id": self.url, "there": link is not None, "made": made}


class CalendarLinkPost(CalendarLinkService):
    """Make one, or another one in its place; this answer alone has it."""

    def handle(self):
        url = feeds.make_link(me(), now=self.now)
        self.request.response.setStatus(201)
        return {"url": url}


class CalendarLinkDelete(CalendarLinkService):
    """End it; where there is none, nothing is left to do."""

    def handle(self) -> None:
        feeds.end_link(me())


class InvitePost(CopService):
    """Invite whoever has not answered and was not invited yet."""

    def handle(self):
        people = inviting.invite(self.context, now=self.now)
        return {"invited": len(people)}
