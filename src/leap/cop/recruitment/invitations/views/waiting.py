"""Who said yes and waits for an account: for whoever looks after the site."""

from datetime import datetime
from functools import cached_property
from leap.cop import _
from leap.cop.community.membership import all_communities
from leap.cop.core import dates
from leap.cop.core.interfaces import ICopPage
from leap.cop.core.pages.forms import FormPage
from leap.cop.recruitment.invitations import rules
from leap.cop.recruitment.invitations.records import Invitations
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import NamedTuple
from zope.interface import implementer


class Waiting(NamedTuple):
    """Somebody who waits."""

    name: str
    address: str
    community: str
    url: str
    answered: datetime
    day: str


@implementer(ICopPage)
class WaitingView(FormPage):
    """Everybody who waits, in all communities, who has waited longest first."""

    index = ViewPageTemplateFile("../templates/waiting-for-an-account.pt")
    lead = _("People who were invited and said yes, and are waiting for an account.")
    page_title = _("Waiting for an account")
    has_columns = False

    @cached_property
    def rows(self) -> list[Waiting]:
        """Those who wait."""
        found = [
            self._row(community, row)
            for community in all_communities()
            for row in Invitations(community).rows()
            if row.state == rules.WAITING
        ]
        return sorted(found, key=lambda row: row.answered)

    def _row(self, community, row: rules.Invitation) -> Waiting:
        return Waiting(
            name=row.name or row.email,
            address=row.email if row.name else "",
            community=community.title,
            url=f"{community.absolute_url()}/invitations#list",
            answered=row.answered,
            day=dates.day(row.answered),
        )
