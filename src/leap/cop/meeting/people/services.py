"""Who comes, who came and whose turn it is, over REST."""

from functools import cached_property
from leap.cop import _
from leap.cop.core.errors import Refused
from leap.cop.core.services import CopService
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.people import answers
from leap.cop.meeting.people import attendance
from leap.cop.meeting.people import offers
from leap.cop.meeting.people import schemas
from leap.cop.meeting.people import turn_suggestions
from leap.cop.meeting.people import turns


class MeetingService(CopService):
    """What these services share."""

    name = ""

    @cached_property
    def voices(self) -> frozenset[str]:
        """All that the reader is here."""
        return voices.voices_of(self.context)

    def may(self, act: str) -> bool:
        """Tell whether the reader may do something."""
        return rules.may(self.voices, act)

    @property
    def address(self) -> dict:
        """Where this stands."""
        return {"@id": f"{self.context.absolute_url()}/{self.name}"}


# Who comes


class RsvpService(MeetingService):
    """Who comes."""

    name = "@rsvp"

    def row(self) -> dict:
        """Return who comes, as far as this reader is told."""
        voices.need(self.context, "read")
        coming = answers.coming(self.context)
        given, how = answers.mine(self.context, self.me)
        told = ["yes", "perhaps"]
        if self.may("read_all_names"):
            told += ["no", "unanswered"]
        row = {
            **self.address,
            "mine": given,
            **{name: len(getattr(coming, name)) for name in told},
            "room_for": self.context.room_for,
        }
        if self.context.mode == rules.BOTH:
            row["how"] = how
        if self.may("read_names"):
            row["names"] = {
                name: answers.names_of(self.context, getattr(coming, name))
                for name in told
            }
        return row


class RsvpGet(RsvpService):
    """Who comes."""

    def handle(self):
        return self.row()


class RsvpPut(RsvpService):
    """Say for oneself whether one comes."""

    takes = schemas.IAnswer
    hints = {"userid": _("you can only answer for yourself.")}

    def handle(self, answer, how=None):
        answers.answer(self.context, answer, how, userid=self.me, now=self.now)
        return self.row()


class RsvpDelete(RsvpService):
    """Take one's own answer back."""

    def handle(self):
        answers.take_back(self.context, userid=self.me, now=self.now)


# Who came


class AttendanceService(MeetingService):
    """Who was here."""

    name = "@attendance"

    def row(self) -> dict:
        """Return how many were here, and who for those who note it."""
        voices.need(self.context, "read_presence")
        row = {
            **self.address,
            **attendance.totals(self.context)._asdict(),
            "mine": attendance.presence_of(self.context, self.me),
        }
        has_begun = attendance.has_begun(self.context, self.now)
        if has_begun and self.may("mark_presence"):
            row["items"] = [
                {
                    "userid": item.userid,
                    "fullname": item.name,
                    "presence": item.presence,
                }
                for item in attendance.items(self.context, self.me, self.now)
            ]
        return row


class AttendanceGet(AttendanceService):
    """Who was here."""

    def handle(self):
        return self.row()


class AttendancePatch(AttendanceService):
    """Note who was here."""

    takes = schemas.IAttendance

    def handle(self, **sent):
        voices.need(self.context, "mark_presence")
        if not sent:
            raise Refused(_("send what is to be noted."), "body")
        attendance.mark(self.context, by=self.me, now=self.now, **sent)
        return self.row()


# Whose turn it is


class TurnsService(MeetingService):
    """Whose turn it is to host, to chair and to take notes."""

    name = "@turns"

    def row(self) -> dict:
        """Return whose turns there are, as far as this reader is told."""
        voices.need(self.context, "read")
        row = {
            **self.address,
            **{
                kind: turns.seen(self.context, kind, self.me)._asdict()
                for kind in rules.TURNS
            },
        }
        if self.may("ask_for_turn"):
            suggested = turn_suggestions.suggestions(self.context, self.now)
            row["suggested"] = {
                kind: one and one._asdict() for kind, one in suggested.items()
            }
            row["offered"] = {
                kind: [offer._asdict() for offer in found]
                for kind, found in offers.offered(self.context).items()
            }
        return row


class TurnsGet(TurnsService):
    """Whose turns there are."""

    def handle(self):
        return self.row()


class TurnsPatch(TurnsService):
    """Ask somebody, or decide for oneself."""

    takes = schemas.ITurns

    def handle(self, **sent):
        wanted = {kind: value for kind, value in sent.items() if value is not None}
        if not wanted:
            raise Refused(_("send host, chair or note_taker."), "body")
        for kind, value in wanted.items():
            turns.act(self.context, kind, value, by=self.me, now=self.now)
        return self.row()
