"""Open the seal of a story in an emergency: `leap-cop … unseal`.

Who told a story stands in it as a code and is shown to nobody. If somebody is in
danger two people together, by name and with a reason, have the software say it. That
leaves a row in the ledger and a decision that the teller reads (DESIGN, P4).
"""

from datetime import datetime
from leap.cop import _
from leap.cop.community.accounts import person_meant
from leap.cop.consent.consent_state import Decision
from leap.cop.consent.consent_state import set_standing
from leap.cop.consent.consent_state import standing_of
from leap.cop.consent.ledger import Ledger
from leap.cop.consent.rules import AUDIENCE_OF_STATE
from leap.cop.core.errors import Refused
from leap.cop.core.people import People
from leap.cop.story.lifecycle import digests
from leap.cop.story.lifecycle import lifecycle
from leap.cop.story.lifecycle import noted
from leap.cop.story.lifecycle import teller
from plone import api


def open_seal(story, people: tuple[str, str], reason: str, *, now: datetime) -> str:
    """Return the user id of a story's teller, and keep on record who asked and why.

    :param people: the user ids of two different people of the site.
    :raises Refused: without two people, or without a reason.
    """
    people = check_two(people, reason)
    keep_on_record(story, people, reason, channel="command", now=now)
    return _told_by(story)


def _told_by(story) -> str:
    """Return the user id of a story's teller, with the day where that account went."""
    code = teller.code_of(story)
    former = People(api.portal.get()).former_of(code)
    if former is not None:
        return f"{former.userid} (the account that was deleted on {former.day})"
    return lifecycle.teller_of(story) or ""


def check_two(people: tuple[str, str], reason: str) -> tuple[str, str]:
    """Ask for two people and a reason, for what nobody decides alone.

    :returns: their own ids: one person can write the same id in two ways.
    :raises Refused: without them.
    """
    first, second = (person_meant(who, "people") for who in people)
    if first == second:
        raise Refused(
            _("name two different people on this site who will do this together."),
            "people",
        )
    if not reason.strip():
        raise Refused(_("give a reason."), "reason")
    return first, second


def keep_on_record(
    story, people: tuple[str, str], reason: str, *, channel: str, now: datetime
) -> None:
    """Write down, in the ledger and for the teller, what two people did and why."""
    first, second = people
    standing = standing_of(story)
    ledger = Ledger(api.portal.get())
    ledger.append(
        standing.ledger_key,
        first,
        now=now,
        act="unseal",
        level=AUDIENCE_OF_STATE[lifecycle.state_of(story)],
        on_behalf=ledger.actor(second, now),
        attribution=story.attribution or "",
        digest=digests.digest_of(story),
        channel=channel,
    )
    by = noted.AND.join(noted.note(story, who) for who in people)
    decision = Decision("unseal", now, by, reason.strip())
    set_standing(story, standing._replace(decisions=(*standing.decisions, decision)))
