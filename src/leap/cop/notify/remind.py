"""Remind reviewers of stories that wait: `leap-cop … remind`.

Made for cron, once a day or as often as you like. A story is due after five working
days and after each further five. What was reminded of is an annotation of the story,
two plain values, bound to the very request it was about: no catalog entry changes, and
a story that is asked for again begins anew. The mark is committed before the mails go
out, so that two runs at once never remind twice; where the mail server took no mail
about a story the mark is taken back, and the next run catches up.
"""

from collections.abc import Callable
from datetime import datetime
from leap.cop.community.naming import group_name
from leap.cop.consent.consent_state import standing_of
from leap.cop.core import settings
from leap.cop.core.containment import community_of
from leap.cop.core.records import AsItIs
from leap.cop.core.records import NamesNobody
from leap.cop.core.records import Shelf
from leap.cop.notify import mails
from leap.cop.notify import outbox
from leap.cop.notify import receivers
from leap.cop.notify.rules import reminders_due
from leap.cop.story.library.library import STORY
from plone import api
from plone.app.event.base import default_timezone
from typing import NamedTuple
from ZODB.POSException import ConflictError
from zope.component.hooks import site as in_site

import transaction


KEY = "leap.cop.notify.reminded"

_TRIES = 3


class Due(NamedTuple):
    """A story that is due, how often it was by now, and who may review it."""

    story: object
    asked: datetime
    times: int
    reviewers: dict[str, receivers.Receiver]


class Reminded(AsItIs, NamesNobody, Shelf):
    """Since when a story waited, and how often it was reminded of since."""

    key = KEY
    make = staticmethod(lambda: ("", 0))


def reminded(story, asked: datetime) -> int:
    """Return how often a story was reminded of since it was asked for."""
    about, times = Reminded(story).kept
    return times if about == asked.isoformat() else 0


def _mark(story, asked: datetime, times: int) -> None:
    Reminded(story).keep((asked.isoformat(), times))


def due_stories(now: datetime) -> list[Due]:
    """Return the stories of this site whose reviewers are to be reminded now."""
    zone = default_timezone(as_tzinfo=True)
    brains = api.portal.get_tool("portal_catalog").unrestrictedSearchResults(
        portal_type=STORY, review_state=["pending", "community_pending"]
    )
    found = []
    for brain in brains:
        story = brain._unrestrictedGetObject()
        asked = standing_of(story).asked
        if asked is None:
            continue
        times = reminders_due(asked.astimezone(zone), now)
        if reminded(story, asked) < times:
            reviewers = receivers.reviewers_of(story)
            if reviewers:
                found.append(Due(story, asked, times, reviewers))
    return found


def remind(portal, now: datetime, site: str = "") -> int:
    """Send one mail to each reviewer of stories that are due; return how many went out.

    It commits the current transaction.

    :param site: the address under which people know the site, for the link, where
        the organisation has set none.
    """
    with in_site(portal):
        if not outbox.can_send(portal):
            return 0
        found: list[Due] = []

        def mark_the_due() -> None:
            found[:] = due_stories(now)
            for due in found:
                _mark(due.story, due.asked, due.times)

        _committed(mark_the_due)
        letters = _letters(found, _begins_with(portal, site))
        taken = {mail.address for mail in outbox.hand_over(portal, letters)}
        missed = [due for due in found if not taken & _addresses(due)]
        if missed:
            _committed(lambda: _take_marks_back(missed))
        return len(taken)


def _begins_with(portal, site: str) -> str:
    return settings.site_address() or site or portal.absolute_url()


def _addresses(due: Due) -> set[str]:
    return {to.address for to in due.reviewers.values()}


def _letters(found: list[Due], site: str) -> list[mails.Mail]:
    """Write one mail per receiver, however many stories and communities it is about."""
    groups: dict[receivers.Receiver, set[str]] = {}
    for due in found:
        name = group_name(community_of(due.story))
        for to in due.reviewers.values():
            groups.setdefault(to, set()).add(name)
    return [
        mails.write(
            mails.REMINDER,
            to,
            group=names.pop() if len(names) == 1 else "",
            site=site.rstrip("/"),
        )
        for to, names in groups.items()
    ]


def _take_marks_back(missed: list[Due]) -> None:
    for due in missed:
        if reminded(due.story, due.asked) == due.times:
            _mark(due.story, due.asked, due.times - 1)


def _committed(act: Callable[[], None]) -> None:
    """Do something and commit it; after a conflict, once more on the newest state."""
    for remaining in reversed(range(_TRIES)):
        try:
            act()
            transaction.commit()
            return
        except ConflictError:
            transaction.abort()
            if not remaining:
                raise
