"""Whose turn it is to host, to chair and to take notes: asked, said yes, passed on.

Nobody is told who passed. That somebody is asked is for whoever asks and for whoever
is asked; everybody else reads who said yes. Who offers oneself has no turn before one
of those who ask says yes. Whoever waits can be asked like all others, or asking would
tell who does, and hears of it once they wait no longer.
"""

from datetime import datetime
from leap.cop import _
from leap.cop.community.membership import Membership
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.events import TurnAsked
from leap.cop.meeting.people import attendance
from leap.cop.meeting.people import offers
from leap.cop.meeting.people.schemas import ACCEPT
from leap.cop.meeting.people.schemas import HAND_OVER
from leap.cop.meeting.people.schemas import PASS
from leap.cop.meeting.records import record_of
from typing import NamedTuple
from zope.event import notify


class Seen(NamedTuple):
    """One turn as one reader sees it; all None while nobody has it, as far as known."""

    name: str | None
    state: str | None
    #: Whether the reader has it or is asked; `offered` for one's own offer.
    mine: bool | str


# What is read


def seen(meeting, kind: str, userid: str) -> Seen:
    """Return a turn as somebody sees it."""
    record = record_of(meeting)
    offer = offers.is_offered(record, kind, userid) and rules.OFFERED
    turn = record.turn(kind)
    if turn is None:
        return Seen(None, None, offer)
    holder, state = turn
    mine = holder == userid and voices.may(meeting, "take_turn", userid)
    asks = voices.may(meeting, "ask_for_turn", userid)
    if state == rules.ASKED and not (mine or asks):
        return Seen(None, None, offer)
    name = Membership(community_of(meeting)).names([holder])[holder]
    return Seen(name, state, mine or offer)


def is_open(meeting, now: datetime) -> bool:
    """Tell whether turns can still be taken: later they would be rights for nothing."""
    return is_planned(meeting) and not attendance.has_begun(meeting, now)


def is_planned(meeting) -> bool:
    """Tell whether turns of a meeting can still be given back."""
    return record_of(meeting).phase == rules.PLANNED


# What is done


def act(meeting, kind: str, value: object, *, by: str, now: datetime) -> None:
    """Do what was sent about a turn.

    :param value: accept, pass or hand_over, or an object with the user id of whoever is
        asked.
    """
    if isinstance(value, dict):
        ask(meeting, kind, value["userid"], by=by, now=now)
    elif value == ACCEPT:
        accept(meeting, kind, userid=by, now=now)
    else:
        _WAYS_OUT[value](meeting, kind, userid=by)


def _need_open(meeting, now: datetime) -> None:
    _need_planned(meeting)
    if not is_open(meeting, now):
        raise NotNow(_("Nobody can take this on once the meeting has started."))


def _need_planned(meeting) -> None:
    if not is_planned(meeting):
        raise NotNow(_("This can only change while the meeting is still planned."))


def ask(meeting, kind: str, userid: str, *, by: str, now: datetime) -> None:
    """Ask somebody for a turn; who asks oneself, or had offered, has it.

    :raises Refused: for somebody who is no member now.
    """
    voices.need(meeting, "ask_for_turn", by)
    _need_open(meeting, now)
    part = voices.part_of(community_of(meeting), userid)
    if part is None:
        raise Refused(_("choose a member of this community."), kind)
    record = record_of(meeting)
    if userid == by or offers.is_offered(record, kind, userid):
        _give(record, kind, userid)
    elif (record.turn(kind) or ("",))[0] != userid:
        record.turns[kind] = (userid, rules.ASKED)
        if part != rules.W:
            notify(TurnAsked(meeting, userid, kind))


def _give(record, kind: str, userid: str) -> None:
    turn = (userid, rules.ACCEPTED)
    if record.turn(kind) != turn:
        record.turns[kind] = turn
    offers.settle(record, kind)


def accept(meeting, kind: str, *, userid: str, now: datetime) -> None:
    """Say yes to a turn that one is asked for, or offer to take it.

    Whoever asks for turns has it at once. For everybody else an offer is the same
    whether somebody is asked or not, or it would tell.

    :raises NotNow: where somebody else has said yes, or is known to be asked.
    """
    voices.need(meeting, "take_turn", userid)
    _need_open(meeting, now)
    record = record_of(meeting)
    holder, state = record.turn(kind) or ("", "")
    if state == rules.ACCEPTED and holder != userid:
        raise NotNow(_("Somebody else has already said yes."), kind)
    asks = voices.may(meeting, "ask_for_turn", userid)
    if asks and holder not in ("", userid):
        raise NotNow(_("Somebody else has already been asked."), kind)
    if asks or holder == userid:
        _give(record, kind, userid)
    else:
        offers.put(record, kind, userid)


def pass_on(meeting, kind: str, *, userid: str) -> None:
    """Say no to a turn that one is asked for, or take an offer back; nobody is told.

    :raises NotNow: for whoever is not asked, and has not offered.
    """
    voices.need(meeting, "take_turn", userid)
    _need_planned(meeting)
    record = record_of(meeting)
    if offers.withdraw(record, kind, userid):
        _leave_out(record, kind, userid)
        return
    _give_up(
        meeting, kind, userid, rules.ASKED, _("You have not been asked to do this.")
    )


def hand_over(meeting, kind: str, *, userid: str) -> None:
    """Give a turn back that one said yes to.

    :raises NotNow: for whoever has not.
    """
    _give_up(meeting, kind, userid, rules.ACCEPTED, _("You have not taken this on."))


def _give_up(meeting, kind: str, userid: str, state: str, refusal) -> None:
    voices.need(meeting, "take_turn", userid)
    _need_planned(meeting)
    record = record_of(meeting)
    if record.turn(kind) != (userid, state):
        raise NotNow(refusal, kind)
    del record.turns[kind]
    _leave_out(record, kind, userid)


def _leave_out(record, kind: str, userid: str) -> None:
    record.left_out.insert(record.code_of(kind, userid))


_WAYS_OUT = {PASS: pass_on, HAND_OVER: hand_over}
