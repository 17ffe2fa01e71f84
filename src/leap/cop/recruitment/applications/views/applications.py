"""Who asked to come in, and who is on the way in: for whoever lets people in."""

from functools import cached_property
from leap.cop import _
from leap.cop.community import rules as community_rules
from leap.cop.community.membership import Membership
from leap.cop.community.profiles import profile
from leap.cop.community.views.page import CommunityPage
from leap.cop.core import dates
from leap.cop.core.pages.asked import Asked
from leap.cop.core.pages.components import Row
from leap.cop.core.pages.components import RowButton
from leap.cop.core.pages.pager import Pages
from leap.cop.core.revision import mark_of
from leap.cop.recruitment.applications import applications
from leap.cop.recruitment.applications.records import Application
from leap.cop.recruitment.applications.records import Applications
from leap.cop.recruitment.applications.schemas import IWords
from leap.cop.recruitment.support import rules
from leap.cop.recruitment.support import support
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.interface import Interface


#: Which row stands for all who wait; no application has this id.
ALL = "all"


class ApplicationsView(CommunityPage):
    """One form for each who waits; one for all, when nobody else can ask."""

    index = ViewPageTemplateFile("../templates/applications.pt")
    page_title = _("Requests to join")
    tab = "people"
    has_columns = False

    @cached_property
    def asks_for_manager(self) -> bool:
        """Whether this community asks for a manager's support."""
        return support.asks_for_support(self.context)

    @cached_property
    def total(self) -> int:
        """How many wait."""
        return Applications(self.context).waiting_total()

    @cached_property
    def pages(self) -> Pages:
        """Those who wait, whoever waits longest first, as pages."""
        waiting = Applications(self.context).waiting()
        return Pages(waiting, self.request, url=f"{self.url}/applications")

    @cached_property
    def row_forms(self) -> list[Row]:
        """Those on this page, one form each; before them one for all, if it can be."""
        everybody = [self._everybody] if self.all_at_once else []
        return everybody + [self._row(waiting) for waiting in self.pages.here]

    def _row(self, waiting: Application) -> Row:
        seen = profile(waiting.userid)
        filed = dates.day(waiting.filed)
        facts = (seen.organisation, filed, *self._support_of(waiting.userid))
        return Row(
            seen.fullname,
            [
                RowButton("accept", _("Let in"), seen.fullname, look="primary"),
                RowButton("decline", _("Not now"), seen.fullname),
            ],
            sends={"id": waiting.id},
            revision=mark_of(self.parts_of("one", waiting.id)),
            facts=[*filter(None, facts)],
            said=waiting.message,
            fields=self._words_to(seen.fullname, waiting.id),
        )

    def _words_to(self, name: str, row: str) -> list[Asked]:
        """Return the field for an answer, which says whom it is to."""
        title = _("Your message to ${name}", mapping={"name": name})
        return [one._replace(title=title) for one in self.fields_of(IWords, row)]

    @property
    def _everybody(self) -> Row:
        """All who wait, to be answered alike."""
        return Row(
            _("Nobody new can ask now, but not everybody who asked has an answer yet"),
            [
                RowButton("accept-all", _("Let everybody in"), look="primary"),
                RowButton("decline-all", _("Tell everybody: not now")),
            ],
            text=_(
                "People waiting for an answer: ${count}. Answer them one by "
                "one, or give everybody the same answer.",
                mapping={"count": self.total},
            ),
            sends={"id": ALL},
            revision=mark_of(self.parts_of(ALL, "")),
            fields=self.fields_of(IWords, ALL),
        )

    def _is_supported(self, userid: str) -> bool:
        return rules.counts(support.support_of(self.context, userid).state)

    def _support_of(self, userid: str) -> list:
        """Return what facilitators read of a manager's word, as facts."""
        if not self.asks_for_manager:
            return []
        domain = support.asked_at(self.context, userid)
        yes, not_yet = _("Manager's support: yes"), _("Manager's support: not yet")
        asked_at = _(
            "Email sent to an address at ${domain}", mapping={"domain": domain}
        )
        found = yes if self._is_supported(userid) else not_yet
        return [found, asked_at] if domain else [found]

    @property
    def all_at_once(self) -> bool:
        """Whether all can be answered alike: nobody new can ask any more."""
        return bool(self.total) and self.context.join_policy != "apply"

    @cached_property
    def candidates(self) -> list[Row]:
        """Who is on the way in."""
        membership = Membership(self.context)
        rows = [
            row
            for row in membership.listed()
            if row.role == community_rules.CANDIDATE and not row.paused
        ]
        names = membership.names(row.userid for row in rows)
        return [self._candidate(row, names[row.userid]) for row in rows]

    def _candidate(self, row, name: str) -> Row:
        may_do_without = self.asks_for_manager and not self._is_supported(row.userid)
        without = RowButton("without", _("Let in without a manager's support"), name)
        return Row(
            name,
            [without] if may_do_without else [],
            text=row.organisation,
            sends={"userid": row.userid},
            revision=mark_of(self.parts_of("without", row.userid)),
            facts=self._support_of(row.userid),
        )

    # What an answer rests on

    def parts_of(self, kind: str, which: str) -> dict[str, object]:
        """Return what an answer rests on, by what is done."""
        if kind == "without":
            role = Membership(self.context).role_of(which)
            return {"on the way": role == community_rules.CANDIDATE}
        rows = [
            (row.userid, row.message, self._is_supported(row.userid))
            for row in Applications(self.context).waiting()
            if kind == ALL or row.id == which
        ]
        return {"waiting": rows} if rows else {}

    def rests_on(self) -> dict[str, object]:
        act = self.typed("act")
        if act in ("accept-all", "decline-all"):
            return self.parts_of(ALL, "")
        if act == "without":
            return self.parts_of(act, self.typed("userid"))
        if act in (applications.ACCEPT, applications.DECLINE):
            return self.parts_of("one", self.typed("id"))
        return {}

    # Answering

    @property
    def sent_row(self) -> str:
        return self.typed("id")

    @property
    def takes(self) -> type[Interface] | None:
        return None if self.typed("act") == "without" else IWords

    def act(self, message: str = "") -> str:
        acts = {
            "accept": self._answer,
            "decline": self._answer,
            "accept-all": self._answer_all,
            "decline-all": self._answer_all,
            "without": self._let_in_without,
        }
        self.chosen(acts)(self.typed("act"), message)
        return f"{self.url}/applications"

    def _answer(self, name: str, message: str) -> None:
        row = applications.answer(
            self.context,
            self.typed("id"),
            name,
            message,
            by=self.me,
            now=self.now,
        )
        words = {"name": self.home.membership.fullname(row.userid)}
        if name == applications.ACCEPT:
            self.say_done(
                _("${name} has been let in, and gets an email.", mapping=words)
            )
        else:
            self.say_done(
                _("${name} gets an email with a link to your answer.", mapping=words)
            )

    def _answer_all(self, name: str, message: str) -> None:
        count = applications.answer_all(
            self.context,
            name.removesuffix("-all"),
            message,
            by=self.me,
            now=self.now,
        )
        self.say_done(_("Requests answered: ${count}.", mapping={"count": count}))

    def _let_in_without(self, name: str, message: str) -> None:
        userid = self.typed("userid")
        support.waive(self.context, userid, by=self.me, now=self.now)
        words = {"name": self.home.membership.fullname(userid)}
        self.say_done(_("${name} no longer needs a manager's support.", mapping=words))
