"""REST of applications: ask, answer, take back."""

from leap.cop import _
from leap.cop.community import people
from leap.cop.community.profiles import profile
from leap.cop.core.errors import Refused
from leap.cop.core.services import CopService
from leap.cop.recruitment.applications import applications
from leap.cop.recruitment.applications import intake
from leap.cop.recruitment.applications import schemas
from leap.cop.recruitment.applications.records import Application
from leap.cop.recruitment.applications.records import Applications
from leap.cop.recruitment.support import rules
from leap.cop.recruitment.support import support
from zope.i18n import translate


class ApplicationsService(CopService):
    """What the applications services share."""

    def url(self, row: Application) -> str:
        return f"{self.context.absolute_url()}/@applications/{row.id}"

    def for_facilitators(self, row: Application) -> dict:
        """Return what facilitators read: who, in which words, when."""
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
        """Return what whoever asked reads of it."""
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
    """Those that wait, for facilitators; for everybody else their own."""

    def _named(self) -> tuple[str, ...]:
        if self.params:
            raise Refused(_("a single request has no address of its own."), "path")
        return ()

    def handle(self):
        box = Applications(self.context)
        if people.may_manage_members(self.context):
            return self.listing(box.waiting(), self.for_facilitators)
        return self.listing(box.of(self.me), self.for_applicant)


class ApplicationsPost(ApplicationsService):
    """Ask to come in: `{message, manager_email?}`."""

    takes = schemas.IApplication

    def handle(self, message=None, manager_email=None):
        done = intake.file(self.context, self.me, message, manager_email, now=self.now)
        self.request.response.setStatus(201 if done.is_new else 200)
        if done.application is None:
            return {"@id": self.context.absolute_url(), "role": done.role}
        self.request.response.setHeader("Location", self.url(done.application))
        return self.for_applicant(done.application)


class ApplicationsPatch(ApplicationsService):
    """Answer: `{decision: accept | decline, message}`."""

    path = "application"
    takes = schemas.IAnswer

    def handle(self, application_id, decision, message=None):
        row = applications.answer(
            self.context, application_id, decision, message, by=self.me, now=self.now
        )
        return self.for_facilitators(row)


class ApplicationsDelete(ApplicationsService):
    """Take one's own back."""

    path = "application"

    def handle(self, application_id):
        applications.take_back(self.context, application_id, self.me)
