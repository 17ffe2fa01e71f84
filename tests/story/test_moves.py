"""Each move is whole: in our table, in the workflow, and in what it leaves behind."""

from leap.cop.consent import rules
from leap.cop.consent.chain import KINDS
from leap.cop.consent.chain import STORY
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.consent.replay import said_by
from leap.cop.core.errors import NotNow
from leap.cop.core.errors import Refused
from leap.cop.story import events
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import guards
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle.moves import MOVES
from plone import api
from plone.app.textfield.value import RichTextValue
from tests.conftest import make_story
from tests.conftest import NOW
from tests.setup import definitions
from typing import NamedTuple
from zope.component import getGlobalSiteManager
from zope.event import notify
from zope.lifecycleevent import ObjectModifiedEvent

import pytest


WORKFLOW = definitions.parse("cop_story_workflow")

#: What is no move but the second half of one.
SECOND = "settle_"


class Said(NamedTuple):
    """What the design says of a move."""

    #: Where from, and where to.
    ways: dict[str, str]
    who: frozenset[str]
    #: What is said to it without a key that it needs; None where it needs none.
    lacking: dict[str, str] | None
    act: str
    event: type | None


NOBODY: frozenset[str] = frozenset()
TELLER = frozenset({"teller"})
REVIEWER = frozenset({"reviewer"})
BOTH = frozenset({"facilitator", "reviewer"})

ASKED = {"private": "pending", "community": "community_pending"}
SENT_BACK = {"pending": "private", "community_pending": "community"}
OUT = {"pending": "public", "community_pending": "public"}
DOWN = dict.fromkeys(("community", "pending", "community_pending", "public"), "private")

ASKS, IS_OUT = events.StorySubmitted, events.StoryPublished
RETURNED, HELD = events.StoryReturned, events.StoryHeld
WORDLESS, ANOTHER = {"comment": " "}, {"digest": "another"}

#: The contract's list, in its order.
DESIGN = {
    "share": Said({"private": "community"}, TELLER, {}, "grant", None),
    "submit": Said(ASKED, TELLER, {}, "grant", ASKS),
    "approve": Said(OUT, REVIEWER, ANOTHER, "review", IS_OUT),
    "return": Said(SENT_BACK, REVIEWER, WORDLESS, "review", RETURNED),
    "revise": Said({"public": "community_pending"}, NOBODY, None, "edit", ASKS),
    "retract": Said(
        {**SENT_BACK, "public": "community"}, TELLER, None, "withdraw", None
    ),
    "withdraw": Said({"private": "private", **DOWN}, TELLER, None, "withdraw", None),
    "take_down": Said(DOWN, BOTH, WORDLESS, "takedown", HELD),
}
STEPS = [(name, origin) for name, said in DESIGN.items() for origin in said.ways]


def test_the_table_has_the_moves_of_the_workflow_and_no_others():
    engine = {one for one in WORKFLOW.transitions if not one.startswith(SECOND)}
    assert engine == set(DESIGN)
    assert list(MOVES) == list(rules.MOVES) == list(DESIGN)


@pytest.mark.parametrize("name", DESIGN)
def test_a_move_is_what_design_and_workflow_say(name):
    move, said, transition = MOVES[name], DESIGN[name], WORKFLOW.transitions[name]
    assert (move.origins, move.actors) == (said.ways, said.who)
    assert (move.act, move.event) == (said.act, said.event)
    assert move.act in KINDS[STORY].acts
    # Nothing stands in the way of taking back, nor of asking again.
    assert (move.guard is guards.check_nothing) == (said.lacking is None)
    assert move.has_reason == (said.lacking == WORDLESS)
    assert move.is_decision == bool(said.who - TELLER)
    origins = {one for one, s in WORKFLOW.states.items() if name in s.transitions}
    assert origins == set(said.ways)
    assert transition.trigger == ("USER" if said.who else "AUTOMATIC")
    for end in set(said.ways.values()) - {transition.target}:
        assert f"{SECOND}{end}" in WORKFLOW.transitions


@pytest.fixture
def heard(portal):
    """Yield the list of what stories tell."""
    kinds, manager = [], getGlobalSiteManager()

    def hear(event):
        kinds.append(type(event))

    manager.registerHandler(hear, (events.IStoryEvent,))
    yield kinds
    manager.unregisterHandler(hear, (events.IStoryEvent,))


def rows_of(story) -> list[dict]:
    return Ledger(api.portal.get()).rows(standing_of(story).ledger_key)


def make(story, name: str) -> None:
    """Make a move as somebody who may."""
    who = min(MOVES[name].actors, default="teller")
    with api.env.adopt_user(who):
        if name in ("share", "submit"):
            level = "community" if name == "share" else "public"
            lifecycle.grant(story, level, now=NOW)
        elif name == "revise":
            story.learning = RichTextValue("<p>More.</p>", "text/html", "text/html")
            notify(ObjectModifiedEvent(story))
        else:
            lifecycle.move(story, name, now=NOW, comment="A word.")


@pytest.mark.parametrize(("name", "origin"), STEPS)
def test_a_move_leaves_all_of_its_parts(community, heard, name, origin):
    said, story = DESIGN[name], make_story(community, origin)
    before, end = rows_of(story), said.ways[origin]
    heard.clear()
    make(story, name)
    assert lifecycle.state_of(story) == end
    is_back = end == "private"
    told = [said.event, events.StoryTakenBack if is_back else None]
    assert heard == [kind for kind in told if kind is not None]
    standing, level = standing_of(story), rules.GRANT_OF_STATE[end]
    # Nothing is said in the ledger where nothing moved.
    rows = rows_of(story)
    new = [(row["act"], row["level"]) for row in rows[len(before) :]]
    assert new == ([(said.act, level)] if end != origin else [])
    assert (standing.granted or "private") == level
    assert (standing.asked is not None) == (end in rules.IN_REVIEW)
    is_approved = standing.approved_digest == digests.digest_of(story)
    assert is_approved == (end == "public")
    decided = [one.act for one in standing.decisions if one.reason]
    assert decided == ([name] if said.lacking == WORDLESS else [])
    assert lifecycle.is_held(story) == (name == "take_down")
    # What an import reads in the ledger leads where the move led.
    tellers = {row["actor"] for row in rows if row["act"] == "grant"}
    assert said_by(rows, tellers.__contains__).state == end


@pytest.mark.parametrize(
    "name", [name for name, said in DESIGN.items() if said.lacking is not None]
)
def test_a_move_is_refused_without_its_key(community, name):
    said = DESIGN[name]
    for origin in said.ways:
        story = make_story(community, origin)
        with api.env.adopt_user(min(said.who)), pytest.raises((NotNow, Refused)):
            lifecycle.move(story, name, **said.lacking)
        assert lifecycle.state_of(story) == origin
