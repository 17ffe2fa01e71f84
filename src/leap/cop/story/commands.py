"""Commands about stories: check the ledger, erase a person, open a seal."""

from collections import Counter
from datetime import datetime
from datetime import UTC
from leap.cop.community.accounts import person_meant
from leap.cop.consent import seals
from leap.cop.core.errors import Refused
from leap.cop.core.people import People
from leap.cop.core.people import stand_in
from leap.cop.core.role_holders import held_site_wide
from leap.cop.story import erasure
from leap.cop.story.content import IStory
from leap.cop.story.proof.give_back import give_back
from leap.cop.story.proof.seal import open_seal
from leap.cop.story.proof.verify import in_words
from leap.cop.story.proof.verify import namesakes
from leap.cop.story.proof.verify import RESTORED
from leap.cop.story.proof.verify import verify
from plone import api

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

    check = commands.add_parser(
        "verify-ledger", help="say whether the ledger holds; 1 if it does not"
    )
    check.add_argument(
        "--seal", default="", help="a seal that was kept elsewhere, as it was printed"
    )
    check.set_defaults(run=run_verify)

    erase = commands.add_parser(
        "erase-person",
        help="delete somebody's stories and take the user id out everywhere",
    )
    erase.add_argument("userid")
    erase.add_argument("--yes", action="store_true", help="do it, not only say it")
    erase.add_argument(
        "--deleted",
        default="",
        metavar="DAY",
        help="whoever had this id until the account was deleted on that day",
    )
    erase.set_defaults(run=run_erase_person)

    back = commands.add_parser(
        "give-back",
        help="give a deleted account's stories to an account: two people, a reason",
    )
    back.add_argument("former", help="user id that the account had")
    back.add_argument("day", help="when it was deleted, such as 2026-11-29")
    back.add_argument("to", help="user id of the person's account now")
    back.add_argument("first", help="user id of the first person who decides")
    back.add_argument("second", help="user id of the second person")
    back.add_argument("reason")
    back.set_defaults(run=run_give_back)


def story_at(portal, path: str):
    """Return the story at a path below the site.

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


def run_verify(portal, options: argparse.Namespace) -> int:
    """Check the ledger of one site and print what was found."""
    if options.seal and not seals.is_printed(options.seal):
        raise Refused("seal: give the whole line that `seal-ledger` printed.")
    report = verify(portal, options.seal)
    print(f"Chains: {report.chains}, rows: {report.rows}, seals: {report.seals}")
    if report.last_seal is not None:
        seal = report.last_seal
        print(f"Last seal: {seal.at}, {seal.chains} chains, {seal.rows} rows")
    for fault in report.faults:
        print(in_words(fault))
    if any(fault.kind in RESTORED for fault in report.faults):
        print("`leap-cop … restore-workflows` puts settings and states right.")
    same = namesakes(portal)
    if same is None:
        print("A source of groups could not be asked for groups called like people.")
    elif any(same):
        print(
            f"People with the id of a group in a directory: {same.people}; groups "
            f"called like a community's: {same.groups}. It opens nothing."
        )
    if held := held_site_wide():
        roles = ", ".join(f"{role}: {count}" for role, count in held.items())
        print(
            f"Roles of communities that are given for the whole site ({roles}). They "
            "open nothing there and close nothing; saving the list in Users and Groups "
            "takes them away."
        )
    print("Valid." if report.valid else "Not valid.")
    return 0 if report.valid else 1


def run_erase_person(portal, options: argparse.Namespace) -> int:
    """Say what there is of somebody, and with --yes erase it."""
    now, found = datetime.now(UTC), Counter()
    names = _meant(portal, options.userid, options.deleted)
    for name in names:
        found.update(erasure.erase(portal, name, now=now))
    if names == [options.userid] and not any(found.values()):
        # Who stands nowhere may be nobody, or be written in another way here.
        userid = person_meant(options.userid, "userid")
        if userid != options.userid:
            print(f"The account's own id is {userid}.")
            found.update(erasure.erase(portal, userid, now=now))
    for name, count in found.items():
        print(f"{name}: {count}")
    if not options.yes:
        print("Nothing was erased. Say --yes to erase it; it cannot be undone.")
        return 1
    print("Erased. The account itself is deleted where it is kept: in Site Setup or")
    print("in a directory. Older states of the database go with `leap-cop … forget`,")
    print("backups with their own end.")
    return 0


def _meant(portal, userid: str, deleted: str) -> list[str]:
    """Return whom a user id means: the account, or those who had it and are gone.

    :raises Refused: for a day on which no account with this id was deleted.
    """
    former = {
        code: row for code, row in People(portal).former().items() if row[0] == userid
    }
    days = sorted({row.day for row in former.values()})
    codes = [code for code, row in former.items() if deleted in ("", row.day)]
    if deleted and not codes:
        raise Refused(f"--deleted: no account {userid} was deleted on {deleted}.")
    if deleted or (former and api.user.get(userid=userid) is None):
        return [stand_in(code) for code in codes]
    if days:
        print(f"Before this account others had the id: --deleted {' or '.join(days)}")
    return [userid]


def run_give_back(portal, options: argparse.Namespace) -> int:
    """Give the stories of a deleted account to an account and print how many."""
    count = give_back(
        options.former,
        options.day,
        options.to,
        (options.first, options.second),
        options.reason,
        now=datetime.now(UTC),
    )
    print(f"Stories given back: {count}")
    return 0
