"""Two hundred people vote at once: nobody sees an error, every ballot counts once.

On one process and on two over one PostgreSQL; without a hitch, and while processes are
killed. What they find after the close is compared with what they counted themselves.
SEED=7 makes other ballots and other moments; LEAP_COP_EXPOSURE=1 kills more often.
"""

from collections import Counter
from random import Random
from tests.load import people
from tests.load.site import PEOPLE

import os
import pytest
import threading
import time


SECRECIES = ["named", "secret"]
KILLS = 20 if os.environ.get("LEAP_COP_EXPOSURE") else 1
SEED = int(os.environ.get("SEED", "5"))


def crowd(running, name: str, secrecy: str) -> list[people.Person]:
    """Return two hundred people with plans for a round."""
    return people.plans(PEOPLE, running.rounds[name]["themes"], secrecy, SEED)


def close(running, name: str) -> None:
    """Close a round as its facilitator does, again if it was closed half."""
    status, said = running.ask(name, "POST", "@phase", {"phase": "closed"})
    assert status == 200, said


def assert_counted(running, name: str, voters: list[people.Person]) -> None:
    """Compare the results with the people's own count."""
    status, found = running.ask(name, "GET", "@results")
    assert status == 200, found
    own = people.totals(voters)
    theirs = {item["id"]: (item["dots"], item["voters"]) for item in found["items"]}
    assert {id: row for id, row in theirs.items() if row != (0, 0)} == own
    assert found["voted"] == len(voters)
    assert found["electorate"] == len(PEOPLE) + 1


def assert_own_ballots(running, name: str, voters: list[people.Person]) -> None:
    """Look whether everybody finds the own ballot as it was acknowledged."""
    other = {}
    for person in voters:
        status, found = running.ask(name, "GET", "@ballot", who=person.userid)
        if (status, found.get("dots")) != (200, person.final):
            other[person.userid] = (status, found, person.final)
    assert not other


def assert_logs_say_nothing(running, voters: list[people.Person]) -> None:
    """Look whether what a server says names people, themes or receipts."""
    said = "".join(
        log.read_text(encoding="utf-8", errors="replace")
        for process in running.processes
        for log in (process.home / "log").iterdir()
    )
    told = {person.userid for person in voters}
    told |= {person.receipt for person in voters}
    told |= {theme for person in voters for theme in person.final}
    assert not [word for word in told if word in said]


def wrong(voters: list[people.Person]) -> list[str]:
    """Return what was answered otherwise than it should be."""
    return [line for person in voters for line in person.wrong]


@pytest.mark.parametrize("secrecy", SECRECIES)
def test_two_hundred_people_vote_at_once(running, secrecy):
    name = f"calm-{secrecy}"
    voters = crowd(running, name, secrecy)
    seconds = running.room(name, people.PATIENCE).vote(voters)
    answers = sum((person.answered for person in voters), Counter())
    # It is to be within a minute where nothing else is to be done; measured, not asked.
    print(f"{len(voters)} people, {dict(answers)}: {seconds:.1f} s")
    assert wrong(voters) == []
    assert all(person.acknowledged for person in voters)
    if secrecy == "named":
        assert_own_ballots(running, name, voters[::20])
    close(running, name)
    assert_counted(running, name, voters)
    assert_logs_say_nothing(running, voters)


@pytest.mark.parametrize("secrecy", SECRECIES)
def test_whoever_was_heard_counts_when_the_vote_closes_meanwhile(running, secrecy):
    name = f"closing-{secrecy}"
    meanwhile, afterwards = threading.Event(), threading.Event()
    themes = running.rounds[name]["themes"]
    voters = people.hurried(PEOPLE, themes, SEED, [meanwhile, afterwards])

    def close_half_way() -> None:
        wait_for(voters, len(voters) // 6)
        closing = threading.Thread(target=close, args=(running, name))
        closing.start()
        meanwhile.set()
        closing.join()
        afterwards.set()

    running.room(name, people.PATIENCE).vote(voters, close_half_way)
    assert wrong(voters) == []
    heard = [person for person in voters if person.acknowledged]
    print(f"{len(heard)} of {len(voters)} were in time")
    assert 0 < len(heard) < len(voters)
    assert_counted(running, name, heard)


def wait_for(voters: list[people.Person], number: int) -> None:
    """Wait until so many people have an answer; no longer, where one is wrong."""
    while sum(person.acknowledged for person in voters) < number:
        if wrong(voters):
            return
        time.sleep(0.005)


class Killer:
    """Kills processes while people vote, and starts them again."""

    def __init__(self, running, voters: list[people.Person], kills: int) -> None:
        random = Random(SEED)
        self.running = running
        self.voters = voters
        #: A process dies as soon as so many people have an answer, and a moment later.
        self.moments = sorted(random.sample(range(10, len(voters) - 50), kills))
        self.waits = [random.uniform(0, 0.05) for _ in self.moments]
        self.killed = 0

    def __call__(self) -> None:
        turns = self.running.processes
        for number, moment in enumerate(self.moments):
            wait_for(self.voters, moment)
            time.sleep(self.waits[number])
            process = turns[number % len(turns)]
            process.kill()
            self.killed += 1
            self.running.start(process)


@pytest.mark.parametrize("secrecy", SECRECIES)
def test_a_killed_process_loses_no_ballot(running, secrecy):
    name = f"killed-{secrecy}"
    voters = crowd(running, name, secrecy)
    killer = Killer(running, voters, KILLS)
    seconds = running.room(name, people.PATIENCE).vote(voters, killer)
    cut = sum(person.cut for person in voters)
    print(f"{len(voters)} people, {killer.killed} killed, {cut} cut: {seconds:.1f} s")
    assert wrong(voters) == []
    assert killer.killed == KILLS
    assert cut
    assert all(person.acknowledged for person in voters)
    if secrecy == "named":
        assert_own_ballots(running, name, voters)
    else:
        close_and_kill(running, name)
    close(running, name)
    assert_counted(running, name, voters)


def close_and_kill(running, name: str) -> None:
    """Kill the process that closes a round, while it does; start it again."""
    process = running.processes[0]
    closing = threading.Thread(
        target=running.ask, args=(name, "POST", "@phase", {"phase": "closed"})
    )
    closing.start()
    # From before it begins to between its two transactions to after them.
    time.sleep(Random(SEED).uniform(0, 0.1))
    process.kill()
    running.start(process)
    closing.join()
