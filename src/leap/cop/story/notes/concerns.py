"""Somebody recognises themselves, or somebody, in a public story.

What is kept, and who reads it, is said in `leap.cop.concern`. The teller of the story
never does, also as a reviewer, as the safeguarding person, or after deleting it.
"""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.community.adapters import CommunityAdapter
from leap.cop.concern import rules
from leap.cop.concern.interfaces import ISubject
from leap.cop.concern.interfaces import Shown
from leap.cop.concern.records import Concerns
from leap.cop.concern.rules import Concern
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.permissions import HOLD_STORY
from leap.cop.story import events
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.notes import notes
from leap.cop.story.notes.words import words_in
from plone import api
from zope.event import notify
from zope.interface import implementer


def may_raise(story) -> bool:
    """Tell whether the current user is offered the box under a story."""
    return lifecycle.state_of(story) == "public" and not lifecycle.is_teller(story)


def check_may_raise(story) -> None:
    """Refuse whoever is not offered the box, with the reason.

    :raises NotYours: for the story's teller.
    :raises NotNow: while the story is not public.
    """
    if lifecycle.is_teller(story):
        raise NotYours(_("This is your own story. You can take it back, or edit it."))
    if lifecycle.state_of(story) != "public":
        raise NotNow(_("This is only for stories that all staff can read."))


def raise_concern(story, text: object, contact: object = None, *, now: datetime):
    """Write about somebody in a public story, without a name.

    :raises NotYours, NotNow: see `check_may_raise`.
    :raises Refused: for bad input; the message starts with the field.
    """
    check_may_raise(story)
    concern = Concern(
        subject=f"{rules.STORY}:{story.getId()}",
        readers=rules.SAFEGUARDING,
        day=now.astimezone(UTC).date(),
        text=words_in("text", text, rules.MAX_TEXT),
        contact=_contact(contact),
        not_for=(rules.code_of(lifecycle.teller_of(story) or ""),),
    )
    Concerns(community_of(story)).add(concern)
    notify(events.ConcernRaised(story))


def _contact(contact: object) -> str:
    if contact is None or (isinstance(contact, str) and not contact.strip()):
        return ""
    return " ".join(words_in("contact", contact, rules.MAX_CONTACT).split())


@implementer(ISubject)
class StorySubject(CommunityAdapter):
    """Public stories, as those see them who read what is written about one."""

    def _public(self, name: str):
        if name not in self.community:
            return None
        story = self.community._getOb(name)
        return story if lifecycle.state_of(story) == "public" else None

    def shown(self, name: str) -> Shown:
        """Return what stands on the screen for a story while it is public."""
        story = self._public(name)
        if story is None:
            return Shown(_("A story that is no longer for all staff"))
        return Shown(
            title=story.title,
            url=story.absolute_url(),
            may_hold=api.user.has_permission(HOLD_STORY, obj=story),
            may_write=notes.voice_of(story) is not None,
        )

    def hold(self, name: str, reason: str) -> None:
        """Put a story on hold, with a reason to its teller."""
        story = self._public(name)
        if story is None:
            raise NotNow(_("The story is no longer for all staff."))
        lifecycle.put_on_hold(story, reason)
