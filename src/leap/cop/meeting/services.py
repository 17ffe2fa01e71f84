"""REST of a meeting as a whole: what became of it, and the meetings of a community."""

from leap.cop.core.me import me
from leap.cop.core.services import CopService
from leap.cop.meeting import listing
from leap.cop.meeting import phases
from leap.cop.meeting import schemas
from leap.cop.meeting import voices
from leap.cop.meeting.records import record_of


class PhaseService(CopService):
    """What the phase services share."""

    def state(self) -> dict:
        """Return what became of the meeting, and what whoever asks can say of it."""
        record = record_of(self.context)
        return {
            "@id": f"{self.context.absolute_url()}/@phase",
            "phase": record.phase,
            "note": record.note,
            "next": phases.ahead_of(self.context, self.now),
        }


class PhaseGet(PhaseService):
    """What became of it."""

    def handle(self):
        voices.need(self.context, "read")
        return self.state()


class PhasePost(PhaseService):
    """Say what becomes of it: `{phase, note?}`."""

    takes = schemas.IPhase

    def handle(self, phase, note=""):
        phases.go_to(self.context, phase, note=note, now=self.now)
        return self.state()


class MeetingsGet(CopService):
    """The meetings that the reader sees, newest first: `?when=next|past`, in pages."""

    def handle(self):
        when = listing.checked_when(self.request.form.get("when"))
        found = listing.seen_meetings(self.context, when, self.now)
        return self.listing(found, self.row)

    def row(self, brain) -> dict:
        """Return what stands in the list of one meeting; it alone is woken."""
        meeting = brain.getObject()
        row = listing.row_of(meeting, me())
        if voices.may(meeting, "read_record"):
            row["record_kept"] = record_of(meeting).minutes.kept
        return row


class MeetingToJson:
    """What a meeting says besides its fields, to all who see it."""

    def __init__(self, meeting, request) -> None:
        self.meeting = meeting

    def more(self) -> dict:
        """Return what became of it, and where it is, if that may be shown."""
        more = {"phase": record_of(self.meeting).phase}
        if self.meeting.address_may_be_shown:
            more["location"] = self.meeting.place
        return more
