"""Fixtures of the room: what a round is made of, rounds in-process and over REST."""

from plone import api
from tests.topic.pages import Pages
from tests.topic.pages import TITLES
from tests.topic.pages import Vote

import pytest
import transaction


#: From a state of a round to the transitions that lead there.
WAYS = {"private": (), "community": ("share",), "public": ("publish",)}


@pytest.fixture
def payload() -> dict:
    """Return what a facilitator fills in."""
    return {"title": "What shall we talk about this spring?", "dots": 5}


def make_round(community, payload: dict, state: str = "private", **fields):
    """Make a round as a facilitator would, and bring it into a state."""
    with api.env.adopt_user("facilitator"):
        made = api.content.create(
            community, type="leap.cop.TopicRound", **{**payload, **fields}
        )
        for transition in WAYS[state]:
            api.content.transition(made, transition)
    return made


@pytest.fixture
def round_in(community, payload):
    """Return a function that makes a round in a state, in the same transaction."""

    def make(state: str = "private", **fields):
        return make_round(community, payload, state, **fields)

    return make


@pytest.fixture
def topic_round(round_in):
    """Return a round that members see."""
    return round_in("community")


@pytest.fixture
def round_at(site, payload):
    """Return a function that makes a round over there and says where it stands."""

    def make(state: str = "private", **fields) -> str:
        transaction.begin()
        made = make_round(site["tuesday"], payload, state, **fields)
        transaction.commit()
        return made.absolute_url()

    return make


@pytest.fixture
def pages():
    """Return browsers by user id; None is anonymous, `admin` the root user."""
    sessions = []

    def session(userid: str | None) -> Pages:
        sessions.append(Pages(userid))
        return sessions[-1]

    yield session
    for made in sessions:
        made.close()


@pytest.fixture
def a_vote(site, rest):
    """Return a function that makes a round with three themes, in a phase."""

    def make(phase: str = "voting", titles=TITLES, show="share", **fields) -> Vote:
        facilitator = rest("facilitator")
        payload = {"@type": "leap.cop.TopicRound", "title": "What next?", **fields}
        made = facilitator.post("tuesday", json=payload)
        assert made.status_code == 201, made.text
        url = made.json()["@id"]
        if show:
            facilitator.post(f"{url}/@workflow/{show}", json={})
        themes = [
            facilitator.post(f"{url}/@themes", json={"title": title}).json()["id"]
            for title in titles
        ]
        if phase != "collecting":
            moved = facilitator.post(f"{url}/@phase", json={"phase": phase})
            assert moved.status_code == 200, moved.text
        name = url.rpartition("/")[2]
        return Vote(url, themes, lambda: site["tuesday"][name])

    return make


@pytest.fixture
def go_on(rest):
    """Return a function that takes a round on to a phase."""

    def move(vote: Vote, phase: str) -> None:
        moved = rest("facilitator").post(f"{vote.url}/@phase", json={"phase": phase})
        assert moved.status_code == 200, moved.text

    return move
