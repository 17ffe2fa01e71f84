"""What follows when an agreement is begun or taken away, or its community changes."""

from Acquisition import aq_base
from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.agreement import acceptance
from leap.cop.agreement import waiting
from leap.cop.agreement.content import find_agreement
from leap.cop.agreement.content import KEY
from leap.cop.agreement.records import AgreementShelf
from leap.cop.agreement.records import record_of
from leap.cop.community.audience import bring_down
from leap.cop.core import binding
from leap.cop.core.audience import PRIVATE
from leap.cop.core.containment import community_of
from leap.cop.core.content import strip_owner
from leap.cop.core.errors import NotNow
from leap.cop.core.roles import begin
from leap.cop.core.shipped import COMMUNITY
from plone import api
from zope.annotation.interfaces import IAnnotations


def begin_agreement(agreement, event) -> None:
    """Let a new agreement be nobody's property, and the only one of its community.

    :raises NotNow: where there is one already.
    """
    if event.newParent is None or event.oldParent is not None:
        return
    community = community_of(agreement)
    if find_agreement(community) is not None:
        raise NotNow(_("There is already an agreement."))
    strip_owner(agreement)
    begin(agreement)
    IAnnotations(community)[KEY] = agreement.getId()
    AgreementShelf(agreement).ready.asks = bool(community.requires_agreement)


def keep_an_agreement_in_force(agreement, event) -> None:
    """Refuse to delete what people said yes to; a whole community or site goes."""
    if event.newParent is not None or event.oldParent is None:
        return
    goes_alone = aq_base(event.object) is aq_base(agreement)
    if goes_alone and record_of(agreement).versions:
        raise NotNow(
            _(
                "People have already been asked to say yes to this agreement, so it "
                "cannot be deleted."
            )
        )


def let_another_one_begin(agreement, event) -> None:
    """Forget which agreement a community has when it is taken away."""
    if event.object is agreement and event.newParent is None:
        kept = IAnnotations(event.oldParent)
        if kept.get(KEY) == agreement.getId():
            del kept[KEY]


def follow_a_renamed_agreement(agreement, event) -> None:
    """Know the agreement by its new id: plone.api renames what it makes."""
    if event.object is not agreement or None in (event.oldParent, event.newParent):
        return
    if aq_base(event.newParent) is aq_base(event.oldParent):
        kept = IAnnotations(event.newParent)
        if kept.get(KEY) == event.oldName:
            kept[KEY] = event.newName


def bring_the_agreement_within_its_community(event) -> None:
    """Show the agreement no more widely than its community is shown."""
    agreement = find_agreement(event.community)
    if agreement is not None:
        bring_down(agreement, binding.state_of(event.community))


def keep_it_readable(agreement, event) -> None:
    """Refuse to put away what people answer; with its community it comes down.

    :raises NotNow: where something was put in force.
    """
    if event.transition is None or event.new_state.getId() != PRIVATE:
        return
    is_shown = binding.state_of(community_of(agreement)) != PRIVATE
    if is_shown and record_of(agreement).versions:
        raise NotNow(
            _(
                "People have already been asked to say yes to this agreement, so it "
                "cannot be hidden from them."
            )
        )


def bring_it_back_with_its_community(community, event) -> None:
    """Show members what they keep to once the community is shown to them again.

    It came down with the community. Whoever waits could not answer otherwise.
    """
    if event.transition is None or event.new_state.getId() == PRIVATE:
        return
    agreement = find_agreement(community)
    if agreement is None or not record_of(agreement).versions:
        return
    if binding.recorded_state(agreement) == PRIVATE:
        workflow = api.portal.get_tool("portal_workflow")[COMMUNITY]
        workflow._changeStateOf(agreement, workflow.transitions["share"], {})


def follow_a_changed_community(community, event) -> None:
    """Ask for an agreement from now on, or no longer."""
    waiting.follow_the_settings(community, datetime.now(UTC))


def forget_answers_of_somebody_who_left(event) -> None:
    """Ask whoever comes back again; the ledger keeps what was said."""
    agreement = find_agreement(event.community)
    if agreement is not None:
        acceptance.forget_answers(agreement, event.userid)


def have_somebody_answer(event) -> None:
    """Have whoever comes in, or back, past the way in wait for their own answer."""
    agreement = find_agreement(event.community)
    if agreement is not None:
        waiting.look_at(agreement, event.userid, now=datetime.now(UTC))


def have_somebody_look_after_the_group(event) -> None:
    """Let a facilitator go on who waits, where the last other one is gone."""
    agreement = find_agreement(event.about)
    if agreement is not None:
        waiting.look_at_all(agreement, now=datetime.now(UTC))
