"""Fixtures of the room: what a round is made of, rounds in-process and over REST."""

from plone import api
from tests.community.conftest import visit as visit

import pytest
import transaction


#: From a state of a round to the transitions that lead there.
WAYS = {"private": (), "community": ("share",), "public": ("publish",)}


@pytest.fixture
def payload() -> dict:
    """Give what a facilitator fills in."""
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
    """Give a function that makes a round in a state, in the same transaction."""

    def make(state: str = "private", **fields):
        return make_round(community, payload, state, **fields)

    return make


@pytest.fixture
def topic_round(round_in):
    """Give a round that members see."""
    return round_in("community")


@pytest.fixture
def round_at(site, payload):
    """Give a function that makes a round over there and says where it stands."""

    def make(state: str = "private", **fields) -> str:
        transaction.begin()
        made = make_round(site["tuesday"], payload, state, **fields)
        transaction.commit()
        return made.absolute_url()

    return make
