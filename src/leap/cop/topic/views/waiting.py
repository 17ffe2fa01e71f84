"""What waits for a reader in each of a community's rounds, under the round's title.

The home says what to do next, with the round's name in it: see `steps`. Here a round
also says that nothing is left to do, and why there is nothing to do.
"""

from datetime import datetime
from leap.cop import _
from leap.cop.ballot.poll import MyBallot
from leap.cop.core.numbers import counted
from leap.cop.core.permissions import CAST_BALLOT
from leap.cop.topic import collecting
from leap.cop.topic import rules
from leap.cop.topic import voting
from leap.cop.topic.phases import is_counted
from leap.cop.topic.phases import phase_of
from leap.cop.topic.phases import was_voted
from plone import api
from typing import NamedTuple


class Waiting(NamedTuple):
    """What the reader can do in a round, and where."""

    text: object
    url: str


def what_waits(round, now: datetime) -> Waiting | None:
    """Return what the current user can do in a round now, None for nothing."""
    url = round.absolute_url()
    phase = phase_of(round, now)
    if phase == rules.COLLECTING and collecting.may_raise(round, now):
        return Waiting(_("Write what you want to talk about"), url)
    if phase == rules.CLOSED and was_voted(round) and is_counted(round, now):
        return Waiting(_("See the results"), url)
    if phase != rules.VOTING:
        return None
    if not api.user.has_permission(CAST_BALLOT, obj=round):
        return None
    return Waiting(_of_ballot(voting.my_ballot(round, now=now)), f"{url}/vote")


def _of_ballot(ballot: MyBallot) -> object:
    if not ballot.can_vote:
        return _("You joined after the vote opened: ask to be added")
    if not ballot.cast:
        more = _("You have ${count} dots to give")
        return counted(_("You have 1 dot to give"), more, ballot.left)
    if not ballot.left:
        return _("You have given your dots")
    more = _("You have voted. You have ${count} dots left, if you want to give them")
    one = _("You have voted. You have 1 dot left, if you want to give it")
    return counted(one, more, ballot.left)
