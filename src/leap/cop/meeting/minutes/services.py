"""What was said, over REST: the record, stories told, where a title still stands."""

from leap.cop.core.interfaces import IBrowserLayer
from leap.cop.core.serializers import IMoreToJson
from leap.cop.core.services import CopService
from leap.cop.core.services import WorkflowPost
from leap.cop.meeting import voices
from leap.cop.meeting.content import IMeeting
from leap.cop.meeting.minutes import minutes
from leap.cop.meeting.minutes import schemas
from leap.cop.meeting.minutes import told
from leap.cop.meeting.minutes import traces
from plone.uuid.interfaces import IUUID
from zExceptions import NotFound
from zope.component import adapter
from zope.interface import implementer


class RecordService(CopService):
    """What the services of a record share."""

    @property
    def url(self) -> str:
        """The record's address."""
        return f"{self.context.absolute_url()}/@record"

    def row(self) -> dict:
        """Return the record with what its reader may do."""
        return {
            "@id": self.url,
            **minutes.as_values(minutes.read(self.context)),
            "may_write": minutes.may_write(self.context),
        }


class RecordGet(RecordService):
    """What was said."""

    def handle(self):
        return self.row()


class RecordPut(RecordService):
    """Write it down."""

    takes = schemas.IRecord

    def reply(self):
        # Before the body is looked at: to others there is nothing to send it to.
        minutes.need(self.context, "write_record")
        return super().reply()

    def handle(self, **sent):
        minutes.write(self.context, **sent)
        return self.row()


class KeepService(CopService):
    """Whether a record stays as it is."""

    path = "state"

    def reply(self):
        minutes.need(self.context, "read_record")
        return super().reply()

    def _only_keep(self, state: str) -> None:
        if state != "keep":
            raise NotFound(state)


class RecordPost(KeepService):
    """Keep it: `@record/keep`."""

    def handle(self, state):
        self._only_keep(state)
        minutes.keep(self.context)


class RecordDelete(KeepService):
    """Open it again: `@record/keep`."""

    def handle(self, state):
        self._only_keep(state)
        minutes.reopen(self.context)


@implementer(IMoreToJson)
@adapter(IMeeting, IBrowserLayer)
class SummaryToJson:
    """A summary that is shown, for whoever sees the meeting."""

    def __init__(self, meeting, request) -> None:
        self.meeting = meeting

    def more(self) -> dict:
        """Return it, and no key where nothing is shown."""
        summary = minutes.shown_summary(self.meeting)
        return {"summary": summary} if summary else {}


class MeetingWorkflowPost(WorkflowPost):
    """Show a meeting to more or fewer people."""

    takes = schemas.IMeetingMove

    def move(self, transition, confirmed=False):
        super().move(transition, confirmed=confirmed)


# Stories that were told


class ToldService(CopService):
    """The stories told at a meeting."""

    @property
    def url(self) -> str:
        """The address of the list."""
        return f"{self.context.absolute_url()}/@told"

    def row(self, one) -> dict:
        """Return a link to a story that this reader may read."""
        row = {
            "@id": one.story.absolute_url(),
            "UID": IUUID(one.story),
            "title": one.story.title,
        }
        # Of everybody else's it says nothing of who told them.
        return {**row, "may_take_out": True} if one.is_mine else row


class ToldGet(ToldService):
    """Those that this reader may read; how many others there are is told to nobody."""

    def handle(self):
        voices.need(self.context, "read")
        return self.listing(told.listed(self.context), self.row)


class ToldPost(ToldService):
    """Say that a story of one's own was told."""

    takes = schemas.IStoryTold

    def handle(self, story):
        one = told.tell(self.context, story)
        self.request.response.setStatus(201)
        self.request.response.setHeader("Location", f"{self.url}/{IUUID(one.story)}")
        return self.row(one)


class ToldDelete(ToldService):
    """Take a story of one's own off the list."""

    path = "story"

    def handle(self, story):
        told.take_off(self.context, story)


# Where a title still stands


class TracesService(CopService):
    """Where the title of a story stands, for its teller."""

    def row(self, trace: traces.Trace) -> dict:
        """Return a place."""
        return {
            "field": trace.field,
            "held": trace.day.isoformat(),
            "meeting": {
                "@id": trace.meeting.absolute_url(),
                "title": trace.meeting.title,
            },
        }


class TracesGet(TracesService):
    """All of them that the teller reads; none for whoever left or waits."""

    def handle(self):
        return self.listing(traces.find(self.context), self.row)


class TracesPost(TracesService):
    """Ask those who can change them to take the title out."""

    def handle(self):
        traces.ask_to_take_out(self.context, now=self.now)
