"""Whose turn it is to host, to chair and to take notes: asked, said yes, passed on.

Nobody is told who passed. That somebody is asked is for whoever asks and for whoever
is asked; everybody else reads who said yes. Whoever waits can be asked like all others,
or asking would tell who does, and hears of it once they wait no longer.
"""

from collections.abc import Iterable
from datetime import datetime
from leap.cop import _
from leap.cop.community import rules as membership_rules
from leap.cop.community.membership import Membership
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.meeting import finding
from leap.cop.meeting import rota
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.events import TurnAsked
from leap.cop.meeting.people_schemas import ACCEPT
from leap.cop.meeting.people_schemas import HAND_OVER
from leap.cop.meeting.people_schemas import PASS
from leap.cop.meeting.records import record_of
from leap.cop.meeting.records import TurnsShelf
from plone.uuid.interfaces import IUUID
from typing import NamedTuple
from zope.event import notify


#: So many meetings are looked at for the last one that took place.
_LAST = 5


class Seen(NamedTuple):
    """One turn as one reader sees it; all None while nobody has it, as far as known."""

    name: str | None
    state: str | None
    mine: bool


class Suggested(NamedTuple):
    """Who could be asked."""

    userid: str
    name: str


# What is read


def seen(meeting, kind: str, userid: str) -> Seen:
    """Return a turn as somebody sees it."""
    turn = record_of(meeting).turn(kind)
    if turn is None:
        return Seen(None, None, False)
    holder, state = turn
    mine = holder == userid and voices.may(meeting, "take_turn", userid)
    asks = voices.may(meeting, "ask_for_turn", userid)
    if state == rules.ASKED and not (mine or asks):
        return Seen(None, None, False)
    name = Membership(community_of(meeting)).names([holder])[holder]
    return Seen(name, state, mine)


def who_could_take_one(community) -> list[rota.Member]:
    """Return members and facilitators who are neither paused nor waiting."""
    hosts = TurnsShelf(community).kept.can_host
    found = []
    for userid, history in Membership(community).histories().items():
        if "members" in membership_rules.groups_of(history):
            found.append(
                rota.Member(
                    userid=userid,
                    since=membership_rules.since(history).date().isoformat(),
                    can_host=hosts.get(userid),
                )
            )
    return found


def suggestions(meeting, now: datetime) -> dict[str, Suggested | None]:
    """Return who could be asked for each turn that nobody has; for those who ask."""
    community, record = community_of(meeting), record_of(meeting)
    people = who_could_take_one(community)
    taken = [
        rota.Taken(day, kind, userid)
        for day, kind, userid, _uid in TurnsShelf(community).kept.taken
        if userid
    ]
    held = _days_held(community, taken, now)
    found: dict[str, Suggested | None] = {}
    for kind in rules.TURNS:
        one = None
        if record.turn(kind) is None and is_open(meeting):
            one = rota.suggest(
                people,
                taken,
                held,
                kind,
                now,
                left_out=_left_out(record, kind, people),
                salt=IUUID(community),
            )
        found[kind] = one and Suggested(one, _name(community, one))
    return found


def _name(community, userid: str) -> str:
    return Membership(community).names([userid])[userid]


def _left_out(record, kind: str, people: Iterable[rota.Member]) -> set[str]:
    return {
        one.userid
        for one in people
        if record.code_of(kind, one.userid) in record.left_out
    }


def _days_held(community, taken: list[rota.Taken], now: datetime) -> set[str]:
    """Return the days of meetings that took place, as far as turns or the last say."""
    days = {turn.day for turn in taken}
    for meeting in finding.last_begun(community, now, _LAST):
        if record_of(meeting).phase == rules.HELD:
            days.add(meeting.start.date().isoformat())
    return days


def is_open(meeting) -> bool:
    """Tell whether turns of a meeting can still change hands."""
    return record_of(meeting).phase == rules.PLANNED


# What is done


def act(meeting, kind: str, value: object, *, by: str, now: datetime) -> None:
    """Do what was sent about a turn.

    :param value: accept, pass or hand_over, or an object with the user id of whoever is
        asked.
    """
    if isinstance(value, dict):
        ask(meeting, kind, value["userid"], by=by)
    else:
        _OWN_ACTS[value](meeting, kind, userid=by)


def _need_open(meeting) -> None:
    if not is_open(meeting):
        raise NotNow(_("Turns can change while a meeting is planned."))


def ask(meeting, kind: str, userid: str, *, by: str) -> None:
    """Ask somebody for a turn; who asks oneself has it.

    :raises Refused: for somebody who is no member now.
    """
    voices.need(meeting, "ask_for_turn", by)
    _need_open(meeting)
    part = voices.part_of(community_of(meeting), userid)
    if part is None:
        raise Refused(_("choose a member of this community."), kind)
    state = rules.ACCEPTED if userid == by else rules.ASKED
    record = record_of(meeting)
    turn = record.turn(kind)
    if turn is not None and turn[0] == userid and turn[1] in (state, rules.ACCEPTED):
        return
    record.turns[kind] = (userid, state)
    if state == rules.ASKED and part != rules.W:
        notify(TurnAsked(meeting, userid, kind))


def accept(meeting, kind: str, *, userid: str) -> None:
    """Say yes to a turn, or offer oneself where nobody has said yes.

    :raises NotNow: where somebody else has.
    """
    voices.need(meeting, "take_turn", userid)
    _need_open(meeting)
    record = record_of(meeting)
    holder, state = record.turn(kind) or ("", "")
    if state == rules.ACCEPTED and holder != userid:
        raise NotNow(_("Somebody else has said yes already."), kind)
    if (holder, state) != (userid, rules.ACCEPTED):
        record.turns[kind] = (userid, rules.ACCEPTED)


def pass_on(meeting, kind: str, *, userid: str) -> None:
    """Say no to a turn that one is asked for, without a reason; nobody is told.

    :raises NotNow: for whoever is not asked.
    """
    _give_up(meeting, kind, userid, rules.ASKED, _("You are not asked for this turn."))


def hand_over(meeting, kind: str, *, userid: str) -> None:
    """Give a turn back that one said yes to.

    :raises NotNow: for whoever has not.
    """
    _give_up(meeting, kind, userid, rules.ACCEPTED, _("This turn is not yours."))


def _give_up(meeting, kind: str, userid: str, state: str, refusal) -> None:
    voices.need(meeting, "take_turn", userid)
    _need_open(meeting)
    record = record_of(meeting)
    if record.turn(kind) != (userid, state):
        raise NotNow(refusal, kind)
    del record.turns[kind]
    record.left_out.insert(record.code_of(kind, userid))


_OWN_ACTS = {ACCEPT: accept, PASS: pass_on, HAND_OVER: hand_over}
