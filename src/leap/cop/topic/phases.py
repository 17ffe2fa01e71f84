"""Which phase a round is in, and how it goes on: by a facilitator, or at a set time.

At a set time nobody has to come by: whoever reads finds the round where it is by then,
and the next write puts it down. The vote is closed in two transactions: the first
stops it, the second counts. In one, ballots that were just being saved would be in the
box and not in the count.
"""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop import settings
from leap.cop.ballot.buckets import pin
from leap.cop.ballot.rules import Rules
from leap.cop.ballot.rules import SECRET
from leap.cop.community import rules as community_rules
from leap.cop.community.membership import Membership
from leap.cop.consent.errors import NotNow
from leap.cop.consent.errors import Refused
from leap.cop.consent.gate import forget_who_and_where
from leap.cop.core.containment import community_of
from leap.cop.topic import rules
from leap.cop.topic.events import RoundClosed
from leap.cop.topic.events import VotingOpened
from leap.cop.topic.storage import make_record
from leap.cop.topic.storage import record_of
from leap.cop.topic.storage import RoundRecord
from plone import api
from zope.event import notify

import transaction


def is_inside(content) -> bool:
    """Tell whether the current user is of the round's community."""
    userid = api.user.get_current().getId()
    role = Membership(community_of(content)).role_of(userid) if userid else None
    return "members" in community_rules.GROUPS_OF_ROLE.get(role or "", ())


def phase_of(content, now: datetime) -> str:
    """Give the phase that a round is in now."""
    record = record_of(content)
    return rules.phase_at(
        record.phase,
        now,
        opens=content.opens,
        closes=content.closes,
        has_themes=bool(record.themes),
    )


def was_voted(content) -> bool:
    """Tell, of a round that is closed, whether people could vote before."""
    record = record_of(content)
    # By its times alone it may have opened and closed, with nobody coming by.
    return record.phase != rules.CLOSED or record.box.rules is not None


def rules_of(content, record: RoundRecord) -> Rules:
    """Give by which rules this round votes."""
    return Rules(
        dots=content.dots,
        most=content.max_per_theme,
        secrecy=content.secrecy,
        # Sorted, so that another order of the themes is no other rule.
        options=tuple(sorted(record.themes)),
    )


def voters_at(content, moment: datetime) -> list[str]:
    """Give who was a member at a moment, and so can vote from then on."""
    found = []
    for userid, history in Membership(community_of(content)).histories().items():
        for interval in history:
            began = interval.since <= moment
            ended = interval.until is not None and interval.until <= moment
            groups = community_rules.GROUPS_OF_ROLE[interval.role]
            if began and not ended and not interval.paused and "members" in groups:
                found.append(userid)
                break
    return sorted(found)


def _has_opened_by_itself(content, now: datetime) -> bool:
    """Tell whether the vote opened at its set time, and nobody put it down so far."""
    written = record_of(content).phase
    return written == rules.GROUPING and phase_of(content, now) != rules.GROUPING


def voters_of(content, now: datetime) -> list[str]:
    """Give who can vote: as it was decided when the vote opened."""
    if _has_opened_by_itself(content, now):
        return voters_at(content, content.opens)
    return record_of(content).box.voters()


def may_vote(content, userid: str, now: datetime) -> bool:
    """Tell whether somebody can vote in this round."""
    if _has_opened_by_itself(content, now):
        return userid in voters_at(content, content.opens)
    return record_of(content).box.may_vote(userid)


def turnout(content, now: datetime) -> tuple[int, int]:
    """Give how many have voted, and how many can."""
    if _has_opened_by_itself(content, now):
        return 0, len(voters_at(content, content.opens))
    box = record_of(content).box
    return box.voted_total, box.voters_total


def settle(content, now: datetime) -> RoundRecord:
    """Put down where a round is by now; for writes. Gives its record."""
    record = make_record(content)
    _settle(content, record, now, content.opens, content.closes)
    return record


def _settle(content, record: RoundRecord, now: datetime, opens, closes) -> None:
    phase = rules.phase_at(
        record.phase, now, opens=opens, closes=closes, has_themes=bool(record.themes)
    )
    if record.phase == rules.GROUPING and phase in (rules.VOTING, rules.CLOSED):
        _open(content, record, voters_at(content, opens), closes)
    if record.phase == rules.VOTING and phase == rules.CLOSED:
        record.box.close()
        record.phase = rules.CLOSED
        record.ended = closes


def is_counted(content, now: datetime) -> bool:
    """Tell whether what came out can be told: no ballot is being saved any more."""
    record = record_of(content)
    if phase_of(content, now) != rules.CLOSED:
        return False
    by_time = record.phase != rules.CLOSED
    return not by_time or content.closes + rules.COUNTING <= now


def ended_at(content, now: datetime) -> datetime | None:
    """Give when the vote was closed; None while it is not, or where there was none."""
    if phase_of(content, now) != rules.CLOSED:
        return None
    record = record_of(content)
    return record.ended if record.phase == rules.CLOSED else content.closes


def finish(content, *, now: datetime) -> bool:
    """Close a round whose time is up, and count; give whether there was anything to do.

    The current transaction is committed on the way.
    """
    record = settle(content, now)
    if record.phase != rules.CLOSED or not record.box.closed:
        return False
    forget_who_and_where()
    transaction.commit()
    record.box.count_up()
    notify(RoundClosed(content))
    return True


def go_to(content, phase: object, *, now: datetime) -> str:
    """Take a round on to a phase; give the phase.

    The current transaction is committed on the way to `closed`.

    :raises Refused: for a phase that there is not.
    :raises NotNow: for a step back, or a vote without themes.
    """
    if phase not in rules.PHASES:
        names = ", ".join(rules.PHASES)
        raise Refused(_("phase: choose one of ${phases}.", mapping={"phases": names}))
    record = settle(content, now)
    if phase == record.phase:
        finish(content, now=now)
        return record.phase
    if not rules.may_go(record.phase, phase):
        raise NotNow(_("phase: a round goes forwards only. Begin a new round instead."))
    if phase == rules.VOTING:
        _check_opening(content, record, now)
        _open(content, record, voters_at(content, now), content.closes)
        return record.phase
    if phase == rules.GROUPING and record.themes:
        check_opens_later(content, now)
    if phase == rules.CLOSED and record.phase == rules.VOTING:
        record.box.close()
        record.ended = now
    record.phase = phase
    finish(content, now=now)
    return record.phase


def _check_opening(content, record: RoundRecord, now: datetime) -> None:
    if not record.themes:
        raise NotNow(_("themes: a vote needs a theme at least. Make one first."))
    if content.closes is not None and content.closes <= now:
        raise NotNow(_("closes: this time is over. Choose a later one, or none."))


def check_opens_later(content, now: datetime) -> None:
    """Refuse what would open the vote at once, for a time that is over.

    :raises NotNow: when the time for the vote has passed while there were no themes, or
        topics were still collected: it would be for who was here then, about what is
        not ready.
    """
    if content.opens is not None and content.opens <= now:
        raise NotNow(_("opens: this time is over. Choose a later one, or none."))


def _open(content, record: RoundRecord, voters: list[str], closes) -> None:
    record.box.open(rules_of(content, record), voters, closes=closes)
    record.small = settings.small_group()
    record.phase = rules.VOTING
    notify(VotingOpened(content, voters))


def follow_a_changed_round(content, event) -> None:
    """Take changed rules over into the box, while nobody has voted.

    :raises NotNow: for other rules after the first ballot, and for what would name
        people, or their dots, who were promised otherwise.
    """
    record = record_of(content)
    if record.promised_unnamed and not content.unnamed_topics:
        raise NotNow(
            _(
                "unnamed_topics: people wrote because nobody is named here. That "
                "stays so in this round."
            )
        )
    if not content.unnamed_topics:
        # Whoever writes the first topic at this moment was promised something else.
        pin(record)
    now = datetime.now(UTC)
    _follow_changed_times(content, record, now)
    box = record.box
    if box.rules is None:
        return
    wanted = rules_of(content, record)
    if wanted != box.rules:
        if box.rules.secrecy == SECRET and wanted.secrecy != SECRET:
            # Somebody may be about to send what they believe to be secret.
            raise NotNow(
                _(
                    "secrecy: people were told that their dots are secret. That stays "
                    "so in this round."
                )
            )
        box.change(rules=wanted, now=now)
    if content.closes != box.closes:
        if box.is_over(now):
            raise NotNow(_("closes: the vote is over. Begin a new round instead."))
        box.change(closes=content.closes, now=now)


def _follow_changed_times(content, record: RoundRecord, now: datetime) -> None:
    """Let nobody undo what the earlier times have brought about already.

    People saw that the vote was open, or over, though nobody wrote it down so far.
    """
    times = (content.opens, content.closes)
    if times == record.planned:
        return
    if record.planned is not None:
        opens, closes = record.planned
        _settle(content, record, now, opens, closes)
        begun = record.phase in (rules.VOTING, rules.CLOSED)
        if begun and content.opens != opens:
            raise NotNow(_("opens: the vote has begun already."))
        if record.phase == rules.CLOSED and content.closes != closes:
            raise NotNow(_("closes: the vote is over. Begin a new round instead."))
    record.planned = times
