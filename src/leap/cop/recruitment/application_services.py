"""REST of applications: ask, answer, take back; and of a manager's support."""

from leap.cop import _
from leap.cop.community import people
from leap.cop.community.profiles import profile
from leap.cop.consent.errors import NotYours
from leap.cop.consent.errors import Refused
from leap.cop.consent.rest import CopService
from leap.cop.recruitment import applications
from leap.cop.recruitment import desk
from leap.cop.recruitment import support
from leap.cop.recruitment import support_rules as rules
from leap.cop.recruitment.applications import Application
from leap.cop.recruitment.applications import Applications
from plone import api
from zope.i18n import translate


def _me() -> str:
    return api.user.get_current().getId() or ""


class ApplicationsService(CopService):
    """What the applications services share."""

    def url(self, row: Application) -> str:
        return f"{self.context.absolute_url()}/@applications/{row.id}"

    def for_facilitators(self, row: Application) -> dict:
        """Give what facilitators read: who, in which words, when."""
        seen = profile(row.userid)
        result = {
            "@id": self.url(row),
            "id": row.id,
            "userid": row.userid,
            "fullname": seen.fullname,
            "organisation": seen.organisation,
            "message": row.message,
            "date": row.filed.isoformat(timespec="seconds"),
        }
        if support.asks_for_support(self.context):
            state = support.support_of(self.context, row.userid).state
            result["manager_support"] = rules.shown_to_facilitators(state)
            result["manager_asked_at"] = support.asked_at(self.context, row.userid)
        if not row.waits:
            result["decision"] = row.decision
            result["decided"] = row.decided.isoformat(timespec="seconds")
        return result

    def for_applicant(self, row: Application) -> dict:
        """Give what whoever asked reads of it."""
        result = {
            "@id": self.url(row),
            "id": row.id,
            "message": row.message,
            "date": row.filed.isoformat(timespec="seconds"),
            "waits": row.waits,
        }
        if not row.waits:
            said = translate(applications.answer_shown(row), context=self.request)
            result["decision"] = row.decision
            result["answer"] = said
        elif support.asks_for_support(self.context):
            result["manager_support"] = support.support_of(
                self.context, row.userid
            ).state
        return result


class ApplicationsGet(ApplicationsService):
    """Those that wait, for facilitators; for everybody else the own ones."""

    def reply(self):
        if self.params:
            raise Refused(_("path: the list has no pages of single ones."))
        box = Applications(self.context)
        if people.may_manage_members(self.context):
            return self.listing(box.waiting(), self.for_facilitators)
        return self.listing(box.of(_me()), self.for_applicant)


class ApplicationsPost(ApplicationsService):
    """Ask to come in: `{message, manager_email?}`."""

    def reply(self):
        data = self.body()
        if self.params:
            raise Refused(_("path: send your words in the body."))
        done = desk.file(
            self.context,
            _me(),
            data.get("message"),
            data.get("manager_email"),
            now=self.now,
        )
        self.request.response.setStatus(201 if done.is_new else 200)
        if done.application is None:
            return {"@id": self.context.absolute_url(), "role": done.role}
        self.request.response.setHeader("Location", self.url(done.application))
        return self.for_applicant(done.application)


class ApplicationsPatch(ApplicationsService):
    """Answer: `{decision: accept | decline, message}`."""

    def reply(self):
        application_id = self.one_param()
        data = self.body()
        row = applications.answer(
            self.context,
            application_id,
            data.get("decision"),
            data.get("message"),
            by=_me(),
            now=self.now,
        )
        return self.for_facilitators(row)


class ApplicationsDelete(ApplicationsService):
    """Take the own one back."""

    def reply(self):
        application_id = self.one_param()
        self.body()
        applications.take_back(self.context, application_id, _me())
        return self.reply_no_content()


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
