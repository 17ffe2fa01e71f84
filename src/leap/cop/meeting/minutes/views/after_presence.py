"""After the meeting: who was here, and how many guests and young people."""

from leap.cop import _
from leap.cop.meeting import rules
from leap.cop.meeting.minutes.views.after import AfterPart
from leap.cop.meeting.people import attendance
from leap.cop.meeting.people import schemas as people_schemas
from leap.cop.meeting.people.views.presence import Marking
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class CouldBeHere(AfterPart):
    """A part about who was here."""

    @property
    def is_there(self) -> bool:
        """Whether it has begun, and took place."""
        took_place = self.record.phase != rules.CANCELLED
        has_begun = attendance.has_begun(self.context, self.now)
        return self.may("mark_presence") and has_begun and took_place


class PresencePart(Marking, CouldBeHere):
    """Three buttons a person; nothing is chosen that nobody noted."""

    key = "presence"
    order = 10
    title = _("Who was there")
    inside_template = ViewPageTemplateFile("../templates/after-presence.pt")

    @property
    def is_filling(self) -> bool:
        """Whether everybody who said yes is filled in, and nothing of it is kept."""
        return self.is_pressed and super().is_filling

    only_shows = is_filling

    def rests_on(self) -> dict[str, object]:
        """Return what was noted."""
        return {"presence": dict(self.record.presence)}

    def act(self) -> None:
        attendance.mark(self.context, by=self.me, now=self.now, people=self.marks)


class NumbersPart(CouldBeHere):
    """Guests and young people: two numbers, no names."""

    key = "numbers"
    order = 20
    title = _("Guests and young people")
    asks = people_schemas.INumbers

    def values(self) -> dict[str, object]:
        names = ("guests", "young_people")
        return {name: getattr(self.record, name) for name in names}

    def rests_on(self) -> dict[str, object]:
        """Return what was noted."""
        return self.values()

    def act(self, **numbers) -> None:
        attendance.mark(self.context, by=self.me, now=self.now, **numbers)
