"""Two parts of a meeting's page: where it is, and what can always be done."""

from leap.cop import _
from leap.cop.core import binding
from leap.cop.meeting import phases
from leap.cop.meeting import rules
from leap.cop.meeting.views.parts import Part
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import NamedTuple


class WherePart(Part):
    """Where a meeting is: for those inside, and for all if that may be shown."""

    order = 30
    aside = True
    index = ViewPageTemplateFile("../templates/where-part.pt")

    @property
    def is_inside(self) -> bool:
        """Whether the reader knows where it is in any case."""
        return self.may("read")

    @property
    def is_there(self) -> bool:
        """Whether there is anything for this reader to read."""
        return self.is_inside or bool(self.context.location)

    @property
    def has_place(self) -> bool:
        """Whether people meet in a room."""
        return self.context.mode != rules.ONLINE

    @property
    def place(self) -> str:
        """Where it is, as far as this reader may know."""
        return (self.context.place if self.is_inside else self.context.location) or ""

    @property
    def stays_inside(self) -> bool:
        """Whether only those inside see it."""
        return self.is_inside and not self.context.address_may_be_shown

    @property
    def notes(self) -> list[str]:
        """How one gets there, line by line."""
        lines = (self.context.venue_notes or "").splitlines() if self.is_inside else []
        return [line for line in lines if line.strip()]

    @property
    def room_for(self) -> int | None:
        """How many people fit in."""
        return self.context.room_for if self.is_inside else None

    @property
    def online_link(self) -> str:
        """The link to the meeting online."""
        return (self.context.online_link or "") if self.is_inside else ""


class Link(NamedTuple):
    """Something that can be done, with the name of an icon."""

    page: str
    text: object
    sign: str


#: What can be done: the act that it takes, and the link.
_ALWAYS = (
    ("lead", Link("edit", _("Edit this meeting"), "pencil")),
    ("change_time", Link("change-time", _("Change the time"), "clock")),
    ("change_place", Link("change-place", _("Change the place"), "geo-alt")),
    ("lead", Link("move-meeting", _("Who sees it"), "eye")),
    ("lead", Link("plan-next", _("Plan the next meeting"), "calendar-plus")),
)

#: What can be said of it, by what it is now and would be.
_PHASES = {
    (rules.PLANNED, rules.HELD): Link(
        "took-place", _("Say that it took place"), "check-circle"
    ),
    (rules.PLANNED, rules.CANCELLED): Link(
        "cancel-meeting", _("Cancel the meeting"), "x-circle"
    ),
    (rules.CANCELLED, rules.PLANNED): Link(
        "restore-meeting", _("Plan it again"), "arrow-counterclockwise"
    ),
    (rules.HELD, rules.PLANNED): Link(
        "not-held", _("It did not take place"), "arrow-counterclockwise"
    ),
}

_DELETE = Link("delete_confirmation", _("Delete for good"), "trash")


class LinksPart(Part):
    """What can always be done with a meeting, by whoever may."""

    order = 90
    aside = True
    index = ViewPageTemplateFile("../templates/links-part.pt")

    @property
    def is_there(self) -> bool:
        """Whether there is anything for this reader to do."""
        return bool(self.links)

    @property
    def links(self) -> list[Link]:
        """What this reader can do."""
        if not binding.is_ours(self.context):
            return []
        is_over = self.record.phase == rules.HELD
        found = [
            link
            for act, link in _ALWAYS
            if self.may(act) and not (is_over and act == "change_time")
        ]
        found += [
            _PHASES[self.record.phase, after]
            for after in phases.ahead_of(self.context, self.now)
        ]
        return [*found, _DELETE] if self.may("lead") else found
