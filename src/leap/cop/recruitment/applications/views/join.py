"""Asking to come in, or coming in; afterwards how far it is, and taking it back."""

from functools import cached_property
from leap.cop import _
from leap.cop.community import joining
from leap.cop.community import rules as community_rules
from leap.cop.community.views.page import CommunityPage
from leap.cop.core import dates
from leap.cop.core.pages.stale import PROTECTS
from leap.cop.recruitment.applications import applications
from leap.cop.recruitment.applications import intake
from leap.cop.recruitment.applications.records import Application
from leap.cop.recruitment.applications.records import Applications
from leap.cop.recruitment.applications.schemas import IAsking
from leap.cop.recruitment.support import support
from plone import api
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from zope.interface import Interface


class JoinView(CommunityPage):
    """The one page for somebody who wants to come in."""

    index = ViewPageTemplateFile("../templates/join.pt")
    page_title = _("Ask to join")
    has_columns = False
    is_about_practice = True
    unseen = {"take_back": PROTECTS}

    def rests_on(self) -> dict[str, object]:
        """Return by which rules one comes in: whoever asks may be in at once."""
        names = ("join_policy", "requires_agreement", "requires_manager_support")
        return {name: getattr(self.context, name) for name in names}

    @property
    def belongs(self) -> bool:
        """Whether the reader is in already."""
        return self.home.role not in (None, community_rules.CANDIDATE)

    @property
    def is_on_the_way_in(self) -> bool:
        """Whether the reader is a candidate."""
        return self.home.role == community_rules.CANDIDATE

    @cached_property
    def mine(self) -> Application | None:
        """What the reader asked and nobody has answered yet."""
        return Applications(self.context).waiting_of(self.me)

    @property
    def was_answered(self) -> bool:
        """Whether there is an earlier answer to read."""
        rows = Applications(self.context).of(self.me)
        return any(not row.waits for row in rows)

    @property
    def answers_url(self) -> str:
        """Where the reader's answers stand."""
        return f"{api.portal.get().absolute_url()}/my-applications"

    @property
    def filed(self) -> str:
        """The day the reader asked."""
        filed = self.mine.filed if self.mine is not None else None
        return dates.day(filed) if filed else ""

    @property
    def _is_free(self) -> bool:
        return self.home.role is None and self.mine is None

    @property
    def may_ask(self) -> bool:
        """Whether the page has the form to ask."""
        return self._is_free and self.context.join_policy == "apply"

    @property
    def may_come_in(self) -> bool:
        """Whether one button lets the reader in."""
        return self._is_free and self.context.join_policy == "open"

    @property
    def needs_invitation(self) -> bool:
        """Whether people come in by invitation alone."""
        return self._is_free and self.context.join_policy == "invite"

    @property
    def labels(self) -> dict[str, object]:
        """The one thing to do now."""
        if self.mine is not None:
            return {"take_back": _("Take my request back")}
        if self.may_ask:
            return {"ask": _("Ask to join")}
        return {"ask": _("Join now")} if self.may_come_in else {}

    @property
    def leave(self):
        """What leaves it as it is, where there is something to decide."""
        return _("Not now") if self.mine is None else ""

    @property
    def asks(self) -> type[Interface] | None:
        """What the form asks."""
        return IAsking if self.may_ask else None

    @property
    def takes(self) -> type[Interface] | None:
        needs_words = self.context.join_policy == "apply"
        return IAsking if needs_words and self.typed("act") == "ask" else None

    @property
    def lacking(self) -> list[joining.Lacking]:
        """What somebody on the way in still needs."""
        return joining.lacking(self.context, self.me)

    @property
    def may_ask_manager(self) -> bool:
        """Whether the reader's manager could be asked now."""
        return support.may_ask(self.context, self.me)

    @property
    def asks_for_manager(self) -> bool:
        """Whether this community asks for a manager's support."""
        return support.asks_for_support(self.context)

    def act(self, **sent: str) -> str:
        acts = {"ask": self._ask, "take_back": self._take_back}
        return self.chosen(acts)(**sent)

    def _ask(self, message: str = "") -> str:
        done = intake.file(self.context, self.me, message, now=self.now)
        if done.role == community_rules.CANDIDATE:
            self.say_done(_("You are on the way in."))
            return f"{self.url}/join"
        if done.role is not None:
            self.say_done(_("Welcome! You are a member now."))
            return self.url
        self.say_done(_("Your message is with the facilitators now. Thank you!"))
        if done.is_new and self.asks_for_manager:
            return f"{self.url}/ask-manager"
        return f"{self.url}/join"

    def _take_back(self) -> str:
        waits = self.mine
        if waits is not None:
            applications.take_back(self.context, waits.id, self.me)
        self.say_done(_("Request taken back. Nothing has been kept."))
        return self.url
