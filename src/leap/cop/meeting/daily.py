"""What a run of the job brings to meetings and to what people set out to do.

Each in a transaction of its own: what goes wrong with one keeps no other one. What is
marked is committed with the event, so that two runs at once tell nobody twice.
"""

from datetime import datetime
from datetime import UTC
from leap.cop.community.membership import all_communities
from leap.cop.core import binding
from leap.cop.core import settings
from leap.cop.core.audience import PRIVATE
from leap.cop.core.one_by_one import Done
from leap.cop.core.one_by_one import one_by_one
from leap.cop.meeting import clock
from leap.cop.meeting import reminding
from leap.cop.meeting import rules
from leap.cop.meeting.calendar import announcing
from leap.cop.meeting.events import ActionDue
from leap.cop.meeting.events import MeetingSoon
from leap.cop.meeting.finding import PORTAL_TYPE
from leap.cop.meeting.records import ActionsShelf
from leap.cop.meeting.records import MeetingShelf
from plone import api
from zope.event import notify


def look_after_meetings(*, now: datetime) -> Done:
    """Have people told of changes, of meetings soon and of actions that are due."""
    meetings = one_by_one(_still_to_come(now), lambda one: _look_after(one, now))
    actions = one_by_one(all_communities(), lambda one: _look_at_actions(one, now))
    return Done([*meetings.results, *actions.results], meetings.stuck + actions.stuck)


def _still_to_come(now: datetime) -> list:
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(
        portal_type=PORTAL_TYPE, end={"query": now, "range": "min"}
    )
    return [brain._unrestrictedGetObject() for brain in brains]


def _look_after(meeting, now: datetime) -> int:
    """Do what is due for one meeting; return how much that was."""
    return announcing.announce_if_time(meeting, now=now) + _remind(meeting, now)


def _remind(meeting, now: datetime) -> bool:
    record = MeetingShelf(meeting).ready
    if record.phase != rules.PLANNED or binding.state_of(meeting) == PRIVATE:
        return False
    starts = meeting.start.astimezone(UTC)
    if not reminding.is_meeting_due(starts, record.reminded, record.said, now):
        return False
    record.reminded = now.date()
    notify(MeetingSoon(meeting))
    return True


def site_day(now: datetime):
    """Return the day it is on the site's clock."""
    return clock.in_zone(now, settings.site_zone()).date()


def _look_at_actions(community, now: datetime) -> int:
    """Have owners told, each once a run, whatever number of actions it is about."""
    found = set()
    for action in ActionsShelf(community).all().values():
        when = reminding.action_due(action.due, site_day(now), action.told)
        is_open = action.status in (rules.PLANNED, rules.IN_PROGRESS)
        if not when or not is_open or not action.owner:
            continue
        action.told = (*action.told, when)
        found.add((action.owner, when))
    for userid, when in sorted(found):
        notify(ActionDue(community, userid, when))
    return len(found)
