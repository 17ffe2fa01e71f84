"""What concerns are about, on the screen: a group here, stories where stories are."""

from leap.cop import _
from leap.cop.concern import rules
from leap.cop.concern.interfaces import ISubject
from leap.cop.concern.interfaces import Shown
from leap.cop.concern.reading import Found
from leap.cop.core.errors import NotNow
from zope.component import queryAdapter


_IN_A_GROUP = {
    rules.FACILITATORS: _("Something went wrong in the group"),
    rules.PERSON: _("Something went wrong with a facilitator"),
}


def shown(found: Found) -> Shown:
    """Return what stands on the screen for what a concern is about."""
    concern = found.concern
    if concern.kind == rules.GROUP:
        return Shown(_IN_A_GROUP[concern.readers])
    subject = _subject(found)
    return subject.shown(concern.name) if subject is not None else Shown("")


def hold(found: Found, reason: str) -> None:
    """Put on hold what a concern is about.

    :raises NotNow: where that is nothing to be put on hold.
    """
    subject = _subject(found)
    if subject is None:
        raise NotNow(_("This cannot be put on hold."))
    subject.hold(found.concern.name, reason)


def _subject(found: Found):
    return queryAdapter(found.community, ISubject, found.concern.kind)
