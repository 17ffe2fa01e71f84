"""The part of a meeting's page that says who does what."""

from functools import cached_property
from leap.cop.core.pages.components import Row
from leap.cop.meeting.actions import actions
from leap.cop.meeting.actions.views.rows import ActionRows
from leap.cop.meeting.views.parts import Part
from plone.uuid.interfaces import IUUID
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile


class ActionsPart(Part):
    """What people set out to do at this meeting."""

    order = 70
    index = ViewPageTemplateFile("../templates/actions-part.pt")

    @property
    def is_there(self) -> bool:
        """Whether this reader sees it: the people of the community alone."""
        return self.may("read_actions")

    @property
    def uid(self) -> str:
        """The UID of the meeting."""
        return IUUID(self.context)

    @property
    def community_url(self) -> str:
        """The address of the community."""
        return self.community.absolute_url()

    @cached_property
    def rows(self) -> list[Row]:
        """What was noted at this meeting, as this reader sees it."""
        found = actions.seen_by(self.community, self.me, meeting=self.uid)
        return ActionRows(self.community, self.request).links(found)
