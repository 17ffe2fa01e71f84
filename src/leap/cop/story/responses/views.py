"""Answers to a story: the box at its end, and the page that its forms lead to."""

from collections.abc import Mapping
from functools import cached_property
from leap.cop import _
from leap.cop.core import dates
from leap.cop.core.errors import Refused
from leap.cop.core.pages.asked import Asked
from leap.cop.core.pages.asked import asked
from leap.cop.core.unwalked import Unwalked
from leap.cop.story.display.page import StoryPage
from leap.cop.story.responses import responses
from leap.cop.story.responses import rules
from leap.cop.story.responses.schemas import IResponse
from Products.Five.browser import BrowserView
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import NamedTuple
from zExceptions import NotFound
from zope.i18n import translate


#: What stands beside what members wrote.
KIND_SHOWN = {
    rules.TRIED_IT: _("tried this too"),
    rules.QUESTION: _("asks"),
}


#: So many stand at the end of a story, the newest; all of them on their own page.
AT_FIRST = 25


#: What is said of the words, to the teller and to everybody else.
_TELLERS_WORDS = _("Your name is not shown. Please do not name anybody.")
_MEMBERS_WORDS = _(
    "Our community and the storyteller can read them. Your name is shown with them, "
    "as on the People page. Please do not name anybody else."
)

_THANKED = _("The storyteller has your thanks.")


class Row(NamedTuple):
    """One answer on the screen."""

    id: str
    who: str
    is_own: bool
    is_tellers: bool
    kind: str
    day: str
    text: str
    may_take_out: bool


class Box(Unwalked, BrowserView):
    """What stands at the end of a story for those who may know of it."""

    index = ViewPageTemplateFile("templates/box.pt")

    #: A form in it changes nothing that its reader has seen.
    revision = ""

    #: Whether what one writes stands in it; else the page around it has the form.
    has_form = True

    def __call__(self) -> str:
        return self.index() if self.is_there else ""

    @cached_property
    def url(self) -> str:
        """The story's address."""
        return self.context.absolute_url()

    @cached_property
    def voice(self) -> str | None:
        """As what the reader reads them, None for nobody."""
        return responses.voice_of(self.context)

    @cached_property
    def is_teller(self) -> bool:
        """Whether the reader told the story."""
        return self.voice == rules.TELLER

    @cached_property
    def accepts(self) -> bool:
        """Whether the teller lets others answer."""
        return responses.accepts(self.context)

    @property
    def is_there(self) -> bool:
        """Whether this reader knows of it: nobody else finds a trace."""
        if not self.is_teller:
            return self.voice is not None and self.accepts
        return self.is_shared or bool(self.rows or self.thanks)

    @cached_property
    def is_shared(self) -> bool:
        """Whether others can read the story now."""
        return responses.is_shared(self.context)

    @property
    def may_write(self) -> bool:
        """Whether the reader can add something now."""
        return self.is_shared and self.accepts

    @property
    def fields(self) -> list[Asked]:
        """What one writes in."""
        return self.as_asked(asked(IResponse, {}, {}, "response"))

    def as_asked(self, fields: list[Asked]) -> list[Asked]:
        """Return those of some fields that this reader has: the teller chooses nothing.

        A thank you has a button of its own.
        """
        kind, text = fields
        words = _TELLERS_WORDS if self.is_teller else _MEMBERS_WORDS
        text = text._replace(help=words, required=True)
        if self.is_teller:
            return [text]
        kinds = {name: kind.choices[name] for name in rules.KINDS}
        return [kind._replace(choices=kinds, required=True), text]

    @cached_property
    def rows(self) -> list[Row]:
        """What was written, oldest first."""
        newest = AT_FIRST if self.has_form else None
        lines = responses.lines_for_reader(self.context, newest)
        day = dates.days()
        kinds = {
            kind: translate(words, context=self.request)
            for kind, words in KIND_SHOWN.items()
        }
        return [
            Row(
                id=line.response.id,
                who=line.fullname,
                is_own=line.is_mine,
                is_tellers=line.is_tellers,
                kind=kinds.get(line.response.kind, ""),
                day=day(line.response.day),
                text=line.response.text,
                may_take_out=line.may_take_out,
            )
            for line in lines
        ]

    @property
    def total(self) -> int:
        """How many there are, where more than stand here; else 0."""
        total = responses.how_many(self.context)
        return total if total > len(self.rows) else 0

    @cached_property
    def has_thanked(self) -> bool:
        """Whether the reader said thank you."""
        return responses.has_thanked(self.context)

    @cached_property
    def thanks(self) -> int:
        """How many thanked, for the teller; nobody else is told."""
        return responses.thanks(self.context) if self.is_teller else 0


class ResponsesView(StoryPage):
    """The same on a page of its own: where the forms lead, and back after it."""

    page_title = _("Thanks and answers")
    tab = "stories"
    is_about_practice = True
    has_columns = True
    asks = IResponse
    leave = _("Back to the story")
    index = ViewPageTemplateFile("templates/responses.pt")
    unseen = {
        "": "It adds something or takes something out, over nothing that is there."
    }

    @property
    def lead(self) -> str:
        """Which story it is about."""
        return self.told.title

    @cached_property
    def box(self) -> Box:
        """What was written."""
        box = Box(self.context, self.request)
        box.has_form = False
        return box

    @property
    def fields(self) -> list[Asked]:
        """What is asked of this reader."""
        return self.box.as_asked(super().fields) if self.box.may_write else []

    @property
    def button(self):
        """What stands on the button, nothing where nobody can write."""
        return _("Send") if self.box.may_write else ""

    def show(self):
        """Return the page, to those who know of it."""
        if not self.box.is_there:
            raise NotFound(self.__name__)
        return super().show()

    def refuse(self, error: Exception) -> None:
        """Keep a refusal for the page; where there is none, it is the answer."""
        if not self.box.is_there:
            raise error
        if getattr(error, "field", "") == "kind":
            # Over REST there is nothing to see, and each is named.
            error = Refused(IResponse["kind"].refusal_in_form, "kind")
        super().refuse(error)

    def sent(self) -> dict:
        """Return what was written; of a button nothing is asked."""
        return {} if self.typed("act") else super().sent()

    def act(self, **sent: str) -> str:
        """Do what was asked for, and lead back to where it stands."""
        if self.typed("act"):
            self.say_done(self.chosen(self._acts)())
        else:
            line = responses.write(self.context, **sent, now=self.now)
            self.say_done(self._written if line else _THANKED)
        return f"{self.url}#responses"

    @property
    def _written(self):
        if self.box.is_teller:
            return _("Your answer is there now, without your name.")
        return _(
            "Your answer is there now. Our community and the storyteller can read it."
        )

    @property
    def _acts(self) -> Mapping:
        return {
            "take-back": self._take_back,
            "take-out": self._take_out,
            "off": self._off,
            "on": self._on,
        }

    def _take_back(self):
        responses.take_thanks_back(self.context)
        return _("You have taken your thanks back.")

    def _take_out(self):
        responses.take_out(self.context, self.typed("response"))
        return _("Removed.")

    def _off(self):
        responses.set_accepts(self.context, False)
        return _("Nobody can answer any more. No reason is given.")

    def _on(self):
        responses.set_accepts(self.context, True)
        return _(
            "Thanks and answers are back on for everybody in our community who "
            "can read the story."
        )
