"""A meeting that is sent over REST: on whose clock it is, and how long."""

from leap.cop import _
from leap.cop.community.interfaces import ICompletesSent
from leap.cop.core.errors import Refused
from leap.cop.core.services import CarefulPatch
from leap.cop.meeting import clock
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.content import IMeeting
from plone import api
from plone.app.event.base import default_timezone
from zope.i18nmessageid import Message
from zope.interface import provider
from zope.schema import getFieldNames


TITLE: Message = _("Meeting")

#: What anybody sends along and nobody takes; and what is the meeting's own.
KNOWN = frozenset({"title", "description", *getFieldNames(IMeeting)})


def settle_times(data: dict, meeting=None) -> None:
    """Put start, end and zone into what was sent as they will be, as instants.

    :raises Refused: with the field.
    """
    settled = clock.settled(
        data,
        zone=meeting.timezone if meeting is not None else default_timezone(),
        start=meeting.start if meeting is not None else None,
        end=meeting.end if meeting is not None else None,
        usual=rules.USUAL,
    )
    for name, value in settled.items():
        data[name] = value if name == "timezone" else value.isoformat()


@provider(ICompletesSent)
def complete_a_meeting(data: dict) -> None:
    """Say what it is called, when it ends and on whose clock, where nobody did."""
    data.setdefault("title", api.portal.translate(TITLE))
    if "start" not in data:
        raise Refused(_("send a date and a time, such as 2027-03-27T09:00."), "start")
    settle_times(data)


class MeetingPatch(CarefulPatch):
    """Change fields of a meeting: each may be changed by those whose turn it is."""

    def check(self, data: dict) -> None:
        """Refuse a change of what is not theirs, and nothing is changed."""
        super().check(data)
        for name in data:
            if name in KNOWN:
                voices.need(self.context, rules.needed_for(name))
        settle_times(data, self.context)
