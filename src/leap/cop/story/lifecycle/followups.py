"""What follows for a story from something else than a move that somebody makes.

Its teller saves another text, goes, or deletes it; its community is shown to fewer
people. None of it ever lets more people read.
"""

from datetime import datetime
from leap.cop import _
from leap.cop.consent import rules as consent
from leap.cop.consent.consent_state import set_standing
from leap.cop.consent.consent_state import standing_of
from leap.cop.core import binding
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.core.privacy.tombstones import Tombstones
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from plone import api


def follow_saved_text(story, *, now: datetime) -> None:
    """Take a saved text as the teller's grant for it, at the level held.

    :raises NotNow: while a review is open; the text rests then.
    """
    if not binding.is_ours(story) and not lifecycle.is_taken_back(story):
        # Nobody else reads it now, and when that ends nobody is to read another text.
        lifecycle.land_in_private(story, now=now, channel="edit", actor="")
        return
    state = lifecycle.state_of(story)
    standing = standing_of(story)
    if state == "private" or standing.granted_digest == digests.digest_of(story):
        return
    if state in consent.IN_REVIEW:
        raise NotNow(
            _(
                "The story is being reviewed, so it cannot be changed. Take "
                "it back first."
            )
        )
    if digests.says_nothing(story):
        raise Refused(
            _("a shared story needs at least one sentence."), "starting_point"
        )
    if lifecycle.is_held(story):
        raise NotNow(_("This text is on hold. Edit it, or take the story back first."))
    take_as_granted(story, now=now, channel="edit")


def take_as_granted(story, *, now: datetime, channel: str, **by) -> None:
    """Take a text as it stands as its teller's grant, at the level held.

    What all staff read goes back to the review; who reads it does not grow meanwhile.

    :param by: `actor`, the teller, where nobody is logged in.
    """
    state = lifecycle.state_of(story)
    set_standing(
        story, standing_of(story)._replace(granted_digest=digests.digest_of(story))
    )
    if state == "public" and story.others_recognisable != "somebody_could":
        _move_unasked(story, "revise", now=now, channel=channel, **by)
        return
    level = consent.AUDIENCE_OF_STATE[state]
    lifecycle.record(story, act="edit", level=level, now=now, channel=channel, **by)
    if state == "public":
        _move_unasked(story, "retract", now=now, **by)


def bring_within(story, limit: str, *, now: datetime, channel: str, **by) -> bool:
    """Bring a story down to what its community still lets it have; never up.

    :param by: `actor=""` where nobody did it, for the row in the ledger.
    """
    state = lifecycle.went_as_far_as(story)
    transition = consent.state_within(state, limit)
    if transition is None:
        return False
    if not binding.is_ours(story):
        lifecycle.land_in_private(story, now=now, channel=channel, **by)
        return True
    _move_unasked(story, transition, now=now, channel=channel, **by)
    if consent.state_within(lifecycle.state_of(story), limit) is not None:
        return bring_within(story, limit, now=now, channel=channel, **by)
    return True


def forget(story, *, now: datetime) -> None:
    """Close the records of a story that its teller is deleting."""
    state = lifecycle.went_as_far_as(story)
    if state == "public":
        Tombstones(api.portal.get()).set(story.getPhysicalPath(), consent.PUBLIC)
    if state != "private":
        lifecycle.record(
            story, act="withdraw", level=consent.PRIVATE, now=now, channel="delete"
        )


def _move_unasked(story, transition: str, **kwargs) -> None:
    """Make a transition that follows from something else, without asking for a role."""
    workflow_tool = api.portal.get_tool("portal_workflow")
    workflow = workflow_tool[lifecycle.WORKFLOW]
    workflow._changeStateOf(story, workflow.transitions[transition], kwargs)
    workflow_tool._reindexWorkflowVariables(story)
