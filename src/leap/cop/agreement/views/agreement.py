"""The agreement itself: what is in force, and what the reader does next."""

from leap.cop import _
from leap.cop.agreement import acceptance
from leap.cop.agreement import rules
from leap.cop.agreement import voices
from leap.cop.agreement.content import find_agreement
from leap.cop.agreement.content import PORTAL_TYPE
from leap.cop.agreement.rules import Version
from leap.cop.agreement.sent import TITLE
from leap.cop.agreement.views.page import AgreementPage
from leap.cop.agreement.views.page import how_many
from leap.cop.community.views.page import CommunityPage
from leap.cop.core import binding
from leap.cop.core.errors import NotNow
from plone import api
from typing import NamedTuple


_WENT_WRONG = _("I want to say that something went wrong")

_SEEN_BY = {
    "private": _("Facilitators"),
    "community": _("Members, and people on the way in"),
    "public": _("All staff"),
}


class Next(NamedTuple):
    """The card on top: where the reader stands, and the one thing to do."""

    title: str
    text: str
    page: str
    button: str


class Link(NamedTuple):
    """A quiet link: what can always be done."""

    url: str
    sign: str
    text: object


class AgreementView(AgreementPage):
    """One line, where the reader stands, the rules, and facts about them."""

    @property
    def page_title(self) -> str:
        """What the group calls it."""
        return self.context.title

    @property
    def version(self) -> Version | None:
        """The version to show: in force, or else the first that is announced."""
        found = rules.in_force(self.versions, self.today)
        return found or rules.newest(self.versions)

    @property
    def is_in_force(self) -> bool:
        """Whether it counts already."""
        return rules.in_force(self.versions, self.today) is not None

    @property
    def is_private(self) -> bool:
        """Whether facilitators alone see it."""
        return binding.state_of(self.context) == "private"

    @property
    def effective(self) -> str:
        """From when the shown version counts."""
        return self.day(self.version.effective)

    @property
    def announced(self) -> Version | None:
        """The version that is to come, where another one is in force."""
        return rules.announced(self.versions, self.today) if self.is_in_force else None

    @property
    def answered(self):
        """How many said yes to what is newest, for those who see that."""
        if not self.versions or not voices.reads_totals(self.context, self.voice):
            return ""
        return how_many(*acceptance.totals(self.context))

    @property
    def seen_by(self):
        """Who sees it."""
        return _SEEN_BY[binding.state_of(self.context)]

    @property
    def links(self) -> list[Link]:
        """What can always be done here."""
        found = []
        if self.versions:
            found.append(self._link("versions", "clock", _("All versions")))
        if self.versions and self.voice is not None:
            found.append(self._link("what-changed", "check2-square", _("My answer")))
        if self.is_inside:
            found.append(self._link("clauses", "pencil", _("Suggest a rule")))
        if self.facilitates:
            found += [
                self._link("who-has-answered", "people", _("Who has answered")),
                self._link("agreement-script", "printer", _("Print the script")),
                self._link("change-audience", "eye", _("Who sees it")),
                self._link("edit", "gear", _("Edit its title and one-line summary")),
            ]
        if self.voice is not None:
            where = f"{self.community.absolute_url()}/say-something"
            found.append(Link(where, "chat-left-text", _WENT_WRONG))
        return found

    def _link(self, page: str, sign: str, text: object) -> Link:
        return Link(f"{self.url}/{page}", sign, text)

    @property
    def next(self) -> Next | None:
        """What the reader does next."""
        if self.voice is None:
            return None
        if not self.versions:
            return self._nothing_in_force()
        if self.has_answered:
            return None
        return self._to_answer()

    def _nothing_in_force(self) -> Next | None:
        if not self.is_inside:
            return None
        if self.facilitates:
            return Next(
                _("Nothing has been agreed yet"),
                _(
                    "Do it together in half an hour: print the script, or start "
                    "writing what you already know."
                ),
                "/clauses",
                _("Write a rule"),
            )
        return Next(
            _("Your group has not agreed on its rules yet"),
            _("What should the agreement say?"),
            "/clauses",
            _("Write a rule"),
        )

    def _to_answer(self) -> Next:
        if not self.mine.keeps_to:
            return Next(
                _("We are waiting for your answer")
                if self.mine.waits
                else _("Will you keep to it?"),
                _(
                    "Read it in your own time. You can say yes, say no, or ask to talk "
                    "first."
                ),
                "/what-changed",
                _("Read it and answer"),
            )
        words = {"kept": self.mine.keeps_to, "new": self.mine.version}
        text = _(
            "You said yes to version ${kept}. Version ${new} is new.", mapping=words
        )
        if self.mine.until is not None:
            words["day"] = self.day(self.mine.until)
            text = _(
                "You said yes to version ${kept}. Version ${new} applies from ${day}.",
                mapping=words,
            )
        return Next(
            _("There is a newer version"),
            text,
            "/what-changed",
            _("See what changed"),
        )


class BeginAgreementView(CommunityPage):
    """Begin the agreement of a community; nothing stands in it before."""

    page_title = _("Your group's agreement")
    lead = _(
        "What do you promise each other about what is said here? Your "
        "group writes its own rules, and everybody is asked to say "
        "yes to exactly those rules."
    )
    button = _("Start our agreement")
    leave = _("Not now")
    tab = "about"

    @property
    def may_act(self) -> bool:
        """Whether there is none yet."""
        return find_agreement(self.context) is None

    def show(self):
        """Return the page, or go to the agreement that is there."""
        agreement = find_agreement(self.context)
        if agreement is not None:
            self.request.response.redirect(agreement.absolute_url())
            return ""
        return super().show()

    def act(self) -> str:
        """Make it; members see it at once where they see the community."""
        if not self.may_act:
            raise NotNow(_("There is already an agreement."))
        agreement = api.content.create(
            self.context, type=PORTAL_TYPE, title=api.portal.translate(TITLE)
        )
        if binding.state_of(self.context) != "private":
            api.content.transition(agreement, "share")
            self.say_done(_("Started. Members can see it and write with you."))
        else:
            self.say_done(_("Started. Only facilitators see it until you show it."))
        return f"{agreement.absolute_url()}/clauses"


class VersionsView(AgreementPage):
    """All versions, newest first, each with its words."""

    page_title = _("All versions of our agreement")
    is_about_practice = False

    def place_of(self, version: Version):
        """Return where a version stands: to come, or in force; empty for earlier."""
        if version.effective > self.today:
            return _("Not yet in force")
        found = rules.in_force(self.versions, self.today)
        return _("In force") if found is not None and found.n == version.n else ""

    @property
    def rows(self) -> list[Version]:
        """The versions, newest first."""
        return self.versions[::-1]
