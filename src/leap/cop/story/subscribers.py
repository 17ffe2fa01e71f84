"""What happens to a story when it is made, saved, moved, pasted or taken away."""

from leap.cop import _
from leap.cop.community.events import ICommunityBecameSmall
from leap.cop.community.events import ICommunityNarrowed
from leap.cop.consent import rules as consent
from leap.cop.consent.consent_state import hold
from leap.cop.consent.consent_state import new_standing
from leap.cop.consent.consent_state import set_standing
from leap.cop.consent.consent_state import standing_of
from leap.cop.core import binding
from leap.cop.core.containment import container_of
from leap.cop.core.content import strip_owner
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.events import IAccountClosed
from leap.cop.core.me import me
from leap.cop.core.people import People
from leap.cop.core.privacy.text_index import forget_words_of
from leap.cop.core.roles import begin
from leap.cop.story import erasure
from leap.cop.story import rules
from leap.cop.story.content import IStory
from leap.cop.story.display.attribution import remember_that_it_stands_alone
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import followups
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle import noted
from leap.cop.story.lifecycle import teller
from leap.cop.story.lifecycle.moves import MOVES
from leap.cop.story.responses import responses
from leap.cop.story.review import holds
from plone import api
from plone.uuid.interfaces import IUUID
from zope.component import adapter
from zope.lifecycleevent.interfaces import IObjectCopiedEvent
from zope.lifecycleevent.interfaces import IObjectRemovedEvent


def keep_texts_clean(story) -> None:
    """Keep the texts clean, those too that an older version stored, and in bounds."""
    digests.store_texts_clean(story)
    for name, text in digests.texts_of(story).items():
        if name in rules.STEPS and len(text) > rules.MAX_STEP:
            raise Refused(_("this text is too long."), name)
    story.title = " ".join((story.title or "").split())
    if not story.title:
        story.title = rules.title_from(digests.texts_of(story))
    if not story.title:
        raise Refused(_("write one sentence, or give the story a title."), "title")
    if len(story.title) > rules.MAX_TITLE:
        raise Refused(_("up to 200 characters. Put the rest in the story."), "title")
    if len(story.description or "") > rules.MAX_DESCRIPTION:
        raise Refused(_("up to 2,000 characters."), "description")
    if (story.attribution or "anonymous") == "anonymous":
        story.attribution_text = ""


def begin_story(story, event) -> None:
    """Give a new story to its teller, with nothing granted, in no order of events."""
    if event.newParent is None or event.oldParent is not None:
        return
    strip_owner(story)
    keep_texts_clean(story)
    is_held = lifecycle.is_held(story)
    set_standing(story, new_standing())
    if is_held:
        # A copy of a text on hold: the hold is about the text and goes with it.
        standing = hold(standing_of(story), digests.digest_of(story))
        set_standing(story, standing)
    begin(story)
    if not teller.code_of(story):
        userid = me()
        if userid:
            teller.set_code(story, People(api.portal.get()).code_for(userid))
    teller.put_on_list(story)
    if is_held:
        lifecycle.follow_on_the_desk(story)


def follow_a_new_address(story, event) -> None:
    """Find a story where it stands now: plone.api makes it under a temporary id."""
    if event.object is not story or None in (event.oldParent, event.newParent):
        return
    teller.move(
        teller.code_of(story),
        (IUUID(event.oldParent), event.oldName),
        (IUUID(event.newParent), event.newName),
    )


@adapter(IStory, IObjectCopiedEvent)
def refuse_copies_by_others(copy, event) -> None:
    """Let the teller alone copy: a copy of a confidence is a confidence broken."""
    if not lifecycle.is_teller(event.original):
        raise NotYours(_("Only the storyteller can copy or move a story."))
    digests.take_texts_of(copy, event.original)


def follow_saved_story(story, event) -> None:
    """Clean what was saved; take it as the grant for the new text, or refuse it."""
    keep_texts_clean(story)
    followups.follow_saved_text(story, now=lifecycle.utc_now())
    lifecycle.follow_on_the_desk(story)


def follow_changed_media(medium, event) -> None:
    """Take a picture that came, changed or went like a text that was changed."""
    if event.object is not medium:
        return
    story = container_of(medium)
    if IObjectRemovedEvent.providedBy(event):
        story = event.oldParent
    if IStory.providedBy(story):
        followups.follow_saved_text(story, now=lifecycle.utc_now())
        lifecycle.follow_on_the_desk(story)
        # Any index will do: a list shows the first picture, which is a column.
        story.reindexObject(idxs=["cop_domain"])


def check_keys_before_a_move(story, event) -> None:
    """Refuse a transition without its keys, whichever way it was asked for."""
    if event.transition is None:
        return
    if event.workflow.getId() != lifecycle.WORKFLOW:
        binding.refuse_under_another(story)
    elif event.transition.id in MOVES:
        MOVES[event.transition.id].guard(story, event.kwargs or {})


def keep_records_after_a_move(story, event) -> None:
    """Keep standing, ledger, tombstones and catalog in step."""
    if event.workflow.getId() != lifecycle.WORKFLOW or event.transition is None:
        return
    transition, old_state = event.transition.id, event.old_state.id
    if transition not in MOVES:
        return
    lifecycle.settle(story, transition, old_state, event.new_state.id)
    lifecycle.record_move(story, transition, old_state, event.kwargs or {})
    remember_that_it_stands_alone(story)


def remember_a_hold(story, event) -> None:
    """Keep a hold where those who made it find it again."""
    if event.workflow.getId() != lifecycle.WORKFLOW:
        return
    if event.transition is not None and event.transition.id == "take_down":
        now = (event.kwargs or {}).get("now") or lifecycle.utc_now()
        holds.remember(story, event.old_state.id, now=now)


def close_records_of_a_deleted_story(story, event) -> None:
    """Leave a tombstone and a last row where a shared story is deleted."""
    if event.object is story:
        followups.forget(story, now=lifecycle.utc_now())
        teller.take_off_list(story, event.oldParent)
        noted.forget(story, event.oldParent, responses.who_is_noted(story))
        holds.forget(story)


def forget_words(story, event) -> None:
    """Have the words taken out that only the old text had."""
    forget_words_of(story)


def forget_words_of_a_narrowed_story(story, event) -> None:
    """Have the words of a story taken out that is its teller's alone again."""
    if event.transition is not None and event.new_state.id in ("private", "pending"):
        forget_words_of(story)


@adapter(IAccountClosed)
def take_back_stories_of_a_closed_account(event) -> None:
    """Bring stories back to private that nobody could take back any more."""
    moved = erasure.take_back_stories_of(event.code, now=event.now)
    event.counts["stories that are their teller's alone again"] = moved


SHARED_STATES = ("community", "pending", "community_pending", "public")


@adapter(ICommunityNarrowed)
def bring_stories_within_their_community(event) -> None:
    """Move wider stories down, in the transaction that narrowed the community.

    Where one came or went nothing was narrowed, and the others are not woken for it.
    """
    now, states = lifecycle.utc_now(), SHARED_STATES
    if event.only_inside:
        states = tuple(one for one in states if consent.state_within(one, event.limit))
    for story in shared_stories(event.community, states):
        followups.bring_within(story, event.limit, now=now, channel="community")


@adapter(ICommunityBecameSmall)
def leave_the_community_off_its_stories(event) -> None:
    """Name a community no longer beside stories that its few people told unnamed."""
    for story in shared_stories(event.community):
        remember_that_it_stands_alone(story)


def shared_stories(community, states: tuple[str, ...] = SHARED_STATES) -> list:
    """Return the stories of a community that others than their tellers can read.

    Unrestricted, and for the domain only: who asks may not see each of them.

    :param states: those of which it gives them.
    """
    if not states:
        return []
    catalog = api.portal.get_tool("portal_catalog")
    brains = catalog.unrestrictedSearchResults(
        path="/".join(community.getPhysicalPath()),
        portal_type="leap.cop.Story",
        review_state=list(states),
    )
    return [brain._unrestrictedGetObject() for brain in brains]
