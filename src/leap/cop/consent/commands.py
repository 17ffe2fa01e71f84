"""Commands about the ledger and about forgetting: seal, end retention, forget."""

from datetime import datetime
from datetime import UTC
from leap.cop.consent import retention
from leap.cop.consent import seals
from leap.cop.consent.ledger import Ledger
from leap.cop.core import settings
from leap.cop.core.errors import Refused
from leap.cop.core.privacy import scrub
from pathlib import Path

import argparse
import sys


def add_to(commands) -> None:
    """Add this room's commands to the command line."""
    seal = commands.add_parser(
        "seal-ledger", help="seal all chains and print the seal, to be kept elsewhere"
    )
    seal.set_defaults(run=run_seal)

    end = commands.add_parser(
        "end-retention",
        help="destroy what ties the ledger's rows of past years to people",
    )
    end.add_argument(
        "--before",
        type=int,
        metavar="YEAR",
        help="the first year that stays; by default the last "
        "whole years stay that the site's settings say",
    )
    end.add_argument("--yes", action="store_true", help="do it, not only say it")
    end.set_defaults(run=run_end_retention, works_uninstalled=True)

    forgetting = commands.add_parser(
        "forget", help="pack the database, and look whether words are gone"
    )
    forgetting.add_argument(
        "--find",
        action="append",
        default=[],
        metavar="WORD",
        help="a word that must not be there; - reads them from standard input, a line "
        "each, so that the shell does not remember them",
    )
    forgetting.add_argument(
        "--days", type=float, default=0, help="keep what is newer than this (0)"
    )
    forgetting.add_argument(
        "--also",
        action="append",
        default=[],
        type=Path,
        metavar="PATH",
        help="look into this file or folder, too: a log, a mail queue",
    )
    forgetting.set_defaults(run=run_forget, works_uninstalled=True)


def run_seal(portal, options: argparse.Namespace) -> int:
    """Seal the ledger of one site."""
    ledger = Ledger(portal)
    written = ledger.seal(now=datetime.now(UTC))
    seal = seals.read(ledger.seals()[-1])
    print(f"Sealed: {seal.chains} chains, {seal.rows} rows, {seal.at}.")
    print("Keep this line where the server cannot reach it:")
    print(written)
    return 0


def run_end_retention(portal, options: argparse.Namespace) -> int:
    """Say what would be destroyed, and with --yes destroy it."""
    this_year = datetime.now(UTC).year
    before = options.before
    if before is None:
        before = this_year - settings.number("ledger_years", retention.DEFAULT_YEARS)
    if before > this_year:
        raise Refused(f"before: {before} is not over yet.")
    ended = retention.ended(portal, before)
    if not ended:
        print(f"Nothing to destroy before {before}.")
        return 0
    for period in ended:
        what = (
            f"up to {period.last_year}"
            if period.name.startswith("site")
            else period.name
        )
        print(f"{what}: the key, and the table of {period.people} people")
    if not options.yes:
        print("Nothing was destroyed. Say --yes to destroy it; it cannot be undone.")
        return 1
    retention.end(portal, before)
    print("Destroyed. The rows stay, and are nobody's any more.")
    print("Older states of the database go with `leap-cop … forget`, backups with")
    print("their own end.")
    return 0


def run_forget(portal, options: argparse.Namespace) -> int:
    """Pack, and look for words; 1 if one is found."""
    words = []
    for word in options.find:
        words.extend(sys.stdin.read().splitlines() if word == "-" else [word])
    words = [word.strip() for word in words if word.strip()]
    if any(len(word) < scrub.SHORTEST for word in words):
        raise Refused(f"find: words of {scrub.SHORTEST} letters or more.")
    for path in options.also:
        if not path.exists():
            # Otherwise a typing error would read as: nothing is in it.
            raise Refused(f"--also: there is nothing at {path}.")
    done = scrub.pack(portal, days=options.days)
    print(f"Words taken out of the search's word list: {done.words}")
    if done.mended:
        print(f"Indexed anew: {done.mended}")
    print(f"Packed. Older copies removed: {len(done.removed)}")
    if not words:
        return 0
    places = scrub.find(portal, words, also=options.also)
    for place in places:
        # Never the word itself: terminals and logs remember.
        print(f"word {place.number}: {place.count} × in {place.where}{place.meaning}")
    if places:
        print(f"Found: {len({place.number for place in places})} of {len(words)} words")
        return 1
    print(f"None of {len(words)} words is there.")
    return 0
