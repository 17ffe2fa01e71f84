"""Will you come, and who comes: two parts of a meeting's page, and a page for each."""

from functools import cached_property
from leap.cop import _
from leap.cop.community.membership import Membership
from leap.cop.core.names import sort_key
from leap.cop.core.pages.components import Card
from leap.cop.core.pages.components import Person
from leap.cop.core.pages.macros_of import MacrosOf
from leap.cop.core.schemas import taken
from leap.cop.meeting import listing
from leap.cop.meeting import rules
from leap.cop.meeting.people import answers
from leap.cop.meeting.people import schemas
from leap.cop.meeting.views.page import MeetingPage
from leap.cop.meeting.views.parts import Part
from Products.Five.browser.pagetemplatefile import ViewPageTemplateFile
from typing import NamedTuple


#: So many faces stand beside the numbers.
FACES = 5

#: The button that takes an answer back.
TAKE_BACK = "none"

_THANKS = {
    rules.YES: _("Thank you. See you there."),
    rules.PERHAPS: _("Thank you. You can decide later."),
    rules.NO: _("Thank you. Your answer has been saved."),
}


class Coming:
    """What page and part share that ask whether somebody comes."""

    unseen = {"": "Everybody answers for themselves; the last answer counts."}

    people_macros = MacrosOf("../templates/people-macros.pt")

    @cached_property
    def mine(self) -> tuple[str | None, str | None]:
        """What the reader answered."""
        return answers.mine(self.context, self.me)

    @property
    def may_answer(self) -> bool:
        """Whether the reader has something to answer."""
        asks = listing.asks_who_comes(self.context, self.now)
        return asks and self.may("answer")

    @property
    def said(self):
        """What the reader answered, in a sentence; empty for nothing."""
        return schemas.SAID.get(self.mine[0], "")

    @property
    def answers_to_give(self) -> list[tuple[str, object]]:
        """What there is to answer."""
        return list(schemas.ANSWERS.items())

    @property
    def ways(self) -> list[tuple[str, object]]:
        """How one can come, where that is asked."""
        return list(schemas.WAYS.items()) if self.context.mode == rules.BOTH else []


class ComingPart(Coming, Part):
    """Will you come? Three buttons."""

    order = 10
    index = ViewPageTemplateFile("../templates/will-you-come-part.pt")

    @property
    def is_there(self) -> bool:
        """Whether the reader has something to answer."""
        return self.may_answer


class WillYouComeView(Coming, MeetingPage):
    """The same on a page of its own, where the buttons lead."""

    page_title = _("Will you come?")
    needs = "answer"

    def act(self) -> str:
        """Answer, or take the answer back."""
        if self.typed("answer") == TAKE_BACK:
            answers.take_back(self.context, userid=self.me, now=self.now)
            self.say_done(_("You have taken your answer back."))
            return self.url
        sent = taken(self.request.form, schemas.IAnswer, is_form=True)
        if self.context.mode != rules.BOTH:
            sent.pop("how", None)
        given = sent.pop("answer")
        answers.answer(self.context, given, userid=self.me, now=self.now, **sent)
        self.say_done(_THANKS[given])
        return self.url


class Group(NamedTuple):
    """Everybody who answered one thing."""

    title: object
    people: list[Person]


class WhoComes:
    """What card and page share that show who comes."""

    unseen = Coming.unseen

    @cached_property
    def coming(self) -> answers.Coming:
        """Who comes, by user id."""
        return answers.coming(self.context)

    @property
    def reads_all(self) -> bool:
        """Whether the reader sees who does not come, and who has not answered."""
        return self.may("read_all_names")

    @property
    def me_too(self) -> bool:
        """Whether the reader has not answered."""
        return self.me in self.coming.unanswered

    def people(self, userids: list[str]) -> list[Person]:
        """Return people by name; whoever is online is said to be."""
        names = Membership(self.community).names(userids)
        online = answers.online(self.context)
        found = [
            Person(name, role=_("online") if userid in online else "")
            for userid, name in names.items()
        ]
        return sorted(found, key=lambda person: sort_key(person.name))


class WhoComesPart(WhoComes, Part):
    """Who comes: numbers, and the first faces."""

    order = 10
    aside = True
    index = ViewPageTemplateFile("../templates/who-comes-part.pt")
    card = Card("cop-who-comes", _("Who is coming"))

    @property
    def is_there(self) -> bool:
        """Whether the reader is told, and it is still to come."""
        return self.may("read") and not answers.is_over(self.context, self.now)

    @property
    def faces(self) -> list[Person]:
        """The first of those who come."""
        if not self.may("read_names"):
            return []
        return self.people(self.coming.yes[:FACES])

    @property
    def more(self) -> int:
        """How many more come."""
        return max(len(self.coming.yes) - FACES, 0)


class WhoComesView(WhoComes, MeetingPage):
    """Who comes, by name."""

    page_title = _("Who is coming")
    needs = "read_names"
    is_about_practice = False

    @property
    def groups(self) -> list[Group]:
        """What each group is called, and who is in it."""
        rows = [
            (schemas.ANSWERS[rules.YES], self.coming.yes),
            (schemas.ANSWERS[rules.PERHAPS], self.coming.perhaps),
        ]
        if self.reads_all:
            rows += [
                (schemas.ANSWERS[rules.NO], self.coming.no),
                (_("Not answered"), self.coming.unanswered),
            ]
        return [Group(title, self.people(userids)) for title, userids in rows]
