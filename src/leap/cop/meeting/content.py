"""A meeting: when, where and how people meet.

Start, end and title are for whoever sees the meeting; where it is, only for the people
of the community. What people write in it are records.
"""

from DateTime import DateTime
from datetime import UTC
from leap.cop import _
from leap.cop.core.containment import leaves
from leap.cop.core.content import ConfidentialContainer
from leap.cop.core.errors import NotNow
from leap.cop.core.ids import is_opaque
from leap.cop.core.interfaces import IMadeByCommunity
from leap.cop.core.permissions import CHANGE_MEETING
from leap.cop.core.permissions import TAKE_PART_IN_MEETING
from leap.cop.core.permissions import VIEW_MEETING_INSIDES
from leap.cop.core.roles import follows
from leap.cop.core.schemas import is_seen_as_it_is
from leap.cop.core.settings import site_zone
from leap.cop.core.shipped import AUDIENCE
from leap.cop.core.text import has_hidden
from leap.cop.media.interfaces import IMediaHolder
from leap.cop.meeting import rules
from leap.cop.meeting.fields import ClockTime
from leap.cop.meeting.fields import ZoneName
from leap.cop.meeting.on_the_clock import OnTheClock
from leap.cop.meeting.on_the_clock import Zone
from leap.cop.meeting.place import Place
from leap.cop.meeting.place import ShownPlace
from leap.cop.meeting.records import record_of
from plone.app.z3cform.widgets.radio import RadioFieldWidget
from plone.autoform import directives
from plone.event.interfaces import IEvent
from plone.supermodel import model
from urllib.parse import urlsplit
from zope import schema
from zope.interface import implementer
from zope.interface import Invalid
from zope.interface import invariant
from zope.interface import provider
from zope.schema.interfaces import IContextAwareDefaultFactory


MAX_TITLE = 150
MAX_LOCATION = 300
MAX_NOTES = 5000
MAX_LINK = 2000

#: What people ask before they come.
PROMPTS = _(
    "Is it step-free? Is there a hearing loop, a quiet room? Travel and parking, food, "
    "who opens the door?"
)

ONLY_PEOPLE_HERE = _(
    "Only people in your community and site administrators can see it, unless you "
    "allow it to be shown."
)

INSIDE = "leap.cop.meeting.view_insides"

#: The titles of the permissions on what is for the people inside.

INSIDE_ONLY = frozenset({VIEW_MEETING_INSIDES, TAKE_PART_IN_MEETING, CHANGE_MEETING})


@provider(IContextAwareDefaultFactory)
def usual_zone(context) -> str:
    """Return the zone of the site."""
    return site_zone()


def is_safe_link(value: str) -> bool:
    """Tell whether a link can be given to people: https, and where it says it leads."""
    try:
        parts = urlsplit(value)
        # Looked at, so that a port that is none is refused.
        host = parts.hostname if parts.port != 0 else None
    except ValueError:
        return False
    hides = has_hidden(value) or any(sign.isspace() for sign in value)
    names_somebody = "@" in parts.netloc or "\\" in value
    return bool(
        value.startswith("https://") and host and not hides and not names_somebody
    )


class IMeeting(model.Schema, IEvent, IMadeByCommunity, IMediaHolder):
    """A meeting of a community."""

    start = ClockTime(title=_("Starts"), required=True)
    end = ClockTime(
        title=_("Ends"),
        description=_(
            "Three to four hours leaves time for stories and for each other."
        ),
        required=True,
    )
    timezone = ZoneName(
        title=_("Time zone"),
        description=_("The times above are local times in this time zone."),
        vocabulary="leap.cop.timezones",
        defaultFactory=usual_zone,
        required=True,
    )
    mode = schema.Choice(
        title=_("How do you meet?"),
        vocabulary="leap.cop.meeting_modes",
        default=rules.IN_PERSON,
        required=True,
    )
    directives.widget("mode", RadioFieldWidget)
    model.fieldset(
        "place",
        label=_("Where"),
        fields=[
            "location",
            "address_may_be_shown",
            "online_link",
            "venue_notes",
            "room_for",
        ],
        order=10,
    )
    location = Place(
        title=_("Place"),
        description=ONLY_PEOPLE_HERE,
        max_length=MAX_LOCATION,
        required=False,
        constraint=is_seen_as_it_is,
    )
    directives.read_permission(location=INSIDE)
    address_may_be_shown = schema.Bool(
        title=_("The place may be shown with the meeting and in calendars"),
        description=_(
            "Do not tick this for a place that has to stay secret: "
            "calendars are copied to phones and to other companies."
        ),
        default=False,
        required=False,
    )
    directives.read_permission(address_may_be_shown=INSIDE)
    online_link = schema.TextLine(
        title=_("Link to the online meeting"),
        description=_(
            "It starts with https://. It is never put into emails or calendars."
        ),
        max_length=MAX_LINK,
        required=False,
        constraint=is_safe_link,
    )
    directives.read_permission(online_link=INSIDE)
    venue_notes = schema.Text(
        title=_("Getting there and being there"),
        description=PROMPTS,
        max_length=MAX_NOTES,
        required=False,
        constraint=is_seen_as_it_is,
    )
    directives.read_permission(venue_notes=INSIDE)
    room_for = schema.Int(
        title=_("Room for"),
        description=_("How many people the room holds. Nobody is turned away."),
        min=1,
        max=1000,
        required=False,
    )
    directives.read_permission(room_for=INSIDE)

    @invariant
    def ends_after_it_begins(data) -> None:
        """Let a meeting last for some time, and no longer than a day."""
        start, end = data.start, data.end
        if not start or not end:
            return
        if start.tzinfo is not None and end.tzinfo is not None:
            start, end = start.astimezone(UTC), end.astimezone(UTC)
        if end <= start:
            raise Invalid(_("end: choose a time after the start."))
        if end - start > rules.LONGEST:
            raise Invalid(_("end: choose a time within 24 hours of the start."))


@follows(AUDIENCE)
@implementer(IMeeting)
class Meeting(ConfidentialContainer):
    """A meeting. Its id is random, and it stays in the community that plans it."""

    start = OnTheClock()
    end = OnTheClock()
    timezone = Zone()

    #: Where it is, for those inside; `location` is what may be shown of it. Not typed:
    #: Python would keep types where Zope keeps annotations, one for all meetings.
    place = None
    location = ShownPlace()

    def modified(self) -> DateTime:
        """Return when calendars were told something else last, for listings and REST.

        When something changed that only the people inside read is theirs to know.
        """
        said = record_of(self).said
        return super().modified() if said is None else DateTime(said)

    def cb_isMoveable(self) -> bool:
        """Stay where it is; a temporary id alone may become a random one."""
        return not is_opaque(self.getId())

    def _notifyOfCopyTo(self, container, op=0):
        """Stay: who comes and what was said is for the people who are in here."""
        if is_opaque(self.getId()) and (op == 0 or leaves(self, container)):
            raise NotNow(
                _("A meeting stays in its community. Plan the next one there.")
            )
        return super()._notifyOfCopyTo(container, op=op)

    #: To whoever sees only when people meet, there is no agenda and no record.
    insides = (VIEW_MEETING_INSIDES, INSIDE_ONLY)

    #: How many files and links it takes, and what is said of more.
    max_media = 40
    too_many_media = _("up to ${limit} pictures, videos and files in one meeting.")
