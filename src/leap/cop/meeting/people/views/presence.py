"""Who was here: own presence and numbers on the page, and the form that notes it."""

from functools import cached_property
from leap.cop import _
from leap.cop.core.pages.components import Card
from leap.cop.core.pages.components import Notice
from leap.cop.core.pages.macros_of import MacrosOf
from leap.cop.core.pages.stale import ASKS
from leap.cop.core.schemas import taken
from leap.cop.meeting import rules
from leap.cop.meeting.people import answers
from leap.cop.meeting.people import attendance
from leap.cop.meeting.people import schemas
from leap.cop.meeting.records import record_of
from leap.cop.meeting.views.page import MeetingPage
from leap.cop.meeting.views.parts import Part
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import NamedTuple


#: The button that fills in who said yes, and saves nothing.
FILL = "fill"

_MINE = {
    rules.PRESENT: _("You were there."),
    rules.APOLOGIES: _("You had told us that you could not come."),
    rules.ABSENT: _("You were not there."),
    rules.UNKNOWN: _("Nobody has noted yet whether you were there."),
}


class PresencePart(Part):
    """Whether the reader was here, and how many were."""

    order = 15
    aside = True
    unseen = {"": ASKS}
    index = ViewPageTemplateFile("../templates/presence-part.pt")
    card = Card("cop-presence", _("Who was there"))

    @property
    def is_there(self) -> bool:
        """Whether it has begun, and the reader is told."""
        return (
            self.may("read_presence")
            and attendance.has_begun(self.context, self.now)
            and self.record.phase != rules.CANCELLED
        )

    @cached_property
    def totals(self) -> attendance.Totals:
        """How many were here."""
        return attendance.totals(self.context)

    @property
    def mine(self):
        """Whether the reader was here, in a sentence; empty for who came later."""
        if not attendance.could_come(self.context, self.me):
            return ""
        return _MINE[attendance.presence_of(self.context, self.me)]


class Mark(NamedTuple):
    """One person in the form: what is chosen, and what was noted before."""

    userid: str
    name: str
    presence: str
    noted: str

    @property
    def field(self) -> str:
        """The name of the field: user ids may have any sign in them."""
        return f"was-{self.userid.encode().hex()}"

    @property
    def choices(self) -> list[tuple[str, object]]:
        """What there is to choose; to take back only what was noted."""
        found = list(schemas.PRESENCE.items())
        if self.noted != rules.UNKNOWN:
            found.append((rules.UNKNOWN, _("Not noted")))
        return found


class Marking:
    """What pages share on which it is noted who was here.

    The macro `attendance-form` shows it, inside a form of the page; `marks` is what
    was sent. The button that sends `act=fill` shows the page again with everybody
    chosen who said yes, and keeps nothing.
    """

    people_macros = MacrosOf("../templates/people-macros.pt")

    @property
    def is_filling(self) -> bool:
        """Whether everybody who said yes is filled in, and nothing of it is kept."""
        return self.typed("act") == FILL

    @cached_property
    def who_was_here(self) -> list[Mark]:
        """Everybody who could come, with what is chosen."""
        coming = set(answers.coming(self.context).yes) if self.is_filling else ()
        found = []
        for item in attendance.items(self.context, self.me, self.now):
            mark = Mark(item.userid, item.name, item.presence, item.presence)
            chosen = self.typed(mark.field) or item.presence
            if chosen == rules.UNKNOWN and item.userid in coming:
                chosen = rules.PRESENT
            found.append(mark._replace(presence=chosen))
        return found

    @property
    def marks(self) -> dict[str, str]:
        """What was sent of each, where something was chosen."""
        return {
            mark.userid: chosen
            for mark in self.who_was_here
            if (chosen := self.typed(mark.field)) in schemas.Marks.values
        }

    def presence_rests_on(self) -> dict[str, object]:
        """Return what was noted, which the form shows."""
        record = record_of(self.context)
        return {
            "presence": dict(record.presence),
            "guests": record.guests,
            "young_people": record.young_people,
        }


class WhoWasHereView(Marking, MeetingPage):
    """Note who was here, of those who were members then."""

    page_title = _("Who was there")
    lead = _(
        "Anybody you leave out stays as “not noted”. Guests are counted, not named."
    )
    needs = "mark_presence"
    button = _("Save")
    asks = schemas.INumbers
    is_about_practice = False

    @property
    def notice(self) -> Notice | None:
        """That nothing of what was filled in is saved."""
        if not self.is_filling:
            return None
        return Notice(
            "care",
            _("Not saved yet."),
            _("Everybody who said yes is marked as present. Check this, then save."),
        )

    @property
    def may_act(self) -> bool:
        """Whether it has begun, and took place."""
        has_begun = attendance.has_begun(self.context, self.now)
        return has_begun and self.record.phase != rules.CANCELLED

    def values(self) -> dict[str, object]:
        return {
            "guests": self.record.guests,
            "young_people": self.record.young_people,
        }

    def rests_on(self) -> dict[str, object]:
        """Return what was noted."""
        return self.presence_rests_on()

    def __call__(self):
        # What is filled in is shown, and nothing of it kept: no answer to anything.
        if self.is_filling:
            return self.show()
        return super().__call__()

    def sent(self) -> dict:
        """Return the numbers that were sent."""
        return taken(self.request.form, self.asks, is_form=True)

    def act(self, **numbers) -> str:
        """Note it."""
        attendance.mark(
            self.context, by=self.me, now=self.now, people=self.marks, **numbers
        )
        self.say_done(_("Saved."))
        return self.url
