"""Open the seal of a story in an emergency: `leap-cop … unseal`.

Who told a story stands in one local role and is shown to nobody. If somebody is in
danger two people together, by name and with a reason, have the software say it. That
leaves a row in the ledger and a decision that the teller reads (DESIGN, P4).
"""

from datetime import datetime
from leap.cop import _
from leap.cop.consent.errors import Refused
from leap.cop.consent.ledger import Ledger
from leap.cop.consent.rules import AUDIENCE_OF_STATE
from leap.cop.consent.standing import Decision
from leap.cop.consent.standing import set_standing
from leap.cop.consent.standing import standing_of
from leap.cop.story import lifecycle
from plone import api


def open_seal(story, people: tuple[str, str], reason: str, *, now: datetime) -> str:
    """Give the user id of a story's teller, and keep on record who asked and why.

    :param people: the user ids of two different people of the site.
    :raises Refused: without two people, or without a reason.
    """
    first, second = people
    if first == second or not all(api.user.get(userid=who) for who in people):
        raise Refused(_("people: two different people of the site open it together."))
    if not reason.strip():
        raise Refused(_("reason: say why."))
    standing = standing_of(story)
    Ledger(api.portal.get()).append(
        standing.ledger_key,
        first,
        now=now,
        act="unseal",
        level=AUDIENCE_OF_STATE[lifecycle.state_of(story)],
        on_behalf=Ledger(api.portal.get()).actor(second, now),
        attribution=story.attribution or "",
        digest=lifecycle.digest_of(story),
        channel="command",
    )
    decision = Decision("unseal", now, f"{first}, {second}", reason.strip())
    set_standing(story, standing._replace(decisions=(*standing.decisions, decision)))
    return lifecycle.teller_of(story) or ""
