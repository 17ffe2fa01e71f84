"""What one receiver alone gets of a meeting: when it is, an entry, a link to answer."""

from collections.abc import Callable
from datetime import datetime
from datetime import UTC
from functools import partial
from leap.cop.community.naming import group_name
from leap.cop.core import dates
from leap.cop.core.links import path_to
from leap.cop.meeting.calendar import feeds
from leap.cop.meeting.calendar import text as calendar_text
from leap.cop.meeting.calendar.entries import address_of
from leap.cop.meeting.calendar.entries import entry_of
from leap.cop.meeting.calendar.entries import sender
from leap.cop.meeting.calendar.entries import summary_of
from leap.cop.meeting.calendar.text import Entry
from leap.cop.meeting.people import answer_links
from leap.cop.notify import outbox
from leap.cop.notify.mails import CalendarPart
from leap.cop.notify.mails import Own
from leap.cop.notify.mails import Word
from leap.cop.notify.receivers import Receiver
from plone import api
from zoneinfo import ZoneInfo


#: What is asked for each receiver.
ForOne = Callable[[str, Receiver], Own]


def _when(begins: datetime, ends: datetime, zone: str) -> dict[str, Word]:
    """Return day and time on the clock there, as the receiver's language says them."""
    there = ZoneInfo(zone)
    begins, ends = begins.astimezone(there), ends.astimezone(there)
    first, last = (moment.replace(tzinfo=None) for moment in (begins, ends))

    def when(language: str) -> str:
        until = f"{last:%H:%M}"
        if last.date() != first.date():
            until = dates.moment(last, language)
        day = dates.day_of_the_week(first, language)
        return f"{day}, {first:%H:%M} – {until} ({zone})"

    return {"day": partial(dates.day, first), "when": when}


def _words(meeting, site: str) -> dict[str, Word]:
    times = _when(meeting.start, meeting.end, meeting.timezone)
    return {**times, "where": address_of(meeting, site)}


def _parts() -> Callable[[Entry, str, Receiver], CalendarPart | None]:
    """Return what gives an entry for one receiver's calendar, None where it is there.

    Whoever has a calendar that comes back by itself would have the meeting twice. What
    is cancelled goes out to them as well: an older mail may have brought it.
    """
    comes_back = feeds.who_comes_back(now=datetime.now(UTC))

    def part(entry: Entry, userid: str, to: Receiver) -> CalendarPart | None:
        cancels = entry.is_cancelled
        if userid in comes_back and not cancels:
            return None
        method = calendar_text.CANCEL if cancels else calendar_text.REQUEST
        text = calendar_text.calendar_of([entry], method=method, attendee=to.address)
        return CalendarPart(method, text)

    return part


def times(meeting, site: str, /, **_told: str) -> ForOne:
    """Return when a meeting is."""
    own = Own(words=_words(meeting, site))
    return lambda _userid, _to: own


def with_entry(meeting, site: str, /, **_told: str) -> ForOne:
    """Return when a meeting is, and the entry as it is now."""
    words, part = _words(meeting, site), _parts()

    def own(userid: str, to: Receiver) -> Own:
        entry = entry_of(meeting, to.language, site)
        return Own(words=words, calendar=part(entry, userid, to))

    return own


def with_link(meeting, site: str, /, **_told: str) -> ForOne:
    """Return the entry and a link to answer, which is made for this very mail.

    In a transaction of its own: the one that invited is over, and a link waits nowhere
    for a mail server that is down.
    """
    entry = with_entry(meeting, site)

    def own(userid: str, to: Receiver) -> Own:
        found: list[str] = []

        def make(portal) -> None:
            again = portal.unrestrictedTraverse(meeting.getPhysicalPath())
            found[:] = [answer_links.make(again, userid, datetime.now(UTC))]

        outbox.commit_apart(api.portal.get(), make)
        return entry(userid, to)._replace(page=path_to(answer_links.PAGE, found[0]))

    return own


def taken_out(community, site: str, /, **told: str) -> ForOne:
    """Return when a meeting would have been, and what takes its entry out."""
    begins, ends = (datetime.fromisoformat(told[one]) for one in ("begins", "ends"))
    zone, group = ZoneInfo(told["zone"]), group_name(community)
    below = community.getPhysicalPath()[len(api.portal.get().getPhysicalPath()) :]
    words, part = _when(begins, ends, told["zone"]), _parts()
    gone = Entry(
        uid=told["uid"],
        begins=begins.astimezone(zone),
        ends=ends.astimezone(zone),
        said=datetime.now(UTC),
        sequence=int(told["sequence"]),
        is_cancelled=True,
        summary="",
        url="/".join((site, *below)),
        place="",
        group=group,
        sender=sender(),
    )

    def own(userid: str, to: Receiver) -> Own:
        entry = gone._replace(summary=summary_of(group, to.language))
        return Own(words=words, calendar=part(entry, userid, to))

    return own
