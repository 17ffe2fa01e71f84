"""People who vote at the same moment: how many a second, and is every ballot counted?

Threads in this process, as a server has them; wall time, because waiting is the point.
"""

from bench import dots
from bench.client import Site
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from random import Random
from typing import NamedTuple
from unittest.mock import patch

import threading
import time


CLIENTS = 4
#: Everybody in the room casts as many ballots, in both systems.
EACH = 25

CROWD = 16
BALLOTS_EACH = 25
#: So many collisions in a row meet a ballot at most; the publisher tries three times.
MOST_COLLISIONS = 2


class Speed(NamedTuple):
    """How it went with some clients at once."""

    a_second: float
    lost: int
    total: int


def speed(make: Callable[[list[str]], Callable[[], float]]) -> Speed:
    """Let some clients cast ballots at once.

    :param make: gives what casts one ballot after the other, for some of the voters.
    """
    casting = [make(dots.VOTERS[number::CLIENTS]) for number in range(CLIENTS)]
    for cast in casting:
        # Logging in writes where all write: nobody does it beside the others.
        for userid in dots.VOTERS:
            cast.site.log_in(userid)
        cast()

    def live(cast: Callable[[], float]) -> int:
        lost = 0
        for _ in range(EACH):
            try:
                cast()
            except SystemExit:
                lost += 1
        return lost

    started = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as pool:
        lost = sum(pool.map(live, casting))
    seconds = time.monotonic() - started
    return Speed((CLIENTS * EACH - lost) / seconds, lost, CLIENTS * EACH)


class Counted(NamedTuple):
    """What a crowd found after the close, beside its own count."""

    errors: int
    ballots: int
    collisions: int
    #: Themes where dots or people are other than what the crowd counted.
    different: int


def count(leap: Site) -> Counted:
    """Let a crowd vote, change its mind and meet collisions; compare the totals."""
    voting = dots.Voting(leap, dots.make_round(leap))
    final: dict[str, dict[str, int]] = {}
    collisions = Collisions()

    def live(number: int) -> int:
        random = Random(number)
        people = dots.VOTERS[number::CROWD]
        errors = 0
        for _ in range(BALLOTS_EACH):
            userid = random.choice(people)
            ballot = dots.ballot(random)
            chosen = {
                theme: given
                for theme, given in zip(voting.themes, ballot, strict=True)
                if given
            }
            collisions.begin(random)
            try:
                voting.cast(userid, chosen)
            except SystemExit:
                errors += 1
            else:
                final[userid] = chosen
        return errors

    for userid in dots.VOTERS:
        leap.get(userid, "bench-ok")
    with collisions, ThreadPoolExecutor(CROWD) as pool:
        errors = sum(pool.map(live, range(CROWD)))
    given: Counter = Counter()
    people: Counter = Counter()
    for chosen in final.values():
        given.update(chosen)
        people.update(chosen.keys())
    own = {theme: (given[theme], people[theme]) for theme in voting.themes}
    theirs = dots.totals(leap, voting.path)
    different = sum(own[theme] != theirs.get(theme) for theme in own)
    return Counted(errors, CROWD * BALLOTS_EACH, collisions.number, different)


class Collisions:
    """Collisions as the database reports them, in the midst of saving."""

    def __init__(self) -> None:
        self.number = 0
        self._to_come = threading.local()
        self._lock = threading.Lock()

    def begin(self, random: Random) -> None:
        """Choose how many meet this thread's next ballot."""
        self._to_come.left = random.randint(0, MOST_COLLISIONS)

    def __enter__(self) -> None:
        from ZODB.FileStorage import FileStorage
        from ZODB.POSException import ConflictError

        vote = FileStorage.tpc_vote

        def colliding(storage, transaction):
            if getattr(self._to_come, "left", 0):
                self._to_come.left -= 1
                with self._lock:
                    self.number += 1
                raise ConflictError("made up")
            return vote(storage, transaction)

        self._patch = patch.object(FileStorage, "tpc_vote", colliding)
        self._patch.start()

    def __exit__(self, *_error) -> None:
        self._patch.stop()
