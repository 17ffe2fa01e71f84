"""What is sent about a meeting as a whole, over REST and by forms."""

from datetime import date
from leap.cop import _
from leap.cop.core.schemas import Day
from leap.cop.core.schemas import OneLine
from leap.cop.core.schemas import Pick
from leap.cop.core.schemas import Tick
from leap.cop.core.schemas import Whole
from leap.cop.core.schemas import Words
from leap.cop.meeting import clock
from leap.cop.meeting import rules
from leap.cop.meeting.content import MAX_LINK
from leap.cop.meeting.content import MAX_LOCATION
from leap.cop.meeting.content import MAX_NOTES
from leap.cop.meeting.content import ONLY_PEOPLE_HERE
from leap.cop.meeting.content import PROMPTS
from zope.interface import Interface


PHASE_TITLES = {
    rules.PLANNED: _("Planned"),
    rules.HELD: _("Took place"),
    rules.CANCELLED: _("Cancelled"),
}


class ICancel(Interface):
    """Why a meeting does not take place."""

    note = Words(
        title=_("A note to your community"),
        description=_(
            "Why, or what happens instead. Your community reads it on the "
            "meeting's page."
        ),
        max_length=rules.MAX_NOTE,
        required=False,
    )


class IPhase(ICancel):
    """What becomes of a meeting."""

    phase = Pick(PHASE_TITLES, title=_("What happens to it"))


class IWhere(Interface):
    """Where a meeting is."""

    location = OneLine(
        title=_("Place"),
        description=ONLY_PEOPLE_HERE,
        max_length=MAX_LOCATION,
        required=False,
    )
    venue_notes = Words(
        title=_("Getting there and being there"),
        description=PROMPTS,
        max_length=MAX_NOTES,
        required=False,
    )
    room_for = Whole(
        title=_("Room for"),
        description=_("How many people the room holds. Nobody is turned away."),
        min=1,
        max=1000,
        required=False,
    )
    online_link = OneLine(
        title=_("Link to the online meeting"),
        description=_(
            "It starts with https://. It is never put into emails or calendars."
        ),
        max_length=MAX_LINK,
        required=False,
    )


class IBegins(Interface):
    """When a meeting begins."""

    day = Day(
        title=_("Day"),
        min=date(clock.YEARS[0], 1, 1),
        max=date(clock.YEARS[-1], 12, 31),
    )
    begins = OneLine(
        title=_("Starts"),
        description=_("The meeting's local time, for example 13:00."),
        max_length=5,
    )


class IWhen(IBegins):
    """When a meeting is."""

    ends = OneLine(
        title=_("Ends"),
        description=_("On the same day, or during the following night."),
        max_length=5,
    )


class INext(IBegins):
    """The next meeting, after one that there was."""

    same_place = Tick(
        title=_("In the same place, and with the same link"), required=False
    )
