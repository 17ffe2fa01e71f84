"""Twenty people answer their agreement at once: each yes counts once, to what was read.

On one process and on two over one PostgreSQL; while a newer version is put in force,
and while processes are killed. Everybody waits in the beginning, so that each yes ends
a stretch of waiting as well.
"""

from collections.abc import Callable
from random import Random
from tests.load import people
from tests.load.site import ADMINISTRATOR
from tests.load.site import FACILITATOR
from tests.load.site import PASSWORD
from tests.load.site import TWENTY
from threading import Barrier
from threading import Thread

import json
import os
import pytest
import time


KILLS = 10 if os.environ.get("LEAP_COP_EXPOSURE") else 1
SEED = int(os.environ.get("SEED", "5"))

Answer = tuple[int, dict]


class Group:
    """The people of one agreement, who all have something to do at once."""

    def __init__(self, running, name: str, seconds: float = people.PATIENCE) -> None:
        self.running, self.name, self.seconds = running, name, seconds
        self.path = running.rounds[name]["path"]
        self.cut = 0

    def ask(self, method: str, service: str, sent=None, who=None) -> Answer:
        return self.running.ask(self.name, method, service, sent, who)

    def at_once(
        self,
        acts: list[tuple[str, Callable]],
        meanwhile: Callable[[], None] = lambda: None,
    ) -> list:
        """Have several people act at the same moment; give what each found.

        :param acts: who, and what is done with a function that asks.
        """
        found: list = [None] * len(acts)
        begin, until = Barrier(len(acts) + 1), time.monotonic() + self.seconds

        def live(number: int, who: str, act: Callable) -> None:
            line = people.Line(self.running.ports, who, PASSWORD, number)

            def ask(method: str, service: str, sent=None) -> Answer:
                body = None if sent is None else json.dumps(sent).encode()
                path = f"{self.path}/{service}"
                status, answer = line.insist(method, path, body, until)
                return status, json.loads(answer) if answer[:1] == b"{" else answer

            begin.wait()
            found[number] = act(ask)
            line.close()
            self.cut += line.cut

        threads = [
            Thread(target=live, args=(number, *act), daemon=True)
            for number, act in enumerate(acts)
        ]
        for thread in threads:
            thread.start()
        begin.wait()
        meanwhile()
        for thread in threads:
            thread.join()
        return found

    def kept(self) -> dict[str, int | None]:
        """Return which version each of the people finds that they keep to."""
        found = {}
        for who in TWENTY:
            _status, mine = self.ask("GET", "@acceptance", who=who)
            assert mine["waits"] == (not mine["keeps_to"]), (who, mine)
            found[who] = mine["keeps_to"]
        return found

    def totals(self) -> tuple[int, int]:
        status, found = self.ask("GET", "@acceptances", who=TWENTY[0])
        assert status == 200, found
        return found["accepted"], found["of"]


def accept(ask: Callable) -> Answer:
    """Say yes to what is read."""
    _status, read = ask("GET", "@acceptance")
    return say_yes(ask, read)


def say_yes(ask: Callable, read: dict) -> Answer:
    sent = {name: read[name] for name in ("version", "digest")}
    return ask("PUT", "@acceptance", {"answer": "accepted", **sent})


def rows_of(running) -> int:
    """Return how many rows the ledger has; it has to hold."""
    site = running.rounds["calm"]["path"].rsplit("/", 2)[0]
    line = people.Line(running.ports, ADMINISTRATOR, PASSWORD, 0)
    until = time.monotonic() + people.PATIENCE
    status, found = line.insist("GET", f"{site}/@consent-ledger", None, until)
    line.close()
    assert status == 200, found
    told = json.loads(found)
    assert told["valid"], told
    return told["rows"]


@pytest.mark.parametrize(("name", "hands"), [("calm", 1), ("two hands", 2)])
def test_twenty_say_yes_at_once(running, name, hands):
    group, before = Group(running, name), rows_of(running)
    assert set(group.kept().values()) == {None}
    answers = group.at_once([(who, accept) for who in TWENTY] * hands)
    assert [status for status, _told in answers] == [200] * len(answers), answers
    assert set(group.kept().values()) == {1}
    assert rows_of(running) == before + len(TWENTY)
    assert group.totals() == (len(TWENTY), len(TWENTY) + 1)


def test_a_yes_is_to_what_was_read(running):
    """A version is put in force while people answer: their yes, or a 409."""
    group, before = Group(running, "newer"), rows_of(running)
    clause = group.running.rounds["newer"]["clause"]
    status, _row = group.ask(
        "PATCH", f"@clauses/{clause}", {"rev": 2, "text": "Nothing leaves the room."}
    )
    assert status == 200
    digest = group.ask("GET", "@clauses")[1]["digest"]
    sent = {"digest": digest, "change": "material", "note": "Clearer."}
    all_have_read, statuses = Barrier(len(TWENTY)), []

    def put_in_force(ask: Callable) -> Answer:
        while len(statuses) < 5:
            time.sleep(0.005)
        return ask("POST", "@versions", sent)

    def read_and_answer(ask: Callable) -> tuple:
        _status, read = ask("GET", "@acceptance")
        all_have_read.wait(people.PATIENCE)
        answer = say_yes(ask, read)
        statuses.append(answer[0])
        return (read["version"], *answer)

    [made, *answers] = group.at_once(
        [(FACILITATOR, put_in_force), *((who, read_and_answer) for who in TWENTY)]
    )
    assert made[0] == 201, made
    kept = group.kept()
    for who, (read, status, told) in zip(TWENTY, answers, strict=True):
        assert status in (200, 409), told
        assert kept[who] == (read if status == 200 else None), who
    heard = sum(status == 200 for _read, status, _told in answers)
    print(f"{heard} of {len(answers)} were taken")
    assert rows_of(running) == before + 1 + heard


def test_of_two_who_change_a_clause_one_is_told(running):
    group = Group(running, "same clause")
    clause = running.rounds["same clause"]["clause"]
    rev = 2
    for turn in range(10):
        texts = [f"Rule {turn}, {who}." for who in TWENTY[:2]]

        def change(ask: Callable, text: str, rev: int = rev) -> Answer:
            return ask("PATCH", f"@clauses/{clause}", {"rev": rev, "text": text})

        acts = [
            (who, lambda ask, text=text: change(ask, text))
            for who, text in zip(TWENTY[:2], texts, strict=True)
        ]
        answers = group.at_once(acts)
        assert sorted(status for status, _told in answers) == [200, 409], answers
        told = dict(answers)
        won = texts[[status for status, _told in answers].index(200)]
        assert told[409]["current"]["text"] == told[200]["text"] == won
        rev = told[200]["rev"]


def test_a_killed_process_leaves_nothing_half(running):
    group, before = Group(running, "killed"), rows_of(running)
    random = Random(SEED)

    def insist(ask: Callable) -> Answer:
        time.sleep(random.uniform(0, 2 + KILLS))
        return accept(ask)

    def kill() -> None:
        for number in range(KILLS):
            time.sleep(random.uniform(0.2, 1))
            process = running.processes[number % len(running.processes)]
            process.kill()
            running.start(process)

    answers = group.at_once([(who, insist) for who in TWENTY], kill)
    print(f"{KILLS} killed, {group.cut} cut")
    assert [status for status, _told in answers] == [200] * len(TWENTY), answers
    assert set(group.kept().values()) == {1}
    assert rows_of(running) == before + len(TWENTY)
