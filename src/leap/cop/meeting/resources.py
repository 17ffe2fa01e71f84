"""Files and links of meetings: members add them, and the people inside see them.

In every state of the meeting, also where all staff see it: what somebody brought along
was not brought for them. Whoever added one, or a facilitator, shows it one by one.
"""

from leap.cop import _
from leap.cop.core import access
from leap.cop.core import binding
from leap.cop.core import roles
from leap.cop.core.access_below import Below
from leap.cop.core.audience import COMMUNITY
from leap.cop.core.audience import PRIVATE
from leap.cop.core.containment import community_of
from leap.cop.core.containment import container_of
from leap.cop.core.errors import NotYours
from leap.cop.core.fingerprint import canonical_json
from leap.cop.core.me import me
from leap.cop.core.permissions import VIEW_MEETING_INSIDES
from leap.cop.core.revision import IRevisionParts
from leap.cop.core.text import folded
from leap.cop.media import keeping
from leap.cop.meeting import finding
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.content import IMeeting
from leap.cop.meeting.interfaces import IMeetingMedium
from leap.cop.meeting.minutes import showing
from leap.cop.meeting.place import revision_parts
from leap.cop.meeting.records import record_of
from typing import Any
from zope.component import adapter
from zope.interface import alsoProvides
from zope.interface import implementer


#: More than so many are no shelf any more.
MAX_SHELF = 2_000


def begin_medium(medium, event) -> None:
    """Let a file or link of a meeting be for the people inside."""
    if event.newParent is None or not IMeeting.providedBy(event.newParent):
        return
    alsoProvides(medium, IMeetingMedium)
    _follow(medium, event.newParent)


def follow_what_is_shown(meeting) -> None:
    """Let the files and links be seen as the record says, which came after them."""
    for medium in keeping.media_of(meeting):
        _follow(medium, meeting)


def _follow(medium, meeting) -> None:
    is_shown = medium.getId() in record_of(meeting).shown_media
    roles.ask_for(medium, None if is_shown else VIEW_MEETING_INSIDES)


def forget_medium(medium, event) -> None:
    """Keep nothing of a file or link that is gone."""
    if event.oldParent is None or not IMeeting.providedBy(event.oldParent):
        return
    record = record_of(event.oldParent)
    record.added_by.pop(medium.getId(), None)
    if medium.getId() in record.shown_media:
        record.shown_media.remove(medium.getId())


@implementer(IRevisionParts)
@adapter(IMeeting)
def meeting_parts(meeting) -> dict[str, object]:
    """Return what a meeting says, and the files and links that this reader may see.

    Those who see no others must not learn from a revision that there are some.
    """
    media = [keeping.medium_parts(medium) for medium in listed(meeting)]
    media.sort(key=canonical_json)
    return {**revision_parts(meeting), "media": media}


def listed(meeting) -> list:
    """Return the files and links that the current user may see, oldest first.

    As `View` of each would say, asked once for all of them.
    """
    return sorted(_seen(meeting, Below(community_of(meeting))), key=keeping.age)


def _seen(meeting, below: Below) -> list:
    """Return the files and links that the current user may see, in any order."""
    media = keeping.unsorted_media(meeting)
    if not media or not below.shows(meeting):
        return []
    if below.has(VIEW_MEETING_INSIDES, meeting):
        return media
    shown = record_of(meeting).shown_media
    return [one for one in media if one.getId() in shown and access.may_view(one)]


def add(meeting, portal_type: str, fields: dict):
    """Add a file or link.

    :raises NotYours: for those who take no part.
    """
    voices.need(meeting, "add_resource")
    return _note(meeting, keeping.add(meeting, portal_type, fields, was_asked=True))


def add_file(meeting, file, fields: dict):
    """Add a file: a picture as a picture, anything else as a file."""
    voices.need(meeting, "add_resource")
    return _note(meeting, keeping.add_file(meeting, file, fields, was_asked=True))


def _note(meeting, medium):
    record_of(meeting).added_by[medium.getId()] = me()
    return medium


def is_mine(medium) -> bool:
    """Tell whether the current user added it, and still takes part."""
    meeting = container_of(medium)
    adder = record_of(meeting).added_by.get(medium.getId())
    return bool(adder) and adder == me() and voices.may(meeting, "add_resource")


def is_shown(medium) -> bool:
    """Tell whether it goes as far as its meeting."""
    return medium.getId() in record_of(container_of(medium)).shown_media


def may_change(medium) -> bool:
    """Tell whether the current user may change its words, and how far it goes.

    Its adder, and facilitators. What it is itself nobody replaces but its adder.
    """
    return is_mine(medium) or rules.F in voices.voices_of(container_of(medium))


def may_remove(medium) -> bool:
    """Tell whether the current user may take it out."""
    meeting = container_of(medium)
    return is_mine(medium) or voices.may(meeting, "remove_any_resource")


def _need(allowed: bool) -> None:
    if not allowed:
        raise NotYours(
            _("Only the person who added it and the facilitators can do this.")
        )


def change(medium, fields: dict, *, confirmed: bool = False) -> None:
    """Change what is said about it; whoever added it may replace what it is.

    :raises NotYours: for anybody else.
    """
    _need(may_change(medium))
    if set(fields) - set(keeping.WORDS) and not is_mine(medium):
        raise NotYours(_("Only the person who added it can replace it."))
    if is_shown(medium):
        words = {name: fields[name] for name in keeping.WORDS if name in fields}
        _check(medium, words, confirmed)
    keeping.change(medium, fields)


def remove(medium) -> None:
    """Take it out, with its file."""
    _need(may_remove(medium))
    container_of(medium)._delObject(medium.getId())


def show(medium, shown: bool, *, confirmed: bool = False) -> None:
    """Show it as far as its meeting, or to the people inside alone.

    :raises SeeFirst: where something was found in what is said about it.
    """
    _need(may_change(medium))
    record = record_of(container_of(medium))
    if shown == is_shown(medium):
        return
    if shown:
        words = {"title": medium.title, "description": medium.description}
        _check(medium, words, confirmed)
        record.shown_media.add(medium.getId())
    else:
        record.shown_media.remove(medium.getId())
    _follow(medium, container_of(medium))


def _check(medium, words: dict, confirmed: bool) -> None:
    meeting = container_of(medium)
    state = binding.state_of(meeting)
    audience = COMMUNITY if state == PRIVATE else state
    showing.check(meeting, words, audience, confirmed=confirmed)


# All of a community


def shelf(community, *, kind: str | None = None, words: str = "") -> list[Any]:
    """Return the files and links of all meetings that one may see, newest first.

    :param kind: what kind of thing, `picture`, `link`, …; None for all.
    :param words: words that stand in title or description, all of them.
    """
    wanted = folded(words).split()
    below, found = Below(community), []
    for meeting in finding.every_meeting(community):
        seen = _seen(meeting, below)
        if len(found) + len(seen) > MAX_SHELF:
            seen.sort(key=keeping.age)
        found += seen
        if len(found) >= MAX_SHELF:
            break
    found = [one for one in found[:MAX_SHELF] if _fits(one, kind, wanted)]
    found.sort(key=keeping.age, reverse=True)
    return found


def _fits(medium, kind: str | None, wanted: list[str]) -> bool:
    if kind and keeping.family_of(medium) != kind:
        return False
    if not wanted:
        return True
    said = folded(f"{medium.title} {medium.description or ''}")
    return all(map(said.__contains__, wanted))
