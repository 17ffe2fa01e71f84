"""What waits for a reader in a community's rounds: topics to write, dots to give."""

from datetime import datetime
from leap.cop import _
from leap.cop.topic import collecting
from leap.cop.topic import rules
from leap.cop.topic import voting
from leap.cop.topic.phases import is_counted
from leap.cop.topic.phases import phase_of
from leap.cop.topic.phases import was_voted
from leap.cop.topic.views import words
from plone import api
from typing import NamedTuple


class Waiting(NamedTuple):
    """What the reader can do in a round.

    :param is_open: whether something is still to be done; unspent dots are not.
    """

    text: object
    url: str
    is_open: bool


def what_waits(round, now: datetime) -> Waiting | None:
    """Give what the current user can do in a round now, None for nothing."""
    url = round.absolute_url()
    phase = phase_of(round, now)
    if phase == rules.COLLECTING and collecting.may_raise(round, now):
        return Waiting(_("Write what you want to talk about"), url, is_open=True)
    if phase == rules.CLOSED and was_voted(round) and is_counted(round, now):
        return Waiting(_("See what came out"), url, is_open=False)
    if phase != rules.VOTING:
        return None
    if not api.user.has_permission(voting.CAST_BALLOT, obj=round):
        return None
    text, is_open = _of_ballot(voting.my_ballot(round, now=now))
    return Waiting(text, f"{url}/vote", is_open)


def _of_ballot(ballot: voting.MyBallot) -> tuple[object, bool]:
    if not ballot.can_vote:
        return _("You came after the vote opened: ask to be added"), False
    if not ballot.cast:
        more = _("You have ${count} dots to give")
        return words.counted(_("You have 1 dot to give"), more, ballot.left), True
    if not ballot.left:
        return _("You have given your dots"), False
    more = _("You have voted, and ${count} dots are left if you want to give them")
    one = _("You have voted, and 1 dot is left if you want to give it")
    return words.counted(one, more, ballot.left), False
