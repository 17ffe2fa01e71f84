"""Which phase a round is in, and how it goes on: by a facilitator, or at a set time.

How that goes is the same whatever people vote about: `ballot.poll`. Here stands what a
round has to say to it.
"""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.ballot.buckets import pin
from leap.cop.ballot.poll import IPollSource
from leap.cop.ballot.poll import Poll
from leap.cop.ballot.rules import Rules
from leap.cop.community import rules as community_rules
from leap.cop.community.membership import members_at
from leap.cop.community.membership import Membership
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.core.me import me
from leap.cop.topic import rules
from leap.cop.topic.events import RoundClosed
from leap.cop.topic.events import VotingOpened
from leap.cop.topic.records import make_record
from leap.cop.topic.records import record_of
from leap.cop.topic.records import RoundRecord
from zope.event import notify
from zope.interface import implementer


@implementer(IPollSource)
class RoundSource:
    """What the vote of a round is about, and whose it is."""

    phases = rules.WAY

    def __init__(self, content) -> None:
        self.content = content
        self.opens = content.opens
        self.closes = content.closes

    def record(self) -> RoundRecord:
        """Return the record of the round."""
        return record_of(self.content)

    def make_record(self) -> RoundRecord:
        """Return the record of the round, made where there is none."""
        return make_record(self.content)

    @property
    def options(self) -> tuple[str, ...]:
        """The ids of the themes."""
        return _options(self.record())

    @property
    def rules(self) -> Rules:
        """By which rules the round votes."""
        return rules_of(self.content, self.record())

    def people_at(self, moment: datetime) -> list[str]:
        """Return who was a member of the community."""
        return members_at(community_of(self.content), moment)

    def check_opening(self) -> None:
        """Ask for a theme."""
        if not self.options:
            raise needs_a_theme()

    def opened(self, voters: list[str]) -> None:
        """Tell the rooms above."""
        notify(VotingOpened(self.content, voters))

    def counted(self) -> None:
        """Tell the rooms above."""
        notify(RoundClosed(self.content))


def needs_a_theme() -> NotNow:
    """Return the error for a vote about nothing."""
    return NotNow(_("a vote needs at least one theme. Make one first."), "themes")


def poll_of(content) -> Poll:
    """Return the vote of a round."""
    return Poll(content, RoundSource(content))


def is_inside(content) -> bool:
    """Tell whether the current user is of the round's community."""
    userid = me()
    role = Membership(community_of(content)).role_of(userid) if userid else None
    return "members" in community_rules.GROUPS_OF_ROLE.get(role or "", ())


def _options(record: RoundRecord) -> tuple[str, ...]:
    # Sorted, so that another order of the themes is no other rule.
    return tuple(sorted(record.themes))


def rules_of(content, record: RoundRecord) -> Rules:
    """Return by which rules this round votes."""
    return Rules(
        dots=content.dots,
        most=content.max_per_theme,
        secrecy=content.secrecy,
        options=_options(record),
    )


def phase_of(content, now: datetime) -> str:
    """Return the phase that a round is in now."""
    return poll_of(content).phase_of(now)


def was_voted(content) -> bool:
    """Tell, of a round that is closed, whether people could vote before."""
    return poll_of(content).was_voted()


def turnout(content, now: datetime) -> tuple[int, int]:
    """Return how many have voted, and how many can."""
    return poll_of(content).turnout(now)


def settle(content, now: datetime) -> RoundRecord:
    """Write down where a round is by now; for writes. Return its record."""
    return poll_of(content).settle(now)


def is_counted(content, now: datetime) -> bool:
    """Tell whether what came out can be told: no ballot is being saved any more."""
    return poll_of(content).is_counted(now)


def go_to(content, phase: object, *, now: datetime) -> str:
    """Take a round on to a phase; return the phase. See `Poll.go_to`."""
    return poll_of(content).go_to(phase, now=now)


def follow_a_changed_round(content, event) -> None:
    """Take changed rules over into the box, while nobody has voted.

    :raises NotNow: for other rules after the first ballot, and for what would name
        people, or their dots, who were promised otherwise.
    """
    record = record_of(content)
    if record.promised_unnamed and not content.unnamed_topics:
        raise NotNow(
            _(
                "people wrote their topics knowing that no names would be shown, so "
                "this round shows none."
            ),
            "unnamed_topics",
        )
    if not content.unnamed_topics:
        # Whoever writes the first topic at this moment was promised something else.
        pin(record)
    poll_of(content).follow(datetime.now(UTC))
