"""Meetings on the life-line of a theme."""

from leap.cop.community.adapters import CommunityAdapter
from leap.cop.community.membership import Membership
from leap.cop.core.me import me
from leap.cop.meeting import named
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.actions import actions
from leap.cop.meeting.finding import PORTAL_TYPE
from leap.cop.meeting.records import record_of
from leap.cop.topic.interfaces import ILifeLine
from leap.cop.topic.interfaces import Met
from leap.cop.topic.interfaces import SetOut
from plone import api
from zope.interface import implementer


@implementer(ILifeLine)
class MeetingsOnTheLine(CommunityAdapter):
    """The meetings that talked about a theme, and what people will do about it."""

    def met(self, line: str) -> list[Met]:
        """Return the meetings in which a row of this theme is done."""
        uids = named.meetings_naming(self.community, named.THEMES, line)
        if not uids:
            return []
        catalog = api.portal.get_tool("portal_catalog")
        brains = catalog.searchResults(
            UID=list(uids),
            path="/".join(self.community.getPhysicalPath()),
            portal_type=PORTAL_TYPE,
        )
        found = [brain.getObject() for brain in brains]
        return [
            Met(meeting.absolute_url(), meeting.title, meeting.start.date())
            for meeting in found
            if _takes_place(meeting) and voices.may(meeting, "read")
        ]

    def set_out(self, line: str) -> list[SetOut]:
        """Return what people set out to do, for the people of the community alone."""
        url = f"{self.community.absolute_url()}/actions"
        found = actions.about_theme(self.community, line, me())
        names = Membership(self.community).names({one.owner for one in found} - {""})
        return [SetOut(url, one.text, names.get(one.owner, "")) for one in found]


def _takes_place(meeting) -> bool:
    return record_of(meeting).phase != rules.CANCELLED
