"""REST of a meeting as a whole: what became of it, and the meetings of a community."""

from functools import cached_property
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

    @cached_property
    def part(self) -> str | None:
        """In which way the reader belongs here."""
        return voices.part_of(self.context, voices.me())

    def reply(self):
        self.no_params()
        when = listing.checked_when(self.request.form.get("when"))
        found = listing.seen_meetings(self.context, when, self.now)
        return self.listing(found, self.row)

    def row(self, brain) -> dict:
        """Return what stands in the list of one meeting; it alone is woken."""
        meeting = brain.getObject()
        record = record_of(meeting)
        row = {
            "@id": meeting.absolute_url(),
            "title": meeting.title,
            "start": listing.as_utc(meeting.start),
            "end": listing.as_utc(meeting.end),
            "timezone": meeting.timezone,
            "mode": meeting.mode,
            "phase": record.phase,
        }
        if self.part is not None:
            answer, how = record.answers.get(voices.me(), (None, None))
            row["mine"] = answer and {"answer": answer, "how": how or None}
            row["record_kept"] = record.minutes.kept
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
