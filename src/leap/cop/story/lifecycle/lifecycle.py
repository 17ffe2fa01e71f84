"""The way of a story: grant, ask, review, take back. Forms and REST both come here.

The moves are transitions of `cop_story_workflow`, so plone.restapi's own `@workflow`
and every other way to make a transition pass the same checks: the move's guard runs
before each, `record_move` after it, both by the one table of `moves.py`. What needs the
teller's words first (`grant`) takes them and makes the move in one go.
"""

from collections.abc import Mapping
from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.consent import rules as consent
from leap.cop.consent.consent_state import Decision
from leap.cop.consent.consent_state import held_digests
from leap.cop.consent.consent_state import set_standing
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.core import binding
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import NotYours
from leap.cop.core.errors import Refused
from leap.cop.core.me import me
from leap.cop.core.privacy.text_index import forget_words_of
from leap.cop.core.privacy.tombstones import Tombstones
from leap.cop.core.roles import bring_in_line
from leap.cop.core.roles import unasked
from leap.cop.story import events
from leap.cop.story.lifecycle import desk
from leap.cop.story.lifecycle import noted
from leap.cop.story.lifecycle import teller
from leap.cop.story.lifecycle.digests import digest_of
from leap.cop.story.lifecycle.digests import is_held
from leap.cop.story.lifecycle.guards import refuse_a_held_text
from leap.cop.story.lifecycle.moves import MOVES
from leap.cop.story.lifecycle.teller import is_teller
from leap.cop.story.signature import signature_for
from plone import api
from zope.event import notify


WORKFLOW = "cop_story_workflow"


#: In the ledger: the teller took a story back on the way out, or by their own link.
LEAVING, LINK = "leaving", "link"
TELLERS_OWN = (LEAVING, LINK)
#: In the ledger: two people gave it back to its teller's new account.
GIVE_BACK = "give_back"


def is_name_off(row: dict) -> bool:
    """Tell whether a row of the ledger is about a name that its teller took off."""
    return row["act"] == "edit" and row["channel"] in TELLERS_OWN


#: What may be said to a move for its row in the ledger.
ROW = ("channel", "actor", "wording_id", "language")

#: Everything in the catalog that hangs on how far a story travels.
TEXT_INDEXES = (
    "SearchableText",
    "Title",
    "sortable_title",
    "Description",
    "Subject",
    "created",
    "modified",
    "effective",
    "Date",
    "CreationDate",
    "EffectiveDate",
    "ModificationDate",
    "cop_attribution",
    "cop_community",
    "cop_country",
    "cop_domain",
    "cop_since",
)


# Reading


def utc_now() -> datetime:
    """Return the moment, for callers outside the domain."""
    return datetime.now(UTC)


def state_of(story) -> str:
    """Return the state that counts; private where the workflow is not ours."""
    return binding.state_of(story)


def went_as_far_as(story) -> str:
    """Return the state by our own record, whatever the site's workflows say of it.

    Where the record is broken, what the teller had granted and a reviewer approved.
    """
    state = binding.recorded_state(story)
    if state != binding.UNKNOWN:
        return state
    standing = standing_of(story)
    if standing.granted == consent.PUBLIC and not standing.approved_digest:
        return "community_pending"
    return standing.granted or consent.PRIVATE


def is_taken_back(story) -> bool:
    """Tell whether there is nothing left that its teller could take back."""
    return consent.PRIVATE == binding.recorded_state(story) == went_as_far_as(story)


def teller_of(story) -> str | None:
    """Return the user id of a story's teller, None for an account that is gone."""
    return teller.userid_of(story)


def effective_audience(story) -> str:
    """Return the audience that all keys allow together, whatever the state says."""
    standing = standing_of(story)
    digest = digest_of(story)
    community = community_of(story)
    return consent.effective_audience(
        granted=standing.granted if standing.granted_digest == digest else None,
        approved=standing.approved_digest == digest,
        ceiling=community.story_ceiling if community is not None else None,
        community=state_of(community) if community is not None else None,
    )


# Moving


def move(story, transition: str, **kwargs) -> None:
    """Make a transition as the current user.

    :raises NotNow: when the state does not have it.
    :raises NotYours: when it is somebody else's to make.
    """
    binding.refuse_under_another(story)
    if state_of(story) not in consent.MOVES[transition].origins:
        raise NotNow(_("This is not possible for this story at the moment."))
    workflow_tool = api.portal.get_tool("portal_workflow")
    workflow = workflow_tool[WORKFLOW]
    if not workflow.isActionSupported(story, transition):
        raise NotYours(_("You cannot decide this here."))
    workflow_tool.doActionFor(story, transition, **kwargs)


def settle(story, transition: str, old_state: str, new_state: str) -> None:
    """Make the second half of a move whose end depends on who reads the story already.

    A transition of the workflow engine has one target; asking to publish what the
    community reads ends elsewhere than asking to publish what nobody reads.
    """
    target = consent.MOVES[transition].origins.get(old_state, new_state)
    if target != new_state:
        workflow = api.portal.get_tool("portal_workflow")[WORKFLOW]
        workflow._changeStateOf(story, workflow.transitions[f"settle_{target}"], {})


def grant(
    story,
    level: object,
    *,
    now: datetime,
    attribution: object = None,
    attribution_text: object = None,
    wording: str = "",
    language: str = "",
    channel: str = "rest",
) -> None:
    """Take the teller's grant for exactly this text and make the move it asks for.

    :param level: `community` (share) or `public` (ask to publish).
    :param attribution: `name`, `role`, `anonymous`; None keeps what the story has.
    :raises Refused: for bad input; the message starts with the field.
    :raises NotYours: for anybody but the teller.
    :raises NotNow: when the state, the ceiling or a hold does not allow it.
    """
    if not is_teller(story):
        raise NotYours(_("Only the storyteller decides how far a story may go."))
    if level not in consent.GRANTABLE:
        raise Refused(_("choose community or public."), "level")
    binding.refuse_under_another(story)
    transition = "share" if level == consent.COMMUNITY else "submit"
    if state_of(story) not in consent.MOVES[transition].origins:
        raise NotNow(_("This is not possible for this story at the moment."))
    refuse_a_held_text(story)
    _set_attribution(story, attribution, attribution_text)
    standing = standing_of(story)
    digest = digest_of(story)
    set_standing(story, standing._replace(granted=level, granted_digest=digest))
    row = {"channel": channel, "wording_id": wording, "language": language}
    move(story, transition, now=now, **row)


def _set_attribution(story, attribution: object, text: object) -> None:
    chosen = signature_for(story, attribution, text)
    if attribution is not None:
        story.attribution = chosen.attribution
    if text is not None or story.attribution_text:
        story.attribution_text = chosen.text


def withdraw(story) -> None:
    """Take a story back to its teller alone: no approval, no reason, any state.

    Where the site's workflow tool does not follow our workflow, by our own record.
    """
    if binding.is_ours(story):
        move(story, "withdraw")
    elif not is_teller(story):
        raise NotYours(_("You cannot decide this here."))
    else:
        land_in_private(story)


def land_in_private(story, **kwargs) -> None:
    """Bring a story to its teller alone, past the workflow tool.

    :param kwargs: what goes with a move: `now`, `channel`, `actor`.
    """
    old_state = went_as_far_as(story)
    step = {**unasked(), "action": "withdraw"}
    forget_words_of(story)
    binding.put_on_record(story, consent.PRIVATE, step)
    bring_in_line(story)
    record_move(story, "withdraw", old_state, kwargs)


def keep_in_community(story) -> None:
    """Take a story back from further out, as far as it was shared before."""
    move(story, "retract")


def approve(story, digest: str | None = None) -> None:
    """Publish a story, as a reviewer who read exactly the text of `digest`."""
    move(story, "approve", digest=digest)


def send_back(story, reason: str) -> None:
    """Send a story back to its teller, with a note for the teller's eyes."""
    move(story, "return", comment=reason)


def put_on_hold(story, reason: str) -> None:
    """Take a story down, with a reason for the teller's eyes."""
    move(story, "take_down", comment=reason)


def release(story) -> None:
    """Lift a hold: the same text may be shared again."""
    standing, digest = standing_of(story), digest_of(story)
    others = tuple(held for held in held_digests(standing) if held != digest)
    set_standing(story, standing._replace(held_digest="", held_before=others))
    follow_on_the_desk(story)


# Records after each move


def record_move(story, transition: str, old_state: str, said: Mapping) -> None:
    """Keep standing, ledger, tombstones and catalog in step with a move just made.

    :param said: `now`, the `comment` that gives a reason, and what goes into the row of
        the ledger. Of a decision nothing does: it is made by who is logged in.
    """
    move, state = MOVES[transition], went_as_far_as(story)
    now = said.get("now") or utc_now()
    level = consent.GRANT_OF_STATE[state]
    _follow_tombstones(story, old_state, state)
    if consent.widens(old_state, state):
        story.setEffectiveDate(now)
    set_standing(story, move.keys(story, level, now))
    if move.is_decision:
        reason = str(said.get("comment") or "").strip() if move.has_reason else ""
        _decide(story, transition, now, reason)
    row = {name: said[name] for name in ROW if name in said and not move.is_decision}
    act, channel = move.act, row.get("channel")
    if act == "withdraw" and channel not in (None, *TELLERS_OWN):
        act = "takedown"
    if channel or state != old_state:
        record(story, act=act, level=level, now=now, **row)
    if move.event is not None:
        notify(move.event(story))
    if state == consent.PRIVATE:
        notify(events.StoryTakenBack(story))
    follow_on_the_desk(story, transition)
    story.reindexObject(idxs=list(TEXT_INDEXES))


def follow_on_the_desk(story, transition: str = "") -> None:
    """Put what waits for the teller on the desk, and take off what does no longer.

    :param transition: the move that was made, empty where the text or its holds change.
    """
    code = teller.code_of(story)
    if not code:
        return
    desks, place = desk.desks(), teller.place_of(story)
    there = {thing.kind: thing for thing in desks.things(code) if thing.place == place}
    decided = standing_of(story).decisions
    since = (decided[-1].at if decided else utc_now()).isoformat()
    returned = there.get(desk.RETURNED)
    if transition == "return":
        thing = desk.Thing(*place, desk.RETURNED, since, digest_of(story))
        desks.add(code, thing)
    elif returned and (transition or returned.about != digest_of(story)):
        desks.clear_away(code, place, desk.RETURNED)
    if not is_held(story):
        desks.clear_away(code, place, desk.HELD)
    elif desk.HELD not in there:
        desks.add(code, desk.Thing(*place, desk.HELD, since))


def _follow_tombstones(story, old_state: str, state: str) -> None:
    tombstones = Tombstones(api.portal.get())
    if old_state == "public" != state:
        tombstones.set(story.getPhysicalPath(), consent.PUBLIC)
    elif state == "public" != old_state:
        tombstones.lift(story.getPhysicalPath())


def _decide(story, act: str, now: datetime, reason: str) -> None:
    standing = standing_of(story)
    by = noted.note(story, me())
    decision = Decision(act, now, by, reason)
    set_standing(story, standing._replace(decisions=(*standing.decisions, decision)))


def record(story, *, act, level, now, channel="", actor=None, **fields) -> None:
    """Write a row into the ledger, about the text as it stands now.

    :param actor: a user id, empty for nobody; None is who is logged in.
    """
    standing = standing_of(story)
    if actor is None:
        actor = me()
    Ledger(api.portal.get()).append(
        standing.ledger_key,
        actor,
        now=now,
        act=act,
        level=level,
        attribution=story.attribution or "",
        digest=digest_of(story),
        channel=channel or "workflow",
        **fields,
    )
