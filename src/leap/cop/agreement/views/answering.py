"""What changed, and the reader's own answer to it."""

from functools import cached_property
from leap.cop import _
from leap.cop.agreement import acceptance
from leap.cop.agreement import rules
from leap.cop.agreement import versions
from leap.cop.agreement import voices
from leap.cop.agreement.rules import Difference
from leap.cop.agreement.rules import Version
from leap.cop.agreement.schemas import IAcceptance
from leap.cop.agreement.views.page import AgreementPage
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.pages.stale import ASKS
from leap.cop.core.schemas import taken
from plone import api
from zExceptions import NotFound


#: What the buttons send, and what is said afterwards.
_DONE = {
    rules.ACCEPTED: _("Thank you. Your yes has been saved."),
    rules.TALK: _("Thank you. The facilitators can see that you would like to talk."),
    rules.DECLINED: _(
        "Thank you for saying so. You keep your place, your meetings and your own "
        "stories."
    ),
    rules.WITHDRAWN: _(
        "You have taken back your yes. You can say yes again at any time."
    ),
}

#: What the reader said to the newest version already.
_SAID = {
    rules.ACCEPTED: _("You said yes to it."),
    rules.TALK: _(
        "You said that you would like to talk first. You can change "
        "your answer at any time."
    ),
    rules.DECLINED: _(
        "You said that you do not agree. You can change your answer at any time."
    ),
    rules.WITHDRAWN: _(
        "You took your yes back. You can change your answer at any time."
    ),
}

#: What is said to somebody on the way in, where that is another thing.
_DONE_ON_THE_WAY = {
    **_DONE,
    rules.DECLINED: _("Thank you for saying so. You stay on the way in."),
}

#: The same who came in by it.
_CAME_IN = _("Welcome! You are a member now.")

CONTEST = "contest"


class WhatChangedView(AgreementPage):
    """What differs from what the reader keeps to, and the answer below."""

    page_title = _("Our agreement: what do you say?")
    #: An answer carries the version and its words, which say more than a revision.
    unseen = {"": ASKS}

    @cached_property
    def newest(self) -> Version:
        """The version that is answered."""
        found = rules.newest(self.versions)
        if found is None:
            raise NotFound(self.__name__)
        return found

    @property
    def kept(self) -> Version | None:
        """The version that the reader keeps to, None for none."""
        kept_to = self.record.kept_to(self.me)
        return self.versions[kept_to - 1] if kept_to else None

    @property
    def is_first_time(self) -> bool:
        """Whether the reader keeps to nothing yet, and reads all of it."""
        return self.kept is None

    @property
    def differences(self) -> list[Difference]:
        """What is new, gone or other than what the reader keeps to."""
        if self.kept is None:
            return []
        found = rules.differences(self.kept, self.newest)
        other = rules.organisations_difference(self.kept, self.newest)
        return [*found, other] if other is not None else found

    @property
    def begins(self) -> str:
        """From when it counts."""
        return self.day(versions.counts_from(self.record, self.newest))

    @property
    def may_answer(self) -> bool:
        """Whether the reader has an answer to give."""
        return self.voice is not None

    @property
    def home_url(self) -> str:
        """The home of the community."""
        return self.community.absolute_url()

    @property
    def came_from(self) -> str:
        """Where the reader came from, on this site; otherwise the community's home."""
        url, base = self.typed("came_from"), api.portal.get().absolute_url()
        is_here = url == base or url.startswith(f"{base}/")
        known = api.portal.get_tool("portal_url").isURLInPortal(url)
        return url if is_here and known else self.home_url

    @property
    def says_yes(self) -> bool:
        """Whether the reader said yes to exactly this version."""
        return self.mine.answer == rules.ACCEPTED

    @property
    def question(self):
        """What the reader is asked; or that there is nothing to ask."""
        return _("You have said yes") if self.says_yes else _("Will you keep to it?")

    @property
    def said(self):
        """What the reader said already; empty for nothing."""
        return _SAID.get(self.mine.answer or "", "")

    @property
    def hurry(self):
        """What depends on the answer now; empty for whoever has answered."""
        if self.mine.waits:
            return _(
                "Until you say yes, you cannot read stories that others share "
                "only with this community."
            )
        if self.voice == voices.CANDIDATE and not self.says_yes:
            return _(
                "Before you become a member, the group asks for your yes. Take your "
                "time."
            )
        return "" if self.mine.answer else _("You do not have to answer at once.")

    @property
    def may_contest(self) -> bool:
        """Whether the reader can say that a small change is none."""
        return (
            self.is_inside
            and self.newest.n not in self.record.contested
            and rules.may_be_contested(self.newest, self.now)
        )

    def show(self):
        """Return the page; for whoever answers nothing there is none."""
        if not self.may_answer or not self.versions:
            raise NotFound(self.__name__)
        return super().show()

    def act(self) -> str:
        """Answer, or say that a small change is none."""
        name, number = self.typed("act"), self.typed("version")
        was_inside = self.is_inside
        if name == CONTEST:
            if number != str(self.newest.n):
                raise NotNow(_("There is a newer version. Please read it first."))
            versions.contest(self.context, number, by=self.me, now=self.now)
            self.say_done(
                _(
                    "Everybody is being asked now. The text stays as it is in the "
                    "meantime."
                )
            )
            return self.url
        if name not in _DONE:
            raise Refused(_("choose one of the buttons."), "act")
        language = api.portal.get_current_language()
        sent = {**self.request.form, "answer": name, "language": language}
        said = taken(sent, IAcceptance, is_form=True)
        acceptance.answer(
            self.context,
            said.pop("answer"),
            userid=self.me,
            now=self.now,
            channel="browser",
            **said,
        )
        self.say_done(self._thanks(name, was_inside))
        return self.came_from if name == rules.ACCEPTED else self.home_url

    def _thanks(self, name: str, was_inside: bool):
        """Return what is said after an answer."""
        if was_inside:
            return _DONE[name]
        now = voices.voice_of(self.context, self.me)
        return _CAME_IN if now in voices.PEOPLE else _DONE_ON_THE_WAY[name]

    def refuse(self, error: Exception) -> None:
        """Say what is wrong; the page shows by itself what is newest now."""
        super().refuse(error)
        if isinstance(error, NotNow):
            self.__dict__.pop("versions", None)
            self.__dict__.pop("newest", None)
