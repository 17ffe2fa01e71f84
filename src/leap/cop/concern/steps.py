"""What somebody wrote about a group or a story waits for those who may read it."""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.community.membership import Membership
from leap.cop.concern import reading
from leap.cop.concern import rules
from leap.cop.concern.records import Concerns
from leap.cop.core.waiting import IWaiting
from leap.cop.core.waiting import Waiting
from plone import api
from zope.interface import implementer


#: Before everything else: somebody may be hurt.
FIRST = 1

_GROUP = _("Read what somebody wrote about the group")
_PEOPLE = _("Read what somebody wrote about people here")


@implementer(IWaiting)
class ConcernsWaiting:
    """What was written about a group and its stories, and is open."""

    def __init__(self, community) -> None:
        self.community = community

    def rows(self, userid: str) -> list[Waiting]:
        """Return where the reader reads what was written, while some of it is open."""
        if not userid or not len(Concerns(self.community)):
            return []
        open_ones = [
            found.concern
            for found in reading.in_community(self.community)
            if found.concern.status == rules.OPEN
        ]
        group = [one for one in open_ones if one.readers == rules.FACILITATORS]
        others = [one for one in open_ones if one.readers != rules.FACILITATORS]
        rows = self._row("concerns", _GROUP, group, self.community)
        rows += self._row("concerns-of-people", _PEOPLE, others, api.portal.get())
        # Whoever stands outside finds a sign of it on no page of the community.
        is_quiet = Membership(self.community).role_of(userid) is None
        return [row._replace(is_quiet=is_quiet) for row in rows]

    def _row(self, kind: str, text, found: list, where) -> list[Waiting]:
        if not found:
            return []
        first = min(one.day for one in found)
        since = datetime(first.year, first.month, first.day, tzinfo=UTC)
        url = f"{where.absolute_url()}/concerns"
        return [Waiting(kind, text, url, since, len(found), weight=FIRST)]
