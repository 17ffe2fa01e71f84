"""The command for cron: what a day brings to stories, rounds, agreements, meetings."""

from datetime import datetime
from datetime import UTC
from leap.cop.agreement.daily import look_after_agreements
from leap.cop.core.accounts import close_those_deleted_meanwhile
from leap.cop.core.site_url import reached_at
from leap.cop.meeting.daily import look_after_meetings
from leap.cop.notify.outbox import try_again
from leap.cop.notify.remind import remind
from leap.cop.notify.site_reviewers import tell_if_due
from leap.cop.topic.commands import say
from leap.cop.topic.scheduled_phases import turn

import argparse


def add_to(commands) -> None:
    """Add this room's commands to the command line."""
    reminders = commands.add_parser(
        "remind",
        help="remind reviewers of stories that wait for five working days, and take "
        "rounds on whose set time has come",
    )
    reminders.add_argument(
        "address", help="how people reach the site: https://intranet.example.org"
    )
    reminders.set_defaults(run=run_remind)


def run_remind(portal, options: argparse.Namespace) -> int:
    """Take rounds on and remind the reviewers of one site."""
    now = datetime.now(UTC)
    close_those_deleted_meanwhile(portal, now=now)
    with reached_at(portal, options.address):
        done = turn(now=now)
        agreements = look_after_agreements(now=now)
        meetings = look_after_meetings(now=now)
        tell_if_due(now)
    sent = remind(portal, now, options.address)
    print(f"Reminders sent: {sent}")
    if again := try_again(portal, now):
        print(f"Emails sent that could not go out before: {again}")
    if any(done):
        say(done)
    if agreements.stuck:
        print(
            f"Agreements left for the next run: {agreements.stuck}. The log says more."
        )
    if meetings.stuck:
        print(f"Meetings left for the next run: {meetings.stuck}. The log says more.")
    return 1 if done.stuck or agreements.stuck or meetings.stuck else 0
