"""Commands about stories: open the seal of one in an emergency."""

from datetime import datetime
from datetime import UTC
from leap.cop.consent.errors import Refused
from leap.cop.story.content import IStory
from leap.cop.story.seal import open_seal

import argparse


def add_to(commands) -> None:
    """Add this room's commands to the command line."""
    unseal = commands.add_parser(
        "unseal",
        help="say who told a story: two people, a reason, a row in the ledger",
    )
    unseal.add_argument("story", help="path of the story below the site")
    unseal.add_argument("first", help="user id of the first person")
    unseal.add_argument("second", help="user id of the second person")
    unseal.add_argument("reason")
    unseal.set_defaults(run=run_unseal)


def story_at(portal, path: str):
    """Give the story at a path below the site.

    :raises Refused: when there is none.
    """
    story = portal.unrestrictedTraverse(path.strip("/"), None)
    if not IStory.providedBy(story):
        raise Refused(f"story: there is none at {path}.")
    return story


def run_unseal(portal, options: argparse.Namespace) -> int:
    """Open the seal of one story and print who told it."""
    teller = open_seal(
        story_at(portal, options.story),
        (options.first, options.second),
        options.reason,
        now=datetime.now(UTC),
    )
    print(f"Told by: {teller}")
    return 0
