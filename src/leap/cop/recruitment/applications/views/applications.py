"""Who asked to come in, and who is on the way in: for whoever lets people in."""

from functools import cached_property
from leap.cop import _
from leap.cop.community import rules as community_rules
from leap.cop.community.membership import Membership
from leap.cop.community.profiles import profile
from leap.cop.community.views.page import CommunityPage
from leap.cop.core.revision import mark_of
from leap.cop.recruitment.applications import applications
from leap.cop.recruitment.applications.applications import Application
from leap.cop.recruitment.applications.applications import Applications
from leap.cop.recruitment.support import rules
from leap.cop.recruitment.support import support
from plone import api
from plone.batching import Batch
from typing import NamedTuple


#: So many on one page.
PAGE_SIZE = 20


class Row(NamedTuple):
    """What facilitators read of one application."""

    id: str
    fullname: str
    organisation: str
    message: str
    date: str
    supported: bool
    asked_at: str


class Candidate(NamedTuple):
    """What facilitators read of somebody on the way in."""

    userid: str
    fullname: str
    organisation: str
    supported: bool
    asked_at: str


class ApplicationsView(CommunityPage):
    """One form for each who waits; one for all, when nobody else can ask."""

    page_title = _("Who asked to come in")

    max_length = rules.MAX_MESSAGE

    @cached_property
    def asks_for_manager(self) -> bool:
        """Whether this community asks for a manager's support."""
        return support.asks_for_support(self.context)

    @cached_property
    def total(self) -> int:
        """How many wait."""
        return Applications(self.context).waiting_total()

    @cached_property
    def batch(self) -> Batch:
        """This page of those who wait."""
        start = self.request.form.get("b_start", "0")
        number = int(start) if isinstance(start, str) and start.isdecimal() else 0
        waiting = Applications(self.context).waiting()
        return Batch(waiting, PAGE_SIZE, min(number, max(len(waiting) - 1, 0)))

    @property
    def rows(self) -> list[Row]:
        """Those on this page, whoever waits longest first."""
        return [self._row(waiting) for waiting in self.batch]

    def _row(self, waiting: Application) -> Row:
        seen = profile(waiting.userid)
        return Row(
            id=waiting.id,
            fullname=seen.fullname,
            organisation=seen.organisation,
            message=waiting.message,
            date=api.portal.get_localized_time(waiting.filed),
            supported=self._is_supported(waiting.userid),
            asked_at=support.asked_at(self.context, waiting.userid),
        )

    def _is_supported(self, userid: str) -> bool:
        return rules.counts(support.support_of(self.context, userid).state)

    @property
    def earlier(self) -> str:
        """Where those are who wait longer, empty for nowhere."""
        batch = self.batch
        return self._page(batch.previous.first) if batch.has_previous else ""

    @property
    def later(self) -> str:
        """Where those are who asked later, empty for nowhere."""
        batch = self.batch
        return self._page(batch.next.first) if batch.has_next else ""

    def _page(self, first: int) -> str:
        return f"{self.url}/applications?b_start={first}"

    @property
    def all_at_once(self) -> bool:
        """Whether all can be answered alike: nobody new can ask any more."""
        return bool(self.total) and self.context.join_policy != "apply"

    @cached_property
    def candidates(self) -> list[Candidate]:
        """Who is on the way in."""
        membership = Membership(self.context)
        rows = [
            row
            for row in membership.listed()
            if row.role == community_rules.CANDIDATE and not row.paused
        ]
        names = membership.names(row.userid for row in rows)
        return [
            Candidate(
                row.userid,
                names[row.userid],
                row.organisation,
                self._is_supported(row.userid),
                support.asked_at(self.context, row.userid),
            )
            for row in rows
        ]

    def typed_for(self, row: Row) -> str:
        """Give what was typed as an answer to one of them, when it did not go out."""
        return self.typed("message") if self.typed("id") == row.id else ""

    # What an answer rests on

    def revision_of(self, kind: str, which: str = "") -> str:
        """Return what a form carries: about one, about all, or somebody on the way."""
        return mark_of(self.parts_of(kind, which))

    def parts_of(self, kind: str, which: str) -> dict[str, object]:
        """Return what an answer rests on, by what is done."""
        if kind == "without":
            return {"on the way": which in {row.userid for row in self.candidates}}
        rows = [
            (row.userid, row.message, self._is_supported(row.userid))
            for row in Applications(self.context).waiting()
            if kind == "all" or row.id == which
        ]
        return {"waiting": rows} if rows else {}

    def rests_on(self) -> dict[str, object]:
        act = self.typed("act")
        if act in ("accept-all", "decline-all"):
            return self.parts_of("all", "")
        if act == "without":
            return self.parts_of(act, self.typed("userid"))
        if act in (applications.ACCEPT, applications.DECLINE):
            return self.parts_of("one", self.typed("id"))
        return {}

    # Answering

    def act(self) -> str:
        acts = {
            "accept": self._answer,
            "decline": self._answer,
            "accept-all": self._answer_all,
            "decline-all": self._answer_all,
            "without": self._let_in_without,
        }
        self.chosen(acts)(self.typed("act"))
        return f"{self.url}/applications"

    @property
    def _me(self) -> str:
        return api.user.get_current().getId() or ""

    def _answer(self, name: str) -> None:
        row = applications.answer(
            self.context,
            self.typed("id"),
            name,
            self.typed("message"),
            by=self._me,
            now=self.now,
        )
        words = {"name": self.home.membership.fullname(row.userid)}
        if name == applications.ACCEPT:
            self.say_done(_("${name} is welcome, and gets a mail.", mapping=words))
        else:
            self.say_done(_("${name} gets a mail with your answer.", mapping=words))

    def _answer_all(self, name: str) -> None:
        count = applications.answer_all(
            self.context,
            name.removesuffix("-all"),
            self.typed("message"),
            by=self._me,
            now=self.now,
        )
        self.say_done(_("Answered: ${count}.", mapping={"count": count}))

    def _let_in_without(self, name: str) -> None:
        userid = self.typed("userid")
        support.waive(self.context, userid, by=self._me, now=self.now)
        words = {"name": self.home.membership.fullname(userid)}
        self.say_done(_("${name} needs no word of a manager any more.", mapping=words))
