"""The home of a community in the browser."""

from functools import cached_property
from leap.cop import _
from leap.cop.community import joining
from leap.cop.community import rules
from leap.cop.community.interfaces import IHomePart
from leap.cop.community.views.page import CommunityPage
from leap.cop.core import binding
from leap.cop.core.pages.stale import ADDS
from leap.cop.core.waiting import Waiting
from plone import api
from typing import NamedTuple
from zope.component import getMultiAdapter
from zope.component import subscribers

import secrets


_ROLE_SENTENCES = {
    rules.FACILITATOR: _("You facilitate this community"),
    rules.MEMBER: _("You are a member"),
    rules.REVIEWER: _("You look at stories before they travel"),
    rules.CANDIDATE: _("You are on the way in"),
}

#: The kind of the row that asks for an answer to the agreement, a room above this one.
_ANSWER = "answer-agreement"

_SEEN_BY = {
    "private": _("Only facilitators see this page"),
    "community": _("Members see this page"),
    "public": _("All staff see this page"),
}


class Part(NamedTuple):
    """A heading and a text below it."""

    id: str
    title: str
    html: str


class CommunityView(CommunityPage):
    """Where members, newcomers and colleagues land."""

    unseen = {"": ADDS}

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
        return _SEEN_BY.get(binding.state_of(self.context), "")

    @property
    def needs_facilitator(self) -> bool:
        """Whether the reader is the one to name a facilitator, and there is none."""
        return self.home.may_manage_members and not self.home.facilitators

    @property
    def greets_newcomers(self) -> bool:
        """Whether the page begins with what the community is about."""
        return not (self.home.is_inside or self.home.may_manage_members)

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

    @property
    def purpose(self) -> str:
        """The purpose as HTML."""
        return self._html("purpose")

    @cached_property
    def aims(self) -> list[str]:
        """The aims, as lines."""
        return [row["text"] for row in self.context.aims or ()]

    @cached_property
    def invitation(self) -> list[Part]:
        """What people read who think of joining; parts that are empty are left out."""
        parts = (
            Part("process", _("How we work"), self._html("process")),
            Part("benefits", _("What members get"), self._html("benefits")),
            Part("commitments", _("What members give"), self._html("commitments")),
        )
        return [part for part in parts if part.html]

    @cached_property
    def _steps(self) -> list[Waiting]:
        return self.home.next_steps

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

    @property
    def other_steps(self) -> list[Waiting]:
        """What the reader can do next besides."""
        return [row for row in self._steps if row is not self.awaited]

    @property
    def still_missing(self) -> list:
        """What somebody on the way in still needs, as sentences to that person."""
        return joining.missing(self.context, api.user.get_current().getId())

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
        """What rooms above show here, as HTML."""
        found = subscribers((self.context, self.request), IHomePart)
        asked = sorted(found, key=lambda part: part.order)
        return [
            getMultiAdapter((self.context, self.request), name=part.page)()
            for part in asked
        ]

    def _html(self, name: str) -> str:
        value = getattr(self.context, name, None)
        return value.output_relative_to(self.context) if value else ""
