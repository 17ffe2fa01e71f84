"""Commands about people who come and go: tidy, missing-people."""

from datetime import datetime
from datetime import UTC
from leap.cop.core import accounts
from leap.cop.core.errors import Refused
from leap.cop.recruitment import cleanup
from leap.cop.recruitment import missing

import argparse


def add_to(commands) -> None:
    """Add this room's command to the command line."""
    tidy = commands.add_parser(
        "tidy", help="drop answered applications and old invitations"
    )
    tidy.add_argument(
        "--days",
        type=int,
        help="keep what was over within so many days; by default what the site's "
        "settings say",
    )
    tidy.add_argument("--yes", action="store_true", help="do it, not only say it")
    tidy.set_defaults(run=run_tidy)

    missing = commands.add_parser(
        "missing-people",
        help="say which accounts no source of users knows; nothing is closed by that",
    )
    missing.add_argument(
        "--yes",
        nargs="+",
        default=[],
        metavar="USERID",
        help="these accounts are gone: end what is kept under their ids",
    )
    missing.set_defaults(run=run_missing)


def run_tidy(portal, options: argparse.Namespace) -> int:
    """Say what would be dropped, and with --yes drop it."""
    days = cleanup.days_kept() if options.days is None else options.days
    if not 0 <= days <= 36500:
        raise Refused("days: a number of days, 0 or more.")
    found = cleanup.old(now=datetime.now(UTC), days=days)
    if not found:
        print(f"Nothing is over for more than {days} days.")
        return 0
    # Numbers alone: terminals and logs remember names.
    print(f"Answered requests to join: {sum(len(part.applications) for part in found)}")
    print(f"Old invitations: {sum(len(part.invitations) for part in found)}")
    if not options.yes:
        print("Nothing was dropped. Say --yes to drop it; it cannot be undone.")
        return 1
    cleanup.drop(found)
    print("Dropped.")
    return 0


def run_missing(portal, options: argparse.Namespace) -> int:
    """Say who is missing, and close those who are said to be gone."""
    now = datetime.now(UTC)
    accounts.close_those_deleted_meanwhile(portal, now=now)
    try:
        found = missing.look(portal, now=now)
    except Exception as error:
        raise Refused(
            "A source of users could not be asked, so nobody knows."
        ) from error
    for userid, row in sorted(found.items()):
        print(f"{userid}: not found since {row.since}, on {row.days} days")
    if options.yes:
        print(f"Closed: {missing.close(portal, options.yes, now=now)}")
    elif found:
        print("Nothing was closed. Name those who are gone with --yes.")
    else:
        print("Nobody is missing.")
    return 0
