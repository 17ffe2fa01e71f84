"""Somebody recognises themselves, or somebody, in a public story.

One OOBTree under an annotation of the community, `id -> Concern`. Of whoever writes
nothing is kept but the words: no id, and the day instead of the time. Who reads them is
in `safeguarding`; the teller of the story never does, also as a reviewer, so the record
holds a salted code of the teller: it can be compared with a reader, and not read.
"""

from BTrees.OOBTree import OOBTree
from collections.abc import Iterator
from datetime import date
from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.consent.errors import NotNow
from leap.cop.consent.errors import NotYours
from leap.cop.consent.errors import Refused
from leap.cop.core.containment import community_of
from leap.cop.story import events
from leap.cop.story import lifecycle
from leap.cop.story import safeguarding
from leap.cop.story.words import words_in
from plone import api
from typing import NamedTuple
from zExceptions import NotFound
from zope.annotation.interfaces import IAnnotations
from zope.event import notify

import hashlib
import hmac
import secrets


KEY = "leap.cop.story.concerns"

OPEN = "open"
DEALT_WITH = "dealt_with"

MAX_TEXT = 5_000
MAX_CONTACT = 300

#: No story has more open ones than this; then the telephone is the better way.
MAX_OPEN = 30


def code_of(userid: str, salt: str = "") -> str:
    """Give a salted code of a user id."""
    salt = salt or secrets.token_hex(16)
    mac = hmac.new(salt.encode(), userid.encode(), hashlib.sha256)
    return f"{salt}:{mac.hexdigest()}"


def is_code_of(code: str, userid: str) -> bool:
    """Tell whether a code is this user's."""
    return hmac.compare_digest(code, code_of(userid, code.partition(":")[0]))


class Concern(NamedTuple):
    """What somebody wrote about a story."""

    story_id: str
    day: date
    text: str
    contact: str
    not_for: str
    status: str = OPEN


class Concerns:
    """The concerns of one community."""

    def __init__(self, community) -> None:
        self.community = community

    def _kept(self):
        return IAnnotations(self.community).get(KEY, {})

    def add(self, concern: Concern) -> None:
        """Keep a concern; the same words about the same story are kept once.

        :raises NotNow: when too many about one story are open.
        """
        still_open = [
            kept
            for kept in self._kept().values()
            if kept.story_id == concern.story_id and kept.status == OPEN
        ]
        if any(
            (kept.text, kept.contact) == (concern.text, concern.contact)
            for kept in still_open
        ):
            return
        if len(still_open) >= MAX_OPEN:
            raise NotNow(
                _("This cannot be kept now. Please call the safeguarding contact.")
            )
        annotations = IAnnotations(self.community)
        if KEY not in annotations:
            annotations[KEY] = OOBTree()
        annotations[KEY][secrets.token_hex(8)] = concern

    def for_reader(self) -> Iterator[tuple[str, Concern]]:
        """Give what the current user reads, by id."""
        kept = self._kept()
        if not kept or not safeguarding.looks_after(self.community):
            return
        reader = api.user.get_current().getId()
        for key, concern in kept.items():
            if not is_code_of(concern.not_for, reader):
                yield key, concern

    def story(self, concern: Concern):
        """Give the story while it is public, None afterwards."""
        if concern.story_id not in self.community:
            return None
        story = self.community._getOb(concern.story_id)
        return story if lifecycle.state_of(story) == "public" else None

    def replace(self, key: str, concern: Concern) -> None:
        """Put a concern in the place of the one with this id."""
        self._kept()[key] = concern

    def forget_person(self, userid: str) -> None:
        """Forget whose stories concerns were about, for somebody who is erased."""
        for key, concern in list(self._kept().items()):
            if is_code_of(concern.not_for, userid):
                self.replace(key, concern._replace(not_for=code_of("")))

    def erase(self, key: str) -> None:
        """Forget a concern."""
        del self._kept()[key]


# Writing one


def may_raise(story) -> bool:
    """Tell whether the current user is offered the box under a story."""
    return lifecycle.state_of(story) == "public" and not lifecycle.is_teller(story)


def raise_concern(story, text: object, contact: object = None, *, now: datetime):
    """Write about somebody in a public story, without a name.

    :raises NotYours: for the story's teller.
    :raises NotNow: while the story is not public.
    :raises Refused: for bad input; the message starts with the field.
    """
    if lifecycle.is_teller(story):
        raise NotYours(_("This is your own story: take it back, or change it."))
    if lifecycle.state_of(story) != "public":
        raise NotNow(_("This is for stories that all staff can read."))
    concern = Concern(
        story_id=story.getId(),
        day=now.astimezone(UTC).date(),
        text=words_in("text", text, MAX_TEXT),
        contact=_contact(contact),
        not_for=code_of(lifecycle.teller_of(story) or ""),
    )
    Concerns(community_of(story)).add(concern)
    notify(events.ConcernRaised(story))


def _contact(contact: object) -> str:
    if contact is None or (isinstance(contact, str) and not contact.strip()):
        return ""
    return " ".join(words_in("contact", contact, MAX_CONTACT).split())


# Reading them


class Found(NamedTuple):
    """A concern and where it is kept."""

    id: str
    concern: Concern
    kept: Concerns


def communities_for_reader() -> list:
    """Give the communities whose concerns the current user may read.

    Unrestricted, and for the domain only: who reads here need not see a community.
    """
    user = api.user.get_current()
    if user.getId() is None:
        return []
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(
        portal_type="leap.cop.Community", sort_on="sortable_title"
    )
    communities = (brain._unrestrictedGetObject() for brain in brains)
    return [each for each in communities if safeguarding.looks_after(each)]


def for_reader() -> list[Found]:
    """Give what the current user reads: open ones first, the newest on top."""
    found = [
        Found(key, concern, kept)
        for kept in map(Concerns, communities_for_reader())
        for key, concern in kept.for_reader()
    ]
    found.sort(key=lambda each: each.concern.day, reverse=True)
    found.sort(key=lambda each: each.concern.status != OPEN)
    return found


def find(key: str) -> Found:
    """Give one concern.

    :raises NotFound: when it is not there, or not for this reader; alike for both.
    """
    for found in for_reader():
        if found.id == key:
            return found
    raise NotFound(_("There is nothing here for you."))


def set_status(key: str, status: object) -> Found:
    """Mark a concern as dealt with; it stays readable.

    :raises Refused: for anything else.
    """
    found = find(key)
    if status != DEALT_WITH:
        raise Refused(_("status: send dealt_with."))
    concern = found.concern._replace(status=DEALT_WITH)
    found.kept.replace(key, concern)
    return found._replace(concern=concern)


def erase(key: str) -> None:
    """Forget a concern that was dealt with.

    :raises NotNow: while it is open.
    """
    found = find(key)
    if found.concern.status != DEALT_WITH:
        raise NotNow(_("Mark it as dealt with first."))
    found.kept.erase(key)
