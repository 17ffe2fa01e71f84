"""REST of what came out: nothing before the close, then for everybody alike."""

from leap.cop.topic.records import record_of
from plone import api
from tests.topic.services import who
from tests.topic.services.conftest import now
from tests.topic.services.test_ballot import put

import pytest
import transaction


both = pytest.mark.parametrize("secrecy", ["named", "secret"])


def results(session, made):
    return session.get(f"{made.url}/@results")


@both
@pytest.mark.parametrize("state", ["community", "public"])
def test_nobody_sees_anything_before_the_close(asks, vote_at, state, secrecy):
    made = vote_at(state, secrecy=secrecy)
    for one in ("member", "teller", "facilitator"):
        put(asks(one), made, {made.themes[0]: 3})
    for one in who.READERS[state]:
        assert results(asks(one), made).status_code == 409, one
    made.go("closed")
    first = results(asks("member"), made).json()
    for one in who.READERS[state]:
        assert results(asks(one), made).json() == first


def test_what_came_out(asks, vote_at):
    made = vote_at("public")
    one, other, third = made.themes
    put(asks("member"), made, {one: 2, other: 3})
    put(asks("teller"), made, {one: 1})
    made.go("closed")
    told = results(asks("colleague"), made).json()
    assert told.pop("put_aside") is False
    assert told == {
        "@id": f"{made.url}/@results",
        "phase": "closed",
        "voted": 2,
        "electorate": 3,
        "breakdown": True,
        "items_total": 3,
        "items": [
            {
                "id": one,
                "title": "Schools",
                "description": "",
                "place": 1,
                "tied": True,
                "dots": 3,
                "voters": 2,
                "matters_to_few": False,
                "topics": [],
            },
            {
                "id": other,
                "title": "Online",
                "description": "",
                "place": 1,
                "tied": True,
                "dots": 3,
                "voters": 1,
                "matters_to_few": False,
                "topics": [],
            },
            {
                "id": third,
                "title": "Rest",
                "description": "",
                "place": 3,
                "tied": False,
                "dots": 0,
                "voters": 0,
                "matters_to_few": False,
                "topics": [],
            },
        ],
    }


def test_topics_stand_under_their_theme(asks, round_at):
    made = round_at()
    topics = [made.topic(f"Topic {number}") for number in range(4)]
    theme = made.theme("Asking", topics[:3])
    made.go("voting")
    made.go("closed")
    [row] = results(asks("teller"), made).json()["items"]
    assert row["id"] == theme
    assert row["topics"] == [
        {"id": one, "text": f"Topic {topics.index(one)}"} for one in sorted(topics[:3])
    ]


def test_a_round_that_was_closed_without_a_vote(asks, round_at):
    made = round_at()
    made.theme("Asking")
    made.go("closed")
    told = results(asks("member"), made).json()
    assert (told["items"], told["voted"], told["electorate"]) == ([], 0, 0)
    answer = asks("member").get(
        f"{made.url}/@ballot", headers={"Receipt": "0123456789"}
    )
    assert answer.json()["counted"] is False


# A secret round of few people


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_secret_round_of_few_people_shows_no_numbers(asks, vote_at, number):
    made = vote_at(secrecy="secret", dots=6)
    one, other, third = made.themes
    for userid in ("member", "teller", "facilitator")[:number]:
        put(asks(userid), made, {one: 1, third: 3})
    made.go("closed")
    told = results(asks("facilitator"), made).json()
    assert (told["breakdown"], told["voted"]) == (False, number)
    for row in told["items"]:
        assert (row["dots"], row["voters"], row["matters_to_few"]) == (
            None,
            None,
            False,
        )
    places = [(row["id"], row["place"]) for row in told["items"]]
    if number < 3:
        assert places == [(one, None), (other, None), (third, None)]
    else:
        assert places == [(third, 1), (one, 2), (other, 3)]
    # Nor does anything that is made of them.
    seen = asks("member").get("tuesday/@rounds").json()
    for line in seen["lines"]:
        for stop in line["rounds"]:
            assert (stop["dots"], stop["share"]) == (None, None)
    line = asks("member").get(f"{made.url}/@themes/{third}").json()["life_line"]
    assert (line[0]["dots"], line[0]["share"]) == (None, None)


def test_a_secret_round_of_many_shows_numbers(asks, site, vote_at):
    """Eight are many, unless the site says otherwise."""
    made = vote_at(secrecy="secret")
    content = made.content
    box = record_of(content).box
    people = [f"person-{number}" for number in range(8)]
    for userid in people:
        box.admit(userid, now=now())
        box.cast(userid, {made.themes[0]: 2}, now=now())
    transaction.commit()
    made.go("closed")
    told = results(asks("member"), made).json()
    assert (told["breakdown"], told["items"][0]["dots"]) == (True, 16)
    transaction.begin()
    api.portal.set_registry_record("leap.cop.small_group", 9)
    transaction.commit()
    told = results(asks("member"), made).json()
    assert (told["breakdown"], told["items"][0]["dots"]) == (False, None)


# Rounds beside each other


def test_rounds_are_compared_only_once_they_are_closed(asks, vote_at):
    first = vote_at()
    put(asks("member"), first, {first.themes[0]: 3, first.themes[1]: 1})
    seen = asks("facilitator").get("tuesday/@rounds").json()
    [row] = seen["items"]
    assert row == {
        "@id": first.url,
        "title": "What shall we talk about this spring?",
        "stage": "outset",
        "phase": "voting",
        "left": 5,
    }
    stops = [stop for line in seen["lines"] for stop in line["rounds"]]
    assert len(stops) == 3
    for stop in stops:
        assert (stop["dots"], stop["place"], stop["share"]) == (None, None, None)
    assert asks("member").get("tuesday/@rounds").json()["items"][0]["left"] == 1
    first.go("closed")
    seen = asks("member").get("tuesday/@rounds").json()
    assert "left" not in seen["items"][0]
    shares = {line["title"]: line["rounds"][0]["share"] for line in seen["lines"]}
    assert shares == {"Schools": 75, "Online": 25, "Rest": 0}


def test_what_one_may_not_see_is_compared_with_nothing(asks, vote_at):
    made = vote_at()
    made.go("closed")
    for state, sees in (("community", False), ("public", True)):
        if state == "public":
            made.move("publish")
        seen = asks("colleague").get("tuesday/@rounds").json()
        assert bool(seen["items"]) is sees
        assert bool(seen["lines"]) is sees


def test_a_life_line_goes_round_what_one_may_not_see(asks, vote_at, round_at):
    first = vote_at()
    first.go("closed")
    second = round_at("public")
    facilitator = asks("facilitator")
    sent = {"candidate": first.themes[0]}
    made = facilitator.post(f"{second.url}/@themes", json=sent).json()
    line = asks("member").get(made["@id"]).json()["life_line"]
    assert [stop["round"]["@id"] for stop in line] == [first.url, second.url]
    answer = asks("colleague").get(made["@id"])
    assert [stop["round"]["@id"] for stop in answer.json()["life_line"]] == [second.url]
    assert first.url not in answer.text


def test_a_facilitator_who_voted_alone_finds_no_more_than_others(asks, vote_at):
    """The own ballot is the own; turnout is all that is told of the others."""
    made = vote_at()
    seen = []
    for dots in ({}, {made.themes[0]: 3}, {made.themes[1]: 1}):
        put(asks("member"), made, dots)
        answers = [
            asks("facilitator").get(f"{made.url}/{name}").json()
            for name in ("@topics", "@themes", "@phase", "@ballot", "@voters", "")
        ]
        seen.append(answers)
    assert seen[0] == seen[1] == seen[2]
