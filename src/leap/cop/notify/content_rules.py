"""Moments that an organisation can hang Plone's content rules on.

A rule learns that something happened in a community, and in which. It does not learn
who it was or what it is about: the object of each event is the community, and what a
rule can say of it stands in `substitutions.py`.
"""

from leap.cop.community import rules
from leap.cop.core.containment import container_of
from plone.app.contentrules.handlers import execute
from zope.interface import implementer
from zope.interface.interfaces import IObjectEvent


class IMemberJoinedHere(IObjectEvent):
    """Somebody became a member or facilitator of a community."""


class IApplicationFiledHere(IObjectEvent):
    """Somebody asked to come into a community."""


class IStorySubmittedHere(IObjectEvent):
    """Somebody asked to publish a story of a community."""


class IVotingOpenedHere(IObjectEvent):
    """The members of a community can give their dots."""


class IRoundClosedHere(IObjectEvent):
    """The dots of a community are counted."""


class _Here:
    def __init__(self, community) -> None:
        self.object = community


@implementer(IMemberJoinedHere)
class MemberJoinedHere(_Here):
    """Somebody became a member or facilitator of a community."""


@implementer(IApplicationFiledHere)
class ApplicationFiledHere(_Here):
    """Somebody asked to come into a community."""


@implementer(IStorySubmittedHere)
class StorySubmittedHere(_Here):
    """Somebody asked to publish a story of a community."""


@implementer(IVotingOpenedHere)
class VotingOpenedHere(_Here):
    """The members of a community can give their dots."""


@implementer(IRoundClosedHere)
class RoundClosedHere(_Here):
    """The dots of a community are counted."""


_ARRIVED = frozenset({rules.MEMBER, rules.FACILITATOR})


def run_rules_about_a_member(event) -> None:
    """Run them when somebody belongs, not while a person is on the way in."""
    if event.role in _ARRIVED:
        execute(event.community, MemberJoinedHere(event.community))


def run_rules_about_an_application(event) -> None:
    """Run them when somebody asks to come in."""
    execute(event.community, ApplicationFiledHere(event.community))


def run_rules_about_a_story(event) -> None:
    """Run them when somebody asks to publish."""
    community = container_of(event.story)
    execute(community, StorySubmittedHere(community))


def run_rules_about_an_open_vote(event) -> None:
    """Run them when people can vote."""
    community = container_of(event.round)
    execute(community, VotingOpenedHere(community))


def run_rules_about_a_closed_round(event) -> None:
    """Run them when everything is counted."""
    community = container_of(event.round)
    execute(community, RoundClosedHere(community))
