"""REST of phases: forwards only, by a facilitator or at a set time."""

from datetime import timedelta
from tests.topic.services import bad
from tests.topic.services.conftest import now

import pytest


PHASES = ("collecting", "grouping", "voting", "closed")
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def phase(session, made) -> dict:
    return session.get(f"{made.url}/@phase").json()


def go(session, made, to):
    return session.post(f"{made.url}/@phase", json={"phase": to})


def test_where_a_round_is(asks, round_at):
    opens = now().replace(microsecond=0) + HOUR
    made = round_at(opens=opens, closes=opens + HOUR)
    assert phase(asks("member"), made) == {
        "@id": f"{made.url}/@phase",
        "phase": "collecting",
        "opens": opens.isoformat(),
        "closes": (opens + HOUR).isoformat(),
        "next": ["grouping", "voting", "closed"],
    }


@pytest.mark.parametrize("begin", PHASES)
@pytest.mark.parametrize("end", PHASES)
def test_forwards_only(asks, round_at, begin, end):
    made = round_at()
    made.theme("Asking")
    if begin != "collecting":
        made.go(begin)
    before = made.kept()
    answer = go(asks("facilitator"), made, end)
    if PHASES.index(end) < PHASES.index(begin):
        assert answer.status_code == 409
        assert answer.json()["message"].startswith("phase: ")
        assert made.kept() == before
        return
    assert answer.status_code == 200, answer.text
    assert answer.json()["phase"] == end == phase(asks("member"), made)["phase"]
    assert ("voted" in answer.json()) == (end in ("voting", "closed"))


@pytest.mark.parametrize(
    "sent",
    [None, "open", bad.HALF],
    ids=lambda sent: repr(sent)[:20],
)
def test_phases_that_there_are_not(asks, round_at, sent):
    made = round_at()
    made.theme("Asking")
    before = made.kept()
    answer = go(asks("facilitator"), made, sent)
    assert answer.status_code == 400, answer.text
    assert answer.json()["message"].startswith("phase: ")
    assert made.kept() == before


def test_a_vote_needs_a_theme(asks, round_at):
    made = round_at()
    answer = go(asks("facilitator"), made, "voting")
    assert answer.status_code == 409
    assert answer.json()["message"].startswith("themes: ")


def test_a_vote_needs_time(asks, round_at):
    made = round_at(closes=now() - MINUTE)
    made.theme("Asking")
    answer = go(asks("facilitator"), made, "voting")
    assert answer.status_code == 409
    assert answer.json()["message"].startswith("closes: ")


def test_managers_move_a_round_on_as_well(asks, round_at):
    for who in ("siteadmin", "admin"):
        made = round_at()
        made.theme("Asking")
        for to in PHASES[1:]:
            assert go(asks(who), made, to).status_code == 200
