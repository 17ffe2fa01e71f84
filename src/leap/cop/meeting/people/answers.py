"""Who comes: everybody answers for themselves, and nobody is turned away.

Of answers count those of people who belong now. What somebody answered to meetings to
come is forgotten when they leave, and so are the links in the mails: whoever comes back
is asked anew.
"""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.community.membership import Membership
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.names import sort_key
from leap.cop.meeting import finding
from leap.cop.meeting import rules
from leap.cop.meeting import voices
from leap.cop.meeting.people import answer_links
from leap.cop.meeting.records import record_of
from typing import NamedTuple


class Coming(NamedTuple):
    """The user ids of people who belong now, by what they answered."""

    yes: list[str]
    perhaps: list[str]
    no: list[str]
    unanswered: list[str]


def is_over(meeting, now: datetime) -> bool:
    """Tell whether there is nothing to answer any more: it has ended, or is off."""
    return now > meeting.end or record_of(meeting).phase == rules.CANCELLED


def _need_open(meeting, now: datetime) -> None:
    if record_of(meeting).phase == rules.CANCELLED:
        raise NotNow(_("This meeting is cancelled."))
    if now > meeting.end:
        raise NotNow(_("This meeting is over."))


def answer(
    meeting, given: str, how: str | None = None, *, userid: str, now: datetime
) -> None:
    """Say for oneself whether one comes.

    :param given: yes, no or perhaps.
    :param how: here or online, where a meeting is both; None for nothing said.
    :raises NotNow: when it is over or cancelled.
    """
    voices.need(meeting, "answer", userid)
    _need_open(meeting, now)
    if how and meeting.mode != rules.BOTH:
        raise Refused(
            _("only for meetings that are both in one room and online."), "how"
        )
    row = (given, how or "")
    answers = record_of(meeting).answers
    if answers.get(userid) != row:
        answers[userid] = row


def take_back(meeting, *, userid: str, now: datetime) -> None:
    """Be as if one had not answered.

    :raises NotNow: when it is over or cancelled.
    """
    voices.need(meeting, "answer", userid)
    _need_open(meeting, now)
    record_of(meeting).answers.pop(userid, None)


def mine(meeting, userid: str) -> tuple[str | None, str | None]:
    """Return what somebody answered, and how they come if that is asked here."""
    given, how = record_of(meeting).answers.get(userid, (None, ""))
    return given, (how or None) if meeting.mode == rules.BOTH else None


def coming(meeting) -> Coming:
    """Return who comes, of the people who belong now."""
    kept = record_of(meeting).answers
    found: dict[str | None, list[str]] = {given: [] for given in (*rules.ANSWERS, None)}
    for userid in sorted(Membership(community_of(meeting)).insiders()):
        found[kept.get(userid, (None, ""))[0]].append(userid)
    return Coming(
        yes=found[rules.YES],
        perhaps=found[rules.PERHAPS],
        no=found[rules.NO],
        unanswered=found[None],
    )


def online(meeting) -> frozenset[str]:
    """Return who said that they come online, where a meeting is both."""
    if meeting.mode != rules.BOTH:
        return frozenset()
    rows = record_of(meeting).answers.items()
    return frozenset(userid for userid, (_given, how) in rows if how == rules.ONLINE)


def forget_answers_to_come(event) -> None:
    """Forget what somebody who left answered to meetings that have not ended."""
    userid = event.userid
    for meeting in finding.meetings_to_come(event.community, datetime.now(UTC)):
        record_of(meeting).answers.pop(userid, None)
        answer_links.drop_of(meeting, userid)


def names_of(meeting, userids: list[str]) -> list[str]:
    """Return the names of people as they stand in the roster, in order."""
    names = Membership(community_of(meeting)).names(userids)
    return sorted(names.values(), key=sort_key)
