"""Open the seal of a story in an emergency: `zconsole run <zope.conf> seal.py …`.

Who told a story stands in one local role and is shown to nobody. If somebody is in
danger two people together, by name and with a reason, have the software say it. That
leaves a row in the ledger and a decision that the teller reads (DESIGN, P4).
"""

from datetime import datetime
from datetime import UTC
from leap.cop import _
from leap.cop.consent.errors import Refused
from leap.cop.consent.ledger import Ledger
from leap.cop.consent.rules import AUDIENCE_OF_STATE
from leap.cop.consent.standing import Decision
from leap.cop.consent.standing import set_standing
from leap.cop.consent.standing import standing_of
from leap.cop.story import lifecycle
from leap.cop.story.content import IStory
from plone import api
from zope.component.hooks import site as in_site

import argparse
import sys
import transaction


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
        on_behalf=Ledger(api.portal.get()).actor(second),
        attribution=story.attribution or "",
        digest=lifecycle.digest_of(story),
        channel="command",
    )
    decision = Decision("unseal", now, f"{first}, {second}", reason.strip())
    set_standing(story, standing._replace(decisions=(*standing.decisions, decision)))
    return lifecycle.teller_of(story) or ""


def main(app, args: list[str]) -> None:
    """Open the seal of one story and print who told it."""
    parser = argparse.ArgumentParser(prog="seal.py", description=__doc__)
    parser.add_argument("site", help="path of the site in the database, such as cop")
    parser.add_argument("story", help="path of the story below the site")
    parser.add_argument("first", help="user id of the first person")
    parser.add_argument("second", help="user id of the second person")
    parser.add_argument("reason")
    options = parser.parse_args(args)
    portal = app.unrestrictedTraverse(options.site.strip("/"))
    with in_site(portal):
        story = portal.unrestrictedTraverse(options.story.strip("/"))
        if not IStory.providedBy(story):
            parser.error(f"{options.story} is no story")
        people = (options.first, options.second)
        teller = open_seal(story, people, options.reason, now=datetime.now(UTC))
        transaction.commit()
    print(f"Told by: {teller}")


if __name__ == "__main__":
    script = next(n for n, arg in enumerate(sys.argv) if arg.endswith("seal.py"))
    main(app, sys.argv[script + 1 :])  # noqa: F821 (zconsole gives `app`)
