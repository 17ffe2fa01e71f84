"""Two hundred people who vote at the same moment, and what they find afterwards.

Each has a plan: things to send, in an order of their own, some of them twice, again,
too many or senseless, and the one ballot that counts in the end. They know nothing of
leap.cop but its REST interface, and count for themselves.
"""

from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from random import Random
from threading import Barrier
from threading import Event
from threading import Thread

import http.client
import json
import time


DOTS, MOST = 5, 3
OK, BAD, TOO_LATE = 200, 400, 409

#: How long anything may take on a machine that has other work, and how long somebody
#: waits before trying again where nobody is.
PATIENCE = 300
PAUSE = 0.4


@dataclass(frozen=True)
class Act:
    """One thing that somebody sends, and the answer that is right."""

    name: str
    body: bytes
    status: int
    #: Another answer that is right, in its time.
    or_else: int | None = None
    #: Sent by two hands at once, as by a double click.
    hands: int = 1


@dataclass
class Person:
    """One of the voters."""

    userid: str
    acts: list[Act]
    #: The ballot that counts in the end.
    final: dict[str, int]
    receipt: str
    #: How often each of the things was answered as it should be.
    answered: Counter = field(default_factory=Counter)
    #: How often nobody answered.
    cut: int = 0
    wrong: list[str] = field(default_factory=list)
    #: Whoever comes later waits for this.
    waits_for: Event | None = None

    @property
    def acknowledged(self) -> bool:
        """Whether somebody said that a ballot is in."""
        return any(self.answered[name] for name in ("vote", "change"))


def ballot(random: Random, themes: list[str]) -> dict[str, int]:
    """Give dots somewhere; not everybody spends all."""
    given: Counter = Counter()
    for _ in range(random.randint(1, DOTS)):
        open_still = [theme for theme in themes if given[theme] < MOST]
        given[random.choice(open_still)] += 1
    return dict(given)


def _body(dots: object, receipt: str | None = None) -> bytes:
    sent = {"dots": dots}
    if receipt is not None:
        sent["receipt"] = receipt
    return json.dumps(sent).encode()


def _senseless(themes: list[str], secrecy: str) -> list[bytes]:
    one = themes[0]
    receipts = [_body({one: 1}, "x"), _body({one: 1}, "with a space in it")]
    # A named ballot needs no receipt; what is sent as one may be left unread.
    return [
        b"not JSON",
        b"{}",
        b"[]",
        _body(None),
        _body([one]),
        _body({one: -1}),
        _body({one: 1.5}),
        _body({one: True}),
        _body({one: "2"}),
        _body({one: None}),
        _body({one: 10**30}),
        _body({"nowhere": 1}),
        *(receipts if secrecy == "secret" else ()),
    ]


def _over(themes: list[str]) -> list[bytes]:
    first, second = themes[:2]
    return [_body({first: MOST, second: MOST}), _body({first: MOST + 1})]


def plans(userids: tuple[str, ...], themes: list[str], secrecy: str, seed: int) -> list:
    """Make up what everybody is going to do."""
    random = Random(seed)
    return [_plan(random, userid, themes, secrecy) for userid in userids]


def _plan(random: Random, userid: str, themes: list[str], secrecy: str) -> Person:
    receipt = f"{random.getrandbits(128):032x}"
    dots = ballot(random, themes)
    vote = _body(dots, receipt)
    before = [
        Act("senseless", random.choice(_senseless(themes, secrecy)), BAD),
        Act("over", random.choice(_over(themes)), BAD),
    ]
    after = [Act("again", vote, OK), Act("over", random.choice(_over(themes)), BAD)]
    acts = random.sample(before, random.randint(0, 2))
    acts.append(Act("vote", vote, OK, hands=random.choice((1, 1, 2))))
    if secrecy == "secret":
        other = f"{random.getrandbits(128):032x}"
        after.append(Act("other", _body(ballot(random, themes), other), TOO_LATE))
        acts += random.sample(after, random.randint(0, 3))
    else:
        acts += random.sample(after, random.randint(0, 2))
        if random.random() < 0.25:
            dots = ballot(random, themes)
            acts.append(Act("change", _body(dots), OK))
            acts.append(Act("again", _body(dots), OK))
    return Person(userid, acts, dots, receipt)


def hurried(
    userids: tuple[str, ...], themes: list[str], seed: int, events: list[Event]
) -> list[Person]:
    """Make up one ballot for each; whoever comes after the close is told so.

    :param events: what people wait for, some at once, some for each of these.
    """
    waits = [None, *events]
    random = Random(seed)
    found = []
    for number, userid in enumerate(userids):
        receipt = f"{random.getrandbits(128):032x}"
        dots = ballot(random, themes)
        act = Act("vote", _body(dots, receipt), OK, or_else=TOO_LATE)
        person = Person(userid, [act], dots, receipt)
        person.waits_for = waits[number % len(waits)]
        found.append(person)
    return found


def totals(people: list[Person]) -> dict[str, tuple[int, int]]:
    """Count for ourselves: dots and people by theme."""
    dots: Counter = Counter()
    voters: Counter = Counter()
    for person in people:
        dots.update(person.final)
        voters.update(person.final.keys())
    return {theme: (dots[theme], voters[theme]) for theme in dots}


class Line:
    """One connection that stays open; opened anew, elsewhere, where it was cut."""

    def __init__(self, ports: list[int], userid: str, password: str, first: int):
        self.ports = ports
        self.turn = first
        token = b64encode(f"{userid}:{password}".encode()).decode()
        self.headers = {
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Authorization": f"Basic {token}",
        }
        self.cut = 0
        self._connection: http.client.HTTPConnection | None = None

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def ask(self, method: str, path: str, body: bytes | None = None):
        """Ask once; give status and body.

        :raises OSError, HTTPException: where nobody answered.
        """
        if self._connection is None:
            port = self.ports[self.turn % len(self.ports)]
            self._connection = http.client.HTTPConnection(
                "127.0.0.1", port, timeout=PATIENCE
            )
        try:
            self._connection.request(method, path, body, self.headers)
            answer = self._connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            self.close()
            self.turn += 1
            self.cut += 1
            raise

    def insist(self, method: str, path: str, body: bytes | None, until: float):
        """Ask until somebody answers, as a person does whose page did not load."""
        while True:
            try:
                return self.ask(method, path, body)
            except (OSError, http.client.HTTPException) as error:
                if time.monotonic() > until:
                    return 0, repr(error).encode()
                time.sleep(PAUSE)


@dataclass
class Room:
    """Where people vote, all at once.

    :param ports: where the site answers; each begins at one and goes on to the next.
    :param path: where ballots go.
    :param seconds: when people give up.
    """

    ports: list[int]
    password: str
    path: str
    seconds: float

    def vote(
        self, people: list[Person], meanwhile: Callable[[], None] = lambda: None
    ) -> float:
        """Let everybody do what they planned; give the seconds it took."""
        self._until = time.monotonic() + self.seconds
        self._begin = Barrier(len(people) + 1)
        threads = [
            Thread(target=self._live, args=(number, person), daemon=True)
            for number, person in enumerate(people)
        ]
        for thread in threads:
            thread.start()
        self._begin.wait()
        started = time.monotonic()
        meanwhile()
        for thread in threads:
            thread.join()
        return time.monotonic() - started

    def _live(self, number: int, person: Person) -> None:
        self._begin.wait()
        if person.waits_for is not None:
            person.waits_for.wait(self.seconds)
        lines = [
            Line(self.ports, person.userid, self.password, number + hand)
            for hand in range(2)
        ]
        for act in person.acts:
            self._send_all(person, act, lines[: act.hands])
        for line in lines:
            line.close()
        person.cut = sum(line.cut for line in lines)

    def _send_all(self, person: Person, act: Act, lines: list[Line]) -> None:
        first, *others = lines
        hands = [Thread(target=self._send, args=(person, act, line)) for line in others]
        for hand in hands:
            hand.start()
        self._send(person, act, first)
        for hand in hands:
            hand.join()

    def _send(self, person: Person, act: Act, line: Line) -> None:
        status, answer = line.insist("PUT", self.path, act.body, self._until)
        if status == act.status:
            person.answered[act.name] += 1
        elif status != act.or_else:
            said = f"{person.userid}, {act.name}: {status} instead of {act.status}"
            person.wrong.append(f"{said}: {answer[:300]!r}")
