"""Meetings on a journey: whole, for facilitators alone, and without any link.

Their fields go from here and not from the files of the content, because one of them is
a promise: that a place stays secret. So a meeting comes in with a file whose seal
holds, or not at all. What people set out to do and whose turns there were go along with
the community.
"""

from datetime import datetime
from datetime import UTC
from leap.cop.consent import rules as audiences
from leap.cop.core.errors import Refused
from leap.cop.core.errors import sentence
from leap.cop.exportimport import deciding
from leap.cop.exportimport import workflow_state
from leap.cop.exportimport.transfer import Travel
from leap.cop.exportimport.transfer import user_exists
from leap.cop.meeting import clock
from leap.cop.meeting import named
from leap.cop.meeting import resources
from leap.cop.meeting.calendar import announcing
from leap.cop.meeting.calendar import said
from leap.cop.meeting.content import IMeeting
from leap.cop.meeting.packing import MALFORMED
from leap.cop.meeting.records import ActionsShelf
from leap.cop.meeting.records import MeetingShelf
from leap.cop.meeting.records import record_of
from leap.cop.meeting.records import TurnsShelf
from plone import api
from plone.app.dexterity.behaviors.metadata import IBasic


#: Fields of a meeting, with the schema that says what may stand in them; the zone
#: before the times on its clock.
FIELDS = {
    "title": IBasic,
    "description": IBasic,
    "timezone": IMeeting,
    "start": IMeeting,
    "end": IMeeting,
    "mode": IMeeting,
    "location": IMeeting,
    "address_may_be_shown": IMeeting,
    "online_link": IMeeting,
    "venue_notes": IMeeting,
    "room_for": IMeeting,
}

_TIMES = ("start", "end")


def packed(meeting) -> dict:
    """Return a meeting as it leaves."""
    fields = {name: getattr(meeting, name) for name in FIELDS}
    fields.update({name: fields[name].isoformat() for name in _TIMES})
    # The attribute of that name holds a place only if it may be shown.
    fields["location"] = meeting.place
    return {"fields": fields, "record": MeetingShelf(meeting).pack()}


def comes_in(content, uid: str, journey: Travel) -> bool:
    """Give a new meeting its fields; tell whether it is believed, and say why not.

    :param content: the new meeting; it has no place yet.
    """
    row = journey.meetings.get(uid)
    if not journey.whole or not isinstance(row, dict):
        return False
    try:
        _set_fields(content, row["meeting"]["fields"])
        # Refused now or not at all: half a meeting is none.
        MeetingShelf(content).unpack(row["meeting"]["record"])
    except Refused as error:
        why = sentence(error)
        journey.reasons.append(f"a meeting could not be taken, {why}")
        return False
    except MALFORMED:
        journey.reasons.append("a meeting could not be taken, it is none of ours")
        return False
    return True


def _set_fields(content, sent: dict) -> None:
    zone = clock.checked_zone(sent["timezone"])
    values = {**sent, **{name: clock.read(sent[name], zone, name) for name in _TIMES}}
    deciding.put(content, FIELDS, values)


def land(meeting, row: dict, journey: Travel) -> None:
    """Give a meeting that arrived its record, for facilitators alone."""
    shelf = MeetingShelf(meeting)
    shelf.unpack(row["meeting"]["record"])
    record = record_of(meeting)
    record.told = tuple(uid for uid in record.told if _is_story(uid))
    for one in record.rows.values():
        if one.story and not _is_story(one.story):
            one.story = ""
    for medium in set(record.added_by) - set(meeting.objectIds()):
        del record.added_by[medium]
    # The links of the mails did not come along: whoever is asked here is asked anew.
    record.invited.clear()
    # Shown one by one, each time after a look at what stands in it.
    record.shown_media.clear()
    resources.follow_what_is_shown(meeting)
    _forget_unknown(shelf)
    named.note(meeting)
    said.begin(record, meeting, datetime.now(UTC))
    # Nobody here is told that it was moved: it is told anew once somebody changes it.
    announcing.take_as_told(meeting)
    workflow_state.put_in_state(meeting, audiences.PRIVATE, row.get("history"))
    workflow_state.set_dates(meeting, *workflow_state.dates_in(row))


def forget_unknown(community) -> None:
    """Take whoever is nobody here out of what came with a community."""
    for kind in (TurnsShelf, ActionsShelf):
        _forget_unknown(kind(community))


def _forget_unknown(shelf) -> None:
    for userid in shelf.people():
        # Whoever gets the id here later said nothing and came to nothing.
        if not user_exists(userid):
            shelf.forget(userid)


def _is_story(uid: str) -> bool:
    catalog = api.portal.get_tool("portal_catalog")
    wanted = {"UID": uid, "portal_type": "leap.cop.Story"}
    return bool(uid) and bool(catalog.unrestrictedSearchResults(**wanted))
