"""Commands about mails: remind reviewers of stories that wait."""

from datetime import datetime
from datetime import UTC
from leap.cop.consent.errors import Refused
from leap.cop.notify.remind import remind

import argparse


def add_to(commands) -> None:
    """Add this room's commands to the command line."""
    reminders = commands.add_parser(
        "remind", help="remind reviewers of stories that wait for five working days"
    )
    reminders.add_argument(
        "address", help="how people reach the site: https://intranet.example.org"
    )
    reminders.set_defaults(run=run_remind)


def run_remind(portal, options: argparse.Namespace) -> int:
    """Remind the reviewers of one site."""
    if not options.address.startswith(("http://", "https://")):
        raise Refused(f"address: {options.address} is no web address.")
    sent = remind(portal, datetime.now(UTC), options.address)
    print(f"Reminders sent: {sent}")
    return 0
