"""The command about rounds: take on what is due at its set time."""

from datetime import datetime
from datetime import UTC
from leap.cop.core.site_url import reached_at
from leap.cop.topic.scheduled_phases import turn
from leap.cop.topic.scheduled_phases import Turned

import argparse


def add_to(commands) -> None:
    """Add this room's command to the command line."""
    turning = commands.add_parser(
        "turn-rounds", help="open, close and count the rounds whose set time has come"
    )
    turning.add_argument(
        "address", help="how people reach the site: https://intranet.example.org"
    )
    turning.set_defaults(run=run_turn_rounds)


def run_turn_rounds(portal, options: argparse.Namespace) -> int:
    """Take on what is due; 1 if something went wrong with one of the rounds."""
    with reached_at(portal, options.address):
        done = turn(now=datetime.now(UTC))
    say(done)
    return 1 if done.stuck else 0


def say(done: Turned) -> None:
    """Print what was done, in numbers."""
    print(f"Rounds opened: {done.opened}, closed and counted: {done.closed}")
    if done.stuck:
        print(f"Rounds that could not be taken on: {done.stuck}. The log says more.")
