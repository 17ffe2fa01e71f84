"""Who could read a story, and when: for the safeguarding person, and nobody else (P7).

From the states of the story and the dated intervals of its community's people. The
teller reads it always and is named here as little as anywhere: as one of the members
while a member, and otherwise not.
"""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.community import site_reviewers
from leap.cop.community.membership import Membership
from leap.cop.community.people import is_safeguarding_person
from leap.cop.community.profiles import fullname
from leap.cop.core.containment import community_of
from leap.cop.core.errors import NotYours
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.readers import rules
from typing import NamedTuple


class Reader(NamedTuple):
    """Somebody, or a group without names, who could read from one moment to another."""

    who: object
    since: datetime
    until: datetime | None
    is_person: bool


#: Those whom nobody can name afterwards.
ALL_STAFF = _("Everybody with an account on the site")


def may_ask(story) -> bool:
    """Tell whether the current user is told who could read a story."""
    community = community_of(story)
    if community is None or lifecycle.is_teller(story):
        return False
    return is_safeguarding_person(community)


def readers_of(story) -> list[Reader]:
    """Return who could read a story besides its teller, and when; the first first.

    :raises NotYours: for everybody but the safeguarding person of its community.
    """
    if not may_ask(story):
        raise NotYours(_("Only the safeguarding contact can see this."))
    community = community_of(story)
    states = rules.stood(_moves(story))
    found = [
        Reader(ALL_STAFF, *stretch, is_person=False)
        for stretch in rules.in_states(states, frozenset({"public"}))
    ]
    for userid, history in site_reviewers.histories().items():
        for stretch in rules.could_read(states, history):
            found.append(Reader(fullname(userid), *stretch, is_person=True))
    membership = Membership(community)
    could = {
        userid: list(rules.could_read(states, history))
        for userid, history in membership.histories().items()
    }
    names = membership.names(userid for userid, stretches in could.items() if stretches)
    for userid, name in names.items():
        for stretch in could[userid]:
            found.append(Reader(name, *stretch, is_person=True))
    found.sort(key=lambda row: (row.since, row.is_person, str(row.who)))
    return found


def _moves(story) -> list[tuple[datetime, str]]:
    """Return since when a story was in which state, by the history of its workflow.

    A move of two halves (`lifecycle.settle`) counts as its second one.
    """
    history = (story.workflow_history or {}).get(lifecycle.WORKFLOW, ())
    following = [*history[1:], {}]
    return [
        (step["time"].asdatetime().astimezone(UTC), step["review_state"])
        for step, later in zip(history, following, strict=True)
        if not str(later.get("action") or "").startswith("settle_")
    ]
