"""What follows when a round is made or taken away.

What follows when one is changed, the box decides: `phases.py`.
"""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.core.content import strip_owner
from leap.cop.core.errors import NotNow
from leap.cop.core.roles import begin
from leap.cop.topic import rules
from leap.cop.topic.phases import phase_of
from leap.cop.topic.records import make_record
from plone.base.interfaces import IPloneSiteRoot


def begin_round(content, event) -> None:
    """Let a new round be nobody's property, and for facilitators alone.

    Its record is made with it, box included: the first voters find it there.
    """
    if event.newParent is None or event.oldParent is not None:
        return
    strip_owner(content)
    begin(content)
    make_record(content).planned = (content.opens, content.closes)


def keep_a_round_that_votes(content, event) -> None:
    """Refuse to delete a round while people vote: their ballots would be lost.

    Nor with its community, or a folder around it; a whole site goes.
    """
    if event.newParent is not None or event.oldParent is None:
        return
    if IPloneSiteRoot.providedBy(event.object):
        return
    if phase_of(content, datetime.now(UTC)) == rules.VOTING:
        raise NotNow(_("People are voting in this round. Close the vote first."))
