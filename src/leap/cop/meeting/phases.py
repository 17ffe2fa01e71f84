"""What became of a meeting: planned, held or cancelled. Nothing changes by itself."""

from datetime import datetime
from leap.cop import _
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.meeting import keeping
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.calendar import said
from leap.cop.meeting.events import MeetingHeld
from leap.cop.meeting.people import turns_taken
from leap.cop.meeting.records import record_of
from zope.event import notify


#: From where to where -> what it takes.
WAYS = {
    (rules.PLANNED, rules.HELD): "hold",
    (rules.HELD, rules.PLANNED): "take_back_held",
    (rules.PLANNED, rules.CANCELLED): "cancel",
    (rules.CANCELLED, rules.PLANNED): "cancel",
}

#: What it takes to say once more what is so already.
AGAIN = {
    rules.PLANNED: "cancel",
    rules.HELD: "hold",
    rules.CANCELLED: "cancel",
}

_KEPT = _("The record is final, so the meeting took place. Reopen the record first.")

_NOT_ONCE_KEPT = {
    (rules.HELD, rules.PLANNED),
    (rules.PLANNED, rules.CANCELLED),
}


def go_to(meeting, phase: str, *, note: str = "", now: datetime) -> str:
    """Take a meeting to a phase, if it is not there already; return the phase.

    :param note: of a cancellation: why, for the people of the community.
    :raises Refused: for a note of anything else.
    :raises NotYours: for whoever may not decide that.
    :raises NotNow: for what cannot be so now.
    """
    there = record_of(meeting).phase
    way = (there, phase)
    voices.need(meeting, WAYS.get(way) or AGAIN[phase])
    if note and phase != rules.CANCELLED:
        raise Refused(_("a note can only go with a cancellation."), "note")
    if there == phase:
        return there
    if way not in WAYS:
        raise NotNow(
            _("First say that it is planned again."), "phase", {"phase": there}
        )
    _STEPS[way](meeting, note, now)
    return phase


def ahead_of(meeting, now: datetime) -> list[str]:
    """Return the phases to which whoever asks can take a meeting now."""
    record = record_of(meeting)
    found = voices.voices_of(meeting)
    return [
        after
        for (before, after), act in WAYS.items()
        if before == record.phase
        and rules.may(found, act)
        and (after != rules.HELD or meeting.start <= now)
        and not (record.minutes.kept and (before, after) in _NOT_ONCE_KEPT)
    ]


def _hold(meeting, note: str, now: datetime) -> None:
    """Say that it took place. Agenda, answers and presence stay as they are."""
    if now < meeting.start:
        raise NotNow(_("The meeting has not started yet."), "phase")
    record_of(meeting).phase = rules.HELD
    turns_taken.note_held(meeting)
    notify(MeetingHeld(meeting))


def _take_back(meeting, note: str, now: datetime) -> None:
    """Say that it did not take place after all."""
    keeping.need_open(meeting, _KEPT)
    record_of(meeting).phase = rules.PLANNED
    turns_taken.undo_held(meeting)


def _cancel(meeting, note: str, now: datetime) -> None:
    """Say that it does not take place. Everything that was prepared stays."""
    keeping.need_open(meeting, _KEPT)
    record = record_of(meeting)
    record.phase = rules.CANCELLED
    record.note = note.strip()
    said.something_changed(meeting, now)


def _restore(meeting, note: str, now: datetime) -> None:
    """Say that it takes place after all."""
    record = record_of(meeting)
    record.phase = rules.PLANNED
    record.note = ""
    said.something_changed(meeting, now)


_STEPS = {
    (rules.PLANNED, rules.HELD): _hold,
    (rules.HELD, rules.PLANNED): _take_back,
    (rules.PLANNED, rules.CANCELLED): _cancel,
    (rules.CANCELLED, rules.PLANNED): _restore,
}
