"""REST of a manager's support: ask for it, and come in without it."""

from leap.cop import _
from leap.cop.community import people
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.services import CopService
from leap.cop.recruitment.support import support
from leap.cop.recruitment.support.schemas import IManager
from leap.cop.recruitment.support.schemas import IWithout


class ManagerSupportService(CopService):
    """What the services about a manager's support share."""

    def own(self) -> dict:
        """Return how far the reader is."""
        return {
            "@id": f"{self.context.absolute_url()}/@manager-support",
            "required": support.asks_for_support(self.context),
            "manager_support": support.support_of(self.context, self.me).state,
        }


class ManagerSupportGet(ManagerSupportService):
    """How far the reader is with their own manager."""

    def handle(self):
        return self.own()


class ManagerSupportPost(ManagerSupportService):
    """Have one's own manager asked, again or for the first time: `{manager_email}`."""

    takes = IManager

    def handle(self, manager_email):
        support.ask(self.context, self.me, manager_email, now=self.now)
        return self.own()


class ManagerSupportPatch(ManagerSupportService):
    """Let somebody on the way in come in without it: `{without: true}`."""

    path = "userid"
    path_goes_on = True
    takes = IWithout

    def handle(self, userid, without):
        userid = people.id_on_list(self.context, userid)
        if not people.may_manage_members(self.context):
            raise NotYours(
                _("Only facilitators can let somebody in without a manager's support.")
            )
        if not without:
            raise Refused(_("send true."), "without")
        support.waive(self.context, userid, by=self.me, now=self.now)
