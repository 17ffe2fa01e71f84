"""What somebody is in a meeting, and what they may do there.

By membership and turns, not by permission: whoever administers the site plans meetings,
and reads nothing of what people said in them.
"""

from leap.cop import _
from leap.cop.community import rules as membership
from leap.cop.community.membership import Membership
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotYours
from leap.cop.core.me import me
from leap.cop.meeting import rules
from leap.cop.meeting.records import record_of
from plone import api
from zExceptions import NotFound


def part_of(community, userid: str) -> str | None:
    """Return in which way somebody belongs: facilitator, member, waiting, or None."""
    running = membership.current(Membership(community).history(userid or ""))
    if running is None or running.paused:
        return None
    if running.role not in (membership.FACILITATOR, membership.MEMBER):
        return None
    if running.waits:
        return rules.W
    return rules.F if running.role == membership.FACILITATOR else rules.M


def voices_of(meeting, userid: str | None = None) -> frozenset[str]:
    """Return all that somebody is in a meeting, empty for an outsider.

    :param userid: None for whoever is logged in.
    """
    who = me() if userid is None else userid
    part = part_of(community_of(meeting), who)
    if part is None:
        return frozenset({rules.SA}) if _looks_after(meeting, who) else frozenset()
    if part == rules.W:
        return frozenset({part})
    found = {part}
    for kind, (holder, state) in record_of(meeting).turns.items():
        if holder == who and state == rules.ACCEPTED:
            found.add(kind)
    return frozenset(found)


def _looks_after(meeting, userid: str) -> bool:
    """Tell whether somebody administers the site: asked of whoever is logged in."""
    return userid == me() and api.user.has_permission(
        "Modify portal content", obj=meeting
    )


def may(meeting, act: str, userid: str | None = None) -> bool:
    """Tell whether somebody may do something in a meeting; see `rules.MAY`."""
    return rules.may(voices_of(meeting, userid), act)


def need(meeting, act: str, userid: str | None = None) -> frozenset[str]:
    """Let only those go on who may do something; return what they are.

    :raises NotFound: for outsiders, to whom nothing of this is there.
    :raises NotYours: for everybody else.
    """
    found = voices_of(meeting, userid)
    if not found:
        raise NotFound(act)
    if not rules.may(found, act):
        raise NotYours(_REFUSALS.get(act, _("You cannot decide this here.")))
    return found


_REFUSALS = {
    "lead": _("Only facilitators can do this."),
    "change_time": _("Only the facilitators and the chair can do this."),
    "cancel": _("Only the facilitators and the chair can do this."),
    "hold": _("Only the facilitators and the chair can do this."),
    "take_back_held": _("Only facilitators can do this."),
    "change_place": _("Only the facilitators, the chair and the host can do this."),
    "mark_presence": _(
        "Only the facilitators, the chair and the note-taker can do this."
    ),
    "write_record": _(
        "Only the facilitators, the chair and the note-taker can do this."
    ),
    "keep_record": _("Only the facilitators and the chair can do this."),
    "reopen_record": _("Only facilitators can do this."),
    "ask_for_turn": _("Only the facilitators and the chair can do this."),
}
