"""What somebody on the way in, and whoever lets people in, can do next."""

from leap.cop import _
from leap.cop.community import rules
from leap.cop.community.adapters import CommunityAdapter
from leap.cop.community.home import Home
from leap.cop.core.numbers import counted
from leap.cop.core.waiting import IWaiting
from leap.cop.core.waiting import PEOPLE
from leap.cop.core.waiting import Waiting
from leap.cop.recruitment.applications.records import Applications
from leap.cop.recruitment.support import rules as support_rules
from leap.cop.recruitment.support import support
from zope.globalrequest import getRequest
from zope.interface import implementer


#: By how far a manager's support is: what is said, and whether something is to be done.
_SUPPORT = {
    support_rules.NOT_ASKED: (_("Ask your manager for support"), True),
    support_rules.ASKED: (_("Your manager's support: see how far it has got"), False),
    support_rules.TALK: (_("Your manager has answered: see what comes next"), True),
}


@implementer(IWaiting)
class WayInWaiting(CommunityAdapter):
    """What waits on the way into a community."""

    def rows(self, userid: str) -> list[Waiting]:
        """Return what waits for whoever lets people in, or would like to come in."""
        home = Home(self.community, getRequest())
        # Most of those who ask are members, for whom nothing can wait here.
        is_inside = home.is_inside and home.role != rules.FACILITATOR
        if is_inside and not Applications(self.community).waiting_total():
            return []
        if home.may_manage_members:
            return self._for_facilitators(home)
        return self._for_newcomers(home, userid) if userid else []

    def _for_facilitators(self, home) -> list[Waiting]:
        applications = Applications(self.community)
        total = applications.waiting_total()
        if not total:
            return []
        text = counted(
            _("Somebody has asked to join: read and answer"),
            _("${count} people have asked to join: read and answer"),
            total,
        )
        url = f"{home.url}/applications"
        since = applications.waiting()[0].filed
        return [Waiting("applications", text, url, since, total, weight=PEOPLE)]

    def _for_newcomers(self, home, userid: str) -> list[Waiting]:
        rows = []
        asked = Applications(self.community).waiting_of(userid)
        if asked is not None:
            text = _("You have asked to join: see what you wrote, or take it back")
            rows.append(self._row("asked-to-join", text, "join", asked.filed, False))
        if support.may_ask(self.community, userid):
            text, waits = _SUPPORT[support.support_of(self.community, userid).state]
            rows.append(self._row("manager-support", text, "ask-manager", waits=waits))
        may_ask = self.community.join_policy in ("apply", "open")
        if may_ask and asked is None and home.role is None:
            text = (
                _("Ask to join")
                if self.community.join_policy == "apply"
                else _("Join now")
            )
            rows.append(self._row("come-in", text, "join", waits=False))
        return rows

    def _row(self, kind: str, text, page: str, since=None, waits=True) -> Waiting:
        url = f"{self.community.absolute_url()}/{page}"
        return Waiting(kind, text, url, since=since, weight=PEOPLE, waits=waits)
