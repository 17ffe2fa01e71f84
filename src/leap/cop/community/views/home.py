"""The home of a community in the browser."""

from functools import cached_property
from leap.cop import _
from leap.cop.community import joining
from leap.cop.community import rules
from leap.cop.community.views.about import AboutParts
from leap.cop.community.views.about import SEEN_BY
from leap.cop.community.views.getting_ready import setup_of
from leap.cop.community.waiting_signs import sign_of
from leap.cop.core import binding
from leap.cop.core import dates
from leap.cop.core.pages.components import Person
from leap.cop.core.pages.components import Step
from leap.cop.core.pages.components import Wait
from leap.cop.core.pages.emblem import Emblem
from leap.cop.core.pages.emblem import emblem_of
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.waiting import PEOPLE
from leap.cop.core.waiting import Waiting
from leap.cop.core.waiting import waits_here

import secrets


_ROLE_SENTENCES = {
    rules.FACILITATOR: _("You facilitate this community"),
    rules.MEMBER: _("You are a member"),
    rules.REVIEWER: _("You review stories here"),
    rules.CANDIDATE: _("You are on the way in"),
}

#: The kind of the row that asks for an answer to the agreement, a room above this one.
_ANSWER = "answer-agreement"

#: Of whoever asked to come in, and of whoever could, a room above as well.
_ASKED, _COME_IN = "asked-to-join", "come-in"


class CommunityView(AboutParts):
    """Where members, newcomers and colleagues land."""

    unseen = {"": ADDS}
    tab = "home"
    is_about_practice = True
    has_columns = False

    @property
    def page_title(self) -> str:
        """The community's name."""
        return self.context.title

    @property
    def lead(self) -> str:
        """One line on it."""
        return self.context.description or ""

    @property
    def emblem(self) -> Emblem:
        """What stands for the community beside its name."""
        emblem = emblem_of(self.context)
        return emblem._replace(text=self.context.picture_text or "")

    @property
    def has_tabs(self) -> bool:
        """Whether the reader belongs, or looks after the community."""
        return self.home.role is not None or self.home.may_manage_members

    @property
    def people(self) -> list[Person]:
        """Who facilitates."""
        return [Person(name) for name in self.home.facilitators]

    @property
    def once(self) -> str:
        """What says of the box for one sentence that it was sent already."""
        return secrets.token_urlsafe(16)

    @property
    def role_sentence(self):
        """What the reader is here; empty for outsiders."""
        return _ROLE_SENTENCES.get(self.home.role, "")

    @property
    def seen_by(self):
        """Who sees this page, for those who can change it or are part of it."""
        if not (self.home.role or self.home.may_manage_members):
            return ""
        return SEEN_BY.get(binding.state_of(self.context), "")

    @property
    def needs_facilitator(self) -> bool:
        """Whether the reader is the one to name a facilitator, and there is none."""
        return self.home.may_manage_members and not self.home.facilitators

    @property
    def may_join(self) -> bool:
        """Whether the page says how one joins."""
        return self.home.role is None and not self.home.may_manage_members

    @property
    def asks_here(self) -> bool:
        """Whether people come in by asking, on a page of this site."""
        return self.context.join_policy in ("apply", "open")

    @property
    def is_on_the_way_in(self) -> bool:
        """Whether the reader is a candidate."""
        return self.home.role == rules.CANDIDATE

    @cached_property
    def _steps(self) -> list[Waiting]:
        return waits_here(self.context, self.request)

    @property
    def has_to_answer(self) -> bool:
        """Whether a card on top asks the reader to answer first."""
        return self.home.waits or self.awaited is not None

    @cached_property
    def awaited(self) -> Waiting | None:
        """What has to be answered first by whoever waits, or is on the way in."""
        if not (self.home.waits or self.is_on_the_way_in):
            return None
        return next((row for row in self._steps if row.kind == _ANSWER), None)

    @cached_property
    def waits(self) -> list[Wait]:
        """What waits for the reader here, the most urgent first."""
        rows = [
            row
            for row in self._steps
            if row.waits
            and row not in (self.awaited, self.asked)
            # A button of its own asks that.
            and row.kind != _COME_IN
        ]
        return [
            Wait(
                row.text,
                row.url,
                where=self._since(row),
                sign=sign_of(row),
                is_first=row is rows[0] and row.weight <= PEOPLE,
            )
            for row in rows
        ]

    def _since(self, row: Waiting):
        if row.since is None:
            return ""
        day = dates.day(row.since)
        return _("Since ${day}", mapping={"day": day})

    @property
    def links(self) -> list[Waiting]:
        """What can always be done, and is no step of the beginning."""
        begun = {step.text for step in self.home.steps_of_the_beginning}
        return [
            row
            for row in self._steps
            if not row.waits
            and row.text not in begun
            and row.kind != "begin-agreement"
            # Its button stands where it is said how one joins.
            and not (row.kind in (_COME_IN, _ASKED) and self._has_join_button)
            # Beside the names of those who facilitate.
            and row.url != f"{self.url}/write-to-facilitators"
        ]

    @property
    def _has_join_button(self) -> bool:
        return self.may_join and self.asks_here

    @cached_property
    def setup(self) -> list[Step]:
        """The way to a community that works, for whoever sets it up."""
        return setup_of(self.home, self._steps) if self.home.may_set else []

    @property
    def setup_done(self) -> int:
        """How many of these steps are done."""
        return sum(step.state == "done" for step in self.setup)

    @cached_property
    def asked(self) -> Waiting | None:
        """Where it stands with what the reader asked, None for nothing asked."""
        return next((row for row in self._steps if row.kind == _ASKED), None)

    @property
    def missing_steps(self) -> list[Step]:
        """What somebody on the way in still needs, as steps."""
        lacking = joining.lacking(self.context, self.me)
        asked = Step(1, _("You asked to join, or were invited"), "done")
        return [
            asked,
            *(
                Step(
                    number,
                    lack.sentence,
                    "next" if number == 2 else "later",
                    lack.url,
                )
                for number, lack in enumerate(lacking, start=2)
            ),
        ]

    @property
    def join_notes(self) -> list:
        """What joining asks for besides."""
        notes = []
        if self.context.requires_agreement:
            notes.append(_("Members accept the group agreement first."))
        if self.context.requires_manager_support:
            notes.append(_("Your manager should know, and support the time it takes."))
        return notes

    @property
    def parts(self) -> list[str]:
        """What stands beside; for colleagues also what others have a tab for."""
        return self.parts_of("home", *(["about"] * (not self.has_tabs)))

    @property
    def newest(self) -> list[str]:
        """The newest stories, from the room that knows how one looks."""
        return self.parts_of("stories")
