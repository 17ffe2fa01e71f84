"""A meeting that is sent over REST: on whose clock it is, and how long."""

from collections.abc import Mapping
from leap.cop import _
from leap.cop.community.interfaces import ICompletesSent
from leap.cop.core.errors import Refused
from leap.cop.core.numbers import written
from leap.cop.core.services import as_json
from leap.cop.core.services import CarefulPatch
from leap.cop.core.settings import site_zone
from leap.cop.meeting import changing
from leap.cop.meeting import clock
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.content import IMeeting
from leap.cop.meeting.content import MAX_TITLE
from leap.cop.meeting.minutes import showing
from plone import api
from zope.i18nmessageid import Message
from zope.interface import provider
from zope.schema import getFieldNames


TITLE: Message = _("Meeting")

#: The fields that a client sends.
FIELDS = frozenset({"title", "description", *getFieldNames(IMeeting)})


def settle_times(data: dict, meeting=None) -> dict[str, object]:
    """Put start, end and zone into what was sent as they will be, as instants.

    Return them as they will be kept, nothing where none of them was sent.

    :raises Refused: with the field.
    """
    settled = clock.settled(
        data,
        zone=meeting.timezone if meeting is not None else site_zone(),
        start=meeting.start if meeting is not None else None,
        end=meeting.end if meeting is not None else None,
        usual=rules.USUAL,
    )
    for name, value in settled.items():
        data[name] = value if name == "timezone" else value.isoformat()
    return settled


def check_words(data: Mapping[str, object]) -> None:
    """Refuse a title that is too long, and words that cannot be given to people.

    :raises Refused: with the field.
    """
    title = data.get("title")
    if isinstance(title, str) and len(title) > MAX_TITLE:
        raise Refused(
            _("up to ${limit} characters.", mapping={"limit": written(MAX_TITLE)}),
            "title",
        )
    changing.check_words(data)


@provider(ICompletesSent)
def complete_a_meeting(data: dict) -> None:
    """Say what it is called, when it ends and on whose clock, where nobody did."""
    check_words(data)
    data.setdefault("title", api.portal.translate(TITLE))
    if "start" not in data:
        raise Refused(
            _("send a date and a time, for example 2027-03-27T09:00."), "start"
        )
    settle_times(data)


class MeetingPatch(CarefulPatch):
    """Change fields of a meeting: each may be changed by those whose turn it is.

    What is sent back as it was read is no change, whoever sends it.
    """

    def check(self, data: dict) -> None:
        """Refuse a change of what is not theirs, and nothing is changed.

        :raises SeeFirst: where something was found in what others will read.
        """
        confirmed = showing.take_confirmed(data)
        there = as_json(self.context, self.request)
        for name in [name for name in data if _is_same(data[name], name, there)]:
            del data[name]
        for name in FIELDS.intersection(data):
            voices.need(self.context, rules.needed_for(name))
        super().check(data)
        check_words(data)
        settled = settle_times(data, self.context)
        changing.need_changeable(self.context, {**data, **settled})
        showing.check_change(self.context, data, confirmed=confirmed)


def _is_same(value: object, name: str, there: Mapping[str, object]) -> bool:
    return name in there and value == there[name]
