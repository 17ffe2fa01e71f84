"""Mails about meetings: an invitation, a change, a word before, a turn, a summary.

None of them says what a meeting is called, where it is, what it is about, who comes or
how many. They say when; whose group it is stands in its short name.
"""

from datetime import datetime
from datetime import UTC
from leap.cop.meeting import daily
from leap.cop.meeting import events
from leap.cop.meeting import reminding
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.calendar import announcing
from leap.cop.meeting.records import ActionsShelf
from leap.cop.meeting.records import record_of
from leap.cop.notify import meeting_letters as letters
from leap.cop.notify import meeting_parts
from leap.cop.notify import receivers
from leap.cop.notify.mails import Letter
from leap.cop.notify.posting import Posting
from leap.cop.notify.receivers import Receiver


# Invited


def _is_planned(meeting, **_carried: str) -> bool:
    is_to_come = meeting.end > datetime.now(UTC)
    return record_of(meeting).phase == rules.PLANNED and is_to_come


def _is_unanswered(meeting, userid: str) -> bool:
    return _is_planned(meeting) and userid not in record_of(meeting).answers


# Changed


def _is_to_come(meeting, **_carried: str) -> bool:
    return meeting.end > datetime.now(UTC)


def _moved_or_off(meeting, **_carried: str) -> Letter:
    return letters.OFF if record_of(meeting).phase == rules.CANCELLED else letters.MOVED


def _who_counts_on_it(meeting, **_carried: str) -> dict[str, Receiver]:
    return receivers.readers_inside(meeting, announcing.who_to_tell(record_of(meeting)))


# Soon


def _who_has_not_said_no(meeting, **_carried: str) -> dict[str, Receiver]:
    found = receivers.readers_inside(meeting)
    answers = record_of(meeting).answers
    return {
        userid: to
        for userid, to in found.items()
        if answers.get(userid, ("", ""))[0] != rules.NO
    }


# Turns, summary


def _is_asked(meeting, userid: str, kind: str) -> bool:
    asked = (userid, rules.ASKED)
    return record_of(meeting).turn(kind) == asked and _is_to_come(meeting)


def _is_shown(meeting, **_carried: str) -> bool:
    return record_of(meeting).minutes.summary_shown


# Actions


def _still_to_do(community, userid: str, when: str) -> bool:
    """Tell whether somebody has something to do that is due as it was."""
    today = daily.site_day(datetime.now(UTC))
    return any(
        action.owner == userid
        and action.status in (rules.PLANNED, rules.IN_PROGRESS)
        and reminding.action_due(action.due, today, ()) == when
        for action in ActionsShelf(community).all().values()
    )


def _owner(community, userid: str, **_carried: str) -> dict[str, Receiver]:
    """Return whose it is, while that person reads what people set out to do."""
    reads = voices.part_of(community, userid) in (rules.F, rules.M)
    return receivers.one_inside(community, userid) if reads else {}


def _action_letter(_community, when: str, **_carried: str) -> Letter:
    return letters.ACTION_LATE if when == reminding.LATE else letters.ACTION_SOON


POSTINGS = (
    Posting(
        "meeting-invited",
        events.IInvited,
        letters.INVITED,
        receivers.one_inside,
        still=_is_unanswered,
        carries=("userid",),
        own=meeting_parts.with_link,
    ),
    Posting(
        "meeting-moved",
        events.IMeetingMoved,
        _moved_or_off,
        _who_counts_on_it,
        still=_is_to_come,
        page="",
        own=meeting_parts.with_entry,
    ),
    Posting(
        "meeting-called-off",
        events.IMeetingCalledOff,
        letters.OFF,
        receivers.one_inside,
        carries=("userid", "uid", "begins", "ends", "zone", "sequence"),
        own=meeting_parts.taken_out,
    ),
    Posting(
        "meeting-soon",
        events.IMeetingSoon,
        letters.SOON,
        _who_has_not_said_no,
        still=_is_planned,
        page="",
        own=meeting_parts.times,
    ),
    Posting(
        "meeting-turn",
        events.ITurnAsked,
        letters.TURN,
        receivers.one_inside,
        still=_is_asked,
        carries=("userid", "kind"),
        page="",
        own=meeting_parts.times,
    ),
    Posting(
        "meeting-summary",
        events.ISummaryShown,
        letters.SUMMARY,
        receivers.readers_inside,
        still=_is_shown,
        page="",
        own=meeting_parts.times,
    ),
    Posting(
        "action-due",
        events.IActionDue,
        _action_letter,
        _owner,
        still=_still_to_do,
        carries=("userid", "when"),
        page="actions",
    ),
)
