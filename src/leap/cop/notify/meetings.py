"""Mails about meetings: an invitation, a change, a word before, a turn, a summary.

None of them says what a meeting is called, where it is, what it is about, who comes or
how many. They say when; whose group it is stands in its short name.
"""

from datetime import datetime
from datetime import UTC
from leap.cop.core.links import path_to
from leap.cop.meeting import announcing
from leap.cop.meeting import answer_links
from leap.cop.meeting import calendar_text
from leap.cop.meeting import daily
from leap.cop.meeting import events
from leap.cop.meeting import feeds
from leap.cop.meeting import reminding
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.calendar_text import Entry
from leap.cop.meeting.entries import address_of
from leap.cop.meeting.entries import entry_of
from leap.cop.meeting.entries import sender
from leap.cop.meeting.entries import short_name
from leap.cop.meeting.entries import summary_of
from leap.cop.meeting.records import ActionsShelf
from leap.cop.meeting.records import record_of
from leap.cop.notify import meeting_letters as letters
from leap.cop.notify import outbox
from leap.cop.notify import receivers
from leap.cop.notify.mails import CalendarPart
from leap.cop.notify.mails import Letter
from leap.cop.notify.mails import Own
from leap.cop.notify.posting import Posting
from leap.cop.notify.receivers import Receiver
from plone import api
from zoneinfo import ZoneInfo


# When


def _when(begins: datetime, ends: datetime, zone: str) -> dict[str, str]:
    """Return day and time on the clock there, as every language reads them."""
    there = ZoneInfo(zone)
    begins, ends = begins.astimezone(there), ends.astimezone(there)
    until = (
        f"{ends:%H:%M}" if ends.date() == begins.date() else f"{ends:%Y-%m-%d %H:%M}"
    )
    return {
        "day": f"{begins:%Y-%m-%d}",
        "when": f"{begins:%Y-%m-%d %H:%M} – {until} ({zone})",
    }


def _words(meeting, site: str) -> dict[str, str]:
    times = _when(meeting.start, meeting.end, meeting.timezone)
    return {**times, "where": address_of(meeting, site)}


def _part(entry: Entry, userid: str, to: Receiver) -> CalendarPart | None:
    """Return the entry for one receiver's calendar, None where it is there already.

    Whoever has a calendar that comes back by itself would have the meeting twice.
    """
    if userid in feeds.who_comes_back(now=datetime.now(UTC)):
        return None
    cancels = entry.is_cancelled
    method = calendar_text.CANCEL if cancels else calendar_text.REQUEST
    text = calendar_text.calendar_of([entry], method=method, attendee=to.address)
    return CalendarPart(method, text)


def _times(meeting, _userid: str, _to: Receiver, site: str, /, **_told: str) -> Own:
    return Own(words=_words(meeting, site))


def _with_entry(meeting, userid: str, to: Receiver, site: str, /, **_told: str) -> Own:
    part = _part(entry_of(meeting, to.language, site), userid, to)
    return Own(words=_words(meeting, site), calendar=part)


# Invited


def _with_links(meeting, userid: str, to: Receiver, site: str, /, **_told: str) -> Own:
    """Return the entry and a link to answer, which is made for this very mail.

    In a transaction of its own: the one that invited is over, and a link waits nowhere
    for a mail server that is down.
    """
    found: list[str] = []

    def make(portal) -> None:
        again = portal.unrestrictedTraverse(meeting.getPhysicalPath())
        found[:] = [answer_links.make(again, userid, datetime.now(UTC))]

    outbox.commit_apart(api.portal.get(), make)
    own = _with_entry(meeting, userid, to, site)
    return own._replace(page=path_to(answer_links.PAGE, found[0]))


def _is_planned(meeting, **_carried: str) -> bool:
    is_to_come = meeting.end > datetime.now(UTC)
    return record_of(meeting).phase == rules.PLANNED and is_to_come


def _is_unanswered(meeting, userids: str) -> bool:
    return _is_planned(meeting) and userids not in record_of(meeting).answers


def _invited(meeting, userids: str) -> dict[str, Receiver]:
    return receivers.readers_inside(meeting, userids.split("\n"))


# Changed


def _is_to_come(meeting, **_carried: str) -> bool:
    return meeting.end > datetime.now(UTC)


def _moved_or_off(meeting, **_carried: str) -> Letter:
    return letters.OFF if record_of(meeting).phase == rules.CANCELLED else letters.MOVED


def _who_counts_on_it(meeting, **_carried: str) -> dict[str, Receiver]:
    return receivers.readers_inside(meeting, announcing.who_to_tell(record_of(meeting)))


# Deleted


def _one_inside(content, userid: str, **_carried: str) -> dict[str, Receiver]:
    return receivers.readers_inside(content, [userid])


def _called_off(community, userid: str, to: Receiver, site: str, /, **told: str) -> Own:
    begins, ends = (datetime.fromisoformat(told[one]) for one in ("begins", "ends"))
    zone, group = ZoneInfo(told["zone"]), short_name(community)
    below = community.getPhysicalPath()[len(api.portal.get().getPhysicalPath()) :]
    entry = Entry(
        uid=told["uid"],
        begins=begins.astimezone(zone),
        ends=ends.astimezone(zone),
        said=datetime.now(UTC),
        sequence=int(told["sequence"]),
        is_cancelled=True,
        summary=summary_of(group, to.language),
        url="/".join((site, *below)),
        place="",
        group=group,
        sender=sender(),
    )
    return Own(
        words=_when(begins, ends, told["zone"]), calendar=_part(entry, userid, to)
    )


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
    return _one_inside(community, userid) if reads else {}


def _action_letter(_community, when: str, **_carried: str) -> Letter:
    return letters.ACTION_LATE if when == reminding.LATE else letters.ACTION_SOON


POSTINGS = (
    Posting(
        "meeting-invited",
        events.IInvited,
        letters.INVITED,
        _invited,
        still=_is_unanswered,
        carries=("userids",),
        own=_with_links,
    ),
    Posting(
        "meeting-moved",
        events.IMeetingMoved,
        _moved_or_off,
        _who_counts_on_it,
        still=_is_to_come,
        page="",
        own=_with_entry,
    ),
    Posting(
        "meeting-called-off",
        events.IMeetingCalledOff,
        letters.OFF,
        _one_inside,
        carries=("userid", "uid", "begins", "ends", "zone", "sequence"),
        own=_called_off,
    ),
    Posting(
        "meeting-soon",
        events.IMeetingSoon,
        letters.SOON,
        _who_has_not_said_no,
        still=_is_planned,
        page="",
        own=_times,
    ),
    Posting(
        "meeting-turn",
        events.ITurnAsked,
        letters.TURN,
        _one_inside,
        still=_is_asked,
        carries=("userid", "kind"),
        page="",
        own=_times,
    ),
    Posting(
        "meeting-summary",
        events.ISummaryShown,
        letters.SUMMARY,
        receivers.readers_inside,
        still=_is_shown,
        page="",
        own=_times,
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
