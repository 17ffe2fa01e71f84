"""Moments that an organisation can hang Plone's content rules on.

A rule learns that something happened in a community, and in which. It does not learn
who it was or what it is about: the object of each event is the community, and what a
rule can say of it stands in `substitutions.py`. Rules about our moments run after the
commit (`rules_after_commit.py`); all other events are kept from rules when they are
about content of ours (`rule_guards.py`).
"""

from leap.cop.community import rules
from leap.cop.core.containment import container_of
from leap.cop.notify.rule_guards import IMomentOfACommunity
from leap.cop.notify.rules_after_commit import run_rules
from zope.interface import implementer


class IMemberJoinedHere(IMomentOfACommunity):
    """Somebody became a member or facilitator of a community."""


class IApplicationFiledHere(IMomentOfACommunity):
    """Somebody asked to come into a community."""


class IStorySubmittedHere(IMomentOfACommunity):
    """Somebody asked to publish a story of a community."""


class IVotingOpenedHere(IMomentOfACommunity):
    """The members of a community can give their dots."""


class IRoundClosedHere(IMomentOfACommunity):
    """The dots of a community are counted."""


class _Here:
    def __init__(self, community) -> None:
        self.object = community


@implementer(IMemberJoinedHere)
class MemberJoinedHere(_Here):
    """See `IMemberJoinedHere`."""


@implementer(IApplicationFiledHere)
class ApplicationFiledHere(_Here):
    """See `IApplicationFiledHere`."""


@implementer(IStorySubmittedHere)
class StorySubmittedHere(_Here):
    """See `IStorySubmittedHere`."""


@implementer(IVotingOpenedHere)
class VotingOpenedHere(_Here):
    """See `IVotingOpenedHere`."""


@implementer(IRoundClosedHere)
class RoundClosedHere(_Here):
    """See `IRoundClosedHere`."""


_ARRIVED = frozenset({rules.MEMBER, rules.FACILITATOR})


def run_rules_about_a_member(event) -> None:
    """Run them when somebody belongs, not while a person is on the way in."""
    if event.role in _ARRIVED:
        run_rules(MemberJoinedHere, event.community)


def run_rules_about_an_application(event) -> None:
    """Run them when somebody asks to come in."""
    run_rules(ApplicationFiledHere, event.community)


def run_rules_about_a_story(event) -> None:
    """Run them when somebody asks to publish."""
    run_rules(StorySubmittedHere, container_of(event.story))


def run_rules_about_an_open_vote(event) -> None:
    """Run them when people can vote."""
    run_rules(VotingOpenedHere, container_of(event.round))


def run_rules_about_a_closed_round(event) -> None:
    """Run them when everything is counted."""
    run_rules(RoundClosedHere, container_of(event.round))
