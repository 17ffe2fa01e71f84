"""REST of dots on paper: counted like clicks, and nobody twice."""

from leap.cop.community.membership import Membership
from tests.topic.services import bad
from tests.topic.services.conftest import now
from tests.topic.services.test_ballot import put
from tests.topic.services.test_ballot import turnout

import pytest
import transaction


both = pytest.mark.parametrize("secrecy", ["named", "secret"])

WALL = "a-wall-of-dots"


def enter(session, made, voters, dots, **more):
    sent = {"voters": voters, "dots": dots, **more}
    return session.post(f"{made.url}/@paper-ballots", json=sent)


@both
def test_paper_counts_like_clicks(asks, vote_at, secrecy):
    made = vote_at(secrecy=secrecy)
    one, other, _third = made.themes
    answer = enter(asks("facilitator"), made, ["member", "teller"], {one: 6, other: 4})
    assert answer.status_code == 201, answer.text
    [wall] = made.record.box.walls()
    assert answer.json() == {
        "@id": f"{made.url}/@paper-ballots/{wall.id}",
        "id": wall.id,
        "people": 2,
        "voted": 2,
        "electorate": 3,
    }
    seen = asks("member").get(f"{made.url}/@ballot").json()
    assert (seen["cast"], seen["on_paper"], seen["left"]) == (True, True, 0)
    for more in ({}, {"receipt": "0123456789"}):
        assert put(asks("member"), made, {one: 1}, **more).status_code == 409
    assert asks("member").delete(f"{made.url}/@ballot").status_code == 409
    assert put(asks("facilitator"), made, {one: 3}).status_code == 200
    made.go("closed")
    tally = made.record.box.tally()
    assert {line.option: line.dots for line in tally.lines} == {
        one: 9,
        other: 4,
        made.themes[2]: 0,
    }
    assert asks("member").get(f"{made.url}/@results").json()["voted"] == 3


@both
def test_a_wall_is_entered_once(asks, vote_at, secrecy):
    made = vote_at(secrecy=secrecy)
    facilitator = asks("facilitator")
    wall = (["member", "teller"], {made.themes[0]: 4})
    assert enter(facilitator, made, *wall, receipt=WALL).status_code == 201
    before = made.kept()
    assert enter(facilitator, made, *wall, receipt=WALL).status_code == 201
    assert enter(facilitator, made, *wall).status_code == 400
    other = (["facilitator"], {made.themes[0]: 1})
    assert enter(facilitator, made, *other, receipt=WALL).status_code == 409
    assert made.kept() == before


#: People who cannot vote or have voted already, and what names nobody.
NO_VOTERS = (
    *bad.NO_TEXTS,
    "member",
    ["member", "member"],
    ["nobody"],
    ["newcomer"],
    ["member", "nobody"],
    ["member", 1],
    ["member", None],
    ["member", ["teller"]],
    [bad.HALF],
    ["\x00"],
    ["x" * 100_000],
    ["member"] * 10_000,
    ["teller"],
    ["member", "teller"],
)


@both
def test_paper_is_that_of_people_who_can_vote_and_have_not(asks, vote_at, secrecy):
    made = vote_at(secrecy=secrecy)
    put(asks("teller"), made, {})
    before = made.kept()
    for voters in NO_VOTERS:
        answer = enter(asks("facilitator"), made, voters, {})
        assert answer.status_code == 400, (repr(voters)[:30], answer.text)
        assert answer.json()["message"].startswith("voters: "), repr(voters)[:30]
        assert made.kept() == before, repr(voters)[:30]


@both
def test_paper_has_no_more_dots_than_its_people(asks, vote_at, secrecy):
    made = vote_at(secrecy=secrecy)
    one, other, third = made.themes
    before = made.kept()
    for dots in (
        {one: 7},
        {one: 6, other: 5},
        {one: 4, other: 4, third: 4},
        {one: -1},
        {one: True},
        {one: 1.0},
        {"nothing": 1},
        None,
        [],
        "x",
        {one: 10**30},
    ):
        answer = enter(asks("facilitator"), made, ["member", "teller"], dots)
        assert answer.status_code == 400, dots
        assert answer.json()["message"].startswith("dots: ")
    for receipt in (1, "short", "x" * 129, bad.HALF):
        answer = enter(asks("facilitator"), made, ["member"], {}, receipt=receipt)
        assert answer.status_code == 400, receipt
        assert answer.json()["message"].startswith("receipt: ")
    assert made.kept() == before
    answer = enter(asks("facilitator"), made, ["member", "teller"], {one: 6, other: 4})
    assert answer.status_code == 201


@both
def test_paper_is_entered_while_people_vote(asks, round_at, secrecy):
    made = round_at(secrecy=secrecy)
    theme = made.theme("Asking")
    facilitator = asks("facilitator")
    assert enter(facilitator, made, ["member"], {theme: 1}).status_code == 409
    made.go("voting")
    assert enter(facilitator, made, ["member"], {theme: 1}).status_code == 201
    made.go("closed")
    assert enter(facilitator, made, ["teller"], {theme: 1}).status_code == 409
    assert turnout(facilitator, made) == (1, 3)


def test_members_enter_no_paper(asks, vote_at):
    made = vote_at()
    assert enter(asks("member"), made, ["member"], {}).status_code == 403
    assert turnout(asks("member"), made) == (0, 3)


def test_who_left_votes_neither_on_a_screen_nor_on_paper(asks, site, vote_at):
    """They would not hear of it: whether they had voted could be tried out."""
    made = vote_at()
    transaction.begin()
    Membership(site["tuesday"]).remove("teller", now=now())
    transaction.commit()
    answer = enter(asks("facilitator"), made, ["teller"], {made.themes[0]: 1})
    assert answer.status_code == 400
    assert "in the list: 1" in answer.json()["message"]
    assert turnout(asks("facilitator"), made) == (0, 3)


# Taken out again


@both
def test_a_wall_is_taken_out_again(asks, vote_at, secrecy):
    made = vote_at(secrecy=secrecy)
    facilitator = asks("facilitator")
    theme = made.themes[0]
    row = enter(facilitator, made, ["member", "teller"], {theme: 6}).json()
    listed = facilitator.get(f"{made.url}/@paper-ballots").json()
    # Neither whose they are nor how many dots.
    wall = {"@id": row["@id"], "id": row["id"], "people": 2}
    assert (listed["items"], listed["items_total"]) == ([wall], 1)
    assert facilitator.delete(row["@id"]).status_code == 204
    assert turnout(facilitator, made) == (0, 3)
    assert facilitator.get(f"{made.url}/@paper-ballots").json()["items"] == []
    assert put(asks("member"), made, {theme: 1}).status_code == 200
    assert enter(facilitator, made, ["teller"], {theme: 2}).status_code == 201
    made.go("closed")
    assert made.record.box.tally().spent == 3


@both
def test_what_is_no_wall_or_counted_is_not_taken_out(asks, vote_at, secrecy):
    made = vote_at(secrecy=secrecy)
    facilitator = asks("facilitator")
    url = f"{made.url}/@paper-ballots"
    row = enter(facilitator, made, ["member", "teller"], {made.themes[0]: 6}).json()
    before = made.kept()
    for path, status in (("/nothing", 404), ("", 400), (f"/{row['id']}/x", 400)):
        assert facilitator.delete(f"{url}{path}").status_code == status, path
    assert asks("member").delete(row["@id"]).status_code == 403
    assert made.kept() == before
    made.go("closed")
    before = made.kept()
    assert facilitator.delete(row["@id"]).status_code == 409
    assert facilitator.get(url).json()["items"] == []
    assert made.kept() == before


@both
def test_nobody_finds_out_unseen_who_has_not_voted(asks, vote_at, secrecy):
    """By entering somebody's paper, and taking it out where nobody hears of it."""
    made = vote_at(secrecy=secrecy)
    facilitator, dots = asks("facilitator"), {made.themes[0]: 1}
    row = enter(facilitator, made, ["teller"], dots).json()
    # Whoever is told of a vote can be entered: nobody who left, is paused, or reads on.
    membership = Membership(made.content.__parent__)
    membership.pause("member", now=now(), by_site=False)
    transaction.commit()
    assert enter(facilitator, made, ["member"], dots).status_code == 400
    membership.resume("member", now=now(), by_site=False)
    membership.remove("member", now=now())
    transaction.commit()
    assert enter(facilitator, made, ["member"], dots).status_code == 400
    # And nothing is entered or taken out while members do not see the round.
    assert facilitator.post(f"{made.url}/@workflow/hide", json={}).status_code == 200
    before = made.kept()
    assert enter(facilitator, made, ["facilitator"], dots).status_code == 409
    assert facilitator.delete(row["@id"]).status_code == 409
    assert made.kept() == before
    assert facilitator.post(f"{made.url}/@workflow/share", json={}).status_code == 200
    assert facilitator.delete(row["@id"]).status_code == 204
    # With no mail server either: it stands on the page, until there are dots.
    teller = asks("teller")
    assert teller.get(f"{made.url}/@ballot").json()["taken_out"] is True
    assert facilitator.get(f"{made.url}/@ballot").json()["taken_out"] is False
    assert put(teller, made, dots).status_code == 200
    assert teller.get(f"{made.url}/@ballot").json()["taken_out"] is False
    made.go("closed")
    assert not made.record.box.taken_out
