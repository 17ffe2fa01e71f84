"""What one asked, and what was answered: also of communities that one does not see."""

from functools import cached_property
from leap.cop import _
from leap.cop.community import joining
from leap.cop.community.membership import Membership
from leap.cop.community.naming import group_name
from leap.cop.community.rules import CANDIDATE
from leap.cop.core import dates
from leap.cop.core.interfaces import ICopPage
from leap.cop.core.pages.forms import FormPage
from leap.cop.recruitment.applications.applications import answer_shown
from leap.cop.recruitment.applications.records import Application
from leap.cop.recruitment.applications.records import Applications
from plone import api
from Products.CMFCore.permissions import View
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import NamedTuple
from zope.interface import implementer


class Row(NamedTuple):
    """One application, as whoever asked reads it."""

    community: str
    url: str
    message: str
    date: str
    waits: bool
    answer: str
    lacking: list[joining.Lacking]


@implementer(ICopPage)
class MyApplicationsView(FormPage):
    """The reader's own applications, the newest first."""

    index = ViewPageTemplateFile("../templates/my-applications.pt")
    page_title = _("Your requests to join")
    has_columns = False
    lead = _(
        "Communities you have asked to join, and their answers. Only "
        "you can see this page."
    )

    @cached_property
    def rows(self) -> list[Row]:
        """All that the reader asked and did not take back."""
        userid = self.me
        catalog = api.portal.get_tool("portal_catalog")
        found = []
        for brain in catalog.unrestrictedSearchResults(
            portal_type="leap.cop.Community"
        ):
            community = brain._unrestrictedGetObject()
            found.extend((community, row) for row in Applications(community).of(userid))
        found.sort(key=lambda pair: pair[1].filed, reverse=True)
        return [self._row(community, row) for community, row in found]

    def _row(self, community, row: Application) -> Row:
        sees_it = api.user.has_permission(View, obj=community)
        return Row(
            community=community.title if sees_it else group_name(community),
            url=community.absolute_url() if sees_it else "",
            message=row.message,
            date=dates.day(row.filed),
            waits=row.waits,
            answer=answer_shown(row),
            lacking=self._lacking(community, row),
        )

    def _lacking(self, community, row: Application) -> list[joining.Lacking]:
        """Return what is missing still after the answer, for somebody on the way in."""
        if row.waits or Membership(community).role_of(row.userid) != CANDIDATE:
            return []
        return joining.lacking(community, row.userid)
