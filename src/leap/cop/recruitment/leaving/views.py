"""Leaving, by oneself: each own story, what will happen, then out; no question why.

And the page of the link with which a leaver still decides about their own stories: at
the site root, for whoever holds the token.
"""

from functools import cached_property
from leap.cop import _
from leap.cop.community.views.page import CommunityPage
from leap.cop.core.errors import Refused
from leap.cop.core.pages.asked import Asked
from leap.cop.core.pages.asked import choice_among
from leap.cop.core.pages.components import Row
from leap.cop.core.pages.components import RowButton
from leap.cop.core.pages.forms import REFUSALS
from leap.cop.core.pages.secret_link import keep_to_oneself
from leap.cop.core.pages.secret_link import SecretLinkPage
from leap.cop.core.revision import parts_of
from leap.cop.core.site_url import site_address
from leap.cop.recruitment.leaving import leaving
from leap.cop.recruitment.leaving import links
from leap.cop.recruitment.leaving.schemas import IDeleting
from leap.cop.recruitment.leaving.schemas import ILink
from leap.cop.recruitment.leaving.schemas import ILinkByMail
from leap.cop.story.display.attribution import is_name_chosen
from leap.cop.story.lifecycle import audience
from leap.cop.story.lifecycle.lifecycle import state_of
from leap.cop.story.sharing import leaving_choices
from plone import api
from plone.protect.authenticator import check
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import NamedTuple
from zope.interface import Interface

import transaction


#: What the name of a story's choice begins with; its id follows.
_STORY = "story-"

_CHOICES = {
    leaving_choices.KEEP: _("Keep it as it is"),
    leaving_choices.ANONYMISE: _("Keep it, without my name"),
    leaving_choices.TAKE_BACK: _("Take it back: only I can read it"),
}

#: What the holder of a link can do with a story, and how the button looks.
_ACTS = (
    (leaving_choices.TAKE_BACK, _("Take it back"), "outline-primary"),
    (leaving_choices.ANONYMISE, _("Take my name off"), "outline-primary"),
    (leaving.DELETE, _("Delete for good"), "outline-danger"),
)

#: What is said of each before it happens.
_WILL = {
    leaving_choices.KEEP: _("stays as it is"),
    leaving_choices.ANONYMISE: _(
        "stays, without your name; if all staff can read it "
        "now, it goes back to the reviewers first"
    ),
    leaving_choices.TAKE_BACK: _("comes back to you, and only you can read it"),
}


class Own(NamedTuple):
    """One of the leaver's stories."""

    id: str
    title: str
    who: object
    options: dict[str, object]
    typed: str

    @property
    def field(self) -> str:
        """The name under which a choice is sent."""
        return f"{_STORY}{self.id}"

    @property
    def choice(self) -> str:
        """What was chosen; it stays as it is where nothing was."""
        return self.typed or leaving_choices.KEEP

    @property
    def will(self):
        """What will happen."""
        return _WILL[self.choice]


class LeaveView(CommunityPage):
    """Leaving: choose, read what will happen, leave."""

    index = ViewPageTemplateFile("templates/leave-community.pt")
    page_title = _("Leave this community?")
    tab = "people"
    has_columns = False
    leave = _("Stay")
    pressed = "step"

    def rests_on(self) -> dict[str, object]:
        """Return what the reader's stories are now: keeping one keeps it as it is."""
        return {
            "stories": sorted(
                (*map(str, parts_of(story).values()), state_of(story))
                for story in self.own
            )
        }

    @property
    def belongs(self) -> bool:
        """Whether the reader belongs here at all."""
        return self.home.role is not None

    @cached_property
    def is_last_facilitator(self) -> bool:
        """Whether nobody else facilitates; then a successor comes first."""
        return self.home.membership.is_last_facilitator(self.me)

    @property
    def may_act(self) -> bool:
        """Whether there is anything to confirm."""
        return self.belongs and not self.is_last_facilitator

    @cached_property
    def own(self) -> list:
        """The reader's stories here, in every state."""
        return leaving_choices.own_stories_in(self.context, self.me)

    @cached_property
    def stories(self) -> list[Own]:
        """Those of them that somebody else reads, or may read after a review."""
        rows = (self._row(story) for story in self.own)
        return [row for row in rows if len(row.options) > 1]

    def _row(self, story) -> Own:
        possible = leaving_choices.choices_possible(story)
        return Own(
            id=story.getId(),
            title=story.title,
            who=who_reads(story),
            options={value: _CHOICES[value] for value in possible},
            typed=self.typed(f"{_STORY}{story.getId()}"),
        )

    @property
    def only_mine(self) -> int:
        """How many stories nobody else reads; they stay so."""
        return len(self.own) - len(self.stories)

    @property
    def confirms(self) -> bool:
        """Whether this is the page that says what will happen."""
        confirms = self.stories and self.typed("step") == "confirm"
        return bool(confirms) and self.may_act and not self.problem

    @property
    def chooses(self) -> bool:
        """Whether this is the page to choose on."""
        return self.may_act and not self.confirms

    @property
    def labels(self) -> dict[str, object]:
        """What was chosen is shown once more before it happens."""
        if self.confirms:
            return {"leave": _("Leave"), "change": _("Change my choices")}
        return {"confirm": _("Continue")} if self.stories else {"leave": _("Leave")}

    @property
    def fields(self) -> list[Asked]:
        """A choice for each story; and whether there shall be a link."""
        if not self.chooses:
            return []
        each = [
            choice_among(
                story.options,
                name=story.field,
                title=story.title,
                help=story.who,
                value=story.choice,
                problem=self.problems.get(story.field, ""),
            )
            for story in self.stories
        ]
        return each + (self.fields_of(self._asks_for_link) if self.own else [])

    @property
    def _asks_for_link(self) -> type[Interface]:
        return ILinkByMail if self.has_address else ILink

    @property
    def carries(self) -> list[str]:
        """What was chosen, on the page that says what will happen."""
        if not self.confirms:
            return []
        return [*(story.field for story in self.stories), "link", "mail_link"]

    @property
    def has_address(self) -> bool:
        """Whether there is an address to write to."""
        return bool(api.user.get_current().getProperty("email", ""))

    def answer(self):
        """Show what will happen; do it after the button there."""
        check(self.request)
        try:
            if self.stories and self.typed("step") in ("confirm", "change"):
                self._check_choices()
                return self.show()
            if any(story.choice != leaving_choices.TAKE_BACK for story in self.stories):
                self.check_seen()
            self._check_choices()
            token = self._leave()
        except REFUSALS as error:
            transaction.abort()
            self.refuse(error)
            return self.show()
        if token:
            return self._show_link(token)
        self.say_done(
            _(
                "You have left ${community}. Thank you for being part of it.",
                mapping={"community": self.context.title},
            )
        )
        site = api.portal.get().absolute_url()
        self.request.response.redirect(f"{site}/communities", status=303)
        return ""

    def _check_choices(self) -> None:
        for story in self.stories:
            if story.choice not in story.options:
                raise Refused(_("choose one of these."), story.field)

    def _leave(self) -> str:
        sent = {
            name.removeprefix(_STORY): self.typed(name)
            for name in self.request.form
            if name.startswith(_STORY) and self.typed(name)
        }
        return leaving.leave(
            self.context,
            self.me,
            sent,
            now=self.now,
            with_link=bool(self.typed("link")),
            by_mail=bool(self.typed("mail_link")),
        )

    def _show_link(self, token: str):
        # Here and now, without an address to go on to: the link would stand in the
        # history of a browser, and this page does not come again.
        page = LeftView(api.portal.get(), self.request)
        page.page_title = _(
            "You have left ${community}", mapping={"community": self.context.title}
        )
        page.by_mail = bool(self.typed("mail_link"))
        page.address = leaving.address(site_address(api.portal.get()), token)
        return page()


class LeftView(SecretLinkPage):
    """After leaving: the link, shown this one time. Registered nowhere."""

    index = ViewPageTemplateFile("templates/left.pt")
    lead = _("Thank you for being part of it. What you heard there stays there.")
    opened = True

    address = ""
    by_mail = False

    def __call__(self):
        keep_to_oneself(self.request)
        return self.index()


def who_reads(story):
    """Return who can read a story now, and what it says of its teller, if anything."""
    if not is_name_chosen(story):
        return _(
            "Who can read it now: ${readers}",
            mapping={"readers": audience.audience_of(story).text},
        )
    return _(
        "Who can read it now: ${readers} (${name})",
        mapping={
            "readers": audience.audience_of(story).text,
            "name": api.portal.translate(shown_name(story)),
        },
    )


def shown_name(story):
    """Return what a story says of its teller, as its teller reads it."""
    return _NAMES.get(story.attribution, _NAMES["anonymous"])


_NAMES = {
    "name": _("with your name"),
    "role": _("with your role"),
    "anonymous": _("without a name"),
}


#: What is said afterwards.
_DONE = {
    leaving_choices.ANONYMISE: _("Your name has been taken off this story."),
    leaving_choices.TAKE_BACK: _("Only you can read it now."),
    leaving.DELETE: _("The story has been deleted."),
}


#: Of a story that is its teller's alone, once the teller has no account.
_NOBODY = _("Nobody can read it now.")


class MyStoriesLinkView(SecretLinkPage):
    """`@@my-stories-link/<token>`."""

    index = ViewPageTemplateFile("templates/my-stories-link.pt")
    page_title = _("Your stories")
    lead = _(
        "The stories you told before you left, and who can read them "
        "now. You can take them back at once, and nobody asks why."
    )
    purpose = links.PURPOSE
    over_text = _(
        "It may have been switched off, or replaced by a newer one. "
        "If you have an account, your stories are under “My stories”. "
        "A site administrator can help too."
    )

    @cached_property
    def opened(self) -> leaving.Found | None:
        """What the link opens."""
        return leaving.find(self.token, now=self.now)

    def act(self) -> str:
        act = self.typed("act")
        if act == "end":
            leaving.end_link(self.opened)
            return self.url
        if act == leaving.DELETE and not self.typed("sure"):
            raise Refused(
                _("Please tick the box first. A deleted story cannot be brought back."),
                "sure",
            )
        leaving.decide(self.opened, self.typed("story"), act, now=self.now)
        unread = act == leaving_choices.TAKE_BACK and self.is_without_account
        self.say_done(_NOBODY if unread else _DONE[act])
        return self.url

    # What the template shows

    @property
    def sent_row(self) -> str:
        return self.typed("story")

    @cached_property
    def is_without_account(self) -> bool:
        """Whether there is no other way to these stories."""
        return self.opened.is_without_account

    @property
    def row_forms(self) -> list[Row]:
        """The stories."""
        return [self._row(story) for story in self.opened.stories]

    def _row(self, story) -> Row:
        possible = [*leaving_choices.choices_possible(story)]
        may_delete = self.is_without_account and state_of(story) == "private"
        possible += [leaving.DELETE] * may_delete
        return Row(
            story.title,
            [
                RowButton(act, text, story.title, look=look)
                for act, text, look in _ACTS
                if act in possible
            ],
            sends={"story": story.getId()},
            text=_NOBODY if may_delete else who_reads(story),
            fields=self.fields_of(IDeleting, story.getId()) if may_delete else (),
        )
