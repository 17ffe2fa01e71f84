"""REST of a manager's support: ask for it, and come in without it."""

from leap.cop import _
from leap.cop.community import people
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.services import CopService
from leap.cop.recruitment.support import support
from plone import api


def _me() -> str:
    return api.user.get_current().getId() or ""


class ManagerSupportService(CopService):
    """What the services about a manager's support share."""

    def own(self) -> dict:
        """Give how far the reader is."""
        return {
            "@id": f"{self.context.absolute_url()}/@manager-support",
            "required": support.asks_for_support(self.context),
            "manager_support": support.support_of(self.context, _me()).state,
        }


class ManagerSupportGet(ManagerSupportService):
    """How far the reader is with the own manager."""

    def reply(self):
        return self.own()


class ManagerSupportPost(ManagerSupportService):
    """Have the own manager asked, again or for the first time: `{manager_email}`."""

    def reply(self):
        data = self.body()
        if self.params:
            raise Refused(_("path: send the address in the body."))
        support.ask(self.context, _me(), data.get("manager_email"), now=self.now)
        return self.own()


class ManagerSupportPatch(ManagerSupportService):
    """Let somebody on the way in come in without it: `{without: true}`."""

    def reply(self):
        userid = people.id_on_list(self.context, self.user_param())
        data = self.body()
        if not people.may_manage_members(self.context):
            raise NotYours(_("Only facilitators let somebody in without it."))
        if data.get("without") is not True:
            raise Refused(_("without: send true."))
        support.waive(self.context, userid, by=_me(), now=self.now)
        return self.reply_no_content()
