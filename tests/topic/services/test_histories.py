"""Random histories of a round over HTTP, beside a model of its ballots (P5).

People send what comes to their minds, in any order. Whatever was answered with yes
counts exactly once; whatever was not changed nothing; nothing goes backwards, no rule
changes under a ballot, and nobody hears of dots before the close.
"""

from collections import Counter
from hypothesis import given
from hypothesis import HealthCheck
from hypothesis import Phase
from hypothesis import settings
from hypothesis import strategies as st
from leap.cop.ballot.rules import chosen
from leap.cop.topic import rules
from tests.topic.services import bad

import json
import os
import pytest
import transaction


PEOPLE = ("member", "teller", "facilitator")
OTHERS = ("reviewer", "colleague", "siteadmin", None)
WHOLE = bool(os.environ.get("LEAP_COP_EXPOSURE"))

who = st.sampled_from([*PEOPLE * 6, *OTHERS])
lead = st.sampled_from([*("facilitator",) * 6, "member", *OTHERS])
number = st.integers(0, 3)
odd = st.sampled_from(
    [*bad.NO_TEXTS, *bad.EMPTY, bad.HALF, -1, 10**30, 2.0, "x" * 2000, float("nan")]
)
theme = st.sampled_from([*(0, 1, 2) * 4, 4])
dots = st.dictionaries(theme, st.sampled_from([0, 1, 1, 2, 2, 3, 4]), max_size=2)
walls = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=2, unique=True)
receipts = st.none() | st.sampled_from(["receipt-1", "receipt-2", "receipt-3"])

odd_ways = st.sampled_from(
    [
        "POST @topics text",
        "PATCH @topics objection",
        "PATCH @topics theme",
        "POST @themes title",
        "PATCH @themes position",
        "PATCH @themes topics",
        "POST @phase phase",
        "PUT @ballot dots",
        "POST @paper-ballots voters",
        "POST @voters userid",
    ]
)

#: Kind of step: how often, and with what.
STEPS = {
    "cast": (12, (who, dots, receipts)),
    "take back": (2, (who,)),
    "paper": (2, (lead, walls, dots, receipts)),
    "topic": (1, (who, number)),
    "move": (1, (lead, number, number)),
    "drop topic": (1, (who, number)),
    "theme": (1, (lead, number)),
    "rename": (2, (lead, number, number)),
    "place": (2, (lead, number, number)),
    "drop theme": (1, (lead, number)),
    "go": (1, (lead, st.sampled_from([*rules.PHASES[:3], *rules.PHASES]))),
    "admit": (1, (lead, st.sampled_from([*PEOPLE, "colleague"]))),
    "rules": (1, (lead, st.integers(1, 6), st.integers(1, 3))),
    "secrecy": (1, (lead, st.sampled_from(["named", "secret"]))),
    "remind": (1, (lead,)),
    "odd": (2, (who, odd_ways, odd)),
}

step = st.sampled_from(
    [kind for kind, (often, _with) in STEPS.items() for _time in range(often)]
).flatmap(lambda kind: st.tuples(st.just(kind), *STEPS[kind][1]))


class History:
    """One round, and what ought to be in its box."""

    def __init__(self, made, asks) -> None:
        self.made = made
        self.asks = asks
        self.topics = [made.topic(f"Topic {count}", "teller") for count in range(2)]
        self.themes = [made.theme(title) for title in ("Schools", "Online", "Rest")]
        self.phase = "collecting"
        #: Dots of those who voted, by person, and walls of stickers.
        self.ballots: dict[str, dict] = {}
        self.walls: list[tuple[int, dict]] = []
        self.seen_receipts: dict[str, str] = {}

    def send(self, userid, method, path, body):
        """Send something; nothing may break, and a no may keep nothing."""
        transaction.begin()
        before = self.last_transaction()
        answer = self.asks(userid).request(
            method,
            f"{self.made.url}/{path}".rstrip("/"),
            data=json.dumps(body).encode("utf-8", "surrogatepass"),
            headers={"Content-Type": "application/json"},
        )
        assert answer.status_code < 500, (method, path, body, answer.text[:300])
        if answer.status_code >= 400:
            assert self.last_transaction() == before, (method, path, body)
        return answer

    def last_transaction(self) -> bytes:
        transaction.begin()
        return self.made.content._p_jar.db().lastTransaction()

    def named(self, sent: dict) -> dict:
        return {self.id_in(self.themes, key): value for key, value in sent.items()}

    def id_in(self, ids: list, at: int) -> str:
        return ids[at] if at < len(ids) else "x" * 20

    def take(self, kind: str, userid, *rest) -> None:
        getattr(self, f"do_{kind.replace(' ', '_')}")(userid, *rest)

    def do_cast(self, userid, sent, receipt) -> None:
        body = {"dots": self.named(sent)}
        if receipt is not None:
            body["receipt"] = receipt
        answer = self.send(userid, "PUT", "@ballot", body)
        if answer.status_code != 200:
            return
        told = answer.json()
        assert userid in PEOPLE
        if told["final"]:
            assert told["again"] == (userid in self.ballots)
            if told["again"]:
                # A retry, which changes nothing.
                assert told["receipt"] in self.seen_receipts
                return
            assert told["receipt"] not in self.seen_receipts
            self.seen_receipts[told["receipt"]] = userid
        self.ballots[userid] = {
            key: value for key, value in body["dots"].items() if value
        }
        assert told["dots"] == self.ballots[userid]

    def do_take_back(self, userid) -> None:
        if self.send(userid, "DELETE", "@ballot", {}).status_code == 204:
            self.ballots.pop(userid, None)

    def do_paper(self, userid, voters, sent, receipt) -> None:
        body = {"voters": voters, "dots": self.named(sent)}
        if receipt is not None:
            body["receipt"] = f"wall-{receipt}"
        before = self.made.record.box.voted_total
        answer = self.send(userid, "POST", "@paper-ballots", body)
        if answer.status_code == 201 and answer.json()["voted"] != before:
            self.walls.append((len(voters), body["dots"]))

    def do_topic(self, userid, at) -> None:
        answer = self.send(userid, "POST", "@topics", {"text": f"Topic {at}"})
        if answer.status_code == 201 and answer.json()["id"] not in self.topics:
            self.topics.append(answer.json()["id"])

    def do_move(self, userid, at, to) -> None:
        topic, theme = self.id_in(self.topics, at), self.id_in(self.themes, to)
        self.send(userid, "PATCH", f"@topics/{topic}", {"theme": theme})

    def do_drop_topic(self, userid, at) -> None:
        self.send(userid, "DELETE", f"@topics/{self.id_in(self.topics, at)}", {})

    def do_theme(self, userid, at) -> None:
        body = {"title": f"Theme {at}", "topics": self.topics[at : at + 1]}
        answer = self.send(userid, "POST", "@themes", body)
        if answer.status_code == 201:
            self.themes.append(answer.json()["id"])

    def do_rename(self, userid, at, to) -> None:
        body = {"title": f"Theme {to}", "description": "" if to else "Anew"}
        self.send(userid, "PATCH", f"@themes/{self.id_in(self.themes, at)}", body)

    def do_place(self, userid, at, to) -> None:
        body = {"position": to}
        self.send(userid, "PATCH", f"@themes/{self.id_in(self.themes, at)}", body)

    def do_drop_theme(self, userid, at) -> None:
        self.send(userid, "DELETE", f"@themes/{self.id_in(self.themes, at)}", {})

    def do_go(self, userid, phase) -> None:
        self.send(userid, "POST", "@phase", {"phase": phase})

    def do_admit(self, userid, somebody) -> None:
        answer = self.send(userid, "POST", "@voters", {"userid": somebody})
        assert answer.status_code != 201 or somebody in PEOPLE

    def do_rules(self, userid, most, one) -> None:
        self.send(userid, "PATCH", "", {"dots": most, "max_per_theme": one})

    def do_secrecy(self, userid, secrecy) -> None:
        self.send(userid, "PATCH", "", {"secrecy": secrecy})

    def do_remind(self, userid) -> None:
        self.send(userid, "POST", "@reminder", {})

    def do_odd(self, userid, what, value) -> None:
        method, path, field = what.split()
        if (what, value) == ("PUT @ballot dots", {}):
            # Not odd at all: a ballot without dots.
            return self.do_cast(userid, {}, None)
        if method == "PATCH":
            ids = self.topics if path == "@topics" else self.themes
            path = f"{path}/{self.id_in(ids, 0)}"
        self.send(userid, method, path, {field: value})

    # What must hold

    def check(self, before: dict) -> None:
        now = self.made.kept()
        record = self.made.record
        box = record.box
        phases = [rules.PHASES.index(one["phase"]) for one in (before, now)]
        assert phases == sorted(phases)
        had = any(before["slips"]) or before["papers"]
        if had and box.has_ballots:
            assert now["rules"] == before["rules"]
            assert set(record.themes) == {row[0] for row in before["themes"]}
        kept = [chosen(slip) for bucket in now["slips"] for _key, slip in bucket]
        for slip in kept:
            assert sum(count for _theme, count in slip) <= box.rules.dots
            assert all(0 < count <= box.rules.most for _theme, count in slip)
        people = sum(people for people, _slip in box.papers.values())
        assert box.voted_total == len(kept) + people
        assert sorted(map(repr, map(dict, kept))) == sorted(
            repr(dict(sorted(slip.items()))) for slip in self.ballots.values()
        )
        assert people == sum(people for people, _dots in self.walls)
        status = self.asks("facilitator").get(f"{self.made.url}/@results").status_code
        assert status == (200 if record.phase == rules.CLOSED else 409)

    def finish(self) -> None:
        """Close it, and count in the model as well."""
        self.do_go("facilitator", "closed")
        box = self.made.record.box
        if box.rules is None:
            return
        wanted: Counter = Counter()
        for given_dots in [*self.ballots.values(), *(wall for _p, wall in self.walls)]:
            wanted.update(given_dots)
        assert {line.option: line.dots for line in box.tally().lines} == {
            theme: wanted[theme] for theme in box.rules.options
        }
        turnout = len(self.ballots) + sum(people for people, _dots in self.walls)
        told = self.asks("member").get(f"{self.made.url}/@results").json()
        assert told["voted"] == turnout


@pytest.mark.parametrize("secrecy", ["named", "secret"])
def test_whatever_people_send(round_at, asks, secrecy):
    @settings(
        max_examples=200 if WHOLE else 14,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate] + ([Phase.shrink] if WHOLE else []),
        suppress_health_check=list(HealthCheck),
    )
    @given(
        steps=st.lists(step, min_size=10, max_size=30),
        begin=st.sampled_from(["collecting", "voting", "voting", "voting"]),
    )
    def live(steps, begin):
        made = round_at(secrecy=secrecy)
        history = History(made, asks)
        if begin != "collecting":
            made.go(begin)
        for one in steps:
            before = made.kept()
            history.take(*one)
            history.check(before)
        history.finish()

    live()
